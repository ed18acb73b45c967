// What the peers' pages share. Not here: any of the peers.

export const now = () => performance.now();

/** The customers that the page was asked for: `?data=/out/customers-100000.json`. */
export async function customers() {
  const url = new URL(location.href).searchParams.get("data");
  return (await fetch(url)).json();
}

export const settled = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

export const completed = (transaction) =>
  new Promise((done, fail) => {
    transaction.oncomplete = done;
    transaction.onabort = transaction.onerror = () => fail(transaction.error);
  });

export function opened(name, upgrade) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => upgrade(request.result);
  return settled(request);
}

export async function timed(work) {
  const began = now();
  await work();
  return now() - began;
}

/** What of a customer is searched: the same fields as in the app. */
export function haystack(row) {
  const pinyin = row.pinyin.replaceAll(" ", "");
  return [row.name, pinyin, row.initials, row.contact, row.phone, row.id, row.address].join("\n").toLowerCase();
}

/** One row of a list, with as many nodes as one writes by hand. */
export function rowNode(row) {
  const node = document.createElement("div");
  node.dataset.id = row.id;
  node.style.cssText = "height:72px;width:100%;display:flex;gap:16px";
  for (const key of ["name", "city", "contact", "phone", "cls", "rep"]) {
    const cell = document.createElement("span");
    cell.textContent = row[key];
    node.append(cell);
  }
  return node;
}
