// The words of English are a file that is fetched when it is wanted. Not here: what they say (look.spec.ts).
import { App } from "./support/app.ts";
import { Watch, launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { Site } from "./support/site.ts";

const NO_NETWORK = [/Failed to load resource: net::ERR/, /ERR_INTERNET_DISCONNECTED/, /ERR_CONNECTION_REFUSED/];

/** Notes the language of the page whenever the app has drawn something. */
const noteLanguages = (): void => {
  const seen = new Set<string>();
  Object.assign(window, { languagesByTest: seen });
  new MutationObserver(() => {
    const main = document.querySelector("nav")?.getAttribute("aria-label");
    if (main) seen.add(main);
  }).observe(document, { childList: true, subtree: true, attributes: true });
};

async function languages(app: App): Promise<string[]> {
  return app.page.evaluate(() => [...(window as unknown as { languagesByTest: Set<string> }).languagesByTest]);
}

test("who chose English sees nothing else at the next start, also without a network", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  let context = await launch(profile);
  watch.over(context);
  let app = await App.of(context, site.url);
  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(app.page.locator(".status__ready")).toBeVisible({ timeout: 30_000 });
  await context.close();
  await site.stop();

  watch.allow(...NO_NETWORK);
  context = await launch(profile);
  watch.over(context);
  await context.addInitScript(noteLanguages);
  app = await App.of(context, site.url);
  await app.open("/settings");
  await expect(app.page.getByRole("combobox", { name: "Language" })).toHaveValue("en");
  expect(await languages(app)).toEqual(["Main"]);
  await context.close();
  expect(watch.faults).toEqual([]);
});

test("a network that hangs keeps nobody out: the app begins in Chinese, and English comes when it does", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  watch.allow(/not in this test/);
  const context = await launch(profile);
  watch.over(context);
  // The worker would have it from its cache.
  await context.addInitScript(() => {
    Object.defineProperty(ServiceWorkerContainer.prototype, "register", {
      value: () => Promise.reject(new Error("not in this test")),
    });
  });
  const app = await App.of(context, site.url);
  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(app.page.locator(".status")).toHaveAttribute("data-saving", "saved");
  let answer = (): void => {};
  const isAnswered = new Promise<void>((resolve) => (answer = resolve));
  await context.route("**/en.ftl", async (route) => {
    await isAnswered;
    await route.continue();
  });
  await app.page.reload();
  await expect(app.page.getByRole("combobox", { name: "语言" })).toBeVisible();
  await expect(app.page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(app.notices).toContainText("English 的文字还没有取到");
  answer();
  await expect(app.page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(app.page.getByRole("log")).not.toContainText("English");
  await context.close();
  await site.stop();
  expect(watch.faults).toEqual([]);
});

test("English that cannot be fetched is said, and shown as soon as it can", async ({ profile }) => {
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  watch.allow(/Failed to load resource/, /not in this test/);
  const context = await launch(profile);
  watch.over(context);
  // The worker would have it from its cache.
  await context.addInitScript(() => {
    Object.defineProperty(ServiceWorkerContainer.prototype, "register", {
      value: () => Promise.reject(new Error("not in this test")),
    });
  });
  let isThere = false;
  await context.route("**/en.ftl", (route) => (isThere ? route.continue() : route.abort()));
  const app = await App.of(context, site.url);
  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.notices).toContainText("English 的文字还没有取到");
  await app.reload();
  await expect(app.notices).toContainText("English 的文字还没有取到");
  await expect(app.page.locator("html")).toHaveAttribute("lang", "zh-CN");
  isThere = true;
  await app.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(app.page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(app.page.getByRole("log")).not.toContainText("English");
  await context.close();
  await site.stop();
  expect(watch.faults).toEqual([]);
});
