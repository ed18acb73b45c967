// A disk so small that it can be filled. Not here: what is done on it.
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { freshFolder, removeFolder } from "./site.ts";

/** A file system in memory with room for a profile and little more. */
export class SmallDisk {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /** A new one; nothing where this process may not mount. */
  static mount(): SmallDisk | undefined {
    const root = freshFolder("disk");
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", root], { stdio: "ignore" });
    } catch {
      removeFolder(root);
      return undefined;
    }
    const disk = new SmallDisk(root);
    mkdirSync(disk.folder);
    return disk;
  }

  /** Where a profile may lie. */
  get folder(): string {
    return path.join(this.#root, "profile");
  }

  /** Takes all the room that is left. */
  fill(): void {
    for (const size of [1 << 16, 1 << 12, 1]) {
      const file = openSync(path.join(this.#root, `filler-${size}`), "w");
      const block = Buffer.alloc(size);
      try {
        for (;;) writeSync(file, block);
      } catch {
        // Full.
      }
      closeSync(file);
    }
  }

  /** Gives the room back. */
  empty(): void {
    const fillers = readdirSync(this.#root).filter((it) => it.startsWith("filler-"));
    for (const name of fillers) rmSync(path.join(this.#root, name));
  }

  unmount(): void {
    execFileSync("umount", ["-l", this.#root]);
    removeFolder(this.#root);
  }
}
