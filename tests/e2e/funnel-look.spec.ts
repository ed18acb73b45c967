// The screens of the funnel in every look, size and language. Set LOOKS to a folder to have a picture of each.
// Not here: what the screens do.
import { join } from "node:path";
import type { App } from "./support/app.ts";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { Funnel, expect, test } from "./support/funnel.ts";
import { cutOff, expectNoViolation, smallTargets, sticksOut } from "./support/looks.ts";

type Screen = [name: string, go: (app: App) => Promise<void>];

const SMALLEST = { width: 320, height: 568 };
const SIZES = [TABLET, TABLET_UPRIGHT, PHONE, SMALLEST];

/** The file of who is n-th in a column. */
async function file(app: App, stage: "prospect" | "intending" | "closed" | "base", n = 0): Promise<void> {
  const funnel = await Funnel.at(app, "/funnel");
  await funnel.cards(stage).nth(n).locator("a").evaluate((it) => (it as HTMLElement).click());
  await expect(app.page.locator(".deals").first()).toBeVisible();
}

/** A sheet, from the first card of a column. */
async function turn(app: App, code: number): Promise<void> {
  const funnel = await Funnel.at(app, "/funnel");
  const card = funnel.cards("intending").first();
  await card.locator("button[aria-expanded]").click();
  await card.locator(".deal__ways button").nth(code).click();
  await expect(funnel.sheet).toBeVisible();
}

const quick: Screen[1] = async (app) => void (await Funnel.at(app, "/customers/quick"));

const ALL_DAY = [
  "quick add", "today", "board", "file: all of it", "sheet: contact", "sheet: closing", "register", "register: month", "analysis",
];

const SCREENS: Screen[] = [
  ["quick add", quick],
  ["quick add: all of it", async (app) => {
    await quick(app);
    await app.page.locator(".quick__form input").nth(0).fill("Shop");
    await app.page.locator(".quick__form input[type=tel]").fill("139");
    await app.page.locator("input[name=quick-channel]").nth(3).check({ force: true });
    await expect(app.page.locator(".quick__form input[type=search]")).toBeVisible();
    await app.page.locator(".quick__form input[type=search]").fill("l");
  }],
  ["quick add: what is lacking", async (app) => {
    await quick(app);
    await app.page.locator(".quick__do .button").first().click();
    await quick(app);
    await app.page.locator('.quick__do [data-variant="primary"]').click();
    await expect(app.page.locator(".text-box__error").first()).toBeVisible();
  }],
  ["today", async (app) => void (await Funnel.at(app, "/today"))],
  ["today: why", async (app) => {
    await Funnel.at(app, "/today");
    await app.page.locator(".today__why").evaluateAll((all) => all.forEach((it) => it.setAttribute("open", "")));
  }],
  ["sheet: contact", async (app) => {
    const funnel = await Funnel.at(app, "/today");
    await app.page.locator('.today__do [data-variant="primary"]').first().click();
    await expect(funnel.sheet).toBeVisible();
  }],
  ["sheet: contact, refused", async (app) => {
    const funnel = await Funnel.at(app, "/today");
    await app.page.locator('.today__do [data-variant="primary"]').first().click();
    await funnel.sheet.locator("input[name=sheet-outcome]").nth(2).check({ force: true });
    await expect(funnel.sheet.locator("input[name=sheet-refusal]")).toHaveCount(6);
    await funnel.sheet.locator('.sheet__foot [data-variant="primary"]').click();
    await expect(funnel.sheet.locator(".deal-sheet__wrong li")).not.toHaveCount(0);
    // The next look begins where this one did.
    await funnel.sheet.locator("input[name=sheet-outcome]").nth(2).scrollIntoViewIfNeeded();
  }],
  ["sheet: snooze", async (app) => {
    const funnel = await Funnel.at(app, "/today");
    await app.page.locator(".today__do button:last-child").first().click();
    await expect(funnel.sheet).toBeVisible();
  }],
  ["sheet: closing", (app) => turn(app, 0)],
  ["sheet: closing, waived", async (app) => {
    await turn(app, 0);
    await app.page.locator(".closing__point .quiet-button").first().click();
    await expect(app.page.locator(".closing__point").getByRole("textbox")).toBeVisible();
  }],
  ["sheet: lost", (app) => turn(app, 1)],
  ["sheet: frozen", (app) => turn(app, 2)],
  ["board", async (app) => void (await Funnel.at(app, "/funnel"))],
  ["board: ways", async (app) => {
    const funnel = await Funnel.at(app, "/funnel");
    await funnel.cards("intending").nth(1).locator("button[aria-expanded]").click();
    await expect(app.page.locator(".deal__ways")).toBeVisible();
  }],
  ["board: who left", async (app) => {
    await Funnel.at(app, "/funnel");
    await app.page.locator(".board__chips .chip").first().click();
    await expect(app.page.locator(".board__out .deal").first()).toBeVisible();
  }],
  ["file: intending", (app) => file(app, "intending")],
  ["file: all of it", async (app) => {
    await file(app, "closed", 1);
    await app.page.locator(".deals details").evaluateAll((all) => all.forEach((it) => it.setAttribute("open", "")));
  }],
  ["file: base", (app) => file(app, "base")],
  ["sheet: new opportunity", async (app) => {
    await file(app, "base");
    await app.page.locator(".deals__tools button").first().click();
    await expect(new Funnel(app).sheet).toBeVisible();
  }],
  ["register", async (app) => {
    await Funnel.at(app, "/register");
    await app.page.locator("input[name=register-part]").nth(0).check({ force: true });
    await expect(app.page.locator(".enter")).toBeVisible();
  }],
  ["register: all of it", async (app) => {
    await Funnel.at(app, "/register");
    await app.page.locator("input[name=register-part]").nth(0).check({ force: true });
    const entry = app.page.locator(".enter");
    await entry.locator("input").nth(0).fill("Shop");
    await entry.locator("input[name=quick-channel]").nth(3).check({ force: true });
    await entry.locator("input[type=search]").fill("l");
    await entry.locator("input[name=register-expect]").last().check({ force: true });
    await entry.locator('[data-variant="primary"]').click();
    await expect(entry.locator(".text-box__error").first()).toBeVisible();
  }],
  ["register: yesterday", async (app) => {
    await Funnel.at(app, "/register");
    await app.page.locator("input[name=register-part]").nth(0).check({ force: true });
    await app.page.locator(".register__turn .icon-button").first().click();
    await expect(app.page.locator(".enter")).toHaveCount(0);
  }],
  ["register: month", async (app) => {
    await Funnel.at(app, "/register");
    await app.page.locator("input[name=register-part]").nth(1).check({ force: true });
    await expect(app.page.locator(".tally tfoot")).toBeVisible();
  }],
  ["register: list", async (app) => {
    const funnel = await Funnel.at(app, "/register");
    await app.page.locator("input[name=register-part]").nth(1).check({ force: true });
    await funnel.marks(app.page.locator(".tally tfoot")).first().click();
    await expect(funnel.sheet).toBeVisible();
  }],
  ["analysis", async (app) => void (await Funnel.at(app, "/funnel/analysis"))],
  ["analysis: all of it", async (app) => {
    await Funnel.at(app, "/funnel/analysis");
    await app.page.locator("input[name=analysis-span]").last().check({ force: true });
    await app.page.locator(".analysis details").evaluateAll((all) => all.forEach((it) => it.setAttribute("open", "")));
  }],
  ["analysis: list", async (app) => {
    const funnel = await Funnel.at(app, "/funnel/analysis");
    await funnel.marks().first().click();
    await expect(funnel.sheet).toBeVisible();
  }],
  ["sheet: expectation", async (app) => {
    await file(app, "intending");
    await app.page.locator(".deals__do button").nth(1).click();
    await expect(new Funnel(app).sheet).toBeVisible();
  }],
];

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
  // A long address is of the file's form, which other journeys look at.
  const cut = (await cutOff(page)).filter((it) => !it.startsWith("field-"));
  expect.soft(cut, `what is cut off in ${where}`).toEqual([]);
}

