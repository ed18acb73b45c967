// The book leaves the browser in one file and comes back in another one.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Locator } from "@playwright/test";
import { App, untilOfflineReady } from "./support/app.ts";
import { launch } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { dataFile, freshFolder, removeFolder } from "./support/site.ts";

const SETTINGS = "/settings";

/** What the settings hold for backups, in one of the languages. */
class Backups {
  readonly app: App;
  readonly isEnglish: boolean;

  constructor(app: App, isEnglish = false) {
    this.app = app;
    this.isEnglish = isEnglish;
  }

  word(chinese: string, english: string): string {
    return this.isEnglish ? english : chinese;
  }
  region(chinese: string, english: string): Locator {
    return this.app.page.getByRole("region", { name: this.word(chinese, english), exact: true });
  }
  get part(): Locator {
    return this.region("备份", "Backup");
  }
  get restorePart(): Locator {
    return this.region("恢复", "Restore");
  }
  get passphrase(): Locator {
    return this.app.page.getByLabel(this.word("口令", "Passphrase"), { exact: true });
  }
  get sheet(): Locator {
    return this.app.page.getByRole("dialog");
  }

  /** Makes a backup; gives its name and bytes. */
  async make(passphrase = ""): Promise<{ name: string; bytes: Buffer }> {
    await this.app.open(SETTINGS);
    if (passphrase) await this.passphrase.fill(passphrase);
    return this.press(this.app.button(this.word("备份", "Back up")));
  }

  async press(button: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.app.page.waitForEvent("download"), button.click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  async choose(bytes: Buffer, name = "backup.jipan"): Promise<void> {
    const input = this.app.page.getByLabel(this.word("选择备份文件", "Choose backup file"));
    await input.setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
  }

  /** The passphrase of the chosen file. Its box comes once the file is known to be locked. */
  async unlock(passphrase: string): Promise<void> {
    await this.restorePart.getByLabel(this.word("口令", "Passphrase"), { exact: true }).fill(passphrase);
  }

  restoreButton(): Locator {
    return this.app.button(this.word("恢复", "Restore"));
  }

  /** Waits for the page that opens after restoring. */
  async restored(act: () => Promise<void>): Promise<void> {
    await Promise.all([this.app.page.waitForEvent("load"), act()]);
    await this.app.ready();
  }

  async fingerprint(): Promise<string> {
    await this.app.open(SETTINGS);
    const name = this.word("资料指纹", "Data fingerprint");
    const fact = this.app.page.locator("dl > div").filter({ has: this.app.page.getByText(name, { exact: true }) });
    const digits = fact.locator("dd");
    let read = "";
    // It is taken anew whenever the book is another one, as when the readings of names have come.
    await expect(async () => {
      read = (await digits.textContent()) ?? "";
      expect(read).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){3}$/);
    }).toPass();
    return read;
  }
}

