//! What a manager does with people, territories and devices.

use jipan_rules::Uuid;
use jipan_rules::schema::fields;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::PersonId;
use jipan_sync::hub;
use jipan_sync::records::Records as _;
use jipan_sync::wire::{
    DeviceId, ErrorCode, Scope, TeamRequest, TerritoryId, Todo, WaitRequest, WireRole,
};

use super::kit::*;

fn set(id: Option<TerritoryId>, name: &str, values: &[&str]) -> TeamRequest {
    let values = values.iter().map(|&it| it.to_owned()).collect();
    TeamRequest::SetTerritory { id, name: name.to_owned(), values }
}

fn code(world: &mut World, request: &TeamRequest) -> ErrorCode {
    let before = format!("{:?}", world.records);
    let code = world.team(request).unwrap_err().code;
    assert_eq!(format!("{:?}", world.records), before, "nothing was written");
    code
}

#[test]
fn only_managers_ask_and_only_with_a_token() {
    let mut world = World::new();
    let rep = world.rep(T1, 2);
    let mut asks = |token: &str| {
        let show = TeamRequest::Show;
        hub::team(&mut world.records, token, &show, &mut world.env).map(|_| ()).unwrap_err().code
    };
    assert_eq!(asks(&rep.token), ErrorCode::Forbidden);
    assert_eq!(asks("no such token"), ErrorCode::Unauthorized);
    assert_eq!(asks(""), ErrorCode::Unauthorized);
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_written() {
    let mut world = World::new();
    let boss = world.boss.person;
    let nobody = PersonId::new(Uuid::from_u128(99));
    let invite = |name: &str, role, territories: &[TerritoryId]| TeamRequest::Invite {
        name: name.to_owned(),
        role,
        territories: territories.to_vec(),
    };
    let it = &mut world;
    assert_eq!(code(it, &invite("", WireRole::Rep, &[T1])), ErrorCode::Malformed);
    assert_eq!(code(it, &invite("小王", WireRole::Rep, &[])), ErrorCode::Malformed);
    assert_eq!(code(it, &invite("小王", WireRole::Rep, &[TerritoryId(9)])), ErrorCode::NotFound);
    assert_eq!(code(it, &TeamRequest::Link { person: nobody }), ErrorCode::NotFound);
    assert_eq!(code(it, &TeamRequest::Leave { person: boss }), ErrorCode::Conflict);
    let device = DeviceId(Uuid::from_u128(99));
    assert_eq!(code(it, &TeamRequest::Revoke { device }), ErrorCode::NotFound);
    let kind = TerritoryKind::District;
    assert_eq!(code(it, &TeamRequest::SetKind { kind }), ErrorCode::Conflict);
    assert_eq!(code(it, &set(Some(TerritoryId(9)), "南", &[])), ErrorCode::NotFound);
    assert_eq!(code(it, &set(None, " ", &[])), ErrorCode::Malformed);
    assert_eq!(code(it, &set(None, "南", &["a\u{0}"])), ErrorCode::Malformed);
    let (person, territories) = (boss, vec![T1]);
    let demote =
        TeamRequest::SetPerson { person, name: "我".to_owned(), role: WireRole::Rep, territories };
    assert_eq!(code(it, &demote), ErrorCode::Conflict, "the last manager");
}

#[test]
fn every_change_of_the_team_is_told_once() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.settle(&mut world);
    let mut request = rep.request();
    let known = hub::sync(&mut world.records, &rep.token, &request, &mut world.env).unwrap();
    request.team = known.team.unwrap().revision;
    let ask = |world: &mut World, request| {
        hub::sync(&mut world.records, &rep.token, request, &mut world.env).unwrap().team
    };
    assert_eq!(ask(&mut world, &request), None);
    world.team(&set(Some(T1), "城北", &["1号线"])).unwrap();
    let card = ask(&mut world, &request).unwrap();
    assert_eq!(card.territories[0].name, "城北");
    assert!(card.people.iter().any(|it| it.id == local(2)), "also the former self");
}

