// What a tablet of a company waits for: everything at the first time, and a change that another tablet
// made. Over loopback, with the endpoint as users run it. Not here: peers, ratios.
import { freshProfile, removeProfile, serveApp, withPage } from "./browser.mjs";
import * as app from "./app.mjs";

const N_SEEN = 15;
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
        return { brought, fetched, seen };
      });
    });
  } finally {
    site.stop();
    removeProfile(one);
    removeProfile(two);
  }
}
