// A supervisor's tablet holds the territories that were assigned and no other. Not here: what a rep may do.
import { Company, type Seat } from "./support/company.ts";
import { expect, test } from "./support/fixtures.ts";
import { kept } from "./support/kept.ts";

/** Shops by their lines; the last is on no line, so of nobody but the manager. */
const SHOPS = [
  ["兴隆超市", "1号线"],
  ["鑫利便利店", "1号线"],
  ["永安烟酒店", "2号线"],
  ["顺达食杂店", "3号线"],
  ["无线商行", ""],
] as const;
const [OWN, ALSO_OWN, SECOND, THIRD, FREE] = SHOPS.map(([name]) => name) as [string, string, string, string, string];

/** The names in the list. */
async function names(seat: Seat): Promise<string[]> {
  await seat.go("客户");
  return (await seat.app.rows().locator(".row__name").allTextContents()).sort();
}

test("a supervisor gets the territories assigned and no other", async () => {
  const company = await Company.found(SHOPS.map(([name, line]) => ({ 店铺名称: name, ...(line && { 送货线路: line }) })));
  const { manager } = company;
  const path = async (name: string): Promise<string> => {
    await manager.openFile(name);
    return new URL(manager.app.page.url()).pathname;
  };
  const [second, third] = [await path(SECOND), await path(THIRD)];
  for (const [territory, line] of [["一片", "1号线"], ["二片", "2号线"], ["三片", "3号线"]] as const) {
    await company.territory(territory, [line]);
  }
  const supervisor = await company.seat(await company.invite("陈静", ["一片", "二片"], "主管"), "主管的平板");
  const { app } = supervisor;
  await supervisor.go("客户");
  await expect(app.count).toHaveText("共 3 家，显示 3");
  expect(await names(supervisor)).toEqual([OWN, ALSO_OWN, SECOND].sort());

  // Changes of both territories go to the manager, with the name of who made them.
  for (const [name, remark] of [[OWN, "一片的门口在修路"], [SECOND, "二片的老板换了"]] as const) {
    await supervisor.openFile(name);
    await app.edit("备注", remark);
    await supervisor.synced();
    await manager.openFile(name);
    await expect(manager.app.field("备注")).toHaveValue(remark, { timeout: 40_000 });
    await expect(manager.app.page.locator(".timeline")).toContainText("陈静");
  }

  // What is done in the third does not come: what was done after it has come.
  await manager.openFile(THIRD);
  await manager.app.edit("备注", "三片的秘密");
  await manager.openFile(SECOND);
  await manager.app.edit("备注", "经理看过了");
  await manager.synced();
  await supervisor.openFile(SECOND);
  await expect(app.field("备注")).toHaveValue("经理看过了", { timeout: 40_000 });
  await supervisor.go("客户");
  await expect(app.count).toHaveText("共 3 家，显示 3");
  for (const name of [THIRD, FREE]) {
    await app.search.fill(name);
    await expect(app.count).toHaveText("共 3 家，显示 0");
  }
  await app.search.fill("");
  expect(await kept(app.page, [OWN, ALSO_OWN, SECOND, THIRD, FREE, "三片的秘密", "经理看过了"])).toEqual([OWN, ALSO_OWN, SECOND, "经理看过了"]);
  await app.open(second);
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText(SECOND);
  await app.open(third);
  await expect(app.page.getByText("没有这家客户")).toBeVisible();

  // Once it is assigned too, it comes with all that was done.
  await company.team();
  await manager.app.button("修改 陈静").click();
  const sheet = manager.app.page.getByRole("dialog");
  await sheet.getByRole("button", { name: "三片", exact: true }).click();
  await sheet.getByRole("button", { name: "保存" }).click();
  await supervisor.go("客户");
  await expect(app.count).toHaveText("共 4 家，显示 4", { timeout: 40_000 });
  await supervisor.openFile(THIRD);
  await expect(app.field("备注")).toHaveValue("三片的秘密");
  await company.end();
});
