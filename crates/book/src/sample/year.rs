//! A year in the life of the sample: when each shop came in, what was found out about it, who works
//! there. Everything that has a kind so far happens; new kinds join here. Not here: the shops.

use std::collections::BTreeMap;

use jipan_rules::budget::BudgetKey;
use jipan_rules::funnel::Fact;
use jipan_rules::order::OrderStatus;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, DealId, FactId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid};

use super::deals::{Beat, Deal, stories};
use super::services::Service;
use super::trade::Sale;
use super::{Outlet, SAMPLE_CUSTOMERS, SampleEnv, budget, goods, services, trade};
use crate::book::Book;
use crate::change::{
    Action, BatchInfo, BatchKind, Change, ChangeId, FunnelWrite, Op, OrderWrite, order_id_of,
};
use crate::sorting::sort_by_key;
use crate::stamp::{Clock, Stamp};

/// Days the year has. Most shops came in with the list that it begins with.
pub(super) const YEAR_DAYS: i64 = 365;
/// When most customers, the products and what was ordered before came in.
pub(super) const LIST_DAYS: i64 = YEAR_DAYS + 40;
/// Orders that come in by one change.
const N_SALES: usize = 150;
const DAY_MS: u64 = 86_400_000;
/// A list of the company came on that day.
pub(super) const LIST_DAYS_AGO: i64 = 30;
/// On that day a line was given to another account manager.
pub(super) const MOVED_DAYS_AGO: i64 = 120;
/// Customers that came in by one change.
const N_TOGETHER: usize = 50;

/// What happens to one customer.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    /// It comes into the book.
    Open(Vec<(FieldId, Value)>),
    /// A field gets another value, with a reason if it rarely changes.
    Edit(FieldId, Option<Value>, Option<&'static str>),
    /// Fields are found to be true.
    Confirm(Vec<FieldId>),
    /// A note is written.
    Note(&'static str),
    /// Somebody else works there.
    Contact(Vec<(FieldId, Value)>),
    /// It gets the manager of its line.
    Manager(String),
    /// The list of the company says something else.
    Stated(FieldId, Value),
    /// Something happens to an opportunity.
    Prospect(Beat),
    /// Products come in.
    Goods,
    /// A file of orders comes in.
    Orders(Vec<Sale>),
    /// Some of them are cancelled.
    Cancel(Vec<Sale>),
    /// Services are noted.
    Services(Vec<Service>),
    /// Values of the budget are entered.
    Budget(Action, Vec<(BudgetKey, String)>),
}

impl Deed {
    fn action(&self, came_with_list: bool) -> Action {
        match self {
            Self::Open(_) if came_with_list => Action::LoadSample,
            Self::Open(_) => Action::AddCustomer,
            Self::Edit(..) => Action::EditField,
            Self::Confirm(_) => Action::ConfirmField,
            Self::Note(_) => Action::AddNote,
            Self::Contact(_) => Action::EditContact,
            Self::Manager(_) => Action::BulkEdit,
            Self::Prospect(beat) => beat.action(),
            Self::Stated(..) | Self::Goods | Self::Orders(_) => Action::Import,
            Self::Cancel(_) => Action::MoveOrder,
            Self::Services(_) => Action::LogService,
            Self::Budget(action, _) => *action,
        }
    }

    /// Whether many of them are one tap.
    fn is_together(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Manager(_) | Self::Stated(..))
    }
}

/// The year under way.
pub(super) struct Year<'a> {
    env: SampleEnv,
    fresh_id: &'a mut dyn FnMut() -> Uuid,
    replica: ReplicaId,
    clock: Clock,
    batch: BatchId,
    ids: Vec<CustomerId>,
    deals: BTreeMap<u32, Deal>,
    /// The book so far, so that each write knows what it overwrites.
    book: Book,
    pub(super) changes: Vec<Change>,
}

impl<'a> Year<'a> {
    pub(super) fn new(env: SampleEnv, fresh_id: &'a mut dyn FnMut() -> Uuid) -> Self {
        let batch = BatchId::new(fresh_id());
        let (_, random) = fresh_id().as_u64_pair();
        let replica = ReplicaId::new(random << 8);
        let ids = (0..SAMPLE_CUSTOMERS).map(|_| CustomerId::new(fresh_id())).collect();
        let (clock, book, changes) = (Clock::new(Stamp::zero()), Book::new(), Vec::new());
        Self { env, fresh_id, replica, clock, batch, ids, deals: BTreeMap::new(), book, changes }
    }

