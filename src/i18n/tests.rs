//! Both languages say everything the code asks for, and the code says nothing by itself.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use jipan_rules::schema::Unit;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use super::*;

/// All files of 简体中文, with those that come later.
static CHINESE: LazyLock<Vec<&str>> = LazyLock::new(|| [super::CHINESE, CHINESE_OF_REST].concat());

/// Keys of the messages of a language.
fn keys(sources: &[&str]) -> BTreeSet<String> {
    let line_key = |line: &str| {
        let (key, _) = line.split_once(" =")?;
        let is_key = key.starts_with(|it: char| it.is_ascii_lowercase())
            && key.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
        is_key.then(|| key.to_owned())
    };
    sources.iter().flat_map(|source| source.lines()).filter_map(line_key).collect()
}

/// Every Rust file below `src/`, without those that only hold tests.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs")
                && !path.file_stem().is_some_and(|it| it.to_string_lossy().contains("test"))
            {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]\nmod ").next().unwrap().to_owned();
                found.push((path, code));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The code of a file without its comments.
fn without_comments(code: &str) -> String {
    code.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .fold(String::new(), |text, line| text + line + "\n")
}

/// Keys that the code asks for: the first argument of `text(` and `with(`.
fn keys_asked_for() -> BTreeSet<String> {
    let mut asked = BTreeSet::new();
    for (_, code) in sources() {
        for call in [".text(", ".with("] {
            for rest in code.split(call).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                asked.extend(rest.split_once('"').map(|(key, _)| key.to_owned()));
            }
        }
    }
    asked
}

/// Whatever stands between two quotes in the code.
fn texts_in_code() -> BTreeSet<String> {
    let texts = |code: String| {
        let parts = code.split('"').map(str::to_owned);
        parts.collect::<Vec<_>>()
    };
    sources().into_iter().flat_map(|(_, code)| texts(code)).collect()
}

#[test]
fn both_languages_have_the_same_keys() {
    assert_eq!(keys(&CHINESE), keys(ENGLISH));
}

/// A language as `fluent-bundle` reads it, with numbers as we write them.
fn fluent(tag: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![tag.parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::grouped(&number.as_string())),
        FluentValue::String(_)
        | FluentValue::Custom(_)
        | FluentValue::None
        | FluentValue::Error => None,
    }));
    for source in sources {
        bundle.add_resource(FluentResource::try_new((*source).to_owned()).unwrap()).unwrap();
    }
    bundle
}

/// Every name of a place in the files.
fn places() -> BTreeSet<&'static str> {
    let places_of = |source: &&'static str| {
        source.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next()).collect::<Vec<_>>()
    };
    CHINESE.iter().flat_map(places_of).collect()
}

