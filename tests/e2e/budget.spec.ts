// The budget in a browser: a year is planned from the sample with few taps, cells are used as a spreadsheet's, an order
// without a network moves year, month and goal, and paper and workbook say what the book says. Not here: the rules.
import { readFileSync } from "node:fs";
import { PHONE, TABLET } from "./support/browser.ts";
import { Budget, numberOf } from "./support/budget.ts";
import { expect, test } from "./support/funnel.ts";
import { HANDS, Hand } from "./support/hand.ts";
import { readPdf, squeezed } from "./support/pdf.ts";
import { readParts, readXlsx } from "./support/xlsx.ts";

/** So many taps, choices and boxes filled at most to plan a year. */
const N_INTERACTIONS_MAX = 60;
const MONTHS = Array.from({ length: 12 }, (_, n) => n + 1);

/** What the months of a row come to. */
async function ofMonths(budget: Budget, row: string): Promise<number> {
  let sum = 0;
  for (const month of MONTHS) sum += Math.round((await budget.planned(row, month)) * 100);
  return sum / 100;
}

for (const { words, language, size } of HANDS) {
  test(`a manager plans next year from the sample, ${words}`, async ({ sample: app }) => {
    test.setTimeout(120_000);
    await app.page.setViewportSize(size);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const budget = new Budget(app);
    const { page } = app;
    const w = hand.w.bind(hand);
    let nFilled = 0;
    const choose = async (name: "budget-year" | "budget-plan", idx: number): Promise<void> => {
      await budget.chooser(name).selectOption({ index: idx });
      nFilled += 1;
    };
    const fill = async (label: string | RegExp, nth: number, text: string): Promise<void> => {
      const box = page.getByLabel(label).nth(nth);
      await box.fill(text);
      await box.press("Enter");
      nFilled += 1;
    };
    await test.step("the version", async () => {
      await page.locator(".nav").getByRole("link", { name: w("预算", "Budget") }).click();
      hand.nTaps += 1;
      await budget.counted("");
      await choose("budget-year", 0);
      await expect(page.locator(".empty-state")).toContainText(w("还没有预算", "no budget"));
      await hand.tap(page.locator(".empty-state .button").first());
      await budget.sheet.getByLabel(w("名称", "Name"), { exact: true }).fill("2027");
      nFilled += 1;
      await hand.tap(budget.sheet.locator('.sheet__foot [data-variant="primary"]'));
      await expect(budget.sheet).toHaveCount(0);
    });
    await test.step("target, way and plan of three rows", async () => {
      await hand.tap(page.locator(".pages").getByRole("link", { name: w("缺口", "Gap"), exact: true }));
      await budget.counted("/gap");
      const targets = page.getByLabel(new RegExp(w("^全年目标", "^Target")));
      await expect(targets.first()).toBeVisible();
      const lastYear = numberOf(await page.locator(".gap").nth(1).locator("dd").first().textContent());
      expect(lastYear, "the sample has a year to go by").toBeGreaterThan(0);
      await fill(new RegExp(w("^全年目标", "^Target")), 0, "9000");
      await fill(new RegExp(w("^全年目标", "^Target")), 1, String(Math.round(lastYear * 1.1)));
      await hand.tap(page.getByRole("button", { name: w("各行都按缺口生成计划", "Plan all rows from their gaps"), exact: true }));
      await hand.saved();
    });
    await hand.tap(page.locator(".pages").getByRole("link", { name: w("执行表", "Year"), exact: true }).first());
    await budget.counted("");
    await test.step("what is planned adds up to the target, to the fen", async () => {
      await page.setViewportSize(TABLET);
      const revenue = w("销售收入", "Sales revenue");
      expect(await ofMonths(budget, revenue)).toBe(await budget.planned(revenue, 0));
      await page.setViewportSize(size);
    });
    await test.step("it counts, and is frozen", async () => {
      await hand.tap(page.locator(".budget-tools summary"));
      await hand.tap(page.getByRole("button", { name: w("冻结", "Freeze"), exact: true }));
      await hand.saved();
      await expect(page.locator(".register__sums")).toContainText(w("冻结", "rozen"));
    });
    expect(hand.nTaps + nFilled, "interactions").toBeLessThanOrEqual(N_INTERACTIONS_MAX);
    await hand.undone();
    await expect(page.locator(".register__sums")).not.toContainText(w("冻结", "rozen"));
  });
}

