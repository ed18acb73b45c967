// What is done with a selection: one value for all of it, filters with a name, what it adds up to.
import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import type { App } from "./support/app.ts";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { decode, parseCsv } from "./support/csv.ts";
import { expect, test } from "./support/fixtures.ts";

/** On line 1: two who have 王五 already, three with another manager, one without. */
const SHOPS = {
  name: "shops.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "店铺名称,客户类型,送货线路,客户经理",
      "甲一,零售,1号线,王五",
      "甲二,零售,1号线,王五",
      "甲三,零售,1号线,李四",
      "甲四,零售,1号线,李四",
      "甲五,零售,1号线,赵六",
      "甲六,零售,1号线,",
      "乙一,零售,2号线,李四",
      "乙二,工装,2号线,",
    ].join("\n"),
  ),
};

const WORDS = {
  中文: {
    lang: "zh-CN",
    option: "简体中文",
    filter: "筛选",
    show: "查看 6 家",
    shown: "共 8 家，显示 6",
    more: "更多",
    bulk: "批量修改",
    scope: ["列表所示的 6 家客户", "1号线"],
    field: "修改哪一项",
    manager: "客户经理",
    to: "客户经理改为",
    preview: ["4 家会改变", "1 家现在未填", "3 家现在是别的值", "2 家已经是这样，不变", "甲三：李四 → 王五"],
    go: "修改 4 家",
    undoBar: "可撤销的操作",
    undo: "撤销",
    export: "导出",
    name: "店铺名称",
  },
  English: {
    lang: "en",
    option: "English",
    filter: "Filter",
    show: "See 6 customers",
    shown: "8 customers, 6 shown",
    more: "More",
    bulk: "Bulk edit",
    scope: ["The 6 customers shown in the list", "1号线"],
    field: "Which field",
    manager: "Account manager",
    to: "Set Account manager to",
    preview: [
      "4 customers will change",
      "1 has no value now",
      "3 have another value now",
      "2 are like this already and stay",
      "甲三: 李四 → 王五",
    ],
    go: "Change 4 customers",
    undoBar: "What can be undone",
    undo: "Undo",
    export: "Export",
    name: "Shop name",
  },
};

/** A column of the list as it is exported, by the names of the customers. */
async function exported(app: App, words: typeof WORDS["中文"], column: string): Promise<Record<string, string>> {
  const [header = [], ...records] = await exportedCells(app, words.export);
  const [names, values] = [header.indexOf(words.name), header.indexOf(column)];
  return Object.fromEntries(records.map((cells) => [cells[names], cells[values] ?? ""]));
}

async function exportedCells(app: App, button: string): Promise<string[][]> {
  const [download] = await Promise.all([app.page.waitForEvent("download"), app.button(button).click()]);
  return parseCsv(decode(readFileSync(await download.path()).subarray(3), "utf-8"));
}

const filters = (app: App): Locator => app.page.locator(".filter-bar [aria-haspopup=dialog]");

/** Chooses something in the sheet of filters, by what its button says, and closes the sheet. */
async function narrow(app: App, ...chips: RegExp[]): Promise<void> {
  await filters(app).click();
  const sheet = app.page.getByRole("dialog");
  for (const chip of chips) await sheet.getByRole("button", { name: chip }).click();
  await sheet.locator('.sheet__foot [data-variant="primary"]').click();
  await expect(sheet).toBeHidden();
}

async function openTool(app: App, more: string, tool: string): Promise<void> {
  await app.page.locator(`summary[aria-label="${more}"]`).click();
  await app.button(tool).click();
}

const SIZES = { tablet: TABLET, "tablet upright": TABLET_UPRIGHT, phone: PHONE };

for (const [language, words] of Object.entries(WORDS)) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`one value goes to a filtered selection and comes back with one undo, ${language}, ${size}`, async ({ app }) => {
      await app.page.setViewportSize(viewport);
      await app.importFile(SHOPS);
      await app.open("/settings");
      await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: words.option });
      await expect(app.page.locator("html")).toHaveAttribute("lang", words.lang);
      await app.open("/customers");
      const before = await exported(app, words, words.manager);
      expect(Object.keys(before)).toHaveLength(8);
      await narrow(app, /^1号线\s*6$/);
      await expect(app.page.getByText(words.shown, { exact: true })).toBeVisible();

      await openTool(app, words.more, words.bulk);
      const sheet = app.page.getByRole("dialog", { name: words.bulk });
      for (const said of words.scope) await expect(sheet.locator(".bulk__scope")).toContainText(said);
      await sheet.getByLabel(words.field).selectOption({ label: words.manager });
      await sheet.getByLabel(words.to).fill("王五");
      await sheet.getByLabel(words.to).blur();
      for (const said of words.preview) await expect(sheet).toContainText(said);
      await sheet.getByRole("button", { name: words.go, exact: true }).click();
      await expect(sheet).toBeHidden();

      const after = { ...before, 甲三: "王五", 甲四: "王五", 甲五: "王五", 甲六: "王五" };
      expect(await exported(app, words, words.manager), "the selection").toEqual(
        Object.fromEntries(Object.entries(after).filter(([name]) => name.startsWith("甲"))),
      );
      await app.reload();
      expect(await exported(app, words, words.manager), "nobody else, and after a reload").toEqual(after);

      const bar = app.page.getByRole("status", { name: words.undoBar });
      await bar.getByRole("button", { name: words.undo }).click();
      await expect.poll(() => exported(app, words, words.manager), "one tap puts all back").toEqual(before);
      await app.reload();
      expect(await exported(app, words, words.manager), "and it stays so").toEqual(before);
    });
  }
}

