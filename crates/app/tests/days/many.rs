//! One value is given to many customers at once, and taken back as one.

use std::fmt::Write as _;

use jipan_app::failure::SaveFailure;
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{
    BulkMissing, BulkPhase, BulkTally, BulkView, DraftError, FilterChange, ImportView, ListSheet,
    Notice, ScreenView,
};
use jipan_app::{Event, Route};
use jipan_book::Action;
use jipan_rules::NaiveDate;
use jipan_rules::check::ValueError;
use jipan_rules::schema::{CustomerType, FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault, StoreError};
use proptest::prelude::*;

use super::tablet::{Tablet, disk};

const LIST: &str = "客户代码,店铺名称,客户类型,送货线路,经营规模,发证日期,有效日期,经营范围
K1,一号店,零售,1号线,大,2024-01-01,2029-01-01,烟酒
K2,二号店,零售,2号线,中,2026-06-01,2029-01-01,
K3,三号店,零售,,小,,,副食
K4,四号工地,工装,1号线,,,,
K5,五号店,零售,3号线,小,,,烟酒
";

/// The sheet of the bulk edit.
fn sheet(tablet: &mut Tablet<'_>) -> Option<BulkView> {
    match tablet.customers().sheet {
        ListSheet::Bulk(view) => Some((*view).clone()),
        ListSheet::Print(_) | ListSheet::None => None,
    }
}

/// Opens the sheet, chooses a field and types a value.
fn chooses(tablet: &mut Tablet<'_>, field: FieldId, text: &str) -> BulkView {
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::BulkOpened);
    tablet.happens(Event::BulkFieldChosen(Some(field)));
    tablet.happens(Event::BulkTyped(text.to_owned()));
    sheet(tablet).unwrap()
}

/// Value and last confirmation of a field, customer by customer.
fn held(
    tablet: &Tablet<'_>,
    field: FieldId,
) -> Vec<(CustomerId, Option<Value>, Option<NaiveDate>)> {
    let book = tablet.model.book();
    let rows = book.rows().filter(|row| book.is_visible(*row));
    rows.map(|row| {
        (book.id_of(row).unwrap(), book.value(row, field), book.confirmed_on(row, field))
    })
    .collect()
}

fn texts(tablet: &Tablet<'_>, field: FieldId) -> Vec<String> {
    let book = tablet.model.book();
    book.rows().map(|row| book.text(row, field).unwrap_or("-").to_owned()).collect()
}

#[test]
fn the_preview_counts_everybody_once_and_shows_what_is_written_over() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    let view = chooses(&mut tablet, fields::LINE, "1号线");
    assert_eq!((view.n_targets, view.is_picked, view.missing), (5, false, None));
    let tally = view.tally.unwrap();
    assert_eq!((tally.n_filled, tally.n_replaced, tally.n_same), (1, 2, 2));
    let replaced: Vec<_> =
        tally.replaced.iter().map(|it| (it.name.as_str(), it.was.clone().unwrap())).collect();
    let text = |text: &str| Value::Text(text.into());
    assert_eq!(replaced, [("二号店", text("2号线")), ("五号店", text("3号线"))]);
    // A project has no scale of business.
    let view = chooses(&mut tablet, fields::SCALE, "大");
    let tally = view.tally.unwrap();
    assert_eq!(tally.without, [(CustomerType::Project, 1)]);
    assert_eq!((tally.n_same, tally.n_replaced), (1, 3));
}

#[test]
fn a_field_that_is_not_offered_cannot_be_chosen() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    for field in [fields::NAME, fields::PHONE_2, fields::BORN, fields::CLASS, FieldId(9_999)] {
        let view = chooses(&mut tablet, field, "1");
        assert_eq!((view.field, view.missing), (None, Some(BulkMissing::Field)), "{field:?}");
    }
}

