// The five tasks of orders in docs/tasks.md, played by one hand that counts its taps; what each came to, and that
// it can be undone. Not here: what each of them does in every case.
import { HANDS, Hand } from "./support/hand.ts";
import { csv, expect, monthsAgo, openFile, test } from "./support/trade.ts";

const MORE_ORDERS = csv("orders.csv", [
  "订单号,订单日期,客户代码,商品代码,数量,单价",
  `E1,${monthsAgo(1)},K1,P1,7,70`,
  `E2,${monthsAgo(1)},K2,P2,8,90`,
]);

async function play(hand: Hand): Promise<void> {
  const { page } = hand;
  const nOrders = page.locator(".groups__tab").last().locator(".groups__count");
  await openFile(hand.app);
  const before = Number(await nOrders.textContent());
  expect(before).toBeGreaterThan(0);
  await hand.task("repeat the last order", 3, async () => {
    await hand.tap(page.locator('a[href$="/order"]').first());
    await hand.tap(page.getByRole("button", { name: hand.w("照上次", "Repeat last"), exact: true }));
    await hand.tap(page.getByRole("button", { name: hand.w("完成", "Done"), exact: true }));
    await expect(nOrders).toHaveText(String(before + 1));
  });
  await hand.undone();
  await expect(nOrders).toHaveText(String(before));

  await hand.task("find an order in review", 2, async () => {
    await hand.app.open("/");
    await hand.tap(page.getByRole("link", { name: hand.w("1 张订单待审核", "1 order in review") }));
    await expect(page.locator(".order__head")).toHaveCount(1);
    await hand.tap(page.locator(".order__head"));
    await expect(page.locator(".order__lines")).toContainText("30");
    const approve = new RegExp(hand.w("^批准：", "^Approve: "));
    await expect(page.getByRole("button", { name: approve })).toBeVisible();
  });

  await hand.task("bring in a file of orders", 3, async () => {
    await hand.list();
    await hand.tap(page.getByRole("button", { name: hand.w("导入", "Import"), exact: true }));
    await page.getByLabel(hand.w("选择文件", "Choose file")).setInputFiles(MORE_ORDERS);
    hand.nTaps += 1;
    await hand.tap(page.getByRole("button", { name: hand.w("开始导入", "Start import"), exact: true }));
    const result = page.getByRole("status", { name: hand.w("导入结果", "Import result") });
    await expect(result.locator("dl > div").first()).toContainText("2");
  });
  await expect(page.locator(".undo-bar")).toContainText(hand.w("2 张订单", "2 orders"));
  await hand.undone();
  await expect(page.getByRole("status", { name: hand.w("导入结果", "Import result") })).toContainText(hand.w("已撤销", "undone"));

  await hand.task("see what a changed bound would do", 5, async () => {
    await hand.list();
    await hand.tap(page.getByRole("link", { name: hand.w("分析", "Insights"), exact: true }));
    await hand.tap(page.getByRole("main").getByRole("link", { name: hand.w("规则", "Rules"), exact: true }));
    await hand.tap(page.getByRole("button", { name: hand.w("修改 分档界限", "Change Bounds of the tiers"), exact: true }));
    const bound = page.getByLabel(new RegExp(hand.w("^一档高于", "^tier 1 over"), "i"));
    await hand.tap(bound);
    await bound.fill("25");
    await hand.tap(page.getByRole("button", { name: hand.w("预览", "Preview"), exact: true }));
    await expect(page.locator(".rules__preview")).toContainText(hand.w("家会变档", "would change tier"));
  });
  // A preview changes nothing: the bound is the old one when one goes without setting it.
  await page.getByRole("button", { name: hand.w("取消", "Cancel"), exact: true }).click();
  await expect(page.locator('.rules__values[data-rule="1"]')).toContainText("20");

  const closed = page.getByText(hand.w("已答复的异议（1）", "Answered objections (1)"));
  await hand.task("answer an objection", 3, async () => {
    await hand.app.open("/");
    await hand.tap(page.getByRole("link", { name: /I buy more than he does/ }));
    const answer = page.getByLabel(hand.w("怎么答复的", "What was answered"));
    await hand.tap(answer);
    await answer.fill("30 + 975");
    await hand.tap(page.getByRole("button", { name: hand.w("答复", "Answer"), exact: true }));
    await expect(closed).toBeVisible();
  });
  await hand.undone();
  await expect(closed).toHaveCount(0);
  await expect(page.getByLabel(hand.w("怎么答复的", "What was answered"))).toBeVisible();
}

for (const { words, language, size } of HANDS) {
  test(`the five tasks of orders ${words}`, async ({ trade: app }) => {
    await app.page.setViewportSize(size);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    await play(hand);
  });
}
