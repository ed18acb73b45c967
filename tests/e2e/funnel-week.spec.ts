// Part of a week of three people, each with a tablet: what they enter and turn without a network is, once it is
// sent, the same board, register and analysis on all three, and these agree. Not here: a whole week, which is
// played without glass.
import { Company, type Seat } from "./support/company.ts";
import { expect, test } from "./support/fixtures.ts";
import { Funnel } from "./support/funnel.ts";

const PEOPLE = [["陈静", "主管"], ["李明", "业务员"], ["王芳", "业务员"]] as const;
const CHANNELS = ["自然到店", "线上", "线下", "转介绍"] as const;
const N_OF_ONE = 4;

/** Enters a prospect in the fast table; every second one is expected within a week. */
async function enters(seat: Seat, name: string, n: number): Promise<void> {
  const { page } = seat.app;
  const entry = page.getByRole("region", { name: "登记一位" });
  const choice = (text: string | RegExp) => entry.locator(".segments__choice").filter({ hasText: text });
  await entry.getByLabel("店铺名称", { exact: true }).fill(name);
  await entry.getByLabel("联系电话", { exact: true }).fill(`1990000${String(n).padStart(4, "0")}`);
  await choice(CHANNELS[n % 4] ?? "线上").click();
  if (n % 2 === 0) {
    await choice(/^7 天/).click();
    await entry.getByLabel("预计金额", { exact: true }).fill(String(1000 + n));
  }
  await entry.getByLabel("说了什么", { exact: true }).fill("想先看看");
  await entry.getByRole("button", { name: "登记", exact: true }).click();
  await expect(page.locator(".day__row").filter({ hasText: name })).toBeVisible();
}

/** The customer refused for its price. */
async function loses(seat: Seat, name: string): Promise<void> {
  const funnel = await Funnel.at(seat.app, "/funnel");
  await funnel.card(name).getByRole("button", { name: "移动" }).click();
  await seat.app.page.getByRole("group", { name: "移到" }).getByRole("button", { name: "战败", exact: true }).click();
  await funnel.choice(funnel.sheet, "想比较").click();
  await funnel.sheet.getByRole("button", { name: "完成" }).click();
  await expect(funnel.sheet).toHaveCount(0);
  await seat.app.saved();
}

interface Numbers {
  board: number[];
  nOut: number;
  /** Of the month: entered, out, running at its end. */
  register: number[];
  /** Of all time: entered; of today by stage. */
  analysis: number[];
  /** Of the four channels, entered. */
  channels: number[];
}

/** What this tablet says, whosever the prospects are. */
async function numbers(seat: Seat): Promise<Numbers> {
  const { page } = seat.app;
  const number = (text: string | null): number => Number((text ?? "").replace(",", "").replace("–", "0"));
  const funnel = await Funnel.at(seat.app, "/funnel");
  await funnel.choice(page.locator(".board__top"), "全部").click();
  await funnel.board();
  const board = [];
  for (const stage of ["prospect", "intending", "closed", "base"] as const) board.push(await funnel.counted(stage));
  const chips = await page.locator(".board__chips button").allTextContents();
  const nOut = chips.reduce((sum, text) => sum + Number(/\d+/.exec(text)?.[0] ?? 0), 0);

  await Funnel.at(seat.app, "/register");
  await funnel.choice(page.locator(".register__tools"), "月").click();
  await expect(page.locator(".tally tfoot")).toBeVisible();
  const heads = (await page.locator(".tally thead th").allTextContents()).slice(1);
  const whole = (await page.locator(".tally tfoot td").allTextContents()).map(number);
  const of = (head: string): number => whole[heads.indexOf(head)] ?? 0;
  const register = ["新登记", "退出", "结存"].map(of);

  await Funnel.at(seat.app, "/funnel/analysis");
  // Of the times the last one: whose they are has an “all” of its own.
  await page.locator("input[name=analysis-span]").last().check({ force: true });
  await funnel.countedAll("/funnel/analysis");
  const entered = number(await page.locator(".reach__n").first().textContent());
  const stages = [];
  for (const stage of [1, 2, 3, 4]) {
    const parts = page.locator(`.stack rect[data-stage="${stage}"]`);
    const today = parts.last();
    stages.push((await parts.count()) > 0 ? number(await today.getAttribute("data-n")) : 0);
  }
  const channels = [];
  for (const channel of CHANNELS) {
    const row = page.locator("section[aria-labelledby=analysis-channels] tbody tr").filter({ has: page.getByRole("rowheader", { name: channel, exact: true }) });
    channels.push(number(await row.first().locator("td").first().textContent()));
  }
  return { board, nOut, register, analysis: [entered, ...stages], channels };
}

test("three tablets say the same of a week's prospects, and each of them agrees with itself", async () => {
  test.setTimeout(360_000);
  const company = await Company.found([{ 店铺名称: "老店", 送货线路: "1号线" }]);
  await company.territory("一片", ["1号线"]);
  const team: Seat[] = [];
  for (const [name, role] of PEOPLE) {
    team.push(await company.seat(await company.invite(name, ["一片"], role), `${name}的平板`));
  }
  let n = 0;
  for (const seat of team) {
    await seat.offline(true);
    await Funnel.at(seat.app, "/register");
    for (let idx = 0; idx < N_OF_ONE; idx += 1) {
      n += 1;
      await enters(seat, `新店${n}`, n);
    }
    await loses(seat, `新店${n}`);
    await seat.offline(false);
    await seat.synced();
  }
  // What the others entered has come.
  for (const seat of team) {
    await Funnel.at(seat.app, "/funnel");
    const all = seat.app.page.locator(".board__top .segments__choice").filter({ hasText: "全部" });
    await all.click();
    await expect(seat.app.page.locator(".board__totals")).toContainText(`${n - team.length} 个商机`, { timeout: 60_000 });
  }
  const said = [];
  for (const seat of team) said.push(await numbers(seat));
  for (const it of said) expect(it).toEqual(said[0]);
  const [{ board, nOut, register, analysis, channels }] = said as [Numbers];
  const [prospects = 0, intending = 0] = board;
  expect([nOut, prospects + intending]).toEqual([team.length, n - team.length]);
  expect(register).toEqual([n, nOut, prospects + intending]);
  expect(analysis).toEqual([n, ...board]);
  expect(channels).toEqual([3, 3, 3, 3]);
  await company.end();
});
