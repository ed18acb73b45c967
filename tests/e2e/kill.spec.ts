// The device dies in the midst of work: everything that was shown as saved is there.
import { App, untilOfflineReady } from "./support/app.ts";
import { Watch, launch } from "./support/browser.ts";
import { FIELDS, editInPage, expectAll } from "./support/edits.ts";
import { expect, test } from "./support/fixtures.ts";
import { Tablet } from "./support/killable.ts";
import { Site } from "./support/site.ts";

const N_ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 10);
const N_EDITS = 50;

test(`no edit shown as saved is lost in ${N_ROUNDS} kills`, async ({ profile }) => {
  test.setTimeout(120_000 + N_ROUNDS * 20_000);
  const site = new Site();
  await site.start();
  const watch = new Watch(site.url);
  let context = await launch(profile);
  let app = await App.of(context, site.url);
  await app.add({ 店铺名称: "不怕断电的店" });
  const file = new URL(app.page.url()).pathname;
  await untilOfflineReady(app);
  await context.close();

  const saved: string[] = [];
  let n_midst = 0;
  for (let round = 1; round <= N_ROUNDS; round += 1) {
    const tablet = await Tablet.start(profile);
    const own = tablet.browser.contexts()[0];
    if (!own) throw new Error("no context");
    app = await App.of(own, site.url);
    const before = saved.length;
    await app.page.exposeFunction("tellSaved", (text: string) => void saved.push(text));
    await app.open(file);
    await expectAll(app, saved);
    const work = app.page.evaluate(editInPage, { fields: FIELDS, round, nEdits: N_EDITS }).catch(() => undefined);
    // Not before some edits are through, then at any moment.
    const n_wanted = before + 1 + Math.floor(Math.random() * (N_EDITS - 10));
    await expect.poll(() => saved.length, { intervals: [1], timeout: 30_000 }).toBeGreaterThanOrEqual(n_wanted);
    await new Promise((done) => setTimeout(done, Math.random() * 20));
    await tablet.kill();
    await work;
    if (saved.length < before + N_EDITS) n_midst += 1;
  }
  expect(n_midst, "rounds that ended in the midst of the edits").toBeGreaterThanOrEqual(Math.ceil(N_ROUNDS / 2));

  await site.stop();
  watch.allow(/Failed to load resource: net::ERR/);
  context = await launch(profile);
  watch.over(context);
  app = await App.of(context, site.url);
  await app.open(file);
  await expectAll(app, saved);
  await expect(app.notices).toBeEmpty();
  await app.open("/customers");
  await expect(app.count).toHaveText("共 1 家，显示 1");
  await context.close();
  expect(watch.faults).toEqual([]);
});
