//! The same list comes again and again, and what was edited in between survives.

use jipan_app::event::{DifferenceScope, Event, Side};
use jipan_app::view::{DifferencesView, FieldView, FilterChange, ScreenView};
use jipan_app::{Model, Route};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use proptest::prelude::*;

use super::tablet::{Tablet, disk};

const HEAD: &str = "客户代码,店铺名称,联系电话,送货线路";

fn file(rows: &[[&str; 4]]) -> Vec<u8> {
    let mut text = HEAD.to_owned();
    for row in rows {
        text.push('\n');
        text.push_str(&row.join(","));
    }
    text.into_bytes()
}

fn text(model: &Model, id: CustomerId, field: FieldId) -> Option<String> {
    let book = model.book();
    book.text(book.row_of(id)?, field).map(str::to_owned)
}

/// The customer of a code.
fn with_code(model: &Model, code: &str) -> CustomerId {
    let book = model.book();
    let row = book.rows().find(|row| book.text(*row, fields::CODE) == Some(code)).unwrap();
    book.id_of(row).unwrap()
}

fn edits(tablet: &mut Tablet<'_>, id: CustomerId, field: FieldId, text: &str) {
    tablet.happens(Event::RouteChanged(Route::Customer(id)));
    tablet.happens(Event::FieldTyped { field, text: text.to_owned() });
    tablet.happens(Event::FieldLeft { field });
}

fn differences(tablet: &mut Tablet<'_>) -> DifferencesView {
    tablet.happens(Event::RouteChanged(Route::Differences));
    match tablet.model.view().screen {
        ScreenView::Differences(view) => (*view).clone(),
        other => panic!("not the differences: {other:?}"),
    }
}

fn field_of(tablet: &mut Tablet<'_>, id: CustomerId, field: FieldId) -> FieldView {
    tablet.happens(Event::RouteChanged(Route::Customer(id)));
    let file = tablet.file();
    let mut all = file.groups.iter().flat_map(|group| &group.fields);
    (**all.find(|it| it.def.id == field).unwrap()).clone()
}

#[test]
fn an_edit_survives_the_same_file_and_the_file_moves_what_was_not_edited() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &file(&[["C1", "一店", "19900000001", "1号线"]]));
    let id = with_code(&tablet.model, "C1");
    edits(&mut tablet, id, fields::PHONE, "19900000009");
    let again = tablet.imports("b.csv", &file(&[["C1", "一店", "19900000001", "2号线"]]));
    assert_eq!((again.n_updated, again.n_unchanged, again.n_differing), (1, 0, 0));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000009"));
    assert_eq!(text(&tablet.model, id, fields::LINE).as_deref(), Some("2号线"));
    assert_eq!(differences(&mut tablet).n, 0);
}

#[test]
fn where_both_moved_the_tablet_keeps_its_value_and_one_tap_takes_that_of_the_file() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &file(&[["C1", "一店", "19900000001", "1号线"]]));
    let id = with_code(&tablet.model, "C1");
    edits(&mut tablet, id, fields::PHONE, "19900000009");
    let again = tablet.imports("b.csv", &file(&[["C1", "一店", "19900000002", "1号线"]]));
    assert_eq!((again.n_updated, again.n_unchanged, again.n_differing), (0, 1, 1));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000009"));
    let shown = differences(&mut tablet);
    assert_eq!((shown.n, shown.groups[0].def.id), (1, fields::PHONE));
    let line = &shown.groups[0].shown[0];
    assert_eq!(line.file, Value::Text("19900000002".into()));
    assert_eq!(line.file_name.as_deref(), Some("b.csv"));
    tablet.happens(Event::ListOpened(vec![FilterChange::Differs(true)]));
    assert_eq!(tablet.customers().list.n_shown, 1);
    // The same file once more changes nothing and asks nothing new.
    let same = tablet.imports("b.csv", &file(&[["C1", "一店", "19900000002", "1号线"]]));
    assert_eq!((same.n_unchanged, same.n_differing, same.batch), (1, 0, None));
    assert_eq!(differences(&mut tablet).n, 1);

    assert!(field_of(&mut tablet, id, fields::PHONE).difference.is_some());
    tablet.happens(Event::decided(id, fields::PHONE, Side::File));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000002"));
    assert_eq!(field_of(&mut tablet, id, fields::PHONE).difference, None);
    // Undone, the value of the tablet is back and so is the question.
    tablet.happens(Event::UndoPressed);
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000009"));
    assert!(field_of(&mut tablet, id, fields::PHONE).difference.is_some());
    tablet.happens(Event::decided(id, fields::PHONE, Side::Device));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000009"));
    assert_eq!(differences(&mut tablet).n, 0);
    drop(tablet);
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(differences(&mut reopened).n, 0);
    let same = reopened.imports("b.csv", &file(&[["C1", "一店", "19900000002", "1号线"]]));
    assert_eq!(same.n_differing, 0, "what was decided is not asked again by the same file");
}

