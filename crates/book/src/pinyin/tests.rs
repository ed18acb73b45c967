//! Tests of `pinyin`.

use proptest::prelude::*;

use super::*;

/// Every way to read a text of readings aloud, written out.
fn all_readings(text: &str) -> Vec<Vec<String>> {
    let mut units: Vec<Vec<String>> = Vec::new();
    let mut before = ' ';
    for c in text.chars() {
        if c.is_ascii_uppercase() || c.is_ascii_digit() {
            if before == '|' {
                units.last_mut().unwrap().push(String::new());
            } else {
                units.push(vec![String::new()]);
            }
        }
        before = c;
        if c != '|' && c != '.' {
            units.last_mut().unwrap().last_mut().unwrap().push(c.to_ascii_lowercase());
        }
    }
    let mut ways = vec![Vec::new()];
    for unit in units {
        let longer = |way: &Vec<String>| {
            unit.iter().map(|it| [way.clone(), vec![it.clone()]].concat()).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(longer).collect();
    }
    ways
}

fn naive_finds(text: &str, keys: &str) -> bool {
    all_readings(text)
        .iter()
        .any(|way| (0..way.len()).any(|from| way[from..].concat().starts_with(keys)))
}

fn finds(text: &str, keys: &str) -> bool {
    unit_starts(text)
        .any(|unit| syllables_at(text, unit).any(|at| read_from(text, at, keys).is_some()))
}

#[test]
fn the_shop_of_the_brief_answers_to_every_reading() {
    let name = readings("重庆长乐行烟酒店");
    for keys in ["zhongqing", "chongqing", "changle", "zhangyue", "qingchang", "changlexingyanjiud"]
    {
        assert!(finds(&name.pinyin, keys), "{keys} in {}", name.pinyin);
    }
    for keys in ["cq", "zq", "clh", "clx", "cqclhyjd", "zqzyxyjd"] {
        assert!(finds(&name.initials, keys), "{keys} in {}", name.initials);
    }
    assert!(!finds(&name.pinyin, "ongqing"), "a reading starts at a syllable");
    assert!(!finds(&name.initials, "cl "));
}

#[test]
fn u_and_v_both_stand_for_the_umlaut() {
    let name = readings("绿女");
    assert_eq!(name.pinyin, "Lv|LuNv");
    assert_eq!(name.initials, "LN");
    assert!(finds(&name.pinyin, "lvnu") && finds(&name.pinyin, "lunv"));
    assert!(!finds(&readings("路").pinyin, "lv"));
}

#[test]
fn characters_without_a_reading_are_passed_over() {
    assert_eq!(readings("（★）あ😀").pinyin, "");
    assert_eq!(readings("Ａ★店 9").pinyin, "A.Dian9.");
    assert!(has_reading('Ｂ') && has_reading('店') && !has_reading('（') && !has_reading(' '));
}

#[test]
fn a_name_sorts_by_its_first_readings_syllable_by_syllable() {
    let key = |name: &str| main_reading(&readings(name).pinyin).collect::<String>();
    assert!(key("阐国") < key("长安"));
    assert_eq!(key("重庆万家超市7"), "ChongQingWanJiaChaoShi7");
    assert_eq!(key("重量"), "ZhongLiang");
}

proptest! {
    #[test]
    fn a_walk_of_the_readings_finds_what_all_combinations_hold(
        name in "[重长乐行绿西安单a7（ ]{0,6}",
        keys in "(x|i|a|n|l|v|u|e|y|zh|ch|ang|ong|h|7){1,5}",
    ) {
        let name = readings(&name);
        prop_assert_eq!(finds(&name.pinyin, &keys), naive_finds(&name.pinyin, &keys));
        prop_assert_eq!(finds(&name.initials, &keys), naive_finds(&name.initials, &keys));
    }

    #[test]
    fn every_reading_of_a_name_finds_it(name in "[重庆长乐行绿西安单a7]{1,5}") {
        let name = readings(&name);
        for text in [&name.pinyin, &name.initials] {
            for way in all_readings(text) {
                prop_assert!(finds(text, &way.concat()));
                prop_assert!(finds(text, &way[way.len() / 2..].concat()));
            }
        }
    }

    #[test]
    fn only_syllables_of_the_first_character_are_at_the_start(name in "[重长绿a店]{1,5}") {
        let text = readings(&name).pinyin;
        for (nth, unit) in unit_starts(&text).enumerate() {
            for at in syllables_at(&text, unit) {
                prop_assert_eq!(is_in_first_unit(&text, at), nth == 0);
            }
        }
        prop_assert_eq!(unit_starts(&text).count(), name.chars().count());
    }

    #[test]
    fn any_name_can_be_read(name in "\\PC{0,20}") {
        let texts = readings(&name);
        let n_units = name.chars().filter(|&c| has_reading(c)).count();
        prop_assert_eq!(unit_starts(&texts.pinyin).count(), n_units);
        prop_assert_eq!(unit_starts(&texts.initials).count(), n_units);
    }
}
