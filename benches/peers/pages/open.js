// Opening a list of 100,000 customers as most apps do: Dexie, all rows into an array, the texts for the
// search made ready, the first rows drawn. `?fill` writes the database first. Not here: the app.
import Dexie from "dexie";
import { customers, haystack, rowNode } from "./common.js";

const N_SHOWN = 24;
const database = new Dexie("customers");
database.version(1).stores({ customers: "id, city, lastVisit, [cls+annualCents]" });

if (new URL(location.href).searchParams.has("data")) {
  await database.customers.bulkAdd(await customers());
} else {
  const rows = await database.customers.toArray();
  window.kept = { rows, texts: rows.map(haystack) };
  const list = Object.assign(document.createElement("div"), { id: "list" });
  document.body.append(list);
  list.replaceChildren(...rows.slice(0, N_SHOWN).map(rowNode));
}
window.isReady = true;