#[test]
fn what_a_list_without_a_name_says_is_told_by_its_day() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::LoadSamplePressed);
    let shown = differences(&mut tablet);
    assert!(shown.n > 0, "the sample has some");
    let mut lines = shown.groups.iter().flat_map(|group| group.shown.iter());
    assert!(lines.all(|line| line.file_name.is_none()));
}

#[test]
fn an_empty_cell_never_erases_and_a_blank_is_filled_but_not_what_was_emptied_by_hand() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &file(&[["C1", "一店", "19900000001", ""]]));
    let id = with_code(&tablet.model, "C1");
    tablet.imports("b.csv", &file(&[["C1", "一店", "", "3号线"]]));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(text(&tablet.model, id, fields::LINE).as_deref(), Some("3号线"));
    edits(&mut tablet, id, fields::LINE, "");
    assert_eq!(text(&tablet.model, id, fields::LINE), None);
    let same = tablet.imports("c.csv", &file(&[["C1", "一店", "", "3号线"]]));
    assert_eq!((same.n_unchanged, text(&tablet.model, id, fields::LINE)), (1, None));
    let moved = tablet.imports("d.csv", &file(&[["C1", "一店", "", "4号线"]]));
    assert_eq!((moved.n_differing, text(&tablet.model, id, fields::LINE)), (1, None));
}

#[test]
fn what_a_file_agrees_with_is_what_the_next_one_is_compared_with() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &file(&[["C1", "一店", "19900000001", "1号线"]]));
    let id = with_code(&tablet.model, "C1");
    edits(&mut tablet, id, fields::PHONE, "19900000002");
    // The company takes over the correction, and later gives another number.
    let agreed = tablet.imports("b.csv", &file(&[["C1", "一店", "19900000002", "1号线"]]));
    assert_eq!((agreed.n_unchanged, agreed.n_differing), (1, 0));
    let moved = tablet.imports("c.csv", &file(&[["C1", "一店", "19900000003", "1号线"]]));
    assert_eq!((moved.n_updated, moved.n_differing), (1, 0));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000003"));
}

#[test]
fn an_import_that_was_undone_can_be_made_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", &file(&[["C1", "一店", "19900000001", "1号线"]]));
    let id = with_code(&tablet.model, "C1");
    edits(&mut tablet, id, fields::LINE, "9号线");
    let second = file(&[["C1", "一店", "19900000002", "2号线"]]);
    let first = tablet.imports("b.csv", &second);
    assert_eq!((first.n_updated, first.n_differing), (1, 1));
    tablet.happens(Event::BatchUndoPressed(first.batch.unwrap()));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(differences(&mut tablet).n, 0);
    let again = tablet.imports("b.csv", &second);
    assert_eq!((again.n_updated, again.n_differing), (1, 1));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000002"));
    assert_eq!(text(&tablet.model, id, fields::LINE).as_deref(), Some("9号线"));
}

