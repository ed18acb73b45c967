// One shop is in the book twice: found, compared, made one, found by its old address and by the next
// import, and made two again. Not here: which pairs are found, and which value counts by itself.
import type { Locator } from "@playwright/test";
import { App } from "./support/app.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";

const HEADINGS = "客户代码,店铺名称,许可证号,联系人,联系电话,经营地址,营业面积";
const RECORDS = [
  "K1,兴隆烟酒店,L1,张三,13800000001,乐清市城南街道迎宾路444号,40",
  "K2,新隆烟酒店,L2,李四,13800000002,迎宾路444号,",
  "K3,万佳超市,L3,王五,13800000003,柳市镇建设路9号,",
  "K4,万家超市,,王五,13800000003,柳市镇建设路9号,",
  "K5,百佳便利店,L5,赵六,13800000005,虹桥镇西街12号,",
];

function csv(name: string, records: string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer: Buffer.from([HEADINGS, ...records, ""].join("\n")) };
}

function cluster(app: App, name: string): Locator {
  return app.page.locator(".cluster").filter({ has: app.page.getByText(name, { exact: true }) });
}

function choices(app: App, field: string): Locator {
  return app.page.getByRole("group", { name: field, exact: true }).getByRole("radio");
}

async function addressOf(app: App, name: string): Promise<string> {
  await app.open("/customers");
  return (await app.row(name).getAttribute("href")) ?? "";
}

test("two files of one shop become one, and two again", async ({ app }) => {
  await app.importFile(csv("店铺.csv", RECORDS));
  const old = await addressOf(app, "新隆烟酒店");

  // Found, from the list of customers.
  await app.page.getByLabel("更多").click();
  await app.button("查重").click();
  await expect(app.page.getByRole("heading", { name: "查重", exact: true })).toBeVisible();
  await expect(app.page.getByText("找到 2 组")).toBeVisible();
  await expect(cluster(app, "兴隆烟酒店")).toContainText("名称差一个字 · 地址相近 · 许可证号不同");

  // Compared: what was written last is proposed, the person chooses.
  await app.page.getByRole("link", { name: "比较「兴隆烟酒店」和「新隆烟酒店」" }).click();
  await expect(choices(app, "店铺名称").first()).toBeChecked();
  await choices(app, "店铺名称").last().check();
  await choices(app, "联系电话").last().check();
  await choices(app, "联系人").last().check();
  await expect(choices(app, "营业面积").first()).toBeChecked();
  await expect(app.page.getByRole("group", { name: "店铺名称" })).toContainText("您选的");
  await expect(app.page.getByRole("checkbox")).toBeChecked();
  await app.button("合并").click();

  // One change, and on with the list.
  await expect(app.undoBar).toContainText("已合并：新隆烟酒店");
  await expect(app.page.getByText("找到 1 组")).toBeVisible();
  await expect(cluster(app, "兴隆烟酒店")).toHaveCount(0);
  await app.saved();

  // The old address finds the one that stays.
  await app.open(old);
  await expect(app.file).toContainText("「新隆烟酒店」已合并到这份档案。");
  await expect(app.field("客户代码")).toHaveValue("K1");
  await expect(app.field("联系电话")).toHaveValue("13800000002");
  await expect(app.field("营业面积")).toHaveValue("40");
  await expect(app.file).toContainText("“新隆烟酒店”已合并进来");
  expect(new URL(app.page.url()).pathname).not.toBe(old);
  const stays = new URL(app.page.url()).pathname;

  // The next file still knows both codes: nothing is added, and what moved reaches the one that stays.
  const again = RECORDS.map((it) => it.replace("13800000002", "13800009999"));
  await app.importFile(csv("下月.csv", again));
  await app.expectResult({ added: 0, updated: 1, unchanged: 4, failed: 0 });
  await app.open(stays);
  await expect(app.field("联系电话")).toHaveValue("13800009999");
  await expect(app.field("店铺名称")).toHaveValue("新隆烟酒店");

  // Two again, although it is no longer the last thing that was done.
  await app.file.getByText("已并入的客户（1）").click();
  await app.button("拆开「新隆烟酒店」").click();
  await expect(app.field("店铺名称")).toHaveValue("兴隆烟酒店");
  await app.saved();
  await app.open(old);
  await expect(app.field("客户代码")).toHaveValue("K2");
  await expect(app.file).not.toContainText("已合并到这份档案");
});

test("what was merged a moment ago is undone in one tap, also after a reload", async ({ app }) => {
  await app.importFile(csv("店铺.csv", RECORDS));
  await app.open(await addressOf(app, "兴隆烟酒店"));
  await app.file.getByLabel("更多").click();
  await app.button("合并到…").click();
  await expect(app.page.getByRole("heading", { name: "可能是同一家" })).toBeVisible();
  await app.search.fill("bjbld");
  await expect(app.page.getByRole("link", { name: "百佳便利店" })).toBeVisible();
  await app.search.fill("新隆");
  await app.page.getByRole("link", { name: "新隆烟酒店" }).click();
  await app.button("合并").click();
  await expect(app.file).toBeVisible();
  await expect(app.file).toContainText("已并入的客户");
  await app.saved();
  await app.reload();
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(app.file).not.toContainText("已并入的客户");
  await app.saved();
  await expect(app.count).toHaveText("共 5 家，显示 5");
});

test("a new customer that turns out to be known goes into its file", async ({ app }) => {
  await app.importFile(csv("店铺.csv", RECORDS));
  await app.open("/customers/new");
  await app.edit("店铺名称", "百佳便利");
  await app.edit("许可证号", "L5");
  await app.edit("联系电话", "13800008888");
  await app.page.getByRole("link", { name: "就是「百佳便利店」：比较并合并" }).click();
  await expect(choices(app, "店铺名称").first()).toBeChecked();
  await expect(choices(app, "联系电话").last()).toBeChecked();
  await app.button("写进这份档案").click();
  await expect(app.field("店铺名称")).toHaveValue("百佳便利店");
  await expect(app.field("联系电话")).toHaveValue("13800008888");
  await app.saved();
  await app.open("/customers");
  await expect(app.count).toHaveText("共 5 家，显示 5");
});

test("in English and on a phone: a pair that is not the same is not asked again", async ({ app }) => {
  await app.importFile(csv("shops.csv", RECORDS));
  await app.open("/settings");
  await app.page.getByLabel("语言").selectOption({ label: "English" });
  await app.page.setViewportSize(PHONE);
  await app.page.getByRole("link", { name: "Home" }).click();
  await app.page.getByRole("link", { name: "Find shops that may be in the book twice" }).click();
  await expect(app.page.getByText("2 groups found")).toBeVisible();
  await app.page.getByRole("button", { name: "“万佳超市” and “万家超市” are not the same shop" }).click();
  await expect(app.page.getByText("1 group found")).toBeVisible();
  await app.page.reload();
  await expect(app.page.getByText("1 group found")).toBeVisible();
  await app.page.getByText("Found to be different (1)").click();
  await app.page.getByRole("button", { name: /^Take back: “万佳超市”/ }).click();
  await expect(app.page.getByText("2 groups found")).toBeVisible();
  await app.page.getByRole("link", { name: "Compare “万佳超市” and “万家超市”" }).click();
  await choices(app, "Shop name").last().check();
  await app.button("Merge").click();
  await expect(app.page.getByText("1 group found")).toBeVisible();
  await app.page.getByRole("button", { name: "Undo" }).click();
  await expect(app.page.getByText("2 groups found")).toBeVisible();
});
