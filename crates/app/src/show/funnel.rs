//! What the screens of the funnel show: the quick entry, the board and its cards. Not here: 今日
//! (`funnel_today`), the open sheet (`funnel_sheet`), what the file says (`funnel_panel`).

use std::ops::Range;
use std::rc::Rc;

use jipan_book::{DealView, Row};
use jipan_rules::funnel::{DealStanding, Due, Stage, level_of};
use jipan_rules::schema::{FieldId, field as field_def, fields};
use jipan_rules::values::ids::{CustomerId, PersonId};
use jipan_rules::{NaiveDate, TimeDelta};

use crate::event::{DealRef, QuickField};
use crate::funnel::{
    Column, Lists, ListsKey, OUTS, QUICK_AMOUNT_KEY, QUICK_EXPECT_KEY, QUICK_SAID_KEY, Spot,
    amount_of, day_of, quick_key, quick_search_key,
};
use crate::model::Model;
use crate::view::{BoardView, CardView, QuickAddView, StageView, WhoView};

/// Cards given beyond the visible ones, on each side.
const OVERSCAN: usize = 3;
/// Cards shown of those that are out.
const N_OUTS: usize = 100;

/// Since when the level asks for a contact, where that is after the day on which it is due: only then it counts
/// as late.
pub(super) fn asked_since(due: &Due, today: NaiveDate) -> Option<NaiveDate> {
    let since = today.checked_sub_signed(TimeDelta::try_days(due.late_days)?)?;
    Some(since).filter(|since| *since > due.on)
}

/// What cards of a column were made of: the lists, the state of what they tell, and which of them.
#[derive(Debug)]
struct ShownOf {
    lists: Rc<Lists>,
    now: ListsKey,
    range: Range<usize>,
}

impl PartialEq for ShownOf {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.lists, &other.lists) && self.now == other.now && self.range == other.range
    }
}

/// The cards of a column that are shown.
#[derive(Debug)]
pub(crate) struct ShownCards {
    of: ShownOf,
    cards: Rc<[CardView]>,
}

/// Which cards of a column are given.
fn range_of(column: &Column, (first, n): (usize, usize)) -> Range<usize> {
    let n_all = column.spots.len();
    // A list that became shorter is scrolled to its end.
    let first = first.min(n_all.saturating_sub(n));
    let end = first.saturating_add(n).saturating_add(OVERSCAN).min(n_all);
    first.saturating_sub(OVERSCAN).min(end)..end
}

impl Model {
    pub(super) fn quick_view(&self) -> QuickAddView {
        let form = self.quick_form();
        let quick = &self.funnel.quick;
        let rules = self.book.rule_book().funnel();
        let rule = rules.on(self.today);
        let expect = self.quick_text(QUICK_EXPECT_KEY);
        let fault = |field| quick.said_faults.iter().find(|it| it.is_of(field)).copied();
        let phone = self.quick_text(&quick_key(fields::PHONE));
        let error = |field: FieldId| self.drafts.errors.get(&quick_key(field)).cloned();
        let holders = field_def(fields::PHONE)
            .map(|def| self.same_phone(None, def, Some(&phone), None).to_vec());
        QuickAddView {
            name: self.quick_text(&quick_key(fields::NAME)),
            phone,
            name_error: error(fields::NAME),
            phone_error: error(fields::PHONE),
            channel: form.channel,
            is_channel_missing: quick.is_channel_missing && form.channel.is_none(),
            sub: form.sub,
            search: self.quick_text(&quick_search_key()),
            referrers: quick.referrers.clone(),
            referrer: form.referrer.map(|id| (id, self.name_shown(id))),
            will: form.will,
            ability: form.ability,
            kind: self.quick_type(),
            template: rule.templates.value.of(self.quick_type()),
            similar: Rc::clone(&quick.similar),
            same_names: quick.same_names.clone(),
            phone_holders: holders.unwrap_or_default(),
            expect_error: fault(QuickField::Expect),
            quick_days: self.quick_days(&rules),
            level: day_of(&expect)
                .ok()
                .flatten()
                .map(|day| level_of(day, self.today, &rule.levels.value).level),
            expect,
            amount: self.quick_text(QUICK_AMOUNT_KEY),
            amount_error: fault(QuickField::Amount),
            said: self.quick_text(QUICK_SAID_KEY),
            can_restore: self.can_restore_quick(),
            is_read_only: !self.may_write(),
        }
    }

    /// The name of a customer as it stands now, also of one that was merged; empty where it is not known.
    pub(crate) fn name_shown(&self, id: CustomerId) -> String {
        self.name_of(self.book.survivor_of(id)).unwrap_or_default()
    }

    /// Who has a customer; none where nobody else could.
    pub(crate) fn owner_view(&self, owner: Option<PersonId>) -> Option<WhoView> {
        self.who_did(owner.filter(|_| self.has_others())?)
    }

