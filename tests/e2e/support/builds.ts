// Another build of the app under test, as an update brings it. Not here: taking it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import type { Site } from "./site.ts";

/** Makes another build of the same app: one mark in its page, and everything that follows from that. */
export function makeBuildB(site: Site): void {
  const pageFile = path.join(site.dir, "index.html");
  const page = readFileSync(pageFile, "utf8").replace("</head>", '<meta name="build-of-test" content="B"></head>');
  writeFileSync(pageFile, page);
  const workerFile = path.join(site.dir, "sw.js");
  const hash = createHash("sha256").update(page).digest("hex");
  const worker = readFileSync(workerFile, "utf8");
  const changed = worker
    .replace(/\["\/index\.html", "[0-9a-f]{64}"\]/, `["/index.html", "${hash}"]`)
    .replace(/const BUILD = "[^"]*";/, 'const BUILD = "build-b-of-test";');
  expect(changed).not.toBe(worker);
  writeFileSync(workerFile, changed);
  // What was compressed before is of the other build.
  for (const name of readdirSync(site.dir)) {
    if (/^(index\.html|sw\.js)\.(br|gz|zst)$/.test(name)) rmSync(path.join(site.dir, name));
  }
}
