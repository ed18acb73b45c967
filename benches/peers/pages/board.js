// A board of cards in four columns as one writes it by hand: every card is in the document, a move takes it
// from one list to the next. Not here: the app.
import { now } from "./common.js";

const N = Number(new URL(location.href).searchParams.get("n"));
const STAGES = ["潜在", "意向", "成交", "基盘"];
const STYLE = `
  #board { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 12px; height: 720px; }
  .column { display: flex; flex-direction: column; min-height: 0; }
  .list { flex: 1; min-height: 0; overflow: auto; }
  .cards { display: grid; gap: 8px; padding: 0; margin: 0; list-style: none; }
  .card { position: relative; height: 120px; overflow: hidden; border: 1px solid #ccc; border-radius: 8px; padding: 8px; box-sizing: border-box; }
  .card p { margin: 0; }
  .ways { position: absolute; inset: 0; display: grid; grid-template-columns: 1fr 1fr; background: #fff; }`;

const element = (name, given = {}, children = []) => {
  const made = Object.assign(document.createElement(name), given);
  made.append(...children);
  return made;
};

const cards = Array.from({ length: N }, (_, k) => ({
  k,
  stage: k % 4,
  name: `第${k}商行`,
  amount: 1000 * (5 + (k % 40)),
  due: (k * 7) % 60,
}));

document.head.append(element("style", { textContent: STYLE }));
const lists = STAGES.map((_, stage) => element("ul", { className: "cards", id: `cards-${stage}` }));
const counts = STAGES.map((_, stage) => element("b", { id: `n-${stage}` }));
const sums = STAGES.map(() => element("p"));
const columns = STAGES.map((name, stage) =>
  element("section", { className: "column" }, [
    element("header", {}, [element("h2", { textContent: name }), counts[stage], sums[stage]]),
    element("div", { className: "list", id: `list-${stage}` }, [lists[stage]]),
  ]),
);

/** The sums of a column, over all of its cards. */
function sum(stage) {
  const own = cards.filter((it) => it.stage === stage);
  counts[stage].textContent = own.length.toLocaleString();
  sums[stage].textContent = `¥${own.reduce((all, it) => all + it.amount, 0).toLocaleString()}`;
}

/** Where it belongs: by what is due first. */
function put(card) {
  const after = [...lists[card.stage].children].find((it) => it.card.due > card.due);
  lists[card.stage].insertBefore(card.node, after ?? null);
}

function move(card, to) {
  const from = card.stage;
  card.stage = to;
  card.ways.remove();
  put(card);
  sum(from);
  sum(to);
}

function draw(card) {
  card.ways = element(
    "div",
    { className: "ways" },
    ["成交", "战败", "冷冻", "失控"].map((name) =>
      element("button", { className: "way", textContent: name, onclick: () => move(card, 2) }),
    ),
  );
  const open = element("button", { className: "open", textContent: "移动", onclick: () => card.node.append(card.ways) });
  card.node = element("li", { className: "card", card }, [
    element("a", { href: `#${card.k}`, textContent: card.name }),
    element("p", { textContent: `A ¥${card.amount.toLocaleString()}` }),
    element("p", { textContent: `下次联系 ${card.due} 天后` }),
    element("p", { textContent: `${card.k % 60} 天` }),
    open,
    element("button", { textContent: "记联系" }),
  ]);
}

const began = now();
cards.forEach(draw);
for (const stage of STAGES.keys()) {
  const own = cards.filter((it) => it.stage === stage).toSorted((a, b) => a.due - b.due);
  lists[stage].append(...own.map((it) => it.node));
  sum(stage);
}
document.body.append(element("main", { id: "board" }, columns));
window.drawMillis = now() - began;
window.isReady = true;
