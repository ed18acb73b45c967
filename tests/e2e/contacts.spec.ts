// The people of a shop: further contacts, their birthdays, the same phone on two shops.
import type { Locator } from "@playwright/test";
import type { App } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { takeWrites, watchDatabase } from "./support/idb.ts";

const FIRST = { 店铺名称: "一号店", 联系人: "孙师傅", 联系电话: "13800000001" };

function card(app: App, name: string): Locator {
  return app.file.getByRole("group", { name, exact: true });
}

/** Adds a contact by its name; the card is open then. */
async function addContact(app: App, name: string): Promise<Locator> {
  await app.file.getByRole("button", { name: "添加联系人", exact: true }).click();
  const fresh = card(app, "联系人 新联系人");
  const box = fresh.getByLabel("联系人", { exact: true });
  await expect(box, "one can type at once").toBeFocused();
  await box.fill(name);
  await box.press("Enter");
  return card(app, `联系人 ${name}`);
}

async function edit(box: Locator, text: string): Promise<void> {
  await box.fill(text);
  await box.blur();
}

/** A day so many days from today, as the browser sees it: `3月12日`. */
async function dayAhead(app: App, nDays: number): Promise<string> {
  return app.page.evaluate((n) => {
    const day = new Date();
    day.setDate(day.getDate() + n);
    return `${day.getMonth() + 1}月${day.getDate()}日`;
  }, nDays);
}

test("a contact is added, changed, removed and put back", async ({ app }) => {
  await app.add(FIRST);
  const li = await addContact(app, "李店长");
  await expect(li.getByLabel("职务", { exact: true }), "Enter goes on to the next box").toBeFocused();
  await edit(li.getByLabel("职务", { exact: true }), "店长");
  await li.getByLabel("决策角色", { exact: true }).selectOption({ label: "决策者" });
  await edit(li.getByLabel("联系电话", { exact: true }), "13800000002");
  await edit(li.getByLabel("生日", { exact: true }), "闰二月初三");
  await expect(li.getByLabel("生日", { exact: true })).toHaveValue("农历闰二月初三");
  await expect(li).toContainText("农历闰二月初三（当年无此闰月，按平月），下次");
  await app.saved();
  await app.reload();
  await expect(li).toContainText("店长 · 决策者");
  await expect(li.getByRole("link", { name: "打给李店长：13800000002" })).toHaveAttribute("href", "tel:13800000002");
  await expect(li.getByLabel("职务", { exact: true }), "closed until it is pressed").toBeHidden();
  await li.getByRole("button", { expanded: false }).click();
  await li.getByRole("button", { name: "移除联系人" }).click();
  await expect(li).toBeHidden();
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(li).toBeVisible();
  await expect(app.file.getByText("联系人李店长已移除")).toBeVisible();
  await app.saved();
});

test("the main contact and another change places, and back with one undo", async ({ app }) => {
  await app.add(FIRST);
  const li = await addContact(app, "李店长");
  await edit(li.getByLabel("联系电话", { exact: true }), "13800000002");
  await li.getByRole("button", { name: "设为主要联系人" }).click();
  const main = card(app, "主要联系人");
  await expect(main.getByLabel("联系人", { exact: true })).toHaveValue("李店长");
  await expect(main.getByLabel("联系电话", { exact: true })).toHaveValue("13800000002");
  await expect(card(app, "联系人 孙师傅")).toContainText("孙师傅");
  await app.undoBar.getByRole("button", { name: "撤销" }).click();
  await expect(main.getByLabel("联系人", { exact: true })).toHaveValue("孙师傅");
  await expect(card(app, "联系人 李店长")).toBeVisible();
  await app.saved();
});

test("what is typed into a contact survives a crash of the page", async ({ app, context, watch }) => {
  await watchDatabase(context);
  await app.add(FIRST);
  const li = await addContact(app, "李店长");
  await app.saved();
  await takeWrites(app.page);
  await li.getByLabel("联系电话", { exact: true }).fill("138");
  await expect.poll(async () => (await takeWrites(app.page)).some((it) => it.stores.includes("draft"))).toBe(true);
  const url = app.page.url();
  const devtools = await context.newCDPSession(app.page);
  const gone = app.page.waitForEvent("crash");
  devtools.send("Page.crash").catch(() => undefined);
  await gone;
  expect(watch.faults.splice(0)).toEqual(["the page crashed"]);
  const page = await context.newPage();
  await page.goto(url);
  await expect(page.locator("html")).toHaveAttribute("data-phase", "ready");
  const again = page.getByRole("group", { name: "联系人 李店长", exact: true });
  await expect(again.getByLabel("联系电话", { exact: true })).toHaveValue("138");
});

test("a phone that another shop has is said with a way there, and kept", async ({ app }) => {
  await app.add(FIRST);
  await app.add({ 店铺名称: "二号店", 联系人: "钱老板" });
  const field = app.fieldBox("联系电话").first();
  await app.field("联系电话").fill("138-0000-0001");
  const there = field.getByRole("link", { name: "这个电话也是“一号店”孙师傅的" });
  await expect(there, "while one types").toBeVisible();
  await app.field("联系电话").blur();
  await app.saved();
  await expect(app.field("联系电话")).not.toHaveAttribute("aria-invalid", "true");
  await there.click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("一号店");
  await expect(app.file.getByRole("link", { name: "这个电话也是“二号店”钱老板的" })).toBeVisible();
});

test("birthdays of the coming days stand on the home screen and lead to the person", async ({ app }) => {
  await app.add(FIRST);
  await app.edit("生日", await dayAhead(app, 1));
  const li = await addContact(app, "李店长");
  await edit(li.getByLabel("生日", { exact: true }), await dayAhead(app, 0));
  await edit(li.getByLabel("备用电话", { exact: true }), "13800000002");
  await app.saved();
  await app.nav.getByRole("link", { name: "首页" }).click();
  await app.page.getByRole("link", { name: "30 天内有 2 人过生日" }).click();
  await expect(app.page).toHaveURL(/\/birthdays$/);
  await expect(app.page.getByRole("heading", { level: 2 })).toHaveText([/^今天 · /, /^明天 · /]);
  await expect(app.page.getByRole("link", { name: "打给李店长：13800000002" })).toBeVisible();
  await app.reload();
  await app.page.getByRole("link", { name: /^李店长/ }).click();
  await expect(li.getByText(/就是今天/), "at the person, whose birthday it is").toBeInViewport();
  await expect(li.getByLabel("生日", { exact: true }), "open").toBeVisible();
  await app.page.goBack();
  await expect(app.page).toHaveURL(/\/birthdays$/);
});

test("a shop is found by the name of a contact, also in pinyin, and by its phone", async ({ app }) => {
  await app.add(FIRST);
  const shan = await addContact(app, "单小重");
  await edit(shan.getByLabel("联系电话", { exact: true }), "0576-86100021");
  await app.saved();
  await app.add({ 店铺名称: "二号店" });
  await app.page.setViewportSize({ width: 1180, height: 820 });
  for (const [typed, why] of [
    ["小重", "联系人 单小重"],
    ["sxc", "联系人 单小重"],
    ["86100", "联系电话 0576-86100021 单小重"],
    ["孙师", "联系人 孙师傅"],
  ] as const) {
    await app.search.fill(typed);
    await expect(app.rows(), typed).toHaveCount(1);
    await expect(app.row("一号店"), typed).toContainText(why);
  }
});
