//! From the goal of a territory to the shop door, page by page of the book: what is as it was before is not made
//! anew, so that an order costs its page. Not here: the territories (`goals`), and how a goal is split and who is
//! due, which are rules.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::Row as BookRow;
use jipan_book::sorting::sort_by_key;
use jipan_rules::NaiveDate;
use jipan_rules::budget::{ShopWeight, is_due, split_goal, today_goal, visits_left, weigh};
use jipan_rules::period::Month;
use jipan_rules::service::due;
use jipan_rules::setting::RulesOn;
use jipan_rules::values::ids::CustomerId;

use super::figures::net;
use super::goals::{GoalTerritory, Goals};
use super::shops::ShopFacts;

/// A shop that is not closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct GoalShop {
    pub(crate) row: BookRow,
    pub(crate) customer: CustomerId,
    /// The place of its territory.
    pub(crate) territory: usize,
    pub(crate) weight: ShopWeight,
    pub(crate) visit_days: u16,
    /// When it was seen last before the month, and before today.
    pub(crate) seen: [Option<NaiveDate>; 2],
    /// None where its territory has no goal and nobody said one by hand.
    pub(crate) month_goal: Option<i64>,
    pub(crate) is_by_hand: bool,
    /// What it brought in the month until yesterday, and today.
    pub(crate) brought: (i64, i64),
    pub(crate) visits_left: u16,
    pub(crate) today_goal: Option<i64>,
    pub(crate) is_due: bool,
}

/// What the goals of a territory follow from, of one of its shops.
type Sharing = (CustomerId, u32, u16, Option<NaiveDate>, Option<i64>);

impl GoalShop {
    fn of(facts: &ShopFacts, territory: usize, (today, rules): &(NaiveDate, RulesOn)) -> Self {
        // A shop without a tier bought little or nothing: it is served as the last one.
        let of = (facts.trade.tier.unwrap_or(8), facts.class);
        let visit_days = due(of, rules).map_or(60, |it| it.visit_days);
        let [_, seen] = facts.seen;
        let rate = rules.budget.tax.value.0;
        let (before, on_day) = facts.brought;
        let mut shop = Self {
            row: facts.row,
            customer: facts.customer,
            territory,
            weight: weigh(facts.trade, &rules.budget.weights.value),
            visit_days,
            seen: facts.seen,
            month_goal: None,
            is_by_hand: facts.by_hand.is_some(),
            brought: (net(before, rate), net(on_day, rate)),
            visits_left: visits_left(seen, visit_days, *today, Month::of(*today).last_day()),
            today_goal: None,
            is_due: is_due(seen, visit_days, *today),
        };
        shop.put_goal(facts.by_hand);
        shop
    }

    /// What was said by hand: it stands, whatever its territory has.
    fn by_hand(&self) -> Option<i64> {
        self.month_goal.filter(|_| self.is_by_hand)
    }

    /// What it is to bring in the month, and by that today.
    fn put_goal(&mut self, goal: Option<i64>) {
        self.month_goal = goal;
        self.today_goal = goal.map(|it| today_goal(it, self.brought.0, self.visits_left));
    }

    fn sharing(&self) -> Sharing {
        let [seen, _] = self.seen;
        (self.customer, self.weight.weight, self.visit_days, seen, self.by_hand())
    }
}

/// The shops of a page of the book.
#[derive(Debug, Clone)]
pub(crate) struct GoalPage {
    pub(super) page: u32,
    /// The number under which it was made.
    n_made: u64,
    pub(super) shops: Rc<[GoalShop]>,
}

impl GoalPage {
    /// What is shared by its shops, and what each has, by the place of their territory.
    fn by_territory(&self) -> BTreeMap<usize, (Vec<Sharing>, Vec<Option<i64>>)> {
        let mut all: BTreeMap<usize, (Vec<Sharing>, Vec<Option<i64>>)> = BTreeMap::new();
        for shop in &*self.shops {
            let (sharing, goals) = all.entry(shop.territory).or_default();
            sharing.push(shop.sharing());
            goals.push(shop.month_goal);
        }
        all
    }
}

