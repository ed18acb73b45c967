// The first minutes, the numbers of the home screen, and the addresses.
import { expect, test } from "./support/fixtures.ts";

test("sample data come in one tap and go in one tap", async ({ app }) => {
  await app.open("/");
  await app.page.getByRole("button", { name: "载入示例数据" }).click();
  await expect(app.page.getByRole("link", { name: "300 家客户" })).toBeVisible({ timeout: 20_000 });
  await expect(app.page.getByText("现在看到的是示例数据")).toBeVisible();
  await app.saved();
  await app.reload();
  await app.button("移除示例数据").click();
  await expect(app.page.getByText("从哪里开始？")).toBeVisible({ timeout: 20_000 });
  await app.saved();
  await app.reload();
  await expect(app.page.getByText("从哪里开始？")).toBeVisible();
});

test("own customers stay when the sample goes", async ({ app }) => {
  await app.add({ 店铺名称: "自己的店" });
  await app.loadSample();
  await app.button("移除示例数据").click();
  await expect(app.button("载入示例数据")).toBeVisible({ timeout: 20_000 });
  await app.open("/customers");
  await expect(app.count).toHaveText("共 1 家，显示 1");
  await expect(app.row("自己的店")).toBeVisible();
});

test("each number of the home screen opens the customers it counts", async ({ app }) => {
  await app.loadSample();
  const main = app.page.getByRole("main");
  await app.open("/");
  // Of the four questions those of opportunities lead elsewhere, and an answer that none lacks counts all of a type.
  await expect(main.locator('.answers a[href="/customers"]').first()).toBeVisible();
  // Other links lead to one customer or to a screen of their own.
  const links = main.locator('a[href="/customers"]');
  const n_links = await links.count();
  expect(n_links).toBeGreaterThan(8);
  for (let idx = 0; idx < n_links; idx += 1) {
    const link = links.nth(idx);
    const words = ((await link.getAttribute("aria-label")) ?? (await link.textContent()) ?? "").trim();
    const counted = /，([\d,]+) 家不全$/.exec(words) ?? /^([\d,]+) /.exec(words) ?? / ([\d,]+)$/.exec(words);
    await link.click();
    await expect(app.page).toHaveURL(`${app.origin}/customers`);
    await expect(app.count, words).toHaveText(`共 300 家，显示 ${counted?.[1]}`);
    await app.page.goBack();
    await expect(app.page).toHaveURL(`${app.origin}/`);
    await expect(links).toHaveCount(n_links);
  }
});

test("a new customer that may be the same shop is warned of while one types", async ({ app }) => {
  await app.add({ 店铺名称: "好又多超市", 联系电话: "13800000001", 客户代码: "330382000777" });
  await app.open("/customers");
  await app.button("添加客户").click();
  const warning = app.page.getByRole("status", { name: "可能是同一家店" });
  await app.field("联系电话").fill("138 0000 0001");
  await expect(warning).toContainText("好又多超市");
  await expect(warning).toContainText("电话相同");
  await app.field("联系电话").fill("13800000009");
  await expect(warning).toBeHidden();
  await app.edit("客户代码", "330382000777");
  await expect(warning).toContainText("客户代码相同");
  await expect(app.fieldBox("客户代码")).toContainText("「好又多超市」已用这个客户代码");
  await app.button("完成").click();
  await expect(app.page.getByRole("alert")).toContainText("请填写店铺名称");
  await app.edit("客户代码", "330382000778");
  await app.edit("店铺名称", "新开的店");
  await app.button("完成").click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("新开的店");
  await expect(app.count).toHaveText("共 2 家，显示 2");
});

test("a form that was left is still there, and can be dropped", async ({ app }) => {
  await app.open("/customers/new");
  await app.field("店铺名称").fill("写了一半的店");
  await app.nav.getByRole("link", { name: "设置" }).click();
  await app.reload();
  await app.open("/customers/new");
  await expect(app.field("店铺名称")).toHaveValue("写了一半的店");
  await app.button("放弃").click();
  await app.open("/customers/new");
  await expect(app.field("店铺名称")).toHaveValue("");
});

test("addresses are deep links; back and forward work", async ({ app }) => {
  await app.add({ 店铺名称: "链接店" });
  const file = new URL(app.page.url()).pathname;
  expect(file).toMatch(/^\/customers\/[0-9a-f-]{36}$/);
  const places: [string, () => Promise<void>][] = [
    ["/customers", () => expect(app.list).toBeVisible()],
    [file, () => expect(app.file).toBeVisible()],
    ["/import", () => expect(app.page.getByRole("heading", { name: "导入", level: 1 })).toBeVisible()],
    ["/settings", () => expect(app.page.getByRole("heading", { name: "设置", level: 1 })).toBeVisible()],
    ["/customers/new", () => expect(app.page.getByRole("heading", { name: "新客户" })).toBeVisible()],
    ["/nowhere", () => expect(app.page.getByText("没有这个页面")).toBeVisible()],
    ["/customers/00000000-0000-7000-8000-000000000000", () => expect(app.page.getByText("没有这家客户")).toBeVisible()],
  ];
  for (const [path, isThere] of places) {
    await app.open(path);
    await isThere();
  }
  await app.open("/");
  await app.nav.getByRole("link", { name: "客户" }).click();
  await app.row("链接店").click();
  await expect(app.page).toHaveURL(app.origin + file);
  await app.nav.getByRole("link", { name: "设置" }).click();
  await app.page.goBack();
  await expect(app.file).toBeVisible();
  await app.page.goBack();
  await expect(app.file).toBeHidden();
  await expect(app.list).toBeVisible();
  await app.page.goForward();
  await expect(app.file).toBeVisible();
  await expect(app.page).toHaveTitle(/客户 · 基盘/);
});
