// Why a figure is what it is: the same steps as in the bench with the profiler of the page on, and where
// the time went. Not here: the steps.
//
//   node profile.mjs import|open|search|scroll|edit|goals|order [--n 100000] [--throttle 1] [--profile FOLDER]
//
// Function names need a wasm that still has them: `wasm-opt -Oz -g`. FOLDER keeps the browser's profile for
// the next call; the profile for the developer tools is out/NAME.cpuprofile.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import * as app from "./app.mjs";
import * as budget from "./budget.mjs";
import { freshProfile, hooks, removeProfile, serveApp } from "./browser.mjs";
import { N_MONTHS_OF_BUDGET, customers, orders } from "./gen.mjs";
import { queriesOf } from "./hands.mjs";

const N_LINES = 40;
const KEPT_PORT = 18_473;
const N_OF_BUDGET = 4;
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: "string", default: "100000" },
    throttle: { type: "string", default: "1" },
    profile: { type: "string" },
  },
});
const [name] = positionals;
const rate = Number(options.throttle);
const data = await customers(Number(options.n));
// A kept profile belongs to one address.
const site = await serveApp(options.profile === undefined ? 0 : KEPT_PORT);
const folder = options.profile ?? freshProfile();
const isNew = !existsSync(path.join(folder, "Default"));

const steps = {
  import: () => app.importAll(folder, site.url, data.csv),
  open: () => app.open(folder, site.url, rate),
  search: () => app.search(folder, site.url, rate, queriesOf(JSON.parse(readFileSync(data.json, "utf8")), 2)),
  scroll: () => app.scroll(folder, site.url, rate),
  edit: () => app.edit(folder, site.url, 20),
  goals: () => budget.work(folder, site.url, rate, { n_walks: N_OF_BUDGET, n_cells: 0, n_orders: 0 }),
  order: () => budget.work(folder, site.url, rate, { n_walks: 0, n_cells: 0, n_orders: N_OF_BUDGET }),
};
const ofBudget = ["goals", "order"].includes(name);

try {
  if (isNew && name !== "import") await app.importAll(folder, site.url, data.csv);
  if (isNew && ofBudget) await budget.prepare(folder, site.url, orders(Number(options.n), N_MONTHS_OF_BUDGET));
  hooks.opened = async (devtools) => {
    await devtools.send("Profiler.enable");
    await devtools.send("Profiler.setSamplingInterval", { interval: 500 });
    await devtools.send("Profiler.start");
  };
  hooks.closing = async (devtools) => report((await devtools.send("Profiler.stop")).profile);
  console.log(JSON.stringify(await steps[name](), (key, value) => (key === "keys" || key === "found" ? undefined : value)));
} finally {
  site.stop();
  if (options.profile === undefined) removeProfile(folder);
}

function report(profile) {
  const out = path.join(import.meta.dirname, "out");
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, `${name}.cpuprofile`), JSON.stringify(profile));
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const self = new Map();
  const total = new Map();
  const add = (map, key, micros) => map.set(key, (map.get(key) ?? 0) + micros);
  profile.samples.forEach((id, idx) => {
    const micros = profile.timeDeltas[idx];
    add(self, nodes.get(id).callFrame.functionName || "(anonymous)", micros);
    const seen = new Set();
    for (let at = id; at !== undefined; at = parents.get(at)) seen.add(nodes.get(at).callFrame.functionName || "(anonymous)");
    for (const key of seen) add(total, key, micros);
  });
  for (const [title, map] of [["self", self], ["with what it calls", total]]) {
    console.log(`\n${title}, ms`);
    const top = [...map].toSorted((a, b) => b[1] - a[1]).slice(0, N_LINES);
    for (const [key, micros] of top) console.log(`${(micros / 1000).toFixed(0).padStart(7)}  ${key.slice(0, 150)}`);
  }
}
