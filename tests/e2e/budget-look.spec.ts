// The screens of the budget in every look, size and language. Set LOOKS to a folder to have a picture of each.
// Not here: what the screens do.
import { join } from "node:path";
import type { App } from "./support/app.ts";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { Budget } from "./support/budget.ts";
import { expect, test } from "./support/funnel.ts";
import { cutOff, expectNoViolation, smallTargets, sticksOut } from "./support/looks.ts";

type Screen = [name: string, go: (app: App) => Promise<void>];

const SMALLEST = { width: 320, height: 568 };
const SIZES = [TABLET, TABLET_UPRIGHT, PHONE, SMALLEST];

async function opened(budget: Budget): Promise<void> {
  await expect(budget.sheet).toBeVisible();
}

/** The goals of the month, issued if they were not yet. */
async function issued(app: App): Promise<Budget> {
  const budget = await Budget.at(app, "/goals");
  const button = app.page.locator(".goals__issue .button");
  const goal = app.page.locator('.goals__sum[data-of="month"] .meter').first();
  if (!(await goal.isVisible())) await button.click();
  await expect(goal).toBeVisible();
  await expect(app.page.locator(".status")).toHaveAttribute("data-saving", "saved");
  return budget;
}

const SCREENS: Screen[] = [
  ["year", async (app) => void (await Budget.at(app))],
  ["year: cell", async (app) => {
    const budget = await Budget.at(app);
    await budget.grid.locator('[role=gridcell]:not([data-fixed])').nth(3).click();
    await expect(budget.grid.locator("input")).toHaveCount(1);
  }],
  ["year: why", async (app) => {
    const budget = await Budget.at(app);
    await budget.grid.locator('[role=gridcell]:not([data-fixed])').nth(3).click();
    await app.page.keyboard.press("Alt+Enter");
    await opened(budget);
  }],
  ["gap", async (app) => void (await Budget.at(app, "/gap"))],
  ["measures", async (app) => void (await Budget.at(app, "/measures"))],
  ["expenses", async (app) => void (await Budget.at(app, "/expenses"))],
  ["goals", async (app) => void (await Budget.at(app, "/goals"))],
  ["goals: issued", async (app) => void (await issued(app))],
  ["goals: why", async (app) => {
    const budget = await issued(app);
    await app.page.locator(".goals > li").first().getByRole("button", { name: /为什么|^Why/ }).click();
    await opened(budget);
  }],
  ["sheet: new version", async (app) => {
    const budget = await Budget.at(app);
    await app.page.locator(".budget-tools__do > .button").first().click();
    await opened(budget);
    await budget.sheet.locator('.sheet__foot [data-variant="primary"]').click();
  }],
  ["sheet: new expense", async (app) => {
    const budget = await Budget.at(app, "/expenses");
    await app.page.locator(".budget .button").filter({ hasText: /记一笔费用|expense/i }).first().click();
    await opened(budget);
    await budget.sheet.locator('.sheet__foot [data-variant="primary"]').click();
    await expect(budget.sheet.locator(".text-box__error").first()).toBeVisible();
  }],
];

const ALL_DAY = ["year", "gap", "measures", "expenses", "goals", "goals: issued"];

/** What is on the glass, and the whole screen as if the glass were that long. */
async function picture({ page }: App, name: string): Promise<void> {
  const folder = process.env["LOOKS"];
  const size = page.viewportSize();
  if (!folder || !size) return;
  const words = name.replaceAll(/\W+/g, "-");
  await page.screenshot({ path: join(folder, `${words}.png`) });
  await page.setViewportSize({ width: size.width, height: 2600 });
  await page.screenshot({ path: join(folder, `${words}-long.png`) });
  await page.setViewportSize(size);
}

async function expectWithin({ page }: App, where: string): Promise<void> {
  expect.soft(await sticksOut(page), `what sticks out of ${where}`).toEqual([]);
  expect.soft(await cutOff(page), `what is cut off in ${where}`).toEqual([]);
}

for (const [language, short] of [["简体中文", "zh"], ["English", "en"]] as const) {
  for (const size of SIZES) {
    test(`the budget at ${size.width} px, ${language}: accessible, large enough, within the glass`, async ({ sample: app }) => {
      test.setTimeout(240_000);
      await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: language });
      await expect(app.page.locator("html")).toHaveAttribute("lang", short === "en" ? "en" : "zh-CN");
      const isBetween = short === "en" && (size === TABLET_UPRIGHT || size === SMALLEST);
      for (const [name, go] of SCREENS.filter(([name]) => !isBetween || ALL_DAY.includes(name))) {
        const where = `${name}, ${size.width} px, ${language}`;
        await app.page.setViewportSize(size);
        await app.page.emulateMedia({ colorScheme: "light" });
        await go(app);
        for (const theme of ["light", "dark"] as const) {
          await app.page.emulateMedia({ colorScheme: theme });
          await expectNoViolation(app.page, `${where}, ${theme}`, theme);
          await picture(app, `${name} ${short} ${size.width} ${theme}`);
        }
        await app.page.emulateMedia({ colorScheme: "light" });
        await expectWithin(app, where);
        // The box of a cell is hit on all of the cell.
        const small = (await smallTargets(app.page, 48)).filter((it) => !it.startsWith("cells__box"));
        if (size !== SMALLEST) expect.soft(small, `targets of ${where}`).toEqual([]);
      }
    });
  }
}