/// All shops that are not closed, each with what it is to bring where its territory has a goal, and what is
/// left of that; and whether that is all of it. Where day, rules and territories are those of before, pages
/// stay that are the same, and only territories are split of which something else is another one. About
/// so many shops are looked at, so that who asks again with what came of it has all in the end.
pub(super) fn goal_pages<'a>(
    index: impl Iterator<Item = (u32, u64, &'a [ShopFacts])>,
    territories: &mut [GoalTerritory],
    (by, n_max): (&(NaiveDate, RulesOn), usize),
    before: Option<Goals>,
) -> (Vec<GoalPage>, bool) {
    let names = |of: &[GoalTerritory]| of.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    let now = names(territories);
    let before = before.filter(|it| it.by == *by && names(&it.territories) == now);
    let places = now.iter().enumerate().map(|(place, it)| (it.as_str(), place)).collect();
    let mut is_another = vec![true; territories.len()];
    let (were, was) = before.map(|it| (it.territories, it.pages)).unwrap_or_default();
    // They are taken, not shared: what becomes another one is changed in its place.
    let mut was: BTreeMap<u32, GoalPage> = was.into_iter().map(|it| (it.page, it)).collect();
    for ((it, goal), is_another) in territories.iter_mut().zip(were).zip(&mut is_another) {
        *is_another = !goal.is_split || it.goal != goal.goal;
        (it.shared, it.left, it.exceeded) = (goal.shared, goal.left, goal.exceeded);
    }
    let mut pages = Vec::new();
    let mut n_left = n_max;
    let mut is_whole = true;
    for (page, n_made, facts) in index {
        let known = was.remove(&page);
        let is_same = known.as_ref().is_some_and(|it| it.n_made == n_made);
        if is_same || n_left == 0 {
            is_whole &= is_same;
            // What is known of one that is to be made anew is still of use.
            pages.extend(known);
            continue;
        }
        n_left = n_left.saturating_sub(facts.len());
        let open = facts.iter().filter(|it| !it.is_closed);
        let shops = open.filter_map(|it| {
            let name = it.territory.as_deref().unwrap_or_default();
            Some(GoalShop::of(it, *BTreeMap::<&str, usize>::get(&places, name)?, by))
        });
        let mut made = GoalPage { page, n_made, shops: shops.collect() };
        keep_goals(&mut made, known.as_ref(), &mut is_another);
        pages.push(made);
    }
    // Pages that are there no more.
    for shop in was.values().flat_map(|it| it.shops.iter()) {
        mark(&mut is_another, shop.territory);
    }
    for (it, is_another) in territories.iter_mut().zip(&mut is_another) {
        // The rest waits for the next time.
        let is_now = *is_another && is_whole && n_left > 0;
        it.is_split = is_now || !*is_another;
        *is_another = is_now;
        if is_now {
            n_left = n_left.saturating_sub(it.n_customers);
        }
    }
    is_whole &= territories.iter().all(|it| it.is_split);
    share_anew(&mut pages, territories, (&is_another, Month::of(by.0)));
    (pages, is_whole)
}

fn mark(is_another: &mut [bool], territory: usize) {
    if let Some(it) = is_another.get_mut(territory) {
        *it = true;
    }
}

/// Gives the shops of a page that was made anew the goals that they had, territory by territory; one whose
/// shops share in another way than before is to be split anew.
fn keep_goals(made: &mut GoalPage, known: Option<&GoalPage>, is_another: &mut [bool]) {
    let Some(known) = known else {
        made.shops.iter().for_each(|it| mark(is_another, it.territory));
        return;
    };
    let mut was = known.by_territory();
    let mut kept = BTreeMap::new();
    for (territory, (sharing, _)) in made.by_territory() {
        match was.remove(&territory) {
            Some((before, goals)) if before == sharing => {
                kept.insert(territory, goals.into_iter());
            }
            Some(_) | None => mark(is_another, territory),
        }
    }
    for territory in was.into_keys() {
        mark(is_another, territory);
    }
    for shop in Rc::make_mut(&mut made.shops) {
        if let Some(goal) = kept.get_mut(&shop.territory).and_then(Iterator::next) {
            shop.put_goal(goal);
        }
    }
}

