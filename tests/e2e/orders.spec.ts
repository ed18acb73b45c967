// Orders in the shop: from the last one in three taps, on the number pad, through review, offline, and
// after the tablet died.
import type { Locator } from "@playwright/test";
import { App, untilOfflineReady } from "./support/app.ts";
import { launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { hasDraft } from "./support/idb.ts";
import { Tablet } from "./support/killable.ts";

const SHOP = { 店铺名称: "一号店", 联系电话: "13800000001", 经营地址: "一号路 1 号" };

/** Adds a product in its form. */
async function sell(app: App, code: string, name: string, price: string, pack = "250"): Promise<void> {
  await app.open("/products");
  await app.button("添加商品").click();
  const sheet = app.page.getByRole("dialog", { name: "新商品" });
  await sheet.getByLabel("商品代码").fill(code);
  await sheet.getByLabel("商品名称").fill(name);
  await sheet.getByLabel("批发价 (元)").fill(price);
  await sheet.getByLabel("每件条数").fill(pack);
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(app.page.getByRole("list", { name: "商品列表" })).toContainText(name);
  await app.saved();
}

async function openFile(app: App): Promise<void> {
  await app.open("/customers");
  await app.row("一号店").click();
  await expect(app.file).toBeVisible();
}

function product(app: App, name: string): Locator {
  return app.page.getByRole("region", { name: "商品" }).getByRole("button", { name: new RegExp(name) });
}

/** Enters a quantity by the keys of the pad. */
async function enter(app: App, name: string, keys: string[]): Promise<void> {
  await product(app, name).click();
  const pad = app.page.getByRole("group", { name: `${name}的数量` });
  for (const key of keys) await pad.getByRole("button", { name: key, exact: true }).click();
  await pad.getByRole("button", { name: "下一个" }).click();
}

async function setUp(app: App): Promise<void> {
  await app.add(SHOP);
  await sell(app, "P1", "金叶", "100");
  await sell(app, "P2", "利群", "0.01");
  await openFile(app);
}

function orders(app: App): Locator {
  return app.page.getByRole("list", { name: "订单列表" }).getByRole("listitem").filter({ has: app.page.locator(".order__head") });
}

/** So many days after a day, as a box of dates has it. */
function daysAfter(day: string, n: number): string {
  return new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
}

/** What stands in the boxes of a form, by their labels. */
async function boxes(form: Locator, labels: string[]): Promise<string[]> {
  return Promise.all(labels.map((label) => form.getByLabel(label, { exact: true }).inputValue()));
}

const DATED = ["商品名称", "批发价 (元)", "成本 (元)", "单位", "每件条数"];
const DATED_EN = ["Product name", "Wholesale price (CNY)", "Cost (CNY)", "Unit", "Units per case"];

test("the form of a product shows the day that is chosen, and what holds from a later day is not today's", async ({ app }) => {
  await app.add(SHOP);
  await sell(app, "P1", "金叶", "100");
  const form = app.page.getByRole("dialog");
  const opens = async (name: string): Promise<void> => {
    await app.page.locator(".entry__row").filter({ hasText: name }).click();
    await expect(form).toBeVisible();
  };
  await opens("金叶");
  const day = form.getByLabel("从哪天起");
  const today = await day.inputValue();
  const tomorrow = daysAfter(today, 1);
  await day.fill(tomorrow);
  const later = ["金叶（硬）", "120", "90", "条", "200"];
  for (const [at, label] of DATED.entries()) await form.getByLabel(label, { exact: true }).fill(later[at] ?? "");
  // Another pack is previewed first, and nothing that was typed is lost by it.
  await form.getByRole("button", { name: "预览" }).click();
  await expect(form).toContainText("没有客户会变档");
  await expect(form).toContainText("这天在计算周期之后");
  expect(await boxes(form, DATED)).toEqual(later);
  await form.getByRole("button", { name: "完成" }).click();
  await app.saved();

  // Today all is as it was: in the list, in the form, in an order.
  const ofToday = ["金叶", "100.00", "", "", "250"];
  const ofTomorrow = ["金叶（硬）", "120.00", "90.00", "条", "200"];
  const list = app.page.getByRole("list", { name: "商品列表" });
  await expect(list).toContainText("100.00");
  await expect(list).not.toContainText("120.00");
  await opens("金叶");
  expect(await boxes(form, DATED)).toEqual(ofToday);
  await expect(form.getByRole("heading")).toHaveText("金叶");
  await day.fill(tomorrow);
  await expect(form.getByRole("heading")).toHaveText("金叶（硬）");
  expect(await boxes(form, DATED)).toEqual(ofTomorrow);
  await day.fill(daysAfter(today, -1));
  await expect(form.getByRole("heading")).toHaveText("金叶");
  expect(await boxes(form, DATED)).toEqual(ofToday);
  await day.fill(daysAfter(today, 30));
  await expect(form.getByRole("heading")).toHaveText("金叶（硬）");
  expect(await boxes(form, DATED)).toEqual(ofTomorrow);
  await form.getByText("历次").first().click();
  await expect(form).toContainText(`从 ${tomorrow} 起 金叶（硬）`);
  await app.page.keyboard.press("Escape");
  await openFile(app);
  await app.page.getByRole("link", { name: "下单" }).first().click();
  await expect(product(app, "金叶")).toContainText("100.00");
  await expect(product(app, "金叶")).not.toContainText("120.00");

  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  await app.open("/products");
  await opens("金叶");
  expect(await boxes(form, DATED_EN)).toEqual(ofToday);
  await form.getByLabel("From which day").fill(tomorrow);
  await expect(form.getByRole("heading")).toHaveText("金叶（硬）");
  expect(await boxes(form, DATED_EN)).toEqual(ofTomorrow);
  await expect(form).toContainText("orders before stay as they were");
});

test("another pack is previewed and saved from the keyboard, and taken back with an undo", async ({ app }) => {
  await app.add(SHOP);
  await sell(app, "P1", "金叶", "100");
  const form = app.page.getByRole("dialog");
  const row = app.page.locator(".entry__row").filter({ hasText: "金叶" });
  const pack = form.getByLabel("每件条数");
  const opens = async (n: string): Promise<void> => {
    await row.click();
    await expect(pack).toHaveValue(n);
  };
  await opens("250");
  await pack.fill("200");
  await expect(form.getByRole("button", { name: "预览" })).toBeVisible();
  await pack.fill("250");
  await expect(form.getByRole("button", { name: "完成" })).toBeVisible();
  await pack.fill("200");
  await pack.press("Enter");
  await expect(form).toContainText("没有客户会变档");
  await expect(pack).toBeFocused();
  await pack.press("Enter");
  await expect(form).toBeHidden();
  await expect(row).toContainText("每件 200");
  await app.saved();

  // A pack to come is taken back, and what is typed meanwhile stays.
  await opens("200");
  const day = form.getByLabel("从哪天起");
  await day.fill(daysAfter(await day.inputValue(), 1));
  await pack.fill("300");
  await form.getByRole("button", { name: "预览" }).dblclick();
  await expect(form).toContainText("没有客户会变档");
  await form.getByRole("button", { name: "完成" }).click();
  await expect(form).toBeHidden();
  await expect(row).toContainText("每件 200");
  await opens("200");
  await form.getByLabel("批发价").fill("101");
  await form.getByText("历次").last().click();
  await expect(form.getByRole("button", { name: /收回 .* 200/ })).toHaveCount(0);
  const back = form.getByRole("button", { name: /收回 .* 300/ });
  await back.click();
  await expect(back).toHaveCount(0);
  await expect(form.getByLabel("批发价")).toHaveValue("101");
  await app.page.keyboard.press("Escape");
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await opens("200");
  await form.getByText("历次").last().click();
  await expect(back).toBeVisible();
  await app.saved();
});

test("the last order is ordered again with three taps, also offline", async ({ app, context }) => {
  await setUp(app);
  await app.page.getByRole("link", { name: "下单" }).first().click();
  await enter(app, "金叶", ["1", "2"]);
  await enter(app, "利群", ["3", "退格", "4"]);
  await app.button("完成").click();
  await expect(orders(app)).toHaveCount(1);
  await expect(orders(app)).toContainText("数量 16 · 0.06 件");
  await expect(app.undoBar).toContainText("已下单：一号店");
  await app.saved();
  await untilOfflineReady(app);
  await context.setOffline(true);
  let nTaps = 0;
  const tap = async (at: Locator): Promise<void> => {
    nTaps += 1;
    await at.click();
  };
  await tap(app.page.getByRole("link", { name: "下单" }).first());
  await tap(app.button("照上次"));
  await expect(app.page.getByRole("region", { name: "本单" })).toContainText("金叶12");
  await tap(app.button("完成"));
  expect(nTaps).toBe(3);
  await expect(orders(app)).toHaveCount(2);
  await app.saved();
  await app.reload();
  await expect(orders(app)).toHaveCount(2);
  await context.setOffline(false);
});

test("2,000.00 yuan are placed and a fen more goes to review, where a manager approves it", async ({ app }) => {
  await setUp(app);
  await app.page.getByRole("link", { name: "下单" }).first().click();
  await enter(app, "金叶", ["2", "0"]);
  const foot = app.page.locator(".entry__foot");
  await expect(foot).toContainText("2,000.00 元");
  await expect(foot).not.toContainText("将送审核");
  await enter(app, "利群", ["1"]);
  await expect(foot).toContainText("将送审核：");
  await expect(foot).toContainText("金额 2,000.01 元，超过 2,000.00 元");
  await app.button("完成").click();
  await expect(orders(app)).toContainText("待审核");
  await expect(orders(app)).toContainText("金额大");
  await app.saved();
  await app.open("/");
  await app.page.getByRole("link", { name: "1 张订单待审核" }).click();
  await expect(app.page.getByRole("heading", { name: "订单", level: 1 })).toBeVisible();
  await orders(app).getByRole("button", { expanded: false }).click();
  await app.page.getByRole("button", { name: /^批准：/ }).click();
  await expect(app.page.getByText("没有这样的订单")).toBeVisible();
  await app.button(/^已下单/).click();
  await expect(orders(app)).toHaveCount(1);
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(orders(app)).toHaveCount(0);
});

test("returns, free goods and the keyboard: what is entered is what counts", async ({ app }) => {
  await setUp(app);
  await app.page.getByRole("link", { name: "下单" }).first().click();
  await product(app, "金叶").click();
  await app.page.keyboard.type("150");
  await app.page.keyboard.press("Backspace");
  await app.page.keyboard.press("-");
  const foot = app.page.locator(".entry__foot");
  await expect(foot).toContainText("数量 -15 · -0.06 件");
  await expect(foot).toContainText("-1,500.00 元");
  await app.page.keyboard.press("Enter");
  await app.page.getByRole("searchbox", { name: "搜索商品" }).fill("lq");
  await expect(app.page.getByRole("region", { name: "商品" }).getByRole("listitem")).toHaveCount(1);
  await product(app, "利群").click();
  await app.button("5").click();
  await app.button("赠品").click();
  await expect(app.page.getByRole("region", { name: "本单" })).toContainText("赠品");
  await app.button("完成").click();
  await expect(orders(app)).toContainText("-1,500.00");
});

test("an order half entered is there after the tablet died", async ({ profile, site, watch }) => {
  let context = await launch(profile);
  await setUp(await App.of(context, site.url));
  await context.close();

  const tablet = await Tablet.start(profile);
  const own = tablet.browser.contexts()[0];
  if (!own) throw new Error("no context");
  let app = await App.of(own, site.url);
  await openFile(app);
  await app.page.getByRole("link", { name: "下单" }).first().click();
  await enter(app, "金叶", ["1", "2"]);
  const order = new URL(app.page.url()).pathname;
  await expect(app.status).toContainText("1 项还没填好");
  // Not the first digit alone: a slow hand may be taken for one that has stopped.
  await expect.poll(() => hasDraft(app.page, " 12"), { message: "what is entered is written down" }).toBe(true);
  await tablet.kill();

  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  await app.open(order);
  await expect(app.page.getByRole("region", { name: "本单" })).toContainText("金叶12");
  await app.page.getByRole("link", { name: "回到客户档案" }).click();
  await expect(app.page.getByRole("link", { name: "继续下单" }).first()).toBeVisible();
  await context.close();
});

test("an objection is noted beside the class, named on the home screen and answered", async ({ app }) => {
  await app.add(SHOP);
  await app.file.locator("summary[aria-label='更多']").click();
  await app.button("客户不认可…").click();
  await app.page.getByLabel("不认可什么").selectOption({ label: "客户分档" });
  await app.page.getByLabel("客户怎么说").fill("我进货比他多");
  await app.button("记下异议").click();
  await app.saved();
  await app.open("/");
  await app.page.getByRole("link", { name: /一号店不认可客户分档/ }).click();
  await app.page.getByLabel("怎么答复的").fill("解释了口径");
  await app.button("答复").click();
  await expect(app.page.getByText("已答复的异议（1）")).toBeVisible();
  await app.saved();
});
