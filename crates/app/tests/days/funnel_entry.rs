//! The row that is entered into the register: a draft as in the quick entry, one change with all that was said.

use jipan_app::event::{FunnelEvent, QuickField, SheetEdit};
use jipan_app::view::{DealSheetError, DraftError, UnsavedWhat};
use jipan_app::{Event, Route};
use jipan_book::Action;
use jipan_rules::funnel::{Channel, Fact, Level};
use jipan_rules::values::Money;
use jipan_store::{Fault, StoreError};

use super::funnel_add::{day, does, enters, types};
use super::funnel_register::{is_empty, notes, register, row};
use super::tablet::{Tablet, disk};

#[test]
fn one_undo_takes_all_of_a_row_back_and_another_one_brings_it_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Expect, &day(6).to_string());
    types(&mut tablet, QuickField::Amount, "900");
    types(&mut tablet, QuickField::Said, "聊了");
    notes(&mut tablet, "一号店", Channel::WalkIn);
    let before = register(&mut tablet);
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::AddProspect));
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.model.view().route, Route::Register);
    assert!(tablet.model.view().notices.is_empty(), "nothing of it is kept");
    let view = register(&mut tablet);
    assert_eq!((view.rows.len(), view.sums.n_contacts, view.whole.n_left), (0, 0, 0));
    assert_eq!(tablet.model.book().n_customers(), 0);
    let book = tablet.model.book();
    let facts: Vec<_> = book.rows().flat_map(|row| book.facts(row)).collect();
    assert_eq!((facts.len(), facts.iter().filter(|it| !it.is_gone).count()), (3, 0));
    tablet.happens(Event::UndoPressed);
    let view = register(&mut tablet);
    assert_eq!((&view.rows, view.sums), (&before.rows, before.sums));
}

#[test]
fn an_amount_that_is_no_number_and_a_day_that_is_none_keep_the_row_and_write_nothing() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Amount, "很多");
    types(&mut tablet, QuickField::Expect, "下周");
    types(&mut tablet, QuickField::Said, "聊了");
    let view = register(&mut tablet);
    let entry = view.entry.as_ref().unwrap();
    assert_eq!((entry.expect_error, entry.amount_error), (None, None), "nobody said done yet");
    notes(&mut tablet, "一号店", Channel::WalkIn);
    let view = register(&mut tablet);
    let entry = view.entry.as_ref().unwrap();
    assert_eq!(entry.amount_error, Some(DealSheetError::Amount));
    assert_eq!(entry.expect_error, Some(DealSheetError::ExpectOn));
    assert_eq!((entry.name.as_str(), entry.amount.as_str()), ("一号店", "很多"));
    assert_eq!((entry.said.as_str(), entry.channel), ("聊了", Some(Channel::WalkIn)));
    assert_eq!((tablet.model.book().n_customers(), view.rows.len()), (0, 0));
    // Each is right again once it is typed anew; a debt is no amount.
    types(&mut tablet, QuickField::Expect, &day(40).to_string());
    types(&mut tablet, QuickField::Amount, "-5");
    let entry = register(&mut tablet).entry.clone().unwrap();
    assert_eq!((entry.expect_error, entry.amount_error), (None, None));
    does(&mut tablet, FunnelEvent::QuickDone);
    let entry = register(&mut tablet).entry.clone().unwrap();
    assert_eq!((entry.expect_error, entry.amount_error), (None, Some(DealSheetError::Amount)));
    types(&mut tablet, QuickField::Amount, "50");
    does(&mut tablet, FunnelEvent::QuickDone);
    let row = row(&mut tablet, "一号店");
    assert_eq!((row.amount.map(Money::fen), row.level), (Some(5_000), Level::C));
}

#[test]
fn a_row_without_a_name_or_a_channel_says_so_and_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Said, "聊了");
    does(&mut tablet, FunnelEvent::QuickDone);
    let entry = register(&mut tablet).entry.clone().unwrap();
    assert_eq!(
        (entry.name_error.clone(), entry.is_channel_missing),
        (Some(DraftError::Required), true)
    );
    assert_eq!((entry.said.as_str(), tablet.model.book().n_customers()), ("聊了", 0));
}

