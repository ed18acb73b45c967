//! What channels cost is what the company said, month by month.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Channel, FunnelHistory, cost_between, cost_each};
use jipan_rules::period::Month;
use jipan_rules::setting::{FunnelKey, RuleBook, RuleKey};
use jipan_rules::values::Money;

use super::kit::{on, yuan};

fn rules(set: &[(NaiveDate, &str)]) -> FunnelHistory {
    let mut book = RuleBook::default();
    for (from, text) in set {
        book.set(RuleKey::Funnel(FunnelKey::Costs), *from, Some(text));
    }
    book.funnel()
}

fn cost(rules: &FunnelHistory, channel: Channel, [from, until]: [u32; 2]) -> Option<Money> {
    let [from, until] = [from, until].map(|month| Month::of(on(month, 1)));
    cost_between(rules, channel, from, until)
}

#[test]
fn while_the_company_said_nothing_nobody_knows_what_a_channel_costs() {
    for channel in Channel::ALL {
        assert_eq!(cost(&FunnelHistory::default(), channel, [1, 12]), None);
    }
    let later = rules(&[(on(7, 1), "0;100;0;0")]);
    assert_eq!(
        cost(&later, Channel::Online, [1, 6]),
        None,
        "of before its rule nobody said anything"
    );
    assert_eq!(cost(&later, Channel::Online, [1, 7]), Some(yuan(100)));
}

#[test]
fn a_company_that_says_that_a_channel_costs_nothing_has_said_it() {
    let rules = rules(&[(on(3, 1), "0;100;0;0")]);
    assert_eq!(cost(&rules, Channel::WalkIn, [3, 3]), Some(Money::ZERO));
}

#[test]
fn a_month_costs_what_is_in_force_on_its_last_day() {
    let rules = rules(&[(on(3, 31), "1;2;3;4"), (on(5, 1), "10;20;30;40")]);
    for (idx, channel) in (1..).zip(Channel::ALL) {
        assert_eq!(cost(&rules, channel, [2, 2]), None);
        assert_eq!(cost(&rules, channel, [3, 3]), Some(yuan(idx)));
        assert_eq!(cost(&rules, channel, [4, 4]), Some(yuan(idx)), "not yet that of May");
        assert_eq!(cost(&rules, channel, [3, 6]), Some(yuan(idx * 22)));
    }
}

#[test]
fn no_month_costs_nothing_that_can_be_told() {
    let rules = rules(&[(on(1, 1), "1;1;1;1")]);
    assert_eq!(cost(&rules, Channel::WalkIn, [6, 5]), None);
}

#[test]
fn the_dearest_channel_of_many_years_can_be_added_up() {
    let rules = rules(&[(on(1, 1), "10000000;0;0;0")]);
    let from = Month::of(on(1, 1));
    let hundred_years = cost_between(&rules, Channel::WalkIn, from, from.on(1_199));
    assert_eq!(hundred_years, Some(yuan(12_000_000_000)));
}

#[test]
fn what_one_costs_is_rounded_half_up_to_the_fen() {
    let each = |fen, n| cost_each(Money::from_fen(fen), n).map(Money::fen);
    assert_eq!([each(5, 2), each(4, 3), each(1, 3), each(0, 9)].map(Option::unwrap), [3, 1, 0, 0]);
    assert_eq!(each(100, 0), None);
}
