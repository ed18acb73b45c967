//! What is half typed in two files while they become one.

use super::*;

#[test]
fn what_is_half_typed_is_not_lost() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    tablet.opens("K1");
    tablet.types(fields::PHONE, "1");
    tablet.opens("K2");
    tablet.types(fields::PHONE, "123");
    tablet.types(fields::AREA, "很大");
    tablet.happens(Event::NoteTyped("改天再来".to_owned()));
    let view = compares(&mut tablet, one, other);
    let phone = view.differing.iter().find(|row| row.def.id == fields::PHONE).unwrap();
    assert_eq!(
        phone.drafts.clone().map(|it| it.as_deref().map(str::to_owned)),
        [Some("1".to_owned()), Some("123".to_owned())]
    );
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.draft(fields::AREA).as_deref(), Some("很大"));
    assert_eq!(tablet.draft(fields::PHONE).as_deref(), Some("1"));
    assert_eq!(&*tablet.file().note, "联系电话: 123\n改天再来");
    let mut reopened = Tablet::open(&disk, 2);
    reopened.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(reopened.draft(fields::AREA).as_deref(), Some("很大"));
    assert_eq!(&*reopened.file().note, "联系电话: 123\n改天再来");
}

#[test]
fn what_is_half_typed_stays_where_it_is_until_the_merge_is_saved_and_comes_back_with_it() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    tablet.opens("K2");
    tablet.types(fields::AREA, "很大");
    compares(&mut tablet, one, other);
    disk.fault_next(Fault::Fail(StoreError::QuotaExceeded { needed_bytes: 1 }));
    tablet.happens(Event::MergePressed);
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(tablet.draft(fields::AREA), None, "it is not about this shop");
    tablet.happens(Event::LinkFollowed(Route::Customer(other)));
    assert_eq!(tablet.draft(fields::AREA).as_deref(), Some("很大"));

    compares(&mut tablet, one, other);
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.draft(fields::AREA).as_deref(), Some("很大"));
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.draft(fields::AREA), None);
    tablet.happens(Event::LinkFollowed(Route::Customer(other)));
    assert_eq!(tablet.draft(fields::AREA).as_deref(), Some("很大"));
    let mut reopened = Tablet::open(&disk, 2);
    reopened.happens(Event::LinkFollowed(Route::Customer(other)));
    assert_eq!(reopened.draft(fields::AREA).as_deref(), Some("很大"), "kept there, too");
}

#[test]
fn what_is_half_typed_of_a_further_contact_goes_with_the_contact() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let [one, other] = ids(&mut tablet);
    tablet.opens("K2");
    tablet.happens(Event::ContactAdded);
    let contact = tablet.file().contacts.open.unwrap();
    let typed = |field, text: &str| Event::ContactTyped { contact, field, text: text.to_owned() };
    tablet.happens(typed(fields::CONTACT, "王五"));
    tablet.happens(Event::ContactLeft { contact, field: fields::CONTACT });
    tablet.happens(typed(fields::PHONE, "12"));
    compares(&mut tablet, one, other);
    tablet.happens(Event::MergePressed);
    let file = tablet.file();
    let card = file.contacts.others.iter().find(|it| it.id == contact).unwrap();
    let phone = card.fields.as_ref().unwrap().iter().find(|it| it.def.id == fields::PHONE);
    assert_eq!(&*phone.unwrap().draft.as_ref().unwrap().text, "12");
}
