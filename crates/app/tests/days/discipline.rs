//! Field discipline: reasons, alerts that fire once, what is due, the report, cycles.

use jipan_app::view::{AlertView, FilterChange, HomeView, QualityView, ScreenView, TimelineEntry};
use jipan_app::{Event, Route};
use jipan_book::quality::{FieldCount, Finding};
use jipan_book::{Action, Change, ChangeId, Op, Stamp};
use jipan_rules::contradiction::Contradiction;
use jipan_rules::explain::Why;
use jipan_rules::freshness::Freshness;
use jipan_rules::schema::{FieldId, Group, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{Days, NaiveDate, Uuid};
use jipan_store::{Durability, Store as _, Write};
use pollster::block_on;

use super::tablet::{Tablet, disk, today};

/// One licence ends in 7 days, one review in 60; the third shop has closed.
const FILE: &[u8] = "客户代码,店铺名称,许可证号,联系电话,发证日期,有效日期,年审日期,客户状态
K1,一号店,L1,19900000001,2024-01-01,2026-11-29,,正常
K2,二号店,L2,19900000002,2024-01-01,2029-01-01,2027-01-21,正常
K3,三号店,L3,,2024-01-01,2026-11-29,,停业
"
.as_bytes();

fn opened(disk: &super::tablet::Disk) -> Tablet<'_> {
    let mut tablet = Tablet::open(disk, 1);
    tablet.imports("a.csv", FILE);
    tablet
}

fn home(tablet: &mut Tablet<'_>) -> HomeView {
    tablet.happens(Event::LinkFollowed(Route::Home));
    match tablet.model.view().screen {
        ScreenView::Home(view) => (*view).clone(),
        other => panic!("not the home screen: {other:?}"),
    }
}

fn alerts(tablet: &mut Tablet<'_>) -> Vec<(String, FieldId, i64)> {
    let view = home(tablet);
    assert_eq!(view.n_alerts, view.alerts.len());
    view.alerts.into_iter().map(|it| (it.name, it.field, it.days_left)).collect()
}

fn see(tablet: &mut Tablet<'_>) {
    let AlertView { customer, field, .. } = home(tablet).alerts.remove(0);
    tablet.happens(Event::AlertSeen { customer, field });
}

fn day_comes(tablet: &mut Tablet<'_>, day: NaiveDate) {
    tablet.env.today = day;
    tablet.happens(Event::DayChanged);
}

fn quality(tablet: &mut Tablet<'_>) -> QualityView {
    tablet.happens(Event::LinkFollowed(Route::Quality));
    match tablet.model.view().screen {
        ScreenView::Quality(view) => (*view).clone(),
        other => panic!("not the report: {other:?}"),
    }
}

fn count_of(view: &QualityView, field: FieldId) -> FieldCount {
    let report = view.report.as_ref().unwrap();
    report.fields.iter().find(|it| it.def.id == field).unwrap().clone()
}

fn n_found(view: &QualityView, of: Contradiction) -> usize {
    view.report.as_ref().unwrap().contradictions[of.index()].1
}

fn listed(tablet: &mut Tablet<'_>, finding: Finding) -> Vec<String> {
    tablet.happens(Event::ListOpened(vec![FilterChange::Finding(Some(finding))]));
    let view = tablet.customers();
    assert_eq!(view.filters[0].filter, FilterChange::Finding(Some(finding)), "said as a chip");
    view.list.rows.iter().map(|row| row.name.clone()).collect()
}

#[test]
fn each_date_that_ends_alerts_until_it_was_seen_and_no_shop_that_closed() {
    let disk = disk();
    let mut tablet = opened(&disk);
    let both =
        [("一号店".to_owned(), fields::VALID_TO, 7), ("二号店".to_owned(), fields::REVIEW, 60)];
    assert_eq!(alerts(&mut tablet), both);
    assert_eq!(home(&mut tablet).overview.n_alerting, 2);
    assert_eq!(listed(&mut tablet, Finding::Alert), ["二号店", "一号店"]);
    see(&mut tablet);
    assert_eq!(alerts(&mut tablet), both[1..]);
    assert_eq!(listed(&mut tablet, Finding::Alert), ["二号店"]);
    drop(tablet);
    let mut reopened = Tablet::open(&disk, 2);
    assert_eq!(alerts(&mut reopened), both[1..], "it stays seen");
    reopened.happens(Event::UndoPressed);
    assert_eq!(alerts(&mut reopened), both, "and that can be taken back");
}

