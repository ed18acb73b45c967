//! The same after a backup of the company was put in place.

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_backup_put_in_place_loses_nothing_that_a_tablet_still_holds(
        before in prop::collection::vec(any_step(), 0..20),
        after in prop::collection::vec(any_step(), 1..20),
        later in prop::collection::vec((1_usize..4, any_act()), 0..4),
        lost in any::<[bool; 3]>(),
    ) {
        let (mut world, mut tablets) = company();
        let is_of_team = |step: &&Step| !matches!(step, Step::Assign(..) | Step::Cut(_));
        for step in before.iter().filter(is_of_team) {
            play(&mut world, &mut tablets, step);
        }
        let backup = world.records.clone();
        for step in after.iter().filter(is_of_team) {
            play(&mut world, &mut tablets, step);
        }
        for tablet in tablets.iter_mut().rev() {
            tablet.settle(&mut world);
        }
        let known = seen(&mut world, &tablets[0]);
        world.records = backup;
        world.env.now_ms += 120_000;
        hub::restored(&mut world.records, &mut world.env).unwrap();
        // What only these held is held by the manager's tablet, too.
        for (tablet, _) in tablets.iter_mut().skip(1).zip(lost).filter(|(_, is_lost)| *is_lost) {
            (tablet.book, tablet.epoch) = (jipan_book::Book::new(), None);
            tablet.have.clear();
        }
        // Some went on meanwhile.
        for (who, act) in &later {
            let op = op_of(&tablets[*who], act, &people_of(&tablets));
            if is_at_hand(&tablets[*who], &op) && matches!(act, Act::Note(..)) {
                tablets[*who].act(&world.env, vec![op]);
            }
        }
        for tablet in &mut tablets {
            tablet.settle(&mut world);
        }
        tablets[0].settle(&mut world);
        if later.iter().all(|(_, act)| !matches!(act, Act::Note(..))) {
            prop_assert_eq!(seen(&mut world, &tablets[0]), known);
        }
        for tablet in &mut tablets {
            tablet.settle(&mut world);
        }
        world.check();
    }
}