test.describe("the table on a tablet", () => {
  test.beforeEach(async ({ sample: app }) => {
    await app.page.setViewportSize(TABLET);
  });

  test("is typed into by keys alone, filled to the right and taken back", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    const { page } = app;
    await budget.cell("固定费用", 1).click();
    const before = await budget.planned("正式员工", 1);
    await budget.cell("正式员工", 1).click();
    await page.keyboard.type("33");
    await page.keyboard.press("Tab");
    await app.saved();
    expect(await budget.planned("正式员工", 1)).toBe(33);
    await expect(budget.cell("正式员工", 2).locator("input"), "Tab goes on to the right").toHaveCount(1);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Control+r");
    await app.saved();
    for (const month of MONTHS) expect(await budget.planned("正式员工", month)).toBe(33);
    await page.keyboard.press("Control+z");
    await app.saved();
    await page.keyboard.press("Control+z");
    await app.saved();
    await expect.poll(() => budget.planned("正式员工", 1)).toBe(before);
  });

  test("keeps what is no number in its cell, with a word why, over a reload", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    await budget.cell("正式员工", 3).click();
    await app.page.keyboard.type("三十");
    await app.page.keyboard.press("Enter");
    const cell = budget.cell("正式员工", 3);
    await expect(cell).toHaveAttribute("data-state", "invalid");
    await expect(cell).toContainText("三十");
    await app.reload();
    const again = await Budget.at(app);
    await expect(again.cell("正式员工", 3)).toContainText("三十");
  });

  test("takes a table of a spreadsheet with merged cells", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    const { page } = app;
    await budget.cell("正式员工", 1).click();
    const html = "<table><tr><td colspan='2'>41</td><td>42</td></tr><tr><td>7</td><td>无</td><td>9</td></tr></table>";
    const kept = await budget.planned("正式员工", 2);
    await page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData("text/html", html);
      data.setData("text/plain", "");
      document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, html);
    await app.saved();
    expect(await budget.planned("正式员工", 1)).toBe(41);
    expect(await budget.planned("正式员工", 2), "what a merged cell covers stays").toBe(kept);
    expect(await budget.planned("正式员工", 3)).toBe(42);
    expect(await budget.planned("非正式员工", 1)).toBe(7);
    expect(await budget.planned("非正式员工", 3)).toBe(9);
    await expect(budget.cell("非正式员工", 2), "what is no number waits in its cell").toContainText("无");
    await expect(app.notices).toContainText("已粘贴");
    await page.keyboard.press("Control+z");
    await app.saved();
    await expect.poll(() => budget.planned("正式员工", 2)).toBe(kept);
  });

  test("cuts what is selected, and while one types only a part of the text", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    const { page } = app;
    const [from, to] = ["正式员工", "非正式员工"];
    const before = [await budget.planned(from, 1), await budget.planned(from, 2)];
    expect(before.every((it) => it > 0), "there is something to be cut").toBe(true);
    await budget.cell(from, 1).click();
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Control+x");
    await app.saved();
    for (const month of [1, 2]) await expect.poll(() => budget.planned(from, month)).toBeNaN();
    expect(await budget.planned(from, 3), "the next one stays").toBeGreaterThan(0);
    await budget.cell(to, 1).click();
    await page.keyboard.press("Control+v");
    await expect.poll(async () => [await budget.planned(to, 1), await budget.planned(to, 2)]).toEqual(before);

    // What follows from others is copied, not taken away.
    const gross = await budget.planned("毛利", 1);
    await budget.cell("毛利", 1).click();
    await page.keyboard.press("Control+x");
    expect(await budget.planned("毛利", 1)).toBe(gross);

    await budget.cell(to, 3).click();
    const kept = await budget.planned(to, 3);
    await page.keyboard.type("4567");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Control+x");
    await expect(budget.cell(to, 3).locator("input")).toHaveValue("456");
    await page.keyboard.press("Escape");
    expect(await budget.planned(to, 3)).toBe(kept);
    for (const _ of ["pasted", "cut"]) {
      await page.keyboard.press("Control+z");
      await app.saved();
    }
    await expect.poll(async () => [await budget.planned(from, 1), await budget.planned(from, 2)]).toEqual(before);
  });

  test("says how many rows and columns it has", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    for (const size of [TABLET, PHONE]) {
      await app.page.setViewportSize(size);
      await expect(budget.grid).toHaveAttribute("aria-colcount", size === PHONE ? "4" : "15");
      const counted = await budget.grid.evaluate((grid) => {
        const rows = [...grid.querySelectorAll("tr")];
        const cells = rows.map((row) => row.children.length);
        return { n_rows: rows.length, n_cells: [...new Set(cells)] };
      });
      expect(counted.n_cells, "every row is as long").toEqual([Number(await budget.grid.getAttribute("aria-colcount"))]);
      expect(counted.n_rows).toBe(Number(await budget.grid.getAttribute("aria-rowcount")));
    }
  });

  test("of a frozen version takes nothing, and what cannot be used is off", async ({ sample: app }) => {
    const { page } = app;
    let budget = await Budget.at(app);
    await page.locator(".budget-tools summary").click();
    await page.getByRole("button", { name: "冻结", exact: true }).click();
    await app.saved();
    const before = await budget.planned("正式员工", 1);
    await budget.cell("正式员工", 1).click();
    await expect(page.locator(".cell-bar")).toContainText("正式员工");
    for (const name of ["改数", "向右填充", "添加子项"]) await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
    for (const key of ["7", "Delete", "Control+x", "Control+r"]) await page.keyboard.press(key);
    await page.keyboard.press("Escape");
    expect(await budget.planned("正式员工", 1)).toBe(before);
    budget = await Budget.at(app, "/gap");
    const boxes = page.locator(".gaps input, .gaps select");
    expect(await boxes.count()).toBeGreaterThan(0);
    for (const box of await boxes.all()) await expect(box).toBeDisabled();
    await expect(page.getByRole("button", { name: /按缺口生成计划/ })).toHaveCount(0);
  });

  test("shows the year, what is left a month and all twelve months side by side, in whole yuan", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    for (const language of ["zh-CN", "en"] as const) {
      await budget.speaks(language);
      const size = await app.page.locator(".cells__scroll").evaluate((box) => ({ wide: box.scrollWidth, seen: box.clientWidth }));
      expect(size.wide, language).toBeLessThanOrEqual(size.seen);
      const cells = await budget.grid.locator("tbody td").evaluateAll((all) =>
        all.map((cell) => ({
          high: cell.getBoundingClientRect().height,
          text: parseFloat(getComputedStyle(cell.querySelector("small") ?? cell).fontSize),
        })));
      expect(Math.min(...cells.map((it) => it.high)), language).toBeGreaterThanOrEqual(48);
      expect(Math.min(...cells.map((it) => it.text)), language).toBeGreaterThanOrEqual(12);
      expect(await budget.grid.locator("tbody").innerText(), "no fen").not.toMatch(/\d\.\d\d/);
    }
  });

  test("selects what a mouse is dragged over", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    const { page } = app;
    const picked = budget.grid.locator('[aria-selected="true"]');
    const middle = async (row: string, column: number): Promise<[number, number]> => {
      const box = await budget.cell(row, column).boundingBox();
      if (!box) throw new Error("no such cell");
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    await budget.cell("正式员工", 2).click();
    await page.mouse.move(...(await middle("正式员工", 2)));
    await page.mouse.down();
    await page.mouse.move(...(await middle("正式员工", 3)));
    await page.mouse.move(...(await middle("非正式员工", 4)));
    await page.mouse.up();
    await expect(picked).toHaveCount(6);
    await expect(budget.cell("非正式员工", 4).locator("input"), "the focus goes along").toHaveCount(1);
    await page.keyboard.press("Shift+ArrowRight");
    await expect(picked, "keys go on from there").toHaveCount(8);
    await budget.cell("正式员工", 6).click();
    await expect(picked).toHaveCount(0);
  });

  test("says why, down to an order, and the way back is the same cell", async ({ sample: app }) => {
    const budget = await Budget.at(app);
    await budget.cell("销售收入", 1).click();
    await app.page.getByRole("button", { name: /为什么/ }).last().click();
    await expect(budget.sheet).toBeVisible();
    await expect(budget.sheet).toContainText("从哪里来");
    await expect(budget.sheet.getByRole("link").first()).toHaveAttribute("href", /^\/customers\//);
    await app.page.keyboard.press("Escape");
    await expect(budget.sheet).toHaveCount(0);
  });
});

