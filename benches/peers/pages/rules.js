// Tiers and grades of all customers, for this month and the one before, as one writes it by hand in plain
// JavaScript. (The list of the bench has no formats, so there are no scales to propose.) Lines are added up to months first, which is not timed, as the app keeps months. Not
// here: exactness (numbers with a point stand for fractions), reasons, the app.
import { now } from "./common.js";

const BOUNDS = [20, 14, 10, 7, 4, 2, 1];
const PACK = 50;

const { n, month, lines } = await (await fetch(new URL(location.href).searchParams.get("data"))).json();
const customers = Array.from({ length: n }, (_, idx) => ({ idx, months: new Map() }));
for (const [customer, month, quantity, amount] of lines) {
  const { months } = customers[customer];
  const sum = months.get(month) ?? { quantity: 0, amount: 0 };
  months.set(month, { quantity: sum.quantity + quantity, amount: sum.amount + amount });
}

const tierOf = (cases) => {
  const idx = BOUNDS.findIndex((bound) => cases > bound);
  return idx < 0 ? 8 : idx + 1;
};

/** How each stands among some, by a number: how many are more. */
function ranked(shops, key) {
  const sorted = shops.toSorted((a, b) => key(b) - key(a));
  const above = new Map();
  sorted.forEach((shop, idx) => {
    const before = sorted[idx - 1];
    above.set(shop, before && key(before) === key(shop) ? above.get(before) : idx);
  });
  return above;
}

function standings(month) {
  const shops = [];
  const all = customers.map((customer) => {
    const bought = customer.months.get(month);
    const standing = { customer, tier: tierOf((bought?.quantity ?? 0) / PACK), quantity: 0, amount: 0, ...bought };
    if (bought) shops.push(standing);
    return standing;
  });
  const area = shops.reduce((sum, it) => ({ quantity: sum.quantity + it.quantity, amount: sum.amount + it.amount }), { quantity: 0, amount: 0 });
  const above = ranked(shops, (it) => it.quantity / PACK);
  for (const shop of shops) {
    const band = Math.min(4, Math.floor((above.get(shop) * 5) / shops.length));
    const isHigh = shop.amount * area.quantity >= area.amount * shop.quantity;
    shop.grade = 2 * band + (isHigh ? 1 : 2);
  }
  return all;
}

window.runRules = () => {
  const began = now();
  const [current, before] = [standings(month - 1), standings(month - 2)];
  const tiers = Array(8).fill(0);
  let moved = 0;
  current.forEach((it, idx) => {
    tiers[it.tier - 1] += 1;
    if (before[idx].tier !== it.tier) moved += 1;
  });
  return { millis: now() - began, tiers, moved };
};
window.isReady = true;
