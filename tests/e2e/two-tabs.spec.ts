// Two windows of one browser: both write, and both show one book.
import type { BrowserContext, Page } from "@playwright/test";
import { App } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { layNewer } from "./support/idb.ts";

const FIELDS = ["field-remark", "field-contact", "field-traits"];

/** A second window at the same address. */
async function second(app: App, context: BrowserContext): Promise<App> {
  const other = new App(await context.newPage(), app.origin);
  await other.open(new URL(app.page.url()).pathname);
  return other;
}

/** Edits one after another, each as soon as the last one is shown as saved. Runs in the page. */
async function editInPage({ fields, name, n }: { fields: string[]; name: string; n: number }): Promise<void> {
  const status = document.querySelector(".status");
  for (let idx = 1; idx <= n; idx += 1) {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${fields[idx % fields.length]}`);
    if (!field) throw new Error("the field is not there");
    field.focus();
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value") ?? {};
    set?.call(field, `${name}${idx}.`);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.blur();
    await new Promise((done) => setTimeout(done, 0));
    while (status?.getAttribute("data-saving") !== "saved") await new Promise((done) => setTimeout(done, 1));
  }
}

async function edits(app: App, name: string, n: number): Promise<void> {
  // A window that was just opened says that it is ready before the file is there.
  await expect(app.field("备注")).toBeVisible();
  await app.page.evaluate(editInPage, { fields: FIELDS, name, n });
}

/** The number that is equal for equal books. */
async function fingerprint(app: App): Promise<string> {
  await app.nav.getByRole("link", { name: "设置" }).click();
  const fact = app.page.locator("dl > div").filter({ has: app.page.getByText("资料指纹", { exact: true }) });
  // It is counted anew after the start: what was seen to be whole is what is told.
  let print = "";
  const read = async (): Promise<string> => (print = (await fact.locator("dd").textContent()) ?? "");
  await expect.poll(read).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
  return print;
}

/** Both windows, and one that is opened now, say the same. */
async function agree(app: App, other: App, context: BrowserContext): Promise<void> {
  await expect.poll(async () => (await fingerprint(app)) === (await fingerprint(other))).toBe(true);
  const fresh = new App(await context.newPage(), app.origin);
  await fresh.open("/settings");
  expect(await fingerprint(fresh)).toBe(await fingerprint(app));
  await fresh.page.close();
}

/** Freezes a window as a tablet does with one that is not looked at, or wakes it. */
async function turn(page: Page, state: "frozen" | "active"): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setWebLifecycleState", { state });
  await session.detach();
}

/** Every edit stands in the timeline. */
async function expectAll(app: App, path: string, texts: string[]): Promise<void> {
  await app.open(path);
  const card = app.page.getByRole("region", { name: "黄卡" });
  await expect(card).not.toContainText("正在读取更早的记录");
  const text = (await card.textContent()) ?? "";
  expect(texts.filter((it) => !text.includes(it))).toEqual([]);
}

const numbered = (name: string, n: number): string[] => Array.from({ length: n }, (_, idx) => `${name}${idx + 1}.`);

test("both windows write, and each shows at once what the other saved", async ({ app, context }) => {
  await app.add({ 店铺名称: "两个窗口的店" });
  const other = await second(app, context);
  await other.edit("备注", "在第二个窗口写的");
  await other.saved();
  await expect(app.field("备注")).toHaveValue("在第二个窗口写的");
  await expect(app.undoBar, "what another window did is undone there").not.toContainText("已修改");
  await app.edit("经营特点", "样例甲");
  await app.saved();
  await expect(other.field("经营特点")).toHaveValue("样例甲");
  for (const it of [app, other]) {
    await expect(it.status).toContainText("全部已存在本机");
    await it.reload();
    await expect(it.field("备注")).toHaveValue("在第二个窗口写的");
    await expect(it.field("经营特点")).toHaveValue("样例甲");
  }
});

test("200 interleaved edits in two windows give equal books, and each edit is kept", async ({ app, context }) => {
  await app.add({ 店铺名称: "两百次修改的店" });
  const path = new URL(app.page.url()).pathname;
  const other = await second(app, context);
  await Promise.all([edits(app, "甲", 100), edits(other, "乙", 100)]);
  await agree(app, other, context);
  await expectAll(other, path, [...numbered("甲", 100), ...numbered("乙", 100)]);
});

test("a window that was frozen meanwhile has the same book once it wakes, and keeps its place", async ({ app, context }) => {
  await app.importFile({
    name: "a.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`客户代码,店铺名称\n${Array.from({ length: 40 }, (_, n) => `K${n},${n}号店`).join("\n")}\n`),
  });
  await app.open("/customers");
  await app.search.fill("K7");
  await app.rows().first().click();
  const other = await second(app, context);
  await other.open("/customers");
  await other.search.fill("K17");
  await other.rows().first().click();
  await other.field("联系电话").fill("12");
  await other.field("联系电话").blur();
  await expect(other.status).toContainText("1 项还没填好");
  await turn(other.page, "frozen");
  // Enough for a fold, and an import that is folded at once.
  await edits(app, "醒着", 170);
  await app.importFile({
    name: "b.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("客户代码,店铺名称\nK17,十七号新店\nZ1,新开的店\n"),
  });
  await turn(other.page, "active");
  await expect(other.file).toContainText("十七号新店");
  await expect(other.field("联系电话"), "what is typed stays").toHaveValue("12");
  await expect(other.search).toHaveValue("K17");
  await other.edit("备注", "醒来以后写的");
  await other.saved();
  await agree(app, other, context);
});

test("while the window that folds is frozen another one takes its place", async ({ app, context }) => {
  await app.add({ 店铺名称: "先开的窗口睡着了" });
  const path = new URL(app.page.url()).pathname;
  const other = await second(app, context);
  await turn(app.page, "frozen");
  await edits(other, "醒着", 460);
  await expect
    .poll(() => countLog(other.page), { message: "the log was folded", timeout: 30_000 })
    .toBeLessThan(200);
  await turn(app.page, "active");
  await app.edit("备注", "刚醒");
  await app.saved();
  await agree(app, other, context);
  await expectAll(app, path, [...numbered("醒着", 460), "刚醒"]);
});

async function countLog(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open("jipan-local-me");
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error ?? new Error("no database"));
    });
    const request = db.transaction("log").objectStore("log").count();
    await new Promise((done) => (request.onsuccess = done));
    db.close();
    return request.result;
  });
}

test("the window that folds is closed; the other one goes on", async ({ app, context }) => {
  await app.add({ 店铺名称: "关掉一个窗口" });
  const path = new URL(app.page.url()).pathname;
  const other = await second(app, context);
  await app.page.close();
  await edits(other, "留下", 170);
  await expect.poll(() => countLog(other.page), { message: "the log was folded" }).toBeLessThan(100);
  const third = await second(other, context);
  await agree(third, other, context);
  await expectAll(third, path, numbered("留下", 170));
});

test("a half typed text is found in the second window, and hiding that one makes no change of it", async ({ app, context }) => {
  await app.add({ 店铺名称: "接着写的店" });
  const other = await second(app, context);
  await app.field("备注").fill("在第一个窗口开了头");
  await expect(other.field("备注")).toHaveValue("在第一个窗口开了头");
  await other.nav.getByRole("link", { name: "首页" }).click();
  await other.saved();
  await expect(app.page.getByRole("region", { name: "黄卡" })).not.toContainText("在第一个窗口开了头");
  await app.field("备注").blur();
  await expect(app.page.getByRole("region", { name: "黄卡" })).toContainText("在第一个窗口开了头");
});

test("an old window that meets a newer layout stops writing, keeps what is typed and asks for a reload", async ({ app, context }) => {
  await app.add({ 店铺名称: "旧窗口里的店" });
  await app.edit("备注", "旧版本写的");
  await app.saved();
  await app.field("经营特点").pressSequentially("刚打到一半");
  await layNewer(app.page);
  await expect(app.status).toContainText("数据来自更新的版本，此处只能查看");
  await expect(app.notices).toContainText("这个窗口的版本比最近写入数据的版本旧，现在只能查看");
  await expect(app.field("备注")).not.toBeEditable();
  await app.notices.getByRole("button", { name: "重新载入" }).click();
  // The build is the same, so it still cannot write; all it can read is there, and so is what was typed.
  await expect(app.notices).toContainText("这个窗口的版本比最近写入数据的版本旧");
  await app.ready();
  await expect(app.field("备注")).toHaveValue("旧版本写的");
  await expect(app.field("经营特点")).toHaveValue("刚打到一半");
  const other = await second(app, context);
  await expect(other.status).toContainText("数据来自更新的版本，此处只能查看");
});
