//! Tests of `search`.

use proptest::prelude::*;

use super::*;
use crate::fold::fold;

/// One customer as plain texts.
#[derive(Debug, Clone, Default)]
struct Shop {
    name: String,
    phone: String,
    licence: String,
    code: String,
    address: String,
    contact: String,
    /// Names and phone numbers of further contacts.
    people: Vec<(String, String)>,
}

#[derive(Default)]
struct Columns {
    names: TextArena,
    pinyin: TextArena,
    initials: TextArena,
    phones: TextArena,
    licences: TextArena,
    codes: TextArena,
    addresses: TextArena,
    contacts: TextArena,
    people: People,
}

impl Columns {
    fn of(shops: &[Shop]) -> Self {
        let mut columns = Self::default();
        for shop in shops {
            let read = readings(&shop.name);
            columns.names.push(&shop.name);
            columns.pinyin.push(&read.pinyin);
            columns.initials.push(&read.initials);
            columns.phones.push(&shop.phone);
            columns.licences.push(&shop.licence);
            columns.codes.push(&shop.code);
            columns.addresses.push(&shop.address);
            columns.contacts.push(&shop.contact);
        }
        columns.people = people_of(shops);
        columns
    }

    fn texts(&self) -> SearchTexts<'_> {
        SearchTexts {
            names: Some(&self.names),
            pinyin: Some(&self.pinyin),
            initials: Some(&self.initials),
            contacts: Some(&self.contacts),
            phones: [Some(&self.phones), None, None],
            people: Some(&self.people),
            licences: Some(&self.licences),
            codes: Some(&self.codes),
            addresses: Some(&self.addresses),
        }
    }
}

fn people_of(shops: &[Shop]) -> People {
    let mut people = People::default();
    for (idx, shop) in shops.iter().enumerate() {
        for (name, phone) in &shop.people {
            people.push(Row::at(idx), name, phone);
        }
    }
    people
}

/// Every way to read a name aloud, syllable by syllable, written out.
fn ways(name: &str) -> Vec<Vec<String>> {
    let mut ways = vec![Vec::new()];
    for c in name.chars() {
        let unit = readings(&c.to_string()).pinyin.to_lowercase().replace('.', "");
        let syllables = unit.split('|').filter(|it| !it.is_empty());
        let longer: Vec<Vec<String>> = syllables
            .flat_map(|it| ways.iter().map(move |way| [way.clone(), vec![it.to_owned()]].concat()))
            .collect();
        if !longer.is_empty() {
            ways = longer;
        }
    }
    ways
}

/// How a name read aloud starts with or holds the keys.
fn read_rank(name: &str, tight: &str) -> Option<Rank> {
    let keys = tight.replace('ü', "v");
    if !keys.is_empty() && keys.chars().all(|c| c.is_ascii_alphanumeric()) {
        let ways = ways(name);
        let initials: Vec<Vec<String>> = ways
            .iter()
            .map(|way| way.iter().map(|it| it.chars().take(1).collect()).collect())
            .collect();
        let at_start = |ways: &[Vec<String>]| ways.iter().any(|it| it.concat().starts_with(&keys));
        let inside = |ways: &[Vec<String>]| {
            ways.iter().any(|it| (0..it.len()).any(|from| it[from..].concat().starts_with(&keys)))
        };
        for (ways, prefix, within) in [
            (&initials, Rank::InitialsPrefix, Rank::Initials),
            (&ways, Rank::PinyinPrefix, Rank::Pinyin),
        ] {
            if at_start(ways) {
                return Some(prefix);
            }
            if inside(ways) {
                return Some(within);
            }
        }
    }
    None
}

