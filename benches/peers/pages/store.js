// What storing 100,000 customers costs by other means: raw IndexedDB, Dexie, packed bytes. All strict,
// as the app is. Every peer writes and reads the same customers. Not here: the app.
import Dexie from "dexie";
import { completed, customers, opened, settled, timed } from "./common.js";

const STRICT = { durability: "strict" };
const PACK_ROWS = 1000;

const peers = {
  /** One transaction, three indexes, no promise per put: the fastest way to write objects. */
  async raw(rows) {
    const database = await opened("raw", (it) => {
      const store = it.createObjectStore("customers", { keyPath: "id" });
      store.createIndex("city", "city");
      store.createIndex("lastVisit", "lastVisit");
      store.createIndex("class", ["cls", "annualCents"]);
    });
    const write = await timed(async () => {
      const transaction = database.transaction("customers", "readwrite", STRICT);
      const store = transaction.objectStore("customers");
      for (const row of rows) store.put(row);
      transaction.commit();
      await completed(transaction);
    });
    const read = await timed(() => settled(database.transaction("customers").objectStore("customers").getAll()));
    return { write, read };
  },

  /** What most apps use: bulkAdd into a table with three indexes, toArray. */
  async dexie(rows) {
    const database = new Dexie("dexie", { chromeTransactionDurability: "strict" });
    database.version(1).stores({ customers: "id, city, lastVisit, [cls+annualCents]" });
    await database.open();
    const write = await timed(() => database.customers.bulkAdd(rows));
    const read = await timed(() => database.customers.toArray());
    return { write, read };
  },

  /** The limit: the same customers as 100 packs of bytes, neither packed nor unpacked in the time. */
  async packed(rows) {
    const encoder = new TextEncoder();
    const packs = [];
    for (let at = 0; at < rows.length; at += PACK_ROWS) {
      packs.push(encoder.encode(JSON.stringify(rows.slice(at, at + PACK_ROWS))));
    }
    const database = await opened("packed", (it) => it.createObjectStore("packs"));
    const write = await timed(async () => {
      const transaction = database.transaction("packs", "readwrite", STRICT);
      packs.forEach((pack, idx) => transaction.objectStore("packs").put(pack, idx));
      transaction.commit();
      await completed(transaction);
    });
    const read = await timed(() => settled(database.transaction("packs").objectStore("packs").getAll()));
    return { write, read };
  },
};

window.runPeer = async (name) => peers[name](await customers());
