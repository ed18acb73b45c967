// The board: a card moves in two taps, closes by its lists, leaves and comes back; a thousand cards; the keyboard;
// the yellow card on paper; what is typed survives. Not here: today, the quick entry, how it looks.
import type { Locator } from "@playwright/test";
import { nameOf, pushProspects } from "../../benches/peers/prospects.mjs";
import { App } from "./support/app.ts";
import { PHONE, TABLET, Watch, launch } from "./support/browser.ts";
import { Funnel, expect, inDays, test } from "./support/funnel.ts";
import { HANDS, Hand } from "./support/hand.ts";
import { Tablet } from "./support/killable.ts";
import { readPdf, squeezed } from "./support/pdf.ts";
import { Site } from "./support/site.ts";
import { takeWrites, watchDatabase } from "./support/idb.ts";

for (const { words, language, size } of HANDS) {
  test(`a card moves in two taps and back in one ${words}`, async ({ sample: app }) => {
    await app.page.setViewportSize(size);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const { page } = hand;
    const funnel = await Funnel.at(app, "/funnel");
    const ways = page.getByRole("group", { name: hand.w("移到", "Move to") });
    const shows = async (chinese: string, english: string): Promise<void> => {
      if (size.width < 900) await page.getByRole("tab", { name: hand.w(chinese, english) }).click();
    };
    // One who never ordered, so nobody asks which order it came to. What is to be done before a closing is done
    // in its list, on another day.
    const name = await funnel.registers("Two taps", hand);
    await page.locator(".day__link").filter({ hasText: name }).click();
    const deals = page.getByRole("region", { name: hand.w("商机", "Opportunities"), exact: true });
    await deals.getByRole("button", { name: hand.w("成交清单", "Closing list"), exact: true }).click();
    const before = funnel.sheet.getByRole("region", { name: hand.w("成交前", "Before closing") });
    for (const item of await before.locator(".segments__choice").all()) await item.click();
    await page.keyboard.press("Escape");
    await funnel.go(hand.w("漏斗", "Funnel"));
    await funnel.board();

    await shows("意向", "Intending");
    const nClosed = await funnel.counted("closed");
    const closed = funnel.column("closed").locator(".board__n");
    // It is due after the others: on a phone one looks further down.
    await expect(async () => {
      await funnel.cards("intending").last().scrollIntoViewIfNeeded();
      await expect(funnel.card(name)).toBeVisible({ timeout: 500 });
    }).toPass();
    await hand.task("move a card", 2, async () => {
      await hand.tap(funnel.card(name).getByRole("button", { name: hand.w("移动", "Move"), exact: true }));
      await hand.tap(ways.getByRole("button", { name: hand.w("成交", "Closed"), exact: true }));
      await expect(closed).toHaveText(String(nClosed + 1));
    });
    await hand.undone();
    await expect(closed).toHaveText(String(nClosed));
    await hand.redone();
    await expect(closed).toHaveText(String(nClosed + 1));
    await shows("成交", "Closed");
    await expect(funnel.card(name)).toBeVisible();

    // Who was lost comes back at once: nothing is asked for.
    await page.locator(".board__chips").getByRole("button", { name: hand.w("战败", "Lost") }).click();
    const lost = page.locator(".board__out .deal").first();
    const who = await funnel.nameOn(lost);
    const out = page.locator(".board__out .deal").filter({ hasText: who });
    await hand.task("bring back who was lost", 2, async () => {
      await hand.tap(lost.getByRole("button", { name: hand.w("移动", "Move"), exact: true }));
      await hand.tap(ways.getByRole("button", { name: hand.w("重新打开", "Reopen"), exact: true }));
      await expect(out).toHaveCount(0);
    });
    await hand.undone();
    await expect(out).toHaveCount(1);
    await hand.redone();
    await expect(out).toHaveCount(0);
  });
}

