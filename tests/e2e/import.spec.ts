// A real list comes in; what cannot come in is given back. Not here: the rules of single values.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { App } from "./support/app.ts";
import { decode, parseCsv } from "./support/csv.ts";
import { expect, test } from "./support/fixtures.ts";
import { dataFile } from "./support/site.ts";

const SHOPS = "shops-gb18030.csv";
const HEADINGS = parseCsv(decode(readFileSync(dataFile(SHOPS)), "gb18030"))[0] ?? [];

/** The record that cannot come in, by its place in the file: the column and the value at fault. */
const AT_FAULT: Record<number, [column: string, value: string]> = {
  32: ["店铺名称", ""],
  33: ["许可证号", "330382110030"],
  34: ["联系电话", "12345"],
  35: ["发证日期", "2023-02-30"],
  36: ["营业面积", "-20"],
  37: ["业态", "飞机场"],
  38: ["订货周期", "一周"],
  39: ["店铺名称", "超超超"],
  40: ["市场类型", "郊区"],
  41: ["有效日期", "2020-01-01"],
  42: ["诚信等级", "Z"],
  43: ["客户代码", "330382000041"],
};

/** The page answers a finger at once only when no task is longer. */
const LONG_TASK_MS_MAX = 200;

/** Watches how long the page is blocked, and what of the import was to be seen. */
async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { longest: 0, progress: 0 };
    Object.assign(window, { seenByTest: seen });
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ type: "longtask" });
    new MutationObserver(() => {
      seen.progress += document.querySelector("progress, [role=progressbar]") ? 1 : 0;
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

async function seen(page: Page): Promise<{ longest: number; progress: number }> {
  return page.evaluate(() => (window as unknown as { seenByTest: { longest: number; progress: number } }).seenByTest);
}

async function failedFile(app: App): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    app.page.getByRole("link", { name: "下载未导入的行" }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

function expectTheTwelve(bytes: Buffer): void {
  const truth = JSON.parse(readFileSync(dataFile("truth.json"), "utf8")) as { failing: Record<string, string> };
  const original = parseCsv(decode(readFileSync(dataFile(SHOPS)), "gb18030"));
  const [headings, ...records] = parseCsv(decode(bytes, "gb18030"));
  expect(headings).toEqual([...HEADINGS, "未导入的原因"]);
  expect(Object.keys(truth.failing)).toEqual(Object.keys(AT_FAULT));
  expect(records).toHaveLength(12);
  for (const [idx, [place, [column, value]]] of Object.entries(AT_FAULT).entries()) {
    const record = records[idx] ?? [];
    expect(record.slice(0, -1), `record ${place} as it was`).toEqual(original[Number(place) - 1]);
    expect(record.at(-1), `the reason of record ${place}`).toContain(column);
    expect(record.at(-1), `the reason of record ${place}`).toContain(value);
  }
}

test("4,988 shops come in, 12 come back with a reason, and the page stays alive", async ({ app }) => {
  await app.open("/import");
  await app.chooseFile(dataFile(SHOPS));
  await expect(app.page.getByText("5,000 条记录")).toBeVisible();
  await expect(app.page.getByText("GB18030").first()).toBeVisible();
  for (const heading of HEADINGS) {
    const select = app.page.getByRole("combobox", { name: `${heading} 对应的资料`, exact: true });
    await expect(select.locator("option:checked")).toHaveText(heading.replace(/[(（].*/, ""));
  }
  await watchPage(app.page);
  await app.button("开始导入").click();
  await app.expectResult({ added: 4988, updated: 0, unchanged: 0, failed: 12 });
  await app.saved();
  const first = await seen(app.page);
  expect(first.progress, "the progress was to be seen").toBeGreaterThan(0);
  const { name, bytes } = await failedFile(app);
  expect(name).toMatch(/\.csv$/);
  expectTheTwelve(bytes);
  await app.page.getByRole("link", { name: "查看客户" }).click();
  await expect(app.count).toHaveText("共 4,988 家，显示 4,717");
  await expect(app.page.getByText("271 家停业或注销未显示")).toBeVisible();
  let { longest } = first;
  // A machine that is busy with something else stretches a task; the best of three is the app's own.
  for (let n = 0; n < 2 && longest > LONG_TASK_MS_MAX; n += 1) longest = Math.min(longest, await importAnew(app, n + 1));
  expect(longest, "milliseconds of the longest task of the page").toBeLessThanOrEqual(LONG_TASK_MS_MAX);
});

/** Takes the last import back and repeats it; gives the milliseconds of its longest task. */
async function importAnew(app: App, nUndone: number): Promise<number> {
  await app.open("/import");
  await app.button(`撤销导入 ${SHOPS}`).click();
  await expect(app.page.getByText("已撤销", { exact: true })).toHaveCount(nUndone, { timeout: 20_000 });
  await app.saved();
  await app.chooseFile(dataFile(SHOPS));
  await watchPage(app.page);
  await app.button("开始导入").click();
  await app.expectResult({ added: 4988, updated: 0, unchanged: 0, failed: 12 });
  return (await seen(app.page)).longest;
}

test("a second import changes nothing and gives the same twelve back", async ({ fullApp: app }) => {
  await app.open("/import");
  // The UTF-8 files hold the first 500 records of the list.
  for (const [file, unchanged] of [
    [SHOPS, 4988],
    ["shops-utf8.csv", 488],
    ["shops-utf8-bom.csv", 488],
  ] as const) {
    await app.chooseFile(dataFile(file));
    await app.button("开始导入").click();
    await app.expectResult({ added: 0, updated: 0, unchanged, failed: 12 });
    if (file === SHOPS) expectTheTwelve((await failedFile(app)).bytes);
    await app.button("导入另一个文件").click();
  }
});

test("a whole import is undone at once, and done again", async ({ fullApp: app }) => {
  await app.open("/import");
  await app.button(`撤销导入 ${SHOPS}`).click();
  await expect(app.page.getByText("已撤销", { exact: true })).toBeVisible({ timeout: 20_000 });
  await app.saved();
  await app.open("/customers");
  await expect(app.count).toHaveText("共 0 家，显示 0");
  await app.importShops();
  await app.expectResult({ added: 4988, updated: 0, unchanged: 0, failed: 12 });
  await app.button("撤销这次导入").click();
  await expect(app.importResult).toContainText("的导入已撤销", { timeout: 20_000 });
  await app.undoBar.getByRole("button", { name: "重做" }).click();
  await app.saved();
  await app.open("/customers");
  await expect(app.count).toHaveText("共 4,988 家，显示 4,717");
});

test("a column that was corrected is remembered, and a cancelled import writes nothing", async ({ app }) => {
  const file = { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("店铺名称,老板娘\n甲店,李四\n乙店,王五\n") };
  await app.open("/import");
  await app.chooseFile(file);
  const column = app.page.getByRole("combobox", { name: "老板娘 对应的资料" });
  await expect(column).toHaveValue("");
  await expect(app.page.getByText("1 列不导入")).toBeVisible();
  await column.selectOption({ label: "店铺名称" });
  await expect(app.page.getByText("有两列都对应店铺名称")).toBeVisible();
  await expect(app.button("开始导入")).toBeDisabled();
  await column.selectOption({ label: "联系人" });
  await app.button("取消").click();
  await expect(app.page.getByLabel("选择文件")).toBeAttached();
  await app.chooseFile(file);
  await column.selectOption({ label: "联系人" });
  await app.button("开始导入").click();
  await app.expectResult({ added: 2, updated: 0, unchanged: 0, failed: 0 });
  await app.saved();
  await app.open("/import");
  await app.chooseFile(file);
  await expect(column.locator("option:checked")).toHaveText("联系人");
  await app.button("开始导入").click();
  await app.expectResult({ added: 0, updated: 0, unchanged: 2, failed: 0 });
});

test("a file that is no list is refused with words that help", async ({ app }) => {
  await app.open("/import");
  const files: [string, Buffer, string][] = [
    ["empty.csv", Buffer.alloc(0), "文件是空的"],
    ["book.xlsx", Buffer.from("PK\u0003\u0004 and so on"), "工作簿不完整或已损坏"],
    ["old.xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "另存为 .xlsx"],
    ["photo.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2, 3, 0]), "不是表格文件"],
  ];
  for (const [name, buffer, words] of files) {
    await app.chooseFile({ name, mimeType: "application/octet-stream", buffer });
    await expect(app.page.getByRole("alert")).toContainText(name);
    await expect(app.page.getByRole("alert")).toContainText(words);
  }
});

test("an import can be cancelled while it runs; nothing was written", async ({ app }) => {
  const rows = Array.from({ length: 60_000 }, (_, n) => `店铺${n},${19_900_000_000 + n}`);
  const buffer = Buffer.from(`店铺名称,联系电话\n${rows.join("\n")}\n`);
  await app.open("/import");
  await app.chooseFile({ name: "long.csv", mimeType: "text/csv", buffer });
  // Reading can be cancelled as well; here it is the check that is.
  await expect(app.button("开始导入")).toBeVisible();
  // A person is never as fast as the check of a list; a test must be.
  await app.page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const cancel = document.querySelector("progress")?.parentElement?.querySelector("button");
      if (!cancel) return;
      observer.disconnect();
      cancel.click();
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  await app.button("开始导入").click();
  await expect(app.notices).toContainText("已取消导入，没有写入任何内容");
  await app.open("/customers");
  await expect(app.count).toHaveText("共 0 家，显示 0");
});
