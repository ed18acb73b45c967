//! Filters that have a name.

use jipan_app::view::{FilterChange, SavedError, SavedView, UndoSubject};
use jipan_app::{Event, Route};
use jipan_book::select::Sort;
use jipan_rules::schema::fields;
use jipan_store::{Durability, Store as _, Write};
use pollster::block_on;

use super::browser::Browser;
use super::tablet::{Tablet, disk};

const LIST: &[u8] = "客户代码,店铺名称,送货线路,业态
K1,一号店,1号线,超市
K2,二号店,2号线,便利店
K3,三号店,1号线,便利店
"
.as_bytes();

fn saved(tablet: &mut Tablet<'_>) -> Vec<SavedView> {
    tablet.customers().saved.to_vec()
}

fn names(tablet: &mut Tablet<'_>) -> Vec<String> {
    saved(tablet).into_iter().map(|it| it.name).collect()
}

fn saves(tablet: &mut Tablet<'_>, name: &str) {
    let name = name.to_owned();
    tablet.happens(Event::FilterSaved { name, is_replacing: false });
}

/// Line 1, convenience stores, by code from the end.
fn narrows(tablet: &mut Tablet<'_>) {
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::FilterSet(FilterChange::Line(Some("1号线".to_owned()))));
    tablet.happens(Event::FilterSet(FilterChange::Value(fields::FORMAT, Some("2".to_owned()))));
    tablet.happens(Event::SortChosen(Sort::Code));
    tablet.happens(Event::SortChosen(Sort::Code));
    tablet.happens(Event::SearchTyped("三".to_owned()));
}

#[test]
fn a_saved_filter_brings_search_filters_and_order_back_in_one_tap_also_after_a_reload() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    assert!(!tablet.customers().can_save, "the plain list needs no name");
    narrows(&mut tablet);
    assert!(tablet.customers().can_save);
    saves(&mut tablet, "  一号  便利 ");
    assert_eq!(names(&mut tablet), ["一号 便利"]);
    assert!(saved(&mut tablet)[0].is_on);
    let mut tablet = Tablet::open(&disk, 2);
    assert_eq!(tablet.customers().list.n_shown, 3);
    let chip = saved(&mut tablet)[0].clone();
    assert!(!chip.is_on);
    tablet.happens(Event::SavedApplied(chip.key.clone()));
    let view = tablet.customers();
    assert_eq!((view.list.n_shown, view.sort, view.is_descending), (1, Sort::Code, true));
    assert_eq!((&*view.search, view.list.rows[0].name.as_str()), ("三", "三号店"));
    // Pressed again, the plain list is back.
    tablet.happens(Event::SavedApplied(chip.key));
    let view = tablet.customers();
    assert_eq!((view.list.n_shown, view.sort, &*view.search), (3, Sort::Name, ""));
}

#[test]
fn names_that_are_blank_too_long_or_taken_are_refused_and_nothing_is_lost() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    narrows(&mut tablet);
    saves(&mut tablet, " 　");
    assert_eq!(tablet.customers().saved_error, Some(SavedError::NoName));
    saves(&mut tablet, &"长".repeat(21));
    assert_eq!(tablet.customers().saved_error, Some(SavedError::NameTooLong));
    saves(&mut tablet, "常跑");
    assert_eq!(tablet.customers().saved_error, None);
    tablet.happens(Event::SearchTyped(String::new()));
    saves(&mut tablet, "常跑");
    let taken = Some(SavedError::NameTaken("常跑".to_owned()));
    assert_eq!(tablet.customers().saved_error, taken);
    assert!(!saved(&mut tablet)[0].is_on, "the first one is as it was");
    // Asked for by name, it takes the place.
    tablet.happens(Event::FilterSaved { name: "常跑".to_owned(), is_replacing: true });
    assert_eq!((names(&mut tablet), saved(&mut tablet)[0].is_on), (vec!["常跑".to_owned()], true));
    saves(&mut tablet, "另一个");
    let other = saved(&mut tablet)[1].key.clone();
    tablet.happens(Event::SavedRenamed { key: other.clone(), name: "常跑".to_owned() });
    assert_eq!(tablet.customers().saved_error, taken);
    tablet.happens(Event::SavedRenamed { key: other, name: "改名".to_owned() });
    assert_eq!(names(&mut tablet), ["常跑", "改名"]);
}