test("a closing goes by its lists: what is open is named, one is waived with its reason", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel");
  const name = await funnel.nameOn(funnel.cards("intending").first());
  const [nIntending, nClosed] = [await funnel.counted("intending"), await funnel.counted("closed")];
  await funnel.card(name).getByRole("button", { name: "移动" }).click();
  await app.page.getByRole("group", { name: "移到" }).getByRole("button", { name: "成交" }).click();
  const sheet = app.page.getByRole("dialog", { name: "成交" });
  const alert = sheet.getByRole("alert");
  await sheet.getByRole("button", { name: "完成" }).click();
  for (const item of ["资料准备", "关爱准备", "成交现场准备", "成交礼品准备"]) await expect(alert).toContainText(item);
  for (const item of ["资料准备", "关爱准备", "成交现场准备"]) await funnel.choice(sheet, item).click();
  await expect(alert).not.toContainText("资料准备");
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(alert).toContainText("成交礼品准备");
  await sheet.getByRole("button", { name: "免做：成交礼品准备" }).click();
  const point = sheet.locator(".closing__point").filter({ hasText: "成交礼品准备" });
  // Without a reason it stays open, and says so.
  await point.getByRole("button", { name: "免做", exact: true }).last().click();
  await expect(point.getByRole("textbox")).toBeVisible();
  await point.getByRole("textbox").fill("客户不要");
  await point.getByRole("button", { name: "免做", exact: true }).last().click();
  await expect(point).toContainText("免做（客户不要）");
  await sheet.getByRole("button", { name: "完成" }).click();
  await expect(sheet).toHaveCount(0);
  await expect(funnel.column("closed").locator(".board__n")).toHaveText(String(nClosed + 1));
  await expect(funnel.column("intending").locator(".board__n")).toHaveText(String(nIntending - 1));
  await app.saved();
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(funnel.column("closed").locator(".board__n")).toHaveText(String(nClosed));
  await app.undoBar.getByRole("button", { name: "重做" }).click();
  await expect(funnel.column("closed").locator(".board__n")).toHaveText(String(nClosed + 1));

  // Delivered, and all of what follows: then it is of the base.
  const nBase = await funnel.counted("base");
  await funnel.card(name).getByRole("link").click();
  const deals = app.file.getByRole("region", { name: "商机" });
  await deals.getByRole("button", { name: "成交清单" }).click();
  const lists = app.page.getByRole("dialog", { name: "成交清单" });
  for (const item of ["成交仪式", "关爱礼品", "售后服务安排"]) await funnel.choice(lists, item).click();
  await lists.getByRole("button", { name: "完成" }).click();
  await expect(lists).toHaveCount(0);
  await deals.getByRole("button", { name: "已交付" }).click();
  await expect(deals.getByRole("button", { name: "已交付" })).toHaveCount(0);
  await deals.getByRole("button", { name: "成交清单" }).click();
  for (const item of ["返程关怀", "成交满意度回访", "售后服务提醒", "请客户转介绍"]) await funnel.choice(lists, item).click();
  await lists.getByRole("button", { name: "完成" }).click();
  await expect(deals).toContainText("基盘");
  await app.saved();
  await funnel.go("漏斗");
  await expect(funnel.column("base").locator(".board__n")).toHaveText(String(nBase + 1));
});

