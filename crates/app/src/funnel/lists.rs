//! What the board and the screen 今日 list: which opportunity stands where, in which order, and the sums
//! over them. Made once for a state of the index; a screen shows windows of it. Not here: the index.

use core::cmp::Reverse;
use std::rc::Rc;

use jipan_book::Row;
use jipan_book::alerts::{Alert, alerts};
use jipan_book::sorting::{sort, sort_by_key};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    CloseItem, DealStanding, Entry, FunnelHistory, Place, Ratio, Stage, Turn, forecast, tasks,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, FactId, PersonId};

use super::index::{FunnelIndex, Known, Shop};
use crate::event::{DealRef, Owners};
use crate::model::Model;

/// Days for which a customer that was handed over is listed as new. `OURS`
const HANDED_DAYS: i64 = 7;

/// An opportunity of the index: the row, and its place among those of it.
pub(crate) type Spot = (Row, usize);

/// The turns that take an opportunity off the board.
pub(crate) const OUTS: [Turn; 4] = [Turn::Lost, Turn::Frozen, Turn::OutOfReach, Turn::Cancelled];

/// A column of the board.
#[derive(Debug, Default)]
pub(crate) struct Column {
    /// Its cards: the stale first, then the longest there.
    pub(crate) spots: Vec<Spot>,
    pub(crate) amount: Money,
    pub(crate) n_without_amount: usize,
    pub(crate) forecast: Option<Money>,
    pub(crate) n_stale: usize,
    pub(crate) n_days: i64,
    pub(crate) oldest_days: Option<i64>,
    pub(crate) conversion: Option<Ratio>,
}

/// Something to be done that is no contact.
#[derive(Debug)]
pub(crate) struct Todo {
    pub(crate) row: Row,
    pub(crate) what: TodoWhat,
}

/// What.
#[derive(Debug)]
pub(crate) enum TodoWhat {
    /// A task after the closing of an opportunity, by when, and days late.
    AfterClose(DealRef, CloseItem, NaiveDate, i64),
    /// An instruction waits for an answer, written for a customer.
    Instruction(FactId, CustomerId, String),
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(crate) columns: [Column; 4],
    pub(crate) outs: [Vec<Spot>; 4],
    pub(crate) forecast: Option<Money>,
    pub(crate) n_without: usize,
    pub(crate) late: Vec<Spot>,
    pub(crate) due: Vec<Spot>,
    pub(crate) handed: Vec<Spot>,
    pub(crate) todos: Vec<Todo>,
}

/// What lists were made for: the state of the index, whose, and who looks.
pub(crate) type ListsKey = (u64, Owners, PersonId, u32);

/// Dates that end, with what they were looked for in.
pub(crate) type Ending = ((u64, NaiveDate), Rc<[Alert]>);

impl Model {
    /// Whether anybody else can have customers that are here.
    pub(crate) fn has_others(&self) -> bool {
        let Some(it) = &self.sync.membership else { return false };
        let mut people = it.team.iter().flat_map(|team| &team.people);
        people.any(|person| !it.is_self(person.id))
    }

    /// Whether the person here has what this one has; what nobody has is everybody's.
    pub(crate) fn is_mine(&self, owner: Option<PersonId>) -> bool {
        match (&self.sync.membership, owner) {
            (Some(it), Some(owner)) => owner == it.me.person || it.is_self(owner),
            (None, _) | (_, None) => true,
        }
    }