#[test]
fn an_alert_comes_back_when_its_bracket_or_its_date_moves_on() {
    let disk = disk();
    let mut tablet = opened(&disk);
    see(&mut tablet);
    see(&mut tablet);
    day_comes(&mut tablet, NaiveDate::from_ymd_opt(2026, 11, 29).unwrap());
    assert_eq!(alerts(&mut tablet), [], "the last day is still in the bracket of 7");
    day_comes(&mut tablet, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
    assert_eq!(alerts(&mut tablet), [("一号店".to_owned(), fields::VALID_TO, -1)], "over");
    day_comes(&mut tablet, NaiveDate::from_ymd_opt(2026, 12, 22).unwrap());
    let thirty = ("二号店".to_owned(), fields::REVIEW, 30);
    assert!(alerts(&mut tablet).contains(&thirty));
    tablet.opens("K1");
    tablet.types(fields::VALID_TO, "2027-01-05");
    assert_eq!(tablet.file().due_alerts[0].days_left, 14, "another date alerts anew");
    tablet.types(fields::VALID_TO, "2031-11-29");
    assert_eq!(tablet.file().due_alerts, []);
}

#[test]
fn all_alerts_go_in_one_tap_and_come_back_in_one() {
    let disk = disk();
    let mut tablet = opened(&disk);
    assert_eq!(home(&mut tablet).n_at_once, 2);
    tablet.happens(Event::AlertsSeen);
    assert_eq!(alerts(&mut tablet), []);
    let undo = tablet.model.view().undo.unwrap();
    assert_eq!((undo.action, undo.n_customers), (Action::SeeAlert, 2));
    tablet.happens(Event::UndoPressed);
    assert_eq!(alerts(&mut tablet).len(), 2);
    tablet.happens(Event::UndoPressed);
    assert_eq!(alerts(&mut tablet), [], "done again");
}

#[test]
fn the_yellow_card_says_that_an_alert_was_seen() {
    let disk = disk();
    let mut tablet = opened(&disk);
    tablet.opens("K1");
    let alert = tablet.file().due_alerts[0].clone();
    tablet.happens(Event::AlertSeen { customer: alert.customer, field: alert.field });
    assert_eq!(tablet.file().due_alerts, []);
    let timeline = tablet.file().timeline;
    let [TimelineEntry::AlertSeen { field, seen: Some(seen) }] = &timeline[0].items[..] else {
        panic!("not seen: {timeline:?}");
    };
    assert_eq!((*field, seen.end, seen.step_days), (fields::VALID_TO, alert.end, 7));
}

#[test]
fn what_is_due_in_a_group_is_confirmed_in_one_tap_and_taken_back_in_one() {
    let disk = disk();
    let mut tablet = opened(&disk);
    tablet.opens("K1");
    let n_due = |tablet: &mut Tablet<'_>, group: Group| tablet.file().groups[group.index()].n_due;
    assert_eq!(n_due(&mut tablet, Group::Personal), 1, "a phone never confirmed");
    assert_eq!(n_due(&mut tablet, Group::Basic), 2, "neither were type and state");
    // What is being typed in is not confirmed along.
    tablet.happens(Event::FieldTyped { field: fields::PHONE, text: "1990".to_owned() });
    tablet.happens(Event::GroupConfirmPressed(Group::Personal));
    assert_eq!(tablet.model.view().undo.map(|it| it.action), Some(Action::Import), "nothing to do");
    tablet.happens(Event::DraftDropped { field: fields::PHONE });
    tablet.happens(Event::GroupConfirmPressed(Group::Personal));
    assert_eq!(n_due(&mut tablet, Group::Personal), 0);
    assert_eq!(n_due(&mut tablet, Group::Basic), 2, "the other group waits");
    tablet.happens(Event::UndoPressed);
    assert_eq!(n_due(&mut tablet, Group::Personal), 1);
    tablet.happens(Event::GroupConfirmPressed(Group::Personal));
    let later = today().checked_add_days(Days::new(90)).unwrap();
    day_comes(&mut tablet, later);
    assert_eq!(n_due(&mut tablet, Group::Personal), 0, "the last day of the cycle");
    day_comes(&mut tablet, later.succ_opt().unwrap());
    assert_eq!(n_due(&mut tablet, Group::Personal), 1);
}

#[test]
fn each_number_of_the_report_opens_its_list_however_it_is_sliced() {
    let disk = disk();
    opened(&disk);
    let mut reports = Vec::new();
    for units in [1, 1_000] {
        let mut tablet = Tablet::open_sliced(&disk, u64::from(units) + 1, units);
        let view = quality(&mut tablet);
        assert_eq!(view.percent_counted, None, "all is counted");
        let phone = count_of(&view, fields::PHONE);
        assert_eq!((phone.n_applicable, phone.n_blank, phone.n_unknown), (2, 0, 2));
        let unconfirmed = Finding::Unconfirmed(fields::PHONE);
        assert_eq!(listed(&mut tablet, unconfirmed), ["二号店", "一号店"]);
        assert_eq!(listed(&mut tablet, Finding::Blank(fields::REVIEW)), ["一号店"]);
        reports.push(view.report);
    }
    assert_eq!(reports[0], reports[1]);
}

#[test]
fn the_report_follows_the_book_and_the_day() {
    let disk = disk();
    let mut tablet = opened(&disk);
    let expired = Contradiction::ExpiredButOpen;
    assert_eq!(n_found(&quality(&mut tablet), expired), 0);
    day_comes(&mut tablet, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
    assert_eq!(n_found(&quality(&mut tablet), expired), 1, "counted anew while it is on the glass");
    assert_eq!(listed(&mut tablet, Finding::Contradiction(expired)), ["一号店"]);
    let file = tablet.opens("K1");
    let Why::Contradiction { values, .. } = &file.contradictions[0].why else { panic!("no facts") };
    assert_eq!(values[1], (fields::STATUS, Value::Choice(1)));
    tablet.types(fields::STATUS, "停业");
    assert_eq!(tablet.file().contradictions, []);
    assert_eq!(n_found(&quality(&mut tablet), expired), 0);
}

#[test]
fn the_report_tells_who_shares_a_phone_until_it_is_another_one() {
    let disk = disk();
    let mut tablet = opened(&disk);
    let n_sharing = |tablet: &mut Tablet<'_>| quality(tablet).report.unwrap().n_shared_phone;
    assert_eq!(n_sharing(&mut tablet), 0);
    tablet.opens("K1");
    tablet.types(fields::PHONE, "+86 199 0000 0002");
    assert_eq!(n_sharing(&mut tablet), 2);
    assert_eq!(listed(&mut tablet, Finding::SharedPhone), ["二号店", "一号店"]);
    // The one that is corrected takes the other one out of the open list as well.
    let one = tablet.customers().list.rows[0].id;
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    tablet.types(fields::PHONE, "19900000009");
    assert_eq!(tablet.customers().list.n_shown, 0);
    assert_eq!(n_sharing(&mut tablet), 0);
    tablet.happens(Event::UndoPressed);
    assert_eq!(n_sharing(&mut tablet), 2);
    let mut reopened = Tablet::open_sliced(&disk, 2, 1);
    assert_eq!(n_sharing(&mut reopened), 2);
}

#[test]
fn a_field_that_the_type_does_not_have_is_shown_until_it_is_empty() {
    let disk = disk();
    let mut tablet = opened(&disk);
    tablet.opens("K1");
    tablet.types(fields::TYPE, "设计师");
    assert_eq!(tablet.file().contradictions[0].value, Contradiction::FieldOfOtherType);
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L1"), "it can be seen");
    for field in [fields::LICENCE, fields::ISSUED, fields::VALID_TO] {
        tablet.types(field, "");
        assert_eq!(tablet.reads(field), None);
    }
    assert_eq!(tablet.file().contradictions, []);
    let is_there = |field: FieldId| {
        let file = tablet.model.view();
        format!("{file:?}").contains(&format!("id: FieldId({})", field.0))
    };
    assert!(is_there(fields::PHONE) && !is_there(fields::ISSUED), "gone from the form");
}

#[test]
fn a_cycle_of_the_company_is_in_force_at_once_and_after_a_reload() {
    let disk = disk();
    let mut tablet = opened(&disk);
    tablet.opens("K1");
    tablet.happens(Event::ConfirmPressed { field: fields::PHONE });
    day_comes(&mut tablet, today().checked_add_days(Days::new(31)).unwrap());
    assert_eq!(home(&mut tablet).overview.n_stale, 0);
    quality(&mut tablet);
    tablet.happens(Event::CycleSet { group: Group::Personal, days: Some(30) });
    let view = quality(&mut tablet);
    assert_eq!(view.cycles.set_days(Group::Personal), Some(30));
    assert_eq!(count_of(&view, fields::PHONE).n_stale, 1);
    assert_eq!(home(&mut tablet).overview.n_stale, 1);
    let mut reopened = Tablet::open(&disk, 2);
    day_comes(&mut reopened, today().checked_add_days(Days::new(31)).unwrap());
    assert_eq!(home(&mut reopened).overview.n_stale, 1);
    reopened.opens("K1");
    let topic = jipan_app::view::WhyTopic::Freshness(fields::PHONE);
    reopened.happens(Event::WhyToggled(Some(topic)));
    let why = reopened.file().why.unwrap();
    let set_on = today().checked_add_days(Days::new(31));
    assert!(
        matches!(why.why(), Why::Freshness { cycle_days: 30, set_on: on, .. } if *on == set_on)
    );
    reopened.happens(Event::CycleSet { group: Group::Personal, days: None });
    assert_eq!(home(&mut reopened).overview.n_stale, 0, "as the schema has it");
}

#[test]
fn every_static_change_asks_its_own_reason() {
    let disk = disk();
    let mut tablet = opened(&disk);
    tablet.opens("K1");
    let asked = |tablet: &mut Tablet<'_>| -> Vec<FieldId> {
        let groups = tablet.file().groups;
        let fields = groups.iter().flat_map(|group| &group.fields);
        fields.filter(|it| it.is_reason_wanted).map(|it| it.def.id).collect()
    };
    tablet.types(fields::NAME, "一号新店");
    tablet.types(fields::LICENCE, "L9");
    assert_eq!(
        asked(&mut tablet),
        [fields::NAME, fields::LICENCE],
        "the second asks beside the first"
    );
    tablet.happens(Event::ReasonGiven { field: fields::NAME, text: "换招牌".to_owned() });
    tablet.happens(Event::ReasonSkipped { field: fields::LICENCE });
    assert_eq!(asked(&mut tablet), []);
    // Putting the old value back is a change like any other.
    tablet.types(fields::NAME, "一号店");
    assert_eq!(asked(&mut tablet), [fields::NAME]);
    tablet.happens(Event::UndoPressed);
    assert_eq!(asked(&mut tablet), [], "what was undone needs no reason");
    // A change that hiding the page makes asks when one comes back.
    tablet.happens(Event::FieldTyped { field: fields::ISSUED, text: "2024-01-02".to_owned() });
    tablet.happens(Event::PageHidden);
    assert_eq!(asked(&mut tablet), [fields::ISSUED]);
    // What was blank has no value to explain, and what changes often needs none.
    tablet.types(fields::SCOPE, "烟酒");
    tablet.types(fields::PHONE, "19900000009");
    assert_eq!(asked(&mut tablet), [fields::ISSUED]);
    tablet.types(fields::SCOPE, "");
    assert_eq!(asked(&mut tablet), [fields::SCOPE, fields::ISSUED], "emptying is a change");
}

#[test]
fn a_reason_that_came_with_the_value_is_in_both_histories() {
    let disk = disk();
    let mut tablet = opened(&disk);
    let id = tablet.opens("K1").id;
    drop(tablet);
    let replica = ReplicaId::new(1);
    let value = |text: &str| Some(Value::Text(text.into()));
    let change = Change {
        id: ChangeId { replica, seq: 1 },
        stamp: Stamp::new(1_900_000_000_000, 0, replica),
        on: today(),
        by: PersonId::new(Uuid::from_u128(9)),
        action: Action::BulkEdit,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: vec![Op::Put {
            id,
            field: fields::NAME,
            value: value("一号新店"),
            base: None,
            was: value("一号店"),
            was_on: None,
            reason: Some("统一店名".into()),
        }],
    };
    let write = Write::Log(change.encode().unwrap());
    block_on(disk.write(vec![write], Durability::Strict)).unwrap();
    let mut reopened = Tablet::open(&disk, 2);
    reopened.happens(Event::LinkFollowed(Route::Customer(id)));
    reopened.happens(Event::HistoryToggled(Some(fields::NAME)));
    let file = reopened.file();
    assert_eq!(file.history.unwrap().1[0].reason.as_deref(), Some("统一店名"));
    let said = file
        .timeline
        .iter()
        .flat_map(|it| &it.items)
        .any(|it| matches!(it, TimelineEntry::Reason { text, .. } if text == "统一店名"));
    assert!(said);
}

#[test]
fn the_freshness_on_the_file_is_that_of_the_report() {
    let disk = disk();
    let mut tablet = opened(&disk);
    tablet.happens(Event::CycleSet { group: Group::Personal, days: Some(1) });
    tablet.opens("K1");
    tablet.happens(Event::ConfirmPressed { field: fields::PHONE });
    day_comes(&mut tablet, today().checked_add_days(Days::new(2)).unwrap());
    let file = tablet.file();
    let personal = &file.groups[Group::Personal.index()].fields;
    let phone = personal.iter().find(|it| it.def.id == fields::PHONE).unwrap();
    assert_eq!(phone.freshness.as_ref().unwrap().freshness, Freshness::Stale);
    assert_eq!(listed(&mut tablet, Finding::Stale(fields::PHONE)), ["一号店"]);
}
