// Why a field that rarely changes was changed: what is typed outlives the page. Not here: who is asked.
import type { Locator } from "@playwright/test";
import { App } from "./support/app.ts";
import { launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { takeWrites, watchDatabase } from "./support/idb.ts";
import { Tablet } from "./support/killable.ts";

const NAME = "店铺名称";
const WHY = "为什么改？";

/** Changes the name of a shop and types half of the reason. */
async function typesHalf(app: App): Promise<Locator> {
  await app.edit(NAME, "好邻居超市");
  await app.saved();
  const reason = app.fieldBox(NAME).getByLabel(WHY);
  await takeWrites(app.page);
  await reason.pressSequentially("门头换");
  const drafts = async (): Promise<number> =>
    (await takeWrites(app.page)).filter((it) => it.stores.includes("draft")).length;
  await expect.poll(drafts, { message: "what is typed is written down" }).toBeGreaterThan(0);
  return reason;
}

async function history(app: App): Promise<Locator> {
  await app.fieldBox(NAME).getByRole("button", { name: `${NAME}的历史` }).click();
  return app.fieldBox(NAME).getByRole("region", { name: `${NAME}的历史` });
}

test("a reason half typed is there after the tablet died, and belongs to its change", async ({ profile, site }) => {
  const context = await launch(profile);
  let app = await App.of(context, site.url);
  await app.add({ [NAME]: "好邻居便利店" });
  const file = new URL(app.page.url()).pathname;
  await context.close();

  const tablet = await Tablet.start(profile);
  const own = tablet.browser.contexts()[0];
  if (!own) throw new Error("no context");
  await watchDatabase(own);
  app = await App.of(own, site.url);
  await app.open(file);
  await typesHalf(app);
  await tablet.kill();

  const again = await launch(profile);
  app = await App.of(again, site.url);
  await app.open(file);
  const reason = app.fieldBox(NAME).getByLabel(WHY);
  await expect(reason).toHaveValue("门头换");
  await reason.focus();
  await reason.press("End");
  await reason.pressSequentially("了");
  await reason.press("Enter");
  await expect(reason).toBeHidden();
  await app.saved();
  await app.reload();
  await expect(reason).toBeHidden();
  const lines = await history(app);
  await expect(lines.getByRole("listitem").first()).toContainText("好邻居便利店 → 好邻居超市");
  await expect(lines.getByRole("listitem").first()).toContainText("原因：门头换了");
  await again.close();
});

test("a reason typed and left there is given when its tab is closed", async ({ app, context, site }) => {
  await watchDatabase(context);
  await app.add({ [NAME]: "好邻居便利店" });
  const file = new URL(app.page.url()).pathname;
  await typesHalf(app);
  const other = new App(await context.newPage(), site.url);
  await app.page.close({ runBeforeUnload: true });
  await other.open(file);
  await expect(other.fieldBox(NAME).getByLabel(WHY)).toBeHidden();
  await expect(await history(other)).toContainText("原因：门头换");
});
