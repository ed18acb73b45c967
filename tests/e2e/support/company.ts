// A company as its people know it: an endpoint with its data, and tablets that join it by a link.
// Not here: what is tested.
import { type BrowserContext, type Locator, expect } from "@playwright/test";
import { App } from "./app.ts";
import { Watch, launch } from "./browser.ts";
import { Site, freshFolder, removeFolder } from "./site.ts";

const DAY_MILLIS = 86_400_000;
/** What the browser says while there is no network, or no endpoint; the app goes on. */
const NO_NETWORK = [/Failed to load resource/, /ERR_/];

/** A tablet in somebody's hands. */
export class Seat {
  readonly profile: string;
  readonly watch: Watch;
  readonly context: BrowserContext;
  readonly app: App;

  private constructor(profile: string, watch: Watch, context: BrowserContext, app: App) {
    this.profile = profile;
    this.watch = watch;
    this.context = context;
    this.app = app;
  }

  static async start(origin: string, profile = freshFolder("seat")): Promise<Seat> {
    const watch = new Watch(origin);
    watch.allow(...NO_NETWORK);
    const context = await launch(profile);
    watch.over(context);
    return new Seat(profile, watch, context, await App.of(context, origin));
  }

  /** What is said of the sync in the status line. */
  get line(): Locator {
    return this.app.page.locator(".status .status__sync").first();
  }

  /** Joins with a link; the first manager names company and self. */
  async join(link: string, device: string, first?: { company: string; person: string }): Promise<void> {
    const { page } = this.app;
    await page.goto(link);
    await this.app.ready();
    if (first) {
      await page.getByLabel("公司名称").fill(first.company);
      await page.getByLabel("你的姓名").fill(first.person);
    }
    await page.getByLabel("这台设备叫什么").fill(device);
    await this.app.button("加入").click();
    await expect(page.getByRole("heading", { name: /^已加入「.*」$/ })).toBeVisible({ timeout: 30_000 });
  }

  /** Waits until everything is sent. */
  async synced(): Promise<void> {
    await expect(this.line).toHaveText(/^(上次同步|Last sync)/, { timeout: 40_000 });
  }

  /** Follows a link of the navigation, as a person does: the page is not loaded anew. */
  async go(place: string): Promise<void> {
    await this.app.nav.getByRole("link", { name: place }).click();
  }

  /** Opens the file of a customer from the list. */
  async openFile(name: string): Promise<void> {
    await this.go("客户");
    await this.app.row(name).click();
    await expect(this.app.file.getByRole("heading", { level: 1 })).toHaveText(name);
  }

  async offline(isOffline: boolean): Promise<void> {
    await this.context.setOffline(isOffline);
  }

  /** Sets the clock so many days from now, and opens the app on that day. */
  async inDays(n: number): Promise<void> {
    await this.app.page.clock.setSystemTime(Date.now() + n * DAY_MILLIS);
    await this.app.reload();
  }

  async end(): Promise<void> {
    await this.context.close();
    removeFolder(this.profile);
  }
}

/** A company whose manager has joined. */
export class Company {
  readonly site: Site;
  readonly manager: Seat;
  readonly #seats: Seat[];

  private constructor(site: Site, manager: Seat) {
    this.site = site;
    this.manager = manager;
    this.#seats = [manager];
  }

  /** The manager has these customers already and joins with the link that was printed. */
  static async found(customers: Record<string, string>[], site = new Site()): Promise<Company> {
    return Company.foundWith(async (app) => {
      for (const customer of customers) await app.add(customer);
    }, site);
  }

  /** The same with whatever the manager did alone before. */
  static async foundWith(alone: (app: App) => Promise<void>, site = new Site()): Promise<Company> {
    await site.start();
    const manager = await Seat.start(site.url);
    await alone(manager.app);
    await expect.poll(() => site.firstLink).toBeTruthy();
    await manager.join(site.firstLink ?? "", "经理的平板", { company: "乐清营销部", person: "张伟" });
    await manager.synced();
    return new Company(site, manager);
  }

  /** Puts values that belong to nobody into a new territory. */
  async territory(name: string, values: string[]): Promise<void> {
    const { app } = this.manager;
    await this.#team();
    for (const value of values) await app.page.locator(".company__free").getByRole("button", { name: value }).click();
    await app.page.getByLabel("辖区名称").fill(name);
    await app.button("放进去").click();
    await expect(app.button(`修改辖区 ${name}`)).toBeVisible();
  }

  /** Invites a person; gives the link. */
  async invite(name: string, territories: string[], role = "业务员"): Promise<string> {
    const { app } = this.manager;
    await this.#team();
    await app.button("邀请同事").click();
    const sheet = app.page.getByRole("dialog");
    await sheet.getByLabel("姓名").fill(name);
    await sheet.getByRole("radio", { name: role }).check({ force: true });
    for (const territory of territories) await sheet.getByRole("button", { name: territory, exact: true }).click();
    await app.button("生成邀请链接").click();
    return this.linkShown();
  }

  /** The link that is shown now; it is put away. */
  async linkShown(): Promise<string> {
    const { app } = this.manager;
    const sheet = app.page.getByRole("dialog", { name: /的邀请链接$/ });
    const link = await sheet.getByLabel("邀请链接", { exact: true }).inputValue();
    expect(link).toMatch(new RegExp(`^${this.site.url}/join#\\S+$`));
    await app.button("完成").click();
    return link;
  }

  /** Another tablet. */
  async seat(link: string, device: string): Promise<Seat> {
    const seat = await Seat.start(this.site.url);
    this.#seats.push(seat);
    await seat.join(link, device);
    await seat.synced();
    return seat;
  }

  async end(): Promise<void> {
    for (const seat of this.#seats) {
      expect(seat.watch.faults, "a clean console").toEqual([]);
      await seat.end();
    }
    await this.site.stop();
  }

  async #team(): Promise<void> {
    const { app } = this.manager;
    if (new URL(app.page.url()).pathname === "/team") return;
    await this.manager.go("同步");
    await app.page.getByRole("link", { name: "团队" }).click();
    await expect(app.page.getByRole("heading", { name: "团队", level: 1 })).toBeVisible();
  }

  /** Goes to the team. */
  async team(): Promise<App> {
    await this.#team();
    return this.manager.app;
  }
}
