// Field discipline as a rep meets it: reminders, what is due, the report, its lists, its cycles.
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import type { App } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";

/** Customers with a contradiction of each of some kinds; the dates are far from any day this runs on. */
const ODD = {
  name: "odd.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "店铺名称,客户状态,有效日期,年审日期,订货周期(天),订货频次,拜访周期(天)",
      "过期店,正常,2001-01-31,,7,4,14",
      "年审店,正常,2150-01-31,2151-01-31,7,4,14",
      "频次店,正常,2150-01-31,,7,30,14",
      "注销店,注销,2150-01-31,,,,14",
      "好好店,正常,2150-01-31,,7,4,14",
    ].join("\n"),
  ),
};

const section = (app: App, name: string): Locator => app.page.getByRole("region", { name, exact: true });

/** The report, once it is counted. */
async function openReport(app: App): Promise<Locator> {
  await app.open("/quality");
  await expect(app.page.getByRole("heading", { name: "资料质量", level: 1 })).toBeVisible();
  const report = app.page.getByRole("main");
  await expect(report.getByRole("table").first()).toBeVisible({ timeout: 30_000 });
  return report;
}

test("a reminder is put away once, stays away, and comes back by undo", async ({ app }) => {
  await app.importFile(ODD);
  await app.open("/");
  const reminders = section(app, "到期提醒");
  await expect(reminders.getByRole("listitem")).toHaveCount(1);
  await expect(reminders).toContainText("过期店");
  await reminders.getByRole("button", { name: "知道了" }).click();
  await expect(reminders).toBeHidden();
  await app.saved();
  await app.reload();
  await expect(section(app, "需要处理")).toBeVisible();
  await expect(reminders).toBeHidden();
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(reminders).toContainText("过期店");
  await reminders.getByRole("link", { name: "1 家有到期提醒" }).click();
  await expect(app.count).toHaveText("共 5 家，显示 1");
  await expect(app.button("有到期提醒")).toHaveAttribute("aria-pressed", "true");
  await app.row("过期店").click();
  await app.file.getByRole("button", { name: "知道了" }).click();
  await expect(app.file.getByRole("button", { name: "知道了" })).toBeHidden();
  await expect(app.file).toContainText("已看过提醒：有效日期 2001-01-31");
});

test("each contradiction opens its customers, and the file says what to do", async ({ app }) => {
  await app.importFile(ODD);
  const report = await openReport(app);
  const found = {
    "1 家：年审日期晚于有效日期": "年审店",
    "1 家：许可证过期，状态仍正常": "过期店",
    "1 家：已注销，仍有拜访或订货周期": "注销店",
    "1 家：订货频次与订货周期不符": "频次店",
  };
  const lines = section(app, "资料矛盾").getByRole("link");
  await expect(lines).toHaveCount(Object.keys(found).length);
  for (const [words, shop] of Object.entries(found)) {
    await report.getByRole("link", { name: words }).click();
    await expect(app.count).toHaveText("共 5 家，显示 1");
    await expect(app.row(shop)).toBeVisible();
    await app.page.goBack();
  }
  await report.getByRole("link", { name: "许可证过期，状态仍正常" }).click();
  await app.row("过期店").click();
  const clash = section(app, "资料矛盾");
  await expect(clash).toContainText("有效日期 2001-01-31 已过，客户状态仍是“正常”。");
  await clash.getByRole("button", { name: "有效日期" }).click();
  await expect(app.field("有效日期")).toBeFocused();
  await app.edit("有效日期", "2150-01-31");
  await expect(clash).toBeHidden();
  await expect(app.count).toHaveText("共 5 家，显示 0");
});

test("two shops with one phone are told, listed, and told no more once it is corrected", async ({ app }) => {
  const rows = ["店铺名称,联系电话", "甲店,0577-86100021", "乙店,+86 0577 86100021", "丙店,13800000003"];
  await app.importFile({ name: "phones.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  const report = await openReport(app);
  await report.getByRole("link", { name: "2 家：电话与别家相同" }).click();
  await expect(app.count).toHaveText("共 3 家，显示 2");
  await app.row("乙店").click();
  await expect(app.fieldBox("联系电话")).toContainText("这个电话也是“甲店”的");
  await app.edit("联系电话", "0577-86100022");
  await expect(app.count).toHaveText("共 3 家，显示 0");
  await openReport(app);
  await expect(section(app, "电话重复")).toHaveText(/没有两家店用同一个电话。/);
});

test("what is due in a group goes with one tap and comes back with one", async ({ app }) => {
  await app.importFile(ODD);
  await app.open("/customers");
  await app.row("好好店").click();
  const due = app.button(/^确认全部 \d+ 项仍然有效$/);
  const before = await due.allTextContents();
  expect(before.length).toBeGreaterThan(1);
  await due.first().click();
  await expect(due).toHaveCount(before.length - 1);
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(due).toHaveText(before);
});

test("the cycle of a group is set, explained, and there after a reload", async ({ app }) => {
  await app.add({ 店铺名称: "周期店", 联系电话: "13800000001" });
  await openReport(app);
  const cycle = section(app, "个人信息").getByRole("combobox", { name: "多久确认一次" });
  const row = section(app, "个人信息").getByRole("row", { name: /^联系电话/ });
  await expect(row).toContainText("90 天");
  await cycle.selectOption("30 天");
  await expect(row).toContainText("30 天");
  await app.saved();
  await app.reload();
  await expect(row).toContainText("30 天", { timeout: 30_000 });
  await expect(cycle).toHaveValue("30");
  await cycle.selectOption("按各项默认");
  await expect(row).toContainText("90 天");
});

/** Every number of the report opens a list of that length; counted over a whole county. */
test("each number of the report is the length of its list, also of the whole county", async ({ fullApp: app }) => {
  test.setTimeout(240_000);
  const report = await openReport(app);
  await expect(report).toContainText("按在营的 4,717 家统计");
  const links = report.getByRole("link", { name: /^[\d,]+ 家：/ });
  const n_links = await links.count();
  expect(n_links).toBeGreaterThan(20);
  // Every third, so that each column comes; all of them are counted natively.
  for (let idx = 0; idx < n_links; idx += 3) {
    const link = links.nth(idx);
    const words = (await link.getAttribute("aria-label")) ?? (await link.textContent()) ?? "";
    const n = /^([\d,]+) 家/.exec(words)?.[1] ?? "";
    await link.click();
    await expect(app.count, words).toHaveText(`共 4,988 家，显示 ${n}`);
    await expect(app.page.locator('.filter-bar [aria-pressed="true"]'), words).toHaveCount(1);
    await app.page.goBack();
    await expect(report.getByRole("table").first()).toBeVisible();
  }
});

test("a list of the report is exported as it stands", async ({ app }) => {
  await app.importFile(ODD);
  const report = await openReport(app);
  await report.getByRole("link", { name: "年审日期晚于有效日期" }).click();
  await expect(app.count).toHaveText("共 5 家，显示 1");
  const download = app.page.waitForEvent("download");
  await app.button("导出").click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).toContain("年审店");
  expect(text).not.toContain("好好店");
});
