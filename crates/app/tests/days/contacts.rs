//! The people of a shop: further contacts, their birthdays and phones.

use std::rc::Rc;

use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{BirthdaysView, ContactCard, DraftError, FieldView, ScreenView};
use jipan_app::{Event, Route};
use jipan_rules::check::ValueError;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::ContactId;
use jipan_store::{Fault, StoreError};

use super::tablet::{Tablet, disk};

const FILE: &[u8] = "客户代码,店铺名称,联系人,联系电话,客户状态
K1,一号店,孙师傅,19900000001,正常
K2,二号店,钱老板,19900000002,正常
K3,三号店,周姐,19900000003,正常
"
.as_bytes();

/// A tablet with the three shops, at the file of the first.
fn at_first_shop(disk: &super::tablet::Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", FILE);
    tablet.opens("K1");
    tablet
}

/// Adds a contact with a name.
fn adds(tablet: &mut Tablet<'_>, name: &str) -> ContactId {
    tablet.happens(Event::ContactAdded);
    let id = tablet.file().contacts.others.last().unwrap().id;
    types(tablet, id, fields::CONTACT, name);
    id
}

fn types(tablet: &mut Tablet<'_>, contact: ContactId, field: FieldId, text: &str) {
    tablet.happens(Event::ContactTyped { contact, field, text: text.to_owned() });
    tablet.happens(Event::ContactLeft { contact, field });
}

fn card(tablet: &mut Tablet<'_>, id: ContactId) -> Rc<ContactCard> {
    let contacts = tablet.file().contacts;
    Rc::clone(contacts.others.iter().find(|it| it.id == id).unwrap())
}

fn field(tablet: &mut Tablet<'_>, id: ContactId, of: FieldId) -> Rc<FieldView> {
    let card = card(tablet, id);
    Rc::clone(card.fields.as_ref().unwrap().iter().find(|it| it.def.id == of).unwrap())
}

fn names(tablet: &mut Tablet<'_>) -> Vec<String> {
    tablet.file().contacts.others.iter().map(|it| it.name.clone()).collect()
}

fn birthdays(tablet: &mut Tablet<'_>) -> Rc<BirthdaysView> {
    tablet.happens(Event::LinkFollowed(Route::Birthdays));
    match tablet.model.view().screen {
        ScreenView::Birthdays(view) => view,
        other => panic!("not the birthdays: {other:?}"),
    }
}

#[test]
fn what_is_typed_into_a_contact_is_kept_when_the_tablet_dies() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    let id = adds(&mut tablet, "李店长");
    types(&mut tablet, id, fields::PHONE, "123");
    let draft = field(&mut tablet, id, fields::PHONE).draft.clone().unwrap();
    assert_eq!(draft.error, Some(DraftError::Value(ValueError::InvalidPhone)));
    tablet.happens(Event::ContactTyped { contact: id, field: fields::ROLE, text: "店".into() });
    tablet.waits();
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    assert_eq!(names(&mut reopened), ["李店长"]);
    // The card is open again because something in it is to be finished.
    let text = |tablet: &mut Tablet<'_>, of| {
        field(tablet, id, of).draft.as_ref().map(|draft| draft.text.to_string())
    };
    assert_eq!(text(&mut reopened, fields::PHONE).as_deref(), Some("123"));
    assert_eq!(text(&mut reopened, fields::ROLE).as_deref(), Some("店"));
    reopened.happens(Event::PageHidden);
    assert_eq!(card(&mut reopened, id).role.as_deref(), Some("店"));
    types(&mut reopened, id, fields::PHONE, "19900000009");
    assert_eq!(card(&mut reopened, id).phones, ["19900000009"]);
    reopened.happens(Event::ContactTyped { contact: id, field: fields::PHONE, text: "1".into() });
    reopened.happens(Event::ContactDraftDropped { contact: id, field: fields::PHONE });
    assert_eq!(text(&mut reopened, fields::PHONE), None);
}

#[test]
fn a_contact_that_was_begun_and_never_named_is_not_lost() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    tablet.happens(Event::ContactAdded);
    let id = tablet.file().contacts.others[0].id;
    assert!(card(&mut tablet, id).is_new);
    tablet.happens(Event::ContactTyped { contact: id, field: fields::PHONE, text: "19".into() });
    tablet.waits();
    let mut reopened = Tablet::open(&disk, 2);
    reopened.opens("K1");
    assert_eq!(reopened.file().contacts.others.len(), 1);
    reopened.happens(Event::ContactRemoved(id));
    assert!(reopened.file().contacts.others.is_empty());
    let mut again = Tablet::open(&disk, 3);
    again.opens("K1");
    assert!(again.file().contacts.others.is_empty(), "what was given up does not come back");
}