#[test]
fn every_message_reads_as_in_fluent() {
    for (language, tag, sources) in
        [(Language::Chinese, "zh-CN", &**CHINESE), (Language::English, "en", ENGLISH)]
    {
        let (ours, theirs) = (Messages::of(language, sources), fluent(tag, sources));
        assert_eq!(ours.keys().collect::<BTreeSet<_>>().len(), keys(sources).len());
        for n in [0, 1, 2, 11, 21, 4_988, -1] {
            let args: Vec<(&str, Arg<'_>)> =
                places().into_iter().map(|name| (name, n.into())).collect();
            let mut fluent_args = FluentArgs::new();
            for name in places() {
                fluent_args.set(name, n);
            }
            for key in ours.keys() {
                let pattern = theirs.get_message(key).unwrap().value().unwrap();
                let mut errors = Vec::new();
                let wanted = theirs.format_pattern(pattern, Some(&fluent_args), &mut errors);
                assert!(errors.is_empty(), "{key}: {errors:?}");
                let filled = ours.filled(key, &args);
                assert_eq!(filled.as_deref(), Some(&*wanted), "{key} with {n}");
            }
        }
    }
}

/// Messages whose number is never one, and why.
const NEVER_ONE: [&str; 19] = [
    // More than a limit that is far above one, or that limit.
    "row-too-many-lines",
    "sheet-too-many-columns",
    "sheet-too-many-records",
    "print-too-long",
    "import-failures-more",
    "value-too-long",
    // A number of days or kinds that is fixed.
    "answer-how-often",
    "answer-lately",
    "answer-unreached",
    "birthdays-lead",
    "birthdays-none",
    "home-birthdays",
    "home-expiring",
    "quality-rules",
    "stay-step",
    // Cases with two decimals: “1.00 cases”.
    "order-total",
    "order-total-of",
    // A name.
    "answer-none",
    "team-leave-text",
];

/// A word after `1` that stands there in the plural, if there is one.
fn plural_after_one(text: &str) -> Option<String> {
    // Of “{ $name } objects” the verb, and of “Fifth 1 buys most”.
    const VERBS: [&str; 9] =
        ["has", "was", "does", "goes", "says", "buys", "belongs", "follows", "objects"];
    let is_plural = |word: &str| word.len() > 2 && word.ends_with('s') && !VERBS.contains(&word);
    let is_of_many = |word: &str| ["are", "were", "have", "go", "stay", "come"].contains(&word);
    let words: Vec<&str> = text.split(|it: char| !it.is_alphanumeric()).collect();
    let after = words.windows(3).filter(|it| it[0] == "1").find_map(|it| match it[1] {
        // “1 more value”, “1 new customer”, “of the 1 shop”.
        "more" | "new" | "other" => is_plural(it[2]).then_some(it[2]),
        word => (is_plural(word) || is_of_many(word)).then_some(word),
    });
    after.map(str::to_owned)
}

#[test]
fn one_thing_is_never_called_by_a_plural() {
    let english = Messages::of(Language::English, ENGLISH);
    let mut wrong = Vec::new();
    for one in [Arg::Number(1), Arg::Text("1".into())] {
        let args: Vec<(&str, Arg<'_>)> =
            places().into_iter().map(|name| (name, one.clone())).collect();
        for key in english.keys().filter(|key| !NEVER_ONE.contains(key)) {
            let text = english.filled(key, &args).unwrap() + " ";
            if let Some(word) = plural_after_one(&text) {
                wrong.push(format!("{key}: 1 {word} in “{text}”"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// On a thread of its own, which has not spoken English.
fn is_taken(words: String) -> bool {
    std::thread::spawn(move || take_english(words)).join().unwrap()
}

#[test]
fn the_words_of_english_are_taken_only_if_none_is_missing() {
    let whole = ENGLISH.concat();
    let lacks_one = whole.replace("\nnav-home = ", "\nnav-house = ");
    assert!(is_taken(whole) && !is_taken(lacks_one) && !is_taken(String::new()));
}

#[test]
fn goods_are_counted_in_what_all_of_them_are_and_in_nothing_where_that_is_not_said() {
    let both = |language, goods: Option<SumUnit>| {
        let tr = Tr::new(language).counting(goods.as_ref());
        [Unit::Cartons, Unit::YuanPerCarton].map(|it| tr.unit(it).map(String::from))
    };
    let some = |it: [&str; 2]| it.map(|it| Some(it.to_owned()));
    let one = |it: &str| Some(SumUnit::One(it.to_owned()));
    let (zh, en) = (Language::Chinese, Language::English);
    assert_eq!(both(zh, None), some(["条", "元/条"]), "without goods as the schema says");
    assert_eq!(both(zh, one("包")), some(["包", "元/包"]));
    assert_eq!(both(en, one("pack")), some(["pack", "CNY a pack"]));
    assert_eq!(both(en, one("条")), some(["cartons", "CNY a carton"]));
    assert_eq!(both(zh, Some(SumUnit::Mixed)), [None, Some("元".to_owned())]);
    let days = Tr::new(zh).counting(Some(&SumUnit::Mixed)).unit(Unit::Days);
    assert_eq!(days.as_deref(), Some("天"), "days are no goods");
}

#[test]
fn a_message_without_its_facts_gives_its_key() {
    assert_eq!(Tr::new(Language::English).text("customers-count"), "customers-count");
    assert_eq!(Tr::new(Language::English).text("no-such-key"), "no-such-key");
}

#[test]
fn every_key_the_code_asks_for_has_words_and_every_word_is_asked_for() {
    let (known, asked, named) = (keys(&CHINESE), keys_asked_for(), texts_in_code());
    let missing: Vec<_> = asked.difference(&known).collect();
    // Some are chosen first and asked for by a name.
    let unused: Vec<_> = known.difference(&named).collect();
    assert!(missing.is_empty(), "without words: {missing:?}");
    assert!(unused.is_empty(), "never asked for: {unused:?}");
}

#[test]
fn no_word_for_the_reader_stands_in_the_code() {
    let is_chinese =
        |it: char| ('\u{3000}'..='\u{9fff}').contains(&it) || ('！'..='～').contains(&it);
    for (path, code) in sources() {
        let code = without_comments(&code);
        let line = code.lines().find(|line| line.contains(is_chinese));
        assert_eq!(line, None, "in {}", path.display());
    }
}

#[test]
fn numbers_in_messages_are_grouped_and_choose_the_plural() {
    let (chinese, english) = (Tr::new(Language::Chinese), Tr::new(Language::English));
    let args = [("all", 4_988.into()), ("shown", 4_717.into())];
    assert_eq!(chinese.with("customers-count", &args), "共 4,988 家，显示 4,717");
    assert_eq!(english.with("customers-count", &args), "4,988 customers, 4,717 shown");
    assert_eq!(english.with("status-saving", &[("n", 1.into())]), "Saving 1 change");
}

#[test]
fn a_day_that_is_late_names_since_when_the_level_asks_for_it() {
    use jipan_rules::NaiveDate;
    use jipan_rules::funnel::{DueWhy, Level};
    let tr = Tr::new(Language::Chinese);
    let [on, since] = [20, 22].map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap());
    let why = DueWhy::Chosen;
    assert_eq!(tr.why_due((on, None), why, Level::H), "上次联系时选定 → 2026-11-20");
    assert_eq!(
        tr.why_due((on, Some(since)), why, Level::H),
        "上次联系时选定 → 2026-11-20，从 2026-11-22 起算"
    );
}
