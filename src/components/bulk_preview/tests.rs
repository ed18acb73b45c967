//! The preview says every number once, with its examples.

use jipan_app::view::{BulkTally, Language};
use jipan_rules::Uuid;
use jipan_rules::schema::{CustomerType, field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use super::*;
use crate::testing::words;

fn view() -> BulkView {
    let example = BulkExample {
        id: CustomerId::new(Uuid::from_u128(7)),
        name: "二号店".to_owned(),
        was: Some(Value::Integer(14)),
    };
    let def = field(fields::VISIT_CYCLE).unwrap();
    let draft = Some(jipan_app::view::DraftView { text: "7".into(), error: None });
    let field = jipan_app::view::FieldView::plain(def, None, draft);
    BulkView {
        n_targets: 1_240,
        is_picked: false,
        fields: Rc::new([def]),
        field: Some(Rc::new(field)),
        is_emptying: false,
        reason: None,
        tally: Some(Rc::new(BulkTally {
            n_filled: 1_000,
            n_replaced: 200,
            n_same: 30,
            without: vec![(CustomerType::Designer, 8)],
            n_contradicted: 1,
            n_gone: 1,
            replaced: vec![example.clone()],
            contradicted: vec![example],
        })),
        phase: BulkPhase::Choosing,
        missing: None,
    }
}

async fn read(language: Language, view: BulkView) -> String {
    let view = Rc::new(view);
    words(language, move || html! { <BulkPreview view={Rc::clone(&view)} /> }).await
}

#[tokio::test]
async fn the_preview_says_what_changes_and_what_stays() {
    insta::assert_snapshot!(read(Language::Chinese, view()).await, @"
    1,200 家会改变
    1,000 家现在未填
    200 家现在是别的值
    二号店：14 天 → 7 天
    另有 199 家
    30 家已经是这样，不变
    8 家设计师没有这一项，不变
    1 家会与自己的另一个日期矛盾，不变
    二号店：14 天 → 7 天
    1 家已删除，不变
    ");
    insta::assert_snapshot!(read(Language::English, view()).await, @"
    1,200 customers will change
    1,000 have no value now
    200 have another value now
    二号店: 14 days → 7 days
    199 more
    30 are like this already and stay
    Designer: 8 do not have this field and stay
    1 has another date that would contradict it and stays
    二号店: 14 days → 7 days
    1 is deleted and stays
    ");
}

#[tokio::test]
async fn emptying_says_so_and_a_preview_without_change_says_that_nothing_changes() {
    let emptying = read(Language::Chinese, BulkView { is_emptying: true, ..view() }).await;
    assert!(emptying.contains("200 家现在有值，会被清空"), "{emptying}");
    assert!(emptying.contains("二号店：14 天 → 空白"), "{emptying}");
    let tally = Some(Rc::new(BulkTally { n_same: 3, ..BulkTally::default() }));
    let same = read(Language::English, BulkView { tally, ..view() }).await;
    assert_eq!(same, "No customer will change\n3 are like this already and stay\n");
}