    /// Everything in the order of days.
    pub(super) fn live(&mut self) {
        let mut deeds: Vec<(i64, u32, Deed)> = Vec::new();
        for n in 0..SAMPLE_CUSTOMERS {
            let outlet = Outlet { n, today: self.env.today };
            deeds.extend(outlet.year().into_iter().map(|(days_ago, deed)| (days_ago, n, deed)));
        }
        for (n, story) in stories(self.env.today) {
            deeds.extend(story.iter().map(|&(days_ago, beat)| (days_ago, n, Deed::Prospect(beat))));
        }
        deeds.extend(self.trade().into_iter().map(|(days_ago, deed)| (days_ago, 0, deed)));
        // Stable, so what one shop does on one day stays in its order.
        sort_by_key(&mut deeds, |(days_ago, _, deed)| (-days_ago, !deed.is_together()));
        let mut rest = deeds.into_iter().peekable();
        while let Some((days_ago, n, deed)) = rest.next() {
            let action = deed.action(days_ago >= YEAR_DAYS);
            let mut ops = self.ops(n, &deed, days_ago);
            let mut n_ops = 1;
            while deed.is_together()
                && n_ops < N_TOGETHER
                && let Some((_, n, next)) = rest.next_if(|(ago, _, next)| {
                    *ago == days_ago
                        && next.is_together()
                        && next.action(*ago >= YEAR_DAYS) == action
                })
            {
                ops.extend(self.ops(n, &next, days_ago));
                n_ops += 1;
            }
            self.happen(days_ago, action, ops);
        }
        let (kind, name, n_added) = (BatchKind::Sample, String::new(), SAMPLE_CUSTOMERS);
        let info = BatchInfo { id: self.batch, kind, name, n_added, n_updated: 0, n_failed: 0 };
        self.happen(0, Action::LoadSample, vec![Op::Batch(info)]);
    }

    fn happen(&mut self, days_ago: i64, action: Action, ops: Vec<Op>) {
        if ops.is_empty() {
            return;
        }
        let seq = u64::try_from(self.changes.len()).unwrap_or(0) + 1;
        // A minute lies between two taps of a day that ends now.
        let ago_ms = days_ago.unsigned_abs().saturating_mul(DAY_MS);
        let ms = self.env.now_ms.saturating_sub(ago_ms);
        let ms = ms.max(self.clock.last().ms().saturating_add(1)).min(self.env.now_ms);
        let change = Change {
            id: ChangeId { replica: self.replica, seq },
            stamp: self.clock.tick(ms, self.replica),
            on: Outlet { n: 0, today: self.env.today }.days_ago(days_ago),
            by: self.env.by,
            action,
            batch: Some(self.batch),
            undoes: None,
            undoes_batch: None,
            ops,
        };
        drop(self.book.apply(&change));
        self.changes.push(change);
    }