    /// Lists anew after something in the index changed; while it is counted the last lists stay.
    pub(super) fn list_funnel(&mut self) {
        let index = &self.funnel.index;
        if index.is_counting() {
            return;
        }
        let (owners, person) = (self.funnel.owners, self.writer.person);
        let key = (index.n_made, owners, person, self.book.n_customers());
        if self.funnel.lists.as_ref().is_some_and(|(of, _)| *of == key) {
            return;
        }
        let is_all = owners == Owners::All || !self.has_others();
        let is_shown = |shop: &Shop| !shop.is_closed && (is_all || self.is_mine(shop.owner));
        let shops = index.shops.iter().filter(|(_, shop)| is_shown(shop));
        let mut lists = listed(index, &shops, self.today);
        let n_with = index.shops.values().filter(|shop| !shop.deals.is_empty()).count();
        let n_all = usize::try_from(self.book.n_customers()).unwrap_or(usize::MAX);
        lists.n_without = n_all.saturating_sub(n_with);
        let is_new = |row: Row, shop: &Shop| {
            let is_other = |by| !self.is_mine(Some(by));
            shop.handed.filter(|(_, by)| self.is_mine(shop.owner) && is_other(*by)).is_some_and(
                |(on, _)| {
                    let days = self.today.signed_duration_since(on).num_days();
                    days <= HANDED_DAYS && self.book.is_visible(row)
                },
            )
        };
        let shops = index.shops.iter().filter(|(_, shop)| is_shown(shop));
        let handed = shops.filter(|(row, shop)| is_new(**row, shop));
        lists.handed = handed
            .filter_map(|(row, shop)| {
                let running = shop.deals.iter().position(|it| it.deal.course.state.is_running());
                Some((*row, running?))
            })
            .collect();
        self.funnel.lists = Some((key, Rc::new(lists)));
    }

    /// Looks for dates that end, for the screen 今日.
    pub(super) fn list_ending(&mut self) {
        let key = (self.book.revision(), self.today);
        if self.funnel.ending.as_ref().is_none_or(|(of, _)| *of != key) {
            self.funnel.ending = Some((key, alerts(&self.book, self.today).into()));
        }
    }
}

impl FunnelIndex {
    pub(crate) fn known(&self, (row, at): Spot) -> Option<&Known> {
        self.shops.get(&row)?.deals.get(at)
    }
}

/// Where everything stands.
fn listed<'a>(
    index: &FunnelIndex,
    shops: &(impl Iterator<Item = (&'a Row, &'a Shop)> + Clone),
    today: NaiveDate,
) -> Lists {
    let mut lists = Lists::default();
    let rules = index.rules();
    for (row, shop) in shops.clone() {
        for (at, known) in shop.deals.iter().enumerate() {
            lists.put((*row, at), &known.standing);
            lists.put_tasks(*row, known, (&rules, today));
        }
        let waits = shop.instructions.iter().map(|it| Todo {
            row: *row,
            what: TodoWhat::Instruction(it.id, it.customer, it.text.clone()),
        });
        lists.todos.extend(waits);
    }
    lists.order(index);
    let weights = &rules.on(today).weights;
    let sum = |spots: &[Spot]| {
        let pipeline = spots.iter().filter_map(|spot| index.known(*spot)?.pipeline());
        forecast(pipeline, weights).map(|it| it.value)
    };
    let paths = || {
        let deals = shops.clone().flat_map(|(_, shop)| &shop.deals);
        deals.map(|known| known.path.as_slice())
    };
    for (stage, column) in Stage::ALL.into_iter().zip(&mut lists.columns) {
        column.forecast = sum(&column.spots);
        column.conversion = gone_on(paths(), stage);
        for spot in column.spots.clone() {
            if let Some(known) = index.known(spot) {
                column.add(known);
            }
        }
    }
    let all: Vec<Spot> = lists.columns.iter().flat_map(|it| it.spots.iter().copied()).collect();
    lists.forecast = sum(&all);
    lists
}

/// How many of those that were ever in a stage went on to a later one; none for the last, and where
/// nobody was.
fn gone_on<'a>(paths: impl Iterator<Item = &'a [Entry]>, stage: Stage) -> Option<Ratio> {
    let mut ratio = Ratio::default();
    for path in paths {
        let mut rest = path.iter().skip_while(|it| it.place != Place::In(stage));
        if rest.next().is_some() {
            ratio.of = ratio.of.saturating_add(1);
            let goes_on = rest.any(|it| matches!(it.place, Place::In(later) if later > stage));
            ratio.n = ratio.n.saturating_add(usize::from(goes_on));
        }
    }
    (ratio.of > 0 && stage != Stage::Base).then_some(ratio)
}

