// When something goes wrong: a full device, a cut connection, damaged rows, a fault.
import { readFileSync } from "node:fs";
import { App } from "./support/app.ts";
import { launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { DATABASE, breakDatabase, cutConnections, spoil, watchDatabase } from "./support/idb.ts";

const NOT_WRITTEN = /not written/;

test("a full device: nothing is said to be saved, and no text is lost", async ({ profile, watch, site }) => {
  watch.allow(NOT_WRITTEN);
  let context = await launch(profile);
  let app = await App.of(context, site.url);
  await app.add({ 店铺名称: "满了的店" });
  const file = new URL(app.page.url()).pathname;
  await context.close();
  // Chromium remembers for half a minute how much room it gave; a new one asks anew.
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  const storage = await context.newCDPSession(app.page);
  await storage.send("Storage.overrideQuotaForOrigin", { origin: site.url, quotaSize: 1 });
  await app.open(file);
  await app.edit("备注", "这一段还没有存下");
  await expect(app.notices).toContainText("没有保存：设备空间已满。请腾出空间，内容还在输入框里");
  await expect(app.status).toContainText("未能保存，内容还在输入框里");
  await expect(app.status).not.toContainText("全部已存在本机");
  await expect(app.field("备注")).toHaveValue("这一段还没有存下");
  await storage.send("Storage.overrideQuotaForOrigin", { origin: site.url });
  await app.notices.getByRole("button", { name: "知道了" }).first().click();
  await app.edit("备注", "这一段现在存下了");
  await app.saved();
  await app.reload();
  await expect(app.field("备注")).toHaveValue("这一段现在存下了");
  await context.close();
});

test("a connection that the browser cut is opened again by itself", async ({ app, context }) => {
  await watchDatabase(context);
  await app.add({ 店铺名称: "断线的店" });
  await cutConnections(app.page);
  await app.edit("备注", "断线以后写的");
  await app.saved();
  await app.reload();
  await expect(app.field("备注")).toHaveValue("断线以后写的");
});

test("a connection that stays closed is said, and the text stays in its field", async ({ app, watch }) => {
  watch.allow(NOT_WRITTEN);
  await app.add({ 店铺名称: "再也连不上的店" });
  await breakDatabase(app.page);
  await app.edit("备注", "写不进去的话");
  await expect(app.notices).toContainText("没有保存：与存储的连接断开了。请重新打开应用，内容还在输入框里");
  await expect(app.status).not.toContainText("全部已存在本机");
  await expect(app.field("备注")).toHaveValue("写不进去的话");
});

test("a damaged row is named and set aside; the rest opens", async ({ app, watch }) => {
  watch.allow(/damaged/);
  await app.add({ 店铺名称: "完好的店" });
  await app.add({ 店铺名称: "损坏的店" });
  expect(await spoil(app.page, "log")).toBe(1);
  await app.open("/customers");
  await expect(app.notices).toContainText("有 1 处存储已损坏，已隔离：");
  await expect(app.notices).toContainText("其余数据照常使用");
  await expect(app.row("完好的店")).toBeVisible();
  await expect(app.row("损坏的店")).toHaveCount(0);
  await app.open("/customers");
  await app.row("完好的店").click();
  await app.edit("备注", "还能写");
  await app.saved();
});

test("without any storage the app says why it cannot open", async ({ app, context, watch }) => {
  watch.allow(/did not open/);
  await context.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException("denied", "SecurityError");
    };
  });
  await app.page.goto(`${app.origin}/`);
  await expect(app.page.getByRole("alert")).toContainText("浏览器没有提供存储");
  await expect(app.page.getByRole("alert")).toContainText("资料没有被删除");
});

test("after a fault a page without the app hands over all data", async ({ app }) => {
  await app.add({ 店铺名称: "要带走的店" });
  await app.page.goto(`${app.origin}/?panic`);
  const panic = app.page.getByRole("alert");
  await expect(panic).toContainText("基盘遇到错误，已停止");
  await expect(panic).toContainText("Jipan hit a fault and stopped");
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    panic.getByRole("button", { name: "导出数据 / Export data" }).click(),
  ]);
  const raw = JSON.parse(readFileSync(await download.path(), "utf8")) as {
    database: string;
    stores: Record<string, [unknown, { $bytes: string }][]>;
  };
  expect(raw.database).toBe(DATABASE);
  const log = (raw.stores["log"] ?? []).map(([, row]) => Buffer.from(row.$bytes, "base64").toString("utf8"));
  expect(log.some((row) => row.includes("要带走的店"))).toBe(true);
  await expect(panic.getByRole("status")).toContainText("行");
  await panic.getByRole("button", { name: "重新打开 / Reload" }).click();
  await app.ready();
});
