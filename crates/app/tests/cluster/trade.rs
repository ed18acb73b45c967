//! What people do about orders, products and rules, and what the office does with roles. Not here: who
//! does what when.

use jipan_app::event::{PadKey, RulesEvent, TradeEvent};
use jipan_app::{Event, Route};
use jipan_book::{Book, OrderView};
use jipan_rules::order::{Disputed, OrderStatus, Outcome};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::setting::RuleKey;
use jipan_rules::values::ids::{CustomerId, OrderId};
use jipan_sync::wire::TeamRequest;

use super::claims::Place;
use super::world::{Step, World};

/// What trade adds: a step is one of these three times in ten.
pub(super) const TRADE: [(usize, Step); 8] = [
    (14, Step::Order),
    (12, Step::OrderMove),
    (4, Step::OrderFile),
    (6, Step::Object),
    (8, Step::Product),
    (4, Step::Rule),
    (3, Step::Bank),
    (3, Step::Role),
];

const STATUSES: [OrderStatus; 5] = [
    OrderStatus::InReview,
    OrderStatus::Placed,
    OrderStatus::Delivered,
    OrderStatus::Rejected,
    OrderStatus::Cancelled,
];

impl World<'_> {
    fn trades(&mut self, idx: usize, tab: usize, events: Vec<TradeEvent>) {
        let site = &mut self.members[idx].site;
        for event in events {
            site.happens(tab, Event::Trade(event), self.now_ms);
        }
    }

    pub(super) fn book(&self, idx: usize, tab: usize) -> Option<&Book> {
        let open = self.members[idx].site.tabs[tab].as_ref()?;
        open.model.is_at_rest().then(|| open.model.book())
    }

    fn order_ids(&self, idx: usize, tab: usize) -> Vec<OrderId> {
        self.book(idx, tab).into_iter().flat_map(Book::all_orders).map(|(_, it)| it.id).collect()
    }

    /// Enters an order for somebody, or repeats the last one.
    pub(super) fn orders(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let Some(book) = self.book(idx, tab) else { return };
        let products: Vec<_> = book.products().map(|it| it.id).collect();
        if products.is_empty() {
            return;
        }
        let before = self.order_ids(idx, tab);
        let route = Route::Order(customer);
        self.members[idx].site.happens(tab, Event::LinkFollowed(route), self.now_ms);
        let mut events = Vec::new();
        if self.dice.once_in(3) {
            events.push(TradeEvent::RepeatPressed);
        } else {
            // Many are above what is ordered without a review.
            let product = products[self.dice.below(products.len())];
            events.push(TradeEvent::LineToggled(product));
            let digit = u8::try_from(1 + self.dice.below(9)).unwrap();
            events.push(TradeEvent::PadPressed(PadKey::Digit(digit)));
            if self.dice.once_in(2) {
                events.push(TradeEvent::PadPressed(PadKey::Digit(0)));
            }
            events.push(TradeEvent::PadPressed(PadKey::Next));
        }
        events.push(TradeEvent::EntryDone);
        self.trades(idx, tab, events);
        let Some(book) = self.book(idx, tab) else { return };
        let new = book.all_orders().find(|(_, it)| !before.contains(&it.id));
        let Some((_, order)) = new else { return };
        let (of, number) = (order.customer, order.number.to_owned());
        self.tells(format_args!("  {idx}.{tab} orders {number} for {of:?}"));
        self.claims.keep(idx, of, Place::Order, number);
    }

    /// Moves an order to wherever it may go, or asks for what may not be.
    pub(super) fn moves_order(&mut self, idx: usize) {
        let wish = self.dice.below(2);
        let Some(tab) = self.members[idx].site.open_tab(wish) else { return };
        let ids = self.order_ids(idx, tab);
        if ids.is_empty() {
            return;
        }
        let id = ids[self.dice.below(ids.len())];
        let to = STATUSES[self.dice.below(STATUSES.len())];
        self.tells(format_args!("  {idx}.{tab} moves {id:?} to {to:?}"));
        self.trades(idx, tab, vec![TradeEvent::OrderMoved { id, to, why: String::new() }]);
    }

    /// Few orders of a file, so that they come again with other lines.
    pub(super) fn imports_orders(&mut self, idx: usize) {
        let (n, of, now_ms) = (self.dice.below(4), self.dice.below(5), self.now_ms);
        let quantity = 1 + self.dice.below(50);
        let file = format!(
            "订单号,订单日期,客户代码,商品代码,商品名称,数量,单价\n\
             F{n},2026-11-2{n},K{of},P{n},货{n},{quantity},12\n"
        );
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(0) else { return };
        let Some(open) = &mut site.tabs[tab] else { return };
        open.chooses("o.csv", file.as_bytes());
        site.happens(tab, Event::ImportStarted, now_ms);
    }

    pub(super) fn objects(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let text = format!("不服{}号", self.text());
        let route = Route::Customer(customer);
        self.members[idx].site.happens(tab, Event::LinkFollowed(route), self.now_ms);
        let open = self.book(idx, tab).and_then(|book| {
            let row = book.row_of(customer)?;
            book.objections(row).next().map(|it| (it.id, it.customer))
        });
        let (event, of) = match open {
            Some((id, of)) if self.dice.once_in(2) => {
                let (outcome, text) = (Outcome::Upheld, text.clone());
                (TradeEvent::ObjectionAnswered { id, outcome, text }, of)
            }
            Some(_) | None => {
                (TradeEvent::Objected { about: Disputed::Tier, text: text.clone() }, customer)
            }
        };
        self.trades(idx, tab, vec![event]);
        let is_shown = self.book(idx, tab).is_some_and(|book| {
            let row = book.row_of(customer);
            let mut all = row.into_iter().flat_map(|row| book.objections(row));
            all.any(|it| *it.text == *text || it.answer.is_some_and(|it| *it.text == *text))
        });
        if is_shown {
            self.claims.keep(idx, of, Place::Objection, text);
        }
    }

    /// Adds one of few products, or gives one a value from a day on; also what it costs.
    pub(super) fn sells(&mut self, idx: usize) {
        let wish = self.dice.below(2);
        let Some(tab) = self.members[idx].site.open_tab(wish) else { return };
        let (n, code) = (self.text(), format!("P{}", self.dice.below(4)));
        let Some(book) = self.book(idx, tab) else { return };
        let known = book.product_by_code(&code).map(|it| it.id);
        let (name, cost) = (format!("货{n}号"), format!("9{n:05}.4321"));
        let secret = cost.replace('.', "");
        let mut texts = vec![
            (fields::PRODUCT_CODE, code.clone()),
            (fields::PRODUCT_NAME, name.clone()),
            (fields::PRODUCT_PRICE, "100".to_owned()),
        ];
        let has_cost = self.dice.once_in(2);
        if has_cost {
            texts.push((fields::PRODUCT_COST, cost));
            self.claims.is_secret(secret);
        }
        let from = format!("2026-{:02}-01", 1 + self.dice.below(12));
        self.members[idx].site.happens(tab, Event::LinkFollowed(Route::Products), self.now_ms);
        let saved = TradeEvent::ProductSaved { texts, from };
        self.trades(idx, tab, vec![TradeEvent::ProductOpened(known), saved]);
        let is_shown = self.book(idx, tab).is_some_and(|book| {
            let product = book.product_by_code(&code);
            product.is_some_and(|it| it.names().any(|it| it == name))
        });
        self.tells(format_args!("  {idx}.{tab} sells {code} as {name}: {is_shown}"));
        if is_shown {
            self.claims.keep(idx, jipan_sync::wire::NO_CUSTOMER, Place::Shared, name);
        }
    }

    /// Sets above which amount orders are reviewed, or takes that back.
    pub(super) fn rules(&mut self, idx: usize) {
        let wish = self.dice.below(2);
        let Some(tab) = self.members[idx].site.open_tab(wish) else { return };
        let (n, key) = (self.text(), RuleKey::ReviewAmount);
        let set = self.book(idx, tab).and_then(|book| book.rules().keys().next().copied());
        let events = match set {
            Some((_, from)) if self.dice.once_in(3) => vec![RulesEvent::Reverted(key, from)],
            Some(_) | None => vec![
                RulesEvent::Opened(Some(key)),
                RulesEvent::Typed { slot: 0, text: (2_000 + n).to_string() },
                RulesEvent::Previewed,
                RulesEvent::Set,
            ],
        };
        let site = &mut self.members[idx].site;
        site.happens(tab, Event::LinkFollowed(Route::Rules), self.now_ms);
        for event in events {
            site.happens(tab, Event::Rules(event), self.now_ms);
        }
        let said = (2_000 + n).to_string();
        let value = self.book(idx, tab).and_then(|book| {
            let values = book.rules().values().filter_map(|it| it.value.as_deref());
            values.into_iter().find(|it| it.contains(&said)).map(str::to_owned)
        });
        self.tells(format_args!("  {idx}.{tab} rules {value:?}"));
        if let Some(value) = value {
            self.claims.keep(idx, jipan_sync::wire::NO_CUSTOMER, Place::Shared, value);
        }
    }

    /// What only managers read of a customer.
    pub(super) fn banks(&mut self, idx: usize) {
        let Some((tab, customer)) = self.somebody(idx) else { return };
        let account = format!("62220000{:08}", self.text());
        self.claims.is_secret(account.clone());
        self.members[idx].site.types(tab, customer, fields::BANK_ACCOUNT, &account, self.now_ms);
    }

    /// Somebody becomes another one in the team.
    pub(super) fn promotes(&mut self, idx: usize) {
        if self.is_boss(idx) {
            return;
        }
        let role = [Role::Rep, Role::Supervisor, Role::Manager][self.dice.below(3)];
        let territories = match role {
            Role::Manager => Vec::new(),
            Role::Supervisor => self.territories[..2].to_vec(),
            Role::Rep => vec![self.territories[idx % 3]],
        };
        let (person, name) = (self.members[idx].person, format!("人{idx}"));
        let request = TeamRequest::SetPerson { person, name, role: role.into(), territories };
        self.company.try_team(&request);
        let people = self.company.looks(|records| records.people());
        let now = people.into_iter().find(|it| it.id == person).map(|it| it.role);
        self.members[idx].role = now.unwrap_or(role);
        self.tells(format_args!("  {idx} is {:?}", self.members[idx].role));
    }
}

