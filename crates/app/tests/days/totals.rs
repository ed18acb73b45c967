//! What the list adds up to, and how each number leads to its customers.

use std::rc::Rc;

use jipan_app::view::{FilterChange, TotalsView};
use jipan_app::{Event, Route};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::total::Total;

use super::tablet::{Tablet, disk};

const LIST: &[u8] = "客户代码,店铺名称,客户类型,客户状态,送货线路,业态,营业面积,注册资金
K1,一号店,零售,正常,1号线,超市,80,10000.00
K2,二号店,零售,正常,2号线,便利店,45,
K3,三号店,零售,正常,1号线,,,20000.01
K4,四号工地,工装,正常,,,,0.02
K5,五号店,零售,停业,1号线,超市,999,
"
.as_bytes();

fn totals(tablet: &mut Tablet<'_>) -> Rc<TotalsView> {
    tablet.customers().totals.unwrap()
}

fn of(view: &TotalsView, key: &str) -> Total {
    view.totals.numbers.iter().find(|(def, _)| def.key == key).unwrap().1
}

fn opens(tablet: &mut Tablet<'_>, by: FieldId) -> Rc<TotalsView> {
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::TotalsToggled);
    tablet.happens(Event::TotalsBy(by));
    totals(tablet)
}

#[test]
fn sums_means_and_blanks_are_those_of_the_customers_shown() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    let view = opens(&mut tablet, fields::LINE);
    assert_eq!(view.totals.n_customers, 4, "the closed shop is not in the list");
    let area = of(&view, "area");
    assert_eq!((area.sum, area.n_filled, area.n_blank, area.n_without), (125, 2, 1, 1));
    assert_eq!(area.mean(10), Some(625), "125 by the two that have one, not by four");
    let capital = of(&view, "capital");
    assert_eq!((capital.sum, capital.n_filled), (3_000_003, 3));
    assert_eq!(capital.mean(1), Some(1_000_001), "rounded once, at the end");
    assert!(view.totals.numbers.iter().all(|(def, _)| def.key != "visit_cycle"), "nobody has one");
    tablet.happens(Event::FilterSet(FilterChange::ShowClosed(true)));
    assert_eq!(of(&totals(&mut tablet), "area").sum, 1_124, "the list grew, and so did the total");
}

#[test]
fn every_count_opens_a_list_of_just_that_length() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    for by in [fields::LINE, fields::FORMAT, fields::TYPE, fields::STATUS] {
        let view = opens(&mut tablet, by);
        let n_all = view.counts.iter().map(|it| it.n_customers).sum::<usize>() + view.n_without;
        assert_eq!((view.by.id, n_all), (by, 4));
        for count in &view.counts {
            tablet.happens(Event::FilterSet(count.filter.clone().unwrap()));
            assert_eq!(tablet.customers().list.n_shown, count.n_customers, "{by:?} {count:?}");
            tablet.happens(Event::FiltersCleared);
        }
        tablet.happens(Event::TotalsToggled);
        assert_eq!(tablet.customers().totals, None);
    }
    let view = opens(&mut tablet, fields::FORMAT);
    let blank = view.counts.last().unwrap();
    assert_eq!((blank.value.as_str(), blank.n_customers, view.n_without), ("", 1, 1));
}

#[test]
fn an_edit_is_in_the_totals_at_once() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST);
    opens(&mut tablet, fields::LINE);
    tablet.opens("K3");
    tablet.types(fields::AREA, "25");
    tablet.happens(Event::SearchTyped(String::new()));
    assert_eq!(of(&totals(&mut tablet), "area").sum, 150);
}
