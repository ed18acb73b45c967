//! Who has what: territories, reps, devices that are revoked, and changes that are not taken in.

use std::collections::VecDeque;
use std::fmt::Write as _;

use jipan_app::calls::Call;
use jipan_app::event::CompanyEvent;
use jipan_app::view::{
    Notice, RecordSync, RefusedText, ScreenView, SyncState, SyncStop, TeamFailure, TeamView,
};
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_sync::wire::{Refusal, TeamRequest, TerritoryId};

use super::company::{Company, Weather};
use super::sync::same;
use super::tablet::{Disk, Tablet, disk};

/// Ten shops on two lines.
pub(crate) fn lines() -> Vec<u8> {
    let mut file = String::from("客户代码,店铺名称,联系电话,送货线路\n");
    for idx in 0..10 {
        let line = if idx < 5 { "东线" } else { "西线" };
        writeln!(file, "K{idx},{idx}号店,199{idx:08},{line}").unwrap();
    }
    file.into_bytes()
}

/// A company with two territories, and a manager who brought ten shops.
pub(crate) fn two_territories(on: &Disk) -> (Company, Tablet<'_>, [TerritoryId; 2]) {
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(on, 1);
    manager.imports("a.csv", &lines());
    manager.joins(&mut company, &secret);
    let east = company.territory("东", &["东线"]);
    let west = company.territory("西", &["西线"]);
    company.meets(&mut manager);
    (company, manager, [east, west])
}

pub(crate) fn rep<'a>(
    on: &'a Disk,
    run: u64,
    company: &mut Company,
    of: TerritoryId,
) -> Tablet<'a> {
    let secret = company.invite("小王", Role::Rep, &[of]);
    let mut tablet = Tablet::open(on, run);
    tablet.joins(company, &secret);
    tablet
}

#[test]
fn a_rep_has_the_own_territory_and_nothing_else() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    assert_eq!(rep.model.book().n_customers(), 5);
    assert_eq!(manager.model.book().n_customers(), 10);
    // What the role may not do is not even asked.
    rep.opens("K1");
    rep.happens(Event::DeletePressed);
    assert_eq!(rep.model.book().n_customers(), 5);
    let team = |tablet: &mut Tablet<'_>| {
        tablet.happens(Event::LinkFollowed(Route::Team));
        matches!(tablet.model.view().screen, ScreenView::Team(_))
    };
    assert!(team(&mut manager) && !team(&mut rep));
}

#[test]
fn a_customer_that_moves_leaves_one_tablet_and_comes_to_the_other_with_its_past() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, west]) = two_territories(&one);
    let mut first = rep(&two, 2, &mut company, east);
    let mut second = rep(&three, 3, &mut company, west);
    first.opens("K1");
    first.types(fields::CONTACT, "张三");
    company.meets(&mut first);
    company.meets(&mut manager);
    manager.opens("K1");
    manager.types(fields::LINE, "西线");
    for tablet in [&mut manager, &mut first, &mut second] {
        company.meets(tablet);
    }
    assert_eq!(first.model.book().n_customers(), 4);
    assert_eq!(second.model.book().n_customers(), 6);
    second.opens("K1");
    assert_eq!(second.reads(fields::CONTACT).as_deref(), Some("张三"));
    // And not after the tablet was opened anew either.
    drop(first);
    assert_eq!(Tablet::open(&two, 4).model.book().n_customers(), 4);
}