#[test]
fn one_value_goes_to_all_that_are_shown_and_comes_back_in_one_tap() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    let before = held(&tablet, fields::LINE);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::FilterSet(FilterChange::Type(Some(CustomerType::Retail))));
    let view = chooses(&mut tablet, fields::LINE, " 8号线 ");
    assert_eq!(view.n_targets, 4, "the list as it is filtered");
    tablet.happens(Event::BulkPressed);
    assert_eq!(sheet(&mut tablet), None, "the sheet goes when all is done");
    assert_eq!(texts(&tablet, fields::LINE), ["8号线", "8号线", "8号线", "1号线", "8号线"]);
    let bar = tablet.model.view().undo.unwrap();
    assert_eq!((bar.action, bar.n_customers, bar.is_redo), (Action::BulkEdit, 4, false));
    let after = held(&tablet, fields::LINE);
    assert_eq!(after[0].2, Some(tablet.env.today), "who wrote it looked at it");
    for run in 0..2 {
        tablet.happens(Event::UndoPressed);
        assert_eq!(held(&tablet, fields::LINE), before, "values and their confirmations, {run}");
        assert!(tablet.model.view().undo.unwrap().is_redo);
        tablet.happens(Event::UndoPressed);
        assert_eq!(held(&tablet, fields::LINE), after, "done again, {run}");
    }
    assert_eq!(held(&Tablet::open(&disk, 2), fields::LINE), after);
}

#[test]
fn the_bar_is_there_after_a_reload_and_the_batch_stands_with_the_imports() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    let before = texts(&tablet, fields::LINE);
    chooses(&mut tablet, fields::LINE, "8号线");
    tablet.happens(Event::BulkPressed);
    let mut tablet = Tablet::open(&disk, 2);
    let bar = tablet.model.view().undo.unwrap();
    assert_eq!((bar.action, bar.n_customers), (Action::BulkEdit, 5));
    tablet.happens(Event::LinkFollowed(Route::Import));
    let batches = |tablet: &Tablet<'_>| match tablet.model.view().screen {
        ScreenView::Import(view) => match &*view {
            ImportView::Idle { batches } => batches.clone(),
            other => panic!("not idle: {other:?}"),
        },
        other => panic!("not the import screen: {other:?}"),
    };
    let newest = batches(&tablet)[0].clone();
    assert_eq!(newest.edit, Some((fields::LINE, Some(Value::Text("8号线".into())))));
    assert_eq!((newest.n_updated, newest.is_undone), (5, false));
    tablet.happens(Event::BatchUndoPressed(newest.id));
    assert!(batches(&tablet)[0].is_undone);
    assert_eq!(texts(&tablet, fields::LINE), before);
    tablet.happens(Event::UndoPressed);
    assert!(!batches(&tablet)[0].is_undone, "done again it is a batch that can be undone");
    // Half an hour later nothing is offered.
    let late = Tablet::open(&disk, 2_000);
    assert_eq!(late.model.view().undo, None);
}

#[test]
fn an_edit_after_it_stays_when_the_batch_is_taken_back() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    chooses(&mut tablet, fields::LINE, "8号线");
    tablet.happens(Event::BulkPressed);
    let batch = tablet.model.book().batches().last().unwrap().info.id;
    tablet.opens("K2");
    tablet.types(fields::LINE, "9号线");
    tablet.happens(Event::BatchUndoPressed(batch));
    assert_eq!(texts(&tablet, fields::LINE), ["1号线", "9号线", "-", "1号线", "3号线"]);
}

#[test]
fn picked_customers_are_the_ones_that_change_whatever_list_they_were_picked_in() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::PickingToggled);
    tablet.happens(Event::BulkOpened);
    assert_eq!(sheet(&mut tablet), None, "nobody is picked yet");
    for name in ["一号", "五号"] {
        tablet.happens(Event::SearchTyped(name.to_owned()));
        let row = tablet.customers().list.rows[0].clone();
        assert_eq!(row.is_picked, Some(false));
        tablet.happens(Event::CustomerPicked(row.id));
        assert_eq!(tablet.customers().list.rows[0].is_picked, Some(true));
    }
    tablet.happens(Event::RowStepped { is_forward: true });
    assert_eq!(tablet.model.view().route, Route::Customers, "picking opens no file");
    let view = chooses(&mut tablet, fields::LINE, "8号线");
    assert_eq!((view.n_targets, view.is_picked), (2, true));
    tablet.happens(Event::BulkPressed);
    assert_eq!(texts(&tablet, fields::LINE), ["8号线", "2号线", "-", "1号线", "8号线"]);
    assert_eq!(tablet.customers().n_picked, None, "picking ends with it");
}

#[test]
fn all_shown_can_be_picked_and_left_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::PickingToggled);
    tablet.happens(Event::SearchTyped("二号".to_owned()));
    tablet.happens(Event::AllPicked { is_on: true });
    assert_eq!(tablet.customers().n_picked, Some(1));
    tablet.happens(Event::SearchTyped(String::new()));
    tablet.happens(Event::FilterSet(FilterChange::Type(Some(CustomerType::Project))));
    tablet.happens(Event::AllPicked { is_on: true });
    assert_eq!(tablet.customers().n_picked, Some(2), "what was picked before stays");
    tablet.happens(Event::AllPicked { is_on: false });
    assert_eq!(tablet.customers().n_picked, Some(0));
}

