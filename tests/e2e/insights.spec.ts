// What orders say of all shops, and a rule that is changed after a look at who would move.
import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.ts";
import { expectNoViolation } from "./support/looks.ts";

/** The fifth of the last full month. */
function lastMonth(): string {
  const now = new Date();
  const first = new Date(now.getFullYear(), now.getMonth() - 1, 5);
  return `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, "0")}-05`;
}

const csv = (name: string, lines: string[]) => ({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });

/** Shops of 18 to 26 cases of one unit each, so that a bound of 25 moves five of them. */
const CASES = [18, 19, 20, 21, 22, 23, 24, 25, 26];
const SHOPS = csv("shops.csv", [
  "客户代码,店铺名称,市场类型,业态,经营规模",
  ...CASES.map((n) => `K${n},第${n}店,城镇,食杂店,中`),
]);
const ORDERS = csv("orders.csv", [
  "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价",
  ...CASES.map((n) => `D${n},${lastMonth()},K${n},P1,一号商品,${n},100`),
]);

test("orders become tiers whose bars open their shops, and a bound is previewed, set and undone", async ({ app }) => {
  await app.importFile(SHOPS);
  await app.importFile(ORDERS);
  await app.nav.getByRole("link", { name: "分析" }).click();
  const tiers = app.page.getByRole("region", { name: "客户分档" });
  const first = tiers.getByRole("link", { name: /^一档/ });
  await expect(first).toContainText("6", { timeout: 20_000 });
  await expectNoViolation(app.page, "insights", "light");

  const download = app.page.waitForEvent("download");
  await app.button("导出").click();
  const report = readFileSync(await (await download).path(), "utf8");
  expect(report).toContain("客户代码,店铺名称,客户分类,客户分档");
  expect(report).toContain("K26,第26店,CZ2,1,8,");

  await first.click();
  await expect(app.count).toHaveText("共 9 家，显示 6");
  // The tier is what a rep looks for first: in the list, and before everything else in the file.
  await expect(app.row("第26店")).toContainText("CZ2 · 一档");
  await app.row("第26店").click();
  const facts = app.file.locator(".facts");
  await expect(facts.locator("dt").first()).toHaveText("分档");
  await facts.getByRole("button", { name: "一档" }).click();
  await expect(app.file.locator(".why__sentence")).toContainText("26 件");
  await expect(facts).toContainText("100.00");
  await app.page.goBack();
  await app.page.goBack();

  await app.page.getByRole("main").getByRole("link", { name: "规则" }).click();
  await app.button("修改 分档界限").click();
  await app.page.getByLabel(/^一档高于/).fill("25");
  await app.button("预览").click();
  const bounds = app.page.getByRole("region", { name: "分档界限" });
  await expect(bounds).toContainText("5 家会变档");
  await expect(bounds.getByRole("link", { name: /第21店/ })).toContainText("一档 → 二档");
  await app.button("设定").click();
  await expect(bounds).toContainText("起改为：25 件/月");
  await app.saved();
  // At once: the bar stays for ten seconds, and to look at all of the screen may take as long.
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(bounds).not.toContainText("起改为");
  await expectNoViolation(app.page, "insights", "light");
});

test("a shop says what it is due, what its scale would be and which lines add up, and opens from the list of those to check", async ({ app }) => {
  await app.importFile(SHOPS);
  await app.importFile(ORDERS);
  await app.nav.getByRole("link", { name: "分析" }).click();
  const classing = app.page.getByRole("region", { name: "分类复核与服务" });
  await expect(classing.getByRole("link", { name: /分类要复核/ })).toContainText("9 家", { timeout: 20_000 });
  await classing.getByRole("link", { name: /规模未填或与订单不符/ }).click();
  await expect(app.count).toContainText(/显示 \d/);
  await app.row("第26店").click();
  const facts = app.file.locator(".facts");
  await expect(facts).toContainText("按订单：大");
  await app.field("拜访周期").fill("1");
  await app.field("拜访周期").press("Enter");
  await expect(facts).toContainText("过度，应 7 天");
  await facts.getByRole("button", { name: "CZ2" }).click();
  await app.file.locator(".why").getByRole("button", { name: "改为大" }).click();
  await expect(facts).toContainText("CZ1");
  await expect(facts).not.toContainText("按订单");
  await facts.getByRole("button", { name: "一档" }).click();
  const why = app.page.getByRole("region", { name: "怎么来的" });
  await why.getByText("加在一起的订单明细").click();
  await expect(why.getByRole("group", { name: "加在一起的订单明细" })).toContainText("D26");
  await app.saved();
});
