// The app with 100,000 customers beside what a user would pick instead, in one run on one machine. What
// counts is the ratio: absolute times drift with what else the machine does. Not here: how each figure
// is taken.
//
//   node bench.mjs [--quick] [--n 100000] [--throttle 4] [--only store,open,search,edit,scroll,orders,budget,funnel,sync,endpoint]
//
// Needs a built app (`JIPAN_APP_DIR`, else dist/) and the endpoint (`JIPAN_BINARY`, else target/debug/jipan).
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { serveActual } from "./actual.mjs";
import * as app from "./app.mjs";
import * as budget from "./budget.mjs";
import * as funnel from "./funnel.mjs";
import * as peers from "./peers.mjs";
import { servePouch } from "./pouch.mjs";
import { company } from "./sync.mjs";
import { freshProfile, removeProfile, serveApp, servePeers } from "./browser.mjs";
import { N_MONTHS_OF_BUDGET, customers, orders } from "./gen.mjs";
import { queriesOf } from "./hands.mjs";
import { line, markdown, median, medians, p95 } from "./numbers.mjs";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    n: { type: "string", default: "100000" },
    throttle: { type: "string", default: "4" },
    only: { type: "string", default: "store,open,search,edit,scroll,orders,budget,funnel,sync" },
  },
});
const N_REPS = options.quick ? 3 : 5;
const N_QUERIES = options.quick ? 3 : 6;
const N_EDITS = options.quick ? 30 : 60;
const RATE = Number(options.throttle);
const parts = options.only.split(",");
const N_OF_BUDGET = options.quick ? 5 : 10;
const [N_CARDS, N_MOVES, N_DEALS] = [1000, options.quick ? 10 : 20, 20_000];
const FIRST_ROUTE_BYTES_MAX = 500_000;
/** 1.5 s was set beside the 1.8 s and 3.8 s that Actual took on the machine of that day. */
const OF_ACTUALS_FIRST_PAINT = 1500 / 1800;
const OF_ACTUALS_LARGEST_PAINT = 1500 / 3800;

/** The funnel has prospects of its own, and the budget a book. */
const needsBook = parts.some((it) => it !== "funnel" && it !== "budget");
const needsCustomers = parts.some((it) => it !== "funnel");
const data = await customers(needsCustomers ? Number(options.n) : N_QUERIES);
const rows = JSON.parse(readFileSync(data.json, "utf8"));
const queries = queriesOf(rows, N_QUERIES);
const site = await serveApp();
const pages = await servePeers();
const actual = await serveActual();
const profile = freshProfile();
let actualProfile;
const figures = {};
const lines = [];

const repeat = async (what) => {
  const all = [];
  for (let idx = 0; idx < N_REPS; idx += 1) all.push(await what());
  return medians(all);
};
const say = (name, figure) => {
  figures[name] = figure;
  console.log(name, JSON.stringify(figure));
};

/** Ours and Actual opened in turn, so that both see the same machine. */
async function openInTurn(name) {
  actualProfile ??= await peers.visitActual(actual.url);
  const [ours, theirs] = [[], []];
  for (let idx = 0; idx < N_REPS; idx += 1) {
    ours.push(await app.open(profile, site.url, RATE));
    theirs.push(await peers.openActual(actualProfile, actual.url, RATE));
  }
  const each = ours.map(({ painted }, idx) => [painted, theirs[idx].first_paint, theirs[idx].largest_paint]);
  say(name, medians(ours));
  say(`${name}_beside_actual`, { ...medians(theirs), each: each.map((millis) => millis.map(Math.round)) });
  return [medians(ours), medians(theirs)];
}

function linesOfOpening(what, ours, theirs) {
  const beside = (name, peer, budget) => line(`${what}, x${RATE}`, "ms", ours.painted, name, peer, budget);
  return [
    beside("limit", 1500, 1),
    beside("Actual without a budget, first paint", theirs.first_paint, OF_ACTUALS_FIRST_PAINT),
    beside("Actual without a budget, largest paint", theirs.largest_paint, OF_ACTUALS_LARGEST_PAINT),
  ];
}

