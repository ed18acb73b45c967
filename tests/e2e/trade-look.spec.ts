// The screens of orders and of what they say about a shop, in every look, size and language. Set LOOKS to a
// folder to have a picture of each. Not here: what the screens do.
import { join } from "node:path";
import { App } from "./support/app.ts";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { chineseOn, expectNoViolation, smallTargets, sticksOut } from "./support/looks.ts";

type Screen = [name: string, go: (app: App) => Promise<void>];

/** The fifth day of a month, so many full months ago. */
function monthsAgo(n: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - n, 5)).toISOString().slice(0, 10);
}

const csv = (name: string, lines: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });

/** Forty shops of every class that grow or shrink, so that every bar and every square has something. */
const N = 40;
const FORMATS = ["食杂店", "便利店", "超市", "商场", "烟酒店"];
const SHOPS = csv("shops.csv", [
  "客户代码,店铺名称,市场类型,业态,经营规模,许可证号,联系电话",
  ...Array.from({ length: N }, (_, k) =>
    [`K${k}`, `Shop ${k}`, k % 3 ? "城镇" : "乡村", FORMATS[k % 5], "大中小"[k % 3], 330382100000 + k, 13800000000 + k].join()),
]);
const PRODUCTS = csv("products.csv", [
  "商品代码,商品名称,品牌,价类,批发价,每件条数",
  ...Array.from({ length: 12 }, (_, k) => `P${k},Brand ${k},House ${k % 4},${"一二三四五"[k % 5]}类,${50 + 20 * k},250`),
]);
const ORDERS = csv("orders.csv", [
  "订单号,订单日期,客户代码,商品代码,数量,单价",
  ...Array.from({ length: 12 * N }, (_, k) => {
    const [shop, ago] = [k % N, 1 + Math.floor(k / N)];
    return `D${k},${monthsAgo(ago)},K${shop},P${k % 12},${(shop * 150 * (shop % 2 ? ago : 13 - ago)) / 6},${50 + 20 * (k % 12)}`;
  }),
]);

const SCREENS: Screen[] = [
  ["entry", async (app) => {
    await openFile(app);
    await app.page.locator('a[href$="/order"]').first().click();
    await app.page.locator(".entry__products .entry__row").nth(1).click();
    await expect(app.page.locator(".pad__key").first()).toBeVisible();
    await app.page.keyboard.type("30");
  }],
  ["file", openFile],
  ["file: why a tier", async (app) => {
    await openFile(app);
    await app.page.locator(".facts__why").first().click();
    await app.page.locator(".facts__why").first().evaluate((it) => it.scrollIntoView({ block: "center" }));
  }],
  ["orders", (app) => app.open("/orders")],
  ["orders: one open", async (app) => {
    await app.open("/orders");
    await app.page.locator(".order__head").first().click();
  }],
  ["products", (app) => app.open("/products")],
  ["a product", async (app) => {
    await app.open("/products");
    await app.page.locator(".entry__row").first().click();
    await expect(app.page.locator("dialog[open]")).toBeVisible();
  }],
  ["insights", async (app) => {
    await app.open("/insights");
    await expect(app.page.locator("svg").first()).toBeVisible({ timeout: 20_000 });
    await expect(app.page.locator("progress")).toHaveCount(0);
  }],
  ["rules", (app) => app.open("/rules")],
  ["rules: a change", async (app) => {
    await app.open("/rules");
    await app.page.locator("section .button").first().click();
    await expect(app.page.locator(".rules__form")).toBeVisible();
  }],
  ["rules: a preview", async (app) => {
    await app.open("/rules");
    await app.page.locator("section .button").first().click();
    await app.page.locator(".rules__form input").first().fill("25");
    await app.page.locator('.rules [data-variant="primary"]').click();
    await expect(app.page.locator(".rules__preview")).toBeVisible();
  }],
];

/** The file of the shop that orders most. */
async function openFile(app: App): Promise<void> {
  await app.open("/customers");
  await app.page.getByRole("searchbox").fill("Shop 39");
  const row = app.page.locator("a.row__link");
  await expect(row).toHaveCount(1);
  await row.click();
  await expect(app.page.locator(".file__head")).toContainText("Shop 39");
}

async function setUp(app: App): Promise<void> {
  for (const file of [SHOPS, PRODUCTS, ORDERS]) await app.importFile(file);
  await app.page.emulateMedia({ reducedMotion: "reduce" });
}

async function picture(app: App, name: string): Promise<void> {
  const folder = process.env["LOOKS"];
  if (folder) await app.page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, "-")}.png`) });
}

test("the screens of trade are accessible, large enough and within the glass", async ({ app }) => {
  test.setTimeout(300_000);
  await setUp(app);
  for (const [name, go] of SCREENS) {
    for (const theme of ["light", "dark"] as const) {
      await app.page.emulateMedia({ colorScheme: theme });
      await app.page.setViewportSize(TABLET);
      await go(app);
      await expectNoViolation(app.page, name, theme);
      await picture(app, `${name} zh ${theme}`);
    }
    await app.page.emulateMedia({ colorScheme: "light" });
    for (const size of [TABLET_UPRIGHT, PHONE, { width: 320, height: 568 }]) {
      await app.page.setViewportSize(size);
      await go(app);
      await picture(app, `${name} zh ${size.width}`);
      expect.soft(await sticksOut(app.page), `${name} at ${size.width} px`).toEqual([]);
      if (size.width > 320) expect.soft(await smallTargets(app.page, 44), `targets of ${name}`).toEqual([]);
    }
  }
});

test("in English the screens of trade hold no Chinese, and nothing sticks out", async ({ app }) => {
  test.setTimeout(180_000);
  await setUp(app);
  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  for (const [name, go] of SCREENS) {
    for (const size of [PHONE, TABLET]) {
      await app.page.setViewportSize(size);
      await app.page.emulateMedia({ colorScheme: size === PHONE ? "light" : "dark" });
      await go(app);
      await picture(app, `${name} en ${size.width}`);
      expect.soft(await sticksOut(app.page), `${name} at ${size.width} px`).toEqual([]);
    }
    expect.soft(await chineseOn(app.page), name).toEqual([]);
  }
});