#[test]
fn what_was_written_about_a_customer_that_had_moved_is_judged_and_its_text_is_kept() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.happens(Event::NetworkChanged { is_online: false });
    manager.opens("K1");
    manager.types(fields::LINE, "西线");
    company.meets(&mut manager);
    rep.env.now += jipan_rules::TimeDelta::hours(3);
    rep.opens("K1");
    rep.types(fields::CONTACT, "来不及了");
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    assert_eq!(rep.model.book().n_customers(), 4);
    assert_eq!(rep.sync_status().n_unsent, 0, "the queue goes on");
    let needs = rep.sync_screen().needs;
    assert_eq!(needs.refused.len(), 1);
    let card = &needs.refused[0];
    assert_eq!(card.why, Refusal::Territory);
    let text = |it: &RefusedText| format!("{it:?}").contains("来不及了");
    assert!(card.texts.iter().any(|(_, it)| text(it)), "{:?}", card.texts);
    // It is there after the tablet died, until it is put away.
    let id = card.id;
    drop(rep);
    let mut rep = Tablet::open(&two, 4);
    assert_eq!(rep.sync_screen().needs.refused.len(), 1);
    assert_eq!(rep.model.book().n_customers(), 4);
    rep.happens(Event::Company(CompanyEvent::RefusedDropped(id)));
    drop(rep);
    assert_eq!(Tablet::open(&two, 5).sync_screen().needs.refused.len(), 0);
}

#[test]
fn what_was_written_before_a_customer_moved_is_taken_in() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.happens(Event::NetworkChanged { is_online: false });
    rep.opens("K1");
    rep.types(fields::CONTACT, "早就写了");
    manager.env.now += jipan_rules::TimeDelta::hours(3);
    manager.opens("K1");
    manager.types(fields::LINE, "西线");
    company.meets(&mut manager);
    rep.env.now += jipan_rules::TimeDelta::hours(4);
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    assert_eq!(rep.sync_screen().needs.refused.len(), 0);
    assert_eq!(rep.model.book().n_customers(), 4);
    manager.env.now += jipan_rules::TimeDelta::hours(4);
    company.meets(&mut manager);
    manager.opens("K1");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("早就写了"));
}

#[test]
fn a_new_tablet_of_the_same_rep_has_all_and_the_old_one_goes_on() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, _manager, [east, _]) = two_territories(&one);
    let mut old = rep(&two, 2, &mut company, east);
    old.opens("K1");
    old.types(fields::CONTACT, "张三");
    company.meets(&mut old);
    let person =
        company.manage(&TeamRequest::Show).people.iter().find(|it| it.name == "小王").unwrap().id;
    let secret = company.manage(&TeamRequest::Link { person }).link.unwrap().secret;
    let mut new = Tablet::open(&three, 3);
    new.joins(&mut company, &secret);
    same(&old, &new);
    new.opens("K1");
    let by = new.file().timeline.first().map(|it| it.by.clone());
    assert_eq!(by, Some(Some(jipan_app::view::WhoView::Me)));
}

#[test]
fn a_revoked_tablet_says_what_it_wrote_before_and_then_has_nothing_but_what_was_refused() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.happens(Event::NetworkChanged { is_online: false });
    rep.opens("K1");
    rep.types(fields::CONTACT, "在职时写的");
    let device = company
        .manage(&TeamRequest::Show)
        .people
        .iter()
        .find(|it| it.name == "小王")
        .unwrap()
        .devices[0]
        .id;
    manager.env.now += jipan_rules::TimeDelta::hours(1);
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    company.manage(&TeamRequest::Revoke { device });
    rep.env.now += jipan_rules::TimeDelta::hours(2);
    rep.types(fields::CONTACT, "之后写的");
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    assert_eq!(rep.sync_status().state, SyncState::Stopped(SyncStop::Revoked));
    assert!(rep.is_reloaded, "the page goes, and with it what is in memory");
    manager.env.now += jipan_rules::TimeDelta::hours(2);
    company.meets(&mut manager);
    manager.opens("K1");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("在职时写的"));
    let mut empty = Tablet::open(&two, 5);
    assert_eq!(empty.model.book().n_rows(), 0);
    let needs = empty.sync_screen().needs;
    assert_eq!(needs.refused.len(), 1, "what was refused stays with its text");
    assert_eq!(needs.refused[0].why, Refusal::Left);
}

#[test]
fn who_leaves_a_company_sends_all_first() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.happens(Event::NetworkChanged { is_online: false });
    rep.opens("K1");
    rep.types(fields::CONTACT, "最后一笔");
    rep.happens(Event::Company(CompanyEvent::LeavePressed));
    assert!(!rep.is_reloaded);
    rep.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut rep);
    assert!(rep.is_reloaded);
    assert_eq!(Tablet::open(&two, 5).model.book().n_rows(), 0);
    company.meets(&mut manager);
    manager.opens("K1");
    assert_eq!(manager.reads(fields::CONTACT).as_deref(), Some("最后一笔"));
    assert_eq!(manager.file().sync, RecordSync::Sent);
}

