//! The schema as a whole: nothing twice, nothing without a source, nothing ever taken back.
#![expect(clippy::unwrap_used, reason = "a test helper may stop the test")]

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::NaiveDate;
use jipan_rules::birthday::{Birthday, Calendar};
use jipan_rules::check::{ValueError, check_record, check_value, parse_value, text_of};
use jipan_rules::completeness::completeness;
use jipan_rules::schema::{
    Asked, CustomerType, FIELDS, FieldDef, FieldId, FieldType, Group, Language, ORDER_FIELDS,
    PRODUCT_FIELDS, RecordKind, Tag, Visibility, by_key, field, fields,
};
use jipan_rules::value::Value;
use jipan_rules::values::text::half_width;
use jipan_rules::values::{CustomerCode, Licence, Money, Phone};
use proptest::prelude::*;

/// Headings are compared by their letters and digits alone, without case and width.
fn heading(text: &str) -> String {
    half_width(text).to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
}

/// The fields of customers, of products and of order lines: three kinds of files.
fn tables() -> [&'static [FieldDef]; 3] {
    [FIELDS, PRODUCT_FIELDS, ORDER_FIELDS]
}

fn every_field() -> impl Iterator<Item = &'static FieldDef> {
    tables().into_iter().flatten()
}

#[test]
fn ids_and_keys_are_never_used_twice() {
    let ids: BTreeSet<u16> = every_field().map(|def| def.id.0).collect();
    let keys: BTreeSet<&str> = every_field().map(|def| def.key).collect();
    let n = every_field().count();
    assert_eq!((ids.len(), keys.len()), (n, n));
}

#[test]
fn a_heading_names_one_field_of_a_file_only() {
    for table in tables() {
        assert_each_heading_names_one(table);
    }
}

fn assert_each_heading_names_one(table: &[FieldDef]) {
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for def in table {
        for name in [def.zh, def.en, def.key].into_iter().chain(def.aliases.iter().copied()) {
            let before = owners.insert(heading(name), def.key);
            assert!(
                before.is_none_or(|it| it == def.key),
                "{name} names {before:?} and {}",
                def.key
            );
        }
    }
}

#[test]
fn every_field_has_both_names_and_a_source() {
    for def in every_field() {
        assert!(!def.zh.is_empty() && !def.en.is_empty() && !def.source.is_empty(), "{}", def.key);
        assert!(def.en.is_ascii(), "{} is not English", def.en);
        let is_of_customers = FIELDS.contains(def);
        assert_eq!(by_key(def.key).map(|it| it.id), is_of_customers.then_some(def.id));
    }
}

#[test]
fn what_is_restricted_is_a_record_of_its_own() {
    for def in every_field() {
        let is_private =
            matches!(def.kind, RecordKind::CustomerPrivate | RecordKind::ProductPrivate);
        assert_eq!(def.visibility == Visibility::Restricted, is_private, "{}", def.key);
    }
}

/// Ends of validity have their own clock; a day of entry, a remark and an aid given cannot grow
/// old; what a file states stands until records exist.
#[test]
fn every_dynamic_field_grows_stale_and_no_other() {
    let timeless = "opened remark hardship_aid valid_to review integrity contact_remark consent \
                    consent_on";
    for def in FIELDS {
        let has_clock = def.tag == Tag::Dynamic && !timeless.split(' ').any(|it| it == def.key);
        assert_eq!(def.freshness_days.is_some(), has_clock, "{}", def.key);
    }
}

/// Dates of birth came in before birthdays did; a file that has one is not asked for the other.
#[test]
fn a_field_that_took_the_place_of_another_counts_as_filled_with_either_and_only_once() {
    let n_filled = |known: &[FieldId]| {
        completeness(CustomerType::Retail, |field| known.contains(&field)).value.filled
    };
    assert_eq!(n_filled(&[fields::BORN]), 1);
    assert_eq!(n_filled(&[fields::BORN, fields::BIRTHDAY]), 1);
    assert_eq!(n_filled(&[fields::PHONE_2, fields::ROLE, fields::DECISION_ROLE]), 0);
    for def in FIELDS {
        let older = def.older.map(|older| field(older).unwrap());
        assert!(older.is_none_or(|it| it.asked == Asked::WhileFilled && it.types == def.types));
    }
}

