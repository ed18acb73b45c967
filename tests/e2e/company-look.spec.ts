// The screens of a company, on every size: readable, reachable, in one language.
import type { Page } from "@playwright/test";
import { PHONE, TABLET, TABLET_UPRIGHT } from "./support/browser.ts";
import { Company, Seat } from "./support/company.ts";
import { expect, test } from "./support/fixtures.ts";
import { chineseOn, expectNoViolation, smallTargets, sticksOut } from "./support/looks.ts";

/** A place on a tablet, and the way to it. */
type Place = [name: string, page: Page, go: () => Promise<void>];

/** Every screen that only a company has, with what stands open on it. */
async function places(company: Company, rep: Seat, link: string): Promise<Place[]> {
  const { manager } = company;
  const [{ page }, its] = [manager.app, rep.app.page];
  const open = async (path: string): Promise<void> => {
    await manager.app.open(path);
    await expect(page.locator("dialog[open]")).toHaveCount(0);
  };
  const sheet = async (button: string): Promise<void> => {
    await open("/team");
    // The team comes from the endpoint, and what was on the glass before is drawn anew then.
    await expect(async () => {
      await page.locator(button).first().click({ timeout: 2_000 });
      await expect(page.locator("dialog[open]")).toBeVisible({ timeout: 2_000 });
    }).toPass();
  };
  return [
    ["sync with a conflict", page, () => open("/sync")],
    ["a third value", page, async () => {
      await open("/sync");
      await page.locator(".conflict__edit").first().click();
      await expect(page.locator(".conflict__third")).toBeVisible();
    }],
    ["team", page, async () => {
      await open("/team");
      await page.locator(".company__free .chip").first().click();
      await expect(page.locator(".company__assign")).toBeVisible();
    }],
    ["invite", page, () => sheet('.company__head [data-variant="primary"]')],
    ["territory", page, () => sheet(".company__list > .company__row .icon-button")],
    ["person", page, () => sheet(".company__person .icon-button")],
    ["revoke", page, () => sheet(".company__device .quiet-button")],
    ["list", page, () => open("/customers")],
    ["offered", its, async () => {
      await its.goto(link);
      await rep.app.ready();
      await expect(its.locator(".join .company__form")).toBeVisible();
    }],
  ];
}

/** A company with a conflict, two tablets that joined, and one that has only opened its link. */
async function shown(): Promise<{ company: Company; rep: Seat; third: Seat; link: string }> {
  const company = await Company.found([
    { 店铺名称: "Corner Shop", 联系电话: "13800000001", 送货线路: "L1" },
    { 店铺名称: "Other Shop", 联系电话: "13800000002", 送货线路: "L2" },
  ]);
  await company.territory("North", ["L1"]);
  const rep = await company.seat(await company.invite("Li", ["North"]), "Tablet");
  const link = await company.invite("Wang", ["North"]);
  const seats = [company.manager, rep];
  for (const seat of seats) await seat.openFile("Corner Shop");
  for (const seat of seats) await seat.offline(true);
  for (const [idx, seat] of seats.entries()) {
    await seat.app.edit("联系电话", `1381111111${idx}`);
    await seat.app.saved();
  }
  for (const seat of seats) {
    await seat.offline(false);
    await seat.synced();
  }
  await expect(company.manager.app.status).toContainText("需要你处理");
  const third = await Seat.start(company.site.url);
  return { company, rep, third, link };
}

test("the screens of a company are accessible, large enough and within the glass", async () => {
  test.setTimeout(300_000);
  const { company, third, link } = await shown();
  for (const [name, page, go] of await places(company, third, link)) {
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const theme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: theme === "dark" ? "dark" : "light" });
      await go();
      await expectNoViolation(page, name, theme);
    }
    for (const size of [TABLET, TABLET_UPRIGHT, PHONE, { width: 320, height: 568 }]) {
      await page.setViewportSize(size);
      await go();
      expect.soft(await sticksOut(page), `${name} at ${size.width} px`).toEqual([]);
      if (size.width > 320) expect.soft(await smallTargets(page, 44), `targets of ${name}`).toEqual([]);
    }
    await page.setViewportSize(TABLET);
  }
  await third.end();
  await company.end();
});

test("in English a company holds no Chinese but what its people wrote", async () => {
  test.setTimeout(180_000);
  const { company, third, link } = await shown();
  for (const seat of [company.manager, third]) {
    await seat.app.open("/settings");
    await seat.app.page.getByRole("combobox", { name: "语言" }).selectOption({ label: "English" });
    await expect(seat.app.page.locator("html")).toHaveAttribute("lang", "en");
  }
  const written = /乐清营销部|张伟|经理的平板/g;
  for (const [name, page, go] of await places(company, third, link)) {
    await go();
    const found = (await chineseOn(page)).map((it) => it.replace(written, ""));
    expect.soft(found.filter((it) => /\p{Script=Han}/u.test(it)), name).toEqual([]);
  }
  await third.end();
  await company.end();
});
