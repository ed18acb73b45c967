// Two windows of one browser: both write, and both show one book.
import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import { App } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";
import { DATABASE } from "./support/idb.ts";

/** A second window at the same address. */
async function second(app: App, context: BrowserContext): Promise<App> {
  const other = new App(await context.newPage(), app.origin);
  await other.open(new URL(app.page.url()).pathname);
  return other;
}

test("both windows write, and each shows at once what the other saved", async ({ app, context }) => {
  await app.add({ 店铺名称: "两个窗口的店" });
  const other = await second(app, context);
  await other.edit("备注", "在第二个窗口写的");
  await other.saved();
  await expect(app.field("备注")).toHaveValue("在第二个窗口写的");
  await app.edit("联系人", "样例甲");
  await app.saved();
  await expect(other.field("联系人")).toHaveValue("样例甲");
  for (const it of [app, other]) {
    await expect(it.status).toContainText("全部已存在本机");
    await it.reload();
    await expect(it.field("备注")).toHaveValue("在第二个窗口写的");
    await expect(it.field("联系人")).toHaveValue("样例甲");
  }
});

test("a half typed text is found in the second window", async ({ app, context, site }) => {
  await app.add({ 店铺名称: "接着写的店" });
  await app.field("备注").fill("在第一个窗口开了头");
  const second = new App(await context.newPage(), site.url);
  await second.open(new URL(app.page.url()).pathname);
  await expect(second.field("备注")).toHaveValue("在第一个窗口开了头");
});

