// The traffic register: entered by keyboard alone and by taps, adding up over the month, on paper, and kept over a
// kill. Not here: how it looks in every look and size.
import { App } from "./support/app.ts";
import { PHONE, TABLET, launch } from "./support/browser.ts";
import { expect as expectApp, test as appTest } from "./support/fixtures.ts";
import { Funnel, expect, test } from "./support/funnel.ts";
import { HANDS, Hand } from "./support/hand.ts";
import { takeWrites, watchDatabase } from "./support/idb.ts";
import { Tablet } from "./support/killable.ts";
import { sticksOut } from "./support/looks.ts";
import { readPdf } from "./support/pdf.ts";
import { Site } from "./support/site.ts";

const ACROSS = [297, 210];
const UPRIGHT = [210, 297];

for (const [language, size] of [["zh-CN", TABLET], ["en", TABLET]] as const) {
  appTest(`a day is entered by keyboard alone, one after the other, in ${language}`, async ({ app }) => {
    await app.page.setViewportSize(size);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const { page } = hand;
    const { keyboard } = page;
    await app.open("/register");
    const entry = page.getByRole("region", { name: hand.w("登记一位", "Add somebody") });
    const name = entry.getByLabel(hand.w("店铺名称", "Shop name"), { exact: true });
    for (let n = 0; n < 60 && !(await name.evaluate((it) => it === document.activeElement)); n += 1) await keyboard.press("Tab");
    await expectApp(name, "one gets there by the tabulator").toBeFocused();
    for (const [n, shop] of ["First shop", "Second shop"].entries()) {
      await keyboard.type(shop);
      await keyboard.press("Enter");
      await expectApp(entry.getByLabel(hand.w("联系电话", "Phone"), { exact: true })).toBeFocused();
      await keyboard.type(`1390000200${n}`);
      await keyboard.press("Enter");
      const channel = entry.getByRole("radio", { name: hand.w("自然到店", "Walk-in") });
      await expectApp(channel, "of the channels the first").toBeFocused();
      await keyboard.press("Space");
      await expectApp(channel).toBeChecked();
      await keyboard.press("Enter");
      const within = entry.getByRole("radiogroup", { name: hand.w("预计购买", "Expected") }).getByRole("radio").first();
      await expectApp(within).toBeFocused();
      await keyboard.press("Space");
      await keyboard.press("Enter");
      await expectApp(entry.getByLabel(hand.w("预计金额", "Expected amount"), { exact: true })).toBeFocused();
      await keyboard.type("8000");
      await keyboard.press("Enter");
      const said = entry.getByLabel(hand.w("说了什么", "What was said"), { exact: true });
      await expectApp(said).toBeFocused();
      await keyboard.type("Wants it next week");
      await keyboard.press("Enter");
      const row = page.locator(".day__row").filter({ hasText: shop });
      await expectApp(row).toContainText(hand.w("首次", "First"));
      await expectApp(row).toContainText("8,000");
      await expectApp(row).toContainText("Wants it next week");
      await expectApp(name, "and one begins with the next").toBeFocused();
      await expectApp(name).toHaveValue("");
    }
    await expectApp(page.locator(".register__sums")).toContainText(hand.w("首次 2", "First 2"));
    await hand.saved();
    // Ctrl and Enter are enough anywhere; what is lacking is said, and one goes on there.
    await keyboard.type("No channel");
    await keyboard.press("Control+Enter");
    await expectApp(entry).toContainText(hand.w("联系电话不能为空", "Phone may not be blank"));
    await expectApp(page.locator(".day__row")).toHaveCount(2);
    await expectApp(entry.locator("[aria-invalid=true]").first()).toBeFocused();
    // One tap takes back the last row with its customer.
    await hand.undone();
    await expectApp(page.locator(".day__row")).toHaveCount(1);
    await hand.redone();
    await expectApp(page.locator(".day__row")).toHaveCount(2);
  });
}

for (const { words, language } of HANDS.filter(({ size }) => size === PHONE)) {
  appTest(`a prospect is entered by taps ${words} and stands as a card`, async ({ app }) => {
    await app.page.setViewportSize(PHONE);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const { page } = hand;
    await app.open("/today");
    await hand.task("enter a row", 8, async () => {
      await hand.tap(page.getByRole("link", { name: hand.w("登记表", "Register"), exact: true }));
      const entry = page.getByRole("region", { name: hand.w("登记一位", "Add somebody") });
      const name = entry.getByLabel(hand.w("店铺名称", "Shop name"), { exact: true });
      await hand.tap(name);
      await name.fill("Walk-in shop");
      const phone = entry.getByLabel(hand.w("联系电话", "Phone"), { exact: true });
      await hand.tap(phone);
      await phone.fill("13900003001");
      const choice = (text: string) => entry.locator(".segments__choice").filter({ hasText: text });
      await hand.tap(choice(hand.w("自然到店", "Walk-in")));
      await hand.tap(entry.getByRole("button", { name: hand.w("登记", "Add"), exact: true }));
      await expectApp(page.locator(".day__row")).toContainText("Walk-in shop");
    });
    expectApp(await sticksOut(page)).toEqual([]);
    await page.locator(".day__link").click();
    await expectApp(page.locator(".file__head")).toContainText("Walk-in shop");
  });
}