test("an order without a network moves year, month and the shop's goal at once", async ({ sample: app }) => {
  const { page } = app;
  await page.setViewportSize(TABLET);
  const goals = await Budget.at(app, "/goals");
  const issue = page.getByRole("button", { name: "下达目标", exact: true });
  if (await issue.isVisible()) await issue.click();
  await app.saved();
  await page.context().setOffline(true);
  const shop = page.locator(".goals > li").filter({ hasText: "下单" }).first();
  await expect(shop).toBeVisible();
  const now = new Date().getMonth() + 1;
  const year = await Budget.at(app);
  const before = [numberOf(await year.below("销售收入", 0)), numberOf(await year.below("销售收入", now))];
  await Budget.at(app, "/goals");
  const monthBefore = numberOf(await page.locator(".goals__head").textContent());
  await shop.getByRole("link", { name: /下单/ }).click();
  await page.getByRole("button", { name: "照上次", exact: true }).click();
  await page.getByRole("button", { name: "完成", exact: true }).click();
  await app.saved();
  await Budget.at(app);
  await expect.poll(async () => numberOf(await year.below("销售收入", 0))).toBeGreaterThan(before[0] ?? 0);
  expect(numberOf(await year.below("销售收入", now))).toBeGreaterThan(before[1] ?? 0);
  await Budget.at(goals.app, "/goals");
  await expect.poll(async () => (await page.locator(".goals__head").textContent()) !== String(monthBefore)).toBe(true);
  await page.context().setOffline(false);
});