for (const [language, short] of [["简体中文", "zh"], ["English", "en"]] as const) {
  for (const size of SIZES) {
    test(`the funnel at ${size.width} px, ${language}: accessible, large enough, within the glass`, async ({ sample: app }) => {
      test.setTimeout(240_000);
      await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: language });
      await expect(app.page.locator("html")).toHaveAttribute("lang", short === "en" ? "en" : "zh-CN");
      // In the other language it is the same form: at the sizes between, only where one works all day.
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
        // The name of a card is hit on all of its text.
        const small = (await smallTargets(app.page, 48)).filter((it) => !it.startsWith("deal__name"));
        if (size !== SMALLEST) expect.soft(small, `targets of ${where}`).toEqual([]);
        if (short === "en") expect.soft(await ownChinese(app), where).toEqual([]);
        await app.page.keyboard.press("Escape");
      }
    });
  }
}

/** Chinese that the app itself says: names and what people said are as the sample has them. */
async function ownChinese({ page }: App): Promise<string[]> {
  return page.evaluate(() => {
    const said = ".today__link, .today__why summary, .deal__name, .deal-sheet__who, .deals__story, .remarks, .quick__found, .quick__referrer b, .alerts, .day__who, .day__said, .day__remark";
    const han = /\p{Script=Han}|[，。：；！？「」（）]/u;
    const found: string[] = [];
    const look = (what: string, text: string | null): void => {
      if (text && han.test(text) && !text.includes("样例")) found.push(`${what} “${text.trim()}”`);
    };
    for (const part of document.querySelectorAll(".today, .board, .quick, .register, .analysis, .deals, dialog[open], .nav, .undo-bar")) {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if (!node.parentElement?.closest(said)) look("text", node.textContent);
      }
      for (const it of part.querySelectorAll("*")) {
        for (const name of ["aria-label", "title", "placeholder"]) look(name, it.getAttribute(name));
      }
    }
    return [...new Set(found)];
  });
}
