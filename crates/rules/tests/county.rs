//! What people write in lists, field by field: what is taken, and what is refused with which reason.
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use jipan_rules::NaiveDate;
use jipan_rules::check::{ValueError, parse_value, round_value, text_of};
use jipan_rules::schema::{FieldDef, FieldId, FieldType, Language, field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::written::{Decimal, phones_in};
use proptest::prelude::*;

/// 注册资金
const CAPITAL: FieldId = FieldId(39);

fn def(id: FieldId) -> &'static FieldDef {
    field(id).unwrap()
}

/// What a text means, in the words of the schema.
fn read(id: FieldId, text: &str) -> Result<String, ValueError> {
    let value = parse_value(def(id), text)?;
    Ok(value.map(|value| text_of(def(id), &value, Language::Zh)).unwrap_or_default())
}

fn reads(id: FieldId, texts: &[&str], as_what: &str) {
    for text in texts {
        assert_eq!(read(id, text).as_deref(), Ok(as_what), "{text}");
    }
}

fn refuses(id: FieldId, texts: &[&str], error: ValueError) {
    for text in texts {
        assert_eq!(read(id, text), Err(error), "{text}");
    }
}

#[test]
fn a_bare_digit_is_a_choice_only_where_the_source_has_it_so() {
    let all = ["0", "1", "2", "3", "4", "5", "6", "7", "１"];
    for id in
        [fields::FORMAT, fields::INTEGRITY, fields::MARKET, fields::STATUS, fields::COMPLIANCE]
    {
        refuses(id, &all, ValueError::UnknownChoice);
    }
    // CZ1 is town, grocery, large (rulebook 1.16).
    reads(fields::SCALE, &["1", "１", "大"], "大");
    reads(fields::SCALE, &["3", "小型"], "小");
    refuses(fields::SCALE, &["0", "4"], ValueError::UnknownChoice);
}

#[test]
fn states_of_other_lists_are_understood_where_they_mean_one_thing() {
    reads(fields::STATUS, &["正常", "营业中", "在营", "正常营业", "營業中", "營業"], "正常");
    reads(fields::STATUS, &["停业", "歇业", "停業", "歇業中", "暂停营业"], "停业");
    reads(
        fields::STATUS,
        &["注销", "註銷", "闭店", "閉店", "关店", "關店", "吊销", "已吊銷"],
        "注销",
    );
    refuses(fields::STATUS, &["不详", "转让", "营业?"], ValueError::UnknownChoice);
}

#[test]
fn traditional_characters_name_the_same_choices() {
    reads(fields::MARKET, &["鄉村", "農村"], "乡村");
    reads(fields::MARKET, &["城鎮", "城區"], "城镇");
    reads(fields::FORMAT, &["煙酒商店", "煙酒店"], "烟酒商店");
    reads(fields::FORMAT, &["娛樂服務類"], "娱乐服务类");
    reads(fields::FORMAT, &["商場"], "商场");
    reads(fields::COMPLIANCE, &["嚴重違規"], "严重违规");
    reads(fields::SETTLEMENT, &["電子結算"], "电子结算");
    reads(fields::SETTLEMENT, &["銀行轉賬", "銀行轉帳"], "银行转账");
}

#[test]
fn a_unit_behind_a_number_is_read_if_it_is_that_of_the_field() {
    reads(fields::ORDER_CYCLE, &["7天", "7 天", "７日", "7days"], "7");
    reads(fields::AREA, &["25㎡", "25平方米", "25m²", "25 M2", "25平米", "２５平"], "25");
    reads(fields::AREA, &["1.2万平方米"], "12000");
    reads(CAPITAL, &["5万元", "50000元", "￥50,000", "5万", "50000.00 元"], "50000.00");
    refuses(fields::ORDER_CYCLE, &["7㎡", "7元", "一周", "天"], ValueError::NotANumber);
    refuses(fields::AREA, &["25天", "25亩", "㎡", "约25㎡"], ValueError::NotANumber);
}

#[test]
fn decimals_that_a_field_does_not_keep_are_refused_and_rounded_only_where_that_is_counted() {
    refuses(fields::AREA, &["25.5", "25.5㎡"], ValueError::NotANumber);
    refuses(CAPITAL, &["12.345", "12.345元"], ValueError::NotANumber);
    let rounded = |id, text| round_value(def(id), text).map(|it| (it.value, it.more));
    let fen = |fen| Value::Amount(jipan_rules::values::Money::from_fen(fen));
    assert_eq!(rounded(CAPITAL, "12.345"), Some((fen(1_235), 500_000)));
    assert_eq!(rounded(CAPITAL, "12.344元"), Some((fen(1_234), -400_000)));
    assert_eq!(rounded(CAPITAL, "1.234567万元"), Some((fen(1_234_567), 0)));
    assert_eq!(rounded(fields::AREA, "25.4平方米"), Some((Value::Integer(25), -40_000_000)));
    assert_eq!(rounded(CAPITAL, "12.340000000000002"), Some((fen(1_234), 0)), "of floating point");
    assert_eq!(rounded(fields::AREA, "25.49999999999999"), Some((Value::Integer(25), -49_999_999)));
    assert_eq!(rounded(fields::AREA, "-0.6"), None, "beyond the bounds");
    assert_eq!(rounded(fields::AREA, "25.5天"), None);
    assert_eq!(rounded(fields::ORDER_CYCLE, "7.5"), None, "a cycle is not measured");
}

