//! The frame of the budget: its parts as links, which year and version is shown, in what money, and what can be done
//! with a version. Not here: the parts themselves.

use jipan_app::event::{BudgetEvent, BudgetSheet, Event, Frozen};
use jipan_app::route::Route;
use jipan_app::view::{BudgetBody, BudgetView, Later, MoneyUnit, PlanView};
use jipan_rules::Uuid;
use jipan_rules::budget::PlanId;
use jipan_rules::period::Month;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::press;
use crate::components::funnel::boxes::radios;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::hooks::{use_menu, use_tr};
use crate::i18n::Tr;

/// Properties of [`BudgetFrame`].
#[derive(Debug, PartialEq, Properties)]
pub struct BudgetFrameProps {
    /// The budget.
    pub view: Later<BudgetView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// What stands above every part.
#[component]
pub fn BudgetFrame(props: &BudgetFrameProps) -> Html {
    let tr = use_tr();
    let BudgetFrameProps { view, on_event } = props;
    let plan = shown_plan(view);
    let on_unit = on_event.reform(|it| Event::Budget(BudgetEvent::UnitChosen(it)));
    let units = [
        (MoneyUnit::Yuan, tr.text("budget-unit-yuan")),
        (MoneyUnit::Wan, tr.text("budget-unit-wan")),
    ];
    html! {
        <>
            <header class="register__head">
                <h1 class="import__title">{ tr.text("nav-budget") }</h1>
                { parts(&tr, view, on_event) }
                <p class="register__sums" role="status" aria-label={tr.text("budget-state")}>{ state(&tr, view, plan) }</p>
            </header>
            <div class="budget-tools">
                if !view.years.is_empty() { { years(&tr, view, on_event) } }
                if !view.plans.is_empty() { { plans(&tr, view, on_event) } }
                if view.plans.len() > 1 && view.leave.plans { { compare(&tr, view, on_event) } }
                { radios("budget-unit", tr.text("budget-money"), units, Some(view.unit), &on_unit) }
                <PlanTools view={view.clone()} on_event={on_event.clone()} />
            </div>
            if let Some(plan) = plan.filter(|it| it.n_late > 0) {
                <p class="file__banner" role="status">{ tr.with("budget-late-cells", &[("n", plan.n_late.into())]) }</p>
            }
        </>
    }
}

fn shown_plan(view: &BudgetView) -> Option<&PlanView> {
    view.plan.and_then(|id| view.plans.iter().find(|it| it.id == id))
}

/// The parts that this person has; a single one needs no link.
fn parts(tr: &Tr, view: &BudgetView, on_event: &Callback<Event>) -> Html {
    if view.parts.len() < 2 {
        return Html::default();
    }
    html! {
        <nav class="pages screen-only" aria-label={tr.text("budget-parts")}>
            { for view.parts.iter().map(|part| html! {
                <Link class="pages__link" to={Route::Budget(*part)} is_current={*part == view.part} on_event={on_event.clone()}>
                    { tr.budget_part(*part) }
                </Link>
            }) }
        </nav>
    }
}

/// Whether the version counts and can be written, whether the tax is in the amounts, and how far counting is.
fn state(tr: &Tr, view: &BudgetView, plan: Option<&PlanView>) -> String {
    let marks = plan.map(|plan| {
        let force =
            tr.text(if plan.is_in_force { "budget-in-force" } else { "budget-not-in-force" });
        let frozen = plan.frozen.as_ref().map(|(on, who)| {
            let args = [("date", tr.date(*on).into()), ("who", who.as_str().into())];
            tr.with("budget-frozen-on", &args)
        });
        let from =
            plan.from.as_ref().map(|it| tr.with("budget-copied", &[("name", it.as_str().into())]));
        [Some(force), frozen, from].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let tax = match view.vat_out {
        Some(rate) => {
            let percent = tr.budget_typed(
                rate.into(),
                crate::i18n::Shape { unit: jipan_rules::budget::RowUnit::Rate, money: view.unit },
            );
            tr.with("budget-tax-out", &[("percent", percent.into())])
        }
        None => tr.text("budget-tax-in"),
    };
    let counting =
        view.percent.map(|it| tr.with("budget-counting-percent", &[("percent", it.into())]));
    [marks, Some(tax), counting].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A choice among a few, by keys.
fn choice<T: Clone + 'static>(
    (name, label): (&'static str, String),
    options: &[(String, String, T)],
    chosen: &str,
    on_choose: &Callback<T>,
) -> Html {
    let keys: Vec<(String, T)> =
        options.iter().map(|(key, _, it)| (key.clone(), it.clone())).collect();
    let on_choose = on_choose.clone();
    let onchange = Callback::from(move |event: yew::Event| {
        let key = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
        let found = keys.iter().find(|(it, _)| Some(it) == key.as_ref());
        if let Some((_, it)) = found {
            on_choose.emit(it.clone());
        }
    });
    html! {
        <label class="facet">
            <span class="facet__name">{ label }</span>
            <select class="facet__box" {name} {onchange}>
                { for options.iter().map(|(key, words, _)| html! {
                    <option value={key.clone()} selected={key == chosen}>{ words }</option>
                }) }
            </select>
        </label>
    }
}

fn years(tr: &Tr, view: &BudgetView, on_event: &Callback<Event>) -> Html {
    let key = |it: Month| it.index().to_string();
    let options =
        view.years.iter().map(|it| (key(*it), tr.budget_year(*it), *it)).collect::<Vec<_>>();
    let on_year = on_event.reform(|it| Event::Budget(BudgetEvent::YearShown(it)));
    choice(("budget-year", tr.text("budget-year-name")), &options, &key(view.year), &on_year)
}

fn key_of(plan: Option<PlanId>) -> String {
    plan.map_or_else(String::new, |PlanId(id)| Uuid::to_string(&id))
}

/// The versions, each with whether it counts and is frozen.
fn plans(tr: &Tr, view: &BudgetView, on_event: &Callback<Event>) -> Html {
    let words = |it: &PlanView| {
        let marks = [
            it.is_in_force.then(|| tr.text("budget-in-force")),
            it.frozen.as_ref().map(|_| tr.text("budget-frozen")),
        ];
        core::iter::once(it.name.clone())
            .chain(marks.into_iter().flatten())
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let options =
        view.plans.iter().map(|it| (key_of(Some(it.id)), words(it), it.id)).collect::<Vec<_>>();
    let on_plan = on_event.reform(|it| Event::Budget(BudgetEvent::PlanShown(it)));
    choice(("budget-plan", tr.text("budget-version")), &options, &key_of(view.plan), &on_plan)
}

fn compare(tr: &Tr, view: &BudgetView, on_event: &Callback<Event>) -> Html {
    let none = (String::new(), tr.text("budget-compare-none"), None);
    let others = view.plans.iter().filter(|it| Some(it.id) != view.plan);
    let others = others.map(|it| (key_of(Some(it.id)), it.name.clone(), Some(it.id)));
    let options = core::iter::once(none).chain(others).collect::<Vec<_>>();
    let on_plan = on_event.reform(|it| Event::Budget(BudgetEvent::Compared(it)));
    choice(
        ("budget-compare", tr.text("budget-compare-with")),
        &options,
        &key_of(view.compare),
        &on_plan,
    )
}

/// The month whose report is asked for: the one that is shown, else that of today, else the first of the year.
fn report_month(view: &BudgetView) -> Month {
    let shown = match &view.body {
        BudgetBody::Year(year) => {
            year.month.and_then(|it| year.months.get(usize::from(it))).map(|it| it.month)
        }
        BudgetBody::Expenses(it) => Some(it.month),
        BudgetBody::Counting
        | BudgetBody::NoPlan { .. }
        | BudgetBody::Gap(_)
        | BudgetBody::Measures(_)
        | BudgetBody::Goals(_) => None,
    };
    let now = Month::of(view.today);
    let in_year = (view.year..=view.year.on(11)).contains(&now);
    let shown = shown.filter(|it| (view.year..=view.year.on(11)).contains(it));
    shown.unwrap_or(if in_year { now } else { view.year })
}

/// Why a month has no report: nothing is planned in it and nothing came. Only the table of the year knows.
fn no_report(tr: &Tr, view: &BudgetView, month: Month) -> Option<String> {
    let BudgetBody::Year(year) = &view.body else { return None };
    let place = year.months.iter().position(|it| it.month == month)?;
    let mut cells = year.rows.iter().filter_map(|row| row.months.get(place));
    let has_any = cells.any(|it| it.plan.is_some() || it.actual.is_some());
    let name = [("month", tr.month(month.first_day()).into())];
    (!has_any).then(|| tr.with("budget-no-report", &name))
}

/// What can be done with the version.
#[component]
fn PlanTools(props: &BudgetFrameProps) -> Html {
    let tr = use_tr();
    let menu = use_menu();
    let BudgetFrameProps { view, on_event } = props;
    let plan = shown_plan(view);
    if !view.leave.plans {
        return Html::default();
    }
    let item = |words: String, event: BudgetEvent| {
        html! { <button type="button" class="file__item" onclick={press(on_event, event)}>{ words }</button> }
    };
    let month = report_month(view);
    let year = [("year", tr.budget_year(view.year).into())];
    let no_report = no_report(&tr, view, month);
    let is_busy = view.is_exporting || view.percent.is_some() || no_report.is_some();
    let named = [("month", tr.month(month.first_day()).into())];
    html! {
        <div class="budget-tools__do">
            if plan.is_some() {
                <button type="button" class="button" onclick={press(on_event, BudgetEvent::PlanBegun(tr.with("budget-plan-name", &year)))}>
                    <Icon name={IconName::Plus} />{ tr.text("budget-new-plan") }
                </button>
                <button type="button" class="icon-button" aria-label={tr.with("budget-print", &named)}
                    title={tr.with("budget-print", &named)} disabled={is_busy} onclick={press(on_event, BudgetEvent::ReportPrinted(month))}>
                    <Icon name={IconName::Print} />
                </button>
                <button type="button" class="icon-button" aria-label={tr.with("budget-xlsx", &named)}
                    title={tr.with("budget-xlsx", &named)} disabled={is_busy || view.is_importing} onclick={press(on_event, BudgetEvent::ReportExported(month))}>
                    <Icon name={IconName::Download} />
                </button>
            }
            if view.is_importing && plan.is_some() { <small class="budget-tools__why">{ tr.text("budget-import-first") }</small> }
            if let Some(why) = no_report { <small class="budget-tools__why">{ why }</small> }
            if let Some(plan) = plan {
                <details class="file__more" ref={menu}>
                    <summary class="button" aria-label={tr.text("budget-more")} title={tr.text("budget-more")}><Icon name={IconName::More} /></summary>
                    <div class="file__menu">
                        if !plan.is_in_force { { item(tr.text("budget-put-in-force"), BudgetEvent::PutInForce(plan.id)) } }
                        if plan.frozen.is_some() {
                            { item(tr.text("budget-open-plan"), BudgetEvent::Froze(plan.id, Frozen::Open)) }
                        } else {
                            { item(tr.text("budget-freeze"), BudgetEvent::Froze(plan.id, Frozen::Frozen)) }
                        }
                        { item(tr.text("budget-rename-plan"), BudgetEvent::SheetOpened(BudgetSheet::RenamePlan(plan.id))) }
                        if !plan.is_in_force && plan.frozen.is_none() {
                            { item(tr.text("budget-remove-plan"), BudgetEvent::PlanRemoved(plan.id)) }
                        }
                    </div>
                </details>
            }
        </div>
    }
}
