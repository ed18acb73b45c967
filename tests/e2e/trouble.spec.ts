// When something goes wrong: a full device, a cut connection, damaged rows, a fault.
import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { App } from "./support/app.ts";
import { CHROMIUM, CHROMIUM_ARGUMENTS, launch } from "./support/browser.ts";
import { parseCsv } from "./support/csv.ts";
import { SmallDisk } from "./support/disk.ts";
import { expect, test } from "./support/fixtures.ts";
import { DATABASE, breakDatabase, cutConnections, spoil, watchDatabase } from "./support/idb.ts";

const NOT_WRITTEN = /not written/;

test("a database that the browser threw away is told of at the next start, and one that is there is not", async ({ app, watch }) => {
  // A page without the app names no picture of its own.
  watch.allow(/favicon/);
  await app.add({ 店铺名称: "会丢的店" });
  await app.saved();
  await app.open();
  await expect(app.notices).toBeEmpty();
  // Of the same origin, without the app, which would write all of it anew.
  await app.page.goto(`${app.origin}/manifest.webmanifest`);
  await app.page.evaluate(
    (name) =>
      new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = done;
        request.onerror = failed;
      }),
    DATABASE,
  );
  await app.open();
  await expect(app.notices).toContainText("浏览器丢掉了这台设备上的资料");
});

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
  expect(await takeAlong(app)).toEqual([["满了的店", "", "备注", "这一段还没有存下"]]);
  await storage.send("Storage.overrideQuotaForOrigin", { origin: site.url });
  await app.notices.getByRole("button", { name: "知道了" }).first().click();
  await app.edit("备注", "这一段现在存下了");
  await app.saved();
  await app.reload();
  await expect(app.field("备注")).toHaveValue("这一段现在存下了");
  await context.close();
});

/** The lines of the file with all that is not saved. */
async function takeAlong(app: App): Promise<string[][]> {
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    app.notices.getByRole("button", { name: "导出未保存的内容" }).first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^基盘 未保存的内容 \d{4}-\d\d-\d\d\.csv$/);
  const [headings, ...lines] = parseCsv(readFileSync(await download.path(), "utf8").replace(/^\ufeff/, ""));
  expect(headings).toEqual(["客户", "客户代码", "写在哪里", "内容"]);
  return lines;
}

test("an import for which there is no room is said to have failed, and the file can be chosen again", async ({ profile, watch, site }) => {
  watch.allow(NOT_WRITTEN);
  let context = await launch(profile);
  await (await App.of(context, site.url)).open("/import");
  await context.close();
  context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  const storage = await context.newCDPSession(app.page);
  await storage.send("Storage.overrideQuotaForOrigin", { origin: site.url, quotaSize: 1 });
  await app.open("/import");
  const rows = Array.from({ length: 3_000 }, (_, n) => `K${n},${n}号店,199${String(n).padStart(8, "0")}`);
  const file = { name: "很多.csv", mimeType: "text/csv", buffer: Buffer.from(`客户代码,店铺名称,联系电话\n${rows.join("\n")}\n`) };
  await app.chooseFile(file);
  await app.button("开始导入").click();
  await expect(app.notices).toContainText("没有写入：设备空间已满。什么也没有改变，请腾出空间后再做一次");
  await storage.send("Storage.overrideQuotaForOrigin", { origin: site.url });
  await app.importFile(file);
  await app.open("/customers");
  await expect(app.count).toHaveText("共 3,000 家，显示 3,000");
  await context.close();
});