#[test]
fn a_shop_entered_by_hand_is_never_overwritten_by_its_first_file() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::RouteChanged(Route::NewCustomer));
    for (field, text) in
        [(fields::NAME, "一店"), (fields::CODE, "C1"), (fields::PHONE, "19900000001")]
    {
        tablet.happens(Event::FieldTyped { field, text: text.to_owned() });
    }
    tablet.happens(Event::NewCustomerDone);
    let id = with_code(&tablet.model, "C1");
    let first = tablet.imports("a.csv", &file(&[["C1", "一店", "19900000002", "1号线"]]));
    assert_eq!((first.n_added, first.n_updated, first.n_differing), (0, 1, 1));
    assert_eq!(text(&tablet.model, id, fields::PHONE).as_deref(), Some("19900000001"));
    assert_eq!(text(&tablet.model, id, fields::LINE).as_deref(), Some("1号线"));
}

#[test]
fn all_differences_of_one_field_are_taken_at_once_and_given_back_at_once() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let codes: Vec<String> = (0..150).map(|n| format!("C{n}")).collect();
    let rows = |phone: &'static str, line: &'static str| {
        let rows: Vec<[&str; 4]> =
            codes.iter().map(|code| [code.as_str(), "店", phone, line]).collect();
        file(&rows)
    };
    tablet.imports("a.csv", &rows("19900000001", "1号线"));
    let ids: Vec<CustomerId> = codes.iter().map(|code| with_code(&tablet.model, code)).collect();
    for id in &ids {
        edits(&mut tablet, *id, fields::PHONE, "19900000005");
    }
    edits(&mut tablet, ids[0], fields::LINE, "5号线");
    tablet.imports("b.csv", &rows("19900000002", "2号线"));
    let shown = differences(&mut tablet);
    assert_eq!((shown.n, shown.groups.len()), (151, 2));
    let scope = DifferenceScope::Field(fields::PHONE);
    tablet.happens(Event::DifferencesDecided { scope, side: Side::File });
    assert_eq!(differences(&mut tablet).n, 1, "the line is still to be decided");
    let all_are = |model: &Model, phone: &str| {
        ids.iter().all(|id| text(model, *id, fields::PHONE).as_deref() == Some(phone))
    };
    assert!(all_are(&tablet.model, "19900000002"));
    assert_eq!(tablet.model.view().undo.map(|bar| bar.n_customers), Some(150));
    tablet.happens(Event::UndoPressed);
    assert!(all_are(&tablet.model, "19900000005"));
    assert_eq!(differences(&mut tablet).n, 151);
    tablet.happens(Event::DifferencesDecided { scope: DifferenceScope::All, side: Side::Device });
    assert_eq!(differences(&mut tablet).n, 0);
    assert!(all_are(&tablet.model, "19900000005"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The oracle is the sentence of the rule: of each field the last file and the tablet are kept
    /// apart, and a file moves the tablet only if the tablet still is where the file was.
    #[test]
    fn whatever_files_and_edits_come_the_rule_of_three_holds(
        steps in prop::collection::vec((any::<bool>(), 0_usize..4), 1..10),
    ) {
        let disk = disk();
        let mut tablet = Tablet::open(&disk, 1);
        let phones = ["", "19900000001", "19900000002", "19900000003"];
        let (mut here, mut said): (Option<&str>, Option<&str>) = (None, None);
        let mut id = None;
        for (is_file, pick) in steps {
            let phone = Some(phones[pick]).filter(|it| !it.is_empty());
            if let Some(id) = id.filter(|_| !is_file) {
                edits(&mut tablet, id, fields::PHONE, phone.unwrap_or_default());
                here = phone;
                continue;
            }
            tablet.imports("a.csv", &file(&[["C1", "一店", phones[pick], "1号线"]]));
            id = Some(with_code(&tablet.model, "C1"));
            if let Some(phone) = phone {
                here = if here == said { Some(phone) } else { here };
                said = Some(phone);
            }
            let now = text(&tablet.model, id.unwrap(), fields::PHONE);
            prop_assert_eq!(now.as_deref(), here);
        }
    }
}
