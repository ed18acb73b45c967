//! What becomes of one order of a file: it comes in whole or not at all. Its customer is the one of
//! the code, or of the licence; its products those of the codes. Unknown ones are made if the file
//! has a name for them. Not here: slices, and what is written when (`judge`).

use jipan_book::sheet::{OrderError, RowError};
use jipan_book::sorting::sort;
use jipan_book::{Book, Op, OrderView, OrderWrite, PlacedOrder};
use jipan_rules::NaiveDate;
use jipan_rules::check::{AMOUNT_YUAN_MAX, PRICE_YUAN_MAX};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::{CustomerId, OrderId};
use jipan_rules::values::{Money, Quantity, UnitPrice};

use super::found::Found;
use super::judge::Verdict;
use super::orders::{Grouped, LineSaid, OrderLines, at};
use crate::env::Env;
use crate::model::Model;

/// Most lines of one order, so that it fits into one change. `OURS`
const N_LINES_MAX: usize = 1_000;

/// The greatest price of a line, in ten-thousandths of a yuan, and its greatest amount either way, in
/// fen: what the endpoint takes. `OURS`
const PRICE_MAX: i64 = PRICE_YUAN_MAX * 10_000;
const AMOUNT_FEN_MAX: u64 = AMOUNT_YUAN_MAX.unsigned_abs() * 100;

/// The orders of a file while they are judged.
#[derive(Debug)]
pub(crate) struct OrderJudge {
    said: OrderLines,
    /// The lines of each order.
    lines: Grouped,
    /// The orders, those of one customer after each other: then what is written of a customer mostly
    /// stands in one change.
    turn: Vec<u32>,
    now: Found,
}

impl OrderJudge {
    pub(super) fn new(said: OrderLines) -> Self {
        let lines = said.by_order();
        let customer = |order: usize| {
            let first = lines.of(order).first().and_then(|line| said.lines.get(at(*line)));
            first.map_or(0, |line| line.customer)
        };
        let customers: Vec<u32> = (0..said.orders.len()).map(customer).collect();
        let turn = Grouped::new(customers.into_iter(), said.customers.len().max(1)).into_places();
        Self { said, lines, turn, now: Found::default() }
    }

    /// Begins with the book as it is.
    pub(super) fn begin(&mut self, book: &Book, verdict: &mut Verdict) {
        self.now = Found::new(book, &self.said);
        verdict.failures.clone_from(&self.said.failures);
    }

    /// Orders in all.
    pub(super) fn n(&self) -> usize {
        self.turn.len()
    }

    /// The order whose turn it is.
    pub(super) fn next_order(&self, idx: usize) -> Option<usize> {
        self.turn.get(idx).map(|order| at(*order))
    }
}

/// A line with its worth.
struct Worth {
    price: i64,
    amount: i64,
    /// By how much the amount is more than quantity × price, where the file says both.
    difference: i64,
}

impl Worth {
    /// The amount as the file states it. A price that it does not state is worked out, half up to the
    /// ten-thousandth; 0 for a quantity of 0.
    fn of(line: &LineSaid) -> Result<Self, OrderError> {
        let due = |price| amount_of(line.quantity, price).ok_or(OrderError::TooMuch);
        let worth = match (line.price, line.amount) {
            (Some(price), Some(amount)) => {
                Self { price, amount, difference: amount.saturating_sub(due(price)?) }
            }
            (Some(price), None) => Self { price, amount: due(price)?, difference: 0 },
            (None, stated) => {
                let amount = stated.unwrap_or_default(); // The check saw to it that there is one.
                let price = price_of(line.quantity, amount).ok_or(OrderError::SignsDiffer)?;
                Self { price, amount, difference: if line.quantity == 0 { amount } else { 0 } }
            }
        };
        let is_too_much = worth.price > PRICE_MAX || worth.amount.unsigned_abs() > AMOUNT_FEN_MAX;
        if is_too_much { Err(OrderError::TooMuch) } else { Ok(worth) }
    }
}

/// The lines of one order with what is wrong with them.
struct Judged {
    customer: Option<CustomerId>,
    lines: Vec<OrderLine>,
    /// For each line its record, and why it does not come in.
    wrong: Vec<(u32, Vec<RowError>)>,
    n_off: usize,
    off_fen: i64,
}

impl Judged {
    /// Record of the first line that is wrong.
    fn fault(&self) -> Option<u32> {
        self.wrong.iter().find(|(_, errors)| !errors.is_empty()).map(|(record, _)| *record)
    }
}

impl Model {
    /// Judges one order.
    pub(super) fn judge_order(
        &self,
        judge: &mut OrderJudge,
        order: usize,
        verdict: &mut Verdict,
        env: &mut Env,
    ) {
        let OrderJudge { said, lines, now, .. } = judge;
        let Some(about) = said.orders.get(order) else { return };
        let own = lines.of(order).iter().filter_map(|line| said.lines.get(at(*line)));
        let own: Vec<LineSaid> = own.copied().collect();
        let Some(on) = about.on else { return };
        let judged = self.judge_lines(said, &own, (now, on), env);
        if let Some(record) = [about.fault, judged.fault()].into_iter().flatten().min() {
            for (own, mut errors) in judged.wrong {
                if errors.is_empty() {
                    errors.push(RowError::Order(OrderError::LineOfOrder { record }));
                }
                verdict.failures.push((own, errors));
            }
            return;
        }
        let Some(customer) = judged.customer else { return };
        self.make_what_is_new(said, &own, (now, customer), verdict);
        count_rounded(said, &own, verdict);
        let facts = &mut verdict.facts;
        facts.n_lines = facts.n_lines.saturating_add(own.len());
        facts.n_off = facts.n_off.saturating_add(judged.n_off);
        facts.off_fen = facts.off_fen.saturating_add(judged.off_fen);
        let placed = PlacedOrder {
            number: about.number.clone(),
            on,
            source: OrderSource::File,
            status: OrderStatus::Delivered,
            review: 0,
            lines: judged.lines,
        };
        self.place(about.id, customer, placed, verdict);
    }