#[test]
fn a_value_goes_over_to_the_territory_that_takes_it_and_its_customers_with_it() {
    let mut world = World::new();
    let mut boss = world.boss.clone();
    let ops = vec![create(1, "一", Some("1号线")), create(2, "二", Some("2号线"))];
    boss.act(&world.env, ops);
    boss.put(&world.env, 1, fields::ADDRESS, "中山路 8 号");
    boss.settle(&mut world);
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T2, 3));
    one.settle(&mut world);
    two.settle(&mut world);
    world.team(&set(Some(T2), "大区", &["2号线", "1号线"])).unwrap();
    assert_eq!(world.scope_of(1), Some(S2));
    let reply = world.team(&TeamRequest::Show).unwrap();
    assert_eq!(reply.card.territories[0].values, [""; 0]);
    one.settle(&mut world);
    two.settle(&mut world);
    boss.settle(&mut world);
    assert_eq!(one.name(1), None);
    assert_eq!(two.says(1, fields::ADDRESS).as_deref(), Some("中山路 8 号"));
    world.check();
}

#[test]
fn the_first_territory_takes_what_nobody_had() {
    let (mut records, mut env) = World::empty();
    let secret = hub::open(&mut records, &mut env).unwrap().unwrap();
    let boss = Tablet::join(&mut records, &mut env, &secret, 1).unwrap();
    let mut world = World { records, env, boss };
    let kind = TerritoryKind::District;
    world.team(&TeamRequest::SetKind { kind }).unwrap();
    let mut boss = world.boss.clone();
    boss.act(&world.env, vec![create(1, "一", Some("1号线")), create(2, "二", None)]);
    boss.put(&world.env, 1, fields::DISTRICT, "城南街道");
    boss.settle(&mut world);
    assert_eq!(world.scope_of(1), Some(Scope::Unassigned));
    world.team(&set(None, "南", &["城南街道"])).unwrap();
    assert_eq!(world.scope_of(1), Some(S1));
    assert_eq!(world.scope_of(2), Some(Scope::Unassigned));
    boss.settle(&mut world);
    world.check();
}

#[test]
fn the_endpoint_manages_without_a_token() {
    let mut world = World::new();
    let reply = hub::manage(&mut world.records, &TeamRequest::Show, &mut world.env).unwrap();
    assert_eq!(reply.people.len(), 1);
    assert_eq!(reply.people[0].devices.len(), 1);
}

#[test]
fn a_revoked_device_is_told_to_wipe_and_hears_nothing_more() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    rep.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    rep.settle(&mut world);
    let devices = world.records.devices().unwrap();
    let device = devices.iter().find(|it| it.number == 2).unwrap().id;
    world.team(&TeamRequest::Revoke { device }).unwrap();
    let response = rep.round(&mut world);
    assert_eq!(response.todo, [Todo::Wipe]);
    assert!(response.news.is_empty() && response.have.is_empty() && response.team.is_none());
    let ask = WaitRequest { have: rep.have.clone(), team: u64::MAX, millis: 0 };
    assert_eq!(hub::has_moved(&mut world.records, &rep.token, &ask, &mut world.env), Ok(true));
}

#[test]
fn waiting_ends_when_something_moved_that_one_may_see() {
    let mut world = World::new();
    let (mut one, mut two) = (world.rep(T1, 2), world.rep(T2, 3));
    one.settle(&mut world);
    two.settle(&mut world);
    let has_moved = |tablet: &Tablet, world: &mut World| {
        let team = tablet.ask(world).unwrap().team.unwrap().revision;
        let ask = WaitRequest { have: tablet.have.clone(), team, millis: 0 };
        hub::has_moved(&mut world.records, &tablet.token, &ask, &mut world.env).unwrap()
    };
    assert!(!has_moved(&one, &mut world) && !has_moved(&two, &mut world));
    one.act(&world.env, vec![create(1, "一", Some("1号线"))]);
    one.settle(&mut world);
    assert!(!has_moved(&one, &mut world), "it has what it brought");
    assert!(!has_moved(&two, &mut world), "not the own territory");
    let mut third = world.rep(T1, 4);
    assert!(has_moved(&third, &mut world));
    third.settle(&mut world);
    let person = third.person;
    let (name, role, territories) = ("小王".to_owned(), WireRole::Rep, vec![T2]);
    world.team(&TeamRequest::SetPerson { person, name, role, territories }).unwrap();
    assert!(has_moved(&third, &mut world), "a scope is no longer to be had");
    third.settle(&mut world);
    assert_eq!(third.name(1), None);
}
