//! Two prospects that are one shop: their opportunities stand under the one that stays, and go apart with
//! it again.

use jipan_app::event::DealRef;
use jipan_app::route::MergePlace;
use jipan_app::{Event, Route};
use jipan_rules::funnel::Stage;
use jipan_rules::schema::fields;
use jipan_rules::values::Money;

use super::funnel_add::{board, card, day, enters, expects, names, now};
use super::tablet::{Tablet, disk};

#[test]
fn merged_prospects_keep_their_opportunities_under_one_name_and_take_them_along_when_they_part() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let [one, other] = ["老店", "新店"].map(|name| enters(&mut tablet, name));
    board(&mut tablet);
    let pair = MergePlace::Pair(one.customer, other.customer);
    tablet.happens(Event::LinkFollowed(Route::Merge(pair)));
    tablet.happens(Event::MergePicked { field: fields::NAME, side: 0 });
    tablet.happens(Event::MergePressed);
    let view = board(&mut tablet);
    assert_eq!(names(&view, Stage::Prospect), ["老店", "老店"]);
    assert_eq!(view.n_without, 0);
    // What is said of it now is said of it after they part, too.
    expects(&mut tablet, other, day(9), "60");
    assert_eq!(names(&board(&mut tablet), Stage::Intending), ["老店"]);
    tablet.happens(Event::SeparatePressed(other.customer));
    let view = board(&mut tablet);
    assert_eq!(names(&view, Stage::Prospect), ["老店"]);
    assert_eq!(names(&view, Stage::Intending), ["新店"]);
    assert_eq!(card(&mut tablet, other).amount.map(Money::fen), Some(6_000));
    let DealRef { customer, .. } = card(&mut tablet, one).deal;
    assert_eq!(customer, one.customer);
}

#[test]
fn who_was_merged_is_due_under_the_name_that_stays() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let [one, other] = ["老店", "新店"].map(|name| enters(&mut tablet, name));
    let pair = MergePlace::Pair(one.customer, other.customer);
    tablet.happens(Event::LinkFollowed(Route::Merge(pair)));
    tablet.happens(Event::MergePicked { field: fields::NAME, side: 0 });
    tablet.happens(Event::MergePressed);
    super::funnel_add::days_pass(&mut tablet, 1);
    let view = now(&mut tablet);
    let due: Vec<_> = view.due.iter().map(|it| (it.name.as_str(), it.deal)).collect();
    assert_eq!(due.len(), 2);
    assert!(due.contains(&("老店", one)) && due.contains(&("老店", other)), "{due:?}");
}