#[test]
fn what_is_no_value_of_the_field_is_said_and_nothing_can_be_done() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.happens(Event::BulkOpened);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::BulkOpened);
    assert_eq!(sheet(&mut tablet).unwrap().missing, Some(BulkMissing::Field));
    let view = chooses(&mut tablet, fields::VISIT_CYCLE, "一周");
    assert_eq!((view.tally.clone(), view.missing), (None, Some(BulkMissing::Value)));
    let error = |view: &BulkView| view.field.as_ref()?.draft.as_ref()?.error.clone();
    assert_eq!(error(&view), None, "not while it is being typed");
    tablet.happens(Event::BulkLeft);
    let view = sheet(&mut tablet).unwrap();
    assert_eq!(error(&view), Some(DraftError::Value(ValueError::NotANumber)));
    tablet.happens(Event::BulkPressed);
    assert!(sheet(&mut tablet).is_some());
    tablet.happens(Event::BulkTyped("7".to_owned()));
    let view = sheet(&mut tablet).unwrap();
    assert_eq!((error(&view), view.missing), (None, None));
    // Everybody has it afterwards: a second time there is nothing to do.
    tablet.happens(Event::BulkPressed);
    let view = chooses(&mut tablet, fields::VISIT_CYCLE, "7");
    assert_eq!(view.missing, Some(BulkMissing::Change));
    assert_eq!(view.tally.unwrap().n_same, 5);
}

#[test]
fn a_date_that_would_contradict_the_file_of_a_customer_stays_out_of_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    let view = chooses(&mut tablet, fields::VALID_TO, "2025-12-31");
    let tally: BulkTally = (*view.tally.unwrap()).clone();
    assert_eq!((tally.n_contradicted, tally.n_replaced, tally.n_filled), (1, 1, 2));
    assert_eq!(tally.contradicted[0].name, "二号店", "its licence was issued in 2026");
    tablet.happens(Event::BulkPressed);
    tablet.opens("K2");
    assert_eq!(tablet.reads(fields::VALID_TO).as_deref(), Some("2029-01-01"));
    tablet.opens("K1");
    assert_eq!(tablet.reads(fields::VALID_TO).as_deref(), Some("2025-12-31"));
}

#[test]
fn a_field_that_rarely_changes_asks_one_reason_for_all_that_are_written_over() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    let view = chooses(&mut tablet, fields::SCOPE, "百货");
    assert_eq!((view.reason.as_deref(), view.missing), (Some(""), Some(BulkMissing::Reason)));
    tablet.happens(Event::BulkPressed);
    assert!(sheet(&mut tablet).is_some(), "not without a reason");
    tablet.happens(Event::BulkReasonTyped("改了业务".to_owned()));
    tablet.happens(Event::BulkPressed);
    let reasons = |tablet: &mut Tablet<'_>, code: &str| {
        tablet.opens(code);
        tablet.happens(Event::HistoryToggled(Some(fields::SCOPE)));
        let (_, lines) = tablet.file().history.unwrap();
        let in_timeline = tablet.file().timeline[0]
            .items
            .iter()
            .any(|it| matches!(it, TimelineEntry::Reason { text, .. } if text == "改了业务"));
        (lines[0].reason.clone(), in_timeline)
    };
    assert_eq!(reasons(&mut tablet, "K1"), (Some("改了业务".to_owned()), true));
    assert_eq!(reasons(&mut tablet, "K2"), (None, false), "there was nothing to write over");
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(reasons(&mut reopened, "K5").0.as_deref(), Some("改了业务"));
}

#[test]
fn a_field_can_be_emptied_for_many() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    chooses(&mut tablet, fields::LINE, "");
    tablet.happens(Event::BulkEmptying(true));
    let tally = sheet(&mut tablet).unwrap().tally.unwrap();
    assert_eq!((tally.n_filled, tally.n_replaced, tally.n_same), (0, 4, 1));
    tablet.happens(Event::BulkPressed);
    assert_eq!(texts(&tablet, fields::LINE), ["-"; 5]);
    tablet.happens(Event::UndoPressed);
    assert_eq!(texts(&tablet, fields::LINE), ["1号线", "2号线", "-", "1号线", "3号线"]);
}

