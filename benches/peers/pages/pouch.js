// A tablet of PouchDB: fetches everything once, then sends 1,000 changes that were made offline. Not
// here: its server.
import PouchDB from "pouchdb-browser";
import { timed } from "./common.js";

const BATCH = 1000;
const options = { batch_size: BATCH, batches_limit: 10 };

window.firstFetch = async (url) => {
  const local = new PouchDB("customers");
  const millis = await timed(() => local.replicate.from(url, options));
  const { doc_count } = await local.info();
  return { millis, n: doc_count };
};

window.sendEdits = async (url, n) => {
  const local = new PouchDB("customers");
  const { rows } = await local.allDocs({ include_docs: true, limit: n });
  await local.bulkDocs(rows.map(({ doc }, idx) => ({ ...doc, phone: `1380000${String(idx).padStart(4, "0")}` })));
  return { millis: await timed(() => local.replicate.to(url, options)) };
};

window.isReady = true;
