// Forty shops, their products and a year of orders, brought in once for all journeys of a worker that look at
// trade. Not here: what is looked at.
import { cpSync } from "node:fs";
import { App } from "./app.ts";
import { launch } from "./browser.ts";
import { test as base, expect } from "./fixtures.ts";
import { freshFolder, removeFolder } from "./site.ts";

/** The fifth day of a month, so many full months ago. */
export function monthsAgo(n: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - n, 5)).toISOString().slice(0, 10);
}

export const csv = (name: string, lines: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });

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

/** Goes to a place anew, within the page: loading the app is not what is looked at. */
export async function visit(app: App, place: string): Promise<void> {
  await app.page.evaluate((place) => {
    for (const at of ["/settings", place]) {
      history.pushState({}, "", at);
      dispatchEvent(new PopStateEvent("popstate"));
    }
  }, place);
  const screen = place === "/" ? "home" : place.slice(1);
  await expect(app.page.locator(".app")).toHaveAttribute("data-screen", screen);
}

/** The file of the shop that orders most. */
export async function openFile(app: App): Promise<void> {
  await visit(app, "/customers");
  await app.page.getByRole("searchbox").fill("Shop 39");
  const row = app.page.locator("a.row__link");
  await expect(row).toHaveCount(1);
  await row.click();
  await expect(app.page.locator(".file__head")).toContainText("Shop 39");
}

async function setUp(app: App): Promise<void> {
  for (const file of [SHOPS, PRODUCTS, ORDERS]) await app.importFile(file);
  // An order that waits in review, and an objection.
  await openFile(app);
  await app.page.getByRole("link", { name: "下单" }).first().click();
  await app.page.locator(".entry__products .entry__row").nth(1).click();
  await app.page.keyboard.type("30");
  await app.button("完成").click();
  await app.file.locator("summary[aria-label='更多']").click();
  await app.button("客户不认可…").click();
  await app.page.getByLabel("客户怎么说").fill("I buy more than he does");
  await app.button("记下异议").click();
  await app.saved();
}

interface OfTest {
  /** The app with all of that in it. */
  trade: App;
}

interface OfWorker {
  /** A profile into which it was brought; to be copied, not used. */
  tradeProfile: string;
}

export const test = base.extend<OfTest, OfWorker>({
  tradeProfile: [
    async ({ site }, use) => {
      const folder = freshFolder("trade");
      const context = await launch(folder);
      const app = await App.of(context, site.url);
      await setUp(app);
      await context.close();
      await use(folder);
      removeFolder(folder);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  trade: async ({ tradeProfile, profile, watch, site }, use) => {
    cpSync(tradeProfile, profile, { recursive: true, filter: (from) => !from.includes("Singleton") });
    const context = await launch(profile);
    watch.over(context);
    const app = await App.of(context, site.url);
    await app.open("/settings");
    await app.page.emulateMedia({ reducedMotion: "reduce" });
    await use(app);
    await context.close();
  },
});

export { expect };
