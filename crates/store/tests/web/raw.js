// The browser's own IndexedDB, past the store under test: to lay rows, to hold a database open,
// and to make calls fail as a full or failing device does.

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const undo = [];

function replace(prototype, method, make) {
  const original = prototype[method];
  prototype[method] = make(original);
  undo.push(() => { prototype[method] = original; });
}

export function restore() {
  while (undo.length > 0) undo.pop()();
}

export const drop = (name) => settled(indexedDB.deleteDatabase(name));

// A connection that ignores `versionchange`, as a tab of long ago would.
export function hold(name, version) {
  return settled(version === 0 ? indexedDB.open(name) : indexedDB.open(name, version));
}

export const version = async (name) => {
  const connection = await settled(indexedDB.open(name));
  const { version: found } = connection;
  const tables = connection.objectStoreNames.length;
  connection.close();
  return `version ${found}, ${tables} stores`;
};

export function letGo(connection) {
  connection.close();
}

export async function lay(name, table, key, value) {
  const connection = await settled(indexedDB.open(name));
  await settled(connection.transaction(table, 'readwrite').objectStore(table).put(value, key));
  connection.close();
}

// What was asked of the browser: one line per transaction, one more when it is complete.
export function record() {
  const lines = [];
  replace(IDBDatabase.prototype, 'transaction', (original) => function (stores, mode, options) {
    const transaction = original.call(this, stores, mode, options);
    lines.push(`${mode} ${[...stores].join('+')} ${options?.durability ?? 'default'}`);
    transaction.addEventListener('complete', () => lines.push('complete'));
    return transaction;
  });
  return lines;
}

// One line for every opening asked of the browser.
export function recordOpenings() {
  const lines = [];
  replace(IDBFactory.prototype, 'open', (original) => function (...rest) {
    lines.push(`open ${rest.join(' ')}`);
    return original.apply(this, rest);
  });
  return lines;
}

// After `room` more puts there is no space left.
export function fillUp(room) {
  let left = room;
  replace(IDBObjectStore.prototype, 'put', (original) => function (...rest) {
    if (left === 0) throw new DOMException('no space', 'QuotaExceededError');
    left -= 1;
    return original.apply(this, rest);
  });
}

// One line for every exception that nobody caught.
export function recordUncaught() {
  const lines = [];
  const listener = (event) => lines.push(event.message);
  globalThis.addEventListener('error', listener);
  undo.push(() => globalThis.removeEventListener('error', listener));
  return lines;
}

// The next `times` commits abort for the reason `name`; an empty name is no reason at all.
export const abortCommits = (times, name) => abortCommitsSaying(times, name, 'at commit');

export function abortCommitsSaying(times, name, words) {
  let left = times;
  replace(IDBTransaction.prototype, 'commit', (original) => function () {
    if (left === 0) return original.call(this);
    left -= 1;
    if (name !== '') {
      Object.defineProperty(this, 'error', { get: () => new DOMException(words, name) });
    }
    return this.abort();
  });
}

// The next transaction finds its connection cut; the browser also says so if `aloud`.
export function cutConnection(aloud) {
  let left = 1;
  replace(IDBDatabase.prototype, 'transaction', (original) => function (...rest) {
    if (left > 0) {
      left -= 1;
      this.close();
      if (aloud) this.dispatchEvent(new Event('close'));
    }
    return original.apply(this, rest);
  });
}

// The browser cannot read this one row, neither among others nor alone.
export function spoil(table, key) {
  const fail = () => { throw new DOMException('its file is gone', 'NotReadableError'); };
  replace(IDBObjectStore.prototype, 'getAll', (original) => function (...rest) {
    return this.name === table ? fail() : original.apply(this, rest);
  });
  replace(IDBObjectStore.prototype, 'get', (original) => function (asked) {
    return this.name === table && asked === key ? fail() : original.call(this, asked);
  });
}

export function hideIndexedDb() {
  const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
  Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true });
  undo.push(() => Object.defineProperty(globalThis, 'indexedDB', descriptor));
}
