//! One shop is in the book twice: it is found, compared, made one, and made two again.

#[path = "merge/files.rs"]
mod files;
#[path = "merge/form.rs"]
mod form;
#[path = "merge/found.rs"]
mod found;
#[path = "merge/typed.rs"]
mod typed;

use jipan_app::event::Side as DecidedFor;
use jipan_app::failure::SaveFailure;
use jipan_app::route::MergePlace;
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{
    CompareView, DraftError, DuplicatesView, FileView, FilterChange, MergeBy, MergeProblem,
    MergeView, Notice, PaneView, ScreenView,
};
use jipan_app::{Effect, Event, Route};
use jipan_book::Action;
use jipan_book::likeness::{AddressLikeness, NameLikeness, Sureness};
use jipan_book::merging::PickBy;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault, StoreError};

use super::tablet::{Disk, Tablet, disk, today};

/// 兴隆 twice, 万佳 twice, and shops of their own.
const FILE: &[u8] = "客户代码,店铺名称,许可证号,联系人,联系电话,经营地址,行政区域,发证日期,有效日期
K1,兴隆烟酒店,L1,张三,19900000001,乐清市城南街道迎宾路444号,城南街道,2024-01-01,2029-01-01
K2,新隆烟酒店,L2,李四,19900000002,迎宾路444号,城南街道,2020-01-01,2023-01-01
K3,万佳超市,L3,王五,19900000003,柳市镇建设路9号,柳市镇,,
K4,万家超市,,王五,19900000003,柳市镇建设路9号,,,
K5,百佳便利店,L5,赵六,19900000005,虹桥镇西街12号,虹桥镇,,
"
.as_bytes();

fn tablet(disk: &Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("店铺.csv", FILE);
    tablet
}

fn id(tablet: &mut Tablet<'_>, code: &str) -> CustomerId {
    tablet.opens(code).id
}

fn ids(tablet: &mut Tablet<'_>) -> [CustomerId; 2] {
    [id(tablet, "K1"), id(tablet, "K2")]
}

fn compares(tablet: &mut Tablet<'_>, one: CustomerId, other: CustomerId) -> CompareView {
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Pair(one, other))));
    compare(tablet)
}

fn compare(tablet: &Tablet<'_>) -> CompareView {
    match tablet.model.view().screen {
        ScreenView::Merge(view) => match &*view {
            MergeView::Compare(view) => (**view).clone(),
            other => panic!("not compared: {other:?}"),
        },
        other => panic!("not the merge screen: {other:?}"),
    }
}

fn merges(tablet: &mut Tablet<'_>, one: CustomerId, other: CustomerId) {
    compares(tablet, one, other);
    tablet.happens(Event::MergePressed);
}

/// What a field is to be, why, and which side it comes from.
fn choice(view: &CompareView, field: FieldId) -> (usize, MergeBy) {
    let rows = view.differing.iter().chain(&view.one_sided);
    let row = rows.into_iter().find(|row| row.def.id == field).unwrap();
    (row.picked, row.by)
}

fn lines(file: &FileView) -> Vec<(Option<&str>, &TimelineEntry)> {
    let lines = |item: &'_ jipan_app::view::TimelineItem| item.items.len();
    assert!(file.timeline.iter().all(|item| lines(item) > 0));
    file.timeline
        .iter()
        .flat_map(|item| {
            item.items.iter().map(|entry| {
                let of = item.of.as_ref().map(|(_, name)| name.as_str());
                (of, entry)
            })
        })
        .collect()
}

#[test]
fn the_filled_value_and_the_one_confirmed_last_are_proposed_and_the_older_file_stays() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    tablet.opens("K2");
    tablet.happens(Event::ConfirmPressed { field: fields::PHONE });
    tablet.types(fields::SCOPE, "烟酒零售");
    let view = compares(&mut tablet, other, one);
    assert_eq!(view.stays, 1, "the older one, wherever it stands");
    assert_eq!(choice(&view, fields::NAME), (1, MergeBy::Rule(PickBy::Stays)));
    assert_eq!(choice(&view, fields::PHONE), (1, MergeBy::Rule(PickBy::Contact)));
    assert_eq!(choice(&view, fields::SCOPE), (0, MergeBy::Rule(PickBy::OnlyOne)));
    assert!(view.one_sided.iter().all(|row| row.def.id == fields::SCOPE));
    let same: Vec<FieldId> = view.same.iter().map(|(def, _)| def.id).collect();
    assert!(same.contains(&fields::DISTRICT) && !same.contains(&fields::NAME));
    // The person knows better.
    tablet.happens(Event::MergePicked { field: fields::NAME, side: 0 });
    assert_eq!(choice(&compare(&tablet), fields::NAME), (0, MergeBy::Person));
    tablet.happens(Event::MergeTurned);
    let turned = compare(&tablet);
    assert_eq!(turned.stays, 0);
    assert_eq!(choice(&turned, fields::NAME), (0, MergeBy::Person), "what was chosen stays chosen");
    // Looking elsewhere and coming back loses no choice.
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(choice(&compares(&mut tablet, other, one), fields::NAME), (0, MergeBy::Person));
}

