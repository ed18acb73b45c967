//! The photos of receipts: who may give and get one, how many there may be, and which are let go.

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::values::ids::PersonId;
use jipan_sync::hub::{self, Rejected, UNNAMED_MS};
use jipan_sync::records::{ChangeRow, PhotoTotals, QUARANTINED, Records as _};
use jipan_sync::wire::{
    ErrorCode, GetPhoto, PHOTO_BYTES_MAX, Photo, PhotoKept, PutPhoto, TeamRequest, WireRole,
};

use super::kit::*;

fn name(n: u128) -> Uuid {
    Uuid::from_u128((6 << 100) | n)
}

fn jpeg(n: u8) -> Vec<u8> {
    vec![0xFF, 0xD8, 0xFF, 0xE0, n]
}

fn give(
    world: &mut World,
    from: &Tablet,
    (n, of): (u128, PersonId),
    jpeg: Vec<u8>,
) -> Result<Uuid, ErrorCode> {
    let ask = PutPhoto { id: name(n), of, jpeg };
    let given = hub::put_photo(&mut world.records, &from.token, &ask, &mut world.env);
    given.map(|PhotoKept { kept }| kept).map_err(|it| it.code)
}

fn get(world: &mut World, for_: &Tablet, n: u128) -> Result<Photo, Rejected> {
    hub::photo(&mut world.records, &for_.token, GetPhoto { id: name(n) }, &mut world.env)
}

fn sees(world: &mut World, who: &Tablet, n: u128) -> Result<Vec<u8>, ErrorCode> {
    get(world, who, n).map(|it| it.jpeg).map_err(|it| it.code)
}

#[test]
fn a_photo_is_for_whose_expense_it_is_of_and_managers_and_for_others_as_if_there_were_none() {
    let mut world = World::new();
    let boss = world.boss.clone();
    let (rep, other) = (world.rep(T1, 2), world.rep(T1, 3));
    let lead = world.join(WireRole::Supervisor, &[T1, T2], 4);
    assert_eq!(give(&mut world, &rep, (1, rep.person), jpeg(1)), Ok(name(1)));
    for who in [&rep, &boss] {
        assert_eq!(sees(&mut world, who, 1), Ok(jpeg(1)));
    }
    for who in [&other, &lead] {
        let unknown = get(&mut world, who, 99).unwrap_err();
        assert_eq!(get(&mut world, who, 1).unwrap_err(), unknown, "word for word");
        assert_eq!(unknown.code, ErrorCode::NotFound);
        let given = give(&mut world, who, (2, rep.person), jpeg(2));
        assert_eq!(given, Err(ErrorCode::Forbidden));
    }
    // A supervisor's own expense is like anybody's.
    assert_eq!(give(&mut world, &lead, (3, lead.person), jpeg(3)), Ok(name(3)));
    assert_eq!(sees(&mut world, &rep, 3), Err(ErrorCode::NotFound));
    // What a manager attaches is for whose expense it is.
    assert_eq!(give(&mut world, &boss, (4, rep.person), jpeg(4)), Ok(name(4)));
    assert_eq!(sees(&mut world, &rep, 4), Ok(jpeg(4)));
    assert_eq!(sees(&mut world, &other, 4), Err(ErrorCode::NotFound));
}

#[test]
fn the_same_photo_once_more_is_fine_and_another_one_of_its_name_is_not() {
    let mut world = World::new();
    let (rep, other) = (world.rep(T1, 2), world.rep(T1, 3));
    // The name from before joining is of the same person.
    for of in [rep.person, local(2), rep.person] {
        assert_eq!(give(&mut world, &rep, (1, of), jpeg(1)), Ok(name(1)));
    }
    assert_eq!(give(&mut world, &rep, (1, rep.person), jpeg(2)), Err(ErrorCode::Conflict));
    assert_eq!(give(&mut world, &other, (1, other.person), jpeg(1)), Err(ErrorCode::Conflict));
    assert_eq!(sees(&mut world, &rep, 1), Ok(jpeg(1)));
    assert_eq!(world.records.photo_totals().unwrap(), PhotoTotals { n: 1, n_bytes: 5 });
}

#[test]
fn who_became_a_manager_sees_all_and_who_is_none_any_more_only_own_ones() {
    let mut world = World::new();
    let (rep, other) = (world.rep(T1, 2), world.rep(T1, 3));
    give(&mut world, &rep, (1, rep.person), jpeg(1)).unwrap();
    give(&mut world, &other, (2, other.person), jpeg(2)).unwrap();
    for (role, of, seen) in [
        (WireRole::Manager, vec![], Ok(jpeg(1))),
        (WireRole::Rep, vec![T1], Err(ErrorCode::NotFound)),
    ] {
        let (person, name) = (other.person, "小王".to_owned());
        world.team(&TeamRequest::SetPerson { person, name, role, territories: of }).unwrap();
        assert_eq!(sees(&mut world, &other, 1), seen);
        assert_eq!(sees(&mut world, &other, 2), Ok(jpeg(2)));
    }
}