/// The rules of ranking once more, by plain string functions over written-out readings.
fn naive_rank(shop: &Shop, query: &str) -> Option<Rank> {
    let folded = fold(query).replace('\0', "");
    let plain = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.is_empty() {
        return None;
    }
    let tight: String = plain.chars().filter(|c| !" '’‘".contains(*c)).collect();
    let spellings: Vec<&str> =
        [plain.as_str(), tight.as_str()].into_iter().filter(|it| !it.is_empty()).collect();
    let name = fold(&shop.name);
    if spellings.iter().any(|it| name.starts_with(it)) {
        return Some(Rank::NamePrefix);
    }
    if spellings.iter().any(|it| name.contains(it)) {
        return Some(Rank::Name);
    }
    if let Some(rank) = read_rank(&shop.name, &tight) {
        return Some(rank);
    }
    let is_written = |name: &str| spellings.iter().any(|it| fold(name).contains(it));
    let is_called =
        |(name, _): &(String, String)| is_written(name) || read_rank(name, &tight).is_some();
    if is_written(&shop.contact) || shop.people.iter().any(is_called) {
        return Some(Rank::Contact);
    }
    let digits = tight.replace('-', "");
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let has_digits = |phone: &str| phone.replace('-', "").contains(&digits);
    if is_number && (has_digits(&shop.phone) || shop.people.iter().any(|it| has_digits(&it.1))) {
        return Some(Rank::Phone);
    }
    if !tight.is_empty() && shop.licence.to_lowercase().contains(&tight) {
        return Some(Rank::Licence);
    }
    if !tight.is_empty() && shop.code.to_lowercase().contains(&tight) {
        return Some(Rank::Code);
    }
    spellings.iter().any(|it| fold(&shop.address).contains(it)).then_some(Rank::Address)
}

fn naive(shops: &[Shop], query: &str) -> Vec<Option<Rank>> {
    shops.iter().map(|shop| naive_rank(shop, query)).collect()
}

fn shop() -> impl Strategy<Value = Shop> {
    (
        "[重庆长乐西安行店aKＦ7 （]{0,6}",
        "(1[378]-?[0-9]{0,3})?",
        "[37]{0,4}",
        "([A-C]?[37]{0,3})?",
        "[长乐路号17Ａ １]{0,6}",
        "[重长乐Ka]{0,3}",
        prop::collection::vec(("[重长乐行Ka]{0,3}", "(1[378]-?[0-9]{0,3} 8?)?"), 0..3),
    )
        .prop_map(|(name, phone, licence, code, address, contact, people)| Shop {
            name,
            phone,
            licence,
            code,
            address,
            contact,
            people,
        })
}

fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[重庆长乐西安行店aKＦ7（ 1３8]{1,3}",
        4 => "(c|h|ch|ong|q|ing|x|i|an|l|e|xi|an|hang|chang|zhang|le|K|f|7|'| ){1,4}",
        2 => "[0-9 ’Ａ-]{1,4}",
    ];
    prop::collection::vec(piece, 1..3).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn hits_and_ranks_are_those_of_a_naive_scan(
        shops in prop::collection::vec(shop(), 0..12),
        edits in prop::collection::vec((any::<prop::sample::Index>(), shop()), 0..4),
        query in query(),
    ) {
        let mut shops = shops;
        let mut columns = Columns::of(&shops);
        for (idx, shop) in edits {
            if shops.is_empty() { break; }
            let idx = idx.index(shops.len());
            let read = readings(&shop.name);
            columns.names.set(Row::at(idx), &shop.name);
            columns.pinyin.set(Row::at(idx), &read.pinyin);
            columns.initials.set(Row::at(idx), &read.initials);
            columns.phones.set(Row::at(idx), &shop.phone);
            columns.licences.set(Row::at(idx), &shop.licence);
            columns.codes.set(Row::at(idx), &shop.code);
            columns.addresses.set(Row::at(idx), &shop.address);
            columns.contacts.set(Row::at(idx), &shop.contact);
            shops[idx] = shop;
        }
        columns.people = people_of(&shops);
        let found = match Needle::new(&query) {
            Some(needle) => search(&columns.texts(), &needle, shops.len()).ranks,
            None => vec![None; shops.len()],
        };
        prop_assert_eq!(found, naive(&shops, &query));
    }

    #[test]
    fn narrowing_while_the_query_grows_is_a_fresh_search(
        shops in prop::collection::vec(shop(), 0..12),
        query in query(),
    ) {
        let columns = Columns::of(&shops);
        let texts = columns.texts();
        let mut last: Option<(Needle, Hits)> = None;
        let mut typed = String::new();
        for c in query.chars() {
            typed.push(c);
            let Some(needle) = Needle::new(&typed) else { continue };
            let fresh = search(&texts, &needle, shops.len());
            if let Some((_, before)) = last.as_ref().filter(|(shorter, _)| needle.extends(shorter)) {
                prop_assert_eq!(&narrow(&texts, &needle, before), &fresh);
            }
            last = Some((needle, fresh));
        }
    }

    #[test]
    fn what_is_marked_in_a_name_is_what_was_found_in_it(shop in shop(), query in query()) {
        let in_name = naive_rank(&shop, &query).is_some_and(|rank| rank <= Rank::Pinyin);
        let ranges = highlight(&shop.name, &query);
        prop_assert_eq!(!ranges.is_empty(), in_name);
        let n_chars = shop.name.chars().count();
        prop_assert!(ranges.iter().all(|it| it.start < it.end && it.end <= n_chars));
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end < pair[1].start));
    }
}

