// The table of readings comes after the first screen. Not here: what is found by it (search.spec.ts).
import { App, untilOfflineReady } from "./support/app.ts";
import { Watch, launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { Site, dataFile } from "./support/site.ts";

const UTF8 = dataFile("shops-utf8.csv");
const NAME = "重庆长乐行烟酒店";

test("search by initials works right after the first visit and the first import", async ({ app }) => {
  await app.open("/");
  await app.importFile(UTF8);
  await app.expectResult({ added: 488, updated: 0, unchanged: 0, failed: 12 });
  await app.open("/customers");
  await app.search.fill("cqcl");
  await expect(app.row(NAME).first()).toBeVisible();
});

test("while the table is missing names are found as written, and by initials as soon as it is here", async ({
  profile,
}) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  watch.allow(/readings\.bin/, /Failed to load resource/, /ERR_INTERNET_DISCONNECTED/);
  const context = await launch(profile);
  watch.over(context);
  let isThere = false;
  // The worker would have it from its cache.
  await context.addInitScript(() => {
    Object.defineProperty(ServiceWorkerContainer.prototype, "register", {
      value: () => Promise.reject(new Error("not in this test")),
    });
  });
  watch.allow(/not in this test/);
  await context.route("**/readings.bin", (route) => (isThere ? route.continue() : route.abort()));
  const app = await App.of(context, site.url);
  await app.open("/");
  await expect(app.notices).toContainText("拼音表还没有取到");
  await app.importFile(UTF8);
  await app.expectResult({ added: 488, updated: 0, unchanged: 0, failed: 12 });
  await app.open("/customers");
  await app.search.fill("重庆长乐");
  await expect(app.row(NAME).first()).toBeVisible();
  await app.search.fill("cqcl");
  await expect(app.page.getByText("没有符合的客户")).toBeVisible();

  isThere = true;
  await app.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(app.row(NAME).first()).toBeVisible();
  await expect(app.notices).not.toContainText("拼音表还没有取到");
  await context.close();
  await site.stop();
  expect(watch.faults).toEqual([]);
});

test("without a network the table is there as well", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  let context = await launch(profile);
  watch.over(context);
  let app = await App.of(context, site.url);
  await app.open("/");
  await untilOfflineReady(app);
  await context.close();
  await site.stop();

  watch.allow(/Failed to load resource: net::ERR/, /ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_REFUSED/);
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  await app.add({ 店铺名称: NAME });
  await app.open("/customers");
  await app.search.fill("cqcl");
  await expect(app.row(NAME).first()).toBeVisible();
  await context.close();
  expect(watch.faults).toEqual([]);
});
