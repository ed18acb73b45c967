// The analysis of the funnel over the sample: each number opens those it counts, in both languages and for every
// time. Not here: how it looks in every look and size, that the numbers are right.
import { Funnel, expect, test } from "./support/funnel.ts";
import { Hand, type Language } from "./support/hand.ts";
import { expectNoViolation } from "./support/looks.ts";

const PARTS = ["reach", "cohorts", "snapshots", "channels", "stays", "chains"];

for (const language of ["zh-CN", "en"] as Language[]) {
  test(`each mark of the analysis opens a list of as many as it says, in ${language}`, async ({ sample: app }) => {
    test.setTimeout(300_000);
    const hand = new Hand(app, language);
    await hand.choosesLanguage();
    const { page } = app;
    const funnel = await Funnel.at(app, "/funnel/analysis");
    await page.locator("input[name=analysis-span]").last().check({ force: true });
    await funnel.countedAll("/funnel/analysis");
    await page.locator(".analysis details").evaluateAll((all) => all.forEach((it) => it.setAttribute("open", "")));
    await expectNoViolation(page, `analysis, ${language}`, "light");
    for (const part of PARTS) {
      const marks = funnel.marks(page.locator(`section[aria-labelledby=analysis-${part}]`));
      const n = await marks.count();
      expect(n, `marks of ${part}`).toBeGreaterThan(0);
      for (let idx = 0; idx < n; idx += 1) await funnel.opensItsList(marks.nth(idx));
    }
  });
}

test("who is in a list is one tap away", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel/analysis");
  await funnel.marks().first().click();
  const name = (await funnel.sheet.locator(".today__link").first().textContent())?.trim() ?? "";
  await funnel.sheet.locator(".today__link").first().click();
  await expect(app.file.getByRole("heading", { level: 1 })).toHaveText(name);
});

test("a part of a bar opens who was in that stage then", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel/analysis");
  const bar = app.page.locator('.stack rect[data-stage="2"]').last();
  const n = await bar.getAttribute("data-n");
  await bar.scrollIntoViewIfNeeded();
  await bar.click();
  await expect(funnel.sheet.locator(".marks")).toHaveAttribute("data-n", n ?? "");
});

test("a shorter time counts no more than a longer one", async ({ sample: app }) => {
  const funnel = await Funnel.at(app, "/funnel/analysis");
  const counts: number[] = [];
  const days = app.page.locator(".register__sums");
  let before = (await days.textContent()) ?? "";
  // What is shown first is none of what is chosen next.
  await funnel.choice(app.page, "全部").click();
  await expect(days).not.toHaveText(before);
  for (const span of ["本月", "近 3 个月", "近 12 个月", "全部"]) {
    before = (await days.textContent()) ?? "";
    await funnel.choice(app.page, span).click();
    await expect(app.page.getByRole("radio", { name: span })).toBeChecked();
    await expect(days, span).not.toHaveText(before);
    await funnel.countedAll("/funnel/analysis");
    counts.push(Number((await app.page.locator(".reach__n").first().textContent())?.replace(",", "")));
  }
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(counts[0], "some were opened before this month").toBeLessThan(counts[3] ?? 0);
});

test("without opportunities the analysis leads to the quick entry", async ({ app }) => {
  await app.open("/funnel/analysis");
  await expect(app.page.locator(".empty-state")).toContainText("还没有可以分析的商机");
  await app.page.locator(".empty-state").getByRole("link", { name: "快速登记" }).click();
  await expect(app.page.locator(".app")).toHaveAttribute("data-screen", "quick");
});
