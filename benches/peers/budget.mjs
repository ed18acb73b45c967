// The budget over the book of 100,000 customers with 25 months of orders, in the hands of a fast user. Not here: where
// the customers and orders come from, what the figures are compared with.
import { importFile } from "./app.mjs";
import { memory, throttle, untilIdle, withPage } from "./browser.mjs";

const REST_MILLIS = 180;
/** What took long is told a little later. */
const TOLD_MILLIS = 300;
/** The row that is typed into, the last that follows from it, and that of the orders. */
const [TYPED, FOLLOWS, REVENUE] = ["固定费用", "税前利润", "销售收入"];

const nav = (page) => page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "预算" });
const tab = (page, name) => page.locator(".budget .pages").getByRole("link", { name, exact: true });
const press = (page, name) => page.getByRole("button", { name, exact: true });
const shows = (page, part) => page.locator(`.budget[data-part="${part}"]`).waitFor();

/** Takes in goods and orders, plans the year from the last one and issues its goals. */
export async function prepare(profile, url, file) {
  await importFile(profile, url, file.products);
  const taken = await importFile(profile, url, file.csv);
  await withPage(profile, async (page) => {
    await page.goto(`${url}/budget`);
    await page.locator(".empty-state .button").click();
    await page.locator('dialog[open] .sheet__foot [data-variant="primary"]').click();
    await tab(page, "缺口").click();
    const target = page.getByLabel(/^全年目标/).first();
    await target.fill("700000000");
    await target.press("Enter");
    await press(page, "各行都按缺口生成计划").click();
    await tab(page, "目标").click();
    await press(page, "下达目标").click();
    await page.locator(".goals > li").first().waitFor();
    await untilIdle(page);
  });
  return taken;
}

/** Runs `act` and gives how long it took from its first event of a kind until what `selector` finds says something
 * else than `before` and is on the glass, and the longest task meanwhile. */
async function timed(page, { kind, selector, before }, act) {
  await page.evaluate(watchStanding, { kind, selector, before });
  await act();
  await page.waitForFunction(() => window.bench.stood > 0);
  await page.waitForTimeout(TOLD_MILLIS);
  return page.evaluate(() => {
    const { bench } = window;
    return { millis: bench.stood - bench.acted, longest_task: bench.longestTask };
  });
}

/** Runs in the page. */
function watchStanding({ kind, selector, before }) {
  const { bench } = window;
  bench.stood = undefined;
  bench.longestTask = 0;
  addEventListener(kind, (event) => (bench.acted = event.timeStamp), { capture: true, once: true });
  const observer = new MutationObserver(async () => {
    const text = document.querySelector(selector)?.textContent;
    if (!text || text === before) return;
    observer.disconnect();
    bench.stood = await bench.afterPaint();
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
}

const textOf = (page, selector) => page.locator(selector).first().textContent();

/** Where a row stands in the table. */
async function rowOf(page, name) {
  const cell = page.getByRole("grid").getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
  return (await cell.first().locator("td[data-at]").first().getAttribute("data-at")).split("-")[0];
}

async function opened(page, url) {
  await page.goto(`${url}/insights`);
  await page.locator(".insights section").first().waitFor();
  await untilIdle(page);
}

/** From the tap on the budget to its figures: all orders are summed up meanwhile. Everything is read before. */
export async function year(profile, url, rate) {
  return withPage(profile, async (page, devtools) => {
    await opened(page, url);
    await throttle(devtools, rate);
    const figures = await timed(page, { kind: "click", selector: ".cells tbody td[data-at]" }, () => nav(page).click());
    return { ...figures, ...(await memory(page, devtools)) };
  });
}

/** With all summed up: from part to part, cells are typed, an order is entered. */
export async function work(profile, url, rate, { n_walks, n_cells, n_orders }) {
  return withPage(profile, async (page, devtools) => {
    await opened(page, url);
    await nav(page).click();
    await page.locator(".cells tbody td[data-at]").first().waitFor();
    const at = {};
    for (const row of [TYPED, FOLLOWS, REVENUE]) at[row] = await rowOf(page, row);
    await throttle(devtools, rate);
    const [goals, back, cells, year_after, goals_after] = [[], [], [], [], []];
    for (let idx = 0; idx < n_walks; idx += 1) {
      goals.push(await timed(page, { kind: "click", selector: ".goals > li" }, () => tab(page, "目标").click()));
      back.push(await timed(page, { kind: "click", selector: ".cells tbody td[data-at]" }, () => tab(page, "执行表").click()));
    }
    for (let idx = 0; idx < n_cells; idx += 1) cells.push(await typeCell(page, at, 1 + (idx % 12), 1000 + 7 * idx));
    for (let idx = 0; idx < n_orders; idx += 1) {
      const { year, goals } = await order(page, at, idx);
      year_after.push(year);
      goals_after.push(goals);
    }
    return { goals, back, cells, year_after, goals_after, memory: await memory(page, devtools) };
  });
}

/** Types a number into a month: from Enter to the cell that follows from it. */
async function typeCell(page, at, column, number) {
  await page.locator(`td[data-at="${at[TYPED]}-${column}"]`).click();
  await page.keyboard.type(String(number));
  await page.waitForTimeout(REST_MILLIS);
  const selector = `td[data-at="${at[FOLLOWS]}-${column}"]`;
  const before = await textOf(page, selector);
  const figures = await timed(page, { kind: "keydown", selector, before }, () => page.keyboard.press("Enter"));
  await untilIdle(page, 100);
  return figures;
}

/** Enters an order of a shop that is due, so small that nobody has to approve it; from the tap on the budget to the
 * year with it, and from there to the goals with it. */
async function order(page, at, idx) {
  const selector = `td[data-at="${at[REVENUE]}-0"]`;
  const before = await textOf(page, selector);
  await tab(page, "目标").click();
  await shows(page, "goals");
  await page.locator(".goals > li").first().waitFor();
  const head = await textOf(page, ".goals__head");
  await page.locator(".goals > li .button").nth(idx).click();
  await page.locator(".entry__products .entry__row").first().click();
  await page.waitForTimeout(3 * REST_MILLIS);
  await page.keyboard.type("3");
  await page.waitForTimeout(3 * REST_MILLIS);
  await press(page, "完成").click();
  await page.locator(".entry__products").waitFor({ state: "detached" });
  await untilIdle(page, 300);
  const year = await timed(page, { kind: "click", selector, before }, () => nav(page).click());
  const goals = await timed(page, { kind: "click", selector: ".goals__head", before: head }, () => tab(page, "目标").click());
  await tab(page, "执行表").click();
  await page.locator(selector).waitFor();
  return { year, goals };
}
