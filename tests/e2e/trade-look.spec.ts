// The screens of orders and of what they say about a shop, in every look, size and language. Set LOOKS to a
// folder to have a picture of each. Not here: what the screens do.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { App } from "./support/app.ts";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { chineseOn, cutOff, expectNoViolation, smallTargets, sticksOut } from "./support/looks.ts";
import { dataFile } from "./support/site.ts";
import { expect, openFile, test, visit } from "./support/trade.ts";

type Screen = [name: string, go: (app: App) => Promise<void>];

/** Where a rep or a manager taps all day. */
const ALL_DAY = ["entry", "file", "file: orders", "orders", "orders: one in review", "products", "a product"];

const SCREENS: Screen[] = [
  ["home", async (app) => {
    await visit(app, "/");
    await expect(app.page.locator("#home-trade")).toBeVisible();
  }],
  ["entry", async (app) => {
    await openFile(app);
    await app.page.locator('a[href$="/order"]').first().click();
    await app.page.locator(".entry__products .entry__row").nth(1).click();
    await expect(app.page.locator(".pad__key").first()).toBeVisible();
    await app.page.keyboard.type("30");
  }],
  ["file", openFile],
  ["file: orders", async (app) => {
    await openFile(app);
    await app.page.locator(".groups__tab").last().click();
    await app.page.locator(".order__head").first().click();
    await expect(app.page.locator(".order__lines")).toBeVisible();
  }],
  ["file: why a tier", async (app) => {
    await openFile(app);
    const why = app.page.locator(".why__sentence");
    // A second tap closes it, and it may still be open of the look before.
    if (!(await why.isVisible())) await app.page.locator(".facts__why").first().click();
    await expect(why).toBeVisible();
    await app.page.locator(".why details").evaluateAll((all) => all.forEach((it) => it.setAttribute("open", "")));
    await app.page.locator(".facts__why").first().evaluate((it) => it.scrollIntoView({ block: "center" }));
  }],
  ["orders", async (app) => {
    await visit(app, "/orders");
    await app.page.locator(".orders__chips .chip").last().click();
    await expect(app.page.locator(".order__head")).toHaveCount(50);
  }],
  ["orders: one in review", async (app) => {
    await visit(app, "/orders");
    await app.page.locator(".orders__chips .chip").first().click();
    await expect(app.page.locator(".order__head")).toHaveCount(1);
    await app.page.locator(".order__head").click();
    await expect(app.page.locator(".order__lines")).toBeVisible();
  }],
  ["products", async (app) => {
    await visit(app, "/products");
    await expect(app.page.locator(".entry__row")).toHaveCount(12);
  }],
  ["a product", async (app) => {
    await visit(app, "/products");
    await app.page.locator(".entry__row").first().click();
    await expect(app.page.locator("dialog[open]")).toBeVisible();
  }],
  ["insights", async (app) => {
    await visit(app, "/insights");
    await expect(app.page.locator("svg").first()).toBeVisible({ timeout: 20_000 });
    await expect(app.page.locator("progress")).toHaveCount(0);
  }],
  ["rules", (app) => visit(app, "/rules")],
  ["rules: a change", async (app) => {
    await visit(app, "/rules");
    await app.page.locator("section .button").first().click();
    await expect(app.page.locator(".rules__form")).toBeVisible();
  }],
  ["rules: a preview", async (app) => {
    await visit(app, "/rules");
    await app.page.locator("section .button").first().click();
    await app.page.locator(".rules__form input").first().fill("25");
    await app.page.locator('.rules [data-variant="primary"]').click();
    await expect(app.page.locator(".rules__preview")).toBeVisible();
  }],
];

/** The whole screen, as if the glass were that long. */
async function picture({ page }: App, name: string): Promise<void> {
  const folder = process.env["LOOKS"];
  const size = page.viewportSize();
  if (!folder || !size) return;
  await page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, "-")}.png`) });
  await page.setViewportSize({ width: size.width, height: 2600 });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, "-")}-long.png`) });
  await page.setViewportSize(size);
}

async function expectWithin({ page }: App, where: string): Promise<void> {
  expect.soft(await sticksOut(page), `what sticks out of ${where}`).toEqual([]);
  expect.soft(await cutOff(page), `what is cut off in ${where}`).toEqual([]);
}