/** Another browser, which has nothing yet. */
async function elsewhere(
  origin: string,
  use: (app: App, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const folder = freshFolder("elsewhere");
  const context = await launch(folder);
  try {
    await use(await App.of(context, origin), context);
  } finally {
    await context.close();
    removeFolder(folder);
  }
}

/** A shop with a history, a note and something that is not yet valid. */
async function fill(app: App): Promise<void> {
  await app.add({ 店铺名称: "要备份的店", 联系电话: "13800000001" });
  await app.edit("联系人", "样例甲");
  await app.edit("联系人", "样例乙");
  await app.edit("许可证号", "不是号");
  await app.saved();
}

test("a book comes back in an empty browser, and the fingerprint is the same", async ({ app, site }) => {
  await app.importShops();
  await fill(app);
  const here = new Backups(app);
  const before = await here.fingerprint();
  await expect(here.part).toContainText("从未备份：4,989 家客户只在这台设备上");
  const { name, bytes } = await here.make();
  expect(name).toMatch(/^基盘备份-\d{4}-\d\d-\d\d-\d{4}\.jipan$/);
  await expect(here.part).toContainText(`已备份：${name}`);
  await expect(here.part).toContainText("上次备份：");
  await expect(here.part).toContainText("（今天）。之后没有新的修改。");
  await app.reload();
  await expect(here.part).toContainText("之后没有新的修改。");
  await app.open("/customers");
  await app.search.fill("要备份的店");
  await app.row("要备份的店").click();
  await app.edit("联系人", "样例丙");
  await app.saved();
  await app.open(SETTINGS);
  await expect(here.part).toContainText("之后有 1 项修改，涉及 1 家客户");

  await elsewhere(site.url, async (other) => {
    const there = new Backups(other);
    await other.open(SETTINGS);
    await expect(there.part).toContainText("还没有要备份的资料");
    await there.choose(bytes, name);
    await expect(there.restorePart).toContainText(`${name} 完好`);
    await expect(there.restorePart).toContainText("4,989 家客户");
    await there.restored(() => there.restoreButton().click());
    expect(await there.fingerprint()).toBe(before);
    await expect(there.part).toContainText("之后没有新的修改。");
    await other.open("/customers");
    await other.search.fill("要备份的店");
    await other.row("要备份的店").click();
    await expect(other.field("许可证号")).toHaveValue("不是号");
    await other.button(/联系人.*历史/).first().click();
    await expect(other.fieldBox("联系人")).toContainText("样例甲");
    await other.edit("联系人", "在新设备上写的");
    await other.saved();
    await other.reload();
    await expect(other.field("联系人")).toHaveValue("在新设备上写的");
  });
});

test("a passphrase locks the file: without it and with a wrong one nothing is restored", async ({ app, site }) => {
  await fill(app);
  const here = new Backups(app);
  const before = await here.fingerprint();
  await expect(here.part).toContainText("口令忘了，谁也找不回来");
  await expect(here.passphrase).toHaveAttribute("type", "password");
  await here.passphrase.fill("湖滨路 7 号");
  await app.button("显示口令").click();
  await expect(here.passphrase).toHaveAttribute("type", "text");
  const { name, bytes } = await here.press(app.button("备份"));
  await expect(here.part).toContainText("已备份并加密");
  expect(bytes.includes(Buffer.from("要备份的店", "utf8")), "what is locked cannot be read").toBe(false);

  await elsewhere(site.url, async (other) => {
    const there = new Backups(other);
    await other.open(SETTINGS);
    await there.choose(bytes, name);
    await expect(there.restorePart).toContainText("这份备份有口令");
    await there.restoreButton().click();
    await expect(there.restorePart).toContainText("这份备份有口令");
    await there.unlock("湖滨路 8 号");
    await there.restoreButton().click();
    await expect(there.restorePart).toContainText("口令不对。请检查大小写和输入法");
    await there.unlock("湖滨路 7 号");
    await there.restored(() => there.restoreButton().click());
    expect(await there.fingerprint()).toBe(before);
  });
});

test("where there are customers, the question says what is lost and offers a backup first", async ({ app, site }) => {
  await fill(app);
  const { bytes } = await new Backups(app).make();

  await elsewhere(site.url, async (other, context) => {
    await other.add({ 店铺名称: "别处的店" });
    const there = new Backups(other);
    const before = await there.fingerprint();
    await there.choose(bytes);
    await expect(there.restorePart).toContainText("完好");
    await there.restoreButton().click();
    await expect(there.sheet).toContainText("替换这台设备上的资料？");
    await expect(there.sheet).toContainText("这里有 1 家客户的内容不在任何备份里");
    await there.sheet.getByRole("button", { name: "取消" }).click();
    await expect(there.sheet).toBeHidden();
    expect(await there.fingerprint(), "nothing was replaced").toBe(before);

    await there.choose(bytes);
    await there.restoreButton().click();
    const rescued = await there.press(there.sheet.getByRole("button", { name: "先备份现在的" }));
    await expect(there.sheet).toContainText("已备份");
    await there.restored(() => there.sheet.getByRole("button", { name: "替换并恢复" }).click());
    await other.open("/customers");
    await expect(other.row("要备份的店")).toBeVisible();
    await expect(other.row("别处的店")).toHaveCount(0);

    // What was here comes back from the backup that was made first.
    await other.open(SETTINGS);
    await there.choose(rescued.bytes);
    await there.restoreButton().click();
    await there.restored(() => there.sheet.getByRole("button", { name: "替换并恢复" }).click());
    expect(await there.fingerprint()).toBe(before);
    expect(context.pages()).toHaveLength(1);
  });
});

test("the same in English", async ({ app, site }) => {
  await app.add({ 店铺名称: "English shop" });
  await app.open(SETTINGS);
  await app.page.getByLabel("语言").selectOption("en");
  const here = new Backups(app, true);
  const before = await here.fingerprint();
  await expect(here.part).toContainText("Never backed up: 1 customer is on this device only");
  await expect(here.part).toContainText("a lost passphrase cannot be recovered by anybody");
  const { name, bytes } = await here.make("correct horse");
  expect(name).toMatch(/^jipan-backup-\d{4}-\d\d-\d\d-\d{4}\.jipan$/);
  await expect(here.part).toContainText("Backed up and encrypted");

  await elsewhere(site.url, async (other) => {
    await other.open(SETTINGS);
    await other.page.getByLabel("语言").selectOption("en");
    const there = new Backups(other, true);
    await there.choose(Buffer.from("店铺名称\n某店\n"), "shops.csv");
    await expect(there.restorePart).toContainText("nothing on this device has changed. This is not a backup of Jipan");
    await there.choose(bytes.subarray(0, bytes.length - 100), name);
    await expect(there.restorePart).toContainText("This backup has a passphrase");
    await there.unlock("wrong");
    await there.restoreButton().click();
    await expect(there.restorePart).toContainText("The passphrase is wrong");
    await there.unlock("correct horse");
    await there.restoreButton().click();
    await expect(there.restorePart).toContainText("The backup file is damaged or not complete");
    await there.choose(bytes, name);
    await there.unlock("correct horse");
    await there.restored(() => there.restoreButton().click());
    expect(await there.fingerprint()).toBe(before);
  });
});

test("a damaged file, wherever it is damaged, changes nothing", async ({ app }) => {
  await fill(app);
  const here = new Backups(app);
  const before = await here.fingerprint();
  const { bytes } = await here.make();
  const flipped = (at: number): Buffer => {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    return damaged;
  };
  const cases: [Buffer, string][] = [
    [flipped(0), "这不是基盘的备份"],
    [flipped(9), "备份文件已损坏或不完整"],
    [flipped(bytes.length >> 1), "备份文件已损坏或不完整"],
    [flipped(bytes.length - 1), "备份文件已损坏或不完整"],
    [bytes.subarray(0, bytes.length >> 1), "备份文件已损坏或不完整"],
    [bytes.subarray(0, 20), "备份文件已损坏或不完整"],
    [Buffer.concat([bytes, Buffer.from("more")]), "备份文件已损坏或不完整"],
    [Buffer.from("PK\u0003\u0004"), "这不是基盘的备份"],
    [Buffer.alloc(0), "这不是基盘的备份"],
  ];
  for (const [damaged, words] of cases) {
    await here.choose(damaged);
    await expect(here.restorePart).toContainText(`没有恢复，这台设备上的资料没有变。${words}`);
    await here.choose(bytes);
    await expect(here.restorePart).toContainText("完好");
  }
  expect(await here.fingerprint()).toBe(before);
});

test("without a network a book is backed up and restored as well", async ({ app, context, site, watch }) => {
  watch.allow(/Failed to load resource: net::ERR/);
  await fill(app);
  await untilOfflineReady(app);
  await context.setOffline(true);
  const here = new Backups(app);
  const before = await here.fingerprint();
  const { bytes } = await here.make("离线口令");

  await elsewhere(site.url, async (other, otherContext) => {
    await other.open(SETTINGS);
    await untilOfflineReady(other);
    await otherContext.setOffline(true);
    const there = new Backups(other);
    await there.choose(bytes);
    await there.unlock("离线口令");
    await there.restored(() => there.restoreButton().click());
    expect(await there.fingerprint()).toBe(before);
  });
});

test("pressing Restore first lets a file be chosen and restores it", async ({ app, site }) => {
  await fill(app);
  const here = new Backups(app);
  const before = await here.fingerprint();
  const { name, bytes } = await here.make();
  const file = path.join(freshFolder("file"), name);
  writeFileSync(file, bytes);
  await elsewhere(site.url, async (other) => {
    const there = new Backups(other);
    await other.open(SETTINGS);
    const [chooser] = await Promise.all([other.page.waitForEvent("filechooser"), there.restoreButton().click()]);
    await there.restored(() => chooser.setFiles(file));
    expect(await there.fingerprint()).toBe(before);
  });
  removeFolder(path.dirname(file));
});

test("another window with the old book opens anew and shows the restored one; both write on", async ({ app, context, site }) => {
  await fill(app);
  const here = new Backups(app);
  const before = await here.fingerprint();
  const { bytes } = await here.make();
  const second = new App(await context.newPage(), site.url);
  await second.open("/customers");
  await second.row("要备份的店").click();
  await second.edit("备注", "备份以后写的");
  await second.saved();
  await app.page.bringToFront();
  await expect(here.part).toContainText("之后有 1 项修改，涉及 1 家客户");
  await here.choose(bytes);
  await here.restoreButton().click();
  await expect(here.sheet).toContainText("这里有 1 家客户的内容不在任何备份里");
  const anew = second.page.waitForEvent("load");
  await here.restored(() => here.sheet.getByRole("button", { name: "替换并恢复" }).click());
  expect(await here.fingerprint()).toBe(before);
  await anew;
  await second.ready();
  await expect(second.field("备注")).toHaveValue("");
  await second.edit("备注", "恢复以后写的");
  await second.saved();
  await app.open(new URL(second.page.url()).pathname);
  await expect(app.field("备注")).toHaveValue("恢复以后写的");
  await app.edit("联系人", "样例丁");
  await app.saved();
  await expect(second.field("联系人")).toHaveValue("样例丁");
});

test("backups that were frozen with version 1 open, each in its way, as the same book", async ({ site }) => {
  const fingerprints: string[] = [];
  for (const [name, passphrase] of [["plain", ""], ["gzip", ""], ["locked", "湖滨路 7 号"]] as const) {
    const bytes = readFileSync(dataFile(`backup/v1-${name}.jipan`));
    await elsewhere(site.url, async (other) => {
      const there = new Backups(other);
      await other.open(SETTINGS);
      await there.choose(bytes);
      if (passphrase) {
        await expect(there.restorePart).toContainText("这份备份有口令");
        await there.unlock(passphrase);
      } else {
        await expect(there.restorePart).toContainText("完好");
      }
      await there.restored(() => there.restoreButton().click());
      fingerprints.push(await there.fingerprint());
      await other.open("/customers");
      await expect(other.count).toHaveText("共 2 家，显示 2");
      await other.row("一号店").click();
      await expect(other.field("联系人")).toHaveValue("样例155");
      await other.edit("联系人", "很久以后写的");
      await other.saved();
      await other.reload();
      await expect(other.field("联系人")).toHaveValue("很久以后写的");
    });
  }
  expect(new Set(fingerprints).size, fingerprints.join()).toBe(1);
});
