// A manager and reps with their own tablets and one endpoint: what a person sees of working together.
import { createServer } from "node:http";
import { Company, Seat } from "./support/company.ts";
import { expect, test } from "./support/fixtures.ts";

const SHOP = "兴隆超市";
const OTHER = "鑫利便利店";

/** Two shops on two lines, a territory with the first line, and a rep who has it. */
async function small(): Promise<{ company: Company; rep: Seat }> {
  const company = await Company.found([
    { 店铺名称: SHOP, 联系电话: "13800000001", 送货线路: "1号线" },
    { 店铺名称: OTHER, 联系电话: "13800000002", 送货线路: "2号线" },
  ]);
  await company.territory("一片", ["1号线"]);
  const rep = await company.seat(await company.invite("李四", ["一片"]), "李四的平板");
  return { company, rep };
}

test("a company begins with a printed link, a rep joins by another, and edits go both ways", async () => {
  const { company, rep } = await small();
  const { manager } = company;
  // The link is nobody's any more, and not in the address.
  expect(new URL(rep.app.page.url()).hash).toBe("");
  await rep.go("客户");
  await expect(rep.app.count).toHaveText("共 1 家，显示 1");

  await rep.openFile(SHOP);
  await expect(rep.app.file).toContainText("已同步");
  await rep.app.edit("备注", "门口在修路");
  await manager.openFile(SHOP);
  await expect(manager.app.field("备注")).toHaveValue("门口在修路");
  await expect(manager.app.page.locator(".timeline")).toContainText("李四");
  await manager.go("同步");
  await expect(manager.app.page.locator(".company__arrival").first()).toContainText(/李四.*兴隆超市/);

  await manager.openFile(SHOP);
  await manager.app.edit("联系电话", "13800000009");
  await expect(rep.app.field("联系电话")).toHaveValue("13800000009");
  await expect(rep.app.page.locator(".timeline")).toContainText("张伟");
  await company.end();
});

test("a link works once, and one that is gone says what to do", async () => {
  const company = await Company.found([{ 店铺名称: SHOP }]);
  const link = await company.invite("王五", [], "经理");
  const first = await company.seat(link, "第一台");
  const second = await Seat.start(company.site.url);
  await second.app.page.goto(link);
  await expect(second.app.page.getByRole("heading", { name: "这个邀请链接不能用了" })).toBeVisible();
  await expect(second.app.page.getByRole("alert")).toContainText("请向经理要一个新的");
  await first.app.page.goto(link);
  await expect(first.app.page.getByRole("heading", { name: "这台设备已加入一家公司" })).toBeVisible();
  await second.end();
  await company.end();
});

test("a link is shown with a code to scan, and can be pasted where links open elsewhere", async () => {
  const company = await Company.found([{ 店铺名称: SHOP }]);
  const app = await company.team();
  await app.button("邀请同事").click();
  await app.page.getByRole("dialog").getByLabel("姓名").fill("王五");
  await app.page.getByRole("radio", { name: "经理" }).check({ force: true });
  await app.button("生成邀请链接").click();
  await expect(app.page.getByRole("img", { name: "二维码：邀请链接" })).toBeVisible();
  await app.button("复制链接").click();
  await expect(app.page.getByRole("status").filter({ hasText: "已复制" })).toBeVisible();
  const link = await company.linkShown();

  const seat = await Seat.start(company.site.url);
  await seat.app.open("/join");
  await seat.app.page.getByLabel("邀请链接").fill(link);
  await seat.app.button("打开").click();
  await expect(seat.app.page.getByRole("heading", { name: "加入「乐清营销部」" })).toBeVisible();
  await seat.end();
  await company.end();
});

