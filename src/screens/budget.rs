//! 预算: the year as a plan, the gap, and what is done about it. Not here: counting, the rules.

use std::rc::Rc;

use jipan_app::event::{BudgetPart, Event};
use jipan_app::view::{BudgetBody, BudgetView, Later};
use yew::prelude::*;

use crate::components::budget::empty::{counting, no_plan};
use crate::components::budget::expenses::expenses;
use crate::components::budget::frame::BudgetFrame;
use crate::components::budget::gap::GapPart;
use crate::components::budget::goals::goals;
use crate::components::budget::grid::BudgetGrid;
use crate::components::budget::head::head;
use crate::components::budget::measures::measures;
use crate::components::budget::sheet::BudgetForm;
use crate::components::budget::why::BudgetWhySheet;
use crate::hooks::{use_narrow, use_tr};

/// Properties of [`BudgetScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct BudgetScreenProps {
    /// What to show.
    pub view: Later<BudgetView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The budget.
#[component]
pub fn BudgetScreen(props: &BudgetScreenProps) -> Html {
    let BudgetScreenProps { view, on_event } = props;
    html! {
        <div class="page budget" data-part={part_name(view.part)}>
            <BudgetFrame view={view.clone()} on_event={on_event.clone()} />
            <Body view={view.clone()} on_event={on_event.clone()} />
            if let Some(sheet) = &view.sheet {
                <BudgetForm view={sheet.clone()} on_event={on_event.clone()} />
            }
            if let Some(why) = &view.why {
                <BudgetWhySheet view={why.clone()} money={view.unit} on_event={on_event.clone()} />
            }
        </div>
    }
}

/// The part that is shown.
#[component]
fn Body(props: &BudgetScreenProps) -> Html {
    let tr = use_tr();
    let is_narrow = use_narrow();
    let BudgetScreenProps { view, on_event } = props;
    match &view.body {
        BudgetBody::Counting => counting(&tr, view.percent),
        BudgetBody::NoPlan { n_months } => no_plan(&tr, view, *n_months, on_event),
        BudgetBody::Year(year) => html! {
            <>
                { head(&tr, (year, is_narrow), view.unit, on_event) }
                <BudgetGrid year={Rc::new((**year).clone())} money={view.unit} is_compared={view.compare.is_some()}
                    can_close={view.leave.plans} {is_narrow} on_event={on_event.clone()} />
            </>
        },
        BudgetBody::Gap(gap) => html! {
            <GapPart view={Rc::new((**gap).clone())} money={view.unit} on_event={on_event.clone()} />
        },
        BudgetBody::Measures(it) => measures(&tr, it, (view.unit, view.today), on_event),
        BudgetBody::Expenses(it) => expenses(&tr, it, view.leave.enters, on_event),
        BudgetBody::Goals(it) => goals(&tr, it, view.leave, on_event),
    }
}

fn part_name(part: BudgetPart) -> &'static str {
    match part {
        BudgetPart::Year => "year",
        BudgetPart::Gap => "gap",
        BudgetPart::Measures => "measures",
        BudgetPart::Expenses => "expenses",
        BudgetPart::Goals => "goals",
    }
}

#[cfg(test)]
mod tests;
