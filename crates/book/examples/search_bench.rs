//! Times searches over 100,000 synthetic shops beside a plain scan of the same texts:
//! `cargo run --release -p jipan-book --example search_bench`.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use jipan_book::birthdays::birthdays;
use jipan_book::duplicates::DuplicateFinder;
use jipan_book::overview::overview;
use jipan_book::phones::phone_holders;
use jipan_book::quality::{Finding, Tally};
use jipan_book::select::{Filters, Query, Sort};
use jipan_book::similar::{Candidate, similar};
use jipan_book::{
    Action, Book, CHANGE_RECORDS_MAX, Change, ChangeId, Hits, Needle, Op, People, SearchTexts,
    Searcher, Stamp, fold, main_reading, narrow, readings, search,
};
use jipan_rules::contradiction::Contradiction;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{ContactId, CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

const N_SHOPS: usize = 100_000;
const N_RUNS: usize = 41;
/// Of so many shops one has a further contact.
const PART_WITH_MORE: usize = 20;

const PLACES: [&str; 24] = [
    "重庆",
    "长乐",
    "城南",
    "乐清",
    "柳市",
    "虹桥",
    "白石",
    "大荆",
    "北白象",
    "清江",
    "雁荡",
    "翁垟",
    "盐盆",
    "石帆",
    "天成",
    "芙蓉",
    "淡溪",
    "南塘",
    "仙溪",
    "湖雾",
    "龙西",
    "岭底",
    "智仁",
    "城东",
];
const BRANDS: [&str; 24] = [
    "美佳",
    "万家",
    "华联",
    "好又多",
    "惠民",
    "红旗",
    "天福",
    "百佳",
    "福满多",
    "新世纪",
    "家家悦",
    "兴隆",
    "鑫利",
    "益丰",
    "国大",
    "同仁",
    "金虎",
    "十足",
    "可的",
    "好德",
    "良品",
    "永兴",
    "顺发",
    "长行",
];
const KINDS: [&str; 16] = [
    "超市",
    "便利店",
    "生活超市",
    "粮油店",
    "烟酒店",
    "水果店",
    "食品店",
    "批发部",
    "副食店",
    "百货",
    "商行",
    "小卖部",
    "茶庄",
    "日化店",
    "五金店",
    "文具店",
];
const BRANCHES: [&str; 8] = ["", "", "", "", "（东店）", "(二店)", "24小时", "KFC旁"];

const SURNAMES: [&str; 6] = ["王", "李", "张", "陈", "单", "林"];

/// One query as it grows, key by key.
const QUERIES: [(&str, &str); 9] = [
    ("initials", "cqwj"),
    ("pinyin", "chongqing"),
    ("other reading", "zhongqing"),
    ("name", "兴隆超市"),
    ("name, one place", "长乐行烟酒"),
    ("phone", "19905432"),
    ("code", "3303820543"),
    ("letters and digits", "kfc"),
    ("address", "柳市镇12号"),
];

/// The plain scan: one record of ready-made lower-case strings per shop.
struct Plain {
    texts: [String; 8],
}

fn main() {
    let (mut book, plain) = shops();
    let n_bytes = book.pinyin().n_bytes() + book.initials().n_bytes() + 8 * N_SHOPS;
    println!("{N_SHOPS} shops, {n_bytes} bytes kept for search beyond the fields themselves");
    println!("key by key: n hits, p50 / p95 of a fresh search, p50 of narrowing, of a plain scan");
    let people = People::of(&book);
    let texts = SearchTexts { people: Some(&people), ..SearchTexts::of(&book) };
    for (kind, query) in QUERIES {
        println!("{kind}");
        let mut typed = String::new();
        let mut before: Option<(Needle, Hits)> = None;
        for c in query.chars() {
            typed.push(c);
            let Some(needle) = Needle::new(&typed) else { continue };
            let fresh = time(|| search(&texts, &needle, N_SHOPS));
            let hits = search(&texts, &needle, N_SHOPS);
            let narrowed = before
                .as_ref()
                .filter(|(shorter, _)| needle.extends(shorter))
                .map(|(_, before)| time(|| narrow(&texts, &needle, before)));
            let scan = time(|| plain_scan(&plain, &typed));
            println!(
                "  {typed:<12} {:>6} {:>7.2?} / {:>7.2?}  {:>9}  {:>7.2?}  x {:.1}",
                hits.rows().count(),
                fresh.0,
                fresh.1,
                narrowed.map_or("-".to_owned(), |it| format!("{:.2?}", it.0)),
                scan.0,
                scan.0.as_secs_f64() / fresh.0.as_secs_f64(),
            );
            before = Some((needle, hits));
        }
    }
    lists(&mut book);
}

/// Median and 95th percentile.
fn time<T>(mut run: impl FnMut() -> T) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..N_RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |part: usize| times.get(N_RUNS * part / 100).copied().unwrap_or_default();
    (at(50), at(95))
}

