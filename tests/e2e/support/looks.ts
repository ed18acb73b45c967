// What every screen must be, whatever it shows: readable by machines, large enough, within the glass, in
// one language. Not here: the screens.
import { type Page, expect } from "@playwright/test";
import axe from "axe-core";

/** Every rule of these tags, in one look. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What a look can change. */
const OF_LOOKS = ["color-contrast", "link-in-text-block"];

/** Everything once; in the other looks only what a look can change. */
export async function expectNoViolation(page: Page, where: string, theme: string): Promise<void> {
  // What fades in has its colours only in the end.
  await page.waitForFunction(() => document.getAnimations().every((it) => it.playState !== "running"));
  expect(page.frames(), "only one document is looked at").toHaveLength(1);
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const runOnly: axe.RunOnly =
    theme === "light" ? { type: "tag", values: TAGS } : { type: "rule", values: OF_LOOKS };
  // What passed is thousands of nodes: to bring them here took nine tenths of the time.
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run({ runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`),
    );
  }, runOnly);
  expect.soft(found, `accessibility of ${where}`).toEqual([]);
}

/** What can be tapped and is smaller than `least` pixels in some direction, or nearer than 8 px to another. */
export async function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const isHit = (element: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y);
      if (!hit) return false;
      const label = hit.closest("label");
      return element.contains(hit) || hit.contains(element) || (label?.contains(element) ?? false) ||
        (label !== null && (label as HTMLLabelElement).control === element);
    };
    const small: string[] = [];
    const all = document.querySelectorAll<HTMLElement>(
      "a[href], button, input:not([readonly]), select, textarea, summary, [tabindex='0']",
    );
    const dialog = document.querySelector("dialog[open]");
    for (const element of all) {
      if (dialog && !dialog.contains(element)) continue;
      if (element.matches(":disabled, .skip-link") || !element.checkVisibility({ visibilityProperty: true })) continue;
      element.scrollIntoView({ block: "center", inline: "center" });
      const isRow = element.closest(".row") !== null;
      const box = element.getBoundingClientRect();
      if (isRow && (box.top < 0 || box.bottom > innerHeight)) continue;
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const half = least / 2 - 0.5;
      const reach = (dx: number, dy: number): boolean => isHit(element, x + dx, y + dy);
      const isWide = box.width >= least - 0.5 || (reach(-half, 0) && reach(half, 0));
      const isHigh = box.height >= least - 0.5 || (reach(0, -half) && reach(0, half));
      if (isWide && isHigh) continue;
      const name = element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 20) ?? "";
      small.push(`${element.className || element.tagName} “${name}” ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    return [...new Set(small)];
  }, least);
}

/** What sticks out of the glass to the right and cannot be scrolled to within its own box. */
export async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const out: string[] = [];
    if (document.documentElement.scrollWidth > width) out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    const scrolls = (element: Element | null): boolean => {
      for (let it = element; it && it !== document.body; it = it.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(it).overflowX) && it.scrollWidth > it.clientWidth) return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll("body *")) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".visually-hidden, .skip-link, datalist")) continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.right <= width + 1 || scrolls(element.parentElement)) continue;
      out.push(`${element.tagName}.${String(element.getAttribute("class"))} to ${Math.round(box.right)}`);
    }
    return out.slice(0, 5);
  });
}

/** What hides the end of its own content, where nobody can scroll to it; a value that ends in dots, or under a button. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    for (const element of document.querySelectorAll("body *")) {
      const { overflowY, webkitLineClamp } = getComputedStyle(element);
      const isBox = element.clientHeight > 1 && element.checkVisibility({ visibilityProperty: true });
      if (!isBox || !/hidden|clip/.test(overflowY) || webkitLineClamp !== "none") continue;
      const n_hidden = element.scrollHeight - element.clientHeight;
      if (n_hidden > 4) cut.push(`${element.tagName}.${String(element.getAttribute("class"))}: ${n_hidden} px`);
    }
    for (const input of document.querySelectorAll<HTMLInputElement>("input.field__control")) {
      const box = input.closest(".field__box");
      const [unit, why] = [".field__unit", ".field__why"].map((it) => box?.querySelector(it)?.getBoundingClientRect());
      const isUnder = unit && why && unit.right > why.left && unit.left < why.right;
      if (input.value && (isUnder || input.scrollWidth > input.clientWidth + 1)) cut.push(`${input.id}: “${input.value}”`);
    }
    return [...new Set(cut)].slice(0, 5);
  });
}

/** Chinese characters in texts, names, hints and placeholders on the page. */
export async function chineseOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const han = /\p{Script=Han}|[，。：；！？「」（）]/u;
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      if (node.parentElement?.closest("[lang=zh-CN]") && node.parentElement.closest("option")) continue;
      if (han.test(node.textContent ?? "")) found.push(`text “${node.textContent?.trim()}”`);
    }
    for (const element of document.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "placeholder", "aria-valuetext", "alt"]) {
        const text = element.getAttribute(name);
        if (text && han.test(text)) found.push(`${name} “${text}”`);
      }
      if (element.matches("input, textarea") && han.test((element as HTMLInputElement).value)) {
        found.push(`value “${(element as HTMLInputElement).value}”`);
      }
    }
    return [...new Set(found)];
  });
}
