//! Two tablets and an endpoint: what one writes the other shows, whoever was offline.

use jipan_app::calls::Call;
use jipan_app::event::CompanyEvent;
use jipan_app::view::{DraftError, RecordSync, SyncState, WhoView};
use jipan_app::{Event, Route};
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};

use super::browser::list;
use super::company::Company;
use super::tablet::{Disk, Tablet, disk};

/// A manager who joined with `n` shops of an imported list, and a company of them.
pub(crate) fn manager(on: &Disk, n: usize) -> (Company, Tablet<'_>) {
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(on, 1);
    if n > 0 {
        manager.imports("a.csv", &list(n));
    }
    manager.joins(&mut company, &secret);
    (company, manager)
}

/// Another tablet that joins as somebody new.
pub(crate) fn joined<'a>(on: &'a Disk, run: u64, company: &mut Company, role: Role) -> Tablet<'a> {
    let secret = company.invite("小王", role, &[]);
    let mut tablet = Tablet::open(on, run);
    tablet.joins(company, &secret);
    tablet
}

/// Books of the same content.
pub(crate) fn same(one: &Tablet<'_>, other: &Tablet<'_>) {
    let digest = |it: &Tablet<'_>| it.model.book().digest_of_created(0..it.model.book().n_rows());
    assert_eq!(one.model.book().n_customers(), other.model.book().n_customers());
    assert_eq!(digest(one), digest(other));
    assert_eq!([one, other].map(|it| it.model.n_mismatches()), [0, 0], "no sum ever differed");
}

#[test]
fn a_book_that_was_here_before_comes_along_and_a_new_tablet_has_all_of_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 300);
    assert_eq!(manager.sync_status().n_unsent, 0, "{:?}", manager.sync_status());
    assert_eq!(manager.sync_status().state, SyncState::Idle);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    assert_eq!(rep.model.book().n_customers(), 300);
    same(&manager, &rep);
    let view = rep.sync_screen();
    assert_eq!(
        view.company.map(|it| (it.name, it.person)),
        Some(("样例公司".into(), "小王".into()))
    );
    assert_eq!(manager.sync_screen().needs.n_conflicts, 0);
}

#[test]
fn sample_data_stay_behind_when_a_tablet_joins() {
    let (one, two) = (disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.happens(Event::LoadSamplePressed);
    assert!(manager.model.book().n_customers() > 100);
    let sample = manager.customers().list.rows[0].id;
    manager.happens(Event::LinkFollowed(Route::Customer(sample)));
    manager.types(fields::REMARK, "试试看");
    manager.imports("a.csv", &list(7));
    manager.joins(&mut company, &secret);
    company.meets(&mut manager);
    assert_eq!(manager.model.book().n_customers(), 7);
    manager.happens(Event::LoadSamplePressed);
    assert_eq!(manager.model.book().n_customers(), 7, "none is made up in a company");
    let rep = joined(&two, 2, &mut company, Role::Manager);
    assert_eq!(rep.model.book().n_customers(), 7);
    same(&manager, &rep);
}

#[test]
fn edits_travel_both_ways_and_say_who_made_them() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    manager.opens("K1");
    manager.types(fields::CONTACT, "张三");
    assert_eq!(manager.file().sync, RecordSync::Waiting(1));
    assert_eq!(manager.sync_status().n_unsent, 1);
    company.meets(&mut manager);
    assert_eq!(manager.file().sync, RecordSync::Sent);
    rep.opens("K2");
    rep.types(fields::CONTACT, "李四");
    company.meets(&mut rep);
    company.meets(&mut manager);
    same(&manager, &rep);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("张三"));
    let by = rep.file().timeline.first().map(|it| it.by.clone());
    assert_eq!(by, Some(Some(WhoView::Named("经理".to_owned()))));
    let came = rep.sync_screen().arrivals;
    assert_eq!(came[0].by, WhoView::Named("经理".to_owned()));
}

#[test]
fn what_arrived_is_there_after_the_tablet_died_and_is_folded_as_everything_is() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let rep = joined(&two, 2, &mut company, Role::Manager);
    manager.opens("K1");
    for n in 0..200 {
        manager.types(fields::CONTACT, &format!("{n}号"));
    }
    company.meets(&mut manager);
    drop(rep);
    let mut rep = Tablet::open(&two, 3);
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    same(&manager, &rep);
    drop(rep);
    let mut rep = Tablet::open(&two, 4);
    same(&manager, &rep);
    rep.opens("K1");
    assert!(rep.file().timeline.len() > 200, "{}", rep.file().timeline.len());
}

#[test]
fn a_fold_leaves_what_is_not_sent_in_the_log() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 5);
    manager.happens(Event::NetworkChanged { is_online: false });
    manager.opens("K1");
    for n in 0..300 {
        manager.types(fields::CONTACT, &format!("{n}号"));
    }
    assert_eq!(manager.sync_status().n_unsent, 300);
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    assert_eq!(manager.sync_status().n_unsent, 0);
    let two = disk();
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("299号"));
    assert!(rep.file().timeline.len() >= 300, "no value on the way is lost");
}

