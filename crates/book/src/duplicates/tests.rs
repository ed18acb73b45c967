//! Tests of the search for duplicates.

use std::collections::BTreeMap;

use jipan_rules::schema::FieldId;
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, PersonId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};
use proptest::prelude::*;

use super::*;
use crate::change::{Action, Change, ChangeId, Op};
use crate::likeness::{AddressLikeness, NameLikeness, PhoneLikeness};
use crate::stamp::Stamp;

const FIELDS: [FieldId; 5] =
    [fields::NAME, fields::ADDRESS, fields::PHONE, fields::LICENCE, fields::CODE];

type Shop = [String; 5];

fn shop(name: &str, address: &str, phone: &str, licence: &str) -> Shop {
    [name, address, phone, licence, ""].map(str::to_owned)
}

fn id(n: usize) -> CustomerId {
    CustomerId::new(Uuid::from_u128((7 << 100) | u128::try_from(n).unwrap()))
}

fn book_of(shops: &[Shop]) -> Book {
    let mut book = Book::new();
    for (nth, shop) in shops.iter().enumerate() {
        let values = FIELDS.into_iter().zip(shop).filter(|(_, text)| !text.is_empty());
        let values =
            values.map(|(field, text)| (field, Value::Text(text.as_str().into()))).collect();
        apply(&mut book, nth, Op::Create { id: id(nth), values });
    }
    book
}

fn apply(book: &mut Book, nth: usize, op: Op) {
    let (seq, replica) = (u64::try_from(nth).unwrap() + 1, ReplicaId::new(1));
    drop(book.apply(&Change {
        id: ChangeId { replica, seq },
        stamp: Stamp::new(seq, 0, replica),
        on: NaiveDate::default(),
        by: PersonId::new(Uuid::nil()),
        action: Action::Import,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![op],
    }));
}

fn found_by(book: &Book, limits: Limits, mut units: impl FnMut() -> u32) -> Duplicates {
    let mut finder = DuplicateFinder::with_limits(book, limits);
    let mut last = finder.progress();
    while !finder.step(book, units()) {
        let now = finder.progress();
        assert!(now.0 >= last.0 && now.0 <= now.1 && now.1 == last.1);
        last = now;
    }
    finder.finish(book)
}

fn found(book: &Book) -> Duplicates {
    found_by(book, LIMITS, || 7)
}

/// Every pair there is, by comparing each with each.
fn oracle(book: &Book) -> Vec<Pair> {
    let rows: Vec<Row> = book.rows().filter(|row| book.is_visible(*row)).collect();
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for phone in rows.iter().filter_map(|row| book.text(*row, fields::PHONE)) {
        *holders.entry(phone).or_default() += 1;
    }
    let mut pairs = Vec::new();
    for (nth, &one) in rows.iter().enumerate() {
        for &other in &rows[nth + 1..] {
            let phone = book.text(one, fields::PHONE);
            let is_shared = phone.is_some_and(|phone| holders[phone] > PHONE_HOLDERS_MAX);
            let likeness = Likeness::of(book, one, other, is_shared);
            if let Some(sureness) = likeness.sureness() {
                pairs.push((sureness, (one, other), likeness));
            }
        }
    }
    pairs.sort_unstable();
    let id = |row| book.id_of(row).unwrap();
    let pair = |(sureness, (one, other), likeness)| Pair {
        one: id(one),
        other: id(other),
        likeness,
        sureness,
    };
    pairs.into_iter().map(pair).collect()
}

fn any_shop() -> impl Strategy<Value = Shop> {
    let name = prop_oneof![
        6 => "(兴|新|鑫)隆?(烟|酒|长){0,3}店?（?(东|西|１|1)?）?",
        1 => "[兴隆Kkａ]{0,6}",
        1 => "[Ж一1壹]{1,3}",
        1 => Just("长乐行生活超市".to_owned()),
        1 => Just("长乐行生话超市".to_owned()),
    ];
    let address = prop_oneof![
        4 => "(乐清市)?(城南街道|柳市镇)?(迎宾|建设)?路?4?4(4|5)?号?(2楼)?",
        1 => "[路4]{0,3}",
    ];
    let phone =
        prop_oneof![2 => Just(String::new()), 3 => "1990000000[1-3]", 2 => "1990000[0-9]{4}"];
    let key = prop_oneof![3 => Just(String::new()), 1 => "33[1-6]"];
    (name, address, phone, key.clone(), key)
        .prop_map(|(name, address, phone, licence, code)| [name, address, phone, licence, code])
}

