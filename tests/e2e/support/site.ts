// The endpoint with a build of the app, as users get it. Not here: the browser.
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, "../../..");

/** The build under test. `cargo xtask test` says where it lies. */
export const APP_DIR = process.env["JIPAN_APP_DIR"] ?? path.join(ROOT, "dist");
/** The program that serves and reports. */
export const BINARY = process.env["JIPAN_BINARY"] ?? path.join(ROOT, "target/debug/jipan");

/** A file of `tests/data`. */
export function dataFile(name: string): string {
  return path.join(ROOT, "tests/data", name);
}

const folders = new Set<string>();
process.once("exit", () => folders.forEach(removeFolder));

/** A new folder that goes when the tests end. */
export function freshFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `jipan-e2e-${name}-`));
  folders.add(folder);
  return folder;
}

export function removeFolder(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** A running endpoint. It keeps its address when it is stopped and started again. */
export class Site {
  readonly dir: string;
  /** The company's data; they stay when it is stopped and started again. */
  readonly data = path.join(freshFolder("data"), "jipan.db");
  #process: ChildProcess | undefined;
  #port = 0;
  #told = "";

  constructor(dir: string = APP_DIR) {
    this.dir = dir;
  }

  /** A site with its own copy of the build, so that a test may change it. */
  static copy(): Site {
    const dir = freshFolder("site");
    cpSync(APP_DIR, dir, { recursive: true });
    return new Site(dir);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The link for the first manager, as it was printed: poll for it. None after that one has joined. */
  get firstLink(): string | undefined {
    return /http\S+\/join#\S+/.exec(this.#told)?.[0];
  }

  async start(): Promise<void> {
    const wanted = String(this.#port);
    const places = ["--app-dir", this.dir, "--data", this.data];
    const child = spawn(BINARY, ["serve", "--port", wanted, ...places], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    this.#process = child;
    this.#told = "";
    child.stdout?.on("data", (chunk: Buffer) => (this.#told += chunk.toString()));
    this.#port = await new Promise<number>((done, fail) => {
      let said = "";
      child.stderr?.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1];
        if (port !== undefined) done(Number(port));
      });
      child.once("error", fail);
      child.once("exit", () => fail(new Error(`the endpoint ended: ${said}`)));
    });
  }

  /** Stops at once, as a network that is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
  }
}
