// The rest of the app comes after the first screen, as a file of its own. Not here: what is in it.
import { readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { App, untilOfflineReady } from "./support/app.ts";
import { Watch, launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { Site } from "./support/site.ts";

/** What the browser says of a file that is not there, and the app and its worker after it. */
const NOT_THERE = [/status of 404/, /status 404/, /_rest\.wasm/, /Failed to load resource/, /HTTP status code is not ok/];

/** Takes the rest away from a site, or another file of it; gives what brings it back. */
function takeRest(site: Site, what = /_rest\.wasm/): () => void {
  const files = readdirSync(site.dir).filter((name) => what.test(name));
  expect(files).not.toEqual([]);
  const move = (from: string, to: string): void => {
    for (const name of files) renameSync(path.join(site.dir, name + from), path.join(site.dir, name + to));
  };
  move("", ".gone");
  return () => move(".gone", "");
}

test("without the rest of the app the list works, a screen of the rest says so, and goes on when it comes", async ({ profile }) => {
  const site = Site.copy();
  await site.start();
  let watch = new Watch(site.url);
  let context = await launch(profile);
  watch.over(context);
  let app = await App.of(context, site.url);
  await app.add({ 店铺名称: "早来的店" });
  await context.close();
  expect(watch.faults).toEqual([]);

  // A browser that has the customers but nothing of the app.
  const bringBack = takeRest(site);
  watch = new Watch(site.url);
  watch.allow(...NOT_THERE);
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  await app.page.goto(`${site.url}/healthz`);
  await app.page.evaluate(async () => {
    for (const it of await navigator.serviceWorker.getRegistrations()) await it.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await (await context.newCDPSession(app.page)).send("Network.clearBrowserCache");
  await app.open("/customers");
  await app.search.fill("早来");
  await expect(app.row("早来的店")).toBeVisible();
  await app.row("早来的店").click();
  const missing = app.page.getByRole("alert").filter({ hasText: "应用的这一部分还没有取到" });
  await expect(missing).toContainText("请不要关闭本页");
  await expect(app.row("早来的店"), "the list stays").toBeVisible();
  await missing.getByRole("button", { name: "重试" }).click();
  await expect(missing).toBeVisible();

  bringBack();
  await missing.getByRole("button", { name: "重试" }).click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("早来的店");
  await app.edit("备注", "后来写的");
  await app.saved();
  await context.close();
  expect(watch.faults).toEqual([]);
  await site.stop();
});

test("what is pressed before the rest of the app is here is done when it comes", async ({ profile }) => {
  const site = Site.copy();
  await site.start();
  const bringBack = takeRest(site);
  const watch = new Watch(site.url);
  watch.allow(...NOT_THERE);
  const context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  await app.open("/");
  await app.button("载入示例数据").click();
  const bar = app.page.getByRole("alert").filter({ hasText: "刚才的操作还在等" });
  await expect(bar).toBeVisible();
  expect((await bar.boundingBox())?.height, "it leaves the screen its room").toBeLessThan(120);
  bringBack();
  await bar.getByRole("button", { name: "重试" }).click();
  await expect(bar).toBeHidden();
  await expect(app.page.getByText("示例数据").first()).toBeVisible({ timeout: 20_000 });
  await app.saved();
  await context.close();
  expect(watch.faults).toEqual([]);
  await site.stop();
});

test("without the styles of the rest nothing of it is drawn bare: it says so, and goes on when they come", async ({ profile }) => {
  const site = Site.copy();
  await site.start();
  const bringBack = takeRest(site, /^rest\.css/);
  const watch = new Watch(site.url);
  watch.allow(...NOT_THERE, /rest\.css/);
  const context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  // The first screen that is asked for is one of the rest.
  await app.page.goto(`${site.url}/budget`);
  const missing = app.page.getByRole("alert").filter({ hasText: "应用的这一部分还没有取到" });
  await expect(missing).toBeVisible();
  await expect(app.page.locator(".budget"), "no screen without its styles").toHaveCount(0);
  await missing.getByRole("button", { name: "重试" }).click();
  await expect(missing).toBeVisible();
  await app.nav.getByRole("link", { name: "客户" }).click();
  await expect(app.page.locator(".app"), "the first screens go on").toHaveAttribute("data-screen", "customers");
  await app.nav.getByRole("link", { name: "预算" }).click();

  bringBack();
  // What was asked for by the tap before may find them already: then there is nothing to try again.
  const again = missing.getByRole("button", { name: "重试" });
  await expect(async () => {
    if (await again.isVisible()) await again.click({ timeout: 500 });
    await expect(app.page.locator(".budget")).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const shown = await app.page.locator(".budget-tools").evaluate((it) => getComputedStyle(it).display);
  expect(shown, "and it has them").toBe("flex");
  await context.close();
  expect(watch.faults).toEqual([]);
  await site.stop();
});

test("after the first visit every screen opens without a network", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  let context = await launch(profile);
  watch.over(context);
  let app = await App.of(context, site.url);
  // The first visit sees the home screen only.
  await app.open("/");
  await untilOfflineReady(app);
  await context.close();
  await site.stop();

  watch.allow(/net::ERR/, /ERR_CONNECTION_REFUSED/);
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  const screens = {
    "/": "home", "/customers": "customers", "/customers/new": "customers", "/birthdays": "birthdays",
    "/orders": "orders", "/products": "products", "/duplicates": "duplicates", "/import": "import",
    "/differences": "differences", "/quality": "quality", "/insights": "insights", "/rules": "rules",
    "/budget": "budget", "/budget/goals": "budget", "/join": "join", "/sync": "sync", "/settings": "settings",
  };
  for (const [place, name] of Object.entries(screens)) {
    await app.open(place);
    await expect(app.page.locator(".app")).toHaveAttribute("data-screen", name);
  }
  await app.open("/customers/new");
  await expect(app.field("店铺名称")).toBeVisible();
  await context.close();
  expect(watch.faults).toEqual([]);
});
