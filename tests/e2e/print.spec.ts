// The list and the file on paper, as Chromium writes them into a PDF: pages, their size, what is on them.
import type { Page } from "@playwright/test";
import type { App } from "./support/app.ts";
import { TABLET } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { type PdfPage, readPdf } from "./support/pdf.ts";
import { dataFile } from "./support/site.ts";

const WORDS = {
  中文: {
    language: "简体中文",
    more: "更多",
    print: "打印",
    file: "打印档案",
    list: (n: number) => `打印 ${n} 家`,
    types: ["零售", "工装", "设计师", "大客户"],
    cut: "有内容太长没有印全",
    note: "写一条记录",
    add: "添加",
    notes: "记录",
    notesOf: (n: number, of: number) => `记录 · 最近 ${n} 条，共 ${of} 条`,
  },
  English: {
    language: "English",
    more: "More",
    print: "Print",
    file: "Print file",
    list: (n: number) => `Print ${n} customers`,
    types: ["Retail", "Project", "Designer", "Key account"],
    cut: "Something is too long",
    note: "Write a note",
    add: "Add",
    notes: "Notes",
    notesOf: (n: number, of: number) => `Notes · newest ${n} of ${of}`,
  },
};

const UPRIGHT = [210, 297];
const ACROSS = [297, 210];

/** Customers of whom no two have a word in common, so that what is on every page is not of them. */
const N_UNLIKE = 150;
const UNLIKE = {
  name: "unlike.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "店铺名称,客户代码,送货线路,联系人,联系电话,经营地址",
      ...Array.from({ length: N_UNLIKE }, (_, row) => {
        const word = (column: number): string => String.fromCodePoint(0x4e00 + row * 8 + column, 0x6e00 + row * 8 + column);
        return [word(0), `K${1_000 + row}`, word(1), word(2), `${13_800_000_000 + row * 1_001}`, word(3)].join(",");
      }),
    ].join("\n"),
  ),
};

/** What would go onto paper now. */
async function paper({ page }: App): Promise<PdfPage[]> {
  await expect(page.locator(".paper"), "there is something to print").toBeAttached();
  const pages = readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(await chromeOnPaper(page), "nothing but the paper is printed").toEqual([]);
  return pages;
}

/** Words and pictures that would be printed and are not of the paper; colours that would cost ink. */
async function chromeOnPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: "print" });
  const found = await page.evaluate(() => {
    const found: string[] = [];
    for (const it of document.querySelectorAll("body *")) {
      if (it.querySelector(".paper") || !it.checkVisibility({ visibilityProperty: true })) continue;
      const box = it.getBoundingClientRect();
      if (!it.closest(".paper") && box.width * box.height > 0) found.push(it.outerHTML.slice(0, 80));
    }
    const style = getComputedStyle(document.querySelector(".paper") ?? document.body);
    if (style.color !== "rgb(0, 0, 0)") found.push(`ink ${style.color}`);
    if (style.backgroundColor !== "rgb(255, 255, 255)") found.push(`ground ${style.backgroundColor}`);
    return found;
  });
  await page.emulateMedia({ media: null });
  return found;
}

/** What lies outside of the paper, or is cut within it; laid out as wide as the paper is between its margins. */
async function cutOff({ page }: App, size = UPRIGHT): Promise<string[]> {
  const before = page.viewportSize() ?? TABLET;
  await page.setViewportSize({ width: Math.floor((((size[0] ?? 0) - 20) * 96) / 25.4), height: before.height });
  await page.emulateMedia({ media: "print" });
  const cut = await page.locator(".paper").evaluate((paper) => {
    const edge = paper.getBoundingClientRect();
    const cut: string[] = [];
    for (const it of paper.querySelectorAll("h1, h2, dt, dd, .paper__contact, .paper__foot, td, th")) {
      const box = it.getBoundingClientRect();
      const isOut = box.right > edge.right + 1 || box.bottom > edge.bottom + 1;
      if (isOut || it.scrollWidth > it.clientWidth + 1) cut.push(it.textContent?.slice(0, 30) ?? "");
    }
    return cut;
  });
  await page.emulateMedia({ media: null });
  await page.setViewportSize(before);
  return cut;
}

