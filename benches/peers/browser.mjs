// One Chromium for the app and its peers: profiles on disk, the processor slowed down, and the small
// server of the peers' pages. Not here: what is done in a page.
import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:http";
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { watch } from "./watch.mjs";

const HERE = import.meta.dirname;
const ROOT = path.resolve(HERE, "../..");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--enable-precise-memory-info",
  "--js-flags=--expose-gc",
];
const TABLET = { width: 1180, height: 820 };
const LONG_MILLIS = 90_000;

export const APP_DIR = process.env.JIPAN_APP_DIR ?? path.join(ROOT, "dist");
const BINARY = process.env.JIPAN_BINARY ?? path.join(ROOT, "target/debug/jipan");

/** A new folder for a profile. In memory (an incognito context) storage would prove nothing. */
export function freshProfile() {
  return mkdtempSync(path.join(tmpdir(), "jipan-bench-"));
}

export function removeProfile(profile) {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Asks ten times a second: asking at every frame would slow down what is looked at. */
export const CALM = { polling: 100 };

/** What the profiler does with every page that is opened. */
export const hooks = { opened: async () => {}, closing: async () => {} };

/** Runs `use` in the one page of a browser of its own and closes it. */
export async function withPage(profile, use) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: ARGUMENTS,
    viewport: TABLET,
    locale: "zh-CN",
  });
  try {
    await context.addInitScript(watch);
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(LONG_MILLIS);
    page.on("pageerror", (error) => console.error(`  page: ${error.message.slice(0, 300)}`));
    const devtools = await context.newCDPSession(page);
    await hooks.opened(devtools);
    const result = await use(page, devtools, context);
    await hooks.closing(devtools);
    return result;
  } finally {
    await context.close();
  }
}

/** The same with a profile that is thrown away. */
export async function withFreshPage(use) {
  const profile = freshProfile();
  try {
    return await withPage(profile, use);
  } finally {
    removeProfile(profile);
  }
}

/** Slows the page down; it stays so over navigations. */
export async function throttle(devtools, rate) {
  await devtools.send("Emulation.setCPUThrottlingRate", { rate });
}

/**
 * Waits until something is true in the page. Asked over the protocol ten times a second: the driver's own
 * way brings a script into the page that takes as long to be read as a part of what is looked at.
 */
export async function until(devtools, expression) {
  const deadline = Date.now() + LONG_MILLIS;
  for (;;) {
    const { result } = await devtools.send("Runtime.evaluate", { expression });
    if (result.value === true) return;
    if (Date.now() > deadline) throw new Error(`never true: ${expression}`);
    await new Promise((done) => setTimeout(done, CALM.polling));
  }
}

/** Waits until the page has had nothing to write for so long. */
export async function untilIdle(page, millis = 1500) {
  await page.waitForFunction((millis) => window.bench.idleMillis() > millis, millis);
}

/** Memory that the page holds after everything that can go is gone, in megabytes. */
export async function memory(page, devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  return page.evaluate(() => ({
    heap_mb: performance.memory.usedJSHeapSize / 2 ** 20,
    wasm_mb: window.bench.wasmBytes() / 2 ** 20,
  }));
}

/** The endpoint with the build of the app. */
export async function serveApp(port = 0) {
  const data = path.join(mkdtempSync(path.join(tmpdir(), "jipan-bench-")), "jipan.db");
  const places = ["--app-dir", APP_DIR, "--data", data];
  const child = spawn(BINARY, ["serve", "--port", String(port), ...places], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += chunk));
  const bound = await new Promise((done, fail) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (found !== undefined) done(found);
    });
    child.once("error", fail);
    child.once("exit", () => fail(new Error(`the endpoint ended: ${said}`)));
  });
  const url = `http://127.0.0.1:${bound}`;
  /** A link for one more manager, as who runs the endpoint makes it. */
  const invite = (name) => {
    const said = execFileSync(BINARY, ["invite", name, "--role", "manager", "--url", url, "--data", data]);
    return /http\S+\/join#\S+/.exec(said.toString())[0];
  };
  const firstLink = () => /http\S+\/join#\S+/.exec(printed)?.[0];
  return { url, invite, firstLink, stop: () => child.kill("SIGKILL") };
}

const MIME = { ".js": "text/javascript", ".json": "application/json" };
const STYLE =
  "<style>body{font:14px sans-serif;margin:0}#box{height:56px;font-size:16px}#list{height:700px;overflow:auto;position:relative}</style>";

/** The peers' pages, bundled as one would ship them: `/page/store` runs `pages/store.js`. */
export async function servePeers() {
  const pages = ["store", "search", "list", "open", "pouch", "rules", "sums", "board"];
  await build({
    entryPoints: pages.map((page) => path.join(HERE, `pages/${page}.js`)),
    bundle: true,
    minify: true,
    format: "esm",
    splitting: true,
    outdir: path.join(HERE, "dist"),
    logLevel: "error",
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const headers = { "Cache-Control": "no-store" };
    const page = pathname.startsWith("/page/") ? pathname.slice(6) : undefined;
    if (pages.includes(page)) {
      response.writeHead(200, { ...headers, "Content-Type": "text/html; charset=utf-8" });
      response.end(
        `<!doctype html><meta charset=utf-8><title>${page}</title>${STYLE}<body><script type="module" src="/dist/${page}.js"></script>`,
      );
      return;
    }
    const file = path.join(HERE, path.normalize(pathname));
    const isOurs = ["dist", "out"].some((folder) => file.startsWith(path.join(HERE, folder) + path.sep));
    if (!isOurs || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { ...headers, "Content-Type": MIME[path.extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