#[test]
fn two_files_become_one_with_one_change_and_one_undo() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    tablet.opens("K2");
    tablet.types(fields::SCOPE, "烟酒零售");
    tablet.happens(Event::NoteTyped("店主姓李".to_owned()));
    tablet.happens(Event::NoteAdded);
    let before = tablet.model.book().digest();
    compares(&mut tablet, one, other);
    tablet.happens(Event::MergePicked { field: fields::NAME, side: 1 });
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.navigated.last(), Some(&Route::Customer(one)));
    let file = tablet.file();
    assert_eq!(file.name, "新隆烟酒店");
    assert_eq!(file.code.as_deref(), Some("K1"));
    assert_eq!(tablet.reads(fields::SCOPE).as_deref(), Some("烟酒零售"));
    assert_eq!(tablet.model.book().n_customers(), 4);
    // Both histories.
    let told = lines(&file);
    let is_note = |(of, entry): &(Option<&str>, &TimelineEntry)| {
        *of == Some("新隆烟酒店")
            && matches!(entry, TimelineEntry::Note { text, .. } if text == "店主姓李")
    };
    assert!(told.iter().any(is_note), "{told:?}");
    let n_begins = told.iter().filter(|(_, it)| matches!(it, TimelineEntry::Created)).count();
    assert_eq!(n_begins, 2);
    assert!(
        told.iter().any(|(of, it)| of.is_none() && matches!(it, TimelineEntry::Absorbed { .. }))
    );
    assert!(!told.iter().any(|(_, it)| matches!(it, TimelineEntry::Merged { .. })), "said once");
    assert!(file.timeline.is_sorted_by(|newer, older| newer.at >= older.at));
    tablet.happens(Event::HistoryToggled(Some(fields::NAME)));
    let (_, history) = tablet.file().history.unwrap();
    let told: Vec<_> = history.iter().map(|it| (it.of.is_some(), it.is_current)).collect();
    assert_eq!(told.iter().filter(|it| it.1).count(), 1);
    assert!(told.contains(&(true, false)) && told[0] == (false, true));
    assert!(history.iter().all(|it| it.reason.is_none()));
    let undo = tablet.model.view().undo.unwrap();
    assert_eq!((undo.action, undo.name.as_deref()), (Action::MergeCustomers, Some("新隆烟酒店")));
    // Static fields ask no reason: the merge is it.
    let asks = |view: &FileView| {
        view.groups.iter().flat_map(|it| &it.fields).any(|it| it.is_reason_wanted)
    };
    assert!(!asks(&tablet.file()));
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.file().name, "兴隆烟酒店");
    assert_eq!(tablet.model.book().n_customers(), 5);
    assert!(tablet.file().merged.is_empty());
    assert_eq!(tablet.opens("K2").id, other);
    assert_eq!(tablet.reads(fields::SCOPE).as_deref(), Some("烟酒零售"));
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.model.book().n_customers(), 4, "and done again");
    assert_ne!(tablet.model.book().digest(), before);
}

#[test]
fn old_links_find_the_one_that_stays_and_say_so() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    merges(&mut tablet, one, other);
    tablet.happens(Event::LinkFollowed(Route::Home));
    tablet.happens(Event::LinkFollowed(Route::Customer(other)));
    assert_eq!(tablet.model.view().route, Route::Customer(one));
    assert_eq!(tablet.navigated.last(), Some(&Route::Customer(one)));
    assert_eq!(tablet.file().led_from.as_deref(), Some("新隆烟酒店"));
    // Back and forward bring the old address as well.
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::RouteChanged(Route::Customer(other)));
    assert_eq!(tablet.file().id, one);
    // The address of a comparison that is done is the file.
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Pair(other, one))));
    assert_eq!(tablet.model.view().route, Route::Customer(one));
    assert_eq!(tablet.file().led_from, None);
    // A search for what it was called, or for its number, finds the one that stays.
    assert_eq!(tablet.opens("新隆").id, one);
    assert_eq!(tablet.opens("K2").id, one);
    assert_eq!(tablet.file().merged[0].member.code.as_deref(), Some("K2"));
    // So does an address typed anew.
    let mut reopened = Tablet::open(&disk, 2);
    reopened.happens(Event::RouteChanged(Route::Customer(other)));
    assert_eq!(reopened.file().id, one);
}

