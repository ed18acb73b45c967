//! 措施: what is done about the gap, arm by arm of the profit funnel. Not here: counting.

use jipan_app::event::{BudgetEvent, BudgetSheet, Event};
use jipan_app::view::{ArmView, MeasureRow, MeasuresView, MoneyUnit};
use jipan_rules::NaiveDate;
use jipan_rules::budget::RowUnit;
use yew::prelude::*;

use super::geometry::part;
use super::grid_cell::tone_of;
use super::grid_tools::bound_note;
use super::head::full_of;
use super::head_lines::gap_words;
use super::press;
use crate::components::icon::{Icon, IconName};
use crate::components::meter::Meter;
use crate::i18n::{Bound, Shape, Tr};

/// The four arms.
pub fn measures(
    tr: &Tr,
    view: &MeasuresView,
    (money, today): (MoneyUnit, NaiveDate),
    on_event: &Callback<Event>,
) -> Html {
    html! {
        <>
            <div class="measures__head">
                <p role="status">{ sums(tr, view, money) }</p>
                if view.is_editable {
                    <button type="button" class="button" data-variant="primary" onclick={press(on_event, BudgetEvent::SheetOpened(BudgetSheet::NewMeasure))}>
                        <Icon name={IconName::Plus} />{ tr.text("budget-new-measure") }
                    </button>
                }
            </div>
            <div class="measures">{ for view.arms.iter().map(|it| arm(tr, (view, it), (money, today), on_event)) }</div>
            if view.arms.iter().any(|it| !it.actual.is_known()) { { bound_note(tr, on_event) } }
        </>
    }
}

/// What measures in money are to bring and brought, against the gap.
fn sums(tr: &Tr, view: &MeasuresView, money: MoneyUnit) -> String {
    let shape = Shape::money(money);
    let all = view.arms.iter().flat_map(|it| &it.measures).filter(|it| it.row.1 == RowUnit::Money);
    let (expected, effect) = all.fold((0_i64, 0_i64), |(expected, effect), it| {
        (expected.saturating_add(it.expected), effect.saturating_add(it.effect))
    });
    let args = [
        ("expected", tr.budget_amount(expected, shape).into()),
        ("effect", tr.budget_amount(effect, shape).into()),
    ];
    let sums = tr.with("budget-measures-sums", &args);
    let gap = view.gap.map(|gap| {
        let rest = gap.saturating_sub(expected);
        let said = match gap {
            1.. => tr.with("budget-after-measures", &[("gap", gap_words(tr, rest, shape).into())]),
            _ => String::new(),
        };
        [gap_words(tr, gap, shape), said]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    });
    gap.into_iter().chain([sums]).collect::<Vec<_>>().join(" · ")
}

fn arm(
    tr: &Tr,
    (view, it): (&MeasuresView, &ArmView),
    (money, today): (MoneyUnit, NaiveDate),
    on_event: &Callback<Event>,
) -> Html {
    let id = format!("arm-{}", it.arm.code());
    let how = (Shape::money(money), Bound::Least);
    let actual = tr.budget_bound(it.actual, how);
    let so_far_full = full_of(tr, it.actual, how);
    let so_far = if it.arm.raises_income() { "budget-arm-income" } else { "budget-arm-cost" };
    html! {
        <section class="measures__arm" aria-labelledby={id.clone()} data-income={it.arm.raises_income().to_string()}>
            <h2 class="measures__name" {id}>{ tr.budget_arm(it.arm) }</h2>
            <p class="measures__about">{ tr.budget_arm_about(it.arm) }</p>
            <p><span data-tone={tone_of(Some(it.actual))} title={so_far_full}>{ tr.with(so_far, &[("n", actual.into())]) }</span></p>
            if it.measures.is_empty() { <p class="import__hint">{ tr.text("budget-no-measures") }</p> }
            <ul class="measures__cards" role="list">
                { for it.measures.iter().map(|row| measure(tr, (row, view.is_editable), (money, today), on_event)) }
            </ul>
        </section>
    }
}

/// A measure: who, by when, what it is to bring and brought.
fn measure(
    tr: &Tr,
    (row, is_editable): (&MeasureRow, bool),
    (money, today): (MoneyUnit, NaiveDate),
    on_event: &Callback<Event>,
) -> Html {
    let shape = Shape { unit: row.row.1, money };
    let due = row.due.map(|on| {
        let key = if row.is_late { "budget-due-late" } else { "budget-due-on" };
        tr.with(key, &[("date", tr.date(on).into())])
    });
    let done = row.done.map(|on| tr.with("budget-done-on", &[("date", tr.date(on).into())]));
    let owner = row.owner.clone().unwrap_or_else(|| tr.text("budget-nobody"));
    let args = [
        ("row", tr.budget_row(row.row.0).into()),
        ("effect", tr.budget_amount(row.effect, shape).into()),
        ("expected", tr.budget_amount(row.expected, shape).into()),
    ];
    let percent = u8::try_from(part(row.effect, row.expected, 100)).unwrap_or(100);
    let (flip, to) = match row.done {
        Some(_) => ("budget-not-done", None),
        None => ("budget-mark-done", Some(today)),
    };
    html! {
        <li class="measure" data-late={row.is_late.to_string()} data-done={row.done.is_some().to_string()}>
            <h3 class="measure__name">{ &row.name }</h3>
            <p class="measure__who">
                <span>{ owner }</span>
                if let Some(done) = done {
                    <span data-tone="good"><Icon name={IconName::Check} />{ done }</span>
                } else if row.is_late {
                    <span data-tone="bad"><Icon name={IconName::Warning} />{ due }</span>
                } else {
                    <span>{ due }</span>
                }
            </p>
            <p>{ tr.with("budget-measure-brings", &args) }</p>
            <Meter {percent} />
            if is_editable {
                <div class="measure__do">
                    <button type="button" class="quiet-button" onclick={press(on_event, BudgetEvent::MeasureDone(row.id, to))}>{ tr.text(flip) }</button>
                    <button type="button" class="quiet-button" aria-label={tr.with("budget-edit-of", &[("name", row.name.as_str().into())])}
                        onclick={press(on_event, BudgetEvent::SheetOpened(BudgetSheet::Measure(row.id)))}>{ tr.text("budget-edit") }</button>
                </div>
            }
        </li>
    }
}