#[test]
fn a_full_disk_keeps_what_was_chosen_and_changes_nobody() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    chooses(&mut tablet, fields::LINE, "8号线");
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 100 }));
    tablet.happens(Event::BulkPressed);
    let notices = tablet.model.view().notices;
    assert_eq!(notices[0].notice, Notice::BulkNotSaved(SaveFailure::QuotaExceeded));
    assert_eq!(texts(&tablet, fields::LINE), ["1号线", "2号线", "-", "1号线", "3号线"]);
    let view = sheet(&mut tablet).unwrap();
    assert_eq!(&*view.field.unwrap().draft.clone().unwrap().text, "8号线");
    assert_eq!(view.tally.unwrap().n_changing(), 5);
    tablet.happens(Event::BulkPressed);
    assert_eq!(texts(&tablet, fields::LINE), ["8号线"; 5], "there is room again");
}

#[test]
fn while_it_is_written_it_can_no_longer_be_closed_and_a_tap_on_another_screen_does_not_stop_it() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    chooses(&mut tablet, fields::LINE, "8号线");
    tablet.is_held = true;
    tablet.happens(Event::BulkPressed);
    tablet.happens(Event::BulkClosed);
    assert_eq!(sheet(&mut tablet).unwrap().phase, BulkPhase::Saving);
    tablet.happens(Event::LinkFollowed(Route::Settings));
    tablet.disk_answers();
    assert_eq!(texts(&tablet, fields::LINE), ["8号线"; 5]);
    assert_eq!(sheet(&mut tablet), None);
}

#[test]
fn leaving_the_list_closes_the_sheet_and_another_window_takes_it_over() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    chooses(&mut tablet, fields::LINE, "8号线");
    tablet.happens(Event::WriterLost);
    assert_eq!(sheet(&mut tablet).unwrap().missing, Some(BulkMissing::Writer));
    tablet.happens(Event::BulkPressed);
    assert_eq!(texts(&tablet, fields::LINE)[0], "1号线");
    tablet.happens(Event::LinkFollowed(Route::Home));
    assert_eq!(sheet(&mut tablet), None);
}

fn shops(n: usize) -> Vec<u8> {
    let mut file = String::from("客户代码,店铺名称,送货线路,注册资金\n");
    for idx in 0..n {
        writeln!(file, "K{idx:04},{idx}号店,{}号线,{}", idx % 7, idx % 3).unwrap();
    }
    file.into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn however_it_is_sliced_it_is_the_same_and_undone_as_a_whole(units in 1_u32..9) {
        let disk = disk();
        let mut tablet = Tablet::open_sliced(&disk, 1, units);
        tablet.imports("a.csv", &shops(950));
        let before = held(&tablet, fields::LINE);
        let tally = chooses(&mut tablet, fields::LINE, "3号线").tally.unwrap();
        let n_same = (0..950).filter(|idx| idx % 7 == 3).count();
        prop_assert_eq!((tally.n_replaced, tally.n_same), (950 - n_same, n_same));
        tablet.happens(Event::BulkPressed);
        let after = texts(&tablet, fields::LINE);
        prop_assert!(after.iter().all(|it| it == "3号线"));
        prop_assert_eq!(&texts(&Tablet::open(&disk, 2), fields::LINE), &after);
        tablet.happens(Event::UndoPressed);
        prop_assert_eq!(held(&tablet, fields::LINE), before.clone());
        prop_assert_eq!(held(&Tablet::open(&disk, 3), fields::LINE), before);
    }
}

#[test]
fn making_the_changes_can_be_cancelled_and_then_nothing_was_written() {
    let disk = disk();
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    tablet.imports("a.csv", &shops(700));
    let before = texts(&tablet, fields::LINE);
    chooses(&mut tablet, fields::LINE, "3号线");
    let n_calls = disk.n_calls();
    // The first slice only; then somebody presses cancel.
    drop(tablet.model.update(Event::BulkPressed, &mut tablet.env));
    drop(tablet.model.update(Event::JobStep { units: 1 }, &mut tablet.env));
    let phase = sheet(&mut tablet).unwrap().phase;
    assert!(matches!(phase, BulkPhase::Making(n) if n < 700), "{phase:?}");
    tablet.happens(Event::BulkClosed);
    tablet.happens(Event::JobStep { units: 100 });
    assert_eq!(texts(&tablet, fields::LINE), before);
    assert_eq!((disk.n_calls(), tablet.model.is_at_rest()), (n_calls, true));
}