test("who is lost or frozen says why, leaves the columns, and comes back", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel");
  const chip = (name: string) => app.page.locator(".board__chips").getByRole("button", { name });
  const counted = async (name: string): Promise<number> => Number(/\d+/.exec((await chip(name).textContent()) ?? "")?.[0]);
  for (const [turn, fill, lack] of [
    ["战败", async () => void (await funnel.choice(funnel.sheet, "想比较").click()), "请选拒绝原因"],
    [
      "冷冻",
      async () => {
        await funnel.sheet.getByLabel("冷冻到").fill(inDays(40));
        await funnel.sheet.getByLabel("原因").fill("装修");
      },
      "请选冷冻到哪天",
    ],
    ["失控", async () => void (await funnel.sheet.getByLabel("原因").fill("换了号码")), "请写原因"],
  ] as const) {
    const before = await counted(turn);
    const nBefore = await funnel.counted("intending");
    const name = await funnel.nameOn(funnel.cards("intending").first());
    await funnel.card(name).getByRole("button", { name: "移动" }).click();
    await app.page.getByRole("group", { name: "移到" }).getByRole("button", { name: turn, exact: true }).click();
    await funnel.sheet.getByRole("button", { name: "完成" }).click();
    await expect(funnel.sheet.getByRole("alert"), turn).toContainText(lack);
    await fill();
    await funnel.sheet.getByRole("button", { name: "完成" }).click();
    await expect(funnel.sheet, turn).toHaveCount(0);
    await expect(funnel.column("intending").locator(".board__n")).toHaveText(String(nBefore - 1));
    await expect(chip(turn)).toContainText(String(before + 1));
    await chip(turn).click();
    const out = app.page.locator(".board__out .deal").filter({ hasText: name });
    await expect(out).toHaveCount(1);
    await out.getByRole("button", { name: "移动" }).click();
    await app.page.getByRole("group", { name: "移到" }).getByRole("button", { name: "重新打开" }).click();
    await expect(out, "nothing is asked of who comes back").toHaveCount(0);
    await expect(funnel.column("intending").locator(".board__n")).toHaveText(String(nBefore));
    await app.saved();
    if ((await chip(turn).getAttribute("aria-pressed")) === "true") await chip(turn).click();
  }
});

test("what was typed into a sheet is there after a kill, and is written once", async ({ sample: app, profile, site }) => {
  await app.page.context().close();

  const tablet = await Tablet.start(profile);
  const own = tablet.browser.contexts()[0];
  if (!own) throw new Error("no context");
  await watchDatabase(own);
  let killed = await App.of(own, site.url);
  await killed.open("/today");
  let funnel = new Funnel(killed);
  await funnel.today();
  const row = killed.page.getByRole("region", { name: "逾期", exact: true }).locator(".today__row").first();
  const name = ((await row.locator(".today__link").textContent()) ?? "").trim();
  await row.getByRole("button", { name: "记联系" }).click();
  await funnel.choice(funnel.sheet, "微信").click();
  await funnel.sheet.getByLabel("说了什么").fill("话说到一半，电池掉了");
  await takeWrites(killed.page);
  await funnel.sheet.getByLabel("预计金额").fill("123");
  const drafts = async (): Promise<number> =>
    (await takeWrites(killed.page)).filter((it) => it.stores.includes("draft")).length;
  await expect.poll(drafts, { message: "what is typed is written down" }).toBeGreaterThan(0);
  await tablet.kill();

  const context = await launch(profile);
  killed = await App.of(context, site.url);
  await killed.open("/today");
  funnel = new Funnel(killed);
  await funnel.today();
  const again = killed.page.getByRole("region", { name: "逾期", exact: true }).locator(".today__row").filter({ hasText: name });
  await again.getByRole("button", { name: "记联系" }).click();
  await expect(funnel.sheet.getByLabel("说了什么")).toHaveValue("话说到一半，电池掉了");
  await expect(funnel.sheet.getByLabel("预计金额")).toHaveValue("123");
  await expect(funnel.sheet.getByRole("radio", { name: "微信" })).toBeChecked();
  await funnel.sheet.getByRole("button", { name: "完成" }).click();
  await expect(funnel.sheet).toHaveCount(0);
  await killed.saved();
  await killed.open("/customers");
  await killed.search.fill(name);
  await killed.row(name).first().click();
  await expect(killed.page.getByRole("region", { name: "黄卡" }).getByText("话说到一半，电池掉了")).toHaveCount(1);
  await context.close();
});