#[test]
fn a_half_typed_row_survives_the_death_of_the_tablet_and_is_the_same_as_in_the_quick_entry() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Name, "一半");
    types(&mut tablet, QuickField::Expect, "2026-12-01");
    types(&mut tablet, QuickField::Amount, "12x");
    types(&mut tablet, QuickField::Said, "说了一半");
    does(&mut tablet, FunnelEvent::QuickChannel(Channel::Referral));
    tablet.waits();
    drop(tablet);
    let mut tablet = Tablet::open(&disk, 2);
    let entry = register(&mut tablet).entry.clone().unwrap();
    let texts = [&entry.name, &entry.expect, &entry.amount, &entry.said];
    assert_eq!(texts, ["一半", "2026-12-01", "12x", "说了一半"]);
    assert_eq!(entry.channel, Some(Channel::Referral));
    let quick = super::funnel_add::quick(&mut tablet);
    assert_eq!(*quick, *entry, "nothing that was typed is hidden there");
    // What is not written is taken along in words.
    let unsaved = tablet.model.view().has_unsaved;
    assert!(unsaved);
    register(&mut tablet);
    does(&mut tablet, FunnelEvent::QuickDropped);
    let view = register(&mut tablet);
    assert!(
        is_empty(&view) && view.entry.as_ref().unwrap().can_restore,
        "and it stays the register"
    );
    does(&mut tablet, FunnelEvent::QuickRestored);
    assert_eq!(register(&mut tablet).entry.as_ref().unwrap().said, "说了一半");
}

#[test]
fn a_full_disk_gives_the_row_back_into_its_fields() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Amount, "900");
    types(&mut tablet, QuickField::Said, "聊了");
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    notes(&mut tablet, "一号店", Channel::WalkIn);
    let view = register(&mut tablet);
    let entry = view.entry.as_ref().unwrap();
    assert_eq!([&entry.name, &entry.amount, &entry.said], ["一号店", "900", "聊了"]);
    assert_eq!((view.rows.len(), tablet.model.book().n_customers()), (0, 0));
    does(&mut tablet, FunnelEvent::QuickDone);
    assert_eq!(row(&mut tablet, "一号店").said, "聊了");
}

#[test]
fn more_than_can_be_said_is_not_taken_into_the_field() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    register(&mut tablet);
    types(&mut tablet, QuickField::Said, &"话".repeat(2_500));
    let entry = register(&mut tablet).entry.clone().unwrap();
    assert_eq!(entry.said.chars().count(), 2_000);
    notes(&mut tablet, "一号店", Channel::WalkIn);
    assert_eq!(row(&mut tablet, "一号店").said.chars().count(), 2_000);
}

#[test]
fn the_quick_entry_takes_what_was_said_and_goes_to_the_file() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    super::funnel_add::quick(&mut tablet);
    types(&mut tablet, QuickField::Said, "问了价格");
    types(&mut tablet, QuickField::Amount, "70");
    let deal = enters(&mut tablet, "一号店");
    assert_eq!(tablet.file().id, deal.customer);
    let facts = super::funnel_sheets::facts(&tablet, deal);
    assert!(
        matches!(&facts[..], [Fact::Open(_), Fact::Contact(_), Fact::Expect(it)] if it.on.is_none())
    );
}

#[test]
fn what_was_said_is_taken_along_in_words_and_in_the_way_of_an_update() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::UpdateWaiting);
    register(&mut tablet);
    types(&mut tablet, QuickField::Name, "新店");
    types(&mut tablet, QuickField::Expect, "2026-12-01");
    types(&mut tablet, QuickField::Amount, "12x");
    types(&mut tablet, QuickField::Said, "问了价格");
    tablet.waits();
    assert!(!tablet.model.view().can_update);
    tablet.happens(Event::ExportUnsavedPressed);
    let taken: Vec<_> = tablet
        .taken_along
        .iter()
        .map(|it| (it.customer.as_str(), &it.what, it.text.as_str()))
        .collect();
    let said = [
        SheetEdit::Amount("12x".to_owned()),
        SheetEdit::ExpectOn("2026-12-01".to_owned()),
        SheetEdit::Text("问了价格".to_owned()),
    ];
    let said = said.map(|it| UnsavedWhat::QuickChoices(vec![(it, None)]));
    for what in &said {
        assert!(taken.contains(&("新店", what, "")), "{taken:?}");
    }
    assert_eq!(taken.len(), 4);
    does(&mut tablet, FunnelEvent::QuickDropped);
    assert!(tablet.model.view().can_update);
}