#[test]
fn a_key_of_a_merged_customer_belongs_to_the_one_that_stays() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    merges(&mut tablet, one, other);
    tablet.opens("K5");
    tablet.types(fields::LICENCE, "L2");
    let view = tablet.file();
    let licence = view.groups[0].fields.iter().find(|it| it.def.id == fields::LICENCE).unwrap();
    let error = licence.draft.as_ref().unwrap().error.clone();
    assert!(matches!(error, Some(DraftError::KeyTaken { by, .. }) if by == one));
    tablet.happens(Event::DraftDropped { field: fields::LICENCE });
    // The one that stays may take it for its own.
    tablet.opens("K1");
    tablet.types(fields::LICENCE, "L2");
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L2"));
}

#[test]
fn a_merge_that_took_a_key_is_undone_and_done_again() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    compares(&mut tablet, one, other);
    tablet.happens(Event::MergePicked { field: fields::LICENCE, side: 1 });
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L2"));
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L1"));
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L2"));
    assert_eq!(tablet.model.book().survivor_of(other), one);
    assert!(tablet.model.view().notices.is_empty());
}

#[test]
fn a_merge_stays_whole_when_its_key_went_to_a_third() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    merges(&mut tablet, one, other);
    // The one that stays is deleted, so the keys of both are free.
    tablet.opens("K1");
    tablet.happens(Event::DeletePressed);
    tablet.opens("K5");
    tablet.types(fields::LICENCE, "L2");
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L2"));
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    tablet.happens(Event::SeparatePressed(other));
    assert_eq!(tablet.model.book().survivor_of(other), one);
    let notice = &tablet.model.view().notices[0].notice;
    assert!(matches!(notice, Notice::KeyTaken { name, .. } if name == "百佳便利店"));
}

#[test]
fn a_merge_is_taken_apart_long_after() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    compares(&mut tablet, one, other);
    for field in [fields::NAME, fields::CONTACT] {
        tablet.happens(Event::MergePicked { field, side: 1 });
    }
    tablet.happens(Event::MergePressed);
    // So many taps that the merge leaves the log.
    tablet.opens("K5");
    for n in 0..160 {
        tablet.types(fields::SCOPE, &format!("第{n}次"));
    }
    let mut tablet = Tablet::open(&disk, 2);
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    let view = tablet.file();
    assert!(!view.can_undo, "the log has forgotten it");
    let told = lines(&view);
    assert!(told.iter().any(|(of, it)| of.is_some() && matches!(it, TimelineEntry::Created)));
    assert_eq!(view.merged.len(), 1);
    assert_eq!((view.merged[0].member.id, view.merged[0].on), (other, today()));
    tablet.happens(Event::SeparatePressed(other));
    let view = tablet.file();
    assert_eq!(view.name, "兴隆烟酒店");
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("张三"));
    assert!(view.merged.is_empty());
    assert_eq!(tablet.model.book().contacts(tablet.model.book().row_of(one).unwrap()).len(), 0);
    assert_eq!(tablet.opens("K2").name, "新隆烟酒店");
}

#[test]
fn the_contact_that_is_not_the_main_one_any_more_is_kept() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    let view = compares(&mut tablet, one, other);
    let text = |text: &str| Value::Text(text.into());
    let of_li = vec![(fields::CONTACT, text("李四")), (fields::PHONE, text("19900000002"))];
    assert_eq!(view.lost, [of_li]);
    tablet.happens(Event::MergePressed);
    let book = tablet.model.book();
    let contacts = book.contacts(book.row_of(one).unwrap());
    let [contact] = &contacts[..] else { panic!() };
    assert_eq!(contact.text(fields::CONTACT), Some("李四"));
    assert_eq!(contact.customer, one);
    tablet.happens(Event::UndoPressed);
    compares(&mut tablet, one, other);
    tablet.happens(Event::MergeContactsKept(false));
    tablet.happens(Event::MergePressed);
    let book = tablet.model.book();
    assert!(book.contacts(book.row_of(one).unwrap()).is_empty());
}

#[test]
fn files_whose_dates_would_not_fit_do_not_become_one() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    compares(&mut tablet, one, other);
    tablet.happens(Event::MergePicked { field: fields::VALID_TO, side: 1 });
    let problem = compare(&tablet).problem;
    assert!(matches!(problem, Some(MergeProblem::ValidToBeforeIssued { .. })));
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.model.book().n_customers(), 5);
    tablet.happens(Event::MergePicked { field: fields::ISSUED, side: 1 });
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.model.book().n_customers(), 4);
}

#[test]
fn a_merge_that_cannot_be_saved_did_not_happen() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    compares(&mut tablet, one, other);
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 100 }));
    tablet.happens(Event::MergePressed);
    let notice = &tablet.model.view().notices[0].notice;
    assert_eq!(*notice, Notice::SaveFailed(SaveFailure::QuotaExceeded));
    assert_eq!(tablet.model.book().n_customers(), 5);
    assert_eq!(tablet.model.view().undo, None);
    assert_eq!(tablet.opens("K2").id, other);
}
