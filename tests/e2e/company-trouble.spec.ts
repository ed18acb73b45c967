// A company on bad days: a day without a network, batteries that fall out, an update in between.
import { untilOfflineReady } from "./support/app.ts";
import { App } from "./support/app.ts";
import { makeBuildB } from "./support/builds.ts";
import { Company, Seat } from "./support/company.ts";
import { FIELDS, editInPage, expectAll } from "./support/edits.ts";
import { expect, test } from "./support/fixtures.ts";
import { Tablet } from "./support/killable.ts";
import { Site, removeFolder } from "./support/site.ts";

const SHOP = "兴隆超市";
const N_DAY = 500;
const N_ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 6);
const N_EDITS = 50;

/** A shop, a territory and a rep who has it. */
async function small(site = new Site()): Promise<{ company: Company; rep: Seat }> {
  const company = await Company.found([{ 店铺名称: SHOP, 送货线路: "1号线" }], site);
  await company.territory("一片", ["1号线"]);
  const rep = await company.seat(await company.invite("李四", ["一片"]), "李四的平板");
  return { company, rep };
}

test("a day offline with 500 changes is sent when there is a network again, and nothing is lost", async () => {
  test.setTimeout(240_000);
  const { company, rep } = await small();
  await rep.openFile(SHOP);
  await rep.offline(true);
  const saved: string[] = [];
  await rep.app.page.exposeFunction("tellSaved", (text: string) => void saved.push(text));
  await rep.app.page.evaluate(editInPage, { fields: FIELDS, round: 1, nEdits: N_DAY });
  expect(saved.length).toBe(N_DAY);
  await expect(rep.line).toHaveText(/^500 项待同步（\d\d:\d\d 起）$/);
  // A reload in the middle of the day takes nothing away.
  await untilOfflineReady(rep.app);
  await rep.app.reload();
  await expect(rep.line).toHaveText(/^500 项待同步/);
  await rep.offline(false);
  await rep.synced();
  await company.manager.openFile(SHOP);
  await expect(() => expectAll(company.manager.app, saved)).toPass({ timeout: 40_000 });
  await company.end();
});

test("endpoint and tablet die in the midst of pushes, and nothing that was saved is lost", async () => {
  test.setTimeout(300_000);
  const { company, rep } = await small();
  const { site, manager } = company;
  await rep.openFile(SHOP);
  const file = new URL(rep.app.page.url()).pathname;
  await untilOfflineReady(rep.app);
  await rep.context.close();

  const saved: string[] = [];
  for (let round = 1; round <= N_ROUNDS; round += 1) {
    const tablet = await Tablet.start(rep.profile);
    const own = tablet.browser.contexts()[0];
    if (!own) throw new Error("no context");
    const app = await App.of(own, site.url);
    const before = saved.length;
    await app.page.exposeFunction("tellSaved", (text: string) => void saved.push(text));
    await app.open(file);
    await expectAll(app, saved);
    const work = app.page.evaluate(editInPage, { fields: FIELDS, round, nEdits: N_EDITS }).catch(() => undefined);
    const until = async (n: number): Promise<void> => {
      await expect.poll(() => saved.length, { intervals: [1], timeout: 30_000 }).toBeGreaterThanOrEqual(before + n);
    };
    // The endpoint dies while edits go out, and comes back on its own file; then the tablet dies.
    await until(1 + Math.floor(Math.random() * 20));
    await site.stop();
    await until(25);
    await site.start();
    await until(26 + Math.floor(Math.random() * 20));
    await tablet.kill();
    await work;
  }

  const last = await Seat.start(site.url, rep.profile);
  await last.app.open(file);
  await last.synced();
  await expectAll(last.app, saved);
  await manager.app.open(file);
  await manager.synced();
  await expect(() => expectAll(manager.app, saved)).toPass({ timeout: 40_000 });
  for (const field of ["备注", "联系人"]) {
    const here = await last.app.field(field).inputValue();
    await expect(manager.app.field(field)).toHaveValue(here);
  }
  await last.context.close();
  await company.end();
});

test("an update of the app in between loses no change that waits", async () => {
  const site = Site.copy();
  const { company, rep } = await small(site);
  await rep.openFile(SHOP);
  await untilOfflineReady(rep.app);
  await rep.offline(true);
  await rep.app.edit("备注", "旧版本写的");
  await rep.app.saved();
  await expect(rep.line).toContainText("1 项待同步");
  makeBuildB(site);
  await rep.offline(false);
  await rep.app.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  await expect(rep.app.notices).toContainText("新版本已就绪", { timeout: 30_000 });
  await rep.offline(true);
  await rep.app.edit("联系人", "等着的修改");
  await rep.app.saved();
  await rep.app.notices.getByRole("button", { name: "更新" }).click();
  await expect(rep.app.page.locator('meta[name="build-of-test"]')).toHaveCount(1);
  await rep.app.ready();
  await expect(rep.line).toContainText("待同步");
  await rep.offline(false);
  await rep.synced();
  await company.manager.openFile(SHOP);
  await expect(company.manager.app.field("备注")).toHaveValue("旧版本写的");
  await expect(company.manager.app.field("联系人")).toHaveValue("等着的修改");
  await company.end();
  removeFolder(site.dir);
});