/// The headings of a wholesaler's export are the names of the fields, but for the unit.
#[test]
fn the_usual_headings_name_a_field_each() {
    let headings = [
        "客户代码",
        "店铺名称",
        "许可证号",
        "法人代表",
        "联系人",
        "联系电话",
        "经营地址",
        "行政区域",
        "市场类型",
        "业态",
        "经营规模",
        "营业面积(㎡)",
        "结算方式",
        "订货周期(天)",
        "送货线路",
        "客户经理",
        "拜访周期(天)",
        "发证日期",
        "有效日期",
        "年审日期",
        "守法情况",
        "诚信等级",
        "客户状态",
        "备注",
    ];
    for name in headings {
        let is_it = |def: &&FieldDef| def.zh == name || def.aliases.contains(&name);
        assert_eq!(FIELDS.iter().filter(is_it).count(), 1, "{name}");
    }
}

#[test]
fn two_values_are_asked_about_where_it_is_who_a_customer_is_how_it_is_reached_or_its_terms() {
    let watched: Vec<&str> = FIELDS.iter().filter(|def| def.watch).map(|def| def.key).collect();
    let wanted = "name code licence legal_rep settlement bank_account site_address referral_terms \
                  integrity tier consent contact phone phone_2 phone_3 mail_address address";
    assert_eq!(watched, wanted.split_whitespace().collect::<Vec<_>>());
    let watched = PRODUCT_FIELDS.iter().filter(|def| def.watch).map(|def| def.key);
    let wanted = ["name", "price", "cost", "unit", "pack", "guide_price"];
    assert!(watched.eq(wanted.map(|it| format!("product_{it}"))));
}

#[test]
fn a_field_is_found_by_its_id() {
    for def in every_field() {
        assert_eq!(field(def.id), Some(def));
    }
    let unknown = [0, 111, 149, 160, 183, 255, 256, u16::MAX].map(|id| field(FieldId(id)));
    assert_eq!(unknown, [None; 8]);
}

#[test]
fn tobacco_fields_are_for_retail_customers_only() {
    for id in [
        fields::LICENCE,
        fields::COMPLIANCE,
        fields::INTEGRITY,
        fields::CLASS,
        fields::TIER,
        fields::GRADE,
    ] {
        let types = field(id).unwrap().types;
        assert!(types.contains(CustomerType::Retail));
        for other in [CustomerType::Project, CustomerType::Designer, CustomerType::KeyAccount] {
            assert!(!types.contains(other), "{id:?}");
        }
    }
}

#[test]
fn every_type_has_fields_in_the_groups_that_apply_to_all() {
    for customer_type in CustomerType::ALL {
        for group in [Group::Basic, Group::Network, Group::Operating, Group::Personal] {
            let n =
                FIELDS.iter().filter(|it| it.group == group && it.types.contains(customer_type));
            assert!(n.count() > 0, "{customer_type:?} has nothing in {group:?}");
        }
    }
}

fn type_name(def: &FieldDef) -> &'static str {
    match def.ty {
        FieldType::Text { .. } => "text",
        FieldType::LongText { .. } => "long-text",
        FieldType::Choice(_) => "choice",
        FieldType::Integer { .. } => "integer",
        FieldType::Date => "date",
        FieldType::YesNo => "yes-no",
        FieldType::Money => "money",
        FieldType::SignedMoney => "signed-money",
        FieldType::Price => "price",
        FieldType::Phone => "phone",
        FieldType::Licence => "licence",
        FieldType::Code => "code",
        FieldType::Birthday => "birthday",
    }
}