/// The screen of the team, as the endpoint tells it.
fn team(tablet: &mut Tablet<'_>, company: &mut Company) -> TeamView {
    tablet.happens(Event::LinkFollowed(Route::Team));
    company.meets(tablet);
    match tablet.model.view().screen {
        ScreenView::Team(view) => (*view).clone(),
        other => panic!("not the team: {other:?}"),
    }
}

#[test]
fn an_invitation_whose_answer_was_lost_is_shown_and_no_second_person_is_made() {
    answer_is_lost(Weather::AnswerLost);
}

#[test]
fn a_proxy_that_gave_up_says_no_more_of_an_invitation_than_a_lost_answer() {
    answer_is_lost(Weather::DiesAfterCommit);
}

fn answer_is_lost(by: Weather) {
    let one = disk();
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    team(&mut manager, &mut company);
    let invited = || {
        let (name, territories) = ("小王".to_owned(), vec![east]);
        Event::Company(CompanyEvent::Invited { name, role: Role::Rep, territories })
    };
    manager.happens(invited());
    for weather in [by, Weather::NoNetwork] {
        let at = manager.calls.iter().position(|(_, it)| matches!(it, Call::Team { .. }));
        let (id, call) = manager.calls.remove(at.unwrap());
        company.weather = VecDeque::from([weather]);
        let answer = Box::new(company.hears(&call).unwrap());
        manager.happens(Event::CallAnswered { id, answer });
    }
    let shown = |tablet: &Tablet<'_>| match tablet.model.view().screen {
        ScreenView::Team(view) => (*view).clone(),
        other => panic!("not the team: {other:?}"),
    };
    assert_eq!(shown(&manager).failure, Some(TeamFailure::Unsure), "it may have been done");
    manager.happens(Event::Company(CompanyEvent::TeamAsked));
    company.meets(&mut manager);
    let view = shown(&manager);
    assert_eq!(view.failure, Some(TeamFailure::MaybeDone));
    let person = view.people.iter().find(|it| it.name == "小王").unwrap();
    assert!(person.invited_until.is_some() && view.link.is_none());
    manager.happens(Event::Company(CompanyEvent::LinkAsked(person.id)));
    company.meets(&mut manager);
    let view = shown(&manager);
    assert_eq!((view.failure, view.people.len()), (None, 2));
    assert_eq!(view.link.unwrap().name, "小王");
    // With a network the team is read by itself.
    company.weather = VecDeque::from([by]);
    manager.happens(Event::Company(CompanyEvent::PersonLeft(person.id)));
    company.meets(&mut manager);
    let view = shown(&manager);
    assert_eq!(view.failure, Some(TeamFailure::MaybeDone));
    assert!(view.people.iter().any(|it| it.name == "小王" && it.has_left));
}

