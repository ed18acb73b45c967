// The company's list comes again after a rep corrected a field that the company moved as well: nothing is
// overwritten, both values are shown, and each decision can be taken back.
import type { Locator } from "@playwright/test";
import type { App } from "./support/app.ts";
import { PHONE, TABLET } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";

/** What a person reads and what assistive technology calls it, in one language. */
const ZH = {
  language: "简体中文",
  phone: "联系电话",
  line: "送货线路",
  choose: "选择文件",
  start: "开始导入",
  result: "导入结果",
  undoBar: "可撤销的操作",
  undo: "撤销",
  title: "与文件的差异",
  none: "没有差异",
  see: "查看差异",
  take: "采用文件的值",
  keep: "保留本机的值",
  takeAll: (n: number) => `全部采用文件的值（${n}）`,
  here: "本机",
  file: "文件",
};

const EN: typeof ZH = {
  language: "English",
  phone: "Phone",
  line: "Delivery line",
  choose: "Choose file",
  start: "Start import",
  result: "Import result",
  undoBar: "What can be undone",
  undo: "Undo",
  title: "Differences from the file",
  none: "No differences",
  see: "See differences",
  take: "Take the file’s value",
  keep: "Keep this device’s value",
  takeAll: (n: number) => `Take all from the file (${n})`,
  here: "This device",
  file: "File",
};

const HEAD = "客户代码,店铺名称,联系电话,送货线路,客户经理";

/** A list as the company sends it. */
function list(name: string, rows: string[]): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer: Buffer.from([HEAD, ...rows].join("\n")) };
}

const FIRST = list("十月.csv", [
  "C1,一号店,19900000001,1号线,客户经理01",
  "C2,二号店,19900000002,1号线,客户经理01",
  "C3,三号店,19900000003,1号线,客户经理01",
  "C4,四号店,19900000004,1号线,客户经理01",
  "C5,五号店,19900000005,1号线,客户经理01",
]);

/** 一, 二, 三 moved where the rep moved them too; 四 has an empty cell; 五 moved in the file alone. */
const CORRECTED = list("十一月.csv", [
  "C1,一号店,19900000101,2号线,客户经理01",
  "C2,二号店,19900000102,1号线,客户经理01",
  "C3,三号店,19900000103,1号线,客户经理01",
  "C4,四号店,,1号线,",
  "C5,五号店,19900000105,1号线,客户经理01",
]);

/** The edits of the rep between the two files. */
const EDITS = [
  ["C1", "phone", "19900000201"],
  ["C1", "line", "3号线"],
  ["C2", "phone", "19900000202"],
  ["C3", "phone", "19900000203"],
] as const;

async function brings(app: App, words: typeof ZH, file: ReturnType<typeof list>): Promise<void> {
  await app.open("/import");
  await app.page.getByLabel(words.choose).setInputFiles(file);
  await app.page.getByRole("button", { name: words.start, exact: true }).click();
  await expect(app.page.getByRole("status", { name: words.result })).toBeVisible({ timeout: 40_000 });
  await isSaved(app);
}

async function isSaved(app: App): Promise<void> {
  await expect(app.page.locator(".status")).toHaveAttribute("data-saving", "saved");
}

/** Opens the file of a customer by its code. */
async function opens(app: App, code: string): Promise<void> {
  await app.open("/customers");
  await app.page.getByRole("searchbox").fill(code);
  const rows = app.page.locator("a.row__link");
  await expect(rows).toHaveCount(1);
  await rows.click();
}

/** What a field of a customer holds. */
async function expectValue(app: App, words: typeof ZH, [code, field, value]: readonly [string, "phone" | "line", string]): Promise<void> {
  await opens(app, code);
  await expect(app.field(words[field]), `${field} of ${code}`).toHaveValue(value);
}