/// A released field is there for ever, under its id, key and type. New ones are added at the foot
/// of `schema.lock.txt`.
#[test]
fn the_schema_only_grows() {
    let lock = include_str!("../schema.lock.txt");
    let locked: Vec<&str> = lock.lines().filter(|line| !line.is_empty()).collect();
    let mut known = BTreeSet::new();
    for line in &locked {
        let mut words = line.split(' ');
        let id: u16 = words.next().unwrap().parse().unwrap();
        assert!(known.insert(id), "field {id} is locked twice");
        let def = every_field().find(|def| def.id.0 == id);
        let now = def.map(|def| format!("{} {} {}", def.id.0, def.key, type_name(def)));
        assert_eq!(now.as_deref(), Some(*line), "a released field was removed or changed");
    }
    for def in every_field() {
        let line = format!("{} {} {}", def.id.0, def.key, type_name(def));
        assert!(known.contains(&def.id.0), "add this line to schema.lock.txt: {line}");
    }
}

/// Choices are stored by code: no code twice, no name of one choice for another.
#[test]
fn choices_are_told_apart_by_code_and_by_name() {
    for def in every_field() {
        let FieldType::Choice(choices) = def.ty else { continue };
        let codes: BTreeSet<u8> = choices.iter().map(|it| it.code).collect();
        assert_eq!(codes.len(), choices.len(), "{}", def.key);
        for choice in choices {
            for name in [choice.zh, choice.en].iter().chain(choice.aliases) {
                let parsed = parse_value(def, name);
                assert_eq!(parsed, Ok(Some(Value::Choice(choice.code))), "{name} of {}", def.key);
            }
        }
    }
}

#[test]
fn a_name_of_sixty_characters_fits_and_one_of_sixty_one_does_not() {
    let name = field(fields::NAME).unwrap();
    assert!(parse_value(name, &"超".repeat(60)).is_ok());
    assert_eq!(
        parse_value(name, &"超".repeat(61)),
        Err(ValueError::TooLong { chars: 61, chars_max: 60 })
    );
}

#[test]
fn valid_to_may_be_the_day_of_issue_but_not_before() {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
    let errors = |issued, valid_to| {
        check_record(|field| match field {
            fields::NAME => Some(Value::Text("店".into())),
            fields::ISSUED => Some(Value::Date(day(issued))),
            fields::VALID_TO => Some(Value::Date(day(valid_to))),
            _ => None,
        })
        .len()
    };
    assert_eq!((errors(5, 5), errors(5, 4)), (0, 1));
}

#[test]
fn a_value_of_another_type_never_fits() {
    let values = [
        Value::Text("Ⓐ".into()),
        Value::Integer(1),
        Value::Date(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()),
        Value::YesNo(true),
        Value::Choice(1),
        Value::Amount(Money::from_fen(1)),
    ];
    for def in every_field() {
        let n_fitting = values.iter().filter(|it| check_value(def, it).is_ok()).count();
        assert!(n_fitting <= 1, "{}", def.key);
        assert!(check_value(def, &Value::Text(" ".into())).is_err(), "{}", def.key);
    }
}

#[test]
fn a_choice_is_read_by_name_in_any_case_and_width_and_never_by_our_code() {
    let market = field(fields::MARKET).unwrap();
    for text in ["乡村", " country ", "ｘ", "X"] {
        assert_eq!(parse_value(market, text), Ok(Some(Value::Choice(2))), "{text}");
    }
    assert_eq!(parse_value(market, "郊区"), Err(ValueError::UnknownChoice));
    for code in ["1", "2", "3"] {
        assert_eq!(parse_value(market, code), Err(ValueError::UnknownChoice));
    }
}

fn any_field() -> impl Strategy<Value = &'static FieldDef> {
    proptest::sample::select(every_field().collect::<Vec<_>>())
}

