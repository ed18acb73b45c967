// What the months came to by line, with what the goods cost and whose first order was when, and the goals of a day split
// over all shops, as one writes it by hand in plain JavaScript. Not here: exactness (numbers with a point stand for
// fractions), what is unknown, reasons, the app.
import { customers as fetched, now } from "./common.js";

const N_DUE = 100;
const GOAL = 45_000_000;
const PRODUCT_COST = 2_000;

const shops = await fetched();
const { month, lines } = await (await fetch(new URL(location.href).searchParams.get("orders"))).json();
const all = shops.map((it) => ({ id: it.id, line: Number(it.rep.slice(1)) % 20, orders: [] }));
for (const [customer, of, quantity, amount] of lines) all[customer].orders.push({ month: of, quantity, amount });

/** By month and line, by the month of the first order, and of each shop what its weight follows from. */
function sums() {
  const [months, cohorts, facts] = [new Map(), new Map(), []];
  for (const shop of all) {
    const first = Math.min(...shop.orders.map((it) => it.month));
    const trend = { now: 0, before: 0 };
    for (const order of shop.orders) {
      const key = order.month * 100 + shop.line;
      const sum = months.get(key) ?? { revenue: 0, volume: 0, cost: 0 };
      sum.revenue += order.amount;
      sum.volume += order.quantity;
      sum.cost += order.quantity * PRODUCT_COST;
      months.set(key, sum);
      const cohort = first * 100_000 + order.month;
      cohorts.set(cohort, (cohorts.get(cohort) ?? 0) + order.amount);
      if (order.month >= month - 3) trend.now += order.amount;
      if (order.month >= month - 15 && order.month < month - 12) trend.before += order.amount;
    }
    facts.push({ shop, trend });
  }
  return { months, cohorts, facts };
}

/** The goals of all shops, and the first that are due. */
function goals({ facts }) {
  const lines = new Map();
  for (const it of facts) {
    const change = it.trend.before ? Math.max(-0.5, Math.min(0.5, it.trend.now / it.trend.before - 1)) : 0;
    const shop = { id: it.shop.id, weight: Math.round(100 * (1 + change)) };
    const line = lines.get(it.shop.line) ?? [];
    line.push(shop);
    lines.set(it.shop.line, line);
  }
  const due = [];
  for (const line of lines.values()) {
    const weights = line.reduce((sum, it) => sum + it.weight, 0);
    let left = GOAL;
    for (const shop of line) {
      const exact = (GOAL * shop.weight) / weights;
      shop.goal = Math.floor(exact);
      shop.rest = exact - shop.goal;
      left -= shop.goal;
    }
    for (const shop of line.toSorted((a, b) => b.rest - a.rest || (a.id < b.id ? -1 : 1)).slice(0, left)) shop.goal += 1;
    due.push(...line);
  }
  return due.sort((a, b) => b.goal - a.goal || (a.id < b.id ? -1 : 1)).slice(0, N_DUE);
}

window.runSums = () => {
  const began = now();
  const summed = sums();
  const counted = now();
  const due = goals(summed);
  return { millis: counted - began, goals_millis: now() - counted, n_cohorts: summed.cohorts.size, n_due: due.length };
};
window.isReady = true;
