// The year of a county on one tablet: it comes in, says where its shops stand and why, and goes on without a
// network into the month in which another bound counts. And what the endpoint reports of a company is what its
// tablet writes. Not here: who would move by which rule.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { Locator } from "@playwright/test";
import { App, untilOfflineReady } from "./support/app.ts";
import { Company } from "./support/company.ts";
import { parseCsv } from "./support/csv.ts";
import { expect, test } from "./support/fixtures.ts";
import { BINARY, dataFile, freshFolder } from "./support/site.ts";
import { csv, monthsAgo, visit } from "./support/trade.ts";
import { readXlsx } from "./support/xlsx.ts";

interface Truth {
  good: number;
  orders: number;
  order_lines: number;
  cartons: number;
  amount: string;
  exact_monthly_cases: Record<string, number>;
}
const TRUTH = JSON.parse(readFileSync(dataFile("truth.json"), "utf8")) as Truth;

/** Of its shops, those that are 停业 or 注销. */
const N_CLOSED = 271;

/** The tier of a shop that orders exactly its upper bound, in cases. */
const TIER_OF: Record<number, string> = { 20: "二档", 14: "三档", 10: "四档", 7: "五档", 4: "六档", 2: "七档", 1: "八档" };

/** Groups the digits of a decimal number. */
function grouped(number: string): string {
  return number.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");
}

/** The file of the shop with a code. */
async function openShop(app: App, code: string): Promise<Locator> {
  await visit(app, "/customers");
  await app.search.fill(code);
  await expect(app.rows()).toHaveCount(1);
  await app.rows().click();
  await expect(app.file).toBeVisible();
  return app.file.locator(".facts");
}

/** What the tier of a shop rests on. */
async function whyTier(app: App, code: string, tier: string): Promise<Locator> {
  const facts = await openShop(app, code);
  await facts.getByRole("button", { name: tier, exact: true }).click();
  return app.page.getByRole("region", { name: "怎么来的" });
}

test("the year of the county: seven shops at their bounds, a bound of next month without a network, the sum to the fen", async ({ app, watch, context }) => {
  test.setTimeout(300_000);
  watch.allow(/Failed to load resource: net::ERR/, /ERR_INTERNET_DISCONNECTED/);
  const { page } = app;
  // The last day of the year that the orders tell of.
  await page.clock.setFixedTime(new Date("2026-10-31T10:00:00"));
  await app.importShops();
  await app.importFile(dataFile("products-utf8-bom.csv"));
  await app.open("/import");
  const orders = gunzipSync(readFileSync(dataFile("orders-utf8-bom.csv.gz")));
  await app.chooseFile({ name: "orders.csv", mimeType: "text/csv", buffer: orders });
  await app.button("开始导入").click();
  await expect(app.importResult).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(`这些订单共 ${grouped(String(TRUTH.order_lines))} 行。`)).toBeVisible();
  await app.saved();
  await untilOfflineReady(app);
  await context.setOffline(true);

  // Each bound belongs to the tier below it, and the sentence says so.
  for (const [code, cases] of Object.entries(TRUTH.exact_monthly_cases)) {
    const tier = TIER_OF[cases] ?? "";
    const why = await whyTier(app, code, tier);
    await expect(why.locator(".why__sentence"), code).toContainText(`${cases} 件 → ${tier}`);
    await expect(why).toContainText(`${cases} 件`);
  }

  // Tier 3 from more than 9 cases on: previewed, then set; the app proposes the first of next month.
  await visit(app, "/rules");
  await app.button("修改 分档界限").click();
  await page.getByLabel(/^三档高于/).fill("9");
  await expect(page.getByLabel("从哪天起")).toHaveValue("2026-11-01");
  await app.button("预览").click();
  const bounds = page.getByRole("region", { name: "分档界限" });
  await expect(bounds).toContainText(/[\d,]+ 家会变档/, { timeout: 60_000 });
  await expect(bounds.getByRole("link").filter({ hasText: "四档 → 三档" }).first()).toBeVisible();
  await app.button("设定").click();
  await expect(bounds).toContainText("2026-11-01 起改为");
  await app.saved();
  const ten = Object.entries(TRUTH.exact_monthly_cases).find(([, cases]) => cases === 10)?.[0] ?? "";
  await expect(await openShop(app, ten), "not before its day").toContainText("四档");

  // The month begins, still without a network.
  await page.clock.setFixedTime(new Date("2026-11-01T08:00:00"));
  await app.reload();
  const why = await whyTier(app, ten, "三档");
  await expect(why.locator(".why__sentence")).toContainText("10 件 → 三档");
  await expect(why).toContainText("由四档变为三档：界限改了");

  // Counted over the year, everything that came in is in it, to the fen.
  await visit(app, "/rules");
  await app.button("修改 计算周期").click();
  await page.getByLabel(/^看最近多久的订单/).selectOption({ label: "一年" });
  await page.getByLabel("从哪天起").fill("2026-11-01");
  await app.button("预览").click();
  await app.button("设定").click({ timeout: 60_000 });
  await app.saved();
  await visit(app, "/customers");
  await app.search.fill("");
  const totals = page.getByRole("region", { name: "合计" });
  if (await totals.isHidden()) await app.button("合计").click();
  const total = (name: string): Locator => totals.locator("summary").filter({ hasText: name }).locator(".totals__value");
  await expect(total("进货金额")).toContainText(grouped(TRUTH.amount), { timeout: 60_000 });
  await expect(total("进货数量")).toContainText(grouped(String(TRUTH.cartons)));
});

