// A list of 100,000 rows by TanStack Virtual, rows made by hand. Not here: the app.
import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { customers, rowNode } from "./common.js";

const rows = await customers();
const list = Object.assign(document.createElement("div"), { id: "list" });
const all = document.createElement("div");
all.style.position = "relative";
list.append(all);
document.body.append(list);

function paint() {
  all.style.height = `${virtualizer.getTotalSize()}px`;
  const nodes = virtualizer.getVirtualItems().map((item) => {
    const node = rowNode(rows[item.index]);
    node.style.position = "absolute";
    node.style.transform = `translateY(${item.start}px)`;
    return node;
  });
  all.replaceChildren(...nodes);
}

const virtualizer = new Virtualizer({
  count: rows.length,
  getScrollElement: () => list,
  estimateSize: () => 72,
  overscan: 6,
  scrollToFn: elementScroll,
  observeElementRect,
  observeElementOffset,
  onChange: paint,
});
virtualizer._didMount();
virtualizer._willUpdate();
paint();
window.isReady = true;
