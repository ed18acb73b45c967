// What a tablet of a company waits for: everything at the first time, a change that another tablet made,
// and a day's changes going out. Over loopback, with the endpoint as users run it. Not here: peers, ratios.
import { freshProfile, removeProfile, serveApp, withPage } from "./browser.mjs";
import * as app from "./app.mjs";

const N_SEEN = 15;
const N_OFFLINE = 1000;
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Joins by a link; milliseconds from the tap until all is here, and the bytes that came for it. */
async function join(page, context, link, first) {
  let bytes = 0;
  const counted = [];
  context.on("requestfinished", (request) => {
    if (!request.url().includes("/v1/")) return;
    counted.push(request.sizes().then((sizes) => (bytes += sizes.responseBodySize)));
  });
  await page.goto(link);
  if (first) {
    await page.getByLabel("公司名称").fill("测量");
    await page.getByLabel("你的姓名").fill("甲");
  }
  await page.getByLabel("这台设备叫什么").fill("平板");
  await page.evaluate(watchJoining);
  await button(page, "加入").click();
  await page.getByRole("heading", { name: /^已加入「.*」$/ }).waitFor();
  const millis = await page.evaluate(() => window.bench.joined - window.bench.joinTapped);
  await page.locator(".status__sync", { hasText: /^上次同步/ }).first().waitFor();
  await Promise.all(counted);
  return { millis, bytes };
}

/** Runs in the page: from the tap to the heading, without the way of the driver there and back. */
function watchJoining() {
  const { bench } = window;
  addEventListener("click", (event) => (bench.joinTapped = event.timeStamp), { capture: true, once: true });
  new MutationObserver((_, observer) => {
    const headings = [...document.querySelectorAll("h1, h2, h3")];
    if (!headings.some((it) => /^已加入「.*」$/.test(it.textContent.trim()))) return;
    bench.joined = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

/** Runs in the page: edits of one field as a person makes them, one after another was saved. */
async function editMany(n) {
  const field = [...document.querySelectorAll("textarea, input")].find((it) => it.labels?.[0]?.textContent.trim() === "备注");
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set;
  for (let idx = 0; idx < n; idx += 1) {
    field.focus();
    set.call(field, `离线第${idx}次`);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.blur();
    await new Promise((done) => requestAnimationFrame(done));
  }
}

/** Runs in the page: from the network coming back until everything is at the endpoint. */
function watchSending() {
  const { bench } = window;
  addEventListener("online", () => (bench.online = performance.now()), { capture: true, once: true });
  const observer = new MutationObserver(() => {
    if (bench.online === undefined || bench.sent !== undefined) return;
    const line = document.querySelector(".status__sync")?.textContent.trim() ?? "";
    if (!line.startsWith("上次同步")) return;
    bench.sent = performance.now();
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
}

/** So many changes without a network, then all of them sent; milliseconds, and the bytes of all requests. */
async function sendOffline(page, context) {
  await context.setOffline(true);
  await page.evaluate(editMany, N_OFFLINE);
  await page.locator(".status__sync", { hasText: /^1,?000 项待同步/ }).first().waitFor();
  const sizes = [];
  context.on("requestfinished", (request) => {
    if (request.url().endsWith("/v1/sync")) sizes.push(request.sizes());
  });
  await page.evaluate(watchSending);
  await context.setOffline(false);
  await page.waitForFunction(() => window.bench.sent !== undefined);
  const millis = await page.evaluate(() => window.bench.sent - window.bench.online);
  const bytes = (await Promise.all(sizes)).reduce((sum, it) => sum + it.requestBodySize, 0);
  if (bytes === 0) throw new Error("no request was seen");
  return { millis, bytes };
}

async function openFirst(page) {
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "客户" }).click();
  await page.getByRole("list", { name: "客户列表" }).getByRole("link").first().click();
  return page.getByLabel("备注", { exact: true });
}

/** One tablet brings a list along, a second one fetches it, and each sees what the other writes. */
export async function company(csv) {
  const site = await serveApp();
  const [one, two] = [freshProfile(), freshProfile()];
  try {
    await app.importAll(one, site.url, csv);
    return await withPage(one, async (page, _devtools, context) => {
      const brought = await join(page, context, site.firstLink(), true);
      return withPage(two, async (other, _tools, theirs) => {
        const fetched = await join(other, theirs, site.invite("乙"), false);
        const [writes, reads] = [await openFirst(page), await openFirst(other)];
        const seen = [];
        for (let idx = 0; idx < N_SEEN; idx += 1) {
          const text = `第${idx}次`;
          await writes.fill(text);
          const began = Date.now();
          await writes.blur();
          await other.waitForFunction(([at, text]) => at.value === text, [await reads.elementHandle(), text]);
          seen.push(Date.now() - began);
        }
        const sent = await sendOffline(page, context);
        return { brought, fetched, seen, sent };
      });
    });
  } finally {
    site.stop();
    removeProfile(one);
    removeProfile(two);
  }
}
