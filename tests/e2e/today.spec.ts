// The day: who is to be contacted, and what one does about it in a few taps. Not here: the board, how it looks.
import type { Locator } from "@playwright/test";
import { Funnel, expect, inDays, test } from "./support/funnel.ts";
import { HANDS, Hand } from "./support/hand.ts";

const nameOf = async (row: Locator): Promise<string> => ((await row.locator(".today__link").textContent()) ?? "").trim();

for (const { words, language, size } of HANDS) {
  test(`a routine contact takes twelve taps at most ${words}`, async ({ sample: app }) => {
    await app.page.setViewportSize(size);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const { page } = hand;
    const funnel = new Funnel(app);
    // Nobody is called from here: what counts is that the link says whom.
    await page.addInitScript(() => {
      addEventListener("click", (event) => {
        const link = (event.target as Element).closest<HTMLAnchorElement>("a[href^='tel:']");
        if (!link) return;
        event.preventDefault();
        document.documentElement.dataset["called"] = link.href;
      });
    });
    await app.open("/");
    let name = "";
    const overdue = page.getByRole("region", { name: hand.w("逾期", "Overdue"), exact: true });
    await hand.task("log a contact", 12, async () => {
      await hand.tap(page.locator(".nav").getByRole("link", { name: hand.w("今日", "Today") }));
      await funnel.today();
      // The sample has shops of which no number is known.
      const row = overdue.locator(".today__row").filter({ has: page.locator("a[href^='tel:']") }).first();
      name = await nameOf(row);
      await hand.tap(row.getByRole("link", { name: hand.w("打电话", "Call") }));
      await expect(page.locator("html")).toHaveAttribute("data-called", /^tel:[\d+]{7,}$/);
      await hand.tap(row.getByRole("button", { name: hand.w("记联系", "Log contact"), exact: true }));
      const sheet = page.getByRole("dialog", { name: hand.w("记联系", "Log contact") });
      await expect(sheet).toContainText(name);
      const said = sheet.getByLabel(hand.w("说了什么", "What was said"), { exact: true });
      await hand.tap(said);
      await said.fill("Comes on Monday");
      const next = sheet.getByLabel(hand.w("下次联系", "Next contact"));
      await hand.tap(next);
      await next.fill(inDays(9));
      await hand.tap(sheet.getByRole("button", { name: hand.w("完成", "Done"), exact: true }));
      await expect(sheet).toHaveCount(0);
    });
    expect(hand.nTaps, "as few as were meant, with call, note and next day").toBeLessThanOrEqual(6);
    const again = overdue.locator(".today__row").filter({ hasText: name });
    await expect(again).toHaveCount(0);
    await hand.undone();
    await expect(again).toHaveCount(1);
    await hand.redone();
    await expect(again).toHaveCount(0);
    // It stands in the file, with its day.
    await app.open("/customers");
    await hand.search.fill(name);
    await hand.row(name).first().click();
    const deals = page.getByRole("region", { name: hand.w("商机", "Opportunities"), exact: true });
    await expect(deals).toContainText(hand.w("9 天后", "in 9 days"));
    await expect(page.locator(".file")).toContainText("Comes on Monday");
  });
}

test("the day is summed up as its rows are, and each row says why", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/today");
  const sums = (await app.page.getByRole("status", { name: "今日概况" }).textContent()) ?? "";
  const [late = 0, due = 0, tasks = 0] = [...sums.matchAll(/\d+/g)].map(Number);
  const rows = (name: string): Locator => app.page.getByRole("region", { name, exact: true }).locator(".today__row");
  await expect(rows("逾期")).toHaveCount(late);
  await expect(rows("今天联系")).toHaveCount(due);
  // One row for each shop, a line for each point.
  await expect(rows("待办").locator(".today__facts")).toHaveCount(tasks);
  expect(late, "the sample has some that are late").toBeGreaterThan(2);
  expect(tasks, "and something to be done").toBeGreaterThan(0);
  // The one that is late longest comes first.
  const days = (await rows("逾期").locator(".deal__due").allTextContents()).map((it) => Number(/\d+/.exec(it)?.[0]));
  expect(days).toEqual(days.toSorted((a, b) => b - a));
  const why = rows("逾期").first().locator("details");
  await why.locator("summary").click();
  await expect(why.locator("p")).toContainText("→");
});

