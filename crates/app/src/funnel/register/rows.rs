//! The rows of a day of the register: each opportunity as it stood at the end of that day, by what was noted until
//! then. Not here: which opportunities.

use std::rc::Rc;

use jipan_book::sorting::sort;
use jipan_book::{FactView, Row, Stamp};
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Course, DealStanding, Fact, FunnelHistory, Pot, Said, standing};
use jipan_rules::schema::fields;
use jipan_rules::values::Money;
use jipan_rules::values::ids::DealId;

use crate::event::DealRef;
use crate::funnel::Spot;
use crate::funnel::index::Known;
use crate::model::Model;
use crate::view::RegisterRow;

/// So many rows of a day are given. `OURS`
const N_ROWS: usize = 300;
/// Between what was said in one contact and in the next.
const BETWEEN: &str = "；";

/// The facts of an opportunity, each with the day for which it counts: as for its path, what moves it never
/// counts before what moved it before.
fn dated<'a>(
    facts: &'a [FactView<'a>],
    deal: DealId,
    (opened_on, today): (NaiveDate, NaiveDate),
) -> Vec<(NaiveDate, Said<'a>)> {
    let of_deal = facts.iter().filter(|it| it.deal == Some(deal) && !it.is_gone);
    let mut passed = opened_on;
    let dated = of_deal.map(|it| {
        let on = it.writer.on;
        let counts_on = match it.fact {
            Fact::Expect(_) | Fact::Turn(_) => {
                passed = passed.max(on);
                passed
            }
            Fact::Open(_)
            | Fact::Source(_)
            | Fact::Flags { .. }
            | Fact::Contact(_)
            | Fact::Snooze { .. }
            | Fact::Step(_)
            | Fact::Check { .. }
            | Fact::Remark { .. }
            | Fact::Answer { .. }
            | Fact::Hand { .. }
            | Fact::Service(_)
            | Fact::Goal { .. } => on.max(opened_on),
        };
        (counts_on.min(today), Said { id: it.id, fact: it.fact, on, by: it.writer.by })
    });
    dated.collect()
}

/// What had happened by the end of a day.
fn course_on(dated: &[(NaiveDate, Said<'_>)], day: NaiveDate) -> Course {
    Course::of(dated.iter().filter(|(on, _)| *on <= day).map(|(_, said)| *said))
}

/// How an opportunity stood at the end of a day, by what was noted until then; none where it was not there yet or had
/// come to an end.
pub(crate) fn stood_on(
    (facts, known): (&[FactView<'_>], &Known),
    rules: &FunnelHistory,
    (day, today): (NaiveDate, NaiveDate),
) -> Option<(Course, DealStanding)> {
    let opened_on = known.opened_on()?;
    if matches!(known.pot_on(day), None | Some(Pot::Out)) {
        return None;
    }
    let course = course_on(&dated(facts, known.deal.id, (opened_on, today)), day);
    let stood = standing(&course, rules, day)?;
    Some((course, stood))
}

/// What was worth an opportunity by then: its order, as it counts now, else what was expected.
fn amount_on(known: &Known, course: &Course, standing: &DealStanding) -> Option<Money> {
    let order = known.deal.order.filter(|(id, _, counts)| *counts && course.order() == Some(*id));
    order.map(|(_, fen, _)| Money::from_fen(fen)).or(standing.amount)
}

/// Texts one after the other, those that say something.
fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.map(str::trim).filter(|it| !it.is_empty()).collect();
    texts.join(BETWEEN)
}

impl Model {
    /// The first rows of a day, in the order in which they were noted.
    pub(super) fn register_rows(
        &self,
        day: NaiveDate,
        mut noted: Vec<(Stamp, Spot)>,
    ) -> Rc<[RegisterRow]> {
        sort(&mut noted);
        let rules = self.funnel.index.rules();
        let rows = noted.into_iter().take(N_ROWS);
        let rows = rows.filter_map(|(_, spot)| self.register_row(spot, (&rules, day)));
        let numbered = (1..).zip(rows).map(|(number, row)| RegisterRow { number, ..row });
        numbered.collect()
    }

    fn register_row(
        &self,
        (row, at): Spot,
        (rules, day): (&FunnelHistory, NaiveDate),
    ) -> Option<RegisterRow> {
        let shop = self.funnel.index.shops.get(&row)?;
        let known = shop.deals.get(at)?;
        let opened_on = known.opened_on()?;
        let facts = self.book.facts(row);
        let dated = dated(&facts, known.deal.id, (opened_on, self.today));
        let course = course_on(&dated, day);
        let stood = standing(&course, rules, day)?;
        let before = day.pred_opt().and_then(|eve| standing(&course_on(&dated, eve), rules, eve));
        let talks: Vec<_> = known.talks(self.today).filter(|it| it.on == day).collect();
        let last = talks.last();
        let said = facts.iter().filter_map(|it| {
            let Fact::Contact(contact) = it.fact else { return None };
            talks.iter().any(|talk| talk.fact == it.id).then_some(&*contact.text)
        });
        Some(RegisterRow {
            deal: DealRef { customer: known.deal.customer, deal: known.deal.id },
            number: 0,
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            phone: self.book.text(row, fields::PHONE).map(str::to_owned),
            source: known.deal.course.source,
            is_new: opened_on == day,
            how: last.map(|it| (it.how, it.purpose)),
            outcome: last.map(|it| it.outcome),
            before: before.map(|it| it.level),
            level: stood.level,
            is_past: stood.by_date.is_some_and(|it| it.is_past),
            place: stood.place,
            expected: course.expected().and_then(|it| it.on),
            amount: amount_on(known, &course, &stood),
            said: joined(said),
            remark: self.remarked(row, day),
            owner: self.owner_view(shop.owner),
        })
    }

    /// What leads remarked on a customer on a day.
    fn remarked(&self, row: Row, day: NaiveDate) -> Option<String> {
        let remarks = self.book.remarks(row);
        let of_day = remarks.iter().filter(|it| it.writer.on.min(self.today) == day);
        Some(joined(of_day.map(|it| it.text))).filter(|it| !it.is_empty())
    }
}
