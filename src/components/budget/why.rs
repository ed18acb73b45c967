//! Why a number of the budget is what it is: its formula, and what is behind it, each a link to its customer. Not
//! here: the number.

use jipan_app::event::{BudgetEvent, Event};
use jipan_app::route::Route;
use jipan_app::view::{BudgetWhyView, MoneyUnit, WhyLine, WhySource, WhyTerm};
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::press;
use crate::components::link::Link;
use crate::components::sheet::Sheet;
use crate::hooks::use_tr;
use crate::i18n::{Bound, Shape, Tr};

/// Properties of [`BudgetWhySheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct BudgetWhySheetProps {
    /// The answer.
    pub view: BudgetWhyView,
    /// In what money is shown.
    pub money: MoneyUnit,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The answer, beside the screen; on a phone over it.
#[component]
pub fn BudgetWhySheet(props: &BudgetWhySheetProps) -> Html {
    let tr = use_tr();
    let BudgetWhySheetProps { view, money, on_event } = props;
    let shape = Shape { unit: view.unit, money: *money };
    let bound = view.label.as_ref().map(Bound::of).unwrap_or_default();
    let figure = view.figure.map_or_else(
        || tr.text("budget-no-plan-said"),
        |it| tr.budget_figure_exact(it, (shape, bound)),
    );
    let on_close = on_event.reform(|()| Event::Budget(BudgetEvent::WhyClosed));
    html! {
        <Sheet title={tr.budget_why(view)} {on_close}>
            <div class="budget-why">
                <p class="budget-why__figure"><b>{ figure }</b></p>
                if !view.lines.is_empty() {
                    <h3>{ tr.text("budget-formula") }</h3>
                    <table class="budget-why__terms">
                        <tbody>{ for view.lines.iter().map(|it| term(&tr, it, *money)) }</tbody>
                    </table>
                }
                if !view.sources.is_empty() {
                    <h3>{ tr.text("budget-sources") }</h3>
                    <ul class="budget-why__sources">{ for view.sources.iter().map(|it| source(&tr, it, shape, on_event)) }</ul>
                }
                if view.lines.is_empty() && view.sources.is_empty() {
                    <p class="import__hint">{ tr.text("budget-nothing-behind") }</p>
                }
                if view.n_more > 0 {
                    <button type="button" class="button" onclick={press(on_event, BudgetEvent::WhyMore)}>
                        { tr.with("budget-show-more", &[("n", view.n_more.into())]) }
                    </button>
                }
            </div>
        </Sheet>
    }
}

/// A term with its sign.
fn term(tr: &Tr, line: &WhyLine, money: MoneyUnit) -> Html {
    let shape = Shape { unit: line.unit, money };
    let bound = if let WhyTerm::Line(label) = &line.term { Bound::of(label) } else { Bound::Least };
    let value = line.figure.value;
    // Nothing taken off is nothing, and two signs in a row are none.
    let (sign, end) = match line.is_minus {
        true if value < 0 => ("−(", ")"),
        true if value > 0 || !line.figure.is_known() => ("−", ""),
        _ => ("", ""),
    };
    html! {
        <tr>
            <th scope="row">{ tr.budget_term(&line.term) }</th>
            <td>{ sign }{ tr.budget_figure_exact(line.figure, (shape, bound)) }{ end }</td>
        </tr>
    }
}

/// Whose it is, what it adds, whether it came late; none of the last where somebody wrote something.
fn facts(source: &WhySource) -> (Option<CustomerId>, &str, Option<i64>, bool) {
    match source {
        WhySource::Order { customer, name, amount, is_late, .. }
        | WhySource::Service { customer, name, amount, is_late, .. } => {
            (Some(*customer), name, Some(*amount), *is_late)
        }
        WhySource::Deal { customer, name, amount, .. } => {
            (Some(*customer), name, Some(*amount), false)
        }
        WhySource::Expense { who, amount, is_late, .. } => (None, who, Some(*amount), *is_late),
        WhySource::Written { who, .. } => (None, who, None, false),
    }
}

fn source(tr: &Tr, it: &WhySource, shape: Shape, on_event: &Callback<Event>) -> Html {
    let (customer, name, amount, is_late) = facts(it);
    // What is behind heads and rates is counted in money all the same where it is an expense or an opportunity.
    let shape = match it {
        WhySource::Expense { .. } | WhySource::Deal { .. } => Shape::money(shape.money),
        WhySource::Order { .. } | WhySource::Service { .. } | WhySource::Written { .. } => shape,
    };
    html! {
        <li class="budget-why__source">
            <span class="budget-why__who">
                if let Some(customer) = customer {
                    <Link class="today__link" to={Route::Customer(customer)} on_event={on_event.clone()}><b>{ name }</b></Link>
                } else {
                    <b>{ name }</b>
                }
                <small>{ tr.budget_source(it, shape) }</small>
                if is_late { <small data-tone="late">{ tr.text("budget-came-late") }</small> }
            </span>
            <span class="budget-why__amount">{ amount.map(|it| tr.budget_exact(it, shape)) }</span>
        </li>
    }
}
