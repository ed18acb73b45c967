// Reads the pages of the book while the program is still on its way, beside the page's thread. Nothing is
// decided here: the program takes a page only under a key that it finds itself, and only while what was
// read beside the pages still stands. The name of this worker is that of the database. It says "reading" as
// soon as it reads, and then what it read, or null.

const PAGES = "hot";
const VALUES = "meta";
/** They change whenever another book is put in place, and with every fold that came to its end. */
const BESIDE = ["birth", "folds"];
/** That of the store of this build (`DATABASE_VERSION`): an older one is about to be changed. */
const VERSION = 1;

/** To open a database that is not there would make it. */
async function isThere() {
  const known = (await indexedDB.databases?.()) ?? [];
  return known.some(({ name, version }) => name === self.name && version === VERSION);
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(self.name);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      // Nobody waits for a reading that only saves time.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

/** Keys come in their order, [scope, kind, page, generation]: of each page the last one is the newest. */
const isNewest = (key, idx, keys) => [0, 1, 2].some((part) => keys[idx + 1]?.[part] !== key[part]);

function read(database) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([PAGES, VALUES]);
    const pages = transaction.objectStore(PAGES);
    const values = BESIDE.map((name) => transaction.objectStore(VALUES).get(name));
    const all = pages.getAllKeys();
    let keys = [];
    let asked = [];
    all.onsuccess = () => {
      keys = all.result.filter(isNewest);
      // One question for all is quicker than many.
      asked = keys.length === all.result.length ? [pages.getAll()] : keys.map((key) => pages.get(key));
    };
    transaction.oncomplete = () => {
      const beside = BESIDE.map((name, idx) => [name, values[idx].result]);
      resolve({ beside, keys, pages: asked.flatMap((request) => request.result) });
    };
    transaction.onabort = () => reject(transaction.error);
    self.postMessage("reading");
  });
}

async function answer() {
  if (!(await isThere())) return null;
  const database = await opened();
  try {
    return await read(database);
  } finally {
    database.close();
  }
}

answer()
  .then((found) => self.postMessage(found, found?.pages.map((page) => page.buffer) ?? []))
  .catch(() => self.postMessage(null));
