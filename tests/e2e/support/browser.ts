// The browser as the journeys start it, and what every page is watched for. Not here: the app.
import { type BrowserContext, type Page, chromium } from "@playwright/test";

export const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

export const CHROMIUM_ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

export const TABLET = { width: 1180, height: 820 };
export const TABLET_UPRIGHT = { width: 820, height: 1180 };
export const PHONE = { width: 390, height: 844 };

/** A browser with its profile on disk: a profile in memory would not prove anything about storage. */
export async function launch(profile: string): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: CHROMIUM_ARGUMENTS,
    viewport: TABLET,
    locale: "zh-CN",
    acceptDownloads: true,
  });
  context.setDefaultTimeout(30_000);
  return context;
}

/** Everything that must not happen on any page of any journey. */
export class Watch {
  readonly faults: string[] = [];
  readonly #origin: string;
  readonly #allowed: RegExp[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** A journey that breaks something on purpose says which words it expects in the console. */
  allow(...words: RegExp[]): void {
    this.#allowed.push(...words);
  }

  over(context: BrowserContext): void {
    for (const page of context.pages()) this.#page(page);
    context.on("page", (page) => this.#page(page));
    context.on("request", (request) => {
      const url = request.url();
      const isOwn = url.startsWith(this.#origin) || /^(blob:|data:|about:)/.test(url);
      if (!isOwn) this.faults.push(`request to ${url}`);
    });
  }

  #page(page: Page): void {
    page.on("pageerror", (error) => this.#fault(`uncaught: ${error.stack ?? error.message}`));
    page.on("crash", () => this.#fault("the page crashed"));
    page.on("console", (message) => {
      if (message.type() === "error" || /Content Security Policy/i.test(message.text())) {
        this.#fault(`console: ${message.text()} (${message.location().url})`);
      }
    });
  }

  #fault(words: string): void {
    if (!this.#allowed.some((it) => it.test(words))) this.faults.push(words);
  }
}
