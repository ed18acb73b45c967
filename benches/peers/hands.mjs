// What hands do to a page, the app's and the peers' alike: type, scroll. Not here: what is under them.

const REST_MILLIS = 60;

/** What a rep types: names, pinyin, initials, phone digits, and what is not there. */
export function queriesOf(rows, n) {
  const queries = { none: ["不存在的店", "zzzzqq"] };
  for (const kind of ["name", "pinyin", "initials", "phone"]) queries[kind] = [];
  for (let idx = 0; idx < n; idx += 1) {
    const row = rows[(idx * 7919 + 13) % rows.length];
    queries.name.push([...row.name].slice(0, 4).join(""));
    queries.pinyin.push(row.pinyin.replaceAll(" ", "").slice(0, 7));
    queries.initials.push(row.initials.slice(0, 4));
    queries.phone.push(row.phone.slice(3, 8));
  }
  return Object.entries(queries).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
}

/** Types every query key by key: milliseconds of each key, and the hits of each beginning. */
export async function typeQueries(page, box, queries, hits) {
  const keys = [];
  const found = {};
  await page.locator(box).focus();
  for (const { kind, text } of queries) {
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Backspace");
    await page.waitForTimeout(REST_MILLIS * 3);
    let typed = "";
    for (const character of text) {
      const n_before = await page.evaluate(() => window.bench.keys.length);
      typed += character;
      if (character.charCodeAt(0) < 128) await page.keyboard.press(character);
      else await page.keyboard.insertText(character);
      await page.waitForFunction((n) => window.bench.keys[n]?.painted > 0, n_before);
      await page.waitForTimeout(REST_MILLIS);
      const key = await page.evaluate((n) => {
        const { at, began, worked, painted } = window.bench.keys[n];
        const shown = Math.max(painted, window.bench.lastPaint);
        return { painted: shown - at, worked: worked - began };
      }, n_before);
      keys.push({ kind, typed, ...key });
      found[typed] = await hits();
    }
  }
  return { keys, found };
}

/** Scrolls like a finger, then like somebody who pulls the bar: each step up to its paint. */
export async function scrollThrough(page, selector, row = "[data-id]") {
  return page.evaluate(async ([selector, row]) => {
    const { bench } = window;
    const list = document.querySelector(selector);
    const rect = list.getBoundingClientRect();
    const isBlank = () => {
      const hit = document.elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
      return !hit?.closest(row);
    };
    const frames = [];
    let n_blank = 0;
    for (let step = 0; step < 120; step += 1) {
      const began = performance.now();
      list.scrollTop += step < 60 ? 600 : 20_000;
      await bench.afterPaint();
      frames.push(performance.now() - began);
      n_blank += isBlank() ? 1 : 0;
    }
    return { frames, n_blank, n_nodes: list.querySelectorAll("*").length };
  }, [selector, row]);
}

/** Moves the first card in sight by two taps, again and again: milliseconds from the second tap to the frame in
 * which the next column counts it. */
export async function moveCards(page, n, { list, open, way, count }) {
  const moves = [];
  await page.evaluate((list) => document.querySelector(list).scrollTo(0, 0), list);
  for (let idx = 0; idx < n; idx += 1) {
    await page.locator(`${list} ${open}`).first().click();
    const button = page.locator(way).first();
    await button.waitFor();
    await page.waitForTimeout(REST_MILLIS * 3);
    await page.evaluate(watchMove, count);
    await button.click();
    await page.waitForFunction(() => window.bench.moved > 0);
    moves.push(await page.evaluate(() => window.bench.moved - window.bench.moveTapped));
    await page.waitForTimeout(REST_MILLIS * 3);
  }
  return moves;
}

/** Runs in the page. */
function watchMove(count) {
  const { bench } = window;
  bench.moved = undefined;
  addEventListener("click", (event) => (bench.moveTapped = event.timeStamp), { capture: true, once: true });
  const number = document.querySelector(count);
  const before = number.textContent;
  const observer = new MutationObserver(async () => {
    if (document.querySelector(count).textContent === before) return;
    observer.disconnect();
    bench.moved = await bench.afterPaint();
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}
