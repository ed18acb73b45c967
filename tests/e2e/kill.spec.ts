// The device dies in the midst of work: everything that was shown as saved is there.
import { App, untilOfflineReady } from "./support/app.ts";
import { Watch, launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { Tablet } from "./support/killable.ts";
import { Site } from "./support/site.ts";

const N_ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 10);
const N_EDITS = 50;
/** Fields that take any text and change often. */
const FIELDS = ["field-remark", "field-contact", "field-traits"];

/** Edits as fast as the app says "saved"; tells of each one at that moment. Runs in the page. */
async function editInPage({ fields, round, nEdits }: { fields: string[]; round: number; nEdits: number }): Promise<void> {
  const { tellSaved } = window as unknown as { tellSaved: (text: string) => Promise<void> };
  const status = document.querySelector(".status");
  const isSaved = (): boolean => status?.getAttribute("data-saving") === "saved";
  const untilSaved = (): Promise<void> =>
    new Promise((done) => {
      if (isSaved()) return done();
      const observer = new MutationObserver(() => {
        if (!isSaved()) return;
        observer.disconnect();
        done();
      });
      observer.observe(document.body, { attributes: true, childList: true, subtree: true, characterData: true });
    });
  for (let n = 1; n <= nEdits; n += 1) {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${fields[n % fields.length]}`);
    if (!field) throw new Error("the field is not there");
    const text = `R${round}E${n}.`;
    field.focus();
    const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value") ?? {};
    set?.call(field, text);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.blur();
    // The app draws in its next turn; what it shows then counts.
    await new Promise((done) => setTimeout(done, 0));
    await untilSaved();
    void tellSaved(text);
  }
}

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

/** Every edit stands in the timeline of the file, and no field is behind its last one. */
async function expectAll(app: App, saved: string[]): Promise<void> {
  if (saved.length === 0) return;
  const card = app.page.getByRole("region", { name: "黄卡" });
  await expect(card).not.toContainText("正在读取更早的记录");
  const text = (await card.textContent()) ?? "";
  const lost = saved.filter((it) => !text.includes(`${it}`));
  expect(lost, `of ${saved.length} edits shown as saved`).toEqual([]);
}