/** Writing: the last of the imported profiles is what the rest looks at. */
async function storeParts() {
  for (const peer of ["packed", "raw", "dexie"]) {
    if (parts.includes("store")) say(peer, await repeat(() => peers.store(pages.url, data.url, peer)));
  }
  const imports = [];
  for (let idx = 0; idx < (parts.includes("store") ? N_REPS : 1); idx += 1) {
    const folder = idx === 0 ? profile : freshProfile();
    imports.push(await app.importAll(folder, site.url, data.csv));
    if (folder !== profile) removeProfile(folder);
  }
  say("import", medians(imports));
  const { import: ours, packed, raw, dexie } = figures;
  lines.push(line("first route, brotli", "B", ours.bundle, "limit", FIRST_ROUTE_BYTES_MAX, 1));
  lines.push(line("import: longest task", "ms", ours.longest_task, "limit", 200, 1));
  if (!dexie) return;
  lines.push(
    line("bulk write, in IndexedDB", "ms", ours.commit, "Dexie bulkAdd, 3 indexes", dexie.write, 1 / 15),
    line("bulk write, in IndexedDB", "ms", ours.commit, "raw puts, 3 indexes", raw.write),
    line("bulk write, in IndexedDB", "ms", ours.commit, "packed bytes", packed.write, 2),
    line("import of the CSV, all of it", "ms", ours.import, "Dexie bulkAdd, 3 indexes", dexie.write, 1 / 2),
    line("folding after the import", "ms", ours.fold, "Dexie bulkAdd, 3 indexes", dexie.write),
  );
}

async function openParts() {
  const fast = await repeat(() => app.open(profile, site.url, 1));
  say("open_x1", fast);
  const [slow, actualSlow] = await openInTurn(`open_x${RATE}`);
  say("open_dexie_x1", medians(await peers.open(pages.url, data.url, 1, N_REPS)));
  say(`open_dexie_x${RATE}`, medians(await peers.open(pages.url, data.url, RATE, N_REPS)));
  const { packed, dexie } = figures;
  if (dexie) {
    lines.push(
      line("all into memory (read, decode, derive)", "ms", fast.into_memory, "Dexie toArray", dexie.read, 1 / 3),
      line("of it: read", "ms", fast.read, "packed bytes getAll", packed.read),
    );
  }
  const peer = figures[`open_dexie_x${RATE}`];
  lines.push(
    ...linesOfOpening("open offline to usable list", slow, actualSlow),
    line(`open offline to usable list, x${RATE}`, "ms", slow.painted, "Dexie page", peer.painted),
    line("memory after opening", "MB", fast.heap_mb + fast.wasm_mb, "limit", 150, 1),
    line("memory after opening", "MB", fast.heap_mb + fast.wasm_mb, "Dexie and array", figures.open_dexie_x1.heap_mb),
  );
}

async function searchParts() {
  const ours = await app.search(profile, site.url, RATE, queries);
  const scan = await peers.search(pages.url, data.url, "scan", RATE, queries);
  const mini = await peers.search(pages.url, data.url, "minisearch", RATE, queries);
  const of = ({ keys, build }) => ({
    ...(build === undefined ? {} : { build: Math.round(build) }),
    painted_median: median(keys.map((key) => key.painted)),
    painted_p95: p95(keys.map((key) => key.painted)),
    worked_median: median(keys.map((key) => key.worked)),
    worked_p95: p95(keys.map((key) => key.worked)),
    slowest: keys.toSorted((a, b) => b.painted - a.painted).slice(0, 5),
    n_keys: keys.length,
  });
  say("search", of(ours));
  say("search_scan", of(scan));
  say("search_minisearch", of(mini));
  const chinese = Object.keys(ours.found).filter((typed) => typed.charCodeAt(0) > 128);
  const different = chinese.filter((typed) => ours.found[typed] !== scan.found[typed]);
  say("search_hits", { compared: chinese.length, different: different.map((it) => [it, ours.found[it], scan.found[it]]) });
  const { search, search_scan, search_minisearch } = figures;
  lines.push(
    line(`key to painted result, p95, x${RATE}`, "ms", search.painted_p95, "limit", 50, 1),
    line(`key to painted result, p95, x${RATE}`, "ms", search.painted_p95, "scan in JS", search_scan.painted_p95),
    line(`key to painted result, p95, x${RATE}`, "ms", search.painted_p95, "MiniSearch", search_minisearch.painted_p95),
    line(`work of a key, p95, x${RATE}`, "ms", search.worked_p95, "scan in JS", search_scan.worked_p95),
    line("queries whose hits differ from the scan's", "", different.length, "of", chinese.length, 0),
  );
}

async function scrollParts() {
  const ours = await app.scroll(profile, site.url, RATE);
  const tanstack = await peers.scroll(pages.url, data.url, RATE);
  const of = ({ frames, ...rest }) => ({ median: median(frames), p95: p95(frames), ...rest });
  say("scroll", of(ours));
  say("scroll_tanstack", of(tanstack));
  lines.push(
    line(`scroll frame, p95, x${RATE}`, "ms", figures.scroll.p95, "limit", 33, 1),
    line(`scroll frame, p95, x${RATE}`, "ms", figures.scroll.p95, "TanStack Virtual", figures.scroll_tanstack.p95),
    line("nodes of the list", "", ours.n_nodes, "limit", 600, 1),
    line("frames without rows", "", ours.n_blank, "of", 120),
  );
}

