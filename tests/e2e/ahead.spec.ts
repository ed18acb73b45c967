// Pages of the book are read beside the start of the program, and it opens as well where they are not.
import { App } from "./support/app.ts";
import { expect, test } from "./support/fixtures.ts";

/** In the page, before it: which values of pages it asked for itself. */
function watchPages(): void {
  const asked: string[] = [];
  Object.assign(window, { askedForPages: asked });
  for (const method of ["get", "getAll"] as const) {
    const original: (this: IDBObjectStore, ...rest: never[]) => IDBRequest = IDBObjectStore.prototype[method];
    Object.assign(IDBObjectStore.prototype, {
      [method](this: IDBObjectStore, ...rest: never[]) {
        if (this.name === "hot") asked.push(method);
        return original.apply(this, rest);
      },
    });
  }
}

async function askedForPages(app: App): Promise<string[]> {
  return app.page.evaluate(() => (window as unknown as { askedForPages: string[] }).askedForPages);
}

async function expectAllShops(app: App): Promise<void> {
  await app.open("/customers");
  await expect(app.count).toHaveText("共 4,988 家，显示 4,717");
}

/** Opens the app and waits until the customers lie in pages, not only in the log. */
async function untilFolded(app: App): Promise<void> {
  await app.open("/customers");
  const nPages = (): Promise<number> =>
    app.page.evaluate(
      () =>
        new Promise<number>((done, fail) => {
          const request = indexedDB.open("jipan-local-me");
          request.onerror = () => fail(request.error);
          request.onsuccess = () => {
            const count = request.result.transaction("hot").objectStore("hot").count();
            count.onsuccess = () => {
              request.result.close();
              done(count.result);
            };
          };
        }),
    );
  await expect.poll(nPages, { timeout: 20_000 }).toBeGreaterThan(0);
}

test("the pages of the book are read beside the start: the page itself asks for none", async ({ fullApp: app }) => {
  await untilFolded(app);
  await app.page.addInitScript(watchPages);
  await expectAllShops(app);
  expect(await askedForPages(app)).toEqual([]);
});

test("where nothing can be read ahead, the page reads for itself", async ({ fullApp: app }) => {
  await untilFolded(app);
  await app.page.addInitScript(watchPages);
  await app.page.addInitScript(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        if (url === "/ahead.js") throw new Error("no worker here");
        super(url, options);
      }
    };
  });
  await expectAllShops(app);
  expect(await askedForPages(app)).not.toEqual([]);
});

test("a reading ahead that never answers does not hold the app up for good", async ({ fullApp: app }) => {
  await untilFolded(app);
  await app.page.addInitScript(() => {
    const Real = window.Worker;
    window.Worker = class extends Real {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (url === "/ahead.js") this.terminate();
      }
    };
  });
  await expectAllShops(app);
});

test("where there is no database yet, reading ahead makes none", async ({ context, site, watch }) => {
  watch.allow(/favicon/);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${site.url}/healthz`);
  const names = await page.evaluate(async () => {
    const worker = new Worker("/ahead.js", { name: "jipan-nobody" });
    const told = await new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
    return [told, (await indexedDB.databases()).some(({ name }) => name === "jipan-nobody")];
  });
  expect(names).toEqual([null, false]);
});