test("what two wrote offline is a card in words, and a decision ends it everywhere", async () => {
  const { company, rep } = await small();
  const { manager } = company;
  for (const seat of [manager, rep]) await seat.openFile(SHOP);
  for (const seat of [manager, rep]) await seat.offline(true);
  await rep.app.edit("联系电话", "13811111111");
  await expect(rep.line).toHaveText(/^1 项待同步（\d\d:\d\d 起）$/);
  await expect(rep.app.file).toContainText("1 项待同步");
  await manager.app.edit("联系电话", "13822222222");
  await manager.app.saved();
  await rep.offline(false);
  await rep.synced();
  await manager.offline(false);
  await manager.synced();

  for (const seat of [manager, rep]) await expect(seat.app.status).toContainText("1 项需要你处理");
  await rep.go("同步");
  const card = rep.app.page.getByRole("article", { name: `${SHOP} · 联系电话` });
  await expect(card).toContainText(/你和张伟都改了这一项/);
  await expect(card).toContainText("13811111111");
  await expect(card).toContainText("13822222222");
  await card.getByRole("button", { name: /^保留我的/ }).click();
  await expect(card).toHaveCount(0);
  await rep.synced();
  await expect(manager.app.field("联系电话")).toHaveValue("13811111111");
  for (const seat of [manager, rep]) await expect(seat.app.status).not.toContainText("需要你处理");
  await company.end();
});

test("a third value decides as well", async () => {
  const { company, rep } = await small();
  const { manager } = company;
  for (const seat of [manager, rep]) await seat.openFile(SHOP);
  for (const seat of [manager, rep]) await seat.offline(true);
  await rep.app.edit("联系电话", "13811111111");
  await manager.app.edit("联系电话", "13822222222");
  for (const seat of [manager, rep]) await seat.app.saved();
  for (const seat of [rep, manager]) {
    await seat.offline(false);
    await seat.synced();
  }
  await manager.go("同步");
  const card = manager.app.page.getByRole("article", { name: `${SHOP} · 联系电话` });
  await card.getByRole("button", { name: "另填" }).click();
  await card.getByLabel("另填联系电话").fill("13833333333");
  await card.getByRole("button", { name: "就用这个" }).click();
  await expect(card).toHaveCount(0);
  await expect(rep.app.field("联系电话")).toHaveValue("13833333333");
  await company.end();
});

test("a customer follows its line into another territory, with its history", async () => {
  const { company, rep } = await small();
  await company.territory("二片", ["2号线"]);
  const other = await company.seat(await company.invite("王五", ["二片"]), "王五的平板");
  await rep.openFile(SHOP);
  await rep.app.edit("备注", "李四写的");
  await rep.synced();
  const app = await company.team();
  await app.button("修改辖区 二片").click();
  await app.page.getByRole("dialog").getByRole("button", { name: /1号线/ }).click();
  await app.button("保存").click();
  await rep.go("客户");
  await expect(rep.app.count).toHaveText("共 0 家，显示 0");
  await other.go("客户");
  await expect(other.app.count).toHaveText("共 2 家，显示 2");
  await other.openFile(SHOP);
  await expect(other.app.field("备注")).toHaveValue("李四写的");
  await expect(other.app.page.locator(".timeline")).toContainText("李四");
  await company.end();
});

test("a rep goes on with a new tablet, and the old one is revoked", async () => {
  const { company, rep } = await small();
  const app = await company.team();
  await app.button("修改 李四").click();
  await app.button("新设备的链接").click();
  const fresh = await company.seat(await company.linkShown(), "新平板");
  await fresh.go("客户");
  await expect(fresh.app.count).toHaveText("共 1 家，显示 1");

  // What the old one wrote before it was revoked is taken in.
  await rep.openFile(SHOP);
  await rep.offline(true);
  await rep.app.edit("备注", "吊销前写的");
  await rep.app.saved();
  await company.team();
  await app.button("吊销 李四的平板").click();
  await app.page.getByRole("dialog").getByRole("button", { name: "吊销", exact: true }).click();
  await expect(app.page.getByText(/已吊销$/)).toBeVisible();
  await rep.offline(false);
  await rep.go("客户");
  await expect(rep.app.count).toHaveText("共 0 家，显示 0", { timeout: 40_000 });
  await fresh.openFile(SHOP);
  await expect(fresh.app.field("备注")).toHaveValue("吊销前写的");
  await company.end();
});