#[test]
fn there_is_room_for_twenty() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    narrows(&mut tablet);
    for n in 1..=20 {
        saves(&mut tablet, &format!("第{n}个"));
    }
    assert_eq!(names(&mut tablet).len(), 20);
    saves(&mut tablet, "第21个");
    assert_eq!(tablet.customers().saved_error, Some(SavedError::TooMany));
    assert_eq!(names(&mut tablet).len(), 20);
    let first = saved(&mut tablet)[0].key.clone();
    tablet.happens(Event::SavedDropped(first));
    saves(&mut tablet, "第21个");
    assert_eq!(names(&mut tablet).len(), 20);
}

#[test]
fn a_deleted_filter_comes_back_with_undo_also_after_a_reload_but_not_for_ever() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    narrows(&mut tablet);
    saves(&mut tablet, "常跑");
    saves(&mut tablet, "别的");
    for run in 2..=3 {
        let key = saved(&mut tablet)[0].key.clone();
        tablet.happens(Event::SavedDropped(key));
        assert_eq!(names(&mut tablet), ["别的"]);
        if run == 3 {
            // The import before it is no older than half a minute, either.
            tablet = Tablet::open(&disk, run);
        }
        assert_eq!(tablet.customers().saved_gone.as_deref(), Some("常跑"));
        let bar = tablet.model.view().undo.unwrap();
        assert_eq!((bar.subject, bar.name.as_deref()), (UndoSubject::Filter, Some("常跑")));
        tablet.happens(Event::UndoPressed);
        assert_eq!(names(&mut tablet), ["常跑", "别的"]);
    }
    let late = Tablet::open(&disk, 4_000);
    assert_eq!(late.model.view().undo, None);
}

#[test]
fn a_filter_of_a_newer_version_stays_but_cannot_be_applied() {
    let disk = disk();
    Tablet::open(&disk, 1).imports("a.csv", LIST);
    let newer = Write::SettingPut("filter/x".to_owned(), "满月\nmoon\tfull\n".to_owned());
    block_on(disk.inner().write(vec![newer], Durability::Strict)).unwrap();
    let mut tablet = Tablet::open(&disk, 2);
    let view = saved(&mut tablet).remove(0);
    assert_eq!((view.name.as_str(), view.is_known, view.is_on), ("满月", false, false));
    tablet.happens(Event::SavedApplied(view.key.clone()));
    assert_eq!(tablet.customers().list.n_shown, 3);
    tablet.happens(Event::SavedRenamed { key: view.key, name: "月亮".to_owned() });
    let settings = block_on(disk.inner().open()).unwrap().settings;
    let kept = settings.iter().find(|(key, _)| key == "filter/x").unwrap();
    assert_eq!(kept.1, "月亮\nmoon\tfull\n", "what it asks is as it was");
}

#[test]
fn two_tabs_that_save_two_filters_keep_both() {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", LIST);
    browser.settle();
    for (idx, name) in ["左边", "右边"].into_iter().enumerate() {
        narrows(browser.tab(idx));
        saves(browser.tab(idx), name);
    }
    let mut reopened = Tablet::open(&disk, 9);
    let mut all = names(&mut reopened);
    all.sort();
    assert_eq!(all, ["右边", "左边"]);
}

#[test]
fn a_setting_that_cannot_be_written_is_said() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let failure = jipan_app::failure::SaveFailure::QuotaExceeded;
    tablet.happens(Event::SettingFailed(failure));
    let notices = tablet.model.view().notices;
    assert_eq!(notices[0].notice, jipan_app::view::Notice::SettingNotKept);
}

#[test]
fn a_filter_by_any_value_is_a_chip_that_takes_itself_off() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    tablet.happens(Event::LinkFollowed(Route::Customers));
    let stores = FilterChange::Value(fields::FORMAT, Some("2".to_owned()));
    tablet.happens(Event::FilterSet(stores.clone()));
    let view = tablet.customers();
    assert_eq!(view.list.n_shown, 2);
    let chip = view.filters.iter().find(|chip| chip.filter == stores).unwrap().clone();
    tablet.happens(Event::FilterSet(FilterChange::Value(fields::LINE, Some("1号线".to_owned()))));
    assert_eq!(tablet.customers().list.n_shown, 1, "both hold at once");
    tablet.happens(Event::FilterSet(FilterChange::Value(fields::SCOPE, Some("烟".to_owned()))));
    assert_eq!(tablet.customers().list.n_shown, 0, "nobody says a scope");
    tablet.happens(Event::FilterSet(FilterChange::Value(fields::SCOPE, Some(String::new()))));
    assert_eq!(tablet.customers().list.n_shown, 1, "a blank is a value, too");
    tablet.happens(Event::FilterSet(chip.on_press));
    assert_eq!(tablet.customers().list.n_shown, 2, "the supermarket of the line as well");
}