    fn judge_lines(
        &self,
        said: &OrderLines,
        own: &[LineSaid],
        (now, on): (&mut Found, NaiveDate),
        env: &mut Env,
    ) -> Judged {
        let first = own.first().map_or(0, |line| line.record);
        let mut judged =
            Judged { customer: None, lines: Vec::new(), wrong: Vec::new(), n_off: 0, off_fen: 0 };
        judged.lines.reserve(own.len());
        for line in own {
            let mut errors = Vec::new();
            if let Some(who) = said.customers.get(at(line.customer)) {
                match now.customer(&self.book, (line.customer, who), env) {
                    Ok(id) if *judged.customer.get_or_insert(id) == id => {}
                    Ok(_) => errors.push(RowError::Order(OrderError::OrderDiffers {
                        field: who.keys().first().map_or(fields::CODE, |(field, _)| *field),
                        record: first,
                    })),
                    Err(error) => errors.push(error),
                }
            }
            match Worth::of(line) {
                Ok(worth) => {
                    judged.n_off = judged.n_off.saturating_add(usize::from(worth.difference != 0));
                    judged.off_fen = judged.off_fen.saturating_add(worth.difference);
                    match now.product(said, line) {
                        Ok(product) => judged.lines.push(OrderLine {
                            product,
                            quantity: line.quantity,
                            price: worth.price,
                            amount: worth.amount,
                            pack: self.book.pack_on(product, on),
                        }),
                        Err(error) => errors.push(error),
                    }
                }
                Err(error) => errors.push(error.into()),
            }
            judged.wrong.push((line.record, errors));
        }
        if own.len() > N_LINES_MAX
            && let Some((_, errors)) = judged.wrong.first_mut()
        {
            let [n, n_max] = [own.len(), N_LINES_MAX].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            errors.push(RowError::Order(OrderError::TooManyLines { n, n_max }));
        }
        judged
    }

    /// Writes an order, unless the book has it just so. One that was taken out comes back; one that
    /// the file gives to another customer goes there.
    fn place(&self, id: OrderId, customer: CustomerId, placed: PlacedOrder, verdict: &mut Verdict) {
        let known = self.book.order(id);
        let stands = known.filter(|order| !order.is_gone);
        let own = known.filter(|order| self.book.survivor_of(order.customer) == customer);
        // Written for one that was merged into the customer, it stays where it is.
        let target = own.map_or(customer, |order| order.customer);
        let n = match stands {
            Some(order) if own.is_some() && is_same(&order, &placed) => {
                verdict.n_unchanged = verdict.n_unchanged.saturating_add(1);
                return;
            }
            Some(order) => {
                if own.is_none() {
                    let (customer, write) = (order.customer, OrderWrite::Drop { is_gone: true });
                    verdict.write(Op::Order { id, customer, write });
                }
                &mut verdict.n_updated
            }
            None => &mut verdict.n_added,
        };
        *n = n.saturating_add(1);
        let write = OrderWrite::Place(Box::new(placed));
        verdict.write(Op::Order { id, customer: target, write });
    }
}

/// Whether an order says what the book has, in whatever order its lines stand.
fn is_same(known: &OrderView<'_>, placed: &PlacedOrder) -> bool {
    if known.on != placed.on
        || *known.number != *placed.number
        || known.lines.len() != placed.lines.len()
    {
        return false;
    }
    if known.lines == placed.lines {
        return true;
    }
    let mut both = [known.lines.to_vec(), placed.lines.clone()];
    for lines in &mut both {
        sort(lines);
    }
    both[0] == both[1]
}

fn count_rounded(said: &OrderLines, own: &[LineSaid], verdict: &mut Verdict) {
    for line in own {
        let start = said.rounded.partition_point(|(record, ..)| *record < line.record);
        let rounded = said.rounded.iter().skip(start);
        for (_, field, more) in rounded.take_while(|(record, ..)| *record == line.record) {
            verdict.rounded.add(*field, *more);
        }
    }
}

/// What a quantity costs, in fen.
fn amount_of(quantity: i64, price: i64) -> Option<i64> {
    UnitPrice::new(price).times(Quantity::new(quantity)).map(Money::fen)
}

/// The price of one unit, in ten-thousandths of a yuan; `None` if it were negative.
fn price_of(quantity: i64, amount: i64) -> Option<i64> {
    if quantity == 0 || amount == 0 {
        return Some(0);
    }
    let (quantity, parts) = (i128::from(quantity), i128::from(amount).checked_mul(100)?);
    let (quantity, parts) = if quantity < 0 { (-quantity, -parts) } else { (quantity, parts) };
    if parts < 0 {
        return None;
    }
    i64::try_from(
        parts.checked_mul(2)?.checked_add(quantity)?.checked_div(quantity.checked_mul(2)?)?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_worked_out_half_up_and_never_negative() {
        assert_eq!(price_of(2, 26_196), Some(1_309_800));
        assert_eq!(price_of(3, 100), Some(3_333));
        assert_eq!(price_of(-3, -200), Some(6_667));
        assert_eq!(price_of(0, 500), Some(0));
        assert_eq!(price_of(4, 0), Some(0));
        assert_eq!(price_of(1, -500), None);
    }
}