test("a network that wants a login does no harm, and is named", async () => {
  const { company, rep } = await small();
  const { site } = company;
  const port = Number(new URL(site.url).port);
  await site.stop();
  const portal = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<html><body>请登录 Wi-Fi</body></html>");
  });
  await new Promise<void>((done) => portal.listen(port, "127.0.0.1", done));
  await rep.openFile(SHOP);
  await rep.app.edit("备注", "在咖啡馆写的");
  await rep.app.saved();
  await rep.go("同步");
  await expect(rep.app.page.getByText(/这个网络要先登录/)).toBeVisible({ timeout: 30_000 });
  await expect(rep.line).toContainText("1 项待同步");
  portal.closeAllConnections();
  await new Promise((done) => portal.close(done));
  await site.start();
  await rep.app.button("立即同步").click();
  await rep.synced();
  await company.manager.openFile(SHOP);
  await expect(company.manager.app.field("备注")).toHaveValue("在咖啡馆写的", { timeout: 40_000 });
  await company.end();
});

test("a change that the company does not take stays with its text and the reason", async () => {
  const { company, rep } = await small();
  await company.territory("二片", ["2号线"]);
  await rep.openFile(SHOP);
  await rep.offline(true);
  const app = await company.team();
  await app.button("修改辖区 二片").click();
  await app.page.getByRole("dialog").getByRole("button", { name: /1号线/ }).click();
  await app.button("保存").click();
  await expect(app.page.locator(".company__row", { hasText: "二片" })).toContainText("1号线");
  // Within a minute the clocks may be to blame, and the change is taken in.
  await rep.app.page.clock.setSystemTime(Date.now() + 10 * 60_000);
  await rep.app.edit("备注", "已经不归我了");
  await rep.app.saved();
  await rep.offline(false);
  await expect(rep.app.status).toContainText("1 项需要你处理", { timeout: 40_000 });
  await rep.go("同步");
  const card = rep.app.page.getByRole("article").filter({ hasText: "已经不归我了" });
  await expect(card).toContainText("写的时候，这家客户不在你的辖区。");
  await card.getByRole("button", { name: /^放下/ }).click();
  await expect(rep.app.status).not.toContainText("需要你处理");
  await company.end();
});

test("without a server changes go as a locked file, and are one with those that are sent later", async () => {
  const { company, rep } = await small();
  const { manager } = company;
  await manager.openFile(SHOP);
  await rep.openFile(SHOP);
  await company.site.stop();
  await rep.app.edit("备注", "写在文件里的");
  await rep.app.saved();
  await rep.go("同步");
  await rep.app.page.getByLabel("口令").fill("虹桥123");
  const [download] = await Promise.all([
    rep.app.page.waitForEvent("download"),
    rep.app.button("存待同步的修改").click(),
  ]);
  const file = await download.path();

  await manager.go("同步");
  await manager.app.page.getByLabel("口令").fill("不对的");
  await manager.app.page.getByLabel("读入修改文件").setInputFiles(file);
  await expect(manager.app.page.getByText(/口令不对/)).toBeVisible({ timeout: 30_000 });
  await manager.app.page.getByLabel("口令").fill("虹桥123");
  await manager.app.page.getByLabel("读入修改文件").setInputFiles(file);
  await expect(manager.app.page.getByText("已读入：新的 1 项，已有的 0 项，需要处理的 0 项。")).toBeVisible({ timeout: 30_000 });
  await manager.openFile(SHOP);
  await expect(manager.app.field("备注")).toHaveValue("写在文件里的");

  await company.site.start();
  for (const seat of [rep, manager]) {
    await seat.go("同步");
    await seat.app.button("立即同步").click();
    await seat.synced();
  }
  await manager.openFile(SHOP);
  await expect(manager.app.page.locator(".timeline").getByText(/写在文件里的/)).toHaveCount(1);
  await company.end();
});

test("who leaves takes the company's data off the tablet, after all was sent", async () => {
  const { company, rep } = await small();
  await rep.openFile(SHOP);
  await rep.offline(true);
  await rep.app.edit("备注", "走之前写的");
  await rep.app.saved();
  await rep.go("同步");
  await expect(rep.app.button("离开公司…")).toBeDisabled();
  await rep.offline(false);
  await rep.synced();
  await rep.app.button("离开公司…").click();
  await rep.app.page.getByRole("dialog").getByRole("button", { name: "移除并离开" }).click();
  await expect(rep.app.nav.getByRole("link", { name: "同步" })).toHaveCount(0, { timeout: 40_000 });
  await rep.app.open("/customers");
  await expect(rep.app.page.getByText(SHOP)).toHaveCount(0);
  await company.manager.openFile(SHOP);
  await expect(company.manager.app.field("备注")).toHaveValue("走之前写的");
  await company.end();
});
