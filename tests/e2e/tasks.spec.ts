// The ten tasks of docs/tasks.md, played by one hand that counts its taps, in both languages, on a tablet
// and on a phone; what each came to, and that it can be undone. Not here: what each of them does in every case.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { HANDS, Hand } from "./support/hand.ts";

/** A customer is found with so many keystrokes at most. */
const N_KEYS_MAX = 4;
const PERSONAL = /个人|Personal/;

/** The company's list: a shop of the sample with another phone number, and a new one. */
function companyList(code: string, name: string, phone: string): { name: string; mimeType: string; buffer: Buffer } {
  const text = `客户代码,店铺名称,联系电话\n${code},${name},${phone}\nYB9001,新来的店,19900009001\n`;
  return { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
}

async function play(hand: Hand): Promise<void> {
  const { page } = hand;
  await hand.app.loadSample();
  await hand.choosesLanguage();
  await hand.list();
  await expect(page.locator("a.row__link").first()).toBeVisible();
  const nSample = await hand.counted();
  const name = (await page.locator("a.row__link .row__name").nth(3).textContent()) ?? "";
  const phone = page.locator("#field-phone");

  const initials = (await initialsOf(page, name)).slice(0, N_KEYS_MAX);
  await hand.task("find a shop by initials", 2, async () => {
    await hand.tap(hand.search);
    await hand.strike(hand.search, initials);
    await hand.tap(hand.row(name).first());
    await expect(page.getByRole("region", { name: hand.w("客户档案", "Customer file") })).toBeVisible();
    await expect(page.locator("#field-name")).toHaveValue(name);
    expect(hand.nKeys).toBeGreaterThan(0);
    expect(hand.nKeys).toBeLessThanOrEqual(N_KEYS_MAX);
  });
  const address = page.url().slice(hand.app.origin.length);
  const code = await page.locator("#field-code").inputValue();

  const number = await phone.inputValue();

  const open = async (): Promise<void> => {
    await hand.list();
    await hand.tap(page.locator(`a.row__link[href="${address}"]`));
  };

  await hand.task("correct a phone number", 3, async () => {
    await open();
    await hand.showing(phone, PERSONAL);
    await hand.tap(phone);
    await phone.fill("19900008888");
    await phone.press("Enter");
    await hand.saved();
  });
  await expect(phone).toHaveValue("19900008888");
  await hand.undone();
  await expect(phone).toHaveValue(number);
  await hand.redone();
  await expect(phone).toHaveValue("19900008888");

  let box = page.locator(".field");
  let state = "";
  await hand.task("say that a value is still true", 3, async () => {
    const old = page.locator('.field[data-state="stale"], .field[data-state="unknown"]');
    await hand.list();
    await hand.tap(page.locator("a.row__link").filter({ hasText: /待确认|To confirm/ }).first());
    await expect(old.first()).toBeAttached();
    const id = (await old.first().locator("label").first().getAttribute("for")) ?? "";
    box = page.locator(".field").filter({ has: page.locator(`label[for="${id}"]`) });
    state = (await box.getAttribute("data-state")) ?? "";
    const button = old.first().getByRole("button", { name: hand.w("仍然有效", "Still valid") });
    if (!(await button.isVisible())) {
      const group = await old.first().evaluate((it) => it.closest("[id]")?.id ?? "");
      await hand.tap(page.locator(`.groups__tab[aria-controls="${group}"], .groups__tab[href="#${group}"]`).first());
    }
    await hand.tap(button);
  });
  await expect(box).not.toHaveAttribute("data-state", /stale|unknown/);
  await hand.undone();
  await expect(box).toHaveAttribute("data-state", state);

  await hand.task("note what was said", 3, async () => {
    await open();
    const note = page.getByLabel(hand.w("写一条记录", "Write a note"));
    await hand.tap(note);
    await note.fill("周三下午不在");
    await hand.tap(page.getByRole("button", { name: hand.w("添加", "Add"), exact: true }));
  });
  await expect(page.locator(".timeline")).toContainText("周三下午不在");
  const takenBack = page.locator('.timeline__what[data-retracted="true"]');
  await expect(takenBack).toHaveCount(0);
  await hand.undone();
  await expect(takenBack).toHaveCount(1);

  const born = page
    .getByRole("group", { name: hand.w("联系人 李店长", "Contact 李店长"), exact: true })
    .getByLabel(hand.w("生日", "Birthday falls on"), { exact: true });

  await hand.task("add the second person of a shop", 5, async () => {
    await open();
    const add = page.getByRole("button", { name: hand.w("添加联系人", "Add contact"), exact: true });
    await hand.showing(add, PERSONAL);
    await hand.tap(add);
    await page.keyboard.type("李店长");
    await page.keyboard.press("Enter");
    await hand.tap(born);
    await born.fill("农历八月十五");
    await born.press("Enter");
    await expect(born).toHaveValue(/八月十五|lunar/i);
  });
  // Its last step; the person stays.
  await hand.undone();
  await expect(born).toHaveValue("");

  await hand.task("bring in the company's list", 3, async () => {
    await hand.list();
    await hand.tap(page.getByRole("button", { name: hand.w("导入", "Import"), exact: true }));
    await page.getByLabel(hand.w("选择文件", "Choose file")).setInputFiles(companyList(code, name, "19900007777"));
    hand.nTaps += 1;
    await hand.tap(page.getByRole("button", { name: hand.w("开始导入", "Start import"), exact: true }));
    await expect(page.getByRole("status", { name: hand.w("导入结果", "Import result") })).toBeVisible();
  });

  await hand.task("take the file's value where both moved", 2, async () => {
    await hand.tap(page.getByRole("link", { name: hand.w("查看差异", "See differences") }));
    const line = page.locator(".differences__line").filter({ hasText: "19900007777" });
    await hand.tap(line.getByRole("button", { name: new RegExp(hand.w("采用文件的值", "Take the file’s value")) }));
    await expect(line).toHaveCount(0);
  });
  await hand.app.open(address);
  await expect(phone).toHaveValue("19900007777");
  await hand.undone();
  await expect(phone).toHaveValue("19900008888");
  await hand.app.open("/import");
  await page.getByRole("button", { name: hand.w("撤销导入 list.csv", "Undo import of list.csv"), exact: true }).click();
  await expect(page.getByText(hand.w("已撤销", "Undone"), { exact: true })).toBeVisible();
  await hand.saved();
  await hand.list();
  const nCustomers = await hand.counted();
  expect(nCustomers, "the new shop of the file is gone again").toBe(nSample);

  await hand.task("make one of two files of the same shop", 4, async () => {
    await hand.list();
    await hand.tap(page.locator(`summary[aria-label="${hand.w("更多", "More")}"]`));
    await hand.tap(page.getByText(hand.w("查重", "Find duplicates"), { exact: true }));
    await hand.tap(page.locator(".cluster").first().getByRole("link", { name: new RegExp(hand.w("比较", "Compare")) }).first());
    await hand.tap(page.getByRole("button", { name: hand.w("合并", "Merge"), exact: true }));
    await expect(page.locator(".undo-bar button")).toBeVisible();
  });
  await hand.list();
  await expect.poll(() => hand.counted(), "the other file is gone").toBe(nCustomers - 1);
  await hand.undone();
  await expect.poll(() => hand.counted(), "and back").toBe(nCustomers);

  await hand.task("back up the whole book", 2, async () => {
    await hand.list();
    await hand.tap(page.getByRole("link", { name: hand.w("设置", "Settings"), exact: true }));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      hand.tap(page.getByRole("button", { name: hand.w("备份", "Back up"), exact: true })),
    ]);
    expect(readFileSync(await download.path()).length).toBeGreaterThan(10_000);
  });

  const showLine = async (): Promise<void> => {
    await hand.list();
    await hand.tap(page.locator(".filter-bar [aria-haspopup=dialog]"));
    const lines = page.getByRole("dialog").locator("select").filter({ hasText: "3号线" });
    const line = lines.locator("option", { hasText: /^3号线/ });
    await lines.selectOption({ label: (await line.textContent()) ?? "" });
    hand.nTaps += 2;
    await hand.tap(page.locator('.sheet__foot [data-variant="primary"]'));
  };
  await showLine();
  const shop = (await page.locator("a.row__link").first().getAttribute("href")) ?? "";
  const manager = page.locator("#field-manager");
  await hand.app.open(shop);
  await expect(page.locator("#field-line")).toHaveValue(/^3号线/);
  const before = await manager.inputValue();
  expect(before).not.toBe("客户经理99");
  await hand.task("give all shops of a line another manager", 10, async () => {
    await showLine();
    await hand.tap(page.locator(`summary[aria-label="${hand.w("更多", "More")}"]`));
    await hand.tap(page.getByText(hand.w("批量修改", "Bulk edit"), { exact: true }));
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel(hand.w("修改哪一项", "Which field")).selectOption({ label: hand.w("客户经理", "Account manager") });
    hand.nTaps += 2;
    const value = sheet.locator("input").last();
    await hand.tap(value);
    await value.fill("客户经理99");
    await value.press("Enter");
    await hand.tap(sheet.getByRole("button", { name: new RegExp(hand.w("修改 \\d+ 家", "Change \\d+")) }));
    await expect(page.locator(".undo-bar button")).toBeVisible();
  });
  await hand.app.open(shop);
  await expect(manager).toHaveValue("客户经理99");
  await hand.undone();
  await expect(manager).toHaveValue(before);
}

/** The first letters of a name as it is read, asked of the app itself: what finds it among all. */
async function initialsOf(page: Page, name: string): Promise<string> {
  const letters: Record<string, string> = {};
  for (const char of name) letters[char] = (await readingOf(page, char)) ?? "";
  return [...name].map((char) => letters[char] ?? "").join("").toLowerCase();
}

/** The letter by which the browser sorts a character: the first of its pinyin. */
async function readingOf(page: Page, char: string): Promise<string | undefined> {
  return page.evaluate((it) => {
    const bounds = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
    const names = "abcdefghjklmnopqrstwxyz";
    const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
    if (/[a-z0-9]/i.test(it)) return it;
    let found = "";
    [...bounds].forEach((bound, idx) => {
      if (collator.compare(it, bound) >= 0) found = names[idx] ?? "";
    });
    return found;
  }, char);
}

for (const { words, language, size } of HANDS) {
  test(`the ten tasks ${words}`, async ({ app }) => {
    test.setTimeout(240_000);
    await app.page.setViewportSize(size);
    await play(new Hand(app, language));
  });
}
