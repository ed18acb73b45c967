// Search while typing by other means, on a page of its own: every row scanned in plain JavaScript, or
// MiniSearch. As in the app the best rows and the number of all are shown. Not here: the app.
import MiniSearch from "minisearch";
import { customers, haystack, now, rowNode } from "./common.js";

const N_SHOWN = 24;
const CHINESE = /[\u3400-\u9fff]/;

/** Characters and pairs of characters, as one sets MiniSearch up for Chinese. */
function tokens(text) {
  const grams = (word) => {
    const characters = [...word];
    return characters.flatMap((it, idx) => (idx + 1 < characters.length ? [it, it + characters[idx + 1]] : [it]));
  };
  const words = text.split(/[\s()（）·\-_,.]+/).filter((word) => word !== "");
  return words.flatMap((word) => (CHINESE.test(word) ? grams(word) : [word.toLowerCase()]));
}

const peers = {
  scan(rows) {
    const texts = rows.map(haystack);
    return (typed) => {
      const needle = typed.toLowerCase();
      const found = [];
      for (let idx = 0; idx < texts.length; idx += 1) if (texts[idx].includes(needle)) found.push(rows[idx]);
      return found;
    };
  },
  minisearch(rows) {
    const index = new MiniSearch({
      fields: ["name", "pinyin", "initials", "phone", "id", "address"],
      storeFields: ["name", "city", "contact", "phone", "cls", "rep"],
      tokenize: tokens,
      processTerm: (term) => term,
      searchOptions: { prefix: true, combineWith: "AND", boost: { name: 2 } },
    });
    index.addAll(rows.map((row) => ({ ...row, pinyin: row.pinyin.replaceAll(" ", "") })));
    return (typed) => index.search(typed);
  },
};

const rows = await customers();
const began = now();
const find = peers[new URL(location.href).searchParams.get("peer")](rows);
window.buildMillis = now() - began;

const box = Object.assign(document.createElement("input"), { id: "box", type: "search" });
const count = Object.assign(document.createElement("p"), { id: "count" });
const list = Object.assign(document.createElement("div"), { id: "list" });
document.body.append(box, count, list);

function show() {
  const found = box.value === "" ? rows : find(box.value);
  count.textContent = String(found.length);
  list.replaceChildren(...found.slice(0, N_SHOWN).map(rowNode));
}
box.addEventListener("input", show);
show();
window.isReady = true;
