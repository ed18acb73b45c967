// Insights on paper, as Chromium writes them into a PDF: what is on its pages, and in which colours.
import type { Page } from "@playwright/test";
import type { App } from "./support/app.ts";
import { TABLET } from "./support/browser.ts";
import { type PdfPage, readPdf, squeezed } from "./support/pdf.ts";
import { expect, test, visit } from "./support/trade.ts";

const WORDS = {
  中文: {
    language: "zh-CN",
    print: "打印",
    tiers: ["一档", "二档", "三档", "四档", "五档", "六档", "七档", "八档"],
    grade: (n: number) => `${n} 级`,
    band: (n: number) => `第 ${n} 段`,
    head: ["大", "中", "小"],
    price: ["均价高", "均价低"],
  },
  English: {
    language: "en",
    print: "Print",
    tiers: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Tier ${n}`),
    grade: (n: number) => `grade ${n}`,
    band: (n: number) => `Band ${n}`,
    head: ["Large", "Medium", "Small"],
    price: ["Price high", "Price low"],
  },
};

const UPRIGHT = [210, 297];
/** How wide A4 is between its margins, in pixels as style sheets have them. */
const WIDTH = Math.floor((190 * 96) / 25.4);
/** The 42 classes: market, format, scale. */
const CLASSES = [..."CX"].flatMap((market) => [..."ZBSNYFQ"].flatMap((format) => [..."123"].map((scale) => market + format + scale)));
/** As dark as ink must be, and as light as what it stands on, from 0 to 255. */
const [INK_MAX, GROUND_MIN] = [0x44, 0xb0];

interface Part {
  id: string;
  text: string;
}

/** What a reader of the paper would see of the screen, part by part; what is no text or is hidden is left out. */
async function partsOnPaper(page: Page): Promise<Part[]> {
  const parts = await page.locator(".insights").evaluate((screen) =>
    [...screen.children].map((part) => {
      const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      let text = "";
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if (node.parentElement?.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) text += node.textContent ?? "";
      }
      return { id: part.getAttribute("aria-labelledby") ?? "", text };
    }),
  );
  return parts.map(({ id, text }) => ({ id, text: squeezed(text) })).filter(({ text }) => text !== "");
}

/** What does not belong onto paper: things to tap that are no words of the report, what surrounds the screen. */
async function toTap(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isShown = (it: Element): boolean => it.checkVisibility({ visibilityProperty: true }) && it.getBoundingClientRect().width > 1;
    const all = [...document.querySelectorAll("button, select, summary, input, .icon, nav, .nav, .status, .notices, .undo-bar, .skip-link")];
    return all.filter(isShown).map((it) => it.outerHTML.slice(0, 80));
  });
}

/** What is wider than its place, or than the paper; parts that lie over the part before them. */
async function cutOff(page: Page): Promise<string[]> {
  return page.locator(".insights").evaluate((paper) => {
    const edge = paper.getBoundingClientRect();
    const cut: string[] = [];
    for (const it of paper.querySelectorAll<HTMLElement>("*")) {
      if (!it.checkVisibility({ visibilityProperty: true }) || it.matches("svg path, svg title, colgroup")) continue;
      const box = it.getBoundingClientRect();
      const isOut = box.left < edge.left - 1 || box.right > edge.right + 1;
      const isShort = it.clientWidth > 0 && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 3);
      if (isOut || (isShort && getComputedStyle(it).display !== "inline")) cut.push(`${it.className}: ${it.textContent?.slice(0, 30)}`);
    }
    let bottom = edge.top;
    for (const part of paper.children) {
      const box = part.getBoundingClientRect();
      if (box.top < bottom - 1) cut.push(`over what is before: ${part.textContent?.slice(0, 30)}`);
      bottom = box.bottom;
    }
    return cut;
  });
}

/** Words in too light a colour or on too dark a ground, and what is coloured. */
async function inkOff(page: Page): Promise<string[]> {
  return page.locator(".insights").evaluate(
    (paper, [inkMax, groundMin]) => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const bytes = (colour: string): number[] => {
        canvas?.clearRect(0, 0, 1, 1);
        if (canvas) canvas.fillStyle = colour;
        canvas?.fillRect(0, 0, 1, 1);
        return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])];
      };
      const off: string[] = [];
      for (const it of [document.documentElement, document.body, paper, ...paper.querySelectorAll("*")]) {
        if (!it.checkVisibility({ visibilityProperty: true })) continue;
        const style = getComputedStyle(it);
        const ink = bytes(it instanceof SVGTextElement ? style.fill : style.color);
        const ground = bytes(style.backgroundColor);
        const isGrey = [ink, ground].every(([red = 0, green = 0, blue = 0]) => Math.max(red, green, blue) - Math.min(red, green, blue) <= 1);
        const isDark = (ink[0] ?? 255) <= (inkMax ?? 0);
        const isLight = ground[3] === 0 || (ground[0] ?? 0) >= (groundMin ?? 0);
        if (!isGrey || !isDark || !isLight) off.push(`${it.tagName} “${it.textContent?.trim().slice(0, 20)}” ${ink.join()} on ${ground.join()}`);
      }
      return off;
    },
    [INK_MAX, GROUND_MIN],
  );
}

/** Taps the button and takes the pages that a printer would get. */
async function print(app: App, button: string): Promise<PdfPage[]> {
  const { page } = app;
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await app.button(button).click();
  await expect(page.locator("html"), "the printer is asked").toHaveAttribute("data-printed", "");
  return readPdf(await page.pdf({ preferCSSPageSize: true }));
}

for (const [name, words] of Object.entries(WORDS)) {
  for (const theme of ["light", "dark"] as const) {
    test(`insights print on A4: every tier, class and cell, nothing cut or to tap, black on white; ${name}, ${theme}`, async ({ trade: app }) => {
      const { page } = app;
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.locator("#settings-language").selectOption(words.language);
      await visit(app, "/insights");
      await expect(page.locator("#insights-matrix")).toBeVisible();
      await expect(page.locator("#classing")).toBeVisible();
      const pages = await print(app, words.print);
      expect(pages.map((page) => page.size), "two pages of A4").toEqual([UPRIGHT, UPRIGHT]);
      const coloured = pages.flatMap((page) => page.colours).filter((it) => Math.max(...it) - Math.min(...it) > 0.005);
      expect(coloured, "no colour is needed").toEqual([]);

      await page.setViewportSize({ width: WIDTH, height: TABLET.height });
      await page.emulateMedia({ media: "print" });
      expect(await toTap(page), "nothing to tap").toEqual([]);
      expect(await cutOff(page), "nothing is cut").toEqual([]);
      expect(await inkOff(page), "black on white").toEqual([]);
      const parts = await partsOnPaper(page);
      const textOf = (id: string): string => parts.find((part) => part.id === id)?.text ?? "";

      // The paper has these parts, each in one piece on one page, and nothing else.
      const sheets = pages.map((page, idx) => page.text.replace(`${idx + 1}/${pages.length}`, ""));
      for (const { id, text } of parts) {
        expect(sheets.filter((sheet) => sheet.includes(text)).length, `${id} stands on one page: ${text}`).toBe(1);
      }
      expect(sheets.join(""), "nothing else").toBe(parts.map(({ text }) => text).join(""));

      // And the parts say all of it.
      const counted = (id: string): Promise<string[]> => page.locator(`.home__part[aria-labelledby="${id}"] .bars__line b`).allTextContents();
      const nShops = (counts: string[]): number => counts.reduce((sum, it) => sum + Number(it), 0);
      for (const id of ["insights-tiers", "insights-grades"]) expect(nShops(await counted(id)), id).toBe(40);
      for (const [idx, n] of (await counted("insights-tiers")).entries()) {
        const line = textOf("insights-tiers").split(squeezed(words.tiers[idx] ?? ""))[1] ?? "";
        expect(line, words.tiers[idx]).toMatch(new RegExp(`^.*?${n}\\d+%`));
      }
      expect((await counted("insights-tiers")).length).toBe(8);
      const grades = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(words.grade).map(squeezed);
      for (const grade of grades) expect(textOf("insights-grades")).toContain(grade);
      expect(textOf("insights-classes").match(/[cx][zbsnyfq][123]/g)).toEqual(CLASSES.map(squeezed));
      for (const size of words.head) expect(textOf("insights-classes")).toContain(squeezed(size));
      const matrix = textOf("insights-matrix");
      for (const price of words.price) expect(matrix).toContain(squeezed(price));
      for (const grade of grades) expect(matrix, "each cell with its grade").toMatch(new RegExp(`\\d${grade}`));
      for (const band of [1, 2, 3, 4, 5]) expect(matrix).toContain(squeezed(words.band(band)));
      // Who moved is also told in numbers: eight tiers by eight.
      const cells = page.locator('.home__part[aria-labelledby="insights-moves"] td');
      await expect(cells).toHaveCount(64);
      for (const cell of await cells.all()) await expect(cell).toBeVisible();
      expect((await cells.allTextContents()).filter((it) => !it.startsWith("–")).length).toBeGreaterThan(3);
    });
  }
}
