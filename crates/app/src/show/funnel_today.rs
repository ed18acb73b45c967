//! 今日: who is to be contacted, and what else is to be done. Not here: in which order (`funnel::lists`).

use jipan_book::Row;
use jipan_rules::funnel::Fact;
use jipan_rules::schema::fields;

use crate::consent::no_consent;
use crate::event::DealRef;
use crate::funnel::{Handed, Spot, TodoWhat};
use crate::model::Model;
use crate::view::{
    DueRow, HandedRow, TaskPoint, TaskRow, TaskWhat, TodayMore, TodaySums, TodayView,
};

use super::funnel::asked_since;

/// Rows shown of each region; how many more there are is said.
const N_ROWS: usize = 100;
/// Dates that end shown here; the list of customers has all of them.
const N_ENDING: usize = 10;
/// Days within which one ends that is shown here.
const ENDING_DAYS: i64 = 30;

impl Model {
    pub(super) fn today_view(&self) -> TodayView {
        let lists = self.funnel_lists();
        let alerts = self.funnel.ending.as_ref().map(|it| &*it.shown).unwrap_or_default();
        let rows = |spots: &[Spot]| {
            spots.iter().take(N_ROWS).filter_map(|spot| self.due_row(*spot)).collect()
        };
        let ending: Vec<_> = alerts
            .iter()
            .filter(|it| it.days_left <= ENDING_DAYS)
            .take(N_ENDING)
            .filter_map(|it| self.alert_view(it))
            .collect();
        let handed = lists.handed.iter().take(N_ROWS).filter_map(|it| self.handed_row(it));
        let sums = TodaySums {
            n_late: lists.late.len(),
            n_today: lists.due.len(),
            n_tasks: lists.todos.len(),
            n_ending: alerts.len(),
        };
        let more = |n: usize| n.saturating_sub(N_ROWS);
        TodayView {
            day: self.today,
            owners: self.funnel.owners,
            has_others: self.has_others(),
            is_counting: self.is_funnel_counting(),
            sums,
            late: rows(&lists.late),
            due: rows(&lists.due),
            tasks: self.task_rows(),
            handed: handed.collect(),
            more: TodayMore {
                n_late: more(sums.n_late),
                n_today: more(sums.n_today),
                n_tasks: more(sums.n_tasks),
                n_ending: sums.n_ending.saturating_sub(ending.len()),
                n_handed: more(lists.handed.len()),
            },
            ending,
            sheet: self.deal_sheet_view(),
            is_read_only: !self.may_write(),
        }
    }

    /// What is to be done, by customer.
    fn task_rows(&self) -> Vec<TaskRow> {
        let lists = self.funnel_lists();
        let mut rows: Vec<(Row, TaskRow)> = Vec::new();
        for it in lists.todos.iter().take(N_ROWS) {
            let (customer, what, due, late_days) = match &it.what {
                TodoWhat::AfterClose(deal, item, due, late_days) => {
                    let what = TaskWhat::AfterClose(*deal, *item);
                    (self.book.id_of(it.row), what, Some(*due), *late_days)
                }
                // An answer goes to the customer for which it was asked, also where that was merged.
                TodoWhat::Instruction(id, customer, text) => {
                    (Some(*customer), TaskWhat::Instruction(*id, text.clone()), None, 0)
                }
            };
            let Some(customer) = customer else { continue };
            let point = TaskPoint { what, due, late_days };
            if let Some((_, row)) = rows.iter_mut().find(|(of, _)| *of == it.row) {
                row.points.push(point);
            } else {
                let name = self.name_shown(customer);
                rows.push((it.row, TaskRow { customer, name, points: vec![point] }));
            }
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn handed_row(&self, it: &Handed) -> Option<HandedRow> {
        let known = it.at.and_then(|at| self.funnel.index.known((it.row, at)));
        Some(HandedRow {
            customer: self.book.id_of(it.row)?,
            name: self.book.text(it.row, fields::NAME).unwrap_or_default().to_owned(),
            phone: self.book.text(it.row, fields::PHONE).map(str::to_owned),
            no_consent: no_consent(&self.book, it.row),
            on: it.on,
            by: self.who_did(it.by),
            deal: known.map(|known| {
                let deal = DealRef { customer: known.deal.customer, deal: known.deal.id };
                (deal, known.standing.place, known.standing.level)
            }),
        })
    }

    fn due_row(&self, (row, at): Spot) -> Option<DueRow> {
        let known = self.funnel.index.known((row, at))?;
        let (deal, standing) = (&known.deal, &known.standing);
        let due = standing.due;
        let last = deal.course.last_contact().map(|it| {
            let fact = self.book.facts(row).into_iter().find(|fact| fact.id == it.fact);
            let text = match fact.map(|it| it.fact) {
                Some(Fact::Contact(contact)) => contact.text.to_string(),
                Some(_) | None => String::new(),
            };
            (it.on, it.how.map(|(how, _)| how), text)
        });
        Some(DueRow {
            deal: DealRef { customer: deal.customer, deal: deal.id },
            name: self.book.text(row, fields::NAME).unwrap_or_default().to_owned(),
            phone: self.book.text(row, fields::PHONE).map(str::to_owned),
            no_consent: no_consent(&self.book, row),
            level: standing.level,
            is_past: standing.by_date.is_some_and(|it| it.is_past),
            place: standing.place,
            due: due.map_or(self.today, |it| it.on),
            late_days: due.map(|it| it.late_days).unwrap_or_default(),
            asked_since: due.and_then(|due| asked_since(&due, self.today)),
            why: due.map_or(jipan_rules::funnel::DueWhy::Chosen, |it| it.why),
            last,
            amount: known.amount(),
            owner: self.owner_view(self.book.owner(row)),
        })
    }
}
