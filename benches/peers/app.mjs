// The built app in the hands of a fast user: 100,000 customers come in, the app is opened again, searched,
// scrolled, edited. Figures only; not here: what they are compared with.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { APP_DIR, CALM, memory, throttle, until, untilIdle, withPage } from "./browser.mjs";
import { scrollThrough, typeQueries } from "./hands.mjs";

const SEARCH = 'input[type="search"]';

async function ready(page) {
  await page.waitForFunction(() => document.documentElement.dataset.phase === "ready", undefined, CALM);
}

async function listIsPainted(page) {
  await page.waitForFunction(() => window.bench.listPainted > 0, undefined, CALM);
  await ready(page);
}

/** Imports the list into a new profile; the profile is then open to everything below. */
export async function importAll(profile, url, csv) {
  return withPage(profile, async (page, devtools) => {
    await page.goto(`${url}/import`);
    await ready(page);
    const bundle = await bundleBytes(page);
    await page.getByLabel("选择文件").setInputFiles(csv);
    const start = page.getByRole("button", { name: "开始导入", exact: true });
    await start.waitFor();
    await watchImport(page);
    await start.click();
    await page.waitForFunction(() => window.bench.importEnded > 0);
    const during = await memory(page, devtools);
    await untilIdle(page);
    const figures = await page.evaluate(figuresOfImport);
    await offlineReady(page);
    return { ...figures, bundle, ...prefixed("import_", during) };
  });
}

/** Takes in one more file. */
export async function importFile(profile, url, file) {
  return withPage(profile, async (page, devtools) => {
    await page.goto(`${url}/import`);
    await ready(page);
    await page.getByLabel("选择文件").setInputFiles(file);
    const start = page.getByRole("button", { name: "开始导入", exact: true });
    await start.waitFor();
    await watchImport(page);
    await start.click();
    await page.waitForFunction(() => window.bench.importEnded > 0);
    await untilIdle(page);
    const figures = await page.evaluate(figuresOfImport);
    return { ...figures, ...(await memory(page, devtools)) };
  });
}

/** From the book being open to the insights being there: the rules of all customers. */
export async function standings(profile, url) {
  return withPage(profile, async (page) => {
    await page.addInitScript(watchInsights);
    await page.goto(`${url}/insights`);
    await page.waitForFunction(() => window.bench.insightsShown > 0);
    return page.evaluate(() => {
      const { bench } = window;
      return { millis: bench.insightsShown - bench.phases.ready, longest_task: bench.longestAfterReady };
    });
  });
}

/** Runs in the page, before it. */
function watchInsights() {
  const { bench } = window;
  bench.longestAfterReady = 0;
  new MutationObserver(() => {
    if (!bench.insightsShown && document.querySelector(".insights section")) bench.insightsShown = performance.now();
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries())
      if (entry.startTime >= (bench.phases.ready ?? Number.POSITIVE_INFINITY)) bench.longestAfterReady = Math.max(bench.longestAfterReady, entry.duration);
  }).observe({ type: "longtask" });
}

/** Opens the app without a network and waits for the list. */
export async function open(profile, url, rate) {
  return withPage(profile, async (page, devtools, context) => {
    await context.setOffline(true);
    await throttle(devtools, rate);
    await page.goto(`${url}/customers`);
    await until(devtools, "window.bench.listPainted > 0 && document.documentElement.dataset.phase === 'ready'");
    const figures = await page.evaluate(figuresOfOpening);
    await untilIdle(page, 500);
    return { ...figures, ...(await memory(page, devtools)) };
  });
}

/** Types queries into the search box; gives the figures of every key and the hits of every query. */
export async function search(profile, url, rate, queries) {
  return withPage(profile, async (page, devtools) => {
    await page.goto(`${url}/customers`);
    await listIsPainted(page);
    await throttle(devtools, rate);
    const hits = async () => {
      const text = await page.locator(".customers__count").textContent();
      return Number(/显示 ([\d,]+)/.exec(text)[1].replaceAll(",", ""));
    };
    return typeQueries(page, SEARCH, queries, hits);
  });
}

export async function scroll(profile, url, rate) {
  return withPage(profile, async (page, devtools) => {
    await page.goto(`${url}/customers`);
    await listIsPainted(page);
    await throttle(devtools, rate);
    return scrollThrough(page, ".list");
  });
}

