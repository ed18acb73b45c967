// The peers, driven as the app is. Not here: the peers themselves (`pages/`).
import { freshProfile, memory, removeProfile, throttle, until, withFreshPage, withPage } from "./browser.mjs";
import { moveCards, scrollThrough, typeQueries } from "./hands.mjs";

async function goto(page, address) {
  await page.goto(address);
  await page.waitForFunction(() => window.isReady === true);
}

/** Writing and reading all customers by "raw", "dexie" or "packed". */
export async function store(base, data, peer) {
  return withFreshPage(async (page) => {
    await page.goto(`${base}/page/store?data=${data}`);
    await page.waitForFunction(() => window.runPeer !== undefined);
    return page.evaluate((peer) => window.runPeer(peer), peer);
  });
}

/** Opening a list from Dexie, `n` times over one filled profile. */
export async function open(base, data, rate, n) {
  const profile = freshProfile();
  try {
    await withPage(profile, (page) => goto(page, `${base}/page/open?data=${data}`));
    const figures = [];
    for (let idx = 0; idx < n; idx += 1) {
      figures.push(
        await withPage(profile, async (page, devtools) => {
          await throttle(devtools, rate);
          await page.goto(`${base}/page/open`);
          await until(devtools, "window.bench.listPainted > 0");
          const painted = await page.evaluate(() => window.bench.listPainted);
          return { painted, ...(await memory(page, devtools)) };
        }),
      );
    }
    return figures;
  } finally {
    removeProfile(profile);
  }
}

/** Typing queries, answered by "scan" or "minisearch". */
export async function search(base, data, peer, rate, queries) {
  return withFreshPage(async (page, devtools) => {
    await goto(page, `${base}/page/search?peer=${peer}&data=${data}`);
    const build = await page.evaluate(() => window.buildMillis);
    await throttle(devtools, rate);
    const hits = async () => Number(await page.locator("#count").textContent());
    return { build, ...(await typeQueries(page, "#box", queries, hits)) };
  });
}

export async function scroll(base, data, rate) {
  return withFreshPage(async (page, devtools) => {
    await goto(page, `${base}/page/list?data=${data}`);
    await throttle(devtools, rate);
    return scrollThrough(page, "#list");
  });
}

/** A board of `n` cards in plain JavaScript: scrolled, then `n_moves` cards are moved. */
export async function board(base, rate, n, n_moves) {
  return withFreshPage(async (page, devtools) => {
    await goto(page, `${base}/page/board?n=${n}`);
    await throttle(devtools, rate);
    const scrolled = await scrollThrough(page, "#list-1", ".card, .cards");
    const n_board = await page.locator("#board *").count();
    const moves = await moveCards(page, n_moves, { list: "#list-1", open: ".open", way: ".way", count: "#n-2" });
    return { ...scrolled, n_board, moves };
  });
}

/** The rules of standings in plain JavaScript, `n` times. */
export async function rules(base, data, n) {
  return withFreshPage(async (page) => {
    await goto(page, `${base}/page/rules?data=${data}`);
    const all = [];
    for (let idx = 0; idx < n; idx += 1) all.push(await page.evaluate(() => window.runRules()));
    return all;
  });
}

/** The sums of the budget and the goals of a day in plain JavaScript, several times. */
export async function sums(base, data, orders, n) {
  return withFreshPage(async (page) => {
    await goto(page, `${base}/page/sums?data=${data}&orders=${orders}`);
    const all = [];
    for (let idx = 0; idx < n; idx += 1) all.push(await page.evaluate(() => window.runSums()));
    return all;
  });
}

/** The largest text on Actual's screen for who has no budget yet, which is drawn when its database is open. */
const ACTUAL_SAYS = "Actual is a super fast, privacy-focused app";

/** A profile in which Actual keeps its files and its database, from one visit. */
export async function visitActual(url) {
  const profile = freshProfile();
  await withPage(profile, async (page) => {
    await page.goto(url);
    await page.getByText(ACTUAL_SAYS).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
  });
  return profile;
}

/** Opens Actual without a network: its first paint, and its largest, which is its last. */
export async function openActual(profile, url, rate) {
  return withPage(profile, async (page, devtools, context) => {
    await context.setOffline(true);
    await throttle(devtools, rate);
    await page.addInitScript(watchPaints);
    await page.goto(url);
    await until(devtools, `window.largestPaint?.text.startsWith("${ACTUAL_SAYS}")`);
    return page.evaluate(() => ({
      first_paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
      largest_paint: window.largestPaint.at,
    }));
  });
}

/** Runs in the page, before it. */
function watchPaints() {
  new PerformanceObserver((entries) => {
    for (const { startTime, element } of entries.getEntries()) {
      window.largestPaint = { at: startTime, text: element?.textContent ?? "" };
    }
  }).observe({ type: "largest-contentful-paint", buffered: true });
}

/** PouchDB: a first fetch of everything, then `n` changes sent. */
export async function pouch(base, server, n) {
  return withFreshPage(async (page) => {
    await goto(page, `${base}/page/pouch`);
    const fetched = await page.evaluate((server) => window.firstFetch(server), server);
    const sent = await page.evaluate(([server, n]) => window.sendEdits(server, n), [server, n]);
    return { fetch: fetched.millis, fetched: fetched.n, send: sent.millis };
  });
}
