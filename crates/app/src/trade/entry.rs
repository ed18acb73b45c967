//! Entering an order: from the last one, key by key, to one change. What is typed is a draft until then.

use core::cmp::Reverse;

use jipan_book::sorting::sort_by_key;
use jipan_book::{Action, Op, OrderView, OrderWrite, PlacedOrder, Row};
use jipan_rules::order::{OrderLine, OrderSource, OrderStatus, amount_of};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{CustomerId, OrderId, ProductId};
use jipan_rules::values::{Money, UnitPrice};
use jipan_rules::{Datelike as _, NaiveDate};

use super::draft::QUANTITY_MAX;
use super::{Draft, DraftLine, order_key};
use crate::commit::Mark;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::PadKey;
use crate::model::Model;
use crate::route::Route;

/// What the number of an order ends with; neither I, L, O nor U, which are misread.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The number of an order that is entered here: its day and four signs of its id. `OURS`
pub(crate) fn number_of(id: OrderId, on: NaiveDate) -> String {
    let bits = id.uuid().as_u128();
    let letter = |place: u32| {
        let at = usize::try_from(bits >> (place * 5) & 31).unwrap_or_default();
        LETTERS.get(at).copied().map_or('0', char::from)
    };
    let day =
        on.year().rem_euclid(100) * 10_000 + date_part(on.month()) * 100 + date_part(on.day());
    let end: String = (0..4).map(letter).collect();
    format!("{day:06}-{end}")
}

/// Whether an order was neither rejected nor cancelled.
pub(crate) fn stands(order: &OrderView<'_>) -> bool {
    match order.status {
        OrderStatus::InReview | OrderStatus::Placed | OrderStatus::Delivered => true,
        OrderStatus::Rejected | OrderStatus::Cancelled => false,
    }
}

fn date_part(part: u32) -> i32 {
    i32::try_from(part).unwrap_or_default()
}

impl Model {
    /// The customer for whom an order is entered.
    pub(crate) fn entry_customer(&self) -> Option<CustomerId> {
        let Route::Order(id) = self.route else { return None };
        Some(self.book.survivor_of(id))
    }

    /// The order being entered for a customer.
    pub(crate) fn order_draft(&self, customer: CustomerId) -> Draft {
        let text = self.drafts.texts.get(&order_key(customer));
        text.map(|text| Draft::read(text)).unwrap_or_default()
    }