#[test]
fn a_date_that_is_none_says_what_is_missing() {
    refuses(
        fields::ISSUED,
        &["2025年11月", "2025-11", "2025/11", "２０２５.11"],
        ValueError::NoDay,
    );
    refuses(fields::VALID_TO, &["长期", "長期有效", "永久"], ValueError::NoEnd);
    refuses(fields::ISSUED, &["2025年", "2025", "45292", "0"], ValueError::NotADate);
    refuses(fields::ISSUED, &["2025-13", "2025年13月"], ValueError::NotADate);
    let day = NaiveDate::from_ymd_opt(2025, 11, 2).map(Value::Date);
    assert_eq!(parse_value(def(fields::ISSUED), "2025年11月2日"), Ok(day));
}

#[test]
fn marks_that_nobody_sees_do_not_make_another_key() {
    let codes = [
        "330382000001",
        "330382\u{a0}000001",
        "\u{200b}330382000001",
        "330382\u{200b}000001",
        "３３０３８２０００００１",
        "330382 000001",
        "\u{202a}330382000001\u{202c}",
    ];
    reads(fields::CODE, &codes, "330382000001");
    reads(fields::LICENCE, &codes, "330382000001");
    reads(
        fields::PHONE,
        &["138\u{a0}0000\u{a0}0001", "\u{202d}13800000001\u{202c}", "１３８０００００００１"],
        "13800000001",
    );
}

#[test]
fn two_codes_in_one_place_are_not_one() {
    let two =
        ["330382000001 330382000002", "330382000001\u{a0}330382000002", "C3303821 C3303822 x"];
    refuses(fields::CODE, &two, ValueError::InvalidCode);
    refuses(fields::LICENCE, &two, ValueError::InvalidLicence);
    reads(fields::CODE, &["3303 8200 0001", "330382 000001", "33038200 0001"], "330382000001");
}

#[test]
fn two_phones_in_one_place_are_told_from_one_that_is_wrong() {
    let two = [
        "13800000001/13900000002",
        "13800000001、13900000002",
        "13800000001;13900000002",
        "13800000001 13900000002",
        "0576-86100021，13900000002",
        "8610021 8610022",
        "8610021\u{3000}8610022",
        "8610021 0576-8610022",
    ];
    refuses(fields::PHONE, &two, ValueError::SeveralPhones);
    refuses(
        fields::PHONE,
        &["13800000001/", "12345", "13800000001/123", "无", "0576 8610021 8610022"],
        ValueError::InvalidPhone,
    );
    reads(fields::PHONE, &["0576 8610 0021", "0576 86100021"], "057686100021");
    reads(fields::PHONE, &["138 0000 0001", "138 00000001", "1380000 0001"], "13800000001");
    reads(fields::PHONE, &["+86 13800000001", "+86 138 0000 0001"], "+8613800000001");
    reads(fields::PHONE, &["86100021 转 8001", "86100021 转8001"], "86100021*8001");
}

proptest! {
    #[test]
    fn rounding_is_off_by_at_most_half(whole in 0_u64..1_000_000, decimals in "[0-9]{1,8}") {
        let text = format!("{whole}.{decimals}");
        let (fen, more) = Decimal::read(&text).unwrap().rounded(2).unwrap();
        prop_assert!((-499_999..=500_000).contains(&more), "{} {}", text, more);
        let exact = i128::from(fen) * 1_000_000 - i128::from(more);
        let padded: i128 = format!("{decimals:0<8}").parse().unwrap();
        prop_assert_eq!(exact, i128::from(whole) * 100_000_000 + padded);
    }

    #[test]
    fn every_name_of_every_choice_is_read_whatever_stands_around_it(space in "[ \u{3000}\u{a0}\u{200b}]{0,3}") {
        for def in jipan_rules::schema::FIELDS {
            let FieldType::Choice(choices) = def.ty else { continue };
            for choice in choices {
                for name in [choice.zh, choice.en] {
                    let value = parse_value(def, &format!("{space}{name}{space}"));
                    prop_assert_eq!(value, Ok(Some(Value::Choice(choice.code))), "{}", name);
                }
            }
        }
    }

    #[test]
    fn phones_are_read_one_by_one(phones in prop::collection::vec("1[3-9][0-9]{9}", 1..4), sign in "[/、;；,，|]") {
        let found = phones_in(&phones.join(&sign));
        prop_assert_eq!(found.iter().map(|it| it.as_str().to_owned()).collect::<Vec<_>>(), phones);
    }
}
