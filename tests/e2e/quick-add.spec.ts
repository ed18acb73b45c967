// A prospect in a few taps: counted from any screen, warned of a duplicate, kept without a network and over a
// kill. Not here: what becomes of it.
import { App, untilOfflineReady } from "./support/app.ts";
import { PHONE, Watch, launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { Funnel } from "./support/funnel.ts";
import { takeWrites, watchDatabase } from "./support/idb.ts";
import { HANDS, Hand } from "./support/hand.ts";
import { Tablet } from "./support/killable.ts";
import { readPdf } from "./support/pdf.ts";
import { Site } from "./support/site.ts";

/** Where somebody may be when a prospect comes in. */
const SCREENS = ["/", "/today", "/customers", "/funnel", "/orders", "/products", "/insights", "/rules", "/settings", "/import"];

for (const { words, language, size } of HANDS) {
  test(`a prospect is noted in six taps at most from any screen ${words}`, async ({ app }) => {
    await app.page.setViewportSize(size);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const { page } = hand;
    for (const [n, place] of SCREENS.entries()) {
      await app.open(place);
      const name = `Walk-in ${n}`;
      await hand.task(`note a prospect from ${place}`, 6, async () => {
        await hand.tap(page.locator(".nav").getByRole("link", { name: hand.w("今日", "Today") }));
        await hand.tap(page.getByRole("link", { name: hand.w("快速登记", "Quick add"), exact: true }));
        const form = page.getByRole("region", { name: hand.w("快速登记", "Quick add") });
        const box = form.getByLabel(hand.w("店铺名称", "Shop name"), { exact: true });
        await expect(box, "one types at once").toBeFocused();
        await box.fill(name);
        const phone = form.getByLabel(hand.w("联系电话", "Phone"), { exact: true });
        await hand.tap(phone);
        await phone.fill(`1390000${1000 + n}`);
        const channels = form.getByRole("radiogroup", { name: hand.w("渠道", "Channel") });
        await hand.tap(channels.locator(".segments__choice").filter({ hasText: hand.w("自然到店", "Walk-in") }));
        await hand.tap(form.getByRole("button", { name: hand.w("完成", "Done"), exact: true }));
        await expect(page.locator(".file__head")).toContainText(name);
      });
      expect(hand.nTaps, "one types the name at once").toBeLessThanOrEqual(5);
      const deals = page.getByRole("region", { name: hand.w("商机", "Opportunities"), exact: true });
      await expect(deals).toContainText(hand.w("潜在", "Prospects"));
    }
    // One tap takes back customer and opportunity together, one more brings both.
    await hand.undone();
    await app.open("/funnel");
    await expect(page.locator("#column-prospect .board__n")).toHaveText(String(SCREENS.length - 1));
    await hand.list();
    expect(await hand.counted()).toBe(SCREENS.length - 1);
  });
}

test("who may be the same shop is said while one types, and never stands in the way", async ({ app }) => {
  await app.add({ 店铺名称: "好又多超市", 联系电话: "13800000001" });
  await app.open("/customers/quick");
  const form = app.page.getByRole("region", { name: "快速登记" });
  const warning = form.getByRole("status", { name: "可能重复" });
  await expect(warning).toBeEmpty();
  await form.getByLabel("店铺名称").fill("好又多");
  await expect(warning).toContainText("店名相同");
  await form.getByLabel("店铺名称").fill("新开的店");
  await expect(warning).toBeEmpty();
  await form.getByLabel("联系电话").pressSequentially("138 0000 0001");
  await expect(warning).toContainText("好又多超市");
  await warning.getByRole("link").first().click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("好又多超市");
  // What was typed waits, and is entered all the same.
  await app.page.goBack();
  await expect(form.getByLabel("店铺名称")).toHaveValue("新开的店");
  await new Funnel(app).choice(app.page, "转介绍").click();
  const referrer = form.getByRole("searchbox", { name: "转介绍人" });
  await referrer.fill("hyd");
  await form.getByRole("button", { name: "好又多超市" }).click();
  await form.getByRole("button", { name: "完成" }).click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("新开的店");
  await app.saved();
  const deals = app.file.getByRole("region", { name: "商机" });
  await deals.getByText("依据、步骤、清单和经过").click();
  await expect(deals).toContainText("转介绍");
  await expect(deals).toContainText("好又多超市");
});

test("what is lacking is said at its place, and nothing is noted without it", async ({ app }) => {
  await app.open("/customers/quick");
  const form = app.page.getByRole("region", { name: "快速登记" });
  await form.getByRole("button", { name: "完成" }).click();
  await expect(form).toContainText("店铺名称不能为空");
  await expect(form).toContainText("请选渠道");
  await expect(form.getByLabel("店铺名称")).toHaveAttribute("aria-invalid", "true");
  await form.getByLabel("店铺名称").fill("没有渠道的店");
  await form.getByLabel("联系电话").fill("13800000002");
  await form.getByRole("button", { name: "完成" }).click();
  await expect(form.getByRole("alert")).toHaveText("请选渠道");
  await app.open("/customers");
  await expect(app.count).toHaveText(/^共 0 家/);
});

test("a prospect is noted, talked to, moved and printed without a network", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  let context = await launch(profile);
  watch.over(context);
  let app = await App.of(context, site.url);
  await app.open("/");
  await untilOfflineReady(app);
  await context.close();
  await site.stop();

  watch.allow(/Failed to load resource: net::ERR/);
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  const funnel = new Funnel(app);
  await app.page.setViewportSize(PHONE);
  await app.open("/customers/quick");
  await app.page.getByLabel("店铺名称").fill("山里的店");
  await app.page.getByLabel("联系电话").fill("13800000003");
  await funnel.choice(app.page, "线下").click();
  await app.button("完成").click();
  await expect(app.file).toContainText("山里的店");
  await app.saved();

  const deals = app.file.getByRole("region", { name: "商机" });
  await deals.getByRole("button", { name: "记联系" }).click();
  await funnel.sheet.getByLabel("说了什么").fill("下周要货");
  await funnel.choice(funnel.sheet, "7 天内").click();
  await funnel.sheet.getByLabel("预计金额").fill("8000");
  await funnel.sheet.getByRole("button", { name: "完成" }).click();
  await expect(funnel.sheet).toHaveCount(0);
  await expect(deals).toContainText("意向");
  await app.saved();
  await app.reload();
  await expect(deals).toContainText("8,000");
  await deals.getByRole("button", { name: "打印黄卡" }).click();
  const pages = readPdf(await app.page.pdf({ preferCSSPageSize: true }));
  expect(pages.map((page) => page.size)).toEqual([[210, 297]]);
  await funnel.go("漏斗");
  await funnel.board();
  await funnel.card("山里的店").getByRole("button", { name: "移动" }).click();
  await app.page.getByRole("group", { name: "移到" }).getByRole("button", { name: "战败" }).click();
  await funnel.choice(funnel.sheet, "没有钱").click();
  await funnel.sheet.getByRole("button", { name: "完成" }).click();
  await expect(funnel.card("山里的店")).toHaveCount(0);
  await app.saved();
  await funnel.go("今日");
  await funnel.today();
  await context.close();
  expect(watch.faults).toEqual([]);
});

test("what was typed into the quick entry is there after a kill", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const tablet = await Tablet.start(profile);
  const own = tablet.browser.contexts()[0];
  if (!own) throw new Error("no context");
  await watchDatabase(own);
  let app = await App.of(own, site.url);
  await app.open("/customers/quick");
  await app.page.getByLabel("店铺名称").fill("写到一半的店");
  await app.page.getByLabel("联系电话").fill("1380000");
  const funnel = new Funnel(app);
  await funnel.choice(app.page, "线上").click();
  await takeWrites(app.page);
  await funnel.choice(app.page, "软文").click();
  const drafts = async (): Promise<number> =>
    (await takeWrites(app.page)).filter((it) => it.stores.includes("draft")).length;
  await expect.poll(drafts, { message: "what is typed is written down" }).toBeGreaterThan(0);
  await tablet.kill();

  const context = await launch(profile);
  app = await App.of(context, site.url);
  await app.open("/customers/quick");
  await expect(app.page.getByLabel("店铺名称")).toHaveValue("写到一半的店");
  await expect(app.page.getByLabel("联系电话")).toHaveValue("1380000");
  await expect(app.page.getByRole("radio", { name: "软文" })).toBeChecked();
  await context.close();
  await site.stop();
});
