// An order between two seats: who enters it, who decides, and that both see the same. Not here: what makes an order special.
import type { Locator } from "@playwright/test";
import { Company, type Seat } from "./support/company.ts";
import { expect, test } from "./support/fixtures.ts";

const SHOP = "兴隆超市";
const REASON = "欠款未清";

/** A company with one product of 100 yuan, and a rep who has its shop. */
async function trading(): Promise<{ company: Company; manager: Seat; rep: Seat }> {
  const company = await Company.found([{ 店铺名称: SHOP, 送货线路: "1号线" }]);
  const { manager } = company;
  const { page } = manager.app;
  await manager.app.open("/products");
  await manager.app.button("添加商品").click();
  const form = page.getByRole("dialog", { name: "新商品" });
  for (const [label, value] of [["商品代码", "P1"], ["商品名称", "金叶"], ["批发价 (元)", "100"], ["每件条数", "250"]] as const) {
    await form.getByLabel(label).fill(value);
  }
  await form.getByRole("button", { name: "完成" }).click();
  await expect(page.getByRole("list", { name: "商品列表" })).toContainText("金叶");
  await manager.app.saved();
  await company.territory("一片", ["1号线"]);
  const rep = await company.seat(await company.invite("李四", ["一片"]), "李四的平板");
  return { company, manager, rep };
}

/** Enters an order in the file that is open. */
async function orders({ app }: Seat, quantity: string): Promise<void> {
  await app.file.getByRole("link", { name: "下单" }).first().click();
  await app.page.getByRole("region", { name: "商品" }).getByRole("button", { name: /金叶/ }).click();
  await app.page.keyboard.type(quantity);
  await app.button("完成").click();
  await expect(app.file).toBeVisible();
}

/** The order of an amount where it stands, in a file or in the list of all. */
function order({ app }: Seat, amount: string): Locator {
  const head = app.page.locator(".order__head").filter({ hasText: amount });
  return app.page.getByRole("list", { name: "订单列表" }).getByRole("listitem").filter({ has: head });
}

/** Shows what is in it; nothing when it is shown. */
async function unfold(card: Locator): Promise<void> {
  const head = card.locator(".order__head");
  if ((await head.getAttribute("aria-expanded")) === "false") await head.click();
  await expect(card.getByRole("table", { name: "订单明细" })).toBeVisible();
}

test("an order entered by a rep is seen by the manager, and what the manager does with it is seen by the rep", async () => {
  const { company, manager, rep } = await trading();
  await rep.openFile(SHOP);
  await orders(rep, "21");
  await orders(rep, "30");
  await rep.synced();
  const [small, large] = [order(rep, "2,100.00"), order(rep, "3,000.00")];
  for (const card of [small, large]) {
    await expect(card).toContainText("待审核");
    await unfold(card);
    await expect(card.getByRole("button", { name: /^(批准|退回)：/ }), "a rep does not decide").toHaveCount(0);
  }

  await manager.go("首页");
  await manager.app.page.getByRole("link", { name: "2 张订单待审核" }).click();
  const [one, two] = [order(manager, "2,100.00"), order(manager, "3,000.00")];
  await unfold(one);
  await expect(one).toContainText(SHOP);
  await expect(one.getByRole("table", { name: "订单明细" })).toContainText(/金叶21.*100\.00.*2,100\.00/);
  await expect(one.getByRole("list", { name: "经过" })).toContainText(/待审核.*李四/);
  await one.getByRole("button", { name: /^批准：/ }).click();
  await expect(one, "it is not among those to decide any more").toHaveCount(0);
  await unfold(two);
  await two.getByRole("button", { name: /^退回：/ }).click();
  await two.getByLabel("为什么").fill(REASON);
  await two.getByRole("button", { name: "退回", exact: true }).click();
  await expect(two).toHaveCount(0);
  await manager.synced();

  // The rep has the file open all the while.
  await expect(small.locator(".badge")).toHaveText("已下单", { timeout: 40_000 });
  await unfold(small);
  await expect(small.getByRole("list", { name: "经过" })).toContainText(/待审核.*已下单.*张伟/);
  await expect(large.locator(".badge")).toHaveText("已退回");
  await unfold(large);
  await expect(large.getByRole("list", { name: "经过" })).toContainText(new RegExp(`已退回.*张伟.*${REASON}`));

  // And on it goes: what was approved is delivered.
  await manager.app.button(/^已下单/).click();
  await unfold(one);
  await one.getByRole("button", { name: /^送达：/ }).click();
  await expect(small.locator(".badge")).toHaveText("已送达", { timeout: 40_000 });
  await expect(large.locator(".badge"), "the other is left alone").toHaveText("已退回");
  await company.end();
});
