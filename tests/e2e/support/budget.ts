// The budget's screens as a person knows them, over the sample. Not here: what is tested.
import type { Locator, Page } from "@playwright/test";
import type { App } from "./app.ts";
import { expect } from "./fixtures.ts";

export type Part = "" | "/gap" | "/measures" | "/expenses" | "/goals";

const NAMES: Record<Part, string> = { "": "year", "/gap": "gap", "/measures": "measures", "/expenses": "expenses", "/goals": "goals" };

export class Budget {
  readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  get page(): Page {
    return this.app.page;
  }

  /** Goes to a part within the page and waits for its numbers. */
  static async at(app: App, part: Part = ""): Promise<Budget> {
    await app.page.evaluate((part) => {
      for (const at of ["/settings", `/budget${part}`]) {
        history.pushState({}, "", at);
        dispatchEvent(new PopStateEvent("popstate"));
      }
    }, part);
    const budget = new Budget(app);
    await budget.counted(part);
    return budget;
  }

  async counted(part: Part): Promise<void> {
    await expect(this.page.locator(`.budget[data-part="${NAMES[part]}"]`)).toBeVisible();
    await expect(this.page.locator(".budget progress")).toHaveCount(0, { timeout: 20_000 });
  }

  /** Another language, and back to the table of the year. */
  async speaks(language: "zh-CN" | "en"): Promise<void> {
    await this.page.evaluate(() => {
      history.pushState({}, "", "/settings");
      dispatchEvent(new PopStateEvent("popstate"));
    });
    await this.page.locator("#settings-language").selectOption(language);
    await expect(this.page.locator(".app")).toHaveAttribute("lang", language);
    await Budget.at(this.app);
  }

  get grid(): Locator {
    return this.page.getByRole("grid");
  }

  row(name: string): Locator {
    return this.grid.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) }).first();
  }

  /** A cell: 0 is the year, 1 to 12 the months. */
  cell(row: string, column: number): Locator {
    return this.row(row).locator(`td[data-at$="-${column}"]`);
  }

  /** What is planned in a cell, to the fen: by its title where the cell shows it in whole yuan. */
  async planned(row: string, column: number): Promise<number> {
    const cell = this.cell(row, column);
    const title = (await cell.getAttribute("title")) ?? "";
    if (/^(计划|Plan) /.test(title)) return numberOf(title);
    const box = cell.locator("input");
    const text = (await box.count()) > 0 ? await box.inputValue() : await cell.evaluate((it) => it.firstChild?.textContent ?? "");
    return numberOf(text);
  }

  /** What stands below the plan. */
  async below(row: string, column: number): Promise<string> {
    return (await this.cell(row, column).locator("small").allTextContents()).join(" ");
  }

  get sheet(): Locator {
    return this.page.locator("dialog[open]");
  }

  /** The choice of a year, a version or another version. */
  chooser(name: "budget-year" | "budget-plan" | "budget-compare"): Locator {
    return this.page.locator(`select[name="${name}"]`);
  }
}

/** A number as the app writes it. */
export function numberOf(text: string | null | undefined): number {
  const plain = (text ?? "").replaceAll(",", "").replaceAll("−", "-");
  return Number(/-?\d+(\.\d+)?/.exec(plain)?.[0] ?? NaN);
}
