// The list goes out as a file and comes back unchanged.
import { readFileSync } from "node:fs";
import type { App } from "./support/app.ts";
import { decode, parseCsv } from "./support/csv.ts";
import { expect, test } from "./support/fixtures.ts";

async function exported(app: App): Promise<{ name: string; bytes: Buffer; cells: string[][] }> {
  const [download] = await Promise.all([
    app.page.waitForEvent("download"),
    app.page.getByRole("button", { name: "导出", exact: true }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  return { name: download.suggestedFilename(), bytes, cells: parseCsv(decode(bytes.subarray(3), "utf-8")) };
}

test("what is exported and imported again changes nothing", async ({ fullApp: app }) => {
  await app.open("/customers");
  await app.page.getByRole("button", { name: /271 家停业或注销未显示/ }).click();
  await expect(app.count).toHaveText("共 4,988 家，显示 4,988");
  const { name, bytes, cells } = await exported(app);
  expect(name).toMatch(/^客户-\d{4}-\d\d-\d\d\.csv$/);
  expect([...bytes.subarray(0, 3)], "the byte order mark").toEqual([0xef, 0xbb, 0xbf]);
  expect(cells).toHaveLength(4989);
  await app.importFile({ name, mimeType: "text/csv", buffer: bytes });
  await app.expectResult({ added: 0, updated: 0, unchanged: 4988, failed: 0 });
});

test("a text that looks like a formula is guarded in the file and comes back as it was", async ({ app }) => {
  const odd = ["=1+1店", "+好再来", "-5元店", "@四海", "'引号店"];
  const list = { name: "odd.csv", mimeType: "text/csv", buffer: Buffer.from("店铺名称\n占位店\n") };
  await app.importFile(list);
  for (const name of odd) await app.add({ 店铺名称: name });
  await app.open("/customers");
  const { name, bytes, cells } = await exported(app);
  const place = cells[0]?.indexOf("店铺名称") ?? -1;
  const names = cells.slice(1).map((record) => record[place]);
  expect(names.sort()).toEqual([...odd.map((it) => `'${it}`), "占位店"].sort());
  await app.importFile({ name, mimeType: "text/csv", buffer: bytes });
  await app.expectResult({ added: 0, updated: 0, unchanged: 6, failed: 0 });
  await app.open("/customers");
  for (const name of odd) await expect(app.row(name)).toBeVisible();
});

test("only what the list shows is exported", async ({ fullApp: app }) => {
  await app.open("/customers");
  await app.search.fill("世纪华联");
  await expect(app.count).toHaveText(/^共 4,988 家，显示 \d{2,3}$/);
  const n_shown = Number(/显示 (\d+)/.exec((await app.count.textContent()) ?? "")?.[1]);
  const { cells } = await exported(app);
  expect(cells).toHaveLength(n_shown + 1);
  const place = cells[0]?.indexOf("店铺名称") ?? -1;
  for (const record of cells.slice(1)) expect(record[place]).toContain("世纪华联");
});
