// Every screen, in both languages, on every size: reachable, readable, in one language, in its place.
import { App } from "./support/app.ts";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { expect, test } from "./support/fixtures.ts";
import { chineseOn, expectNoViolation, smallTargets, sticksOut } from "./support/looks.ts";
import { dataFile } from "./support/site.ts";

interface Screen {
  name: string;
  /** Goes there from anywhere and waits until it is there. */
  go: (app: App) => Promise<void>;
}

const LIST = {
  name: "list.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("店铺名称,联系电话,业态,备注\n甲店,13800000001,超市,甲\n乙店,12345,便利店,乙\n丙店,13800000003,商场,\n"),
};

/** The address of the first file in the list. */
async function firstFile(app: App): Promise<string> {
  await app.open("/customers");
  return (await app.page.locator("a.row__link").first().getAttribute("href")) ?? "";
}

/** Opens something from the menu of the list, by its place. */
async function openTool(app: App, place: number): Promise<void> {
  await app.open("/customers");
  await app.page.locator(".customers__line summary").click();
  await app.page.locator(".customers__line .file__item").nth(place).click();
}

const SCREENS: Screen[] = [
  { name: "home", go: (app) => app.open("/") },
  { name: "customers", go: (app) => app.open("/customers") },
  {
    name: "filters",
    go: async (app) => {
      await app.open("/customers");
      await app.page.locator("[aria-haspopup=dialog]").click();
      await expect(app.page.getByRole("dialog")).toBeVisible();
    },
  },
  {
    name: "saved filters",
    go: async (app) => {
      await app.open("/customers");
      await app.page.locator('.filter-bar .chip[aria-pressed="false"]').first().click();
      await app.page.locator("[aria-haspopup=dialog]").first().click();
      const name = app.page.locator(".saved__form input");
      if (await name.isVisible()) await name.fill("A 1");
      if (await name.isVisible()) await name.press("Enter");
      await expect(app.page.locator(".saved__name").first()).toBeVisible();
    },
  },
  {
    name: "totals",
    go: async (app) => {
      await app.open("/customers");
      await app.page.locator(".totals__open").click();
      await expect(app.page.locator(".totals")).toBeVisible();
      // Where nothing is filled in there is no sum to explain.
      const sums = app.page.locator(".totals summary");
      if ((await sums.count()) > 0) await sums.first().click();
    },
  },
  {
    name: "bulk edit",
    go: async (app) => {
      await openTool(app, 0);
      await app.page.locator("dialog[open] select").selectOption("manager");
      await app.page.locator("#bulk-value").fill("Anna");
      await app.page.locator("#bulk-value").blur();
      await expect(app.page.locator(".bulk__sum")).toBeVisible();
    },
  },
  {
    name: "picking",
    go: async (app) => {
      await openTool(app, 2);
      await app.page.locator(".row__link").first().click();
    },
  },
  {
    name: "print",
    go: async (app) => {
      await openTool(app, 3);
      await app.page.locator("dialog[open] summary").first().click();
    },
  },
  {
    name: "file",
    go: async (app) => app.open(await firstFile(app)),
  },
  {
    name: "file with history, why and error",
    go: async (app) => {
      await app.open(await firstFile(app));
      await app.page.locator("#field-phone").fill("12345");
      await app.page.locator("#field-phone").blur();
      await expect(app.page.locator("#field-phone")).toHaveAttribute("aria-invalid", "true");
      await app.page.locator(".facts__why").first().click();
      await app.page.locator('.field__icon[data-quiet="true"]').first().click();
      await expect(app.page.locator(".history")).toBeVisible();
    },
  },
  {
    name: "file with an open contact and a shared phone",
    go: async (app) => {
      await app.open("/customers");
      const rows = app.page.locator("a.row__link");
      const [mine, other] = [await rows.nth(0).getAttribute("href"), await rows.nth(1).getAttribute("href")];
      await app.open(other ?? "");
      const phone = await app.page.locator("#field-phone").inputValue();
      await app.open(mine ?? "");
      await app.page.locator(".contacts__head button").click();
      const box = app.page.locator(".contact[data-open=true] input[id^=field-phone-]");
      await box.fill(phone);
      await box.blur();
      await expect(app.page.locator(".contact .field__same")).toBeVisible();
    },
  },
  { name: "birthdays", go: (app) => app.open("/birthdays") },
  {
    name: "new customer, refused",
    go: async (app) => {
      await app.open("/customers/new");
      await app.page.locator('.file__head [data-variant="primary"]').click();
      await expect(app.page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "duplicates",
    go: async (app) => {
      await app.open("/duplicates");
      await expect(app.page.locator("progress")).toHaveCount(0);
    },
  },
  { name: "merge: choose", go: async (app) => app.open(`${await firstFile(app)}/merge`) },
  {
    name: "merge",
    go: async (app) => {
      const first = await firstFile(app);
      const second = await app.page.locator("a.row__link").nth(1).getAttribute("href");
      await app.open(`${first}/merge/${(second ?? "").split("/").pop()}`);
      await expect(app.page.locator(".merge__row").first()).toBeVisible();
    },
  },
  { name: "import", go: (app) => app.open("/import") },
  {
    name: "import: columns",
    go: async (app) => {
      await app.open("/import");
      await app.page.locator("input[type=file]").setInputFiles(LIST);
      await expect(app.page.locator("table.mapping")).toBeVisible();
    },
  },
  {
    name: "import: result",
    go: async (app) => {
      await app.open("/import");
      await app.page.locator("input[type=file]").setInputFiles(LIST);
      await app.page.locator('.import__foot [data-variant="primary"]').click();
      await expect(app.page.locator(".outcome")).toBeVisible();
    },
  },
  {
    name: "quality of the data",
    go: async (app) => {
      await app.open("/quality");
      await expect(app.page.locator(".upkeep").first()).toBeVisible();
      await app.page.locator(".quality__rules summary").click();
    },
  },
  { name: "differences", go: (app) => app.open("/differences") },
  {
    name: "file with a difference",
    go: async (app) => {
      await app.open("/differences");
      // The sample has some; the two shops of the English journey have none.
      const name = app.page.locator(".differences__name").first();
      if ((await name.count()) === 0) return;
      await name.click();
      await expect(app.page.locator(".file .difference").first()).toBeVisible();
    },
  },
  { name: "settings", go: (app) => app.open("/settings") },
  {
    name: "settings: a locked backup",
    go: async (app) => {
      await app.open("/settings");
      await app.page.locator(".backup input[type=file]").setInputFiles(dataFile("backup/v1-locked.jipan"));
      await expect(app.page.locator('.backup__choices [data-variant="primary"]')).toBeVisible();
    },
  },
  {
    name: "settings: a backup in place of what is here",
    go: async (app) => {
      await app.open("/settings");
      await app.page.locator(".backup input[type=file]").setInputFiles(dataFile("backup/v1-plain.jipan"));
      await app.page.locator('.backup__choices [data-variant="primary"]').click();
      await expect(app.page.locator("dialog[open]")).toBeVisible();
    },
  },
  { name: "sync, alone", go: (app) => app.open("/sync") },
  { name: "a link to paste", go: (app) => app.open("/join") },
  { name: "not found", go: (app) => app.open("/nowhere") },
];

const FIRST_RUN: Screen[] = [
  { name: "first home", go: (app) => app.open("/") },
  { name: "first customers", go: (app) => app.open("/customers") },
];

const THEMES = { light: "浅色", dark: "深色", outdoor: "户外（高对比）" };

test("every screen is accessible, light, dark and outdoor", async ({ app }) => {
  test.setTimeout(420_000);
  const check = async (where: string): Promise<void> => {
    for (const theme of Object.keys(THEMES)) {
      // As choosing it does; the walk is made once.
      await app.page.evaluate((theme) => (document.documentElement.dataset["theme"] = theme), theme);
      await expectNoViolation(app.page, where, theme);
    }
  };
  await app.page.emulateMedia({ reducedMotion: "reduce" });
  await app.open("/settings");
  for (const [theme, words] of Object.entries(THEMES)) {
    await app.page.getByRole("radio", { name: words }).check();
    await expect(app.page.locator("html")).toHaveAttribute("data-theme", theme);
  }
  await app.saved();
  for (const { name, go } of FIRST_RUN) {
    await go(app);
    await check(name);
  }
  await app.loadSample();
  for (const { name, go } of SCREENS) {
    await go(app);
    await check(name);
  }
});

test("what a rep taps all day is at least 48 pixels high", async ({ app }) => {
  await app.loadSample();
  for (const size of [TABLET, TABLET_UPRIGHT, PHONE]) {
    await app.page.setViewportSize(size);
    await app.open("/customers");
    const heightOf = (selector: string): Promise<number> =>
      app.page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().height);
    expect(await heightOf(".row__link"), "row").toBeGreaterThanOrEqual(48);
    expect(await heightOf(".nav__link"), "navigation").toBeGreaterThanOrEqual(48);
    expect(await heightOf(".search"), "search").toBeGreaterThanOrEqual(48);
    await app.rows().first().click();
    expect(await heightOf(".file__reach .button"), "call").toBeGreaterThanOrEqual(48);
  }
});

/** Width, height, and the size of text in percent: what must be within the glass. */
const GLASSES = [
  [390, 844, 100],
  [320, 568, 100],
  [390, 844, 200],
  [1180, 820, 200],
] as const;

test("everything is large enough for a finger and within the glass, also with text at 200 %", async ({ app }) => {
  test.setTimeout(240_000);
  await app.page.emulateMedia({ reducedMotion: "reduce" });
  await app.loadSample();
  for (const { name, go } of SCREENS) {
    await app.page.setViewportSize(TABLET);
    await go(app);
    for (const size of [TABLET, TABLET_UPRIGHT, PHONE]) {
      await app.page.setViewportSize(size);
      expect.soft(await smallTargets(app.page, 44), `targets of ${name} at ${size.width} px`).toEqual([]);
    }
    for (const [width, height, percent] of GLASSES) {
      await app.page.setViewportSize({ width, height });
      await app.page.evaluate((percent) => {
        document.documentElement.style.fontSize = percent === 100 ? "" : `${percent}%`;
      }, percent);
      expect.soft(await sticksOut(app.page), `${name} at ${width} px and ${percent} %`).toEqual([]);
    }
    await app.page.evaluate(() => (document.documentElement.style.fontSize = ""));
  }
});

test("two panes on a wide glass, one on a narrow one", async ({ app }) => {
  await app.loadSample();
  await app.open(await firstFile(app));
  await expect(app.list).toBeVisible();
  await expect(app.file).toBeVisible();
  await app.page.setViewportSize(PHONE);
  await expect(app.file).toBeVisible();
  await expect(app.list).toBeHidden();
  await app.page.getByRole("link", { name: "返回列表" }).click();
  await expect(app.list).toBeVisible();
  await expect(app.file).toBeHidden();
});

const ENGLISH_LIST = {
  name: "list.csv",
  mimeType: "text/csv",
  buffer: Buffer.from("Shop name,Phone,Format,Whatever\nCorner Shop,13800000001,Supermarket,a\nBad Phone,12345,,b\nNo Format,,Airport,c\n"),
};

test("the language changes at run time, and English screens hold no Chinese", async ({ app }) => {
  await app.open("/settings");
  await app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
  await expect(app.page.locator("html")).toHaveAttribute("lang", "en");
  await expect(app.page.getByRole("combobox", { name: "Language" })).toBeVisible();
  await expect(app.page.getByRole("navigation", { name: "Main" })).toBeVisible();
  const { page } = app;
  for (const { name, go } of FIRST_RUN) {
    await go(app);
    expect.soft(await chineseOn(page), name).toEqual([]);
  }
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByLabel("Choose file").setInputFiles(ENGLISH_LIST);
  await expect(page.getByRole("button", { name: "Start import" })).toBeVisible();
  expect.soft(await chineseOn(page), "import: columns").toEqual([]);
  await page.getByRole("button", { name: "Start import" }).click();
  const result = page.getByRole("status", { name: "Import result" });
  await expect(result).toContainText("Added");
  await expect(page.getByRole("link", { name: "Download failed rows" })).toBeVisible();
  expect.soft(await chineseOn(page), "import: result").toEqual([]);
  await page.getByRole("link", { name: "See the customers" }).click();
  await expect(page.getByText("1 customer, 1 shown")).toBeVisible();
  await page.getByRole("button", { name: "Add customer" }).click();
  await page.getByLabel("Shop name", { exact: true }).fill("Corner Shop 2");
  await page.getByLabel("Phone", { exact: true }).fill("13800000001");
  await expect(page.getByText("Perhaps the same shop")).toBeVisible();
  expect.soft(await chineseOn(page), "new customer").toEqual([]);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("region", { name: "Customer file" })).toBeVisible();
  await page.getByLabel("Shop name", { exact: true }).fill("Corner Shop 3");
  await page.getByLabel("Shop name", { exact: true }).blur();
  expect.soft(await chineseOn(page), "file").toEqual([]);
  for (const { name, go } of SCREENS.filter((it) => !it.name.startsWith("import:"))) {
    await go(app);
    expect.soft(await chineseOn(page), name).toEqual([]);
  }
  await app.open("/customers");
  await expect(page.getByRole("searchbox", { name: "Search customers" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Customer list" })).toBeVisible();
  await expect(page.getByText("2 customers, 2 shown")).toBeVisible();
  await app.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await app.open("/settings");
  await page.getByRole("combobox", { name: "Language" }).selectOption({ label: "简体中文" });
  await expect(page.getByRole("combobox", { name: "语言" })).toBeVisible();
});