test("the screens of trade are accessible, large enough and within the glass", async ({ trade: app }) => {
  for (const [name, go] of SCREENS) {
    await app.page.setViewportSize(TABLET);
    await go(app);
    for (const theme of ["light", "dark"] as const) {
      await app.page.emulateMedia({ colorScheme: theme });
      await expectNoViolation(app.page, name, theme);
      await picture(app, `${name} zh ${theme}`);
    }
    await app.page.emulateMedia({ colorScheme: "light" });
    for (const size of [TABLET, TABLET_UPRIGHT, PHONE, { width: 320, height: 568 }]) {
      await app.page.setViewportSize(size);
      await picture(app, `${name} zh ${size.width}`);
      await expectWithin(app, `${name} at ${size.width} px`);
      const least = ALL_DAY.includes(name) ? 48 : 44;
      if (size.width > 320) expect.soft(await smallTargets(app.page, least), `targets of ${name}`).toEqual([]);
    }
  }
});

test("in English the screens of trade hold no Chinese, and nothing sticks out", async ({ trade: app }) => {
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  for (const [name, go] of SCREENS) {
    await app.page.setViewportSize(TABLET);
    await go(app);
    for (const size of [TABLET, PHONE]) {
      await app.page.setViewportSize(size);
      await app.page.emulateMedia({ colorScheme: size === PHONE ? "light" : "dark" });
      await picture(app, `${name} en ${size.width}`);
      await expectWithin(app, `${name} at ${size.width} px`);
    }
    expect.soft(await chineseOn(app.page), name).toEqual([]);
  }
});

test("goods of another trade come in once, and their long names stay within the glass", async ({ app }) => {
  const buffer = gunzipSync(readFileSync(dataFile("superstore.csv.gz")));
  const counts = app.importResult.locator("dl > div");
  for (const [word, nOrders] of [["新增订单", "5,009"], ["未变订单", "5,009"]] as const) {
    await app.importFile({ name: "superstore.csv", mimeType: "text/csv", buffer });
    const line = counts.filter({ has: app.page.getByText(word, { exact: true }) });
    await expect(line.locator("dd")).toHaveText(nOrders);
  }
  await app.page.emulateMedia({ reducedMotion: "reduce" });
  const screens: Screen[] = [
    ["other goods: import", async () => expect(counts.first()).toBeVisible()],
    ["other goods: products", async (app) => {
      await visit(app, "/products");
      await expect(app.page.locator(".entry__row")).toHaveCount(200);
    }],
    ["other goods: a product", async (app) => {
      await visit(app, "/products");
      await app.page.getByRole("searchbox").fill("Hon 2111 Invitation");
      await app.page.locator(".entry__row").first().click();
      await expect(app.page.locator("dialog[open]")).toBeVisible();
    }],
    ["other goods: orders", async (app) => {
      await visit(app, "/orders");
      await app.page.locator(".orders__chips .chip").last().click();
      await app.page.locator(".order__head").first().click();
      await expect(app.page.locator(".order__lines")).toBeVisible();
    }],
    ["other goods: entry", async (app) => {
      await visit(app, "/customers");
      await app.page.locator("a.row__link").first().click();
      await app.page.locator('a[href$="/order"]').first().click();
      await app.page.getByRole("button", { name: "照上次" }).click();
      await app.page.locator(".entry__products .entry__row").first().click();
      await app.page.keyboard.type("30");
    }],
    ["other goods: insights", async (app) => {
      await visit(app, "/insights");
      await expect(app.page.locator("svg").first()).toBeVisible({ timeout: 20_000 });
      await expect(app.page.locator("progress")).toHaveCount(0);
    }],
  ];
  for (const [name, go] of screens) {
    await app.page.setViewportSize(TABLET);
    await go(app);
    for (const size of [TABLET, PHONE, { width: 320, height: 568 }]) {
      await app.page.setViewportSize(size);
      await picture(app, `${name} ${size.width}`);
      await expectWithin(app, `${name} at ${size.width} px`);
    }
  }
});

test("what one goes to in a file stands clear of the tabs that stay at its top", async ({ trade: app }) => {
  await openFile(app);
  const tabs = await app.page.locator(".groups__tabs").boundingBox();
  // Wherever it is scrolled to, a field is cut by its own box and covered by nothing.
  for (const scrolled of [40, 150, 333, 700]) {
    const covered = await app.page.evaluate((scrolled) => {
      document.querySelector(".groups__all")?.scrollTo(0, scrolled);
      const tabs = document.querySelector(".groups__tabs")?.getBoundingClientRect();
      const at = (element: Element): boolean => element.closest(".groups__tabs") !== null;
      const under = tabs && document.elementsFromPoint(tabs.left + 20, tabs.bottom - 8);
      return under?.findIndex(at) === 0 && under.some((it) => it.closest(".group") !== null);
    }, scrolled);
    expect(covered, `a field under the tabs, scrolled to ${scrolled}`).toBe(false);
    await expectNoViolation(app.page, `the file, scrolled to ${scrolled}`, "light");
  }
  expect(await app.page.locator(".groups__tabs").boundingBox(), "the tabs stay").toEqual(tabs);
});
