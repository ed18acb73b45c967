// What is looked at in every page, the app's and the peers' alike: transactions, frames, keystrokes,
// memory of wasm. Runs in the page before its own scripts. Not here: any judgement.

/* global window, document, performance */
export function watch() {
  const bench = {
    /** {mode, stores, durability, began, ended, n_puts, bytes} of every transaction. */
    transactions: [],
    /** {at, worked, painted} of every keystroke in a search box. */
    keys: [],
    /** When `data-phase` became what. */
    phases: {},
    /** When a list with rows was painted first. */
    listPainted: undefined,
    longestTask: 0,
    lastPaint: 0,
    memories: [],
    wasmBytes: () => bench.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    idleMillis: () => {
      const ends = bench.transactions.map((it) => it.ended ?? Number.POSITIVE_INFINITY);
      return performance.now() - Math.max(0, ...ends.slice(-50));
    },
    afterPaint,
  };
  window.bench = bench;

  /** Resolves after the next frame is on its way to the glass. */
  function afterPaint() {
    return new Promise((done) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(0);
      });
    });
  }

  function watchTransactions() {
    const begin = IDBDatabase.prototype.transaction;
    const known = new WeakMap();
    IDBDatabase.prototype.transaction = function transaction(stores, mode, options) {
      const made = begin.call(this, stores, mode, options);
      const seen = {
        mode: made.mode,
        stores: [stores].flat().join(" "),
        durability: options?.durability ?? "default",
        began: performance.now(),
        n_puts: 0,
        bytes: 0,
      };
      known.set(made, seen);
      bench.transactions.push(seen);
      const end = () => (seen.ended = performance.now());
      made.addEventListener("complete", end);
      made.addEventListener("abort", end);
      return made;
    };
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function counted(...values) {
      const seen = known.get(this.transaction);
      if (seen) {
        seen.n_puts += 1;
        seen.bytes += values[0]?.byteLength ?? 0;
      }
      return put.apply(this, values);
    };
  }

  function watchMemory() {
    for (const name of ["instantiate", "instantiateStreaming"]) {
      const start = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await start.apply(WebAssembly, given);
        const memory = (made.instance ?? made).exports?.memory;
        if (memory) bench.memories.push(memory);
        return made;
      };
    }
  }

  function watchDocument() {
    const isList = (node) =>
      node instanceof Node && (node instanceof Element ? node : node.parentElement)?.closest(".customers__side, #list, #count");
    const look = async (records) => {
      const phase = document.documentElement?.dataset.phase;
      if (phase !== undefined) bench.phases[phase] ??= performance.now();
      if (records.some((record) => isList(record.target))) {
        if (document.querySelector("[data-id]") && bench.listPainted === undefined) {
          bench.listPainted = Number.NaN;
          bench.listPainted = await afterPaint();
        }
        bench.lastPaint = await afterPaint();
      }
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    new PerformanceObserver((entries) => {
      for (const entry of entries.getEntries()) bench.longestTask = Math.max(bench.longestTask, entry.duration);
    }).observe({ type: "longtask" });
  }

  /** From the key as the system gave it to the frame that shows what was found. */
  function watchKeys() {
    window.addEventListener(
      "input",
      (event) => {
        if (event.target.type !== "search") return;
        const key = { at: event.timeStamp, began: performance.now() };
        bench.keys.push(key);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => (key.worked = performance.now());
        channel.port2.postMessage(0);
        afterPaint().then((painted) => (key.painted = painted));
      },
      true,
    );
  }

  watchTransactions();
  watchMemory();
  watchDocument();
  watchKeys();
}
