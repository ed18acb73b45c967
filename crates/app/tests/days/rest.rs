//! The rest of the app comes after the first screen, or not at once, or never.

use jipan_app::view::{ListSheet, Notice, PaneView, RestView, ScreenView};
use jipan_app::{Effect, Event, Rest, Route};
use jipan_rules::schema::fields;

use super::tablet::{Disk, Tablet, disk};

const FILE: &str = "店铺名称,客户类型,联系电话,客户代码\n\
                    一号店,零售,19900000001,L1\n\
                    二号店,零售,19900000002,L2\n";

/// A tablet that has two customers, without the rest of the app.
fn bare(disk: &Disk) -> Tablet<'_> {
    Tablet::open(disk, 1).imports("a.csv", FILE.as_bytes());
    Tablet::open_without_rest(disk, 2)
}

fn come(tablet: &mut Tablet<'_>) {
    tablet.happens(Event::RestCame(Rest::here()));
}

#[test]
fn the_list_its_search_and_the_home_screen_do_without_it() {
    let disk = disk();
    let mut tablet = bare(&disk);
    assert_eq!(tablet.n_rest_asked, 1, "it is fetched from the beginning");
    let ScreenView::Home(home) = tablet.model.view().screen else { panic!("not at home") };
    assert_eq!(home.overview.n_customers, 2);
    assert_eq!(tablet.customers().list.n_shown, 2);
    tablet.happens(Event::SearchTyped("二号".to_owned()));
    assert_eq!(tablet.customers().list.n_shown, 1);
    assert_eq!(tablet.model.view().rest, None, "nothing waits");
}

#[test]
fn a_file_that_is_opened_too_early_opens_when_it_comes() {
    let disk = disk();
    let mut tablet = bare(&disk);
    let id = tablet.customers().list.rows[0].id;
    tablet.happens(Event::LinkFollowed(Route::Customer(id)));
    assert_eq!(tablet.customers().pane, PaneView::Waiting(RestView::Coming));
    come(&mut tablet);
    assert_eq!(tablet.file().id, id);
    tablet.types(fields::PHONE, "19900000009");
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000009"));
}

#[test]
fn a_screen_of_it_says_that_it_is_missing_and_asks_again() {
    let disk = disk();
    let mut tablet = bare(&disk);
    let screen = |tablet: &Tablet<'_>| tablet.model.view().screen;
    tablet.happens(Event::LinkFollowed(Route::Settings));
    assert_eq!(screen(&tablet), ScreenView::Waiting(RestView::Coming));
    tablet.happens(Event::RestMissed);
    assert_eq!(screen(&tablet), ScreenView::Waiting(RestView::Missing));
    tablet.happens(Event::RestAsked);
    assert_eq!(screen(&tablet), ScreenView::Waiting(RestView::Coming));
    tablet.happens(Event::RestAsked);
    assert_eq!(tablet.n_rest_asked, 2, "once at a time");
    tablet.happens(Event::RestMissed);
    tablet.happens(Event::NetworkChanged { is_online: true });
    assert_eq!(tablet.n_rest_asked, 3, "a network asks by itself");
    come(&mut tablet);
    assert!(matches!(screen(&tablet), ScreenView::Settings(_)));
    tablet.happens(Event::RestMissed);
    assert!(matches!(screen(&tablet), ScreenView::Settings(_)), "what is here stays");
}

#[test]
fn what_was_missed_is_asked_for_by_itself_later_and_later_until_it_comes() {
    let disk = disk();
    let mut tablet = bare(&disk);
    tablet.happens(Event::LinkFollowed(Route::Settings));
    let mut waits = Vec::new();
    for _ in 0..8 {
        let missed = tablet.model.update(Event::RestMissed, &mut tablet.env);
        let [Effect::Delay { millis, event }] = &missed[..] else { panic!("{missed:?}") };
        assert_eq!(**event, Event::RestDue);
        waits.push(millis / 1_000);
        assert_eq!(
            tablet.model.update(Event::RestMissed, &mut tablet.env),
            [],
            "one clock at a time"
        );
        assert_eq!(tablet.model.update(Event::RestDue, &mut tablet.env), [Effect::FetchRest]);
        let ScreenView::Waiting(view) = tablet.model.view().screen else { panic!("it is here") };
        assert_eq!(view, RestView::Missing, "what is said stays until it comes");
    }
    assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 320]);
    come(&mut tablet);
    assert_eq!(
        tablet.model.update(Event::RestMissed, &mut tablet.env),
        [],
        "what is here is not missed"
    );
    assert_eq!(tablet.model.update(Event::RestDue, &mut tablet.env), []);
}

#[test]
fn a_screen_that_is_opened_asks_for_what_was_missed() {
    let disk = disk();
    let mut tablet = bare(&disk);
    tablet.happens(Event::RestMissed);
    tablet.happens(Event::LinkFollowed(Route::Settings));
    assert_eq!(tablet.n_rest_asked, 2);
    assert_eq!(tablet.model.view().screen, ScreenView::Waiting(RestView::Coming));
    tablet.happens(Event::LinkFollowed(Route::Import));
    assert_eq!(tablet.n_rest_asked, 2, "it is on its way");
}