proptest! {
    #[test]
    fn what_is_found_is_what_comparing_each_with_each_finds(
        shops in prop::collection::vec(any_shop(), 0..40),
        deleted in prop::collection::vec(0_usize..40, 0..4),
    ) {
        let mut book = book_of(&shops);
        for nth in deleted.into_iter().filter(|nth| *nth < shops.len()) {
            apply(&mut book, 1000 + nth, Op::Delete { id: id(nth) });
        }
        let found = found(&book);
        prop_assert_eq!(&found.pairs, &oracle(&book));
        prop_assert_eq!((found.n_left_out, found.is_cut), (0, false));
    }

    #[test]
    fn how_the_work_is_cut_changes_nothing(
        shops in prop::collection::vec(any_shop(), 0..30),
        cuts in prop::collection::vec(0_u32..60, 1..20),
    ) {
        let book = book_of(&shops);
        let mut cuts = cuts.into_iter().cycle();
        prop_assert_eq!(found_by(&book, LIMITS, || cuts.next().unwrap()), found(&book));
    }

    #[test]
    fn within_limits_nothing_false_is_found_and_what_is_missing_is_said(
        shops in prop::collection::vec(any_shop(), 0..40),
        pairs_max in 1_usize..30,
    ) {
        let book = book_of(&shops);
        let all = oracle(&book);
        let few = Limits { block_rows_max: 3, window_rows: 1, pairs_max: usize::MAX };
        let part = found_by(&book, few, || 7);
        prop_assert!(part.pairs.iter().all(|pair| all.contains(pair)));
        prop_assert!(part.n_left_out > 0 || part.pairs == all);
        let cut = found_by(&book, Limits { pairs_max, ..LIMITS }, || 7);
        prop_assert_eq!(cut.pairs.len(), all.len().min(pairs_max));
        prop_assert_eq!(cut.is_cut, all.len() > pairs_max);
        prop_assert!(cut.pairs.iter().all(|pair| all.contains(pair)));
    }

    #[test]
    fn a_cluster_holds_all_that_hangs_together_and_each_pair_once(
        shops in prop::collection::vec(any_shop(), 0..40),
    ) {
        let pairs = found(&book_of(&shops)).pairs;
        let clusters = clusters(pairs.iter().copied());
        let mut inside: Vec<Pair> = clusters.iter().flat_map(|it| it.pairs.clone()).collect();
        inside.sort_unstable_by_key(|pair| pairs.iter().position(|it| it == pair));
        prop_assert_eq!(&inside, &pairs);
        let surenesses: Vec<_> = clusters.iter().map(Cluster::sureness).collect();
        prop_assert!(surenesses.is_sorted() && surenesses.iter().all(Option::is_some));
        for (nth, cluster) in clusters.iter().enumerate() {
            let is_apart = |other: &Cluster| cluster.customers.iter().all(|id| !other.customers.contains(id));
            prop_assert!(clusters[nth + 1..].iter().all(is_apart));
            // From the first customer every other can be reached.
            let mut reached = vec![cluster.customers[0]];
            while let Some(next) = cluster.pairs.iter().find_map(|pair| {
                let (one, other) = (reached.contains(&pair.one), reached.contains(&pair.other));
                (one != other).then_some(if one { pair.other } else { pair.one })
            }) {
                reached.push(next);
            }
            prop_assert_eq!(reached.len(), cluster.customers.len());
        }
    }
}

#[test]
fn one_shop_entered_twice_is_found_with_its_reasons() {
    let book = book_of(&[
        shop("兴隆烟酒店", "乐清市城南街道迎宾路444号", "19901000000", "330382110001"),
        shop("万家超市", "柳市镇建设路9号", "19901000007", "330382110002"),
        shop("新隆烟酒店", "迎宾路444号", "", ""),
        shop("鑫隆烟酒店", "迎宾路444号", "", ""),
        shop("万佳超市", "乐清市柳市镇建设路9号", "19901000009", ""),
    ]);
    let found = found(&book);
    let seen = |pair: &Pair| {
        let Likeness { name, address, .. } = pair.likeness;
        ((pair.one, pair.other), name, address)
    };
    assert_eq!(
        found.pairs.iter().map(seen).collect::<Vec<_>>(),
        [
            ((id(0), id(2)), NameLikeness::Near, AddressLikeness::Near),
            ((id(0), id(3)), NameLikeness::Near, AddressLikeness::Near),
            ((id(1), id(4)), NameLikeness::Near, AddressLikeness::Same),
            ((id(2), id(3)), NameLikeness::Near, AddressLikeness::Same),
        ]
    );
    let clusters = clusters(found.pairs);
    assert_eq!(clusters.len(), 2);
    assert_eq!(clusters[0].customers, [id(0), id(2), id(3)]);
    assert_eq!(clusters[1].customers, [id(1), id(4)]);
}

#[test]
fn names_that_sound_the_same_are_found_although_they_are_short() {
    let book = book_of(&[shop("新隆", "西街12号", "", ""), shop("鑫隆", "虹桥镇西街12号", "", "")]);
    let [pair] = &*found(&book).pairs else { panic!() };
    assert_eq!(pair.likeness.name, NameLikeness::SameSound);
    assert_eq!(pair.sureness, Sureness::NameAndAddress);
}

#[test]
fn names_of_which_a_letter_cannot_be_read_sound_like_no_other() {
    let shops = [shop("Ж1店", "西街12号", "", ""), shop("Ы1店", "西街12号", "", "")];
    assert_eq!(found(&book_of(&shops)).pairs, []);
}

#[test]
fn a_phone_that_many_have_says_something_only_with_the_name() {
    let mut shops: Vec<Shop> =
        (0..PHONE_HOLDERS_MAX).map(|n| shop(&format!("店{n}"), "", "19901000000", "")).collect();
    assert_eq!(found(&book_of(&shops)).pairs.len(), 10);
    shops.push(shop("店０", "", "19901000000", ""));
    let [pair] = &*found(&book_of(&shops)).pairs else { panic!() };
    assert_eq!((pair.one, pair.other), (id(0), id(PHONE_HOLDERS_MAX)));
    assert_eq!(pair.likeness.phone, PhoneLikeness::SharedByMany);
}

#[test]
fn a_search_knows_that_the_book_changed_under_it() {
    let mut book = book_of(&[shop("兴隆", "", "", "")]);
    let finder = DuplicateFinder::new(&book);
    assert!(finder.is_of(&book));
    apply(&mut book, 9, Op::Delete { id: id(0) });
    assert!(!finder.is_of(&book));
}