test("the report of a month on paper and as a workbook says what the table says", async ({ sample: app }) => {
  const { page } = app;
  await page.setViewportSize(TABLET);
  const budget = await Budget.at(app);
  const now = new Date().getMonth() + 1;
  const names = ["销售收入", "销售成本", "毛利", "税前利润"];
  const planned = new Map<string, number>();
  for (const name of names) planned.set(name, await budget.planned(name, now));

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: /下载 .*月报/ }).click();
  const file = readFileSync(await (await download).path());
  const rows = readXlsx(file);
  const sheet = readParts(file).get("xl/worksheets/sheet1.xml") ?? "";
  for (const name of names) {
    const row = rows.find((it) => it[0]?.text.trim() === name);
    expect(Number(row?.[2]?.text), name).toBe(planned.get(name));
  }
  expect([...sheet.matchAll(/<f>/g)].length, "the workbook goes on computing").toBeGreaterThan(60);
  const gross = rows.findIndex((it) => it[0]?.text.trim() === "毛利") + 1;
  expect(new RegExp(`r="C${gross}"[^>]*><f>([^<]*)`).exec(sheet)?.[1]).toMatch(/^C\d+\+C\d+\+C\d+-C\d+$/);

  await page.evaluate(() => { window.print = () => {}; });
  await page.getByRole("button", { name: /打印 .*月报/ }).click();
  await expect(page.locator('.paper[data-of="budget"]')).toBeAttached();
  const pdf = readPdf(await page.pdf({ preferCSSPageSize: true }));
  expect(pdf[0]?.size.map(Math.round), "A4 across").toEqual([297, 210]);
  const text = pdf.map((it) => it.text).join("");
  for (const name of names) {
    expect(text).toContain(squeezed(name));
    const words = (planned.get(name) ?? 0).toLocaleString("en-US");
    expect(text, name).toContain(squeezed(words));
  }
});

test("while orders are counted the report cannot be asked for", async ({ fullApp: app }) => {
  const { page } = app;
  await page.setViewportSize(TABLET);
  await app.open("/budget");
  await page.locator(".empty-state").getByRole("button", { name: "新建版本", exact: true }).click();
  await page.locator("dialog[open]").getByRole("button", { name: "完成", exact: true }).click();
  // Of a month without any number there is no report.
  const budget = await Budget.at(app);
  await budget.cell("正式员工", 0).click();
  await page.keyboard.type("6");
  await page.keyboard.press("Enter");
  await app.saved();
  await page.addInitScript(() => {
    const seen: boolean[] = [];
    Object.assign(window, { seenWhileCounted: seen });
    new MutationObserver(() => {
      if (!document.querySelector(".budget progress")) return;
      seen.push(...[...document.querySelectorAll<HTMLButtonElement>(".budget-tools .icon-button")].map((it) => it.disabled));
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await app.open("/budget");
  const report = page.locator(".budget-tools .icon-button");
  await expect(report).toHaveCount(2);
  for (const button of await report.all()) await expect(button).toBeEnabled();
  const seen = await page.evaluate(() => (window as unknown as { seenWhileCounted: boolean[] }).seenWhileCounted);
  expect([...new Set(seen)]).toEqual([true]);
});

test("on a phone a month fits the glass, and the pager turns it", async ({ sample: app }) => {
  await app.page.setViewportSize(PHONE);
  const budget = await Budget.at(app);
  const heads = budget.grid.getByRole("columnheader");
  await expect(heads).toHaveCount(4);
  const first = await app.page.locator(".cells").textContent();
  await app.page.getByRole("group", { name: "月份" }).or(app.page.locator(".cells .register__turn")).getByRole("button").last().click();
  await expect.poll(() => app.page.locator(".cells").textContent()).not.toBe(first);
});
