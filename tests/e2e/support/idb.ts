// The browser's own database, watched and disturbed from outside of the app.
import type { BrowserContext, Page } from "@playwright/test";

export const DATABASE = "jipan-local-me";

/** One transaction the app asked for. */
export interface Asked {
  stores: string[];
  mode: string;
  durability: string;
}

/** Records every transaction, and can hold back the news that one is complete. */
export async function watchDatabase(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const asked: { stores: string[]; mode: string; durability: string }[] = [];
    const held: (() => void)[] = [];
    const watch = { asked, held, isHolding: false, connections: [] as IDBDatabase[] };
    Object.assign(window, { idbByTest: watch });
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      const made = transaction.call(this, stores, mode, options);
      const names = typeof stores === "string" ? [stores] : [...stores];
      asked.push({ stores: names, mode: mode ?? "readonly", durability: options?.durability ?? "" });
      if (!watch.connections.includes(this)) watch.connections.push(this);
      return made;
    };
    const { addEventListener } = EventTarget.prototype;
    IDBTransaction.prototype.addEventListener = function (
      this: IDBTransaction,
      type: string,
      listener: EventListenerOrEventListenerObject | null,
      options?: boolean | AddEventListenerOptions,
    ) {
      if (type !== "complete" || !listener || this.mode !== "readwrite") {
        addEventListener.call(this, type, listener, options);
        return;
      }
      const call = typeof listener === "function" ? listener : listener.handleEvent.bind(listener);
      const later = (event: Event): void => {
        if (watch.isHolding) held.push(() => call.call(this, event));
        else call.call(this, event);
      };
      addEventListener.call(this, type, later, options);
    };
  });
}

interface WatchInPage {
  asked: Asked[];
  held: (() => void)[];
  isHolding: boolean;
  connections: IDBDatabase[];
}

/** The transactions that wrote, since the last call. */
export async function takeWrites(page: Page): Promise<Asked[]> {
  return page.evaluate(() => {
    const { asked } = (window as unknown as { idbByTest: WatchInPage }).idbByTest;
    return asked.splice(0).filter((it) => it.mode === "readwrite");
  });
}

/** From now on the app does not hear of completed transactions. */
export async function hold(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { idbByTest: WatchInPage }).idbByTest.isHolding = true;
  });
}

/** How many transactions are complete of which the app has not heard. */
export async function countHeld(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { idbByTest: WatchInPage }).idbByTest.held.length);
}

/** The app hears of what was held back, and of everything from now on. */
export async function release(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = (window as unknown as { idbByTest: WatchInPage }).idbByTest;
    watch.isHolding = false;
    for (const tell of watch.held.splice(0)) tell();
  });
}

/** Cuts the app's connections, as browsers do when their storage process goes. */
export async function cutConnections(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = (window as unknown as { idbByTest: WatchInPage }).idbByTest;
    for (const connection of watch.connections.splice(0)) connection.close();
  });
}

/** From now on no database can be opened nor used. */
export async function breakDatabase(page: Page): Promise<void> {
  await page.evaluate(() => {
    const fail = (): never => {
      throw new DOMException("The database connection is closing.", "InvalidStateError");
    };
    IDBDatabase.prototype.transaction = fail;
  });
}

/** Writes into the database beside the app. `store` must hold its keys outside of its values. */
export async function spoil(page: Page, store: string, which: "newest" | "oldest" = "newest"): Promise<number> {
  return page.evaluate(
    async ({ database, store, which }) => {
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error ?? new Error("no database"));
      });
      const transaction = db.transaction(store, "readwrite");
      const rows = transaction.objectStore(store);
      let n_spoilt = 0;
      rows.openCursor(null, which === "newest" ? "prev" : "next").onsuccess = (event) => {
        const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
        if (!cursor) return;
        const bytes = new Uint8Array(cursor.value as Uint8Array);
        const middle = Math.floor(bytes.length / 2);
        bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
        cursor.update(bytes);
        n_spoilt += 1;
      };
      await new Promise((done) => (transaction.oncomplete = done));
      db.close();
      return n_spoilt;
    },
    { database: DATABASE, store, which },
  );
}

const MASK = (1n << 64n) - 1n;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P5 = 0x27d4eb2f165667c5n;

/** XXH64 of less than four bytes, as published: the checksum of a stored row. */
function xxh64OfFew(bytes: number[], seed: bigint): bigint {
  let hash = (seed + P5 + BigInt(bytes.length)) & MASK;
  for (const byte of bytes) {
    hash ^= (BigInt(byte) * P5) & MASK;
    hash = ((((hash << 11n) & MASK) | (hash >> 53n)) * P1) & MASK;
  }
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}

/** A window of tomorrow writes a change in a layout of tomorrow, and says so. */
export async function layNewer(page: Page): Promise<void> {
  const [layout, cipher, payload] = [2, 0, [7, 7, 7]];
  const sum = xxh64OfFew(payload, BigInt(layout + (cipher << 8)));
  const header = Array.from({ length: 8 }, (_, idx) => Number((sum >> BigInt(8 * idx)) & 0xffn));
  await page.evaluate(
    async ({ database, row }) => {
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error ?? new Error("no database"));
      });
      const transaction = db.transaction("log", "readwrite");
      transaction.objectStore("log").add(new Uint8Array(row));
      await new Promise((done) => (transaction.oncomplete = done));
      db.close();
      const channel = new BroadcastChannel("jipan-tabs");
      channel.postMessage("wrote");
      channel.close();
    },
    { database: DATABASE, row: [layout, cipher, ...header, ...payload] },
  );
}

/** Whether a text that nobody ended yet lies in the database. */
export async function hasDraft(page: Page, text: string): Promise<boolean> {
  return page.evaluate(
    async ({ database, text }) => {
      const db = await new Promise<IDBDatabase>((done, fail) => {
        const request = indexedDB.open(database);
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      const rows = await new Promise<unknown[]>((done, fail) => {
        const request = db.transaction("draft").objectStore("draft").getAll();
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
      db.close();
      const said = (row: unknown): string => (row instanceof Uint8Array || row instanceof ArrayBuffer ? new TextDecoder().decode(row) : JSON.stringify(row));
      return rows.some((row) => said(row).includes(text));
    },
    { database: DATABASE, text },
  );
}