/// I16: an order never leaves a status that ends it, but by an undo of the one who ended it.
pub(super) fn goes_as_the_table_says(order: &OrderView<'_>) {
    let mut at = order.began;
    for it in order.moves().iter().filter(|it| it.counts) {
        let is_undo =
            matches!(it.writer.action, jipan_book::Action::Undo | jipan_book::Action::Redo);
        assert!(it.from == at, "{} is at {at:?}", order.number);
        assert!(is_undo || at == it.to || at.may_become(it.to), "{} left {at:?}", order.number);
        at = it.to;
    }
    assert_eq!(order.status, at, "{}", order.number);
}

/// Whether a book holds a text about a customer, or about none.
pub(super) fn holds(book: &Book, customer: CustomerId, text: &str) -> bool {
    let names = || book.products().any(|it| it.names().any(|name| name == text));
    let rules = || book.rules().values().any(|it| it.value.as_deref() == Some(text));
    let is_said = |key| book.budget_history(key).iter().any(|(_, it)| *it == Some(text));
    let budget = || book.budget().keys().any(|key| is_said(*key));
    let Some(row) = book.row_of(customer) else { return names() || rules() || budget() };
    let is_it = |said: &str| said == text;
    book.own_orders(row).any(|it| is_it(it.number))
        || book
            .objections(row)
            .any(|it| is_it(it.text) || it.answer.is_some_and(|it| is_it(it.text)))
        || book.facts(row).iter().any(|it| it.fact.texts().any(is_it))
}
