// Medians, percentiles and the table. Not here: where the figures come from.

const sorted = (values) => values.filter(Number.isFinite).toSorted((a, b) => a - b);

export function median(values) {
  const list = sorted(values);
  return list.length === 0 ? Number.NaN : list[list.length >> 1];
}

export function p95(values) {
  const list = sorted(values);
  return list.length === 0 ? Number.NaN : list[Math.min(list.length - 1, Math.floor(list.length * 0.95))];
}

/** Medians of every number in figures of one shape. */
export function medians(figures) {
  const entries = Object.entries(figures[0] ?? {});
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      typeof value === "number" ? Number(median(figures.map((it) => it[key])).toFixed(2)) : value,
    ]),
  );
}

export const rounded = (value) => (Math.abs(value) < 10 ? Number(value.toFixed(2)) : Math.round(value));

/** One line of the table: ours beside a peer or a limit, and whether the budget is kept. */
export function line(what, unit, ours, peerName, peer, budgetRatio) {
  const ratio = ours / peer;
  return {
    what,
    ours: `${rounded(ours)} ${unit}`,
    beside: `${peerName} ${rounded(peer)}`,
    ratio: Number(ratio.toFixed(3)),
    budget: budgetRatio === undefined ? "" : `≤ ${rounded(budgetRatio)}×`,
    kept: budgetRatio === undefined ? "" : ratio <= budgetRatio ? "yes" : "NO",
  };
}

export function markdown(lines) {
  const columns = ["what", "ours", "beside", "ratio", "budget", "kept"];
  const row = (cells) => `| ${cells.join(" | ")} |`;
  return [row(columns), row(columns.map(() => "---")), ...lines.map((it) => row(columns.map((key) => it[key])))].join("\n");
}
