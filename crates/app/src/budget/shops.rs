//! What is known of a shop for its goals, counted with its page (`index`): after one order only its page is read
//! again. Not here: what follows from it (`goals`).

use std::rc::Rc;

use jipan_book::{Book, OrderView, Row};
use jipan_rules::NaiveDate;
use jipan_rules::budget::{ShopTrade, Trend};
use jipan_rules::feature_class::FeatureClass;
use jipan_rules::funnel::Fact;
use jipan_rules::order::OrderSource;
use jipan_rules::period::Month;
use jipan_rules::schema::fields;
use jipan_rules::status::is_closed;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

/// A customer of the book on a day. Amounts are in fen with the tax in them, as they were said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShopFacts {
    pub(crate) row: Row,
    pub(crate) customer: CustomerId,
    /// The value of the field of territories; none for the customers without.
    pub(crate) territory: Option<Rc<str>>,
    pub(crate) is_closed: bool,
    pub(crate) trade: ShopTrade,
    pub(crate) class: Option<FeatureClass>,
    /// When it was seen last before the month, and before the day.
    pub(crate) seen: [Option<NaiveDate>; 2],
    /// What it brought in the month before the day, and on it.
    pub(crate) brought: (i64, i64),
    /// What the month is to bring as somebody said by hand.
    pub(crate) by_hand: Option<i64>,
}

impl ShopFacts {
    /// What is known of a row with its orders.
    pub(crate) fn of(
        book: &Book,
        (row, orders): (Row, &[OrderView<'_>]),
        (territory, today): (Option<Rc<str>>, NaiveDate),
    ) -> Option<Self> {
        let month = Month::of(today);
        let of_month = orders.iter().filter(|it| it.counts() && Month::of(it.on) == month);
        let (mut before, mut on_day) = (0_i64, 0_i64);
        for order in of_month.filter(|it| it.on <= today) {
            let sum = if order.on < today { &mut before } else { &mut on_day };
            *sum = sum.saturating_add(order.amount());
        }
        Some(Self {
            row,
            customer: book.id_of(row)?,
            territory,
            is_closed: book.choice(row, fields::STATUS).is_some_and(is_closed),
            trade: trade_of(book, row, month),
            class: book.feature_class(row),
            seen: seen_before(book, (row, orders), [month.first_day(), today]),
            brought: (before, on_day),
            by_hand: book.goals(row).get(&month).map(|(amount, _)| amount.fen()),
        })
    }
}

/// When a shop was seen last before each of two days: a contact, an order that was entered here, a note, a field
/// that was found true.
fn seen_before(
    book: &Book,
    (row, orders): (Row, &[OrderView<'_>]),
    days: [NaiveDate; 2],
) -> [Option<NaiveDate>; 2] {
    let facts = book.facts(row);
    let contacts = facts.iter().filter(|it| !it.is_gone).filter_map(|it| {
        let Fact::Contact(contact) = it.fact else { return None };
        Some(contact.on)
    });
    let orders = orders.iter().filter(|it| it.source == OrderSource::App);
    let notes = book.notes(row).filter(|it| !it.is_retracted).map(|it| it.writer.on);
    let filled = book.filled_fields(row);
    let checked = filled.into_iter().filter_map(|field| book.confirmed_on(row, field));
    let all = contacts.chain(orders.map(|it| it.on)).chain(notes).chain(checked);
    all.fold([None; 2], |mut last, on| {
        for (last, day) in last.iter_mut().zip(days) {
            *last = (*last).max(Some(on).filter(|it| *it < day));
        }
        last
    })
}

fn trade_of(book: &Book, row: Row, now: Month) -> ShopTrade {
    let months = book.months(row);
    let sum = |from: Month| {
        let span = from.index()..from.on(3).index();
        let of = months.iter().filter(|it| span.contains(&it.month));
        of.fold(0_i64, |sum, it| sum.saturating_add(it.amount))
    };
    let level = |field| match book.value(row, field) {
        Some(Value::Integer(n)) => u8::try_from(n).ok(),
        Some(Value::Choice(n)) => Some(n),
        Some(Value::Text(_) | Value::Date(_) | Value::YesNo(_) | Value::Amount(_)) | None => None,
    };
    let trend = Trend { now: sum(now.back(3)), before: sum(now.back(15)) };
    ShopTrade { scale: level(fields::SCALE), tier: level(fields::TIER), trend }
}