for (const [language, words] of [
  ["简体中文", { deals: "商机", print: "打印黄卡", title: "黄卡" }],
  ["English", { deals: "Opportunities", print: "Print yellow card", title: "Yellow card" }],
] as const) {
  test(`the yellow card is one page of A4, ${language}`, async ({ sample: app }) => {
    await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: language });
    const funnel = await Funnel.at(app, "/funnel");
    for (const stage of ["intending", "closed", "base"] as const) {
      await Funnel.at(app, "/funnel");
      const name = await funnel.nameOn(funnel.cards(stage).last());
      await funnel.card(name).getByRole("link").click();
      const deals = app.page.getByRole("region", { name: words.deals, exact: true });
      await deals.getByRole("button", { name: words.print }).click();
      await expect(app.page.locator(".paper")).toBeAttached();
      const pages = readPdf(await app.page.pdf({ preferCSSPageSize: true }));
      expect(pages.map((page) => page.size)).toEqual([[210, 297]]);
      expect(pages[0]?.text).toContain(squeezed(words.title));
      expect(pages[0]?.text).toContain(squeezed(name));
      await app.page.keyboard.press("Escape");
    }
  });
}

test("the yellow card stays one page however much was said, and counts what it leaves out", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel");
  const name = await funnel.nameOn(funnel.cards("prospect").first());
  await funnel.card(name).getByRole("link").click();
  const deals = app.file.getByRole("region", { name: "商机" });
  const nContacts = 30;
  for (let n = 0; n < nContacts; n += 1) {
    await deals.getByRole("button", { name: "记联系" }).click();
    await funnel.sheet.getByLabel("说了什么").fill(`第${n}次：${"老板想换货架，还要看看样品。".repeat(12)}`);
    await funnel.sheet.getByRole("button", { name: "完成" }).click();
    await expect(funnel.sheet).toHaveCount(0);
  }
  await deals.getByRole("button", { name: "打印黄卡" }).click();
  await expect(app.page.locator(".paper")).toBeAttached();
  const pages = readPdf(await app.page.pdf({ preferCSSPageSize: true }));
  expect(pages.map((page) => page.size)).toEqual([[210, 297]]);
  expect(pages[0]?.text).toContain(squeezed(`第${nContacts - 1}次`));
  const [, shown, of] = /经过\(最近(\d+)条,共(\d+)条\)/.exec(pages[0]?.text ?? "") ?? [];
  expect(Number(shown)).toBeGreaterThan(0);
  expect(Number(shown)).toBeLessThan(Number(of));
  expect(Number(of)).toBeGreaterThan(nContacts);
});

