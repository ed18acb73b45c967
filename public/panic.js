// The page that is shown when the app stopped by a fault. Works without the wasm heap: it reads the
// raw rows of the database and hands them over as a file. Not here: anything that writes.

let isShown = false;

/** Replaces the page by the panic page. */
export function show(message, database) {
  if (isShown) return;
  isShown = true;
  const page = element("main", { className: "panic", role: "alert" });
  const progress = element("p", { role: "status" });
  const save = element("button", { className: "panic__button", type: "button" }, "导出数据 / Export data");
  save.addEventListener("click", async () => {
    save.disabled = true;
    progress.textContent = "正在导出… / Exporting…";
    try {
      const { n_rows } = await exportRows(database);
      progress.textContent = `已导出 ${n_rows} 行 / ${n_rows} rows exported`;
    } catch (fault) {
      progress.textContent = `无法导出 / Cannot export: ${fault?.message ?? fault}`;
    } finally {
      save.disabled = false;
    }
  });
  const again = element("button", { className: "panic__button", type: "button" }, "重新打开 / Reload");
  again.dataset.variant = "primary";
  again.addEventListener("click", () => location.replace("/"));
  const details = element("details", { className: "panic__details" });
  details.append(element("summary", {}, "详情 / Details"), element("pre", {}, message));
  page.append(
    element("h1", {}, "基盘遇到错误，已停止"),
    element("p", {}, "已显示“已保存”的内容都在这台设备上。请重新打开；如果再次出错，请先导出数据。"),
    english("Jipan hit a fault and stopped"),
    english("Everything shown as saved is still on this device. Reload; if it happens again, export the data first."),
    buttons(again, save),
    progress,
    details,
  );
  document.body.replaceChildren(page);
  document.title = "基盘 Jipan";
}

function element(name, properties = {}, text = "") {
  const made = Object.assign(document.createElement(name), properties);
  if (text) made.textContent = text;
  return made;
}

function english(text) {
  return element("p", { className: "panic__english", lang: "en" }, text);
}

function buttons(...all) {
  const row = element("div", { className: "panic__buttons" });
  row.append(...all);
  return row;
}

/** Downloads every row of every store; bytes as base64 under `$bytes`. */
async function exportRows(database) {
  const db = await open(database);
  const parts = [`{"format":"jipan-raw-1","database":${JSON.stringify(db.name)},"version":${db.version},`];
  parts.push(`"exported_at":${JSON.stringify(new Date().toISOString())},"stores":{`);
  let n_rows = 0;
  for (const [idx, store] of [...db.objectStoreNames].entries()) {
    parts.push(`${idx ? "," : ""}${JSON.stringify(store)}:[`);
    n_rows += await eachRow(db, store, (key, value, row_idx) => {
      parts.push(`${row_idx ? ",\n" : "\n"}${JSON.stringify([plain(key), plain(value)])}`);
    });
    parts.push("]");
  }
  parts.push("}}\n");
  db.close();
  const link = element("a", { href: URL.createObjectURL(new Blob(parts, { type: "application/json" })) });
  link.download = `jipan-raw-${new Date().toISOString().slice(0, 10)}.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return { n_rows };
}

/** Opens the database as it is; one that does not exist is not made. */
function open(database) {
  return new Promise((done, fail) => {
    const request = indexedDB.open(database);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(new Error("没有数据 / there is no data"));
    request.onblocked = () => fail(new Error("数据库被占用 / the database is in use"));
  });
}

/** Walks a store with a cursor: a damaged row ends the walk with an error instead of hiding the rest. */
function eachRow(db, store, onRow) {
  return new Promise((done, fail) => {
    let n_rows = 0;
    const request = db.transaction(store, "readonly").objectStore(store).openCursor();
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return done(n_rows);
      onRow(cursor.primaryKey, cursor.value, n_rows);
      n_rows += 1;
      cursor.continue();
    };
  });
}

/** A value as JSON can hold it. */
function plain(value) {
  if (value instanceof ArrayBuffer) return { $bytes: base64(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) {
    return { $bytes: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  }
  if (value instanceof Date) return { $date: value.toISOString() };
  if (typeof value === "bigint") return { $integer: value.toString() };
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
  }
  return value;
}

const CHUNK_BYTES = 0x8000;

function base64(bytes) {
  let text = "";
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(from, from + CHUNK_BYTES));
  }
  return btoa(text);
}