/** The numbers of the month as the table has them: the heads, and a line of numbers for each day. */
async function monthOf(app: App): Promise<{ heads: string[]; carried: number; days: number[][] }> {
  return app.page.locator(".tally").evaluate((table) => {
    const number = (it: Element): number => Number((it.textContent ?? "").replace(",", "").replace("–", "0"));
    const heads = [...table.querySelectorAll("thead th")].slice(1).map((it) => it.textContent ?? "");
    const rows = [...table.querySelectorAll("tbody tr")];
    const carried = number(rows[0]?.querySelector("td") ?? table);
    return { heads, carried, days: rows.slice(1).map((row) => [...row.querySelectorAll("td")].map(number)) };
  });
}

test("the month adds up day by day, and each of its numbers opens those it counts", async ({ sample: app }) => {
  test.setTimeout(240_000);
  const funnel = await Funnel.at(app, "/register");
  await funnel.choice(app.page, "月").click();
  await expect(app.page.locator(".tally tfoot")).toBeVisible();
  let n_marks = 0;
  // Of the sample some is of this month, some of the one before.
  for (let back = 0; back < 2; back += 1) {
    const { heads, carried, days } = await monthOf(app);
    const of = (day: number[], head: string): number => day[heads.indexOf(head)] ?? 0;
    let left = carried;
    for (const day of days) {
      left += of(day, "新登记") + of(day, "回来") + of(day, "改回") - of(day, "成交") - of(day, "退出");
      expect.soft(of(day, "结存")).toBe(left);
    }
    const marks = funnel.marks(app.page.locator(".tally"));
    const n = await marks.count();
    for (let idx = 0; idx < n; idx += 1) await funnel.opensItsList(marks.nth(idx));
    n_marks += n;
    const month = app.page.locator(".register__month");
    const before = (await month.textContent()) ?? "";
    await app.button("上个月").click();
    await expect(month).not.toHaveText(before);
    await expect(app.page.locator(".tally tfoot")).toBeVisible();
  }
  expect(n_marks).toBeGreaterThan(10);
});

test("a day of the month leads to its rows, and one goes on and back by buttons and by the calendar", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/register");
  const date = app.page.getByLabel("日期", { exact: true }).and(app.page.locator("input"));
  const today = await date.inputValue();
  await expect(app.button("后一天")).toHaveAttribute("aria-disabled", "true");
  await app.button("前一天").click();
  await expect(date).not.toHaveValue(today);
  await expect(app.page.locator(".enter"), "only today is entered").toHaveCount(0);
  await app.button("今天").click();
  await expect(date).toHaveValue(today);
  await funnel.choice(app.page, "月").click();
  await app.page.locator(".tally__day").first().click();
  await expect(app.page.locator(".register")).toHaveAttribute("data-part", "day");
  await expect(date).toHaveValue(`${today.slice(0, 8)}01`);
  await expect(date, "one goes on from there by keyboard").toBeFocused();
});

test("the board, the register and the analysis are one tap from each other", async ({ sample: app }) => {
  await Funnel.at(app, "/funnel");
  const pages = app.page.getByRole("navigation", { name: "漏斗的各页" });
  for (const [name, screen] of [["登记表", "register"], ["漏斗分析", "analysis"], ["漏斗", "board"]] as const) {
    await pages.getByRole("link", { name, exact: true }).click();
    await expect(app.page.locator(".app")).toHaveAttribute("data-screen", screen);
    await expect(pages.locator("[aria-current=page]")).toHaveText(name);
  }
});

test("a day is printed across on A4 with lines to fill in, a month upright", async ({ sample: app }) => {
  const { page } = app;
  const funnel = await Funnel.at(app, "/register");
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await app.button("打印").click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "");
  const pages = readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pages.map((it) => it.size)).toEqual(pages.map(() => ACROSS));
  expect(pages[0]?.text).toContain("客流量登记表");
  expect(await page.locator(".paper__line").count()).toBeGreaterThanOrEqual(20);
  await Funnel.at(app, "/register");
  await funnel.choice(page, "月").click();
  await app.button("打印").click();
  await expect(page.locator(".paper__totals")).toBeAttached();
  const month = readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(month.map((it) => it.size), "a month is one page").toEqual([UPRIGHT]);
  expect(month[0]?.text).toContain("上月结转");
});

appTest("a row that was typed halfway is there after a kill", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const tablet = await Tablet.start(profile);
  const own = tablet.browser.contexts()[0];
  if (!own) throw new Error("no context");
  await watchDatabase(own);
  let app = await App.of(own, site.url);
  await app.open("/register");
  await app.page.getByLabel("店铺名称").fill("写到一半的行");
  await app.page.getByLabel("说了什么").fill("要样品");
  await takeWrites(app.page);
  await app.page.getByLabel("预计金额").fill("12000");
  const drafts = async (): Promise<number> =>
    (await takeWrites(app.page)).filter((it) => it.stores.includes("draft")).length;
  await expectApp.poll(drafts, { message: "what is typed is written down" }).toBeGreaterThan(0);
  await tablet.kill();

  const context = await launch(profile);
  app = await App.of(context, site.url);
  await app.open("/register");
  await expectApp(app.page.getByLabel("店铺名称")).toHaveValue("写到一半的行");
  await expectApp(app.page.getByLabel("预计金额")).toHaveValue("12000");
  await expectApp(app.page.getByLabel("说了什么")).toHaveValue("要样品");
  // The quick entry is the same row, and says what it has no box for.
  await app.open("/customers/quick");
  await expectApp(app.page.locator(".quick")).toContainText("登记表里还填了：预计金额：12000 · 说了什么：要样品");
  await context.close();
  await site.stop();
});
