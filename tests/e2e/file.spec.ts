// 客户档案: edited in place, saved for certain, undone, with its whole past.
import type { App } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { countHeld, hold, release, takeWrites, watchDatabase } from "./support/idb.ts";

const SHOP = { 店铺名称: "好邻居便利店", 联系电话: "13800000001" };

async function addShop(app: App): Promise<void> {
  await app.add(SHOP);
  await app.edit("营业面积", "40");
  await app.saved();
}

test("“saved” is said after the disk has it, never before", async ({ app, context }) => {
  await watchDatabase(context);
  await addShop(app);
  await hold(app.page);
  await app.field("备注").fill("门口在修路");
  await app.field("备注").blur();
  await expect.poll(() => countHeld(app.page)).toBeGreaterThan(0);
  await expect(app.status).toContainText("正在保存 1 项");
  await expect(app.status).not.toContainText("全部已存在本机");
  await release(app.page);
  await app.saved();
});

test("every tap that changes something is one strict transaction", async ({ app, context }) => {
  await watchDatabase(context);
  await app.add(SHOP);
  const taps: [name: string, tap: () => Promise<void>][] = [
    ["edit", () => app.edit("备注", "周三下午不在")],
    ["choose", () => app.field("业态").selectOption({ label: "便利店" }).then(() => undefined)],
    ["undo", () => app.undoBar.getByRole("button", { name: "撤销" }).click()],
    ["redo", () => app.undoBar.getByRole("button", { name: "重做" }).click()],
    [
      "note",
      async () => {
        await app.page.getByLabel("写一条记录").fill("下周带新品");
        await app.button("添加").click();
      },
    ],
    ["delete", () => more(app, "删除客户")],
    ["restore", () => app.file.getByText("这位客户已删除").locator("..").getByRole("button").click()],
  ];
  for (const [name, tap] of taps) {
    await app.saved();
    await takeWrites(app.page);
    await tap();
    await expect
      .poll(async () => (await app.status.getAttribute("data-saving")) === "saved", { message: name })
      .toBe(true);
    const writes = await takeWrites(app.page);
    const changes = writes.filter((it) => it.stores.includes("log"));
    expect(changes, `${name}: transactions with a change`).toHaveLength(1);
    for (const write of writes) expect(write.durability, `${name}: ${write.stores.join()}`).toBe("strict");
  }
  await takeWrites(app.page);
  await app.loadSample();
  // Which tab leads is forgotten with the browser, so it need not be on the disk.
  const writes = (await takeWrites(app.page)).filter((it) => it.stores.join() !== "meta");
  for (const write of writes) expect(write.durability).toBe("strict");
});

/** What is rarely done stands behind one button. */
async function more(app: App, name: string): Promise<void> {
  const menu = app.file.getByRole("group").filter({ has: app.page.getByLabel("更多") });
  await menu.getByLabel("更多").click();
  await menu.getByRole("button", { name, exact: true }).click();
  await expect(menu.getByRole("button", { name: "撤销" })).toBeHidden();
}

test("a field is edited in place and is there after a reload", async ({ app }) => {
  await addShop(app);
  await app.edit("联系人", "孙师傅");
  await app.field("业态").selectOption({ label: "食杂店" });
  await app.edit("有效日期", "2031-05-01");
  await app.field("经营地址").fill("乐清市中山路1号");
  await app.field("经营地址").press("Enter");
  await expect(app.field("经营地址")).not.toBeFocused();
  await app.saved();
  await app.reload();
  await expect(app.field("联系人")).toHaveValue("孙师傅");
  await expect(app.field("业态").locator("option:checked")).toHaveText("食杂店");
  await expect(app.field("有效日期")).toHaveValue("2031-05-01");
  await expect(app.field("经营地址")).toHaveValue("乐清市中山路1号");
});

test("numbers are taken as people write them", async ({ app }) => {
  await addShop(app);
  for (const [typed, kept] of [
    ["1,200", "1200"],
    ["１２０", "120"],
    ["1.2万", "12000"],
  ]) {
    await app.edit("营业面积", typed ?? "");
    await expect(app.field("营业面积")).toHaveValue(kept ?? "");
  }
});

test("Escape gives up what was typed", async ({ app }) => {
  await addShop(app);
  await app.field("营业面积").fill("999");
  await app.field("营业面积").press("Escape");
  await app.field("营业面积").blur();
  await expect(app.field("营业面积")).toHaveValue("40");
  await app.reload();
  await expect(app.field("营业面积")).toHaveValue("40");
});

test("a text that cannot be a value stays with its error, also after a reload", async ({ app }) => {
  await addShop(app);
  await app.edit("联系电话", "12345");
  const field = app.field("联系电话");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(app.fieldBox("联系电话")).toContainText("不是电话号码，请填 11 位手机号");
  await expect(app.status).toContainText("1 项还没填好");
  await app.reload();
  await expect(field).toHaveValue("12345");
  await field.fill("13800000002");
  await field.blur();
  await expect(field).not.toHaveAttribute("aria-invalid", "true");
  await expect(app.status).not.toContainText("还没填好");
  await app.saved();
  await app.reload();
  await expect(field).toHaveValue("13800000002");
});