for (const [language, words] of [["zh", ZH], ["en", EN]] as const) {
  for (const [name, size] of [["tablet", TABLET], ["phone", PHONE]] as const) {
    test(`where both moved, one decides, field by field or all at once: ${language}, ${name}`, async ({ app }) => {
      await app.page.setViewportSize(size);
      await app.open("/settings");
      await app.page.locator("select").filter({ has: app.page.locator("option", { hasText: words.language }) }).selectOption({ label: words.language });
      await expect(app.page.locator("html")).toHaveAttribute("lang", language === "zh" ? "zh-CN" : "en");
      await brings(app, words, FIRST);
      for (const [code, field, value] of EDITS) {
        await opens(app, code);
        await app.edit(words[field], value);
        await isSaved(app);
      }
      await brings(app, words, CORRECTED);
      await app.page.getByRole("link", { name: words.see }).click();
      await expect(app.page.getByRole("heading", { name: words.title, level: 1 })).toBeVisible();

      // Both values of each, under its field, with the file that says so.
      const group = (field: string): Locator => app.page.getByRole("region", { name: new RegExp(`^${field} ?\\d*$`) });
      const line = (field: string, shop: string): Locator => group(field).getByRole("listitem").filter({ hasText: shop });
      const [phones, lines] = [group(words.phone), group(words.line)];
      await expect(phones.getByRole("listitem")).toHaveCount(3);
      await expect(lines.getByRole("listitem")).toHaveCount(1);
      const first = line(words.phone, "一号店");
      await expect(first.locator("dl > div").filter({ hasText: words.here }).first().locator("dd")).toHaveText("19900000201");
      await expect(first.locator("dl > div").filter({ hasText: words.file }).last().locator("dd")).toHaveText("19900000101");
      await expect(first).toContainText("十一月.csv");
      await expect(line(words.line, "一号店")).toContainText("3号线");
      await expect(line(words.line, "一号店")).toContainText("2号线");

      // One.
      const button = (name: string): Locator => app.page.getByRole("button", { name, exact: true });
      const undo = app.page.getByRole("status", { name: words.undoBar }).getByRole("button", { name: words.undo });
      await button(`${words.take} · ${words.phone} · 一号店`).click();
      await expect(phones.getByRole("listitem")).toHaveCount(2);
      await expect(line(words.phone, "一号店")).toHaveCount(0);
      await undo.click();
      await expect(phones.getByRole("listitem")).toHaveCount(3);
      await expect(line(words.phone, "一号店")).toContainText("19900000201");
      await button(`${words.keep} · ${words.phone} · 二号店`).click();
      await expect(line(words.phone, "二号店")).toHaveCount(0);

      // All that is left of a field, and back, also after a reload.
      await button(`${words.takeAll(2)} · ${words.phone}`).click();
      await expect(phones).toHaveCount(0);
      await expect(lines.getByRole("listitem")).toHaveCount(1);
      await undo.click();
      await expect(phones.getByRole("listitem")).toHaveCount(2);
      await isSaved(app);
      await app.reload();
      await expect(phones.getByRole("listitem")).toHaveCount(2);
      await button(`${words.takeAll(2)} · ${words.phone}`).click();
      await expect(phones).toHaveCount(0);
      await button(`${words.keep} · ${words.line} · 一号店`).click();
      await expect(app.page.getByText(words.none, { exact: true })).toBeVisible();
      await isSaved(app);

      // What was decided holds, what only the file moved was taken, and an empty cell erased nothing.
      await app.reload();
      await expect(app.page.getByText(words.none, { exact: true })).toBeVisible();
      for (const is of [
        ["C1", "phone", "19900000101"],
        ["C1", "line", "3号线"],
        ["C2", "phone", "19900000202"],
        ["C3", "phone", "19900000103"],
        ["C4", "phone", "19900000004"],
        ["C5", "phone", "19900000105"],
      ] as const) {
        await expectValue(app, words, is);
      }
      // The same file once more asks nothing again.
      await brings(app, words, CORRECTED);
      await expect(app.page.getByRole("link", { name: words.see })).toHaveCount(0);
    });
  }
}
