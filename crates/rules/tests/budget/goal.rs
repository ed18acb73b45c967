//! Goals of shops: they are those of their territory, whatever is said by hand.

use std::collections::BTreeMap;

use jipan_rules::NaiveDate;
use jipan_rules::budget::{
    GoalWeights, ShopTrade, Trend, is_due, split_goal, today_goal, visits_left, weigh,
};
use proptest::prelude::*;

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, n).unwrap()
}

#[test]
fn a_larger_shop_a_better_tier_and_a_rising_trend_weigh_more() {
    let rule = GoalWeights::DEFAULT;
    let shop = ShopTrade { scale: Some(2), tier: Some(4), trend: Trend::default() };
    let weight = |shop| weigh(shop, &rule).weight;
    assert_eq!(weight(shop), 1_700);
    assert!(weight(ShopTrade { scale: Some(1), ..shop }) > weight(shop));
    assert!(weight(ShopTrade { tier: Some(3), ..shop }) > weight(shop));
    let rising = ShopTrade { trend: Trend { now: 300, before: 200 }, ..shop };
    assert_eq!(weight(rising), 2_125, "half of 50 %");
    assert_eq!(weight(ShopTrade { trend: Trend { now: 3_000, before: 200 }, ..shop }), 2_125);
    let falling = ShopTrade { trend: Trend { now: 0, before: 200 }, ..shop };
    assert_eq!(weight(falling), 1_275, "at most half down");
    let still = GoalWeights { trend: 0, ..rule };
    assert_eq!(weigh(rising, &still).weight, 1_700);
}

#[test]
fn what_is_not_known_of_a_shop_weighs_as_medium_and_as_the_last_tier() {
    let rule = GoalWeights::DEFAULT;
    let shop = ShopTrade { scale: Some(2), tier: Some(8), trend: Trend::default() };
    assert_eq!(weigh(ShopTrade::default(), &rule).weight, weigh(shop, &rule).weight);
    assert_eq!(weigh(ShopTrade::default(), &rule).change, None);
}

#[test]
fn a_fen_that_is_left_over_goes_to_the_smallest_id() {
    let goals = split_goal(101, &[(3, 1), (1, 1), (2, 1)], &BTreeMap::new()).unwrap();
    let amounts: Vec<i64> = goals.shops.values().map(|it| it.amount).collect();
    assert_eq!(amounts, [34, 34, 33]);
}

#[test]
fn more_than_there_is_by_hand_leaves_nothing_for_the_others() {
    let goals = split_goal(1_000, &[(1, 1), (2, 1)], &BTreeMap::from([(1, 1_500)])).unwrap();
    assert_eq!((goals.shops[&1].amount, goals.shops[&2].amount), (1_500, 0));
    assert_eq!((goals.exceeded, goals.left), (500, 0));
}

#[test]
fn what_nobody_has_is_said() {
    let goals = split_goal(1_000, &[(1, 1)], &BTreeMap::from([(1, 400), (9, 5)])).unwrap();
    assert_eq!((goals.left, goals.exceeded, goals.by_hand), (600, 0, 400));
    let none = split_goal::<u8>(1_000, &[], &BTreeMap::new()).unwrap();
    assert_eq!((none.left, none.shops.len()), (1_000, 0));
}

#[test]
fn an_order_makes_the_goal_of_the_next_visit_smaller_at_once_and_a_raised_target_greater() {
    let left = visits_left(Some(day(3)), 7, day(10), day(30));
    assert_eq!(left, 3, "10, 17, 24");
    assert_eq!(today_goal(90_000, 30_000, left), 20_000);
    assert_eq!(today_goal(90_000, 45_000, left), 15_000);
    assert_eq!(today_goal(120_000, 45_000, left), 25_000);
}

proptest! {
    #[test]
    fn goals_sum_to_that_of_the_territory_whatever_is_by_hand(
        goal in 0..1_000_000_000_000_i64,
        shops in prop::collection::btree_map(0..60_u16, any::<u32>(), 0..40),
        by_hand in prop::collection::btree_map(0..60_u16, 0..1_000_000_000_000_i64, 0..6),
    ) {
        let list: Vec<(u16, u32)> = shops.into_iter().collect();
        let goals = split_goal(goal, &list, &by_hand).unwrap();
        let sum: i64 = goals.shops.values().map(|it| it.amount).sum();
        prop_assert_eq!(sum + goals.left - goals.exceeded, goal);
        prop_assert!(goals.left == 0 || goals.shops.values().all(|it| it.is_by_hand));
        prop_assert!(goals.left == 0 || goals.exceeded == 0);
        for (shop, it) in &goals.shops {
            prop_assert_eq!(it.is_by_hand, by_hand.contains_key(shop));
            prop_assert!(it.amount >= 0);
            if let Some(said) = by_hand.get(shop) {
                prop_assert_eq!(it.amount, *said, "what is said by hand stands");
            }
        }
        let mut back = list.clone();
        back.reverse();
        prop_assert_eq!(split_goal(goal, &back, &by_hand).unwrap(), goals, "no order matters");
    }

    #[test]
    fn who_is_due_has_a_visit_left_and_all_visits_bring_the_month(
        seen in prop::option::of(1..=30_u32), cycle in 0..40_u16, now in 1..=30_u32,
        goal in 0..1_000_000_i64,
    ) {
        let (seen, today) = (seen.map(day), day(now));
        let left = visits_left(seen, cycle, today, day(30));
        if is_due(seen, cycle, today) {
            prop_assert!(left >= 1);
        }
        prop_assert!(u32::from(left) <= 31 - now);
        let mut so_far = 0;
        for n in (1..=left).rev() {
            so_far += today_goal(goal, so_far, n);
        }
        prop_assert_eq!(so_far, if left == 0 { 0 } else { goal }, "the last one takes the rest");
    }

    #[test]
    fn no_trade_is_too_large(
        now in any::<i64>(), before in any::<i64>(), scale in any::<Option<u8>>(),
        tier in any::<Option<u8>>(), goal in any::<i64>(),
    ) {
        let it = weigh(ShopTrade { scale, tier, trend: Trend { now, before } }, &GoalWeights::DEFAULT);
        prop_assert!(it.change.is_none_or(|it| (-5_000..=5_000).contains(&it)));
        let _any = split_goal(goal, &[(1, it.weight), (2, u32::MAX)], &BTreeMap::new());
        let _any = today_goal(goal, now, 3);
    }
}