test("what is half typed survives a reload", async ({ app }) => {
  await addShop(app);
  await app.field("备注").fill("先记一半");
  await expect(app.fieldBox("备注")).toContainText("尚未保存");
  await app.reload();
  await expect(app.field("备注")).toHaveValue("先记一半");
});

test("a field that rarely changes asks why, and the reason stands in its history", async ({ app }) => {
  await addShop(app);
  await app.edit("店铺名称", "好邻居超市");
  const box = app.fieldBox("店铺名称");
  await expect(box.getByText("为什么改？")).toBeVisible();
  await box.getByRole("button", { name: "换了店主" }).click();
  await expect(box.getByText("为什么改？")).toBeHidden();
  await app.saved();
  await app.reload();
  await box.getByRole("button", { name: "店铺名称的历史" }).click();
  const history = box.getByRole("region", { name: "店铺名称的历史" });
  await expect(history).toContainText("好邻居便利店 → 好邻居超市");
  await expect(history).toContainText("原因：换了店主");
  await expect(history).toContainText("本机");
  await expect(history.getByRole("listitem").first()).toContainText("现在");
});

test("undo takes the last thing back, also after a reload", async ({ app }) => {
  await addShop(app);
  await app.edit("营业面积", "55");
  await expect(app.undoBar).toContainText("已修改：好邻居便利店");
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(app.field("营业面积")).toHaveValue("40");
  await app.undoBar.getByRole("button", { name: "重做" }).click();
  await expect(app.field("营业面积")).toHaveValue("55");
  await app.edit("营业面积", "66");
  await app.saved();
  await app.reload();
  await expect(app.undoBar).toContainText("已修改：好邻居便利店");
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(app.field("营业面积")).toHaveValue("55");
  await app.saved();
  await app.reload();
  await expect(app.field("营业面积")).toHaveValue("55");
});

test("a note, a deletion and its restoration stand in the timeline", async ({ app }) => {
  await addShop(app);
  const card = app.page.getByRole("region", { name: "黄卡" });
  await card.getByLabel("写一条记录").fill("老板想换货架");
  await card.getByRole("button", { name: "添加" }).click();
  await expect(card.getByRole("listitem").first()).toContainText("老板想换货架");
  await expect(card.getByLabel("写一条记录")).toHaveValue("");
  await more(app, "删除客户");
  await expect(app.file).toContainText("这位客户已删除，资料都还在");
  await expect(app.count).toHaveText("共 0 家，显示 0");
  await app.saved();
  await app.reload();
  await expect(app.file).toContainText("这位客户已删除");
  await more(app, "恢复客户");
  await expect(app.count).toHaveText("共 1 家，显示 1");
  await app.saved();
  await app.reload();
  await expect(card).toContainText("老板想换货架");
  await expect(card).toContainText("客户已删除");
  await expect(card).toContainText("客户已恢复");
});

test("“still valid” starts the clock of a value anew in one tap", async ({ app }) => {
  await app.loadSample();
  await app.open("/customers");
  await app.button("待确认").click();
  await app.rows().first().click();
  const stale = app.file.locator('.field[data-state="stale"]').first();
  const name = (await stale.locator("label").textContent())?.trim() ?? "";
  await stale.getByRole("button", { name: "仍然有效" }).click();
  await expect(app.fieldBox(name)).toContainText("今天已确认");
  await app.saved();
  await app.reload();
  await expect(app.fieldBox(name)).toContainText("今天已确认");
});

test("every computed value says where it comes from", async ({ app }) => {
  await app.loadSample();
  await app.open("/customers");
  await app.rows().first().click();
  const why = app.page.getByRole("region", { name: "怎么来的" });
  const n_why = await app.file.getByTitle("怎么来的").count();
  expect(n_why).toBeGreaterThan(1);
  for (let idx = 0; idx < n_why; idx += 1) {
    await app.file.getByTitle("怎么来的").nth(idx).click();
    await expect(why).toContainText("规则第");
    await expect(why).toContainText("来源：");
    await why.getByRole("button", { name: "关闭" }).click();
    await expect(why).toBeHidden();
  }
});

test("the phone and the map are one tap away", async ({ app }) => {
  await app.add({ ...SHOP, 经营地址: "乐清市中山路1号" });
  await expect(app.file.getByRole("link", { name: "打电话" })).toHaveAttribute("href", "tel:13800000001");
  const map = app.file.getByRole("link", { name: "看地图" });
  await expect(map).toHaveAttribute("target", "_blank");
  expect(await map.getAttribute("href")).toContain(encodeURIComponent("乐清市中山路1号"));
});
