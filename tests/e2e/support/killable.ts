// A browser that dies as a tablet does whose battery falls out. Not here: what is lost by it.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, expect } from "@playwright/test";
import { CHROMIUM, CHROMIUM_ARGUMENTS, TABLET } from "./browser.ts";

/** A browser that can be killed like a tablet whose battery falls out: with all of its processes. */
export class Tablet {
  readonly #child: ChildProcess;
  readonly browser: Browser;

  private constructor(child: ChildProcess, browser: Browser) {
    this.#child = child;
    this.browser = browser;
  }

  static async start(profile: string): Promise<Tablet> {
    const portFile = path.join(profile, "DevToolsActivePort");
    rmSync(portFile, { force: true });
    for (const name of ["SingletonLock", "SingletonCookie", "SingletonSocket"]) {
      rmSync(path.join(profile, name), { force: true });
    }
    const size = `--window-size=${TABLET.width},${TABLET.height}`;
    const child = spawn(
      CHROMIUM,
      [...CHROMIUM_ARGUMENTS, "--remote-debugging-port=0", `--user-data-dir=${profile}`, size, "about:blank"],
      { detached: true, stdio: "ignore" },
    );
    await expect.poll(() => existsSync(portFile) && readFileSync(portFile, "utf8").includes("\n"), { timeout: 20_000 }).toBe(true);
    const [port, socket] = readFileSync(portFile, "utf8").split("\n");
    const browser = await chromium.connectOverCDP(`ws://127.0.0.1:${port}${socket}`);
    // What hangs says where.
    for (const context of browser.contexts()) context.setDefaultTimeout(30_000);
    return new Tablet(child, browser);
  }

  /** SIGKILL to its process group, and nothing else. */
  async kill(): Promise<void> {
    const gone = new Promise((done) => this.#child.once("exit", done));
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    await gone;
    await this.browser.close().catch(() => undefined);
  }
}