#[test]
fn two_values_written_unseen_become_a_card_and_the_decision_is_a_change() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    manager.opens("K1");
    manager.types(fields::CONTACT, "张三");
    // A little later.
    rep.env.now = manager.env.now + TimeDelta::seconds(1);
    rep.opens("K1");
    rep.types(fields::CONTACT, "李四");
    for tablet in [&mut manager, &mut rep] {
        company.meets(tablet);
    }
    company.meets(&mut manager);
    same(&manager, &rep);
    let needs = manager.sync_screen().needs;
    assert_eq!(needs.n_conflicts, 1);
    let card = &needs.conflicts[0];
    let texts = [&card.shown, &card.other].map(|side| format!("{:?}", side.value));
    assert!(texts[0].contains("李四") && texts[1].contains("张三"), "{texts:?}");
    assert_eq!(card.other.by, WhoView::Me);
    assert_eq!(card.shown.by, WhoView::Named("小王".to_owned()));
    assert!(card.is_editable);
    manager.opens("K1");
    assert_eq!(manager.file().sync, RecordSync::NeedsYou);
    manager.happens(Event::Company(CompanyEvent::OtherTaken(card.id)));
    for tablet in [&mut manager, &mut rep] {
        company.meets(tablet);
    }
    same(&manager, &rep);
    assert_eq!(rep.sync_screen().needs.n_conflicts, 0);
    rep.opens("K1");
    assert_eq!(rep.reads(fields::CONTACT).as_deref(), Some("张三"));
}

/// How many changes the question holds that is under way, if one is.
fn asked(tablet: &Tablet<'_>) -> Option<usize> {
    tablet.calls.iter().find_map(|(_, call)| match call {
        Call::Sync { ask, .. } => Some(ask.changes.len()),
        Call::Link(_)
        | Call::Enrol(_)
        | Call::Wait { .. }
        | Call::Team { .. }
        | Call::PutPhoto { .. }
        | Call::GetPhoto { .. } => None,
    })
}

/// The endpoint answers the question that is under way, and no time passes.
fn answers(company: &mut Company, tablet: &mut Tablet<'_>) {
    let idx = tablet.calls.iter().position(|(_, call)| matches!(call, Call::Sync { .. })).unwrap();
    let (id, call) = tablet.calls.remove(idx);
    let answer = Box::new(company.hears(&call).unwrap());
    tablet.happens(Event::CallAnswered { id, answer });
}

#[test]
fn what_is_saved_first_goes_at_once_and_what_follows_in_that_moment_goes_together() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 5);
    company.meets(&mut manager);
    manager.opens("K1");
    assert_eq!(asked(&manager), None);
    manager.types(fields::CONTACT, "张三");
    assert_eq!(asked(&manager), Some(1), "at once");
    answers(&mut company, &mut manager);
    for text in ["李四", "王五"] {
        manager.types(fields::CONTACT, text);
        assert_eq!(asked(&manager), None, "a moment is waited");
    }
    manager.waits_for_sync();
    assert_eq!(asked(&manager), Some(2));
    answers(&mut company, &mut manager);
    manager.waits_for_sync();
    assert_eq!((asked(&manager), manager.sync_status().n_unsent), (None, 0), "nothing is left");
}

#[test]
fn an_undo_of_what_was_sent_travels_too() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    manager.opens("K1");
    manager.types(fields::CONTACT, "张三");
    company.meets(&mut manager);
    company.meets(&mut rep);
    rep.opens("K1");
    rep.happens(Event::UndoPressed);
    assert_eq!(rep.reads(fields::CONTACT), None, "what arrived can be taken back");
    company.meets(&mut rep);
    company.meets(&mut manager);
    assert_eq!(manager.reads(fields::CONTACT), None);
    same(&manager, &rep);
    manager.happens(Event::LinkFollowed(Route::Home));
}

#[test]
fn what_the_company_has_would_not_be_lost_with_the_tablet() {
    let one = disk();
    let (mut company, mut manager) = manager(&one, 60);
    let gap = |tablet: &mut Tablet<'_>| tablet.settings().backup.gap;
    assert_eq!(gap(&mut manager).n_changes, 0);
    assert!(!gap(&mut manager).is_due);
    manager.happens(Event::NetworkChanged { is_online: false });
    manager.opens("K1");
    manager.types(fields::CONTACT, "未发");
    assert_eq!((gap(&mut manager).n_changes, gap(&mut manager).n_customers), (1, 1));
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    assert_eq!(gap(&mut manager).n_changes, 0);
}

/// A conflict about a field of a shop, with `mine` on the manager's tablet.
fn in_conflict(field: FieldId, mine: &str, theirs: &str, check: impl FnOnce(&mut Tablet<'_>)) {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut rep = joined(&two, 2, &mut company, Role::Manager);
    for (tablet, text) in [(&mut rep, theirs), (&mut manager, mine)] {
        tablet.opens("K1");
        tablet.types(field, text);
    }
    company.meets(&mut rep);
    company.meets(&mut manager);
    check(&mut manager);
}

#[test]
fn a_third_value_that_cannot_be_one_decides_nothing_and_stays_as_it_was_typed() {
    in_conflict(fields::PHONE, "19911100001", "19911100002", |manager| {
        let third = |text: &str, tablet: &mut Tablet<'_>| {
            let id = tablet.sync_screen().needs.conflicts[0].id;
            let typed = CompanyEvent::ThirdTyped { id, text: text.to_owned() };
            tablet.happens(Event::Company(typed));
            let needs = tablet.sync_screen().needs;
            needs.conflicts.first().map(|it| it.third.clone())
        };
        let kept = third("不是号码", manager).flatten().unwrap();
        assert_eq!(&*kept.text, "不是号码");
        assert!(matches!(kept.error, Some(DraftError::Value(_))));
        assert_eq!(third("19911100003", manager), None, "decided");
    });
    in_conflict(fields::CODE, "K11", "K12", |manager| {
        let id = manager.sync_screen().needs.conflicts[0].id;
        let typed = CompanyEvent::ThirdTyped { id, text: "K2".to_owned() };
        manager.happens(Event::Company(typed));
        let needs = manager.sync_screen().needs;
        let error = needs.conflicts[0].third.clone().unwrap().error;
        assert!(matches!(error, Some(DraftError::KeyTaken { .. })), "{error:?}");
    });
}