/// A shop of a territory that is split: its page and place in it.
struct Part {
    of: Sharing,
    at: (usize, usize),
}

/// Splits the goals of these territories.
fn share_anew(
    pages: &mut [GoalPage],
    territories: &mut [GoalTerritory],
    (is_another, month): (&[bool], Month),
) {
    let is_split = |it: &GoalShop| is_another.get(it.territory).copied().unwrap_or_default();
    if !is_another.contains(&true) {
        return;
    }
    let mut parts: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    for (n, page) in pages.iter_mut().enumerate() {
        if !page.shops.iter().any(is_split) {
            continue;
        }
        for (place, shop) in Rc::make_mut(&mut page.shops).iter_mut().enumerate() {
            if is_split(shop) {
                // Without a goal of its territory it has only what was said by hand.
                shop.put_goal(shop.by_hand());
                let part = Part { of: shop.sharing(), at: (n, place) };
                parts.entry(shop.territory).or_default().push(part);
            }
        }
    }
    for (place, territory) in territories.iter_mut().enumerate() {
        if is_another.get(place).copied().unwrap_or_default() {
            (territory.shared, territory.left, territory.exceeded) = ((0, 0), 0, 0);
            if let Some(parts) = parts.get_mut(&place) {
                share(territory, (pages, parts), month);
            }
        }
    }
}

/// Splits the goal of a territory over its shops. A shop counts if it has a visit in the month by its cycle, from
/// when it was seen last before the month, so that who shares does not change within it; where none of them
/// has one, all count. `OURS`
fn share(
    territory: &mut GoalTerritory,
    (pages, parts): (&mut [GoalPage], &mut [Part]),
    month: Month,
) {
    let Some(goal) = territory.goal else { return };
    let days = (month.first_day(), month.last_day());
    let has_visit =
        |(_, _, cycle, seen, _): &Sharing| visits_left(*seen, *cycle, days.0, days.1) > 0;
    let is_hand = |it: &Sharing| it.4.is_some();
    let is_any = parts.iter().any(|it| !is_hand(&it.of) && has_visit(&it.of));
    // In the order in which they come back, so that none of them is looked up.
    sort_by_key(parts, |it| it.of.0);
    let counts = |it: &&Part| is_hand(&it.of) || !is_any || has_visit(&it.of);
    let weights: Vec<(CustomerId, u32)> =
        parts.iter().filter(counts).map(|it| (it.of.0, it.of.1)).collect();
    let by_hand: BTreeMap<CustomerId, i64> =
        parts.iter().filter_map(|it| Some((it.of.0, it.of.4?))).collect();
    let Ok(goals) = split_goal(goal, &weights, &by_hand) else { return };
    territory.shared = (goals.weights, goals.by_weight);
    (territory.left, territory.exceeded) = (goals.left, goals.exceeded);
    let mut amounts = goals.shops.iter().peekable();
    for Part { of: (customer, ..), at: (page, place) } in parts {
        while amounts.next_if(|(it, _)| *it < customer).is_some() {}
        let amount = amounts.peek().filter(|(it, _)| *it == customer).map(|(_, it)| it.amount);
        let shops = pages.get_mut(*page).map(|it| Rc::make_mut(&mut it.shops));
        if let Some(shop) = shops.and_then(|it| it.get_mut(*place)) {
            shop.put_goal(Some(amount.unwrap_or_default()));
        }
    }
}

#[cfg(test)]
mod tests;