async function choose(app: App, language: string, theme: "light" | "dark"): Promise<void> {
  await app.page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: language });
  await expect(app.page.locator("html")).toHaveAttribute("lang", language === "English" ? "en" : "zh-CN");
  await app.open("/customers");
}

const search = (app: App, text: string): Promise<void> => app.page.getByRole("searchbox").fill(text);

async function openSheet(app: App, words: (typeof WORDS)["中文"]): Promise<void> {
  await app.page.locator(`summary[aria-label="${words.more}"]`).click();
  await app.button(words.print).click();
  await expect(app.page.getByRole("dialog", { name: words.print })).toBeVisible();
}

for (const [name, words] of Object.entries(WORDS)) {
  const theme = name === "English" ? "dark" : "light";

  test(`the file of a customer is one page of A4, however much is in it, ${name}`, async ({ app }) => {
    await app.importFile(dataFile("longest.csv"));
    await choose(app, words.language, theme);
    for (const idx of [1, 2, 3, 4]) {
      await app.open("/customers");
      await search(app, `${idx}国国`);
      await app.page.locator("a.row__link").click();
      await app.button(words.file).click();
      const pages = await paper(app);
      expect(pages.map((page) => page.size)).toEqual([UPRIGHT]);
      expect(await cutOff(app), "everything is on the page").toEqual([]);
      await expect(app.page.locator(".paper__cut")).toHaveCSS("display", "none");
      const points = await app.page.locator(".paper").evaluate((it) => parseFloat(getComputedStyle(it).fontSize) * 0.75);
      expect(points, "and can be read").toBeGreaterThanOrEqual(5);
    }
  });

  test(`a blank file is one page of A4 with room to write on, ${name}`, async ({ app }) => {
    await app.importFile(dataFile("longest.csv"));
    await choose(app, words.language, theme);
    for (const of_type of words.types) {
      await app.open("/customers");
      await openSheet(app, words);
      await app.page.getByRole("dialog").getByRole("button", { name: of_type, exact: true }).last().click();
      const pages = await paper(app);
      expect(pages.map((page) => page.size)).toEqual([UPRIGHT]);
      await expect(app.page.locator(".paper"), "large enough to write on").toHaveAttribute("data-density", "roomy");
      expect(await cutOff(app)).toEqual([]);
    }
  });

  test(`the list has its head on each page and ends after its last customer, ${name}`, async ({ app }) => {
    await app.importFile(UNLIKE);
    await choose(app, words.language, theme);
    await openSheet(app, words);
    await expect(app.page.locator(".paper"), "nothing goes onto paper before it is asked for").toHaveCount(0);
    await app.page.locator('.sheet__foot [data-variant="primary"]').click();
    const pages = await paper(app);
    await expect(app.page.locator(".paper tbody tr")).toHaveCount(N_UNLIKE);
    // 40 to 60 lines fit on a page.
    expect(pages.length).toBeGreaterThanOrEqual(Math.ceil(N_UNLIKE / 60));
    expect(pages.length).toBeLessThanOrEqual(Math.ceil(N_UNLIKE / 40));
    for (const page of pages) expect(page.size).toEqual(UPRIGHT);
    // What is drawn on every page are the heads of the columns; else only of how many pages it is one.
    const [first, ...others] = pages.map((page) => new Set(page.runs));
    const on_all = [...(first ?? [])].filter((run) => others.every((runs) => runs.has(run)));
    const heads = await app.page.locator(".paper th").allTextContents();
    expect(heads.length).toBe(7);
    expect(on_all.length).toBeGreaterThanOrEqual(heads.length);
    expect(await cutOff(app)).toEqual([]);
    // With the next tap the screen is all there is again, also for the printer.
    await app.page.locator(".row__link").nth(3).click();
    await expect(app.page.locator(".paper")).toHaveCount(0);
    await expect(app.page.locator(".file")).toBeVisible();
  });
}

