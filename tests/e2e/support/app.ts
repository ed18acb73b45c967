// The app as a person with assistive technology knows it: roles and names. Not here: what is tested.
import { type BrowserContext, type Locator, type Page, expect } from "@playwright/test";
import { dataFile } from "./site.ts";

/** One page of the app in Chinese. */
export class App {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  static async of(context: BrowserContext, origin: string): Promise<App> {
    return new App(context.pages()[0] ?? (await context.newPage()), origin);
  }

  async open(path = "/"): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.ready();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute("data-phase", "ready", { timeout: 20_000 });
  }

  // Everywhere
  get nav(): Locator {
    return this.page.getByRole("navigation", { name: "主导航" });
  }
  get status(): Locator {
    return this.page.getByRole("status", { name: "数据状态" });
  }
  get undoBar(): Locator {
    return this.page.getByRole("status", { name: "可撤销的操作" });
  }
  get notices(): Locator {
    return this.page.getByRole("log", { name: "提示" });
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** Waits until everything is on the disk and the app says so. */
  async saved(): Promise<void> {
    await expect(this.status).toContainText("全部已存在本机");
  }

  // 客户
  get search(): Locator {
    return this.page.getByRole("searchbox", { name: "搜索客户" });
  }
  get list(): Locator {
    return this.page.getByRole("list", { name: "客户列表" });
  }
  get count(): Locator {
    return this.page.getByRole("status").filter({ hasText: /^共 [\d,]+ 家，显示 [\d,]+$/ });
  }
  rows(): Locator {
    return this.list.getByRole("link");
  }
  row(name: string): Locator {
    return this.rows().filter({ has: this.page.getByText(name, { exact: true }) });
  }

  // 客户档案
  get file(): Locator {
    return this.page.getByRole("region", { name: "客户档案" });
  }
  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }
  /** What belongs to a field: its label, control, notes and what stands open under it. */
  fieldBox(name: string): Locator {
    return this.page.locator(".field").filter({ has: this.field(name) });
  }

  /** Types into a field and leaves it. */
  async edit(name: string, text: string): Promise<void> {
    await this.field(name).fill(text);
    await this.field(name).blur();
  }

  /** Adds a customer and stays in its file. */
  async add(values: Record<string, string>): Promise<void> {
    await this.open("/customers/new");
    for (const [name, text] of Object.entries(values)) await this.edit(name, text);
    await this.button("完成").click();
    await expect(this.file).toBeVisible();
    await this.saved();
  }

  async loadSample(): Promise<void> {
    await this.open("/settings");
    await this.button("载入示例数据").click();
    await expect(this.button("移除示例数据")).toBeVisible({ timeout: 20_000 });
    await this.saved();
  }

  // 导入
  async chooseFile(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.page.getByLabel("选择文件").setInputFiles(file);
  }
  get importResult(): Locator {
    return this.page.getByRole("status", { name: "导入结果" });
  }
  async expectResult(counts: { added: number; updated: number; unchanged: number; failed: number }): Promise<void> {
    await expect(this.importResult).toBeVisible({ timeout: 40_000 });
    const words = { added: "新增", updated: "更新", unchanged: "未变", failed: "未导入" } as const;
    for (const [kind, n] of Object.entries(counts)) {
      const word = words[kind as keyof typeof words];
      const line = this.importResult.locator("dl > div").filter({ has: this.page.getByText(word, { exact: true }) });
      await expect(line.locator("dd")).toHaveText(n.toLocaleString("en-US"));
    }
  }
  /** Brings in a whole file with the columns as guessed. */
  async importFile(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    await this.open("/import");
    await this.chooseFile(file);
    await this.button("开始导入").click();
    await expect(this.importResult).toBeVisible({ timeout: 40_000 });
    await this.saved();
  }
  async importShops(): Promise<void> {
    await this.importFile(dataFile("shops-gb18030.csv"));
  }
}

/** The page that is open offline without any doubt: the worker has every file. */
export async function untilOfflineReady(app: App): Promise<void> {
  await expect(app.status).toContainText("可离线使用", { timeout: 30_000 });
}
