// What locks and packs backups, by itself: every length around a chunk, every way to damage it. Runs
// without a page: Node has the same streams and the same cryptography.
import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

type Pieces = Pick<ReadableStreamDefaultReader<Uint8Array>, "read">;

interface Locks {
  keyOf(passphrase: string, salt: Uint8Array, rounds: number): Promise<CryptoKey>;
  checkOf(key: CryptoKey, fields: Uint8Array): Promise<Uint8Array>;
  isKeyOf(key: CryptoKey, fields: Uint8Array, check: Uint8Array): Promise<boolean>;
  fileOf(
    head: Uint8Array,
    content: Blob,
    isPacked: boolean,
    key: CryptoKey | undefined,
    chunkBytes: number,
    onBytes: (n: number) => void,
  ): Promise<Blob>;
  contentOf(
    file: Blob,
    head: Uint8Array,
    isPacked: boolean,
    key: CryptoKey | undefined,
    chunkBytes: number,
  ): Pieces;
}

const HERE = path.dirname(fileURLToPath(import.meta.url));
const MODULE = readFileSync(path.resolve(HERE, "../../public/backup.js"), "base64");
const CHUNK = 64;
const TAG = 16;
const HEAD = new TextEncoder().encode("a head that vouches for nothing here");
/** Few, so that the test is quick; the app asks for 600,000. */
const ROUNDS = 10;

const load = async (): Promise<Locks> => (await import(`data:text/javascript;base64,${MODULE}`)) as Locks;

function content(n_bytes: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: n_bytes }, (_, idx) => (idx * idx + 7) % 251);
}

async function bytesOf(reader: Pieces): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return Buffer.concat(parts);
    parts.push(value);
  }
}

const WAYS = [
  { isPacked: false, isLocked: false },
  { isPacked: true, isLocked: false },
  { isPacked: false, isLocked: true },
  { isPacked: true, isLocked: true },
];

for (const { isPacked, isLocked } of WAYS) {
  test(`what goes in comes out: packed ${isPacked}, locked ${isLocked}`, async () => {
    const { keyOf, fileOf, contentOf } = await load();
    const key = isLocked ? await keyOf("湖滨路", new Uint8Array(16), ROUNDS) : undefined;
    for (const n_bytes of [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 3, 100_000]) {
      const plain = content(n_bytes);
      let n_told = 0;
      const file = await fileOf(HEAD, new Blob([plain]), isPacked, key, CHUNK, (n) => (n_told = n));
      expect(n_told).toBe(n_bytes);
      if (isLocked && !isPacked) {
        const n_chunks = Math.max(1, Math.ceil(n_bytes / CHUNK));
        expect(file.size).toBe(HEAD.byteLength + n_bytes + n_chunks * TAG);
      }
      const read = await bytesOf(contentOf(file, HEAD, isPacked, key, CHUNK));
      expect(Buffer.from(read).equals(Buffer.from(plain)), `${n_bytes} bytes`).toBe(true);
    }
  });
}

test("a locked file that was changed, cut, lengthened or put in another order does not open", async () => {
  const { keyOf, fileOf, contentOf } = await load();
  const key = await keyOf("a", new Uint8Array(16), ROUNDS);
  const file = await fileOf(HEAD, new Blob([content(3 * CHUNK)]), false, key, CHUNK, () => undefined);
  const whole = new Uint8Array(await file.arrayBuffer());
  const opens = (bytes: Uint8Array, head = HEAD): Promise<boolean> =>
    bytesOf(contentOf(new Blob([new Uint8Array(bytes)]), head, false, key, CHUNK)).then(
      () => true,
      () => false,
    );
  expect(await opens(whole)).toBe(true);
  for (let at = HEAD.byteLength; at < whole.byteLength; at += 1) {
    const flipped = whole.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << at % 8);
    expect(await opens(flipped), `byte ${at} flipped`).toBe(false);
    expect(await opens(whole.slice(0, at)), `cut at ${at}`).toBe(false);
  }
  const sealed = CHUNK + TAG;
  const chunk = (idx: number): Uint8Array => whole.slice(HEAD.byteLength + idx * sealed).slice(0, sealed);
  const made = (...chunks: Uint8Array[]): Uint8Array => Buffer.concat([HEAD, ...chunks]);
  expect(await opens(made(chunk(0), chunk(1), chunk(2)))).toBe(true);
  expect(await opens(made(chunk(1), chunk(0), chunk(2))), "two chunks changed places").toBe(false);
  expect(await opens(made(chunk(0), chunk(2))), "a chunk is gone").toBe(false);
  expect(await opens(made(chunk(0), chunk(1), chunk(2), chunk(2))), "a chunk too many").toBe(false);
  const other = HEAD.slice();
  other[3] = (other[3] ?? 0) ^ 1;
  expect(await opens(whole, other), "under another head").toBe(false);
});

test("a packed file that was changed or cut does not unpack", async () => {
  const { fileOf, contentOf } = await load();
  const plain = content(500);
  const file = await fileOf(HEAD, new Blob([plain]), true, undefined, CHUNK, () => undefined);
  const whole = new Uint8Array(await file.arrayBuffer());
  const read = (bytes: Uint8Array): Promise<Uint8Array | undefined> =>
    bytesOf(contentOf(new Blob([new Uint8Array(bytes)]), HEAD, true, undefined, CHUNK)).catch(() => undefined);
  // The head of gzip has bits that mean nothing; the content has sums of its own.
  for (let at = HEAD.byteLength + 10; at < whole.byteLength; at += 1) {
    const flipped = whole.slice();
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    expect(await read(flipped), `byte ${at} flipped`).toBeUndefined();
    expect(await read(whole.slice(0, at)), `cut at ${at}`).toBeUndefined();
  }
  expect(await read(Buffer.concat([whole, Buffer.from("more")]))).toBeUndefined();
});

test("a key knows its own check, and no other key does", async () => {
  const { keyOf, checkOf, isKeyOf } = await load();
  const fields = new TextEncoder().encode("fields");
  const salt = new Uint8Array(16).fill(3);
  const key = await keyOf("Café", salt, ROUNDS);
  const check = await checkOf(key, fields);
  expect(check.byteLength).toBe(TAG);
  const tries: [string, Uint8Array, number, boolean][] = [
    ["Café", salt, ROUNDS, true],
    ["Cafe\u0301", salt, ROUNDS, true], // the same letters, taken apart
    ["café", salt, ROUNDS, false],
    ["Café ", salt, ROUNDS, false],
    ["Café", new Uint8Array(16), ROUNDS, false],
    ["Café", salt, ROUNDS + 1, false],
  ];
  for (const [passphrase, ownSalt, rounds, isSame] of tries) {
    expect(await isKeyOf(await keyOf(passphrase, ownSalt, rounds), fields, check), passphrase).toBe(isSame);
  }
  expect(await isKeyOf(key, new TextEncoder().encode("other"), check)).toBe(false);
});
