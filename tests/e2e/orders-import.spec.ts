// A list of products and a year of order lines come in, and the page stays alive. Not here: single lines.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { dataFile } from "./support/site.ts";

const ORDERS = "orders-utf8-bom.csv";

/** The page answers a finger when no task is longer, also on a machine that is busy with something else. */
const LONG_TASK_MS_MAX = 1_000;

function csv(name: string, buffer: Buffer): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: "text/csv", buffer };
}

/** Watches how long the page is blocked, and what the progress says. */
async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { longest: 0, progress: [] as string[] };
    Object.assign(window, { seenByTest: seen });
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) seen.longest = Math.max(seen.longest, entry.duration);
    }).observe({ type: "longtask" });
    new MutationObserver(() => {
      const words = document.querySelector("progress")?.getAttribute("aria-valuetext");
      if (words && words !== seen.progress.at(-1)) seen.progress.push(words);
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

async function seen(page: Page): Promise<{ longest: number; progress: string[] }> {
  return page.evaluate(() => (window as unknown as { seenByTest: { longest: number; progress: string[] } }).seenByTest);
}

test("products and 209,062 order lines come in with progress, and the page stays alive", async ({ fullApp: app }) => {
  const { page } = app;
  await app.open("/import");
  await app.chooseFile(dataFile("products-utf8-bom.csv"));
  const kind = page.getByRole("radiogroup", { name: "这个文件是" });
  await expect(kind.getByRole("radio", { name: "商品" })).toBeChecked();
  await app.button("开始导入").click();
  await app.expectResult({ added: 18, updated: 0, unchanged: 0, failed: 0 });
  await app.saved();
  await app.button("导入另一个文件").click();

  await app.chooseFile(csv(ORDERS, gunzipSync(readFileSync(dataFile(`${ORDERS}.gz`)))));
  await expect(page.getByText("209,062 条记录")).toBeVisible();
  await expect(kind.getByRole("radio", { name: "订单" })).toBeChecked();
  // What the file holds can be said otherwise, and then its columns mean something else.
  await kind.getByRole("radio", { name: "商品" }).check();
  await expect(page.getByText("还没有一列对应商品名称，请选出来。")).toBeVisible();
  await expect(app.button("开始导入")).toBeDisabled();
  await kind.getByRole("radio", { name: "订单" }).check();
  for (const choice of await kind.locator("label").all()) {
    const box = await choice.boundingBox();
    expect(box?.height, "a finger hits it").toBeGreaterThanOrEqual(48);
  }
  await watchPage(page);
  await app.button("开始导入").click();
  await expect(app.importResult).toBeVisible({ timeout: 50_000 });
  const { longest, progress } = await seen(page);
  for (const [word, n] of [
    ["新增订单", "104,524"],
    ["更新订单", "0"],
    ["未变订单", "0"],
    ["未导入的行", "0"],
  ] as const) {
    const line = app.importResult.locator("dl > div").filter({ has: page.getByText(word, { exact: true }) });
    await expect(line.locator("dd")).toHaveText(n);
  }
  await expect(page.getByText("这些订单共 209,062 行。")).toBeVisible();
  expect(progress.some((it) => it.endsWith("/ 209,062")), "the lines were counted").toBe(true);
  expect(progress.some((it) => it.endsWith("/ 104,524")), "and the orders").toBe(true);
  expect(longest, "milliseconds of the longest task of the page").toBeLessThanOrEqual(LONG_TASK_MS_MAX);
  await app.saved();
  await expect(app.undoBar).toContainText("104,524 张订单");
});
