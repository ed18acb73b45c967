//! Services of the sample: after the sale, and of value of their own, some each month. Not here: orders.

use jipan_rules::NaiveDate;
use jipan_rules::funnel::{ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::values::Money;

use super::Outlet;
use super::trade::FULL_MONTHS;

/// A service for a customer, by its place.
#[derive(Debug, Clone)]
pub(super) struct Service {
    pub(super) n: usize,
    pub(super) fact: ServiceFact,
}

const SORTS: [(ServiceSort, [&str; 3], u64, i64); 2] = [
    (
        ServiceSort::AfterSales,
        ["样例：换了冷柜的灯。", "样例：修了货架。", "样例：换了压缩机。"],
        6,
        12_000,
    ),
    (
        ServiceSort::ValueAdded,
        ["样例：做了陈列方案。", "样例：办了一场品尝。", "样例：设计了门头。"],
        3,
        48_000,
    ),
];

/// The services of each month with the day on which they were noted, the earliest first.
pub(super) fn months(today: NaiveDate) -> Vec<(NaiveDate, Vec<Service>)> {
    let first = Month::of(today).back(FULL_MONTHS);
    let months = (0..=FULL_MONTHS).map(|place| first.on(place));
    let all = months.map(|month| (month.last_day().min(today), of_month(month, today)));
    all.filter(|(_, all)| !all.is_empty()).collect()
}

fn of_month(month: Month, today: NaiveDate) -> Vec<Service> {
    let mut all = Vec::new();
    for (sort, texts, n_least, least) in SORTS {
        // Rolls of the first shop stand for the company.
        let company = Outlet { n: 0, today };
        let at = u64::from(month.index()) * 2 + u64::from(sort == ServiceSort::ValueAdded);
        for nth in 0..n_least + company.roll_at("services", at, 4) {
            let at = at * 16 + nth;
            let n = u32::try_from(company.roll_at("served", at, 300)).unwrap_or(0);
            let outlet = Outlet { n, today };
            let on =
                month.first_day() + jipan_rules::Days::new(company.roll_at("served on", at, 28));
            let is_customer = !outlet.is_new() && outlet.closed_days_ago().is_none();
            if on > today || !is_customer {
                continue;
            }
            let more = i64::try_from(company.roll_at("paid", at, 20)).unwrap_or(0) * least / 10;
            let text = texts.get(usize::try_from(at % 3).unwrap_or(0)).copied().unwrap_or_default();
            let amount = Money::from_fen(least + more);
            let fact = ServiceFact { sort, on, quantity: 1, amount, text: text.into() };
            all.push(Service { n: usize::try_from(n).unwrap_or(0), fact });
        }
    }
    all
}