fn any_value(def: &'static FieldDef) -> BoxedStrategy<Value> {
    match def.ty {
        FieldType::Text { chars_max } => proptest::string::string_regex("[a-z一-龥=+'\"<]{1,40}")
            .unwrap()
            .prop_map(move |it| {
                Value::Text(it.chars().take(chars_max.into()).collect::<String>().into())
            })
            .boxed(),
        FieldType::LongText { .. } => {
            proptest::string::string_regex("[a-z一-龥]{1,9}\n[a-z ]{0,9}[一-龥]")
                .unwrap()
                .prop_map(|it| Value::Text(it.into()))
                .boxed()
        }
        FieldType::Choice(choices) => {
            proptest::sample::select(choices).prop_map(|it| Value::Choice(it.code)).boxed()
        }
        FieldType::Integer { min, max } => (min..=max).prop_map(Value::Integer).boxed(),
        FieldType::Date => (693_596..803_168_i32)
            .prop_map(|day| Value::Date(NaiveDate::from_num_days_from_ce_opt(day).unwrap()))
            .boxed(),
        FieldType::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        FieldType::Money => {
            (0..i64::MAX).prop_map(|fen| Value::Amount(Money::from_fen(fen))).boxed()
        }
        FieldType::SignedMoney => (-1_000_000_000_000..=1_000_000_000_000_i64)
            .prop_map(|fen| Value::Amount(Money::from_fen(fen)))
            .boxed(),
        FieldType::Price => (0..=1_000_000_000_000_i64).prop_map(Value::Integer).boxed(),
        FieldType::Phone => "1[0-9]{10}".prop_map(|it| Value::Text(it.into())).boxed(),
        FieldType::Licence | FieldType::Code => {
            "[A-Z0-9][A-Z0-9/._-]{0,20}".prop_map(|it| Value::Text(it.into())).boxed()
        }
        FieldType::Birthday => {
            (prop::option::of(1901..2100_u16), 1..=12_u8, 1..=28_u8, any::<bool>())
                .prop_map(|(year, month, day, is_lunar)| {
                    let calendar = if is_lunar { Calendar::Lunar } else { Calendar::Solar };
                    let birthday = Birthday::new(calendar, year, month, day).unwrap();
                    Value::Text(birthday.to_string().into())
                })
                .boxed()
        }
    }
}

proptest! {
    #[test]
    fn what_a_value_prints_as_is_read_as_the_same_value(
        (def, value) in any_field().prop_flat_map(|def| (Just(def), any_value(def))),
        is_chinese in any::<bool>(),
    ) {
        let language = if is_chinese { Language::Zh } else { Language::En };
        let text = text_of(def, &value, language);
        prop_assert_eq!(parse_value(def, &text), Ok(Some(value)), "{} printed as {}", def.key, text);
    }

    #[test]
    fn what_any_text_is_read_as_fits_the_field(def in any_field(), text in "\\PC{0,40}") {
        if let Ok(Some(value)) = parse_value(def, &text) {
            prop_assert_eq!(check_value(def, &value), Ok(()));
        }
    }

    #[test]
    fn parsed_texts_print_as_themselves(text in "\\PC{0,30}") {
        if let Ok(phone) = text.parse::<Phone>() {
            prop_assert_eq!(phone.as_str().parse::<Phone>(), Ok(phone.clone()));
        }
        if let Ok(code) = text.parse::<CustomerCode>() {
            prop_assert_eq!(code.as_str().parse::<CustomerCode>(), Ok(code.clone()));
        }
        if let Ok(licence) = text.parse::<Licence>() {
            prop_assert_eq!(licence.as_str().parse::<Licence>(), Ok(licence.clone()));
        }
    }

    #[test]
    fn a_split_adds_up_and_no_part_is_off_by_more_than_a_fen(
        fen in -1_000_000_000_000_i64..1_000_000_000_000,
        weights in prop::collection::vec(1_u32..1_000, 1..13),
    ) {
        let parts = Money::from_fen(fen).split(&weights).unwrap();
        prop_assert_eq!(parts.iter().map(|part| part.fen()).sum::<i64>(), fen);
        let total: i128 = weights.iter().map(|it| i128::from(*it)).sum();
        for (part, weight) in parts.iter().zip(&weights) {
            let exact = i128::from(fen) * i128::from(*weight);
            prop_assert!((i128::from(part.fen()) * total - exact).abs() < total);
        }
    }

    #[test]
    fn amounts_print_as_they_are_read(fen in any::<i64>()) {
        let money = Money::from_fen(fen);
        prop_assert_eq!(money.to_string().parse(), Ok(money));
    }
}
