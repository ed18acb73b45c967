//! What the board and the screen 今日 list: which opportunity stands where, in which order, and the sums
//! over them. Made once for a state of the index; a screen shows windows of it. Not here: the index.

use core::cmp::Reverse;
use std::rc::Rc;

use jipan_book::Row;
use jipan_book::alerts::{Alert, alerts, alerts_since};
use jipan_book::sorting::{sort, sort_by_key};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{
    CloseItem, DealStanding, FunnelHistory, Place, Ratio, Stage, Turn, conversion, forecast, tasks,
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

/// A customer that was handed over in the last days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Handed {
    pub(crate) row: Row,
    /// What there is to do: the opportunity that runs, else the last one.
    pub(crate) at: Option<usize>,
    pub(crate) on: NaiveDate,
    pub(crate) by: PersonId,
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
    pub(crate) handed: Vec<Handed>,
    /// Whether there is an opportunity at all, whosever it is.
    pub(crate) has_any: bool,
    pub(crate) todos: Vec<Todo>,
}

/// What lists were made for: the state of the index, whose, and who looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListsKey {
    n_made: u64,
    owners: Owners,
    person: PersonId,
    n_customers: u32,
    /// Who one is in the company, and the state of its team: by it is said what is mine.
    team: Option<(PersonId, String, u64)>,
}

/// Dates that end: all of a state of the book and a day, and those of them that are shown.
#[derive(Debug)]
pub(crate) struct Ending {
    of: (u64, NaiveDate),
    all: Rc<[Alert]>,
    shown_for: ListsKey,
    pub(crate) shown: Rc<[Alert]>,
}

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

    fn lists_key(&self) -> ListsKey {
        let membership = self.sync.membership.as_ref();
        ListsKey {
            n_made: self.funnel.index.n_made,
            owners: self.funnel.owners,
            person: self.writer.person,
            n_customers: self.book.n_customers(),
            team: membership.map(|it| (it.me.person, it.me.name.clone(), it.team_revision())),
        }
    }

    /// Whether all of them are shown, whosever they are.
    fn shows_all(&self) -> bool {
        self.funnel.owners == Owners::All || !self.has_others()
    }

    /// Lists anew after something in the index or in the team changed; while it is counted the last lists
    /// stay.
    pub(super) fn list_funnel(&mut self) {
        let index = &self.funnel.index;
        if index.is_counting() {
            return;
        }
        let key = self.lists_key();
        if self.funnel.lists.as_ref().is_some_and(|(of, _)| *of == key) {
            return;
        }
        let is_all = self.shows_all();
        let is_shown = |shop: &Shop| !shop.is_closed && (is_all || self.is_mine(shop.owner));
        let shops = index.shops.iter().filter(|(_, shop)| is_shown(shop));
        let mut lists = listed(index, &shops, self.today);
        let n_with = index.shops.values().filter(|shop| !shop.deals.is_empty()).count();
        let n_all = usize::try_from(self.book.n_customers()).unwrap_or(usize::MAX);
        lists.n_without = n_all.saturating_sub(n_with);
        lists.has_any = index.shops.values().any(|it| !it.is_closed && !it.deals.is_empty());
        lists.handed = shops.filter_map(|(row, shop)| self.handed(*row, shop)).collect();
        sort_by_key(&mut lists.handed, |it| (Reverse(it.on), it.row));
        self.funnel.lists = Some((key, Rc::new(lists)));
    }

    /// A customer that somebody else handed to the person here in the last days, wherever its
    /// opportunities stand.
    fn handed(&self, row: Row, shop: &Shop) -> Option<Handed> {
        let (on, by) = shop.handed?;
        let is_new = self.today.signed_duration_since(on).num_days() <= HANDED_DAYS;
        if !is_new || !self.is_mine(shop.owner) || self.is_mine(Some(by)) {
            return None;
        }
        let running = shop.deals.iter().position(|it| it.deal.course.state.is_running());
        let at = running.or_else(|| shop.deals.len().checked_sub(1));
        Some(Handed { row, at, on, by })
    }

    /// Looks for dates that end, for the screen 今日: anew on another day, else of what was touched; and of
    /// all of them for those of the customers that are shown.
    pub(super) fn list_ending(&mut self) {
        let (of, shown_for) = ((self.book.revision(), self.today), self.lists_key());
        let old = self.funnel.ending.as_ref();
        if old.is_some_and(|it| it.of == of && it.shown_for == shown_for) {
            return;
        }
        let before = old.filter(|it| it.of.1 == self.today);
        let touched = before.and_then(|it| Some((it, self.book.touched_since(it.of.0)?)));
        let all: Rc<[Alert]> = match touched {
            Some((it, rows)) if rows.is_empty() => Rc::clone(&it.all),
            Some((it, rows)) => alerts_since(&self.book, self.today, (&it.all, &rows)).into(),
            None => alerts(&self.book, self.today).into(),
        };
        let is_all = self.shows_all();
        let owner = |row: Row| self.funnel.index.shops.get(&row).and_then(|it| it.owner);
        let is_shown = |it: &&Alert| is_all || self.is_mine(owner(it.row));
        let shown = all.iter().filter(is_shown).copied().collect();
        self.funnel.ending = Some(Ending { of, all, shown_for, shown });
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
        column.conversion = conversion(paths(), stage);
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