test("a disk that is full: what is typed stays, can be taken along, and is saved once there is room", async ({ watch, site }) => {
  watch.allow(NOT_WRITTEN);
  const disk = SmallDisk.mount();
  test.skip(disk === undefined, "this machine does not permit to mount a small disk");
  if (!disk) return;
  try {
    const context = await launch(disk.folder);
    watch.over(context);
    const app = await App.of(context, site.url);
    await app.add({ 店铺名称: "盘满的店" });
    const file = new URL(app.page.url()).pathname;
    disk.fill();
    // The browser grows its files in steps: not every write finds the end of the disk.
    await expect(async () => {
      await app.edit("备注", `盘满了也不能丢 ${"很长的话".repeat(400)}${Math.random()}`);
      await expect(app.status).toHaveAttribute("data-saving", "failed", { timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
    await expect(app.notices).toContainText(/没有保存：(设备空间已满|浏览器写不了它的存储文件)/);
    const typed = await app.field("备注").inputValue();
    expect(typed).toMatch(/^盘满了也不能丢/);
    expect(await takeAlong(app)).toEqual([["盘满的店", "", "备注", typed]]);
    disk.empty();
    await app.edit("经营特点", "样例");
    await app.saved();
    await app.edit("备注", "又有地方了");
    await app.saved();
    await app.open(file);
    await expect(app.field("备注")).toHaveValue("又有地方了");
    await expect(app.field("经营特点")).toHaveValue("样例");
    await expect(app.field("店铺名称")).toHaveValue("盘满的店");
    await context.close();
  } finally {
    disk.unmount();
  }
});

test("storage cleared under the app is written anew, and that is said", async ({ app, context, site }) => {
  await app.add({ 店铺名称: "清不掉的店" });
  await app.edit("备注", "清除以前写的");
  await app.field("联系电话").fill("12");
  await app.saved();
  const storage = await context.newCDPSession(app.page);
  await storage.send("Storage.clearDataForOrigin", { origin: site.url, storageTypes: "indexeddb" });
  await expect(app.notices).toContainText("已从内存全部重新写入，共 1 家客户");
  await app.saved();
  await app.edit("经营特点", "清除以后写的");
  await app.saved();
  await app.reload();
  await expect(app.field("备注")).toHaveValue("清除以前写的");
  await expect(app.field("经营特点")).toHaveValue("清除以后写的");
  await expect(app.field("联系电话")).toHaveValue("12");
});

test("a database deleted from outside is written anew", async ({ app }) => {
  await app.add({ 店铺名称: "删不掉的店" });
  await app.edit("备注", "删除以前写的");
  await app.saved();
  await app.page.evaluate(
    (name) => new Promise((done) => (indexedDB.deleteDatabase(name).onsuccess = done)),
    DATABASE,
  );
  await expect(app.notices).toContainText("已从内存全部重新写入，共 1 家客户");
  await app.reload();
  await expect(app.field("备注")).toHaveValue("删除以前写的");
});

test("in a window that keeps nothing the app works and says that the data may not be kept", async ({ site, watch }) => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
  const context = await browser.newContext({ locale: "zh-CN" });
  watch.over(context);
  const app = await App.of(context, site.url);
  await app.add({ 店铺名称: "无痕的店" });
  await expect(app.notices).toContainText("浏览器没有答应长期保留资料");
  await expect(app.notices).toContainText("无痕窗口，关掉就全部消失");
  await app.notices.getByRole("button", { name: "知道了" }).click();
  await app.edit("备注", "照常能写");
  await app.saved();
  await app.reload();
  await expect(app.field("备注")).toHaveValue("照常能写");
  await expect(app.notices, "it is said once").toBeEmpty();
  await app.open("/");
  await expect(app.page.getByText("无痕窗口关掉就全部消失")).toBeVisible();
  await browser.close();
});

test("a clock that was set back is said; work goes on and the last word counts", async ({ app }) => {
  await app.add({ 店铺名称: "时钟不准的店" });
  await app.edit("备注", "昨天写的");
  await app.saved();
  await app.page.clock.setFixedTime(new Date(Date.now() - 3.1 * 3_600_000));
  await app.edit("备注", "今天写的");
  await app.saved();
  await expect(app.notices).toContainText("本机的时钟比最近一次改动早了 3 小时，请核对日期和时间");
  await app.reload();
  await expect(app.field("备注")).toHaveValue("今天写的");
  await expect(app.notices).toContainText("本机的时钟比最近一次改动早了");
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

test("a browser that does not compile what it loads opens the app, and one without WebAssembly says so", async ({
  app,
  watch,
}) => {
  watch.allow(/WebAssembly/);
  await app.page.addInitScript(() => {
    Reflect.deleteProperty(WebAssembly, "compileStreaming");
    if (location.search.includes("without")) Reflect.deleteProperty(globalThis, "WebAssembly");
  });
  await app.page.goto(`${app.origin}/`);
  await app.ready();
  await app.page.goto(`${app.origin}/?without`);
  await expect(app.page.getByRole("alert")).toContainText("基盘遇到错误，已停止");
});