test("a filter gets a name, is there after a reload, applies, and goes with undo", async ({ app }) => {
  await app.importFile(SHOPS);
  for (const viewport of [TABLET, PHONE]) {
    await app.page.setViewportSize(viewport);
    await app.open("/customers");
    await app.search.fill("甲");
    await filters(app).click();
    const sheet = app.page.getByRole("dialog", { name: "筛选" });
    await sheet.getByRole("button", { name: /^李四/ }).click();
    await sheet.getByLabel("给现在的条件起个名字").fill("李四的甲");
    await sheet.getByRole("button", { name: "存为常用" }).click();
    await expect(sheet.getByRole("button", { name: "李四的甲", exact: true })).toHaveAttribute("aria-pressed", "true");
    await sheet.getByRole("button", { name: "查看 2 家" }).click();
    await app.saved();
    await app.reload();
    const chip = app.page.locator(".filter-bar").getByRole("button", { name: "李四的甲", exact: true });
    await expect(app.count).toHaveText("共 8 家，显示 8");
    await chip.click();
    await expect(chip).toHaveAttribute("aria-pressed", "true");
    await expect(app.count).toHaveText("共 8 家，显示 2");
    await expect(app.search).toHaveValue("甲");
    await expect(app.row("甲三")).toBeVisible();
    await expect(app.row("甲四")).toBeVisible();
    await chip.click();
    await expect(app.count).toHaveText("共 8 家，显示 8");

    await filters(app).click();
    const remove = sheet.getByRole("button", { name: "删除常用筛选「李四的甲」" });
    await remove.click();
    await expect(remove).toBeHidden();
    await sheet.getByRole("button", { name: "撤销" }).click();
    await expect(remove).toBeVisible();
    await remove.click();
    await expect(remove).toBeHidden();
    await sheet.getByRole("button", { name: "查看 8 家" }).click();
    await expect(chip).toBeHidden();
    await app.saved();
    await app.reload();
    await expect(app.count).toHaveText("共 8 家，显示 8");
    await expect(chip).toBeHidden();
  }
});

/** What a total says of a column of whole numbers, rounded once, half up. */
function totalOf(cells: string[], unit: string): string {
  const filled = cells.filter((cell) => cell !== "").map(Number);
  const sum = filled.reduce((sum, n) => sum + n, 0);
  const mean = Math.floor((sum * 10) / filled.length + 0.5) / 10;
  const spelled = mean.toLocaleString("en-US", { minimumFractionDigits: 1 });
  return unit === "天" ? `平均 ${spelled} 天` : `合计 ${sum.toLocaleString("en-US")} ${unit}，平均 ${spelled} ${unit}`;
}

test("the totals are those of the exported file of the same selection", async ({ app }) => {
  await app.loadSample();
  await app.open("/customers");
  for (const [viewport, chips] of [
    [TABLET, []],
    [TABLET_UPRIGHT, [/^零售/]],
    [PHONE, [/^零售/, /^资料不全/]],
  ] as [typeof TABLET, RegExp[]][]) {
    await app.page.setViewportSize(viewport);
    await filters(app).click();
    const sheet = app.page.getByRole("dialog", { name: "筛选" });
    await sheet.getByRole("button", { name: "清除条件" }).click();
    for (const chip of chips) await sheet.getByRole("button", { name: chip }).first().click();
    await sheet.locator('.sheet__foot [data-variant="primary"]').click();
    const totals = app.page.getByRole("region", { name: "合计" });
    if (await totals.isHidden()) await app.button("合计").click();
    await expect(totals).toBeVisible();
    const [header = [], ...records] = await exportedCells(app, "导出");
    const column = (name: string): string[] => records.map((cells) => cells[header.findIndex((it) => it.split("(")[0] === name)] ?? "");
    expect(records.length).toBeGreaterThan(10);
    await expect(app.count).toContainText(`显示 ${records.length}`);

    for (const [name, unit] of [["营业面积", "㎡"], ["拜访周期", "天"], ["订货周期", "天"]] as const) {
      const cells = column(name);
      expect(cells.filter((cell) => cell !== "").length, name).toBeGreaterThan(1);
      const line = totals.locator("summary").filter({ hasText: name });
      await expect(line.locator(".totals__value"), name).toHaveText(totalOf(cells, unit));
    }
    for (const by of ["客户类型", "业态", "行政区域"]) {
      await totals.getByLabel("按此项计数").selectOption({ label: by });
      const shown = await totals.locator(".facet__chips .chip").evaluateAll((chips) =>
        chips.map((chip) => {
          const count = chip.querySelector(".chip__count")?.textContent ?? "";
          return [(chip.textContent ?? "").slice(0, -count.length).trim(), Number(count.replace(",", ""))] as const;
        }),
      );
      const cells = column(by);
      expect(shown.length, by).toBeGreaterThan(by === "客户类型" ? 0 : 1);
      for (const [value, n] of shown.filter(([value]) => value !== "未填")) {
        expect(n, `${by} ${value}`).toBe(cells.filter((cell) => cell === value).length);
      }
    }
  }
});