fn plain_scan(shops: &[Plain], query: &str) -> Vec<usize> {
    let query = fold(query).into_owned();
    let holds = |shop: &Plain| shop.texts.iter().any(|text| text.contains(&query));
    shops.iter().enumerate().filter(|(_, shop)| holds(shop)).map(|(idx, _)| idx).collect()
}

/// The whole answer: hits, order, filters, counts; what a keystroke costs.
fn lists(book: &mut Book) {
    println!("whole lists: p50 / p95");
    let mut searcher = Searcher::default();
    let today = NaiveDate::default();
    let query = |text: &str, sort| Query { text: text.to_owned(), sort, ..Query::default() };
    for sort in [Sort::Name, Sort::Line, Sort::Changed] {
        let start = Instant::now();
        black_box(searcher.select(book, &query("", sort), today));
        println!("  first list by {sort:?}: {:.2?}", start.elapsed());
        for text in ["", "c", "cq", "1", "3", "兴"] {
            let asked = query(text, sort);
            let (median, late) = time(|| {
                searcher.select(book, &query("", sort), today);
                searcher.select(book, &asked, today)
            });
            println!("  empty, then {text:<3} by {sort:?}: {median:.2?} / {late:.2?}");
        }
    }
    let mut seq = 1_000_000;
    let (median, late) = time(|| {
        seq += 1;
        let name = Value::Text(format!("改名{seq}店").into());
        let id = CustomerId::new(Uuid::from_u128(u128::from(seq) % 1000));
        let edit = book.put(id, fields::NAME, Some(name), None);
        let _applied = book.apply(&change(seq, vec![edit]));
        searcher.select(book, &query("", Sort::Name), today)
    });
    println!("  one name edited, whole list again: {median:.2?} / {late:.2?}");
    let candidate = Candidate {
        name: "长乐兴隆烟酒店".to_owned(),
        address: "乐清市柳市镇迎宾路12号".to_owned(),
        ..Candidate::default()
    };
    let (median, late) = time(|| similar(book, &candidate, None));
    println!("  shops like one being typed: {median:.2?} / {late:.2?}");
    let find = |book: &Book| {
        let mut finder = DuplicateFinder::new(book);
        while !finder.step(book, 1_024) {}
        finder.finish(book)
    };
    let found = find(book);
    let (median, late) = time(|| find(book));
    let (n_pairs, n_left_out) = (found.pairs.len(), found.n_left_out);
    println!("  duplicates: {n_pairs}, {n_left_out} left out: {median:.2?} / {late:.2?}");
    let (median, late) = time(|| overview(book, today));
    println!("  numbers of the home screen: {median:.2?} / {late:.2?}");
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let (median, late) = time(|| birthdays(book, today, 30));
    println!("  birthdays of 30 days: {median:.2?} / {late:.2?}");
    let (median, late) = time(|| phone_holders(book, "19905432100", None));
    println!("  who has the same phone: {median:.2?} / {late:.2?}");
    reports(book, &mut searcher);
}

