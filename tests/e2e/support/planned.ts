// A company with two territories whose year is planned and whose goals are issued, and what its people do with the
// budget. Not here: what is tested.
import type { Locator } from "@playwright/test";
import { Budget, type Part, numberOf } from "./budget.ts";
import { Company, type Seat } from "./company.ts";
import { expect } from "./fixtures.ts";
import type { Language } from "./hand.ts";
import { csv, monthsAgo } from "./trade.ts";

/** The shops of the first territory, and those of the second. */
export const OWN_SHOPS = ["兴隆超市", "鑫利便利店", "永安烟酒店"];
export const OTHER_SHOPS = ["顺达食杂店", "和平商行", "大众超市"];
const SHOPS = [...OWN_SHOPS, ...OTHER_SHOPS];
export const [OWN_LINE, OTHER_LINE] = ["1号线", "2号线"];
/** What a case costs, in fen: no round sum comes of it. */
export const PRICE = 9937;
/** What the year is to bring, in yuan and as it is kept. */
export const TARGET = { typed: "234567.89", fen: "23456789" };
/** So many full months have orders: enough for every forecast. */
const N_MONTHS = 25;

const FILES = [
  csv("shops.csv", [
    "客户代码,店铺名称,送货线路,联系人,联系电话,经营地址,经营规模,许可证号",
    ...SHOPS.map((name, k) => {
      const line = k < OWN_SHOPS.length ? OWN_LINE : OTHER_LINE;
      return [`K${k}`, name, line, "王老板", 13800000000 + k, `人民路${k + 1}号`, "大中小"[k % 3], 330382100000 + k].join();
    }),
  ]),
  csv("products.csv", ["商品代码,商品名称,批发价,成本,每件条数", `P1,金叶,${PRICE / 100},60,250`]),
  csv("orders.csv", [
    "订单号,订单日期,客户代码,商品代码,数量,单价",
    ...Array.from({ length: N_MONTHS * SHOPS.length }, (_, n) => {
      const [shop, ago] = [n % SHOPS.length, 1 + Math.floor(n / SHOPS.length)];
      return `D${n},${monthsAgo(ago)},K${shop},P1,${10 + 3 * shop + (n % 5)},${PRICE / 100}`;
    }),
  ]),
];

/** A company with its people: the manager has planned the year and issued its goals. */
export interface Planned {
  company: Company;
  manager: Seat;
  /** Has the first territory. */
  rep: Seat;
  /** Has both. */
  supervisor: Seat;
}

/** The manager plans on the day so many days from now; the rep speaks a language. */
export async function planned(language: Language = "zh-CN", day = 0): Promise<Planned> {
  const company = await Company.foundWith(async (app) => {
    for (const file of FILES) await app.importFile(file);
  });
  const { manager } = company;
  await company.territory("一片", [OWN_LINE]);
  await company.territory("二片", [OTHER_LINE]);
  const rep = await company.seat(await company.invite("李四", ["一片"]), "李四的平板");
  const supervisor = await company.seat(await company.invite("陈静", ["一片", "二片"], "主管"), "主管的平板");
  if (day !== 0) await manager.inDays(day);
  const year = await Budget.at(manager.app);
  await manager.app.page.locator(".empty-state .button").click();
  await year.sheet.locator('.sheet__foot [data-variant="primary"]').click();
  await expect(year.sheet).toHaveCount(0);
  await aims(manager, TARGET.typed);
  await speaks(rep, language);
  return { company, manager, rep, supervisor };
}

/** The manager says what revenue the year is to bring, plans it and issues the goals. */
export async function aims(manager: Seat, yuan: string): Promise<void> {
  const { page } = manager.app;
  await Budget.at(manager.app, "/gap");
  const row = page.locator(".gap").filter({ has: page.getByRole("heading", { name: /^销售收入/ }) });
  const target = row.getByLabel(/^全年目标/);
  await target.fill(yuan);
  await target.press("Enter");
  await row.getByRole("button", { name: "按缺口生成计划", exact: true }).click();
  await Budget.at(manager.app, "/goals");
  await page.getByRole("button", { name: "下达目标", exact: true }).click();
  await manager.app.saved();
  await manager.synced();
}

async function speaks({ app }: Seat, language: Language): Promise<void> {
  if (language === "zh-CN") return;
  await app.open("/settings");
  await app.page.locator("#settings-language").selectOption(language);
  await expect(app.page.locator(".app")).toHaveAttribute("lang", language);
}

/** The parts that a person can go to, by the addresses. */
export async function parts({ app }: Seat): Promise<(string | null)[]> {
  const links = await app.page.locator(".budget .pages__link").all();
  return Promise.all(links.map((it) => it.getAttribute("href")));
}

/** What a text says, in fen. */
export const fen = (text: string | null | undefined): number => Math.round(numberOf(text) * 100);

/** The goals of a day on somebody's tablet, in fen. */
export class GoalsOn {
  readonly seat: Seat;

  private constructor(seat: Seat) {
    this.seat = seat;
  }

  static async at(seat: Seat): Promise<GoalsOn> {
    await Budget.at(seat.app, "/goals" satisfies Part);
    return new GoalsOn(seat);
  }

  get root(): Locator {
    return this.seat.app.page.locator(".budget");
  }

  /** What came of the month and of the day. */
  async came(): Promise<number[]> {
    return Promise.all([this.#came("month"), this.#came("day")]);
  }

  /** What came of the months of the year that were issued. */
  async yearCame(): Promise<number> {
    return this.#came("year");
  }

  async #came(of: "year" | "month" | "day"): Promise<number> {
    return fen(await this.root.locator(`.goals__sum[data-of="${of}"] .goals__n`).textContent());
  }

  /** What the month is to bring. */
  async monthGoal(): Promise<number> {
    const sum = this.root.locator('.goals__sum[data-of="month"]');
    return fen(/(?:目标|Goal) ([^·]*)/.exec((await sum.textContent()) ?? "")?.[1]);
  }

  territory(line: string): Locator {
    return this.root.locator(".goals__territory").filter({ has: this.seat.app.page.getByText(line, { exact: true }) });
  }

  /** What came of a territory's month. */
  async cameTo(line: string): Promise<number> {
    return fen(await this.territory(line).locator("span").first().textContent());
  }

  shop(name: string): Locator {
    return this.root.locator(".goals > li").filter({ has: this.seat.app.page.getByText(name, { exact: true }) });
  }

  /** The shops that are due. */
  async shops(): Promise<string[]> {
    return (await this.root.locator(".goals > li b").allTextContents()).filter((it) => SHOPS.includes(it)).sort();
  }

  /** The goal of today of a shop. */
  async goalOf(name: string): Promise<number> {
    return fen(await this.shop(name).locator(".goal__today > b").textContent());
  }
}

/** What the year came to on the manager's tablet in a row, in fen, as the bar of the cell says it. */
export async function cameInYear(manager: Seat, row: string): Promise<number> {
  const budget = await Budget.at(manager.app);
  await budget.cell(row, 0).click();
  const { page } = manager.app;
  const bar = page.locator(".cell-bar");
  await expect(bar.locator(".cell-bar__name")).toContainText(row);
  const actual = bar.locator("dl > div").filter({ has: page.getByText("实际", { exact: true }) });
  return fen(await actual.locator("dd").textContent());
}
