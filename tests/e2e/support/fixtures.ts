// A profile, an endpoint and the app for every journey; whatever a journey does, the console stays clean
// and nothing is asked of another site.
import { type BrowserContext, test as base, expect } from "@playwright/test";
import { cpSync } from "node:fs";
import { App } from "./app.ts";
import { Watch, launch } from "./browser.ts";
import { Site, freshFolder, removeFolder } from "./site.ts";

interface OfTest {
  /** Folder of the browser's profile; new and empty. */
  profile: string;
  watch: Watch;
  context: BrowserContext;
  app: App;
  /** The app with the 4,988 shops of the test list already in it. */
  fullApp: App;
}

interface OfWorker {
  site: Site;
  /** A profile into which the test list was imported; to be copied, not used. */
  fullProfile: string;
}

export const test = base.extend<OfTest, OfWorker>({
  site: [
    async ({}, use) => {
      const site = new Site();
      await site.start();
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],
  fullProfile: [
    async ({ site }, use) => {
      const folder = freshFolder("full");
      const context = await launch(folder);
      const app = await App.of(context, site.url);
      await app.importShops();
      await context.close();
      await use(folder);
      removeFolder(folder);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  profile: async ({}, use) => {
    const folder = freshFolder("profile");
    await use(folder);
    removeFolder(folder);
  },
  watch: async ({ site }, use) => {
    const watch = new Watch(site.url);
    await use(watch);
    expect(watch.faults, "a clean console, and no request to another site").toEqual([]);
  },
  context: async ({ profile, watch }, use) => {
    const context = await launch(profile);
    watch.over(context);
    await use(context);
    await context.close();
  },
  app: async ({ context, site }, use) => {
    await use(await App.of(context, site.url));
  },
  fullApp: async ({ fullProfile, profile, watch, site }, use) => {
    cpSync(fullProfile, profile, { recursive: true, filter: (from) => !from.includes("Singleton") });
    const context = await launch(profile);
    watch.over(context);
    await use(await App.of(context, site.url));
    await context.close();
  },
});

export { expect };