/** Edits a remark again and again; between the edits bare strict puts of as many bytes. */
export async function edit(profile, url, n) {
  return withPage(profile, async (page) => {
    await page.goto(`${url}/customers`);
    await listIsPainted(page);
    await page.locator(".row__link").nth(3).click();
    const remark = page.getByLabel("备注", { exact: true });
    await page.evaluate(openBare);
    const edits = [];
    const bare = [];
    for (let idx = 0; idx < n; idx += 1) {
      await remark.fill(`第 ${idx} 次记下的备注`);
      await untilIdle(page, 40);
      await page.evaluate(() => {
        addEventListener("focusout", (event) => (window.bench.leftAt = event.timeStamp), { capture: true, once: true });
      });
      await remark.blur();
      edits.push(await page.evaluate(figuresOfEdit));
      await untilIdle(page, 40);
      bare.push(await page.evaluate(() => window.barePut()));
    }
    return { edits, bare };
  });
}

async function offlineReady(page) {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const isComplete = () =>
      new Promise((done) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => done(data.complete);
        active.postMessage({ type: "status" }, [port2]);
      });
    while (!(await isComplete())) await new Promise((done) => setTimeout(done, 100));
  });
}

/** What comes later, or never: workers, and the rest of the app. The build counts the same. */
const LATER = /^\/(sw\.js|sheets-worker|sync-worker|panic|backup|rest\.css)|_rest\.wasm$/;

/** Brotli bytes of the wasm, JavaScript and CSS that the first route needs. */
async function bundleBytes(page) {
  const urls = await page.evaluate(() => performance.getEntriesByType("resource").map((it) => new URL(it.name).pathname));
  const counted = [...new Set(urls)].filter((it) => /\.(wasm|js|css)$/.test(it) && !LATER.test(it));
  const bytes = counted.map((it) => {
    const file = path.join(APP_DIR, it);
    return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
  });
  return bytes.reduce((sum, it) => sum + it, 0);
}

const prefixed = (prefix, figures) =>
  Object.fromEntries(Object.entries(figures).map(([key, value]) => [prefix + key, value]));

async function watchImport(page) {
  await page.evaluate(() => {
    const { bench } = window;
    bench.longestTask = 0;
    bench.transactions.length = 0;
    addEventListener("click", (event) => (bench.importBegan = event.timeStamp), { capture: true, once: true });
    new MutationObserver(() => {
      if (!bench.importEnded && document.querySelector('[aria-label="导入结果"]')) bench.importEnded = performance.now();
    }).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

/** Runs in the page. */
function figuresOfImport() {
  const { bench } = window;
  const writes = bench.transactions.filter((it) => it.mode === "readwrite");
  const commit = writes.toSorted((a, b) => b.n_puts * b.bytes - a.n_puts * a.bytes).find((it) => it.stores.includes("log"));
  const later = writes.filter((it) => it.began > commit.began);
  const sum = (list, key) => list.reduce((total, it) => total + it[key], 0);
  return {
    import: bench.importEnded - bench.importBegan,
    until_write: commit.began - bench.importBegan,
    commit: commit.ended - commit.began,
    commit_durability: commit.durability,
    commit_puts: commit.n_puts,
    commit_mb: commit.bytes / 2 ** 20,
    after_write: bench.importEnded - commit.ended,
    fold: Math.max(0, ...later.map((it) => it.ended)) - commit.ended,
    fold_in_transactions: later.reduce((total, it) => total + it.ended - it.began, 0),
    fold_transactions: later.length,
    fold_puts: sum(later, "n_puts"),
    fold_mb: sum(later, "bytes") / 2 ** 20,
    longest_task: bench.longestTask,
  };
}

/** Runs in the page. */
function figuresOfOpening() {
  const { bench } = window;
  const reads = bench.transactions.filter((it) => it.mode === "readonly" && it.ended <= bench.phases.ready + 1);
  const began = Math.min(...reads.map((it) => it.began));
  return {
    painted: bench.listPainted,
    ready: bench.phases.ready,
    read_began: began,
    read: Math.max(...reads.map((it) => it.ended)) - began,
    into_memory: bench.phases.ready - began,
    longest_task: bench.longestTask,
  };
}

/** Runs in the page. */
async function figuresOfEdit() {
  const { leftAt, transactions } = window.bench;
  const ofEdit = (it) => it.began >= leftAt && it.mode === "readwrite" && it.stores.split(" ").includes("log");
  while (!(transactions.find(ofEdit)?.ended > 0)) await new Promise((done) => setTimeout(done, 1));
  const { began, ended, durability } = transactions.find(ofEdit);
  return { millis: ended - leftAt, transaction_millis: ended - began, durability };
}

/** Runs in the page. */
async function openBare() {
  const database = await new Promise((done, fail) => {
    const request = indexedDB.open("bench-bare", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("log", { autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  window.barePut = () =>
    new Promise((done, fail) => {
      const began = performance.now();
      const transaction = database.transaction("log", "readwrite", { durability: "strict" });
      transaction.objectStore("log").put(new Uint8Array(200));
      transaction.commit();
      transaction.oncomplete = () => done(performance.now() - began);
      transaction.onabort = () => fail(transaction.error);
    });
}