async function editParts() {
  const { edits, bare } = await app.edit(profile, site.url, N_EDITS);
  const millis = edits.map((it) => it.millis);
  say("edit", {
    median: median(millis),
    p95: p95(millis),
    in_transaction: median(edits.map((it) => it.transaction_millis)),
    durability: [...new Set(edits.map((it) => it.durability))].join(),
    bare_median: median(bare),
    bare_p95: p95(bare),
  });
  lines.push(
    line("one durable edit, p50", "ms", median(millis), "bare strict put", median(bare), 1.3),
    line("one durable edit, p95", "ms", p95(millis), "bare strict put", p95(bare), 1.5),
  );
}

/** 200,000 lines of orders come in, the app is opened with them, and all rules are computed. */
async function ordersParts() {
  const file = orders(Number(options.n));
  const [before, actualBefore] = await openInTurn(`open_without_orders_x${RATE}`);
  await app.importFile(profile, site.url, file.products);
  say("import_orders", await app.importFile(profile, site.url, file.csv));
  const [after, actualAfter] = await openInTurn(`open_with_orders_x${RATE}`);
  say("rules", await repeat(() => app.standings(profile, site.url)));
  const plain = await peers.rules(pages.url, file.url, N_REPS);
  say("rules_plain", { ...plain[0], millis: median(plain.map((it) => it.millis)) });
  const { import_orders: taken, rules, rules_plain: js } = figures;
  lines.push(
    line("import of 200,000 order lines: longest task", "ms", taken.longest_task, "limit", 200, 1),
    ...linesOfOpening("open without orders", before, actualBefore),
    ...linesOfOpening("open with 200,000 lines", after, actualAfter),
    line(`open with 200,000 lines, x${RATE}`, "ms", after.painted, "without orders", before.painted),
    line("memory with 200,000 lines", "MB", after.heap_mb + after.wasm_mb, "limit", 150, 1),
    line("all rules, all customers", "ms", rules.millis, "limit", 1000, 1),
    line("all rules, all customers", "ms", rules.millis, "plain JS", js.millis),
    line("all rules: longest task", "ms", rules.longest_task, "limit", 200, 1),
  );
}

/** The year over 25 months of orders is counted, then worked on; in a profile of its own, since the orders are others. */
async function budgetParts() {
  const own = freshProfile();
  try {
    const file = orders(Number(options.n), N_MONTHS_OF_BUDGET);
    await app.importAll(own, site.url, data.csv);
    await budget.prepare(own, site.url, file);
    say("budget_year_x1", await repeat(() => budget.year(own, site.url, 1)));
    const plain = await peers.sums(pages.url, data.url, file.url, N_REPS);
    say("budget_plain", medians(plain));
    const worked = await budget.work(own, site.url, RATE, {
      n_walks: N_OF_BUDGET,
      n_cells: N_OF_BUDGET,
      n_orders: N_OF_BUDGET,
    });
    const of = (all) => ({
      median: median(all.map((it) => it.millis)),
      p95: p95(all.map((it) => it.millis)),
      longest_task: Math.max(...all.map((it) => it.longest_task)),
    });
    for (const [name, all] of Object.entries(worked)) say(`budget_${name}_x${RATE}`, Array.isArray(all) ? of(all) : all);
  } finally {
    removeProfile(own);
  }
  const of = (name) => figures[`budget_${name}_x${RATE}`];
  const { budget_year_x1: year, budget_plain: js } = figures;
  lines.push(
    line("budget of 100,000: from the tap to the year", "ms", year.millis, "limit", 1000, 1),
    line("budget of 100,000: from the tap to the year", "ms", year.millis, "plain JS, the same sums", js.millis),
    line("budget of 100,000: longest task of counting", "ms", year.longest_task, "limit", 50, 1),
  );
  for (const [name, what] of [
    ["goals", "from the tap to the goals of the day"],
    ["back", "from the goals back to the year"],
    ["cells", "from Enter in a cell to what follows from it"],
    ["year_after", "after an order, from the tap to the year with it"],
    ["goals_after", "after an order, from the tap to the goals with it"],
  ]) {
    lines.push(
      line(`budget of 100,000: ${what}, p95, x${RATE}`, "ms", of(name).p95, "limit", 200, 1),
      line(`budget of 100,000: ${what}, longest task, x${RATE}`, "ms", of(name).longest_task, "limit", 50, 1),
    );
  }
  const { heap_mb, wasm_mb } = of("memory");
  lines.push(line("budget of 100,000: memory after all of it", "MB", heap_mb + wasm_mb, "limit", 150, 1));
}

