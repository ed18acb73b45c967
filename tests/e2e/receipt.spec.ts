// The photo of a receipt: made small in the browser, kept through a reload without a network, and in a company seen
// by whoever approves. Not here: what becomes of it when calls fail.
import type { Locator, Page } from "@playwright/test";
import { untilOfflineReady } from "./support/app.ts";
import { Budget } from "./support/budget.ts";
import { expect, test } from "./support/fixtures.ts";
import { planned } from "./support/planned.ts";

/** What the browser says while there is no network; the app goes on. */
const NO_NETWORK = [/Failed to load resource/, /ERR_/];
const [NOTE, AMOUNT] = ["给店主送货的油费", "86.50"];
/** A camera's picture, and how large it is kept. */
const [TAKEN, KEPT] = [{ width: 2400, height: 1600 }, { width: 1000, height: 666 }];
/** More than may be kept by far. */
const BYTES_MIN = 600_000;

/** A picture of pure noise, which no JPEG makes small by itself. */
async function picture(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(async ({ width, height }) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    const image = context.createImageData(width, height);
    const PART = 65_536;
    for (let at = 0; at < image.data.length; at += PART) crypto.getRandomValues(new Uint8Array(image.data.buffer, at, Math.min(PART, image.data.length - at)));
    for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
    context.putImageData(image, 0, 0);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1] ?? "";
  }, TAKEN);
  return { name: "receipt.jpg", mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** Begins an expense with what is typed. */
async function begun(budget: Budget): Promise<Locator> {
  await budget.app.button("记一笔费用").click();
  await budget.sheet.getByLabel("金额（元）", { exact: true }).fill(AMOUNT);
  await budget.sheet.getByLabel("说明", { exact: true }).fill(NOTE);
  return budget.sheet;
}

const expense = (page: Page): Locator => page.locator(".expense").filter({ hasText: NOTE });
const sizeOf = (photo: Locator): Promise<{ width: number; height: number }> =>
  photo.evaluate((it) => (it instanceof HTMLImageElement ? { width: it.naturalWidth, height: it.naturalHeight } : { width: 0, height: 0 }));

/** A sum over what is seen of a photo: two photos with the same one are the same. */
const seenOf = (photo: Locator): Promise<string> =>
  photo.evaluate(async (it) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 200, height: 133 });
    const context = canvas.getContext("2d");
    context?.drawImage(it as HTMLImageElement, 0, 0, 200, 133);
    const { data } = context?.getImageData(0, 0, 200, 133) ?? { data: new Uint8ClampedArray() };
    return String(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
  });

async function isShown(photo: Locator): Promise<void> {
  await expect(photo).toBeVisible({ timeout: 40_000 });
  await expect.poll(() => sizeOf(photo)).toEqual(KEPT);
}

test("a receipt is made small, kept without a network and through a reload, and can be taken out", async ({ app, context, watch }) => {
  const { page } = app;
  await app.open("/budget/expenses");
  const budget = await Budget.at(app, "/expenses");
  const large = await picture(page);
  expect(large.buffer.length).toBeGreaterThan(BYTES_MIN);

  const sheet = await begun(budget);
  await test.step("what is no picture is said, and nothing that was typed goes", async () => {
    watch.allow(/the photo could not be read/);
    await sheet.getByLabel("拍票据").setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from("a,b") });
    await expect(sheet.getByText("这不是能读的图片，请换一张。其他内容都还在。")).toBeVisible();
    await expect(sheet.getByLabel("说明", { exact: true })).toHaveValue(NOTE);
  });

  await test.step("a photo is small, and large when it is pressed", async () => {
    await sheet.getByLabel("拍票据").setInputFiles(large);
    await isShown(sheet.locator("img.expense__photo"));
    await expect(sheet.getByText("这不是能读的图片")).toHaveCount(0);
    await sheet.getByRole("button", { name: "完成", exact: true }).click();
    await expect(sheet).toHaveCount(0);
    await app.saved();
    const photo = expense(page).locator("img.expense__photo");
    await isShown(photo);
    await photo.click();
    await isShown(page.locator("dialog[open] img.receipt__large"));
    await page.keyboard.press("Escape");
  });

  await test.step("without a network it is there after a reload", async () => {
    await untilOfflineReady(app);
    watch.allow(...NO_NETWORK);
    await context.setOffline(true);
    await app.reload();
    await Budget.at(app, "/expenses");
    await isShown(expense(page).locator("img.expense__photo"));
    await context.setOffline(false);
  });

  await test.step("it is taken out, and one tap brings it back", async () => {
    await expense(page).getByRole("button", { name: /^修改/ }).click();
    await budget.sheet.getByRole("button", { name: "去掉照片" }).click();
    await budget.sheet.getByRole("button", { name: "完成", exact: true }).click();
    await expect(expense(page)).toContainText("无票据");
    await app.button("撤销").click();
    await isShown(expense(page).locator("img.expense__photo"));
  });
});

test("whoever approves sees the receipt of a rep, later without a network too", async () => {
  test.setTimeout(240_000);
  const { company, manager, rep } = await planned();
  const budget = await Budget.at(rep.app, "/expenses");
  const sheet = await begun(budget);
  await sheet.getByLabel("拍票据").setInputFiles(await picture(rep.app.page));
  await isShown(sheet.locator("img.expense__photo"));
  await sheet.getByRole("button", { name: "完成", exact: true }).click();
  await rep.app.saved();

  await Budget.at(manager.app, "/expenses");
  const photo = expense(manager.app.page).locator("img.expense__photo");
  await isShown(photo);
  expect(await seenOf(photo)).toBe(await seenOf(expense(rep.app.page).locator("img.expense__photo")));

  await untilOfflineReady(manager.app);
  await manager.offline(true);
  await manager.app.reload();
  await Budget.at(manager.app, "/expenses");
  await isShown(photo);
  await company.end();
});