test("a long note ends with dots, and what has no room is left out as a whole", async ({ app }) => {
  await app.importFile(dataFile("longest.csv"));
  await app.add({ 店铺名称: "一号店" });
  for (const shop of ["一号店", "1国国"]) {
    await app.open("/customers");
    await app.search.fill(shop);
    await app.rows().first().click();
    for (const note of ["老板想换货架".repeat(80), "周三下午不在"]) {
      await app.page.getByLabel("写一条记录").fill(note);
      await app.button("添加").click();
      await expect(app.page.getByLabel("写一条记录")).toHaveValue("");
    }
    await app.button(WORDS.中文.file).click();
    expect((await paper(app)).length, shop).toBe(1);
    await app.page.emulateMedia({ media: "print" });
    const shown = await app.page.locator(".paper__notes ul").evaluate((list) => {
      const edge = list.getBoundingClientRect();
      const lines = [...list.querySelectorAll(".paper__note")].map((it) => ({
        box: it.getBoundingClientRect(),
        text: it.textContent ?? "",
      }));
      const here = lines.filter(({ box }) => box.left < edge.right - 1);
      return { texts: here.map(({ text }) => text.slice(10, 16)), isCut: here.some(({ box }) => box.bottom > edge.bottom + 1) };
    });
    await app.page.emulateMedia({ media: null });
    expect(shown.isCut, shop).toBe(false);
    const newest = ["周三下午不在", "老板想换货架"];
    expect(shown.texts, shop).toEqual(shop === "一号店" ? newest : newest.slice(0, shown.texts.length));
    expect(shown.texts.length).toBeGreaterThan(0);
  }
});

for (const [name, words] of Object.entries(WORDS)) {
  test(`notes for which the page has no room are counted on it, ${name}`, async ({ app }) => {
    await app.importFile(dataFile("longest.csv"));
    await choose(app, words.language, "light");
    await search(app, "1国国");
    await app.page.locator("a.row__link").click();
    const heading = app.page.locator(".paper__notes h2");
    const note = app.page.getByLabel(words.note);
    const nNotes = 34;
    for (let n = 1; n <= nNotes; n += 1) {
      await note.fill(`记录${n} `.repeat(30));
      await app.button(words.add).click();
      await expect(note).toHaveValue("");
      if (n === 1) {
        await app.button(words.file).click();
        await expect(heading).toHaveText(words.notes);
        await note.click();
      }
    }
    await app.button(words.file).click();
    const pages = await paper(app);
    expect(pages.map((page) => page.size)).toEqual([UPRIGHT]);
    await app.page.emulateMedia({ media: "print" });
    const shown = await app.page.locator(".paper__notes ul").evaluate((list) => {
      const edge = list.getBoundingClientRect();
      const boxes = [...list.querySelectorAll(".paper__note")].map((it) => it.getBoundingClientRect());
      return boxes.filter((it) => it.height > 0 && it.left < edge.right - 1 && it.top < edge.bottom).length;
    });
    await app.page.emulateMedia({ media: null });
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(nNotes);
    await expect(heading).toHaveText(words.notesOf(shown, nNotes));
  });
}

test("no column runs off the paper, not even the twelve widest of the longest customers", async ({ app }) => {
  await app.importFile(dataFile("longest.csv"));
  await app.page.emulateMedia({ reducedMotion: "reduce" });
  await app.open("/customers");
  await openSheet(app, WORDS.中文);
  const sheet = app.page.getByRole("dialog");
  for (const group of await sheet.locator("summary").all()) await group.click();
  for (const off of ["送货线路", "联系人"]) await sheet.getByRole("button", { name: off, exact: true }).click();
  const wide = ["许可证号", "注册资金", "备用电话", "第三个电话", "生日", "出生日期", "备注", "银行账号"];
  for (const on of wide) await sheet.getByRole("button", { name: on, exact: true }).click();
  await expect(sheet.getByRole("status")).toContainText("最多 12 列");
  await app.button(WORDS.中文.list(4)).click();
  const pages = await paper(app);
  for (const page of pages) expect(page.size).toEqual(ACROSS);
  expect(await cutOff(app, ACROSS)).toEqual([]);
});