impl Column {
    fn add(&mut self, known: &Known) {
        match known.amount() {
            Some(amount) => {
                let fen = self.amount.fen().saturating_add(amount.fen());
                self.amount = Money::from_fen(fen);
            }
            None => self.n_without_amount = self.n_without_amount.saturating_add(1),
        }
        let days = known.standing.days;
        self.n_stale = self.n_stale.saturating_add(usize::from(known.standing.is_stale));
        self.n_days = self.n_days.saturating_add(days);
        self.oldest_days = self.oldest_days.max(Some(days));
    }

    /// Days in the stage, on average, rounded down.
    pub(crate) fn avg_days(&self) -> Option<i64> {
        let n = i64::try_from(self.spots.len()).ok()?;
        self.n_days.checked_div(n)
    }
}

impl Lists {
    fn put(&mut self, spot: Spot, standing: &DealStanding) {
        match standing.place {
            Place::In(stage) => {
                let columns = Stage::ALL.into_iter().zip(&mut self.columns);
                for (_, column) in columns.filter(|(of, _)| *of == stage) {
                    column.spots.push(spot);
                }
            }
            Place::Out(turn) => {
                let outs = OUTS.into_iter().zip(&mut self.outs);
                for (_, out) in outs.filter(|(of, _)| *of == turn) {
                    out.push(spot);
                }
            }
        }
        match standing.due.map(|due| due.late_days) {
            Some(0) => self.due.push(spot),
            Some(days) if days > 0 => self.late.push(spot),
            Some(_) | None => {}
        }
    }

    /// The tasks after a closing that are due.
    fn put_tasks(&mut self, row: Row, known: &Known, (rules, today): (&FunnelHistory, NaiveDate)) {
        let open = tasks(&known.deal.course, rules).into_iter();
        for task in open.filter(|task| task.done.is_none() && task.due <= today) {
            let late_days = today.signed_duration_since(task.due).num_days();
            let deal = DealRef { customer: known.deal.customer, deal: known.deal.id };
            let what = TodoWhat::AfterClose(deal, task.item, task.due, late_days);
            self.todos.push(Todo { row, what });
        }
    }

    fn order(&mut self, index: &FunnelIndex) {
        let standing = |spot: Spot| index.known(spot).map(|it| &it.standing);
        for column in &mut self.columns {
            order_by(&mut column.spots, |spot| {
                let it = standing(spot);
                (!it.is_some_and(|it| it.is_stale), Reverse(it.map(|it| it.days)))
            });
        }
        for out in &mut self.outs {
            order_by(out, |spot| Reverse(standing(spot).map(|it| it.since)));
        }
        let worth = |spot: Spot| {
            let known = index.known(spot);
            let amount = known.and_then(Known::amount).map(Money::fen);
            (known.map(|it| it.standing.level.code()), Reverse(amount))
        };
        let late = |spot: Spot| standing(spot).and_then(|it| it.due).map(|it| it.late_days);
        order_by(&mut self.late, |spot| (Reverse(late(spot)), worth(spot)));
        order_by(&mut self.due, worth);
        // Who asked for something waits longer than what a list asks for.
        let rank = |it: &Todo| match &it.what {
            TodoWhat::Instruction(..) => (false, Reverse(0)),
            TodoWhat::AfterClose(.., late_days) => (true, Reverse(*late_days)),
        };
        sort_by_key(&mut self.todos, |it| (rank(it), it.row));
    }
}

/// Orders opportunities by a key that is asked for once each; those alike stay in the order of their rows.
fn order_by<K: Ord>(spots: &mut [Spot], key: impl Fn(Spot) -> K) {
    let mut keyed: Vec<(K, Spot)> = spots.iter().map(|spot| (key(*spot), *spot)).collect();
    sort(&mut keyed);
    for (spot, (_, sorted)) in spots.iter_mut().zip(keyed) {
        *spot = sorted;
    }
}