#[test]
fn adding_changing_and_removing_can_be_undone_and_are_told() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    let id = adds(&mut tablet, "李店长");
    types(&mut tablet, id, fields::CONTACT, "李经理");
    tablet.happens(Event::ContactRemoved(id));
    assert!(names(&mut tablet).is_empty());
    tablet.happens(Event::UndoPressed);
    assert_eq!(names(&mut tablet), ["李经理"]);
    tablet.waits();
    tablet.happens(Event::UndoPressed);
    assert_eq!(names(&mut tablet), ["李店长"]);
    tablet.waits();
    tablet.happens(Event::UndoPressed);
    assert!(names(&mut tablet).is_empty(), "the first write is undone: nobody is there");
    tablet.happens(Event::UndoPressed);
    assert_eq!(names(&mut tablet), ["李店长"], "and done again");
    let told: Vec<TimelineEntry> =
        tablet.file().timeline.iter().flat_map(|it| it.items.clone()).collect();
    let removed = TimelineEntry::ContactGone { contact: "李店长".to_owned(), is_gone: true };
    assert!(told.contains(&removed), "{told:?}");
    let set = |it: &TimelineEntry| matches!(it, TimelineEntry::ContactSet { field, .. } if *field == fields::CONTACT);
    assert_eq!(told.iter().filter(|it| set(it)).count(), 5);
}

#[test]
fn a_contact_and_the_main_one_change_places_in_one_change() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    tablet.types(fields::BIRTHDAY, "3月12日");
    let id = adds(&mut tablet, "李店长");
    types(&mut tablet, id, fields::DECISION_ROLE, "决策者");
    tablet.happens(Event::ContactTyped { contact: id, field: fields::PHONE, text: "1".into() });
    assert!(!card(&mut tablet, id).can_be_main, "what is half typed belongs to one of the two");
    types(&mut tablet, id, fields::PHONE, "19900000009");
    assert!(card(&mut tablet, id).can_be_main);
    let n_before = tablet.file().timeline.len();
    tablet.happens(Event::ContactMadeMain(id));
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("李店长"));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000009"));
    assert_eq!(tablet.reads(fields::DECISION_ROLE).as_deref(), Some("决策者"));
    assert_eq!(tablet.reads(fields::BIRTHDAY), None);
    let former = card(&mut tablet, id);
    assert_eq!(
        (former.name.as_str(), &*former.phones),
        ("孙师傅", &["19900000001".to_owned()][..])
    );
    assert_eq!(former.birthday.unwrap().birthday.to_string(), "03-12");
    assert_eq!(tablet.file().timeline.len(), n_before + 1);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.reads(fields::CONTACT).as_deref(), Some("孙师傅"));
    assert_eq!(tablet.reads(fields::BIRTHDAY).as_deref(), Some("3月12日"));
    assert_eq!(card(&mut tablet, id).name, "李店长");
}

#[test]
fn a_phone_stays_as_unconfirmed_as_it_was_when_its_owner_becomes_the_main_contact() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    let confirmed = |tablet: &mut Tablet<'_>| {
        let view = tablet.file();
        let all = view.groups.iter().flat_map(|it| &it.fields);
        let phone = all.into_iter().find(|it| it.def.id == fields::PHONE).unwrap().clone();
        phone.freshness.as_ref().and_then(|it| it.confirmed_on)
    };
    assert_eq!(confirmed(&mut tablet), None, "a file confirms nothing");
    let id = adds(&mut tablet, "李店长");
    types(&mut tablet, id, fields::PHONE, "19900000009");
    let written = tablet.env.today;
    tablet.env.today = written.succ_opt().unwrap();
    tablet.happens(Event::ContactMadeMain(id));
    assert_eq!(confirmed(&mut tablet), Some(written));
    tablet.happens(Event::UndoPressed);
    assert_eq!(confirmed(&mut tablet), None);
}