#[test]
fn what_is_done_meanwhile_waits_and_is_done_once() {
    let disk = disk();
    let mut tablet = Tablet::open_without_rest(&disk, 1);
    tablet.happens(Event::LoadSamplePressed);
    assert_eq!(tablet.model.book().n_customers(), 0);
    assert_eq!(tablet.model.view().rest, Some(RestView::Coming), "that it waits is said");
    tablet.happens(Event::RestMissed);
    assert_eq!(tablet.model.view().rest, Some(RestView::Missing));
    come(&mut tablet);
    let n = tablet.model.book().n_customers();
    assert!(n > 0);
    assert_eq!(tablet.model.view().rest, None);
    come(&mut tablet);
    assert_eq!(tablet.model.book().n_customers(), n, "and only once");
    assert!(tablet.model.is_at_rest());
    let mut again = Tablet::open(&disk, 2);
    assert_eq!(again.customers().list.n_all, usize::try_from(n).unwrap(), "and it is saved");
}

#[test]
fn work_of_it_is_not_begun_before_it_is_here() {
    let disk = disk();
    let mut tablet = bare(&disk);
    tablet.happens(Event::ReadingsCame);
    assert!(!tablet.model.is_at_rest(), "names are still to be read");
    come(&mut tablet);
    assert!(tablet.model.is_at_rest());
}

#[test]
fn another_tab_that_wrote_meanwhile_is_heard() {
    let disk = disk();
    let mut tablet = bare(&disk);
    let mut other = Tablet::open(&disk, 3);
    other.happens(Event::LinkFollowed(Route::NewCustomer));
    other.types(fields::NAME, "三号店");
    other.happens(Event::NewCustomerDone);
    tablet.happens(Event::TabsTold);
    assert_eq!(tablet.customers().list.n_all, 2);
    come(&mut tablet);
    assert_eq!(tablet.customers().list.n_all, 3);
}

/// The notices, and how many customers the sheet of a bulk edit is about.
fn told(tablet: &Tablet<'_>) -> Vec<Notice> {
    tablet.model.view().notices.iter().map(|it| it.notice.clone()).collect()
}

#[test]
fn what_was_pressed_about_a_list_is_not_done_to_another_one_and_that_is_said() {
    let pressed = [
        Event::ExportPressed,
        Event::BulkOpened,
        Event::PrintOpened,
        Event::FilterSaved { name: "一号".to_owned(), is_replacing: false },
    ];
    for event in pressed {
        let disk = disk();
        let mut tablet = bare(&disk);
        tablet.happens(Event::LinkFollowed(Route::Customers));
        tablet.happens(Event::SearchTyped("一号".to_owned()));
        tablet.happens(event.clone());
        assert_eq!(tablet.model.view().rest, Some(RestView::Coming), "it waits");
        tablet.happens(Event::SearchTyped("二号".to_owned()));
        assert_eq!(told(&tablet), [Notice::PressAgain], "{event:?}");
        assert_eq!(tablet.model.view().rest, None, "nothing waits any more");
        come(&mut tablet);
        let list = tablet.customers();
        assert_eq!((list.sheet.clone(), list.saved.len()), (ListSheet::None, 0), "{event:?}");
        assert_eq!(tablet.written.len(), 0, "{event:?}");
        assert_eq!(told(&tablet), [Notice::PressAgain], "once");
    }
}

#[test]
fn what_was_pressed_about_a_list_is_done_to_it_when_it_is_still_the_same() {
    let disk = disk();
    let mut tablet = bare(&disk);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::SearchTyped("一号".to_owned()));
    tablet.happens(Event::FilterSaved { name: "一号".to_owned(), is_replacing: false });
    tablet.happens(Event::BulkOpened);
    come(&mut tablet);
    let list = tablet.customers();
    let ListSheet::Bulk(bulk) = &list.sheet else { panic!("{:?}", list.sheet) };
    assert_eq!((bulk.n_targets, list.saved.len()), (1, 1));
    assert_eq!(told(&tablet), []);
}

#[test]
fn what_waits_about_a_list_is_let_go_by_what_waits_before_it_and_changes_the_list() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", FILE.as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::SearchTyped("一号".to_owned()));
    tablet.happens(Event::FilterSaved { name: "一号".to_owned(), is_replacing: false });
    let key = tablet.customers().saved[0].key.clone();
    let mut tablet = Tablet::open_without_rest(&disk, 2);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::SavedApplied(key));
    tablet.happens(Event::ExportPressed);
    come(&mut tablet);
    assert_eq!(tablet.customers().list.n_shown, 1, "the filter is on");
    assert_eq!((tablet.written.len(), told(&tablet)), (0, vec![Notice::PressAgain]));
}

#[test]
fn a_sheet_of_a_list_that_was_left_does_not_open_but_its_export_is_written() {
    let disk = disk();
    let mut tablet = bare(&disk);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::SearchTyped("一号".to_owned()));
    tablet.happens(Event::ExportPressed);
    tablet.happens(Event::BulkOpened);
    tablet.happens(Event::LinkFollowed(Route::Home));
    assert_eq!(told(&tablet), [Notice::PressAgain]);
    come(&mut tablet);
    assert_eq!(tablet.written.len(), 1);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    assert_eq!(tablet.customers().sheet, ListSheet::None);
}
