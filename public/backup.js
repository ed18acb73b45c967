// Packs and locks the content of a backup, and unlocks and unpacks it, with what the browser has: gzip
// streams and WebCrypto. The format is in docs/backup-format.md. Fetched when a backup is made or
// read, so it counts for no start. Not here: head and content, which the app makes and proves.

const TAG_BYTES = 16;
const CHECK_NONCE = new Uint8Array(12).fill(255);
/** The page has its turn after so much packing or unpacking, which some browsers do in its thread. */
const SLICE_MILLIS = 12;
/** Bytes that are handed over to the browser's own keeping at once. */
const PART_BYTES = 4 << 20;

/** Whether this browser packs and unpacks. */
export const canPack = "CompressionStream" in globalThis && "DecompressionStream" in globalThis;

/** Whether this page may encrypt: not at an address without TLS. */
export const canLock = Boolean(globalThis.crypto?.subtle);

export const freshSalt = () => crypto.getRandomValues(new Uint8Array(16));

/** The key of a passphrase. */
export async function keyOf(passphrase, salt, rounds) {
  const secret = new TextEncoder().encode(passphrase.normalize("NFC"));
  const from = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(way, from, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** The seal of an empty message: what the key is known by. */
export async function checkOf(key, fields) {
  return new Uint8Array(await crypto.subtle.encrypt(gcm(CHECK_NONCE, fields), key, new Uint8Array()));
}

/** Whether the key is the one that made this check. */
export async function isKeyOf(key, fields, check) {
  return crypto.subtle.decrypt(gcm(CHECK_NONCE, fields), key, check).then(
    () => true,
    () => false,
  );
}

/** The whole file: head, then the content, packed if `isPacked` and locked if there is a key. */
export async function fileOf(head, content, isPacked, key, chunkBytes, onBytes) {
  let n_bytes = 0;
  const turn = turns();
  const counted = new TransformStream({
    async transform(piece, to) {
      n_bytes += piece.byteLength;
      onBytes(n_bytes);
      await turn();
      to.enqueue(piece);
    },
  });
  const plain = content.stream().pipeThrough(counted);
  const packed = isPacked ? plain.pipeThrough(new CompressionStream("gzip")) : plain;
  const parts = [head];
  for await (const part of key ? locked(packed, key, head, chunkBytes) : chunks(packed, PART_BYTES)) {
    // A blob is not in the memory of the page.
    parts.push(new Blob([part.bytes]));
  }
  return new Blob(parts, { type: "application/octet-stream" });
}

/** Reads the content of a file: `read()` gives its pieces. */
export function contentOf(file, head, isPacked, key, chunkBytes) {
  const body = file.slice(head.byteLength);
  const packed = key ? unlocked(body, key, head, chunkBytes) : body.stream();
  const content = isPacked ? packed.pipeThrough(new DecompressionStream("gzip")) : packed;
  const reader = content.getReader();
  const turn = turns();
  return { read: () => turn().then(() => reader.read()) };
}

/** Waits for the page to have its turn, if it is time. */
function turns() {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE_MILLIS) return;
    await new Promise((done) => setTimeout(done, 0));
    began = performance.now();
  };
}

async function* locked(stream, key, head, chunkBytes) {
  let idx = 0;
  for await (const { bytes, isLast } of chunks(stream, chunkBytes)) {
    yield { bytes: await crypto.subtle.encrypt(gcm(nonceOf(idx, isLast), head), key, bytes) };
    idx += 1;
  }
}

function unlocked(body, key, head, chunkBytes) {
  const sealedBytes = chunkBytes + TAG_BYTES;
  const n_chunks = Math.max(1, Math.ceil(body.size / sealedBytes));
  let idx = 0;
  const pull = async (to) => {
    const isLast = idx === n_chunks - 1;
    const sealed = await body.slice(idx * sealedBytes, (idx + 1) * sealedBytes).arrayBuffer();
    const plain = await crypto.subtle.decrypt(gcm(nonceOf(idx, isLast), head), key, sealed);
    idx += 1;
    to.enqueue(new Uint8Array(plain));
    if (isLast) to.close();
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

/** The bytes of a stream in chunks of one length; only the last is shorter, and empty only if all is. */
async function* chunks(stream, n_bytes) {
  let chunk = new Uint8Array(n_bytes);
  let filled = 0;
  const reader = stream.getReader();
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    for (let rest = value; rest.byteLength > 0; ) {
      if (filled === n_bytes) {
        yield { bytes: chunk, isLast: false };
        chunk = new Uint8Array(n_bytes);
        filled = 0;
      }
      const taken = rest.subarray(0, n_bytes - filled);
      chunk.set(taken, filled);
      filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
    }
  }
  yield { bytes: chunk.subarray(0, filled), isLast: true };
}

function nonceOf(idx, isLast) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(3, BigInt(idx));
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

const gcm = (iv, additionalData) => ({ name: "AES-GCM", iv, additionalData });