test("the board is worked with the keyboard alone", async ({ sample: app }) => {
  await app.page.setViewportSize(PHONE);
  const funnel = await Funnel.at(app, "/funnel");
  const { page } = app;
  const tab = (name: string) => page.getByRole("tab", { name: new RegExp(`^${name}`) });
  await tab("意向").focus();
  for (const [key, name, stage] of [["ArrowRight", "成交", "closed"], ["ArrowRight", "基盘", "base"], ["ArrowLeft", "成交", "closed"], ["ArrowLeft", "意向", "intending"], ["ArrowLeft", "潜在", "prospect"]] as const) {
    await page.keyboard.press(key);
    await expect(tab(name)).toHaveAttribute("aria-selected", "true");
    await expect(tab(name), "the focus goes along").toBeFocused();
    await expect(funnel.column(stage)).toBeVisible();
    await expect(page.getByRole("tab", { selected: true })).toHaveCount(1);
  }
  await page.setViewportSize(TABLET);
  const move = funnel.cards("intending").first().getByRole("button", { name: "移动" });
  await move.focus();
  await page.keyboard.press("Enter");
  await expect(move).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(move).toHaveAttribute("aria-expanded", "false");
  await expect(move).toBeFocused();
  // By the keys alone: to the ways, one of them, and its sheet; Escape leads back out.
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("group", { name: "移到" }).getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(funnel.sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(funnel.sheet).toHaveCount(0);
  const contact = funnel.cards("intending").first().getByRole("button", { name: "记联系" });
  await contact.focus();
  await page.keyboard.press("Enter");
  await expect(funnel.sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(funnel.sheet).toHaveCount(0);
  await expect(contact, "the focus is where it was").toBeFocused();
});

test("a thousand cards scroll without a blank, and choosing whose they are shows the top", async ({ profile }) => {
  const site = new Site();
  await site.start();
  await expect.poll(() => site.firstLink).toBeTruthy();
  const link = await pushProspects(site.url, site.firstLink ?? "", 1000);
  const watch = new Watch(site.url);
  const context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  await app.page.goto(link);
  await app.ready();
  await app.page.getByLabel("这台设备叫什么").fill("板");
  await app.button("加入").click();
  await expect(app.page.getByRole("heading", { name: /^已加入「.*」$/ })).toBeVisible({ timeout: 30_000 });
  await app.open("/funnel");
  const funnel = new Funnel(app);
  await expect(app.page.getByRole("status", { name: "漏斗合计" })).toContainText("1,000 个商机", { timeout: 30_000 });
  for (const stage of ["prospect", "intending", "closed", "base"] as const) {
    expect(await funnel.counted(stage), stage).toBe(250);
  }
  const list = funnel.column("intending").locator(".board__list");
  const seen = await list.evaluate(async (list) => {
    const box = list.getBoundingClientRect();
    const names = new Set<string>();
    const blank: number[] = [];
    const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    // Between two cards one hits their list, where there are none what is around it.
    const isDrawn = (y: number): boolean =>
      document.elementFromPoint(box.left + box.width / 2, box.top + y)?.closest(".deal, .board__cards") != null;
    const areDrawn = (): boolean => [10, box.height / 2, box.height - 10].every(isDrawn);
    for (let at = 0; at <= list.scrollHeight - list.clientHeight; at += 300) {
      list.scrollTop = at;
      // A busy machine draws later, but it draws.
      for (let n = 0; n < 30 && (n < 2 || !areDrawn()); n += 1) await frame();
      if (!areDrawn()) blank.push(at);
      for (const it of list.querySelectorAll(".deal__name")) names.add(it.textContent ?? "");
    }
    return { n: names.size, blank, nNodes: document.querySelectorAll(".board *").length };
  });
  expect(seen.blank, "places without a card").toEqual([]);
  expect(seen.n, "each was drawn").toBe(250);
  expect(seen.nNodes, "but never all at once").toBeLessThanOrEqual(1200);

  // At the end of a long column; then another choice of whose: what is in sight is cards.
  await list.evaluate((it) => it.scrollTo(0, it.scrollHeight));
  const inSight = (): Promise<boolean> =>
    list.evaluate((list) => {
      const box = list.getBoundingClientRect();
      const at = (y: number) => document.elementFromPoint(box.left + box.width / 2, box.top + y);
      return [20, box.height / 2, box.height - 20].every((y) => at(y)?.closest(".deal, .board__cards") != null);
    });
  await expect.poll(inSight).toBe(true);
  const whose = app.page.getByRole("radiogroup", { name: "谁的" });
  await funnel.choice(whose, "全部").click();
  await expect.poll(inSight, { message: "what is in sight is cards" }).toBe(true);
  // One of the last moves in two taps, too, and the eye stays where it is.
  const card = funnel.cards("intending").last();
  const name = await funnel.nameOn(card);
  expect(Array.from({ length: 1000 }, (_, k) => nameOf(k))).toContain(name);
  await card.getByRole("button", { name: "移动" }).click();
  await app.page.getByRole("group", { name: "移到" }).getByRole("button", { name: "成交" }).click();
  await expect(funnel.column("intending").locator(".board__n")).toHaveText("249");
  await expect(funnel.column("closed").locator(".board__n")).toHaveText("251");
  await expect.poll(inSight).toBe(true);
  await context.close();
  await site.stop();
  watch.allow(/Failed to load resource/, /ERR_/);
  expect(watch.faults).toEqual([]);
});

test("a remark and a reason to waive, half written, are there after a kill", async ({ sample: app, profile, site }) => {
  const board = await Funnel.at(app, "/funnel");
  await board.cards("closed").first().getByRole("link").click();
  const file = new URL(app.page.url()).pathname;
  await app.page.context().close();
  const opened = async (app: App): Promise<void> => {
    await app.open(file);
    const deals = app.file.getByRole("region", { name: "商机" });
    const unfold = async (fold: Locator): Promise<void> => {
      if ((await fold.getAttribute("open")) === null) await fold.locator("summary").first().click();
    };
    await unfold(deals.locator("details").first());
    // Where nobody remarked yet, the first remark is asked for by a button.
    const first = deals.getByRole("button", { name: "写批示", expanded: false });
    if ((await first.count()) > 0) await first.click();
    await unfold(app.file.getByRole("region", { name: "督导批示" }).locator("details").first());
  };
  const remark = (app: App) => app.file.getByRole("region", { name: "督导批示" }).getByLabel("批示", { exact: true });
  const waived = (app: App) => app.file.locator(".closing__point").filter({ hasText: "返程关怀" });
  const asksWhy = async (app: App): Promise<void> => {
    const why = waived(app).getByRole("textbox");
    if (!(await why.isVisible())) await waived(app).getByRole("button", { name: "免做：返程关怀" }).click();
  };

  const tablet = await Tablet.start(profile);
  const own = tablet.browser.contexts()[0];
  if (!own) throw new Error("no context");
  await watchDatabase(own);
  const killed = await App.of(own, site.url);
  await opened(killed);
  await remark(killed).fill("先把样品送到");
  await asksWhy(killed);
  await takeWrites(killed.page);
  await waived(killed).getByRole("textbox").fill("客户自己来");
  const drafts = async (): Promise<number> =>
    (await takeWrites(killed.page)).filter((it) => it.stores.includes("draft")).length;
  await expect.poll(drafts, { message: "what is typed is written down" }).toBeGreaterThan(0);
  await tablet.kill();

  const context = await launch(profile);
  const again = await App.of(context, site.url);
  await opened(again);
  await expect(remark(again)).toHaveValue("先把样品送到");
  await asksWhy(again);
  await expect(waived(again).getByRole("textbox")).toHaveValue("客户自己来");
  await context.close();
});

test("a card is dragged by its handle with the mouse, and only by it", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel");
  const { page } = app;
  const card = funnel.cards("intending").first();
  const name = await funnel.nameOn(card);
  const centre = async (of: ReturnType<Funnel["column"]>): Promise<[number, number]> => {
    const box = await of.boundingBox();
    if (!box) throw new Error("it is not there");
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const drag = async (from: [number, number], to: [number, number]): Promise<void> => {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 5 });
    await page.mouse.move(...to, { steps: 5 });
    await page.mouse.up();
  };
  // By its body nothing moves.
  await drag(await centre(card.locator(".deal__text")), await centre(funnel.column("closed")));
  await expect(funnel.sheet).toHaveCount(0);
  await expect(page.locator(".app")).toHaveAttribute("data-screen", "board");
  await drag(await centre(card.getByRole("button", { name: "移动" })), await centre(funnel.column("closed")));
  // The same question as by taps.
  await expect(page.getByRole("dialog", { name: "成交" })).toContainText(name);
  await page.keyboard.press("Escape");
  // Let go where it was, it was a tap at most; taken back with Escape, nothing.
  const nIntending = await funnel.counted("intending");
  await drag(await centre(card.getByRole("button", { name: "移动" })), await centre(funnel.column("intending")));
  await expect(funnel.sheet).toHaveCount(0);
  expect(await funnel.counted("intending")).toBe(nIntending);
});
