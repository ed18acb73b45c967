// A hand that taps, types and counts, in the language that was chosen. Not here: the tasks.
import { type Locator, type Page, expect } from "@playwright/test";
import type { App } from "./app.ts";
import { PHONE, TABLET } from "./browser.ts";
import { test } from "./fixtures.ts";

export type Language = "zh-CN" | "en";

/** A hand: it taps and types, and knows how often. */
export class Hand {
  readonly app: App;
  readonly language: Language;
  nTaps = 0;
  nKeys = 0;

  constructor(app: App, language: Language) {
    this.app = app;
    this.language = language;
  }

  get page(): Page {
    return this.app.page;
  }

  /** The word of the language in use. */
  w(chinese: string, english: string): string {
    return this.language === "en" ? english : chinese;
  }

  async tap(target: Locator): Promise<void> {
    await target.click();
    this.nTaps += 1;
  }

  /** Types where the keystrokes are the point. */
  async strike(target: Locator, keys: string): Promise<void> {
    await target.pressSequentially(keys);
    this.nKeys += keys.length;
  }

  /** One task: it may take so many taps. */
  async task(name: string, nTapsMax: number, play: () => Promise<void>): Promise<void> {
    await test.step(name, async () => {
      this.nTaps = 0;
      this.nKeys = 0;
      await play();
      expect(this.nTaps, `taps of: ${name}`).toBeLessThanOrEqual(nTapsMax);
      expect(this.nTaps, `taps of: ${name}`).toBeGreaterThan(0);
      await this.saved();
    });
  }

  async saved(): Promise<void> {
    await expect(this.page.locator(".status")).toHaveAttribute("data-saving", "saved");
  }

  /** One tap takes back what was done last. */
  async undone(): Promise<void> {
    await this.pressesInBar("撤销", "Undo");
  }

  /** And one more does it again. */
  async redone(): Promise<void> {
    await this.pressesInBar("重做", "Redo");
  }

  private async pressesInBar(chinese: string, english: string): Promise<void> {
    const bar = this.page.locator(".undo-bar");
    await bar.getByRole("button", { name: this.w(chinese, english), exact: true }).click();
    await this.saved();
  }

  /** How many customers there are, as the list says. */
  async counted(): Promise<number> {
    const text = (await this.page.locator(".customers__count").textContent()) ?? "";
    return Number(/[\d,]+/.exec(text)?.[0].replace(",", "") ?? NaN);
  }

  get search(): Locator {
    return this.page.getByRole("searchbox", { name: this.w("搜索客户", "Search customers") });
  }

  row(name: string): Locator {
    return this.page.locator("a.row__link").filter({ hasText: name });
  }

  /** Goes to the list, which is where a task begins. */
  async list(): Promise<void> {
    await this.app.open("/customers");
  }

  /** Opens the group of a field where the groups are folded. */
  async showing(field: Locator, group: RegExp): Promise<void> {
    if (await field.isVisible()) return;
    await this.tap(this.page.locator(".groups__tab").filter({ hasText: group }));
    await expect(field).toBeVisible();
  }

  async choosesLanguage(): Promise<void> {
    await this.app.open("/settings");
    await this.page.locator("#settings-language").selectOption(this.language);
    await expect(this.page.locator(".app")).toHaveAttribute("lang", this.language);
  }
}

/** Both languages on both glasses. */
export const HANDS: { words: string; language: Language; size: { width: number; height: number } }[] = (
  [["zh-CN", "Chinese"], ["en", "English"]] as [Language, string][]
).flatMap(([language, name]) => [
  { words: `in ${name} on a tablet`, language, size: TABLET },
  { words: `in ${name} on a phone`, language, size: PHONE },
]);
