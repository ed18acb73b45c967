// Prospects by the thousand, pushed to an endpoint as a tablet does it, so that the next tablet of the same
// person fetches them. The journeys take theirs from here, too. Not here: what is measured of them.
import { randomBytes, randomUUID } from "node:crypto";

const N_PUSH = 400;
const DAY_MILLIS = 86_400_000;
const [ADD_PROSPECT, NAME, TYPE, LINE, PHONE, RETAIL] = [28, 2, 5, 36, 101, 1];
const [RETAIL_STEPS, ORDERED, DELIVERED, DONE] = [1, 1, 2, 1];
/** The points of the closing lists, by their codes. */
const BEFORE = [1, 2, 3, 4];
const DURING = [5, 6, 7];
const AFTER = [8, 9, 10, 11];

async function ask(url, path, token, question) {
  const answer = await fetch(`${url}/v1/${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-jipan": "1",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(question),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const dayAgo = (n) => new Date(Date.now() - n * DAY_MILLIS).toISOString().slice(0, 10);

/** What was said of the k-th: a quarter of all is in each stage, with days and amounts that differ. */
function factsOf(k) {
  const [stage, days] = [k % 4, k % 60];
  const check = (i) => ({ check: { i, k: DONE } });
  const turn = (to) => ({ turn: { to } });
  const facts = [{ open: { t: RETAIL_STEPS, s: { ch: 1 + (k % 3) }, w: true } }];
  if (stage > 0) {
    facts.push({ contact: { on: dayAgo(days % 20), h: 1 + (k % 4), p: 2, o: 0, x: `谈到第 ${k} 家的需要` } });
    facts.push({ expect: { on: dayAgo(-(k % 85) - 1), m: 100_000 * (5 + (k % 40)) } });
  }
  // Whatever comes before a closing is done: one tap closes.
  if (stage > 0) facts.push(...BEFORE.map(check));
  if (stage > 1) facts.push(turn(ORDERED));
  if (stage > 2) facts.push(...DURING.map(check), turn(DELIVERED), ...AFTER.map(check));
  return facts;
}

/** The name of the k-th. */
export const nameOf = (k) => `第${k}商行`;

function changeOf(k, n, { replica, person }) {
  const [customer, deal] = [randomUUID(), randomUUID()];
  const values = [[NAME, nameOf(k)], [TYPE, { c: RETAIL }], [LINE, `${k % 9} 号线`], [PHONE, `${13_900_000_000 + k}`]];
  // Facts of one change count in the order of their ids.
  const factId = (idx) => `${String(idx).padStart(8, "0")}${randomUUID().slice(8)}`;
  const funnel = factsOf(k).map((w, idx) => ({ funnel: { i: factId(idx), c: customer, d: deal, w } }));
  return {
    h: { r: replica, s: k + 1, t: [Date.now() - n + k, 0], on: dayAgo(k % 50), by: person, a: ADD_PROSPECT },
    o: [{ create: { c: customer, v: values } }, ...funnel],
  };
}

/** Founds the company with the link that was printed, pushes `n` prospects, and gives a link by which
 * another tablet of the same person joins. */
export async function pushProspects(url, firstLink, n) {
  const device = `00${randomBytes(6).toString("hex")}`;
  const enrolled = await ask(url, "enrol", undefined, {
    secret: firstLink.split("#")[1],
    device_name: "平板",
    person_name: "张伟",
    company_name: "漏斗",
    local_person: randomUUID(),
    device,
  });
  const { token, epoch, me } = enrolled;
  const writer = { replica: `${device}00`, person: me.person };
  let have = {};
  for (let first = 0; first < n; ) {
    const ks = Array.from({ length: Math.min(N_PUSH, n - first) }, (_, idx) => first + idx);
    const changes = ks.map((k) => changeOf(k, n, writer));
    const answer = await ask(url, "sync", token, { v: 1, schema: 5, app: "0.1.0", epoch, have, own: device, changes });
    if (answer.verdicts.length > 0) throw new Error(`not taken: ${JSON.stringify(answer.verdicts[0])}`);
    if (answer.acked === 0) throw new Error("nothing of a push was judged");
    // A push that is too full is judged in part.
    first += answer.acked;
    have = answer.have;
  }
  // With a colleague one chooses whose prospects are shown.
  await ask(url, "team", token, { invite: { name: "李娜", role: "manager", territories: [] } });
  const { link } = await ask(url, "team", token, { link: { person: me.person } });
  return `${url}/join#${link.secret}`;
}