    fn ops(&mut self, n: u32, deed: &Deed, days_ago: i64) -> Vec<Op> {
        let Some(&id) = usize::try_from(n).ok().and_then(|n| self.ids.get(n)) else {
            return Vec::new();
        };
        let on = Outlet { n, today: self.env.today }.days_ago(days_ago);
        match deed {
            Deed::Open(values) => vec![Op::Create { id, values: values.clone() }],
            Deed::Edit(field, value, reason) => {
                vec![self.book.put(id, *field, value.clone(), reason.map(Into::into))]
            }
            Deed::Confirm(fields) => {
                fields.iter().map(|field| self.book.confirm(id, *field, on)).collect()
            }
            Deed::Note(text) => {
                let note = FactId::new((self.fresh_id)());
                vec![Op::Note { id: note, customer: id, text: (*text).into() }]
            }
            Deed::Contact(values) => {
                let contact = ContactId::new((self.fresh_id)());
                let put = |(field, value): &(FieldId, Value)| {
                    self.book.put_contact((id, contact), *field, Some(value.clone()))
                };
                values.iter().map(put).collect()
            }
            Deed::Manager(name) => {
                let value = Some(Value::Text(name.as_str().into()));
                vec![self.book.put(id, fields::MANAGER, value, None)]
            }
            Deed::Stated(field, value) => {
                vec![self.book.state(id, *field, Some(value.clone()), true)]
            }
            Deed::Prospect(beat) => self.told((n, id), *beat, on),
            Deed::Goods => {
                let values = goods::written().into_iter();
                let put =
                    |(id, field, from, value)| self.book.put_product(id, field, from, Some(value));
                values.map(put).collect()
            }
            Deed::Orders(sales) => {
                let place = |sale: &Sale| OrderWrite::Place(Box::new(sale.order.clone()));
                sales.iter().filter_map(|sale| self.order(sale, place(sale))).collect()
            }
            Deed::Cancel(sales) => {
                let to = OrderStatus::Cancelled;
                let cancel = || OrderWrite::Move { to, why: Some(trade::WHY_CANCELLED.into()) };
                sales.iter().filter_map(|sale| self.order(sale, cancel())).collect()
            }
            Deed::Services(all) => {
                let of = |Service { n, fact }: &Service| {
                    let (id, customer) = (FactId::new((self.fresh_id)()), *self.ids.get(*n)?);
                    let write = FunnelWrite::Say(Box::new(Fact::Service(Box::new(fact.clone()))));
                    Some(Op::Funnel { id, customer, deal: None, write })
                };
                all.iter().filter_map(of).collect()
            }
            Deed::Budget(_, values) => {
                let put = |(key, value): &(BudgetKey, String)| {
                    self.book.put_budget(*key, Some(value.as_str().into()))
                };
                values.iter().map(put).collect()
            }
        }
    }

    fn order(&self, sale: &Sale, write: OrderWrite) -> Option<Op> {
        let customer = *self.ids.get(usize::try_from(sale.n).ok()?)?;
        Some(Op::Order { id: order_id_of(&sale.order.number), customer, write })
    }

    /// Products, orders month by month, services and the budget, with how many days ago.
    fn trade(&mut self) -> Vec<(i64, Deed)> {
        let today = self.env.today;
        let came = |on: NaiveDate| today.signed_duration_since(on).num_days().clamp(0, LIST_DAYS);
        let mut deeds = vec![(LIST_DAYS, Deed::Goods)];
        let months = trade::months(today);
        for month in &months {
            let came = came(month.came_on);
            deeds.extend(month.sales.chunks(N_SALES).map(|it| (came, Deed::Orders(it.to_vec()))));
            let cancelled: Vec<Sale> = month.cancelled().cloned().collect();
            deeds.extend((!cancelled.is_empty()).then_some((came, Deed::Cancel(cancelled))));
        }
        let services = services::months(today);
        for (on, services) in &services {
            deeds.push((came(*on), Deed::Services(services.clone())));
        }
        let past = budget::Past { months: &months, services: &services };
        let budget = budget::entries(&self.env, &past, &mut *self.fresh_id);
        deeds
            .extend(budget.into_iter().map(|it| (came(it.on), Deed::Budget(it.action, it.values))));
        deeds
    }

    /// What is told of a prospect. One in some was sent by the first shop.
    fn told(&mut self, (n, customer): (u32, CustomerId), beat: Beat, on: NaiveDate) -> Vec<Op> {
        let outlet = Outlet { n, today: self.env.today };
        let mut fresh = || FactId::new((self.fresh_id)());
        let begin = || Deal::new(DealId::new(fresh().uuid()), &outlet);
        let deal = self.deals.entry(n).or_insert_with(begin);
        let referrer = self.ids.first().copied().filter(|first| *first != customer);
        let facts = deal.facts(beat, (&outlet, on), referrer, &mut fresh);
        let of = deal.id;
        let op = |(id, fact): (FactId, Fact)| {
            let deal = fact.is_of_deal().then_some(of);
            Op::Funnel { id, customer, deal, write: FunnelWrite::Say(Box::new(fact)) }
        };
        facts.into_iter().map(op).collect()
    }
}