#[test]
fn the_same_phone_on_two_shops_is_said_and_not_refused() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    let said = |field: &FieldView| {
        field.same_phone.iter().map(|it| (it.name.clone(), it.contact.clone())).collect::<Vec<_>>()
    };
    let pair = |shop: &str, contact: &str| (shop.to_owned(), Some(contact.to_owned()));
    let main = |tablet: &mut Tablet<'_>, of: FieldId| {
        let view = tablet.file();
        let all = view.groups.iter().flat_map(|it| &it.fields);
        Rc::clone(all.into_iter().find(|it| it.def.id == of).unwrap())
    };
    let id = adds(&mut tablet, "李店长");
    let typed = Event::ContactTyped {
        contact: id,
        field: fields::PHONE_2,
        text: "+86 199-0000-0002".to_owned(),
    };
    tablet.happens(typed);
    assert_eq!(said(&field(&mut tablet, id, fields::PHONE_2)), [pair("二号店", "钱老板")]);
    tablet.happens(Event::ContactLeft { contact: id, field: fields::PHONE_2 });
    assert_eq!(card(&mut tablet, id).phones, ["+86199-0000-0002"]);
    tablet.opens("K2");
    assert_eq!(said(&main(&mut tablet, fields::PHONE)), [pair("一号店", "李店长")]);
    tablet.types(fields::PHONE, "19900000005");
    assert!(said(&main(&mut tablet, fields::PHONE)).is_empty());
    // What is said follows what another shop does meanwhile.
    tablet.opens("K1");
    types(&mut tablet, id, fields::PHONE_2, "19900000005");
    tablet.opens("K2");
    assert_eq!(said(&main(&mut tablet, fields::PHONE)), [pair("一号店", "李店长")]);
    tablet.happens(Event::LinkFollowed(Route::NewCustomer));
    tablet.happens(Event::FieldTyped { field: fields::PHONE, text: "19900000005".to_owned() });
    let jipan_app::view::PaneView::New(form) = tablet.customers().pane else { panic!("no form") };
    let phone = form.fields.iter().find(|it| it.def.id == fields::PHONE).unwrap();
    assert_eq!(phone.same_phone.len(), 2);
}

#[test]
fn birthdays_of_both_calendars_are_told_thirty_days_ahead() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    tablet.types(fields::BIRTHDAY, "十一月十三");
    let id = adds(&mut tablet, "李店长");
    types(&mut tablet, id, fields::BIRTHDAY, "11月22日");
    types(&mut tablet, id, fields::PHONE_2, "19900000009");
    let seen = card(&mut tablet, id).birthday.unwrap();
    assert_eq!((seen.n_days, seen.next.unwrap().on), (0, tablet.env.today));
    tablet.opens("K3");
    tablet.types(fields::BIRTHDAY, "11月23日");
    tablet.types(fields::STATUS, "停业");
    let list = birthdays(&mut tablet);
    let lines: Vec<_> = list
        .lines
        .iter()
        .map(|it| (it.shop.as_str(), it.name.as_str(), it.birthday.n_days, it.phone.as_deref()))
        .collect();
    let first = ("一号店", "李店长", 0, Some("19900000009"));
    assert_eq!(lines, [first, ("一号店", "孙师傅", 29, Some("19900000001"))], "K3 has closed");
    assert_eq!((list.n_all, list.n_days), (2, 30));
    tablet.happens(Event::LinkFollowed(Route::Home));
    let n = |tablet: &mut Tablet<'_>| match tablet.model.view().screen {
        ScreenView::Home(view) => view.n_birthdays,
        other => panic!("not home: {other:?}"),
    };
    assert_eq!(n(&mut tablet), 2);
    // The day goes by.
    tablet.env.today = tablet.env.today.succ_opt().unwrap();
    tablet.happens(Event::DayChanged);
    assert_eq!(n(&mut tablet), 1);
}

#[test]
fn a_shop_is_found_by_a_further_contact_and_the_row_says_why() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    let id = adds(&mut tablet, "单小重");
    types(&mut tablet, id, fields::PHONE, "057686100021");
    let mut found = |query: &str| {
        tablet.happens(Event::LinkFollowed(Route::Customers));
        tablet.happens(Event::SearchTyped(query.to_owned()));
        let list = tablet.customers().list;
        list.rows.iter().map(|it| (it.name.clone(), it.matched.clone())).collect::<Vec<_>>()
    };
    let named = |text: &str, field| ("一号店".to_owned(), Some((field, text.to_owned())));
    for query in ["小重", "sxc", "shanxiao"] {
        assert_eq!(found(query), [named("单小重", fields::CONTACT)], "{query}");
    }
    assert_eq!(found("86100"), [named("057686100021 单小重", fields::PHONE)]);
    assert_eq!(found("孙师"), [named("孙师傅", fields::CONTACT)]);
}

#[test]
fn a_contact_that_cannot_be_saved_gives_its_text_back() {
    let disk = disk();
    let mut tablet = at_first_shop(&disk);
    let id = adds(&mut tablet, "李店长");
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    types(&mut tablet, id, fields::ROLE, "店长");
    let role = field(&mut tablet, id, fields::ROLE);
    assert_eq!(role.value, None);
    assert_eq!(role.draft.as_ref().map(|it| &*it.text), Some("店长"));
}
