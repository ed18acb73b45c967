// Actual Budget's own build, as one would host it: a web app of another field with its database in the
// browser, whose opening without a network is the measure of ours. Not here: how it is driven.
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { constants, brotliCompressSync } from "node:zlib";

const BUILD = path.join(import.meta.dirname, "node_modules/@actual-app/web/build");
const MIME = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const PACKED = new Set([".css", ".html", ".js", ".json", ".svg", ".wasm", ".webmanifest"]);
/** What its `_headers` file asks of a host: without them it has no shared memory and so no database. */
const ISOLATED = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const PACKING = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Its files, packed once; every other address is the page. */
export async function serveActual() {
  const packed = new Map();
  const read = (file) => {
    const bytes = readFileSync(file);
    return PACKED.has(path.extname(file)) ? brotliCompressSync(bytes, PACKING) : bytes;
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const asked = path.join(BUILD, path.normalize(decodeURIComponent(pathname)));
    const isFile = asked.startsWith(BUILD + path.sep) && existsSync(asked) && statSync(asked).isFile();
    const file = isFile ? asked : path.join(BUILD, "index.html");
    if (!packed.has(file)) packed.set(file, read(file));
    const kind = path.extname(file);
    response.writeHead(200, {
      ...ISOLATED,
      ...(PACKED.has(kind) ? { "Content-Encoding": "br" } : {}),
      "Content-Type": MIME[kind] ?? "application/octet-stream",
      "Cache-Control": "no-cache",
    });
    response.end(packed.get(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