    /// A card of an opportunity.
    pub(crate) fn card_view(&self, row: Row, deal: &DealView, standing: &DealStanding) -> CardView {
        let by_date = standing.by_date;
        CardView {
            deal: DealRef { customer: deal.customer, deal: deal.id },
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            place: standing.place,
            since: standing.since,
            level: standing.level,
            days_left: by_date.map(|it| it.days_left),
            expected: deal.course.expected().and_then(|it| it.on),
            is_past: by_date.is_some_and(|it| it.is_past),
            amount: amount_of(deal, standing),
            weight: standing.weight,
            days: standing.days,
            is_stale: standing.is_stale,
            is_aged: standing.is_aged,
            due: standing.due.map(|due| (due.on, due.why)),
            asked_since: standing.due.and_then(|due| asked_since(&due, self.today)),
            late_days: standing.due.map(|due| due.late_days).unwrap_or_default(),
            owner: self.owner_view(self.book.owner(row)),
            n_odd: deal.course.n_odd(),
            turns: deal.course.state.turns().collect(),
        }
    }

    fn cards_at(&self, spots: &[Spot]) -> Rc<[CardView]> {
        let card = |spot: &Spot| {
            let known = self.funnel.index.known(*spot)?;
            Some(self.card_view(spot.0, &known.deal, &known.standing))
        };
        spots.iter().filter_map(card).collect()
    }

    /// The cards of a column that are given: those that were, where nothing in them can have changed.
    fn cards_of(&self, at: usize, of: &ShownOf) -> Rc<[CardView]> {
        let shown = self.funnel.shown.get(at).and_then(Option::as_ref);
        if let Some(it) = shown.filter(|it| it.of == *of) {
            return Rc::clone(&it.cards);
        }
        let column = of.lists.columns.get(at);
        let spots = column.and_then(|it| it.spots.get(of.range.clone())).unwrap_or_default();
        self.cards_at(spots)
    }

    /// Keeps the cards of the board, so that a column that did not move is the same one.
    pub(crate) fn keep_cards(&mut self) {
        let lists = self.funnel_lists();
        for (at, (column, window)) in lists.columns.iter().zip(self.funnel.windows).enumerate() {
            let of = self.shown_of(&lists, range_of(column, window));
            let mut cards = self.cards_of(at, &of);
            if let Some(shown) = self.funnel.shown.get_mut(at) {
                if let Some(old) = shown.as_ref().filter(|it| it.cards == cards) {
                    cards = Rc::clone(&old.cards);
                }
                *shown = Some(ShownCards { of, cards });
            }
        }
    }

    fn shown_of(&self, lists: &Rc<Lists>, range: Range<usize>) -> ShownOf {
        ShownOf { lists: Rc::clone(lists), now: self.lists_key(), range }
    }

    fn stage_view(
        &self,
        lists: &Rc<Lists>,
        (at, stage): (usize, Stage),
        (column, window): (&Column, (usize, usize)),
    ) -> StageView {
        let range = range_of(column, window);
        let first = range.start;
        StageView {
            stage,
            n: column.spots.len(),
            amount: column.amount,
            n_without_amount: column.n_without_amount,
            forecast: column.forecast.filter(|it| it.fen() > 0),
            n_stale: column.n_stale,
            avg_days: column.avg_days(),
            oldest_days: column.oldest_days,
            conversion: column.conversion,
            first,
            cards: self.cards_of(at, &self.shown_of(lists, range)),
        }
    }

    /// What was listed last; nothing before that.
    pub(super) fn funnel_lists(&self) -> Rc<Lists> {
        self.funnel.lists.as_ref().map(|(_, lists)| Rc::clone(lists)).unwrap_or_default()
    }

    pub(super) fn board_view(&self) -> BoardView {
        let lists = self.funnel_lists();
        let [one, two, three, four] = &lists.columns;
        let [prospects, intending, closed, base] = Stage::ALL;
        let [first, second, third, fourth] = self.funnel.windows;
        let outs = OUTS.into_iter().zip(&lists.outs);
        let shown_outs = self.funnel.outs.and_then(|turn| {
            let (_, spots) = outs.clone().find(|(of, _)| *of == turn)?;
            let shown: Vec<Spot> = spots.iter().take(N_OUTS).copied().collect();
            Some((turn, self.cards_at(&shown)))
        });
        BoardView {
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting: self.is_funnel_counting(),
            columns: [
                self.stage_view(&lists, (0, prospects), (one, first)),
                self.stage_view(&lists, (1, intending), (two, second)),
                self.stage_view(&lists, (2, closed), (three, third)),
                self.stage_view(&lists, (3, base), (four, fourth)),
            ],
            outs: outs.map(|(turn, spots)| (turn, spots.len())).collect(),
            shown_outs,
            n_without: lists.n_without,
            has_any: lists.has_any,
            forecast: lists.forecast,
            open_card: self.funnel.open_card,
            sheet: self.deal_sheet_view(),
            is_read_only: !self.may_write(),
        }
    }
}
