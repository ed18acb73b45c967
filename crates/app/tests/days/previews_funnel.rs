//! Rules of the funnel are previewed before they are set: which opportunities would be of another level, or
//! contacted on another day, on the first day of the rule.

use jipan_app::event::RulesEvent;
use jipan_app::view::{Moved, PreviewSum, PreviewView};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Checked, CloseItem, Fact, Level, Turn};
use jipan_rules::setting::{FunnelKey, RuleKey};

use super::previews::asks;
use super::prospects::{Past, expects, talked, turns, walked_in};
use super::rules::{day, does, previewed, rules};
use super::tablet::{Disk, Tablet, disk};

/// Four opportunities of three shops: expected in 13 days from the first of December, in 40, lost, and new.
fn prospects() -> Disk {
    let disk = disk();
    let mut past = Past::of(&["一号店", "二号店", "三号店", "四号店"]);
    past.says(day(11, 1), (1, 1), walked_in());
    past.says(day(11, 20), (1, 1), expects(day(12, 14), 5_000, None));
    let later = NaiveDate::from_ymd_opt(2027, 1, 10).unwrap();
    past.says(day(11, 1), (2, 2), walked_in());
    past.says(day(11, 20), (2, 2), expects(later, 8_000, None));
    past.says(day(11, 1), (2, 3), walked_in());
    past.says(day(11, 2), (2, 3), turns(Turn::Lost, None));
    past.says(day(11, 1), (3, 4), walked_in());
    past.says(day(11, 18), (3, 4), talked(day(11, 18), "再看看"));
    past.onto(&disk);
    disk
}

#[test]
fn other_horizons_name_who_would_be_of_another_level_on_the_first_day_of_the_rule() {
    let disk = prospects();
    let mut tablet = Tablet::open(&disk, 1);
    let key = RuleKey::Funnel(FunnelKey::Levels);
    let preview = asks(&mut tablet, key, &[(0, "13"), (1, "20")]);
    // On the first of December it is 13 days off: A by 15, H by 13; the next contact is a week after the
    // last one instead of two.
    let sums = [(PreviewSum::Levels, 1), (PreviewSum::DueDays, 1), (PreviewSum::Weights, 1)];
    assert_eq!((&*preview.sums, preview.n_all), (&sums[..], 4));
    let [moved] = &*preview.moves else { panic!("{preview:?}") };
    let due = [Some(day(12, 5)), Some(day(11, 27))];
    let (level, weight) = ([Level::A, Level::H], [50, 70]);
    assert_eq!(moved.moved, Moved::Deal { level, due, weight });
    assert_eq!(moved.name, "一号店");
    // It is set, counts after a restart, and is taken back after another preview.
    does(&mut tablet, RulesEvent::Set);
    let mut tablet = Tablet::open(&disk, 2);
    let at = rules(&mut tablet).rules.iter().position(|it| it.key == key).unwrap();
    assert_eq!(rules(&mut tablet).rules[at].versions.len(), 2);
    does(&mut tablet, RulesEvent::Reverted(key, day(12, 1)));
    assert_eq!(previewed(&mut tablet).sums, sums);
    does(&mut tablet, RulesEvent::Set);
    assert_eq!(rules(&mut tablet).rules[at].versions.len(), 1);
}

#[test]
fn other_days_of_the_follow_up_name_who_would_be_contacted_on_another_day() {
    let disk = prospects();
    let mut tablet = Tablet::open(&disk, 1);
    let follow = RuleKey::Funnel(FunnelKey::FollowUp);
    // B each three weeks instead of 30 days: nobody is B on that day; N each five: one is.
    let nobody = asks(&mut tablet, follow, &[(2, "21")]);
    assert_eq!((&*nobody.sums, nobody.n_all), (&[(PreviewSum::DueDays, 0)][..], 4));
    let preview = asks(&mut tablet, follow, &[(6, "5")]);
    assert_eq!(preview.sums, [(PreviewSum::DueDays, 1)]);
    assert_eq!(preview.moves[0].name, "三号店");
    let weights = RuleKey::Funnel(FunnelKey::Weights);
    let preview = asks(&mut tablet, weights, &[(1, "25")]);
    assert_eq!(preview.sums, [(PreviewSum::Weights, 1)], "the one of 40 days is C");
}

#[test]
fn fewer_tasks_after_a_closing_name_who_would_be_of_the_base() {
    let disk = disk();
    let mut past = Past::of(&["一号店", "二号店"]);
    for n in [1, 2] {
        past.says(day(11, 1), (n, n), walked_in());
        let ordered = past.says(day(11, 22), (n, n), turns(Turn::Ordered, None));
        past.says(day(11, 22), (n, n), turns(Turn::Delivered, Some(ordered)));
    }
    let journey = Fact::Check { item: CloseItem::Journey, is: Checked::Done };
    past.says(day(11, 22), (1, 1), journey);
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    rules(&mut tablet);
    does(&mut tablet, RulesEvent::Opened(Some(RuleKey::Funnel(FunnelKey::Closing))));
    does(&mut tablet, RulesEvent::Typed { slot: 2, text: "1".to_owned() });
    does(&mut tablet, RulesEvent::DayChosen(Some(day(11, 22))));
    does(&mut tablet, RulesEvent::Previewed);
    let preview = previewed(&mut tablet);
    let [moved] = &*preview.moves else { panic!("{preview:?}") };
    assert_eq!(moved.name, "一号店", "the other one was not asked about its journey yet");
    let Moved::Deal { level, .. } = moved.moved else { panic!("{moved:?}") };
    assert_eq!(level, [Level::D, Level::M]);
}

#[test]
fn what_channels_cost_moves_nobody_and_can_be_set_all_the_same() {
    let disk = prospects();
    let mut tablet = Tablet::open(&disk, 1);
    let key = RuleKey::Funnel(FunnelKey::Costs);
    let preview = asks(&mut tablet, key, &[(1, "3000"), (3, "500")]);
    assert_eq!((&*preview.sums, preview.n_all), (&[(PreviewSum::Levels, 0)][..], 4));
    assert!(preview.moves.is_empty());
    does(&mut tablet, RulesEvent::Set);
    let mut tablet = Tablet::open(&disk, 2);
    let at = rules(&mut tablet).rules.iter().position(|it| it.key == key).unwrap();
    let rule = &rules(&mut tablet).rules[at];
    let next = rule.next.clone().unwrap().value.unwrap();
    assert_eq!(
        (rule.now.value.to_string(), next.to_string()),
        ("0;0;0;0".into(), "0;3000;0;500".into())
    );
}

#[test]
fn a_preview_of_the_funnel_is_of_the_book_as_it_is() {
    let disk = prospects();
    let mut tablet = Tablet::open(&disk, 1);
    let key = RuleKey::Funnel(FunnelKey::Levels);
    asks(&mut tablet, key, &[(0, "13"), (1, "20")]);
    tablet.opens("四号店");
    tablet.types(jipan_rules::schema::fields::CONTACT, "张三");
    rules(&mut tablet);
    does(&mut tablet, RulesEvent::Opened(Some(key)));
    assert_eq!(rules(&mut tablet).edit.unwrap().preview, PreviewView::None);
    does(&mut tablet, RulesEvent::Set);
    assert!(rules(&mut tablet).edit.is_some(), "nothing is set before it was previewed");
}