#[test]
fn who_leaves_without_a_network_waits_and_may_stay_after_all() {
    let (one, two) = (disk(), disk());
    let (mut company, _manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    let online = |is_online| Event::NetworkChanged { is_online };
    rep.happens(online(false));
    rep.happens(Event::Company(CompanyEvent::LeavePressed));
    assert!(rep.sync_screen().is_leaving);
    rep.happens(Event::Company(CompanyEvent::LeaveCancelled));
    assert!(!rep.sync_screen().is_leaving);
    rep.happens(online(true));
    company.meets(&mut rep);
    assert!(!rep.is_reloaded);
    assert_eq!(rep.model.book().n_customers(), 5);
    rep.happens(online(false));
    rep.happens(Event::Company(CompanyEvent::LeavePressed));
    rep.happens(online(true));
    company.meets(&mut rep);
    assert!(rep.is_reloaded);
    assert_eq!(Tablet::open(&two, 5).model.book().n_customers(), 0);
}

#[test]
fn a_manager_cuts_territories_invites_and_revokes_on_the_tablet() {
    let (one, two) = (disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.imports("a.csv", &lines());
    manager.joins(&mut company, &secret);
    let free = team(&mut manager, &mut company).free_values;
    assert_eq!(free.to_vec(), [("东线".to_owned(), 5), ("西线".to_owned(), 5)]);
    let (name, values) = ("东".to_owned(), vec!["东线".to_owned()]);
    manager.happens(Event::Company(CompanyEvent::TerritorySet { id: None, name, values }));
    let view = team(&mut manager, &mut company);
    let east = view.territories[0].id;
    assert_eq!(view.territories[0].values, [("东线".to_owned(), 5)]);
    let name = "小王".to_owned();
    let invited = CompanyEvent::Invited { name, role: Role::Rep, territories: vec![east] };
    manager.happens(Event::Company(invited));
    let link = team(&mut manager, &mut company).link.unwrap();
    assert_eq!(link.name, "小王");
    manager.happens(Event::Company(CompanyEvent::LinkClosed));
    assert_eq!(team(&mut manager, &mut company).link, None, "it is shown once");
    let mut rep = Tablet::open(&two, 2);
    rep.joins(&mut company, link.path.strip_prefix("/join#").unwrap());
    assert_eq!(rep.model.book().n_customers(), 5);
    manager.happens(Event::Company(CompanyEvent::TeamAsked));
    let view = team(&mut manager, &mut company);
    let person = view.people.iter().find(|it| it.name == "小王").unwrap();
    assert_eq!((person.devices.len(), person.is_me), (1, false));
    assert_eq!(view.territories[0].holders, ["小王"]);
    let revoked = CompanyEvent::DeviceRevoked(person.devices[0].id);
    manager.happens(Event::Company(revoked));
    company.meets(&mut manager);
    rep.happens(Event::PageShown);
    company.meets(&mut rep);
    assert!(rep.is_reloaded);
}

#[test]
fn a_batch_that_may_not_be_taken_back_whole_is_not_taken_back_in_part() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut file = String::from("客户代码,店铺名称,经营范围,送货线路\n");
    for idx in 0..450 {
        writeln!(file, "M{idx},{idx}号铺,烟酒,东线").unwrap();
    }
    manager.imports("b.csv", file.as_bytes());
    manager.opens("M0");
    manager.types(fields::SCOPE, "副食");
    manager.imports("c.csv", file.replacen("烟酒", "百货", 1).as_bytes());
    // Only what a file asked of the first of them is not for a rep to ask again.
    manager.happens(Event::LinkFollowed(Route::Customers));
    manager.happens(Event::SearchTyped(String::new()));
    manager.happens(Event::BulkOpened);
    manager.happens(Event::BulkFieldChosen(Some(fields::SCOPE)));
    manager.happens(Event::BulkTyped("烟酒副食".to_owned()));
    manager.happens(Event::BulkReasonTyped("换证".to_owned()));
    manager.happens(Event::BulkPressed);
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company, east);
    let batch = rep.model.book().batches().last().unwrap().info.id;
    rep.happens(Event::BatchUndoPressed(batch));
    assert!(rep.model.is_at_rest());
    let book = rep.model.book();
    let n_held =
        book.rows().filter(|row| book.text(*row, fields::SCOPE) == Some("烟酒副食")).count();
    assert_eq!(n_held, 455, "nothing was written");
    let notices = rep.model.view().notices;
    assert!(notices.iter().any(|it| it.notice == Notice::NotAllowed), "{notices:?}");
}

#[test]
fn a_rep_is_told_that_a_list_is_for_a_manager_to_import() {
    let (one, two) = (disk(), disk());
    let (mut company, _manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    rep.chooses("b.csv", "客户代码,店铺名称,送货线路\nN1,新店,东线\n".as_bytes());
    rep.happens(Event::ImportStarted);
    assert_eq!(rep.model.book().n_customers(), 5);
    let notices = rep.model.view().notices;
    assert!(notices.iter().any(|it| it.notice == Notice::NotAllowed), "{notices:?}");
}
