//! The reason of a change of a field that rarely changes is typed, and the tablet dies.

use jipan_app::view::{FieldView, SavingView, UnsavedWhat};
use jipan_app::{Event, Route};
use jipan_rules::schema::fields;
use jipan_store::{Fault, Store as _, StoreError};

use super::browser::list;
use super::tablet::{Disk, Tablet, disk};

/// A tablet on which the name of a shop was changed and its reason half typed.
fn half_typed(disk: &Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", &list(3));
    tablet.opens("K1");
    tablet.types(fields::NAME, "一号新店");
    tablet.happens(Event::ReasonTyped { field: fields::NAME, text: "换招".to_owned() });
    tablet.waits();
    tablet
}

fn name(tablet: &mut Tablet<'_>) -> FieldView {
    let view = tablet.file();
    let found = view.groups[0].fields.iter().find(|it| it.def.id == fields::NAME);
    (**found.unwrap()).clone()
}

fn reasons(tablet: &mut Tablet<'_>) -> Vec<String> {
    tablet.happens(Event::HistoryToggled(Some(fields::NAME)));
    let lines = tablet.file().history.unwrap().1;
    tablet.happens(Event::HistoryToggled(Some(fields::NAME)));
    lines.iter().filter_map(|line| line.reason.clone()).collect()
}

#[test]
fn a_half_typed_reason_survives_a_kill_and_is_asked_for_again() {
    let disk = disk();
    drop(half_typed(&disk));
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    let field = name(&mut reopened);
    assert!(field.is_reason_wanted);
    assert_eq!(&*field.reason, "换招");
    reopened.happens(Event::ReasonTyped { field: fields::NAME, text: "换招牌".to_owned() });
    reopened.happens(Event::ReasonGiven { field: fields::NAME, text: "换招牌".to_owned() });
    assert_eq!(reasons(&mut reopened), ["换招牌"], "of the change that was made before the kill");
    assert!(!name(&mut reopened).is_reason_wanted);
    assert!(pollster::block_on(disk.open()).unwrap().drafts.is_empty());
}

#[test]
fn a_typed_reason_is_given_when_the_page_is_hidden_or_the_file_is_left() {
    for leave in [Event::PageHidden, Event::LinkFollowed(Route::Home)] {
        let disk = disk();
        let mut tablet = half_typed(&disk);
        tablet.happens(leave);
        tablet.opens("一号新店");
        assert_eq!(reasons(&mut tablet), ["换招"]);
        assert!(pollster::block_on(disk.open()).unwrap().drafts.is_empty());
    }
}

#[test]
fn a_reason_that_is_put_away_or_whose_change_is_undone_is_asked_for_no_more() {
    for end in [Event::ReasonSkipped { field: fields::NAME }, Event::UndoPressed] {
        let disk = disk();
        let mut tablet = half_typed(&disk);
        tablet.happens(end);
        assert!(!name(&mut tablet).is_reason_wanted);
        assert_eq!(reasons(&mut tablet), [""; 0]);
        drop(tablet);
        let mut reopened = Tablet::open(&disk, 2);
        reopened.opens("K1");
        assert!(!name(&mut reopened).is_reason_wanted);
    }
}

#[test]
fn a_reason_that_could_not_be_saved_is_in_its_row_again_and_can_be_taken_along() {
    let disk = disk();
    let mut tablet = half_typed(&disk);
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    tablet.happens(Event::ReasonGiven { field: fields::NAME, text: "换招牌".to_owned() });
    assert_eq!(tablet.model.view().status.saving, SavingView::Failed);
    let field = name(&mut tablet);
    assert!(field.is_reason_wanted);
    assert_eq!(&*field.reason, "换招牌");
    tablet.happens(Event::ExportUnsavedPressed);
    assert_eq!(tablet.taken_along[0].what, UnsavedWhat::Reason(fields::NAME));
    tablet.happens(Event::ReasonGiven { field: fields::NAME, text: "换招牌".to_owned() });
    assert_eq!(reasons(&mut tablet), ["换招牌"]);
}