#[test]
fn a_device_that_was_taken_away_neither_gives_nor_gets() {
    let mut world = World::new();
    let rep = world.rep(T1, 2);
    let of = (1, rep.person);
    give(&mut world, &rep, of, jpeg(1)).unwrap();
    world.team(&TeamRequest::Leave { person: rep.person }).unwrap();
    assert_eq!(give(&mut world, &rep, of, jpeg(1)), Err(ErrorCode::Unauthorized));
    assert_eq!(sees(&mut world, &rep, 1), Err(ErrorCode::Unauthorized));
    let nobody = Tablet { token: "nobody".to_owned(), ..rep.clone() };
    assert_eq!(give(&mut world, &nobody, of, jpeg(1)), Err(ErrorCode::Unauthorized));
    assert_eq!(sees(&mut world, &nobody, 1), Err(ErrorCode::Unauthorized));
    let boss = world.boss.clone();
    assert_eq!(sees(&mut world, &boss, 1), Ok(jpeg(1)), "what one left stays");
}

#[test]
fn a_photo_is_a_jpeg_of_at_most_150_000_bytes() {
    let mut world = World::new();
    let rep = world.rep(T1, 2);
    let mut large = jpeg(1);
    large.resize(PHOTO_BYTES_MAX, 0);
    assert_eq!(give(&mut world, &rep, (1, rep.person), large.clone()), Ok(name(1)));
    large.push(0);
    assert_eq!(give(&mut world, &rep, (2, rep.person), large), Err(ErrorCode::TooLarge));
    for bytes in [b"%PDF-1.7".to_vec(), vec![0xFF, 0xD8], Vec::new()] {
        assert_eq!(give(&mut world, &rep, (2, rep.person), bytes), Err(ErrorCode::Malformed));
    }
    assert_eq!(sees(&mut world, &rep, 2), Err(ErrorCode::NotFound));
}

#[test]
fn a_company_that_has_as_many_photos_as_it_may_says_so_and_keeps_those_it_has() {
    let mut world = World::new();
    let rep = world.rep(T1, 2);
    let of = |n| (n, rep.person);
    world.env.photos_max = PhotoTotals { n: 2, n_bytes: 1_000 };
    for n in [1, 2] {
        assert_eq!(give(&mut world, &rep, of(n), jpeg(1)), Ok(name(n)));
    }
    assert_eq!(give(&mut world, &rep, of(3), jpeg(1)), Err(ErrorCode::Full));
    assert_eq!(give(&mut world, &rep, of(2), jpeg(1)), Ok(name(2)), "it is there already");
    world.env.photos_max = PhotoTotals { n: 9, n_bytes: 15 };
    assert_eq!(give(&mut world, &rep, of(3), jpeg(1)), Ok(name(3)));
    assert_eq!(give(&mut world, &rep, of(4), jpeg(1)), Err(ErrorCode::Full));
    assert_eq!(sees(&mut world, &rep, 3), Ok(jpeg(1)));
}

/// An expense of the tablet's person with this receipt.
fn names(tablet: &mut Tablet, world: &mut World, n: u128) {
    let expense = Uuid::from_u128(9 << 100);
    let key = BudgetKey::of(BudgetField::ExpenseReceipt, expense).part(tablet.person.uuid());
    let op = tablet.book.put_budget(key, Some(name(n).to_string().into()));
    let env = world.env.clone();
    tablet.act(&env, vec![op]);
    tablet.settle(world);
}

#[test]
fn a_photo_that_no_expense_ever_named_is_let_go_after_a_month_when_the_endpoint_starts() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    for n in [1, 2, 3] {
        give(&mut world, &rep, (n, rep.person), jpeg(1)).unwrap();
    }
    // What was named once may be named again by who undoes what came after.
    names(&mut rep, &mut world, 1);
    names(&mut rep, &mut world, 2);
    world.env.now_ms += UNNAMED_MS;
    hub::rejudge(&mut world.records, &mut world.env).unwrap();
    assert_eq!(sees(&mut world, &rep, 3), Ok(jpeg(1)), "not a day too early");
    world.env.now_ms += 1;
    give(&mut world, &rep, (4, rep.person), jpeg(4)).unwrap();
    hub::rejudge(&mut world.records, &mut world.env).unwrap();
    assert_eq!(sees(&mut world, &rep, 3), Err(ErrorCode::NotFound));
    for n in [1, 2, 4] {
        assert!(sees(&mut world, &rep, n).is_ok(), "{n}");
    }
    world.check();
}

#[test]
fn no_photo_is_let_go_while_a_change_that_is_not_understood_may_name_it() {
    let mut world = World::new();
    let mut rep = world.rep(T1, 2);
    names(&mut rep, &mut world, 9);
    give(&mut world, &rep, (1, rep.person), jpeg(1)).unwrap();
    let row = world.records.all_changes().last().unwrap().clone();
    let (verdict, kept) = (QUARANTINED.to_owned(), Some("of a newer program".to_owned()));
    world.records.put_change(&ChangeRow { verdict, kept, ..row.clone() }).unwrap();
    world.env.now_ms += 2 * UNNAMED_MS;
    hub::rejudge(&mut world.records, &mut world.env).unwrap();
    assert_eq!(sees(&mut world, &rep, 1), Ok(jpeg(1)));
    world.records.put_change(&row).unwrap();
    hub::rejudge(&mut world.records, &mut world.env).unwrap();
    assert_eq!(sees(&mut world, &rep, 1), Err(ErrorCode::NotFound));
}
