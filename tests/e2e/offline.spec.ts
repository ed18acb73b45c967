// Without a network, and when a new version comes.
import { readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { App, untilOfflineReady } from "./support/app.ts";
import { Watch, launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { Site, dataFile, removeFolder } from "./support/site.ts";
import { makeBuildB } from "./support/builds.ts";

/** What the browser says of files that it cannot fetch; the app goes on without them. */
const NO_NETWORK = [/Failed to load resource: net::ERR/, /ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_REFUSED/];

interface CacheState {
  n_files: number;
  n_cached: number;
}

test("after the first visit the app opens from nothing without a network", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  let context = await launch(profile);
  watch.over(context);
  let app = await App.of(context, site.url);
  await app.add({ 店铺名称: "离线也在的店" });
  const file = new URL(app.page.url()).pathname;
  await untilOfflineReady(app);
  await context.close();
  await site.stop();

  watch.allow(...NO_NETWORK);
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  for (const place of ["/", "/customers", file, "/import", "/settings", "/nowhere"]) await app.open(place);
  await app.open(file);
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("离线也在的店");
  await app.edit("备注", "没有网络时写的");
  await app.saved();
  await untilOfflineReady(app);
  // The worker for files is there, too.
  await app.importFile(dataFile("shops-utf8.csv"));
  await app.expectResult({ added: 488, updated: 0, unchanged: 0, failed: 12 });
  await context.close();
  expect(watch.faults).toEqual([]);
});

test("“ready for offline use” is said only when every file is kept", async ({ app, context }) => {
  await context.addInitScript(() => {
    const seen: { isSaid: boolean; n_files: number; n_cached: number }[] = [];
    Object.assign(window, { readyByTest: seen });
    const look = async (): Promise<void> => {
      const isSaid = document.querySelector(".status__ready") !== null;
      if (!isSaid || seen.length > 0) return;
      seen.push({ isSaid, n_files: 0, n_cached: 0 });
      let n_cached = 0;
      for (const name of await caches.keys()) n_cached += (await (await caches.open(name)).keys()).length;
      Object.assign(seen[0] ?? {}, { n_cached });
    };
    new MutationObserver(() => void look()).observe(document, { childList: true, subtree: true });
  });
  await app.open("/");
  await untilOfflineReady(app);
  const listed = await app.page.evaluate(async () => {
    const text = await (await fetch("/sw.js")).text();
    return (text.match(/^ {2}\["\/[^"]*", "[0-9a-f]{64}"\],$/gm) ?? []).length;
  });
  expect(listed, "files of the build").toBeGreaterThan(10);
  await expect
    .poll(() =>
      app.page.evaluate(() => (window as unknown as { readyByTest: CacheState[] }).readyByTest[0]?.n_cached ?? 0),
    )
    .toBe(listed);
});

/** Takes files away from a site; gives what brings them back. */
function takeAway(site: Site, isTaken: (name: string) => boolean): () => void {
  const names = readdirSync(site.dir).filter(isTaken);
  expect(names).not.toEqual([]);
  const move = (from: string, to: string): void => {
    for (const name of names) renameSync(path.join(site.dir, name + from), path.join(site.dir, name + to));
  };
  move("", ".gone");
  return () => move(".gone", "");
}

/** Opens the app on a site that lacks a file which nothing asks for but keeping everything; then it is back. */
async function afterMissing(profile: string, goesOn: (app: App) => Promise<void>): Promise<void> {
  const site = Site.copy();
  await site.start();
  const bringBack = takeAway(site, (name) => name.startsWith("sheets-worker_bg.wasm"));
  const watch = new Watch(site.url);
  watch.allow(/status of 404/, /status 404/);
  const context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  const refused = context.waitForEvent("response", (it) => it.status() === 404 && it.url().endsWith("_bg.wasm"));
  await app.open("/");
  await refused;
  await expect(app.status).not.toContainText("可离线使用");
  bringBack();
  await goesOn(app);
  await untilOfflineReady(app);
  await context.close();
  expect(watch.faults).toEqual([]);
  await site.stop();
}

test("what failed on the first visit is taken up again when the network comes, without a reload", async ({ profile }) => {
  await afterMissing(profile, (app) => app.page.evaluate(() => void dispatchEvent(new Event("online"))));
});

test("what failed on the first visit is taken up again by itself, when nothing tells of a network", async ({ profile }) => {
  await afterMissing(profile, async () => {});
});

test("the worker keeps what the browser has already, without downloading it again", async ({ profile }) => {
  const site = Site.copy();
  await site.start();
  // First without a worker, as the files are loaded by the page.
  const bringWorker = takeAway(site, (name) => /^sw\.js/.test(name));
  const watch = new Watch(site.url);
  watch.allow(/404/, /bad HTTP response code/);
  const context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  await app.open("/settings");
  await expect(app.page.getByRole("combobox", { name: "语言" })).toBeVisible();
  bringWorker();
  takeAway(site, (name) => /-[0-9a-f]{16}[._]/.test(name));
  await app.reload();
  await untilOfflineReady(app);
  await context.close();
  expect(watch.faults).toEqual([]);
  await site.stop();
});

test("a new version waits for a half typed text, then for a tap", async ({ profile }) => {
  const site = Site.copy();
  await site.start();
  const watch = new Watch(site.url);
  const context = await launch(profile);
  watch.over(context);
  const app = await App.of(context, site.url);
  await app.add({ 店铺名称: "更新店" });
  await untilOfflineReady(app);
  await app.reload();
  const mark = app.page.locator('meta[name="build-of-test"]');
  await expect(mark).toHaveCount(0);

  let n_loads = 0;
  app.page.on("load", () => (n_loads += 1));
  await app.field("备注").fill("写到一半");
  makeBuildB(site);
  await app.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  await expect
    .poll(() =>
      app.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? "none"),
    )
    .toBe("installed");
  await expect(app.field("备注")).toHaveValue("写到一半");
  await expect(app.field("备注")).toBeFocused();
  await expect(app.notices).not.toContainText("新版本已就绪");
  expect(n_loads, "no reload over a half typed text").toBe(0);

  await app.field("备注").blur();
  await app.saved();
  await expect(app.notices).toContainText("新版本已就绪，不会丢失任何内容");
  expect(n_loads, "no reload without a tap").toBe(0);
  await app.notices.getByRole("button", { name: "更新" }).click();
  await expect(mark).toHaveCount(1);
  await app.ready();
  await expect(app.field("备注")).toHaveValue("写到一半");
  await expect(app.notices).not.toContainText("新版本已就绪");
  expect(n_loads).toBe(1);

  await site.stop();
  watch.allow(...NO_NETWORK);
  await app.reload();
  await expect(mark, "build B opens offline").toHaveCount(1);
  await context.close();
  removeFolder(site.dir);
  expect(watch.faults).toEqual([]);
});
