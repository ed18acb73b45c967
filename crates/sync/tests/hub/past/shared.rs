//! Two tablets that began with one backup: the first to join claims the name of both, and the other one's
//! past is its own all the same.

use super::*;

const DAY_MS: u64 = 24 * 3_600_000;
/// 专管员, a word of management.
const INSPECTOR: FieldId = FieldId(68);

/// A tablet that joined on Monday with a shop of its own, and one that began with its backup and goes on
/// alone under the same name.
fn two() -> (World, Tablet, Tablet) {
    let mut world = World::new();
    let mut first = world.rep(T1, 2);
    first.act_as(&world.env, local(2), vec![create(1, "一", Some("1号线"))]);
    let second = Tablet { number: 5, seq: 0, unsent: Vec::new(), ..first.clone() };
    first.settle(&mut world);
    world.env.now_ms += DAY_MS;
    (world, first, second)
}

/// The second one joins, as who writes in the same territory.
fn joins(world: &mut World, alone: &mut Tablet) {
    let Tablet { token, person, have, epoch, .. } = world.rep(T1, alone.number);
    (alone.token, alone.person, alone.have, alone.epoch) = (token, person, have, epoch);
}

#[test]
fn what_the_second_wrote_after_the_first_had_joined_is_not_set_back_to_that_joining() {
    for is_folded in [true, false] {
        let (mut world, mut first, mut second) = two();
        first.put(&world.env, 1, fields::PHONE, "19900000002");
        first.settle(&mut world);
        world.env.now_ms += 3 * DAY_MS;
        let op = second.book.put(customer(1), fields::PHONE, Some(text("19900000005")), None);
        second.act_as(&world.env, local(2), vec![op]);
        if is_folded {
            second.unsent.clear();
            second.state = second.book.parts_of(0..second.book.n_rows());
        }
        world.env.now_ms += 1_000;
        joins(&mut world, &mut second);
        second.settle(&mut world);
        first.settle(&mut world);
        for tablet in [&first, &second] {
            let says = tablet.says(1, fields::PHONE);
            assert_eq!(says.as_deref(), Some("19900000005"), "folded: {is_folded}");
            // Of state it is not known what its writer saw.
            let is_asked = tablet.book.open_conflicts().len() == 1;
            assert!(is_asked || is_folded, "both are asked about");
        }
        world.check();
    }
}

#[test]
fn what_the_second_wrote_alone_of_its_own_shops_and_products_is_its_past() {
    for is_folded in [true, false] {
        let (mut world, mut first, mut second) = two();
        import(&mut second, &world);
        let op = second.book.put(customer(7), INSPECTOR, Some(text("老赵")), None);
        second.act_as(&world.env, local(2), vec![op]);
        let renamed = product(NEW, fields::PRODUCT_NAME, text("金叶二号"));
        second.act_as(&world.env, local(2), vec![renamed]);
        if is_folded {
            second.unsent.clear();
            second.state = second.book.parts_of_batches();
            second.state.extend(second.book.parts_of(0..second.book.n_rows()));
        }
        world.env.now_ms += DAY_MS;
        joins(&mut world, &mut second);
        second.settle(&mut world);
        first.settle(&mut world);
        let why: Vec<_> = second.refused.iter().map(|(_, why)| *why).collect();
        assert!(why.iter().all(|why| *why == Refusal::Known), "{why:?}, folded: {is_folded}");
        assert_eq!(first.book.n_orders(), 1);
        assert_eq!(first.says(7, INSPECTOR).as_deref(), Some("老赵"));
        assert_eq!(said(&first, NEW).1.as_deref(), Some("金叶二号"));
        world.check();
    }
}