/** A board of 1,000 cards is scrolled and worked on; the index of 20,000 opportunities is made. */
async function funnelParts() {
  const ours = await funnel.withProspects(N_CARDS, (own, url) => funnel.board(own, url, RATE, N_CARDS, N_MOVES));
  const plain = await peers.board(pages.url, RATE, N_CARDS, N_MOVES);
  const of = ({ frames, moves, ...rest }) => ({ median: median(frames), p95: p95(frames), moved: median(moves), moved_p95: p95(moves), ...rest });
  say("board", of(ours));
  say("board_plain", of(plain));
  say("index", await funnel.withProspects(N_DEALS, (own, url) => repeat(() => funnel.index(own, url, N_DEALS))));
  const { board, board_plain, index } = figures;
  lines.push(
    line(`board of 1,000: scroll frame, p95, x${RATE}`, "ms", board.p95, "limit", 33, 1),
    line(`board of 1,000: scroll frame, p95, x${RATE}`, "ms", board.p95, "plain JS, all cards drawn", board_plain.p95),
    line("board of 1,000: frames without a card", "", board.n_blank, "of", 120),
    line("board of 1,000: nodes", "", board.n_board, "limit", 600, 1),
    line("board of 1,000: nodes", "", board.n_board, "plain JS, all cards drawn", board_plain.n_board),
    line(`board of 1,000: move to next paint, p95, x${RATE}`, "ms", board.moved_p95, "limit", 200, 1),
    line(`board of 1,000: move to next paint, p95, x${RATE}`, "ms", board.moved_p95, "plain JS, all cards drawn", board_plain.moved_p95),
    line("20,000 opportunities: from the tap to all counted", "ms", index.millis, "limit", 300, 1),
    line("20,000 opportunities: longest task", "ms", index.longest_task, "limit", 50, 1),
  );
}

/** The first fetch of everything at two sizes, how soon another tablet shows a change, a day's changes. */
async function syncParts() {
  const small = await customers(10_000);
  const pouch = await servePouch(JSON.parse(readFileSync(small.json, "utf8")));
  try {
    say("pouch", await peers.pouch(pages.url, pouch.url, 1000));
  } finally {
    pouch.stop();
  }
  for (const [size, file, millis, bytes] of [
    ["10k", small.csv, 400, 600_000],
    ["100k", data.csv, 3000, 6_000_000],
  ]) {
    const { brought, fetched, seen, sent } = await company(file);
    say(`sync_${size}`, { brought, fetched, seen_median: median(seen), seen_p95: p95(seen), sent });
    lines.push(
      line(`first sync of ${size}`, "ms", fetched.millis, "limit", millis, 1),
      line(`first sync of ${size}, received`, "B", fetched.bytes, "limit", bytes, 1),
      line(`change seen on another tablet, ${size}, p95`, "ms", p95(seen), "limit", 300, 1),
    );
    if (size === "10k") {
      lines.push(
        line("first sync of 10k", "ms", fetched.millis, "PouchDB and its server", figures.pouch.fetch),
        line("1,000 changes made offline, sent", "ms", sent.millis, "limit", 200, 1),
        line("1,000 changes made offline, sent", "ms", sent.millis, "PouchDB and its server", figures.pouch.send),
        line("1,000 changes made offline, said", "B", sent.bytes, "limit", 30_000, 1),
        line("one change, said", "B", sent.bytes / 1000, "limit", 26, 1),
      );
    }
  }
}

console.log("load", loadavg().map((it) => it.toFixed(1)).join(" "), "reps", N_REPS);
try {
  if (needsBook) await storeParts();
  if (parts.includes("open")) await openParts();
  if (parts.includes("search")) await searchParts();
  if (parts.includes("scroll")) await scrollParts();
  if (parts.includes("orders")) await ordersParts();
  if (parts.includes("budget")) await budgetParts();
  if (parts.includes("funnel")) await funnelParts();
  if (parts.includes("sync")) await syncParts();
  if (parts.includes("edit")) await editParts();
} finally {
  removeProfile(profile);
  if (actualProfile) removeProfile(actualProfile);
  actual.stop();
  site.stop();
  pages.stop();
}
const out = path.join(import.meta.dirname, "out");
mkdirSync(out, { recursive: true });
const result = { when: new Date().toISOString(), load: loadavg(), options, figures, lines };
writeFileSync(path.join(out, "result.json"), JSON.stringify(result, null, 1));
writeFileSync(path.join(out, "result.md"), `${markdown(lines)}\n`);
console.log(`\n${markdown(lines)}\n\nload ${loadavg().map((it) => it.toFixed(1)).join(" ")}; figures in benches/peers/out/result.json`);
