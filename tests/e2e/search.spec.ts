// Any shop is found at once: by name, initials, pinyin, phone, licence; with an input method; by keys.
import type { CDPSession } from "@playwright/test";
import type { App } from "./support/app.ts";
import { PHONE } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";

const ALL = "共 4,988 家，显示 4,717";

async function openList(app: App): Promise<void> {
  await app.open("/customers");
  await expect(app.count).toHaveText(ALL);
}

test("a shop is found by what one remembers of it", async ({ fullApp: app }) => {
  await openList(app);
  const cases: [typed: string, name: string][] = [
    ["重庆长乐行", "重庆长乐行烟酒店"],
    ["cqcl", "重庆长乐行烟酒店"],
    ["chongqing", "重庆长乐行烟酒店"],
    ["ruyik", "如意KTV"],
    ["057686100021", "利民百货"],
    ["86100021", "利民百货"],
    ["330382110018", "重庆长乐行烟酒店"],
    ["330382000021", "如意KTV"],
    ["ｒｕｙｉｋｔｖ", "如意KTV"],
  ];
  for (const [typed, name] of cases) {
    await app.search.fill(typed);
    await expect(app.row(name).first(), `“${typed}”`).toBeVisible();
  }
  await app.search.fill("没有这样的店");
  await expect(app.page.getByText("没有符合的客户")).toBeVisible();
  await app.button("清除搜索").click();
  await expect(app.count).toHaveText(ALL);
  await expect(app.search).toBeFocused();
});

test("four keystrokes of initials bring the shop onto the glass", async ({ fullApp: app }) => {
  await openList(app);
  for (const [keys, name] of [
    ["cqcl", "重庆长乐行烟酒店"],
    ["ryk", "如意KTV"],
    ["lzh", "\"老字号\"兴隆超市,总店"],
  ]) {
    await app.search.fill("");
    await app.search.pressSequentially(keys ?? "");
    expect(keys?.length).toBeLessThanOrEqual(4);
    await expect(app.row(name ?? "").first()).toBeInViewport();
  }
});

/** Composes as an input method does: nothing may happen before the characters are chosen. */
async function compose(keyboard: CDPSession, steps: string[]): Promise<void> {
  for (const text of steps) {
    await keyboard.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  }
}

test("nothing is searched while characters are composed", async ({ fullApp: app }) => {
  await openList(app);
  const keyboard = await app.page.context().newCDPSession(app.page);
  await app.page.evaluate(() => {
    const counts: string[] = [];
    Object.assign(window, { countsSeen: counts });
    const look = (): void => {
      const text = document.querySelector(".customers__count")?.textContent ?? "";
      if (counts.at(-1) !== text) counts.push(text);
    };
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const countsSeen = (): Promise<string[]> =>
    app.page.evaluate(() => (window as unknown as { countsSeen: string[] }).countsSeen);
  await app.search.focus();
  for (const text of ["h", "hu", "hua"]) {
    await compose(keyboard, [text]);
    await expect(app.search).toHaveValue(text);
  }
  // The Enter that chooses a candidate belongs to the input method.
  const enter = { key: "Process", code: "Enter", windowsVirtualKeyCode: 229 };
  await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await expect(app.search).toBeFocused();
  expect(await countsSeen()).toEqual([ALL]);
  await keyboard.send("Input.insertText", { text: "华联" });
  await expect(app.search).toHaveValue("华联");
  await expect(app.count).toHaveText(/^共 4,988 家，显示 \d{2,3}$/);
  await expect(app.rows().first()).toContainText("华联");
  const counts = await countsSeen();
  expect(counts, "one search, when the characters were chosen").toHaveLength(2);
});

test("composing in a field of the file does not redraw it", async ({ app }) => {
  await app.add({ 店铺名称: "试字店" });
  const keyboard = await app.page.context().newCDPSession(app.page);
  await app.field("备注").focus();
  await compose(keyboard, ["h", "hu", "hua"]);
  await expect(app.field("备注")).toHaveValue("hua");
  await keyboard.send("Input.insertText", { text: "花" });
  await expect(app.field("备注")).toHaveValue("花");
  await app.field("备注").blur();
  await app.saved();
  await app.reload();
  await expect(app.field("备注")).toHaveValue("花");
});

test("with a keyboard: / to search, arrows through the list, Escape to clear", async ({ fullApp: app }) => {
  await openList(app);
  await app.page.keyboard.press("/");
  await expect(app.search).toBeFocused();
  await expect(app.search).toHaveValue("");
  await app.page.keyboard.type("如意ktv");
  await expect(app.rows().first()).toContainText("如意KTV");
  await app.page.keyboard.press("ArrowDown");
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText("如意KTV");
  await app.search.focus();
  await app.page.keyboard.press("Escape");
  await expect(app.search).toHaveValue("");
  await expect(app.count).toHaveText(ALL);
  await app.open("/customers");
  const first = await app.rows().nth(0).getAttribute("href");
  const second = await app.rows().nth(1).getAttribute("href");
  await app.page.keyboard.press("ArrowDown");
  await expect(app.page).toHaveURL(app.origin + first);
  await app.page.keyboard.press("ArrowDown");
  await expect(app.page).toHaveURL(app.origin + second);
  await app.page.keyboard.press("ArrowUp");
  await expect(app.page).toHaveURL(app.origin + first);
});

test("on a phone the list is where it was when one comes back from a file", async ({ fullApp: app }) => {
  await app.page.setViewportSize(PHONE);
  await openList(app);
  const box = app.page.locator(".list");
  await box.evaluate((element) => element.scrollTo(0, 72 * 1000));
  await expect.poll(() => app.rows().evaluateAll((rows) => rows.length)).toBeGreaterThan(5);
  const target = app.list.locator('[aria-posinset="1003"] a');
  const name = await target.locator("strong").textContent();
  await target.click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText(name ?? "");
  await expect(box).toBeHidden();
  await app.page.getByRole("link", { name: "返回列表" }).click();
  await expect(target).toBeInViewport();
  await target.click();
  await app.page.goBack();
  await expect(target).toBeInViewport();
});

test("filters narrow the list, say how many, and come off again", async ({ fullApp: app }) => {
  await openList(app);
  await app.button("筛选").click();
  const sheet = app.page.getByRole("dialog", { name: "筛选" });
  await sheet.getByLabel("行政区域").selectOption({ index: 1 });
  const shown = sheet.getByRole("button", { name: /^查看 [\d,]+ 家$/ });
  await expect(shown).not.toHaveText("查看 4,717 家");
  const n = /[\d,]+/.exec((await shown.textContent()) ?? "")?.[0];
  await shown.click();
  await expect(app.count).toHaveText(`共 4,988 家，显示 ${n}`);
  await app.page.getByRole("button", { name: /271|停业或注销/ }).click();
  await app.button("筛选（1）").click();
  await sheet.getByRole("button", { name: "清除条件" }).click();
  await app.page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await expect(app.count).toHaveText(ALL);
});

test("the list can be put in another order", async ({ fullApp: app }) => {
  await openList(app);
  await app.page.getByRole("combobox", { name: "排序" }).selectOption({ label: "客户代码" });
  await expect(app.rows().first()).toContainText("晨光24小时便利");
  await app.button("升序").click();
  await expect(app.rows().first()).not.toContainText("晨光24小时便利");
});
