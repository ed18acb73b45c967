//! Headings as people write them.

use jipan_rules::schema::{FIELDS, fields};

use super::*;

fn owned(headings: &[&str]) -> Vec<String> {
    headings.iter().map(|heading| (*heading).to_owned()).collect()
}

fn guess_of(headings: &[&str], remembered: &[(String, FieldId)]) -> Vec<Option<FieldId>> {
    Guesser::new(remembered).guess(SheetKind::Customers, &owned(headings))
}

fn kind_of(headings: &[&str]) -> SheetKind {
    Guesser::new(&[]).best(&owned(headings)).0
}

#[test]
fn every_name_of_the_schema_is_found() {
    for kind in SheetKind::ALL {
        let names = names_of(kind, |def| vec![def.zh, def.en, def.key]);
        for def in kind.fields().iter().filter(|def| is_importable(def)) {
            for name in [def.zh, def.en, def.key] {
                let is_other =
                    |known: &&(String, FieldId)| known.0 == plain(name) && known.1 != def.id;
                assert_eq!(names.iter().find(is_other), None, "{name} names two fields");
                let guessed = Guesser::new(&[]).guess(kind, &owned(&[name]));
                assert_eq!(guessed, [Some(def.id)], "{name}");
            }
        }
    }
}

#[test]
fn no_alias_of_a_kind_names_two_of_its_fields() {
    for kind in SheetKind::ALL {
        let mut all = names_of(kind, |def| vec![def.zh, def.en, def.key]);
        all.extend(names_of(kind, |def| def.aliases.to_vec()));
        for (name, id) in &all {
            let other = all.iter().find(|it| it.0 == *name && it.1 != *id);
            assert_eq!(other, None, "{name} of {kind:?} {id:?}");
        }
    }
}

#[test]
fn units_signs_case_and_width_do_not_matter() {
    let headings = ["*店铺名称：", "营业面积（平方米）", "ＣＵＳＴＯＭＥＲ　ＣＯＤＥ"];
    let expected = [Some(fields::NAME), Some(fields::AREA), Some(fields::CODE)];
    assert_eq!(guess_of(&headings, &[]), expected);
}

#[test]
fn a_field_is_given_to_the_first_column_only() {
    assert_eq!(guess_of(&["备注", "备注"], &[]), [Some(fields::REMARK), None]);
}

#[test]
fn what_the_user_chose_comes_first_and_the_last_choice_counts() {
    let remembered = [("门头".to_owned(), fields::REMARK), ("门头".to_owned(), fields::NAME)];
    assert_eq!(guess_of(&["店铺名称", "门头"], &remembered), [None, Some(fields::NAME)]);
}

#[test]
fn a_computed_field_is_never_guessed() {
    let remembered = [("分类".to_owned(), fields::CLASS)];
    assert_eq!(guess_of(&["分类"], &remembered), [None]);
    for def in FIELDS.iter().filter(|def| !is_importable(def)) {
        assert_ne!(guess_of(&[def.zh], &[]), [Some(def.id)]);
    }
}

#[test]
fn headings_tell_what_the_records_are() {
    use SheetKind::{Customers, Orders, Products};
    let cases: [(&[&str], SheetKind); 9] = [
        (&["客户代码", "店铺名称", "许可证号", "联系电话", "备注"], Customers),
        (&["店铺名称"], Customers),
        (&["颜色", "形状"], Customers),
        (&[], Customers),
        (&["商品代码", "商品名称", "价类", "批发价(元/条)", "单位", "每件条数"], Products),
        (&["货号", "品名", "单价"], Products),
        (
            &["订单号", "订单日期", "客户代码", "商品代码", "数量(条)", "单价(元/条)", "金额(元)"],
            Orders,
        ),
        (&["单号", "日期", "店铺名称", "许可证号", "商品编码", "商品名称", "数量", "金额"], Orders),
        (&["Order ID", "Order Date", "Customer ID", "Product ID", "Sales", "Quantity"], Orders),
    ];
    for (headings, kind) in cases {
        assert_eq!(kind_of(headings), kind, "{headings:?}");
    }
}

#[test]
fn what_was_chosen_for_one_kind_says_nothing_of_another() {
    let remembered = [("代号".to_owned(), fields::PRODUCT_CODE), ("代号".to_owned(), fields::CODE)];
    let guesser = Guesser::new(&remembered);
    let headings = owned(&["代号"]);
    assert_eq!(guesser.guess(SheetKind::Products, &headings), [Some(fields::PRODUCT_CODE)]);
    assert_eq!(guesser.guess(SheetKind::Customers, &headings), [Some(fields::CODE)]);
    assert_eq!(guesser.guess(SheetKind::Orders, &headings), [None]);
}