test("the endpoint reports of a company the bytes that its tablet writes", async () => {
  const company = await Company.found([]);
  const { manager, site } = company;
  const { app } = manager;
  const cases = [18, 20, 21, 25, 26];
  await app.importFile(csv("shops.csv", ["客户代码,店铺名称,市场类型,业态,经营规模", ...cases.map((n) => `K${n},=第${n}店,城镇,食杂店,中`)]));
  await app.importFile(
    csv("orders.csv", [
      "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价",
      ...cases.flatMap((n) => [1, 2].map((ago) => `D${n}-${ago},${monthsAgo(ago)},K${n},P1,一号商品,${n * ago},99.5`)),
    ]),
  );
  await manager.synced();
  await visit(app, "/insights");
  const download = app.page.waitForEvent("download");
  await app.button("导出").click();
  const written = readFileSync(await (await download).path());
  const file = path.join(freshFolder("report"), "classes.csv");
  const today = await app.page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((it) => String(it).padStart(2, "0")).join("-");
  });
  execFileSync(BINARY, ["report", "--data", site.data, "classes", "--on", today, file]);
  expect(readFileSync(file).equals(written)).toBe(true);
  expect(written.toString("utf8")).toContain("K26,'=第26店,CZ2,1,1,");
  await company.end();
});

/** Exports the report of classes on a day of the tablet and has it written by the endpoint: both formats, byte by byte. */
async function sameReports({ manager, site }: Company, day: string): Promise<string[]> {
  const { app } = manager;
  const { page } = app;
  await page.clock.setFixedTime(new Date(`${day}T10:00:00`));
  await app.reload();
  await visit(app, "/insights");
  await expect(page.getByRole("region", { name: "客户分档" })).toBeVisible({ timeout: 40_000 });
  const folder = freshFolder("report");
  const written = new Map<string, Buffer>();
  for (const format of ["csv", "xlsx"]) {
    await page.getByRole("combobox", { name: "导出格式" }).selectOption(format);
    const [download] = await Promise.all([page.waitForEvent("download"), app.button("导出").click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`${day}\\.${format}$`));
    const ofTablet = readFileSync(await download.path());
    const file = path.join(folder, `classes.${format}`);
    execFileSync(BINARY, ["report", "--data", site.data, "classes", "--format", format, "--on", day, file]);
    expect(readFileSync(file).equals(ofTablet), `${format} of ${day}, ${ofTablet.length} bytes`).toBe(true);
    written.set(format, ofTablet);
  }
  const lines = (written.get("csv") ?? Buffer.alloc(0)).toString("utf8").trimEnd().split("\r\n");
  const rows = readXlsx(written.get("xlsx") ?? Buffer.alloc(0));
  expect(rows.map((row) => row[0]?.text), "a row of the workbook for each line").toEqual(
    lines.map((line) => parseCsv(line.replace("\ufeff", ""))[0]?.[0]),
  );
  return lines;
}

/** How many lines are of customers that ordered. */
function nOrdered(lines: string[]): number {
  return lines.slice(1).filter((line) => !line.endsWith(",0,0.00,")).length;
}

test("the endpoint reports of the county the bytes that its tablet writes, as lines and as a workbook", async () => {
  test.setTimeout(300_000);
  const company = await Company.found([]);
  const { manager } = company;
  const { app } = manager;
  await app.importShops();
  await app.importFile(dataFile("products-utf8-bom.csv"));
  const orders = gunzipSync(readFileSync(dataFile("orders-utf8-bom.csv.gz")));
  await app.open("/import");
  await app.chooseFile({ name: "orders.csv", mimeType: "text/csv", buffer: orders });
  await app.button("开始导入").click();
  await expect(app.importResult).toBeVisible({ timeout: 120_000 });
  await app.saved();
  await expect(manager.line).toHaveText(/^上次同步/, { timeout: 120_000 });
  const lines = await sameReports(company, "2026-07-01");
  expect(lines.length, "a heading and every shop that is not closed").toBe(TRUTH.good - N_CLOSED + 1);
  const inJune = parseCsv(orders.toString("utf8")).filter(([, day]) => day?.startsWith("2026-06-"));
  const nShops = new Set(inJune.map(([, , code]) => code)).size;
  expect(nShops).toBeGreaterThan(4_000);
  expect(nOrdered(lines), "every shop that ordered in June").toBe(nShops);
  await company.end();
});

test("the endpoint reports of the superstore the bytes that its tablet writes, as lines and as a workbook", async () => {
  const company = await Company.found([]);
  await company.manager.app.importFile({
    name: "superstore.csv",
    mimeType: "text/csv",
    buffer: gunzipSync(readFileSync(dataFile("superstore.csv.gz"))),
  });
  await company.manager.synced();
  const lines = await sameReports(company, "2017-12-31");
  expect(lines.length, "a heading and every customer").toBe(794);
  expect(nOrdered(lines), "in the last November").toBeGreaterThan(200);
  await company.end();
});