test("a contact is put off to a day, and the day says so", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/today");
  const overdue = app.page.getByRole("region", { name: "逾期", exact: true });
  const row = overdue.locator(".today__row").first();
  const name = await nameOf(row);
  await row.getByRole("button", { name: "推迟" }).click();
  const sheet = app.page.getByRole("dialog", { name: "推迟" });
  await expect(sheet).toContainText(name);
  // Not further than the rule allows.
  await sheet.getByLabel(/^推迟到/).fill(inDays(200));
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(sheet.getByRole("alert")).toContainText("日期太晚");
  // Every day that is offered can be chosen.
  const offered = sheet.getByRole("radiogroup", { name: "推迟几天" }).locator(".segments__choice");
  for (const choice of await offered.all()) {
    await choice.click();
    const on = await sheet.getByLabel(/^推迟到/).inputValue();
    expect(on <= inDays(30), `${await choice.textContent()} is within what the rule allows`).toBe(true);
  }
  await offered.first().click();
  await sheet.getByLabel("原因").fill("老板出门");
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(overdue.locator(".today__row").filter({ hasText: name })).toHaveCount(0);
  await expect(app.undoBar).toContainText("推迟联系");
  await app.saved();
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(overdue.locator(".today__row").filter({ hasText: name })).toHaveCount(1);
  await app.undoBar.getByRole("button", { name: "重做" }).click();
  await app.saved();
  await app.page.getByRole("link", { name: "客户", exact: true }).click();
  await app.search.fill(name);
  await app.row(name).first().click();
  const deals = app.file.getByRole("region", { name: "商机" });
  await deals.getByText("依据、步骤、清单和经过").first().click();
  await expect(deals).toContainText("已推迟 →");
});

test("a refusal asks for its reason and gives the day of the next try", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/today");
  const row = app.page.getByRole("region", { name: "逾期", exact: true }).locator(".today__row").first();
  const name = await nameOf(row);
  await row.getByRole("button", { name: "记联系" }).click();
  const sheet = app.page.getByRole("dialog", { name: "记联系" });
  await funnel.choice(sheet, "上门").click();
  await funnel.choice(sheet, "被拒").click();
  await expect(sheet.getByLabel("预计金额"), "nothing is expected of who refuses").toHaveCount(0);
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(sheet.getByRole("alert")).toContainText("请选拒绝原因");
  const reasons = sheet.getByRole("radiogroup", { name: "拒绝原因" }).locator(".segments__choice");
  await expect(reasons).toHaveCount(6);
  await funnel.choice(sheet, "没有钱").click();
  const hint = await sheet.locator(".facet").filter({ hasText: "下次联系" }).textContent();
  const on = /\d{4}-\d{2}-\d{2}|\d{2}-\d{2}/.exec(hint ?? "")?.[0];
  expect(on, "the day by the rules").toBeTruthy();
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(sheet).toHaveCount(0);
  await app.saved();
  await app.page.getByRole("link", { name: "客户", exact: true }).click();
  await app.search.fill(name);
  await app.row(name).first().click();
  const deals = app.file.getByRole("region", { name: "商机" });
  await deals.getByText("依据、步骤、清单和经过").first().click();
  await expect(deals).toContainText(/被拒（没有钱），再试 →/);
  await expect(deals).toContainText(on ?? "?");
});

test("what is to be done after a closing is done in its list", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/today");
  const tasks = app.page.getByRole("region", { name: "待办", exact: true }).locator(".today__row");
  const points = tasks.locator(".today__facts");
  const before = await points.count();
  const row = tasks.filter({ has: app.page.getByRole("button", { name: "成交清单" }) }).first();
  const what = ((await row.locator(".today__facts > span").first().textContent()) ?? "").trim();
  await row.getByRole("button", { name: "成交清单" }).click();
  const sheet = app.page.getByRole("dialog", { name: "成交清单" });
  await funnel.choice(sheet, what).click();
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(points).toHaveCount(before - 1);
  await app.saved();
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(points).toHaveCount(before);
});

test("an instruction of the lead is answered in the file", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/today");
  const row = app.page.getByRole("region", { name: "待办", exact: true }).locator(".today__row").filter({ hasText: "竞品报价" });
  await row.getByRole("link", { name: "答复" }).click();
  const remarks = app.file.getByRole("region", { name: "督导批示" });
  await expect(remarks).toContainText("等待答复");
  await remarks.getByLabel("答复", { exact: true }).fill("报价单已拿到");
  await remarks.getByRole("button", { name: "答复", exact: true }).click();
  await expect(remarks).not.toContainText("等待答复");
  await expect(remarks).toContainText("报价单已拿到");
  await app.saved();
  await Funnel.at(app, "/today");
  await expect(row).toHaveCount(0);
});