/// How good the data are, and the lists behind the numbers.
fn reports(book: &Book, searcher: &mut Searcher) {
    let today = NaiveDate::default();
    let (median, late) = time(|| {
        let mut tally = Tally::new(today, jipan_rules::setting::RulesOn::default());
        while tally.step(book, 1_000) {}
        tally.finish()
    });
    println!("  the report on the data: {median:.2?} / {late:.2?}");
    for finding in [
        Finding::Blank(fields::AREA),
        Finding::Unconfirmed(fields::PHONE),
        Finding::Contradiction(Contradiction::FieldOfOtherType),
        Finding::Contradiction(Contradiction::ExpiredButOpen),
        Finding::Alert,
        Finding::SharedPhone,
    ] {
        let filters = Filters { finding: Some(finding), ..Filters::default() };
        let asked = Query { filters, ..Query::default() };
        let (median, late) = time(|| {
            searcher.select(book, &Query::default(), today);
            searcher.select(book, &asked, today)
        });
        println!("  all, then {finding:?}: {median:.2?} / {late:.2?}");
    }
}

fn change(seq: u64, ops: Vec<Op>) -> Change {
    let replica = ReplicaId::new(1);
    Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(1_700_000_000_000 + seq, 0, replica),
        on: NaiveDate::default(),
        by: PersonId::new(Uuid::from_u128(1)),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops,
    }
}

fn shops() -> (Book, Vec<Plain>) {
    let mut book = Book::new();
    let mut ops = Vec::new();
    let mut plain = Vec::with_capacity(N_SHOPS);
    let mut random = Random(20_260_101);
    for n in 0..N_SHOPS {
        let place = random.pick(&PLACES);
        let branch = random.pick(&BRANCHES);
        let name = format!("{place}{}{}{branch}", random.pick(&BRANDS), random.pick(&KINDS));
        let phone = format!("1990{:07}", random.below(10_000_000));
        let licence = format!("33038211{n:06}");
        let code = format!("33038200{n:06}");
        let address =
            format!("浙江省温州市乐清市{}镇迎宾路{}号", random.pick(&PLACES), random.below(900));
        let line = format!("{}号线", random.below(40));
        let contact = format!("{}{}", random.pick(&SURNAMES), random.pick(&BRANDS));
        let calendar = if n % 2 == 0 { "lunar " } else { "" };
        let birthday = format!("{calendar}{:02}-{:02}", random.below(12) + 1, random.below(28) + 1);
        let texts = [
            (fields::NAME, &name),
            (fields::PHONE, &phone),
            (fields::LICENCE, &licence),
            (fields::CODE, &code),
            (fields::ADDRESS, &address),
            (fields::LINE, &line),
            (fields::CONTACT, &contact),
            (fields::BIRTHDAY, &birthday),
        ];
        let values = texts.map(|(field, text)| (field, Value::Text(text.as_str().into())));
        let id = CustomerId::new(Uuid::from_u128(u128::try_from(n).unwrap_or_default()));
        ops.push(Op::Create { id, values: values.into() });
        if n.is_multiple_of(PART_WITH_MORE) {
            for (field, text) in [(fields::CONTACT, &contact), (fields::PHONE, &phone)] {
                let contact = ContactId::new(id.uuid());
                ops.push(book.put_contact(
                    (id, contact),
                    field,
                    Some(Value::Text(text.as_str().into())),
                ));
            }
        }
        if ops.len() + 3 > CHANGE_RECORDS_MAX || n + 1 == N_SHOPS {
            let seq = u64::try_from(n).unwrap_or_default();
            let _applied = book.apply(&change(seq, std::mem::take(&mut ops)));
        }
        let read = readings(&name);
        let main = |text: &str| main_reading(text).collect::<String>().to_lowercase();
        let (pinyin, initials) = (main(&read.pinyin), main(&read.initials));
        let (name, address) = (fold(&name).into_owned(), fold(&address).into_owned());
        let texts = [name, pinyin, initials, contact, phone, licence, code, address];
        plain.push(Plain { texts });
    }
    (book, plain)
}

/// A small fixed generator, so that every run sees the same shops.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let n = u64::try_from(words.len()).unwrap_or(1);
        let idx = usize::try_from(self.below(n)).unwrap_or_default();
        words.get(idx).copied().unwrap_or_default()
    }
}
