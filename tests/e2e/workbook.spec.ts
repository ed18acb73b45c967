// Workbooks come in and go out like text files. Not here: what single cells mean (crates/sheets).
import { readFileSync } from "node:fs";
import { expect, test } from "./support/fixtures.ts";
import { dataFile } from "./support/site.ts";
import { readParts, readXlsx, writeXlsx } from "./support/xlsx.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

test("a workbook comes in, and what fails comes back as a workbook", async ({ app }) => {
  await app.open("/import");
  await app.chooseFile(dataFile("shops.xlsx"));
  await expect(app.page.getByText("2,000 条记录")).toBeVisible({ timeout: 20_000 });
  await app.button("开始导入").click();
  await app.expectResult({ added: 1988, updated: 0, unchanged: 0, failed: 12 });
  await app.saved();
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    app.page.getByRole("link", { name: "下载未导入的行" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("shops-未导入的原因.xlsx");
  const rows = readXlsx(readFileSync(await download.path()));
  expect(rows).toHaveLength(13);
  expect(rows[0]?.map((cell) => cell.text).slice(-2)).toEqual(["备注", "未导入的原因"]);
  expect(rows[1]?.[17]).toMatchObject({ isDay: true });
  expect(rows[1]?.at(-1)?.text).toContain("店铺名称");
});

test("another sheet of a workbook can be chosen", async ({ app }) => {
  const headings = ["客户代码", "店铺名称", "联系电话"];
  const buffer = writeXlsx([
    { name: "填表说明", rows: [["说明"], ["备注", "可以不填"]] },
    { name: "东片", rows: [["东片客户名单"], [], headings, [330382000001, "东一店", 19901000001]] },
    { name: "西片", rows: [headings, [330382000002, "西一店", 19901000002], [330382000003, "西二店", 19901000003]] },
    { name: "空表", rows: [] },
  ]);
  await app.open("/import");
  await app.chooseFile({ name: "两片.xlsx", mimeType: XLSX, buffer });
  const sheet = app.page.getByRole("combobox", { name: "工作表", exact: true });
  await expect(sheet.locator("option:checked")).toHaveText("东片");
  await expect(app.page.getByText("列名在第 3 行")).toBeVisible();
  await sheet.selectOption("空表");
  await expect(app.page.getByText("这张工作表是空的")).toBeVisible();
  await expect(app.button("开始导入")).toBeDisabled();
  await sheet.selectOption("西片");
  await expect(app.page.getByText("2 条记录")).toBeVisible();
  await app.button("开始导入").click();
  await app.expectResult({ added: 2, updated: 0, unchanged: 0, failed: 0 });
  await app.saved();
  await app.open("/customers");
  await app.search.fill("330382000002");
  await expect(app.row("西一店")).toBeVisible();
});

test("the list goes out as a workbook with real numbers and days, and comes back unchanged", async ({ fullApp: app }) => {
  await app.open("/customers");
  await app.page.getByRole("button", { name: /271 家停业或注销未显示/ }).click();
  await app.page.getByRole("combobox", { name: "导出格式" }).selectOption({ label: "Excel" });
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    app.page.getByRole("button", { name: "导出", exact: true }).click(),
  ]);
  const name = download.suggestedFilename();
  expect(name).toMatch(/^客户-\d{4}-\d\d-\d\d\.xlsx$/);
  const bytes = readFileSync(await download.path());
  expect(readParts(bytes).get("xl/worksheets/sheet1.xml")).toContain('state="frozen"');
  const [headings = [], ...rows] = readXlsx(bytes);
  const at = (heading: string) => headings.findIndex((cell) => cell.text.startsWith(heading));
  expect(rows).toHaveLength(4988);
  expect(rows.every((row) => row[at("客户代码")]?.isNumber === false), "a code is text").toBe(true);
  expect(rows.every((row) => row[at("发证日期")]?.isDay), "a day is a day").toBe(true);
  expect(rows.filter((row) => row[at("营业面积")]?.isNumber).length).toBeGreaterThan(4000);
  expect(rows.some((row) => row[at("备注")]?.text.startsWith("=HYPERLINK")), "a formula is text").toBe(true);
  await app.importFile({ name, mimeType: XLSX, buffer: bytes });
  await app.expectResult({ added: 0, updated: 0, unchanged: 4988, failed: 0 });
  await app.open("/customers");
  await expect(app.page.getByRole("combobox", { name: "导出格式" })).toHaveValue("xlsx");
});

test("a worker that dies says so, and the next file is read", async ({ app, watch }) => {
  watch.allow(/the worker for files died/);
  await app.page.addInitScript(() => {
    const Sound = Worker;
    let nForFiles = 0;
    class Mortal extends Sound {
      readonly #isMortal: boolean;
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        const isAhead = new URL(address, location.href).pathname === "/ahead.js";
        this.#isMortal = !isAhead && nForFiles++ === 0;
      }
      override postMessage(message: unknown, transfer: Transferable[]): void {
        if (this.#isMortal) this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
        else super.postMessage(message, transfer);
      }
    }
    Object.assign(window, { Worker: Mortal });
  });
  await app.open("/import");
  await app.chooseFile(dataFile("shops.xlsx"));
  await expect(app.notices).toContainText("没有写入任何内容");
  await app.chooseFile(dataFile("shops.xlsx"));
  await expect(app.page.getByText("2,000 条记录")).toBeVisible({ timeout: 20_000 });
});
