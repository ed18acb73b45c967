// PouchDB with its own server, doing what a tablet of ours does with the endpoint: a first fetch of
// everything, and 1,000 changes sent. Not here: the page (`pages/pouch.js`).
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const require = createRequire(import.meta.url);

/** The server with all customers in it, on the disk. */
export async function servePouch(rows) {
  const folder = mkdtempSync(path.join(tmpdir(), "jipan-pouch-"));
  const PouchDB = require("pouchdb-node").defaults({ prefix: `${folder}${path.sep}` });
  const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: path.join(folder, "log.txt") };
  const answer = require("express-pouchdb")(PouchDB, options);
  const server = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", request.headers.origin ?? "*");
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Allow-Headers", "content-type");
    response.setHeader("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,HEAD");
    if (request.method === "OPTIONS") response.writeHead(204).end();
    else answer(request, response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${server.address().port}/customers`;
  await ask(url, "PUT");
  const docs = rows.map(({ id, ...row }) => ({ _id: id, ...row }));
  for (let from = 0; from < docs.length; from += 1000) {
    await ask(`${url}/_bulk_docs`, "POST", { docs: docs.slice(from, from + 1000) });
  }
  return {
    url,
    stop: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url, method, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
}