    /// The last order that can be ordered again.
    pub(crate) fn last_order(&self, customer: CustomerId) -> Option<OrderView<'_>> {
        let row = self.book.row_of(customer)?;
        let is_bought = |it: &OrderView<'_>| it.lines.iter().any(|line| line.quantity > 0);
        self.orders_of(row).into_iter().find(|it| stands(it) && is_bought(it))
    }

    /// The orders of a customer: the latest day first, of one day what was entered last.
    pub(crate) fn orders_of(&self, row: Row) -> Vec<OrderView<'_>> {
        let mut orders: Vec<OrderView<'_>> = self.book.orders(row).collect();
        sort_by_key(&mut orders, |it| Reverse((it.on, it.writer.stamp, it.number)));
        orders
    }

    fn keep_order(&mut self, customer: CustomerId, draft: &Draft) -> Vec<Effect> {
        let key = order_key(customer);
        if draft.lines.is_empty() {
            if self.drafts.texts.contains_key(&key) { self.drop_draft(key) } else { Vec::new() }
        } else {
            self.typed(key, &draft.text())
        }
    }

    /// Takes over what was bought the last time and is still on sale; what is entered already stays.
    pub(super) fn repeat_order(&mut self) -> Vec<Effect> {
        let Some(customer) = self.entry_customer().filter(|_| self.may_write()) else {
            return Vec::new();
        };
        let mut draft = self.order_draft(customer);
        let lines = self.last_order(customer).map(|it| it.lines.to_vec()).unwrap_or_default();
        let entered: Vec<ProductId> = draft.lines.iter().map(|it| it.product).collect();
        let mut n_left_out = 0;
        for OrderLine { product, quantity, price, .. } in lines {
            let is_bought = quantity > 0 && price > 0;
            if !is_bought || !self.is_on_sale(product) {
                n_left_out = usize::saturating_add(n_left_out, 1);
            } else if let Some(line) = draft.lines.iter_mut().find(|it| it.product == product) {
                // A product that stands in several lines of the last order is ordered once, all of it.
                if !entered.contains(&product) {
                    line.quantity = line.quantity.saturating_add(quantity).min(QUANTITY_MAX);
                }
            } else {
                draft.lines.push(DraftLine { product, quantity, is_free: false });
            }
        }
        self.trade.n_left_out = n_left_out;
        self.trade.line = None;
        self.keep_order(customer, &draft)
    }

    /// Whether a product can be ordered.
    pub(crate) fn is_on_sale(&self, product: ProductId) -> bool {
        let product = self.book.product(product);
        product.is_some_and(|it| it.value(fields::PRODUCT_ACTIVE) != Some(&Value::YesNo(false)))
    }

    /// Opens a line for its quantity, or leaves it.
    pub(super) fn toggle_line(&mut self, product: ProductId) -> Vec<Effect> {
        let is_open = self.trade.line.is_some_and(|(open, _)| open == product);
        self.go_to_line(Some(product).filter(|_| !is_open))
    }

    /// Goes to another line. One of which nothing is ordered goes.
    fn go_to_line(&mut self, line: Option<ProductId>) -> Vec<Effect> {
        let Some(customer) = self.entry_customer() else { return Vec::new() };
        self.trade.line = line.map(|line| (line, false));
        let mut draft = self.order_draft(customer);
        draft.tidy();
        if draft == self.order_draft(customer) {
            return Vec::new();
        }
        self.keep_order(customer, &draft)
    }

    /// A key of the pad, for the open line.
    pub(super) fn pad_pressed(&mut self, key: PadKey) -> Vec<Effect> {
        let open = self.entry_customer().zip(self.trade.line).filter(|_| self.may_write());
        let Some((customer, (product, is_typed))) = open else { return Vec::new() };
        let mut draft = self.order_draft(customer);
        if key == PadKey::Next {
            let next = draft.after(product);
            return self.go_to_line(next);
        }
        draft.press(product, key, !is_typed);
        let is_number = match key {
            PadKey::Digit(_) | PadKey::Hundred | PadKey::Back => true,
            PadKey::Sign | PadKey::Free | PadKey::Next => is_typed,
        };
        self.trade.line = Some((product, is_number));
        self.keep_order(customer, &draft)
    }

    /// The order being entered is given up.
    pub(super) fn drop_entry(&mut self) -> Vec<Effect> {
        let Some(customer) = self.entry_customer() else { return Vec::new() };
        self.trade.line = None;
        self.trade.n_left_out = 0;
        self.keep_order(customer, &Draft::default())
    }

    /// A line with the price and the pack of the day; none where nobody knows the price.
    pub(crate) fn priced(&self, line: &DraftLine) -> (OrderLine, bool) {
        let DraftLine { product, quantity, is_free } = *line;
        let price = if is_free { Some(0) } else { self.book.price_on(product, self.today) };
        let (has_price, price) = (price.is_some(), price.unwrap_or_default());
        let amount = amount_of(quantity, UnitPrice::new(price)).map_or(i64::MAX, Money::fen);
        let pack = self.book.pack_on(product, self.today);
        (OrderLine { product, quantity, price, amount, pack }, has_price)
    }

    /// "Done": one change, and back to the file.
    pub(super) fn place_order(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(customer) = self.entry_customer().filter(|_| self.may_write()) else {
            return Vec::new();
        };
        let mut draft = self.order_draft(customer);
        draft.tidy();
        if draft.lines.is_empty() {
            return Vec::new();
        }
        let review = self.bits_of_review(customer, &draft);
        let status = if review.is_special() { OrderStatus::InReview } else { OrderStatus::Placed };
        let id = OrderId::new(env.ids.fresh());
        let placed = PlacedOrder {
            number: number_of(id, env.today).into(),
            on: env.today,
            source: OrderSource::App,
            status,
            review: review.bits(),
            lines: draft.lines.iter().map(|it| self.priced(it).0).collect(),
        };
        let op = Op::Order { id, customer, write: OrderWrite::Place(Box::new(placed)) };
        let key = order_key(customer);
        let text = self.drafts.texts.get(&key).cloned().unwrap_or_default();
        let mut effects =
            self.commit_tap(Mark::of(Action::AddOrder), vec![op], vec![(key, text)], env);
        if effects.is_empty() {
            return self.keep_drafts();
        }
        effects.extend(self.replace_with(Route::Customer(customer), env));
        self.trade.open_order = Some(id);
        effects
    }
}
