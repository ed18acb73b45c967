//! 费用: what was spent in a month, by whom, on what, and what became of it. Not here: the form.

use jipan_app::event::{BudgetEvent, BudgetSheet, Event};
use jipan_app::view::{ExpenseRow, ExpensesView, Verdict};
use yew::prelude::*;

use super::press;
use super::receipt::ReceiptPhoto;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::i18n::{Shape, Tr};

/// Amounts are entered and shown to the fen, whatever money the plan is shown in.
const FEN: Shape = Shape::money(jipan_app::view::MoneyUnit::Yuan);

/// The month.
pub fn expenses(tr: &Tr, view: &ExpensesView, can_enter: bool, on_event: &Callback<Event>) -> Html {
    html! {
        <>
            <div class="measures__head">
                { pager(tr, view, on_event) }
                if can_enter {
                    <span class="expense__do">
                        <button type="button" class="button" onclick={press(on_event, BudgetEvent::SheetOpened(BudgetSheet::Service(None)))}>{ tr.text("budget-service") }</button>
                        <button type="button" class="button" data-variant="primary" onclick={press(on_event, BudgetEvent::SheetOpened(BudgetSheet::NewExpense))}>
                            <Icon name={IconName::Plus} />{ tr.text("budget-new-expense") }
                        </button>
                    </span>
                }
            </div>
            <p role="status" class="expenses__sums">{ sums(tr, view) }</p>
            if view.rows.is_empty() {
                <EmptyState icon={IconName::Budget} title={tr.text("budget-no-expenses")} hint={tr.text("budget-no-expenses-hint")} />
            }
            <ul class="expenses" role="list" aria-label={tr.text("budget-part-expenses")}>
                { for view.rows.iter().map(|row| expense(tr, (view, row), on_event)) }
            </ul>
        </>
    }
}

fn pager(tr: &Tr, view: &ExpensesView, on_event: &Callback<Event>) -> Html {
    let to = |month| press(on_event, BudgetEvent::ExpensesOf(month));
    html! {
        <div class="cells__pager" role="group" aria-label={tr.text("budget-pager")}>
            <button type="button" class="icon-button" aria-label={tr.text("register-month-back")} onclick={to(view.month.back(1))}><Icon name={IconName::Back} /></button>
            <b class="cells__month">{ tr.month(view.month.first_day()) }</b>
            <button type="button" class="icon-button" aria-label={tr.text("register-month-on")} onclick={to(view.month.on(1))}><Icon name={IconName::Forward} /></button>
        </div>
    }
}

/// Approved, waiting, rejected, and what is left of the plan.
fn sums(tr: &Tr, view: &ExpensesView) -> String {
    let [approved, waiting, rejected] = view.sums.map(|it| tr.budget_exact(it, FEN));
    let args =
        [("approved", approved.into()), ("waiting", waiting.into()), ("rejected", rejected.into())];
    let sums = tr.with("budget-expense-sums", &args);
    let left = view.left.map(|left| {
        let [fixed, variable] = left.map(|it| tr.budget_exact(it, FEN));
        tr.with("budget-expense-left", &[("fixed", fixed.into()), ("variable", variable.into())])
    });
    core::iter::once(sums).chain(left).collect::<Vec<_>>().join(" · ")
}

/// An expense, and what can be done with it.
fn expense(tr: &Tr, (view, row): (&ExpensesView, &ExpenseRow), on_event: &Callback<Event>) -> Html {
    let sheet = |kind| press(on_event, BudgetEvent::SheetOpened(kind));
    let name = [tr.date(row.on), row.note.clone()].join(" ");
    let of = |key: &str| match key {
        "edit" => tr.with("budget-edit-of", &[("name", name.as_str().into())]),
        "approve" => tr.with("budget-approve-of", &[("name", name.as_str().into())]),
        _ => tr.with("budget-reject-of", &[("name", name.as_str().into())]),
    };
    let tone = match row.verdict {
        Verdict::Waiting => "wait",
        Verdict::Approved(_) => "good",
        Verdict::Rejected(..) => "bad",
    };
    html! {
        <li class="expense">
            <p class="expense__what">
                <b>{ &row.note }</b>
                <small>{ [Some(tr.date(row.on)), view.has_others.then(|| row.who.clone()), Some(tr.budget_line(&row.line))].into_iter().flatten().collect::<Vec<_>>().join(" · ") }</small>
                <small data-tone={tone}>{ tr.budget_verdict(&row.verdict) }</small>
                if row.is_late { <small data-tone="late">{ tr.text("budget-came-late") }</small> }
            </p>
            <b class="expense__amount">{ tr.budget_exact(row.amount, FEN) }</b>
            { receipt(tr, row, &name) }
            <div class="expense__do">
                if row.can_judge && row.verdict == Verdict::Waiting {
                    <button type="button" class="button" aria-label={of("approve")} onclick={press(on_event, BudgetEvent::Approved(row.id))}>{ tr.text("budget-approve") }</button>
                    <button type="button" class="quiet-button" aria-label={of("reject")} onclick={sheet(BudgetSheet::Reject(row.id))}>{ tr.text("budget-reject") }</button>
                }
                if row.is_editable {
                    <button type="button" class="quiet-button" aria-label={of("edit")} onclick={sheet(BudgetSheet::Expense(row.id))}>{ tr.text("budget-edit") }</button>
                }
            </div>
        </li>
    }
}

/// The photo of its receipt, or that there is none.
fn receipt(tr: &Tr, row: &ExpenseRow, name: &str) -> Html {
    let Some(photo) = row.receipt.clone() else {
        return html! { <small class="expense__receipt">{ tr.text("budget-no-receipt") }</small> };
    };
    html! { <ReceiptPhoto {photo} name={tr.with("budget-receipt-of", &[("name", name.into())])} /> }
}
