// The board with many opportunities in the hands of a fast user. Not here: where the prospects come from, what
// the figures are compared with.
import { pushProspects } from "./prospects.mjs";
import { freshProfile, removeProfile, serveApp, throttle, untilIdle, withPage } from "./browser.mjs";
import { moveCards, scrollThrough } from "./hands.mjs";

const LIST = "#column-intending .board__list";
const nav = (page, name) => page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name });

/** A tablet that has fetched `n` opportunities is handed to `use`, with its site. */
export async function withProspects(n, use) {
  const site = await serveApp();
  const profile = freshProfile();
  try {
    while (!site.firstLink()) await new Promise((done) => setTimeout(done, 20));
    const link = await pushProspects(site.url, site.firstLink(), n);
    await withPage(profile, async (page) => {
      await page.goto(link);
      await page.getByLabel("这台设备叫什么").fill("平板");
      await page.getByRole("button", { name: "加入", exact: true }).click();
      await page.getByRole("heading", { name: /^已加入「.*」$/ }).waitFor();
      await page.locator(".status__sync", { hasText: /^上次同步/ }).first().waitFor();
      await untilIdle(page);
    });
    return await use(profile, site.url);
  } finally {
    site.stop();
    removeProfile(profile);
  }
}

async function counted(page, n) {
  await page.locator(".board__totals", { hasText: n.toLocaleString("en-US") }).waitFor();
}

/** Scrolls the fullest column, then moves cards. */
export async function board(profile, url, rate, n, n_moves) {
  return withPage(profile, async (page, devtools) => {
    await page.goto(`${url}/funnel`);
    await counted(page, n);
    await untilIdle(page, 500);
    await throttle(devtools, rate);
    const scrolled = await scrollThrough(page, LIST, ".deal, .board__cards");
    const n_board = await page.locator(".board *").count();
    const moves = await moveCards(page, n_moves, {
      list: LIST,
      open: ".deal button[aria-expanded]",
      way: ".deal__ways .button",
      count: "#column-closed .board__n",
    });
    return { ...scrolled, n_board, moves };
  });
}

/** From the tap on the funnel to its totals: the index of all is made meanwhile. Everything is read before. */
export async function index(profile, url, n) {
  return withPage(profile, async (page) => {
    await page.goto(`${url}/insights`);
    await page.locator(".insights section").first().waitFor();
    await untilIdle(page);
    await page.evaluate(watchTotals, n.toLocaleString("en-US"));
    await nav(page, "漏斗").click();
    await page.waitForFunction(() => window.bench.counted > 0);
    // What took long is told a little later.
    await page.waitForTimeout(300);
    return page.evaluate(() => {
      const { bench } = window;
      return { millis: bench.counted - bench.tapped, longest_task: bench.longestTask };
    });
  });
}

/** Runs in the page. */
function watchTotals(words) {
  const { bench } = window;
  bench.longestTask = 0;
  addEventListener("click", (event) => (bench.tapped = event.timeStamp), { capture: true, once: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".board__totals")?.textContent.includes(words)) return;
    bench.counted = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
