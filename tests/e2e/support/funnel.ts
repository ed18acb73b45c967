// The sample with its 24 opportunities, brought in once for all journeys of a worker, and the words of the
// funnel's screens. Not here: what is tested.
import { cpSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { App } from "./app.ts";
import { launch } from "./browser.ts";
import { test as base, expect } from "./fixtures.ts";
import type { Hand } from "./hand.ts";
import { freshFolder, removeFolder } from "./site.ts";

/** A day so many days from now, as the civil calendar of the browser has it. */
export function inDays(n: number): string {
  const on = new Date();
  on.setDate(on.getDate() + n);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${on.getFullYear()}-${two(on.getMonth() + 1)}-${two(on.getDate())}`;
}

/** The columns of the board, in their order. */
export type Stage = "prospect" | "intending" | "closed" | "base";

/** The screens of the funnel. */
export type Place = "/funnel" | "/today" | "/customers/quick" | "/register" | "/funnel/analysis";

export class Funnel {
  readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  get page(): Page {
    return this.app.page;
  }

  /** Goes to a screen of the funnel anew, within the page, and waits for its numbers. */
  static async at(app: App, place: Place): Promise<Funnel> {
    await app.page.evaluate((place) => {
      for (const at of ["/settings", place]) {
        history.pushState({}, "", at);
        dispatchEvent(new PopStateEvent("popstate"));
      }
    }, place);
    const funnel = new Funnel(app);
    if (place === "/funnel") await funnel.board();
    else if (place === "/today") await funnel.today();
    else if (place === "/register" || place === "/funnel/analysis") await funnel.countedAll(place);
    else await expect(app.page.locator(".app")).toHaveAttribute("data-screen", "quick");
    return funnel;
  }

  /** Goes to a screen by the navigation. */
  async go(name: string | RegExp): Promise<void> {
    await this.page.locator(".nav").getByRole("link", { name }).click();
  }

  column(stage: Stage): Locator {
    return this.page.locator(`#column-${stage}`);
  }

  cards(stage: Stage): Locator {
    return this.column(stage).locator(".deal");
  }

  /** How many are in a column, drawn or not. */
  async counted(stage: Stage): Promise<number> {
    return Number((await this.column(stage).locator(".board__n").textContent())?.replace(",", ""));
  }

  /** A card of a shop, wherever it is. */
  card(name: string): Locator {
    return this.page.locator(".deal").filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async nameOn(card: Locator): Promise<string> {
    return ((await card.locator(".deal__name").textContent()) ?? "").trim();
  }

  get sheet(): Locator {
    return this.page.locator("dialog[open]");
  }

  /** The radio of a choice, where a finger hits it. */
  choice(within: Locator | Page, name: string | RegExp): Locator {
    return within.locator(".segments__choice").filter({ hasText: name });
  }

  /** Registers somebody who intends to buy for 8,000, and stays in the register. */
  async registers(shop: string, hand: Hand): Promise<string> {
    await Funnel.at(this.app, "/register");
    const entry = this.page.getByRole("region", { name: hand.w("登记一位", "Add somebody") });
    await entry.getByLabel(hand.w("店铺名称", "Shop name"), { exact: true }).fill(shop);
    await entry.getByLabel(hand.w("联系电话", "Phone"), { exact: true }).fill("13900002000");
    await this.choice(entry, hand.w("自然到店", "Walk-in")).click();
    await this.choice(entry.getByRole("radiogroup", { name: hand.w("预计购买", "Expected") }), /./).first().click();
    await entry.getByLabel(hand.w("预计金额", "Expected amount"), { exact: true }).fill("8000");
    await entry.getByRole("button", { name: hand.w("登记", "Add"), exact: true }).click();
    await expect(this.page.locator(".day__row").filter({ hasText: shop })).toBeVisible();
    return shop;
  }

  /** Waits until the board has counted all. */
  async board(): Promise<void> {
    await expect(this.page.locator(".app")).toHaveAttribute("data-screen", "board");
    await expect(this.page.locator(".board__totals")).toContainText(/\d/);
  }

  /** Waits until the register or the analysis has counted all. */
  async countedAll(place: "/register" | "/funnel/analysis"): Promise<void> {
    const screen = place === "/register" ? "register" : "analysis";
    await expect(this.page.locator(".app")).toHaveAttribute("data-screen", screen);
    await expect(this.page.locator(".register__sums")).toContainText(/\d/);
  }

  /** The numbers of a part that can be tapped. */
  marks(within: Locator | Page = this.page): Locator {
    return within.locator("button[data-n]");
  }

  /** Taps a number and holds what opens against it; gives how many are listed or said to be more. */
  async opensItsList(mark: Locator): Promise<number> {
    const n = Number(await mark.getAttribute("data-n"));
    const words = `${(await mark.getAttribute("aria-label")) ?? ""}${(await mark.textContent()) ?? ""}`;
    await mark.scrollIntoViewIfNeeded();
    await mark.click();
    await expect(this.sheet, words).toBeVisible();
    const counted = Number(await this.sheet.locator(".marks").getAttribute("data-n"));
    // Who was contacted, left or was in a stage twice is one opportunity.
    const isTwice = /联系过|停留|回来|退出|退订|改回|Contacted|Opened .* for |Back|Out,|Cancelled|Undone/.test(words);
    if (isTwice) expect.soft(counted, words).toBeLessThanOrEqual(n);
    else expect.soft(counted, words).toBe(n);
    const n_listed = await this.sheet.locator(".marks > li").count();
    const more = (await this.sheet.locator(".import__hint").allTextContents()).join(" ");
    const n_all = n_listed + Number(/\d+/.exec(more.replaceAll(",", ""))?.[0] ?? 0);
    expect.soft(n_listed, words).toBeGreaterThan(0);
    expect.soft(n_all, words).toBe(counted);
    await this.page.keyboard.press("Escape");
    await expect(this.sheet).toHaveCount(0);
    return n_all;
  }

  /** Waits until the day is summed up. */
  async today(): Promise<void> {
    await expect(this.page.locator(".app")).toHaveAttribute("data-screen", "today");
    await expect(this.page.locator(".today__sums")).toContainText(/\d/);
  }
}

interface OfTest {
  /** The app with the sample in it. */
  sample: App;
}

interface OfWorker {
  /** A profile into which it was loaded; to be copied, not used. */
  sampleProfile: string;
}

export const test = base.extend<OfTest, OfWorker>({
  sampleProfile: [
    async ({ site }, use) => {
      const folder = freshFolder("sample");
      const context = await launch(folder);
      await (await App.of(context, site.url)).loadSample();
      await context.close();
      await use(folder);
      removeFolder(folder);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  sample: async ({ sampleProfile, profile, watch, site }, use) => {
    cpSync(sampleProfile, profile, { recursive: true, filter: (from) => !from.includes("Singleton") });
    const context = await launch(profile);
    watch.over(context);
    const app = await App.of(context, site.url);
    await app.open("/settings");
    await app.page.emulateMedia({ reducedMotion: "reduce" });
    await use(app);
    await context.close();
  },
});

export { expect };