fn names_found(names: &[&str], query: &str) -> Vec<String> {
    let shops: Vec<Shop> =
        names.iter().map(|&name| Shop { name: name.to_owned(), ..Shop::default() }).collect();
    let columns = Columns::of(&shops);
    let hits = search(&columns.texts(), &Needle::new(query).unwrap(), names.len());
    let mut rows: Vec<_> = hits.rows().map(|(row, rank)| (rank, row)).collect();
    rows.sort();
    rows.into_iter().map(|(_, row)| names[row.idx()].to_owned()).collect()
}

#[test]
fn a_shop_with_four_heteronyms_is_found_by_each_of_its_readings() {
    let name = "重庆长乐行烟酒店";
    for query in [
        "zhongqing",
        "chongqing",
        "cq",
        "zq",
        "changle",
        "clh",
        "clx",
        "CHONG QING",
        "chong'qing",
        "ｃｑ",
        "长乐",
        "重 庆",
        "changleh",
    ] {
        assert_eq!(names_found(&[name, "老王小卖部"], query), [name], "{query}");
    }
}

#[test]
fn better_places_come_first() {
    let names = ["新兴隆超市", "鑫利烟酒", "小林家xl", "兴隆超市", "XL便利店"];
    assert_eq!(
        names_found(&names, "xl"),
        ["XL便利店", "小林家xl", "鑫利烟酒", "兴隆超市", "新兴隆超市"]
    );
    assert_eq!(names_found(&names, "兴隆"), ["兴隆超市", "新兴隆超市"]);
    assert_eq!(names_found(&names, "ｘＬ便"), ["XL便利店"]);
}

#[test]
fn digits_find_parts_of_phone_licence_and_code_in_that_order() {
    let of = |phone: &str, licence: &str, code: &str| Shop {
        phone: phone.to_owned(),
        licence: licence.to_owned(),
        code: code.to_owned(),
        ..Shop::default()
    };
    let shops = [of("", "", "A5678"), of("", "330567", ""), of("13805671234", "", "")];
    let columns = Columns::of(&shops);
    let ranks =
        |query: &str| search(&columns.texts(), &Needle::new(query).unwrap(), shops.len()).ranks;
    assert_eq!(ranks("５67"), [Some(Rank::Code), Some(Rank::Licence), Some(Rank::Phone)]);
    assert_eq!(ranks("138-0567 1234"), [None, None, Some(Rank::Phone)]);
    assert_eq!(ranks("8056-7"), [None, None, Some(Rank::Phone)]);
    assert_eq!(ranks("a5"), [Some(Rank::Code), None, None]);
}

#[test]
fn nothing_typed_is_no_needle() {
    assert_eq!(Needle::new(" \u{3000}\0"), None);
}
