//! 分析: how shops stand by what they ordered, by tier, class and grade, and who moved. Each mark opens
//! its customers. Not here: counting, the rules.

use jipan_app::event::{Event, InsightsEvent};
use jipan_app::route::Route;
use jipan_app::view::{FilterChange, InsightsView, Later, SumUnit};
use jipan_book::standing::StandingTotals;
use jipan_rules::feature_class::feature_class;
use jipan_rules::schema::{Choice, CustomerType, FieldId, FieldType, field, fields};
use jipan_rules::values::Money;
use yew::prelude::*;

use crate::components::chart::{Cell, Grid, Mark, bars, grid};
use crate::components::classing::classing;
use crate::components::empty_state::EmptyState;
use crate::components::export_control::{ExportControl, Exported};
use crate::components::flow::{ENDS, SIZE, bands, place};
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::list_link::ListLink;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`InsightsScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct InsightsScreenProps {
    /// What to show.
    pub view: Later<InsightsView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// What orders say of all customers together.
#[component]
pub fn InsightsScreen(props: &InsightsScreenProps) -> Html {
    let tr = use_tr();
    let InsightsScreenProps { view, on_event } = props;
    let counting = view.percent.map(|it| tr.with("insights-counting", &[("percent", it.into())]));
    let totals = view.standings.as_ref().map(|it| &it.totals);
    let is_known = totals.is_some() && view.has_orders;
    let period = view.months.map(|(first, last)| {
        let args = [("first", tr.month(first).into()), ("last", tr.month(last).into())];
        if first == last {
            tr.with("insights-period-month", &args)
        } else {
            tr.with("insights-period", &args)
        }
    });
    html! {
        <div class="page home insights">
            <header class="insights__head">
                <h1>{ tr.text("insights-title") }</h1>
                <p class="home__sub" role="status">{ counting.or(period).unwrap_or_default() }</p>
                <div class="insights__tools">
                    <Link class="quiet-button" to={Route::Rules} on_event={on_event.clone()}>
                        { tr.text("rules-title") }
                    </Link>
                    if is_known {
                        <button class="quiet-button" type="button"
                            onclick={on_event.reform(|_| Event::Insights(InsightsEvent::Printed))}>
                            <Icon name={IconName::Print} />{ tr.text("print-title") }
                        </button>
                        <ExportControl is_exporting={view.is_exporting} format={view.export_format}
                            what={Exported::Report} on_event={on_event.clone()} />
                    }
                </div>
            </header>
            if !view.has_orders {
                { empty(on_event, &tr) }
            } else if let Some(totals) = totals {
                { headline(totals, &view.unit, on_event, &tr) }
                { tiers(totals, &view.bounds, on_event, &tr) }
                { moves(totals, on_event, &tr) }
                { classes(totals, on_event, &tr) }
                { grades(totals, on_event, &tr) }
                { matrix(totals, &view.grades, on_event, &tr) }
            }
            if let Some(report) = &view.report {
                { classing(report, on_event, &tr) }
            }
        </div>
    }
}

/// Nobody ordered anything: how orders come in.
fn empty(on_event: &Callback<Event>, tr: &Tr) -> Html {
    html! {
        <EmptyState icon={IconName::Insights} title={tr.text("insights-empty")}
            hint={tr.text("insights-empty-hint")}>
            <div class="backup__choices">
                <Link class="button" to={Route::Import} on_event={on_event.clone()}>
                    { tr.text("insights-import") }
                </Link>
                <Link class="button" to={Route::Customers} on_event={on_event.clone()}>
                    { tr.text("nav-customers") }
                </Link>
            </div>
        </EmptyState>
    }
}

/// A value of a field, of the retail customers that have not closed: these are counted.
fn of(values: &[(FieldId, u8)]) -> Vec<FilterChange> {
    let value =
        |(field, value): &(FieldId, u8)| FilterChange::Value(*field, Some(value.to_string()));
    retail().into_iter().chain(values.iter().map(value)).collect()
}

fn retail() -> Vec<FilterChange> {
    vec![FilterChange::Type(Some(CustomerType::Retail))]
}

/// How many, how much, and how many ordered nothing.
fn headline(totals: &StandingTotals, unit: &SumUnit, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let amount = Money::from_fen(totals.amount);
    let idle = {
        let mut filters = retail();
        filters.push(FilterChange::Value(fields::PURCHASED_QUANTITY, Some(String::new())));
        filters
    };
    let number = |n: String, words: String| html! { <span class="home__number"><b>{ n }</b>{ words }</span> };
    let linked = |n: usize, words: String, filters: Vec<FilterChange>, tone: &'static str| {
        html! {
            <ListLink class="home__number" {tone} {filters} on_event={on_event.clone()}>
                <b>{ tr.count(n) }</b>{ words }
            </ListLink>
        }
    };
    html! {
        <div class="home__numbers">
            { linked(totals.n_customers, tr.with("insights-shops", &[("n", totals.n_customers.into())]), retail(), "plain") }
            { number(tr.number(totals.quantity), tr.ordered_in(unit)) }
            { number(tr.money(amount), tr.text("insights-amount")) }
            if totals.n_no_orders > 0 {
                { linked(totals.n_no_orders, tr.text("insights-no-orders"), idle, "soon") }
            }
        </div>
    }
}

/// How many are in each tier.
fn tiers(totals: &StandingTotals, bounds: &[u32; 7], on_event: &Callback<Event>, tr: &Tr) -> Html {
    let marks = (1_u8..).zip(totals.tiers).map(|(tier, n)| Mark {
        label: tr.tier(tier),
        sub: tr.tier_range(tier, bounds),
        n,
        filters: of(&[(fields::TIER, tier)]),
    });
    let sub = html! {
        <>{ tr.text("insights-tiers-sub") }<span class="screen-only">{ tr.text("insights-tap") }</span></>
    };
    let title = (tr.text("insights-tiers"), sub);
    bars("insights-tiers", title, &marks.collect::<Vec<_>>(), on_event, tr)
}

/// How many have each grade.
fn grades(totals: &StandingTotals, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let marks = (1_u8..).zip(totals.grades).map(|(grade, n)| Mark {
        label: tr.grade(grade),
        sub: String::new(),
        n,
        filters: of(&[(fields::GRADE, grade)]),
    });
    let title = (tr.text("insights-grades"), html! { tr.text("insights-grades-sub") });
    bars("insights-grades", title, &marks.collect::<Vec<_>>(), on_event, tr)
}

/// How many have each of the 42 classes: market and format by scale.
fn classes(totals: &StandingTotals, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let scales = choices(fields::SCALE);
    let mut rows = Vec::new();
    for market in choices(fields::MARKET) {
        for format in choices(fields::FORMAT) {
            let (market, format) = (market.code, format.code);
            let name = [tr.choice(fields::MARKET, market), tr.choice(fields::FORMAT, format)];
            let cell = |scale: &Choice| {
                let class = feature_class(Some(market), Some(format), Some(scale.code)).value;
                let class = class.map(|it| it.to_string()).unwrap_or_default();
                let n = totals.classes.get(&(market, format, scale.code));
                let mut filters = retail();
                filters.push(FilterChange::Class(Some(class.clone())));
                Cell { n: n.copied().unwrap_or_default(), label: class, filters }
            };
            rows.push((name.join(" · "), scales.iter().map(cell).collect()));
        }
    }
    let head = scales.iter().map(|it| tr.choice(fields::SCALE, it.code).to_owned()).collect();
    let title = (tr.text("insights-classes"), tr.text("insights-classes-sub"));
    section(
        "insights-classes",
        title,
        grid(&Grid { corner: tr.text("insights-class"), head, rows }, on_event, tr),
    )
}

fn choices(id: FieldId) -> &'static [Choice] {
    match field(id).map(|it| it.ty) {
        Some(FieldType::Choice(choices)) => choices,
        Some(_) | None => &[],
    }
}

/// Volume by price: what grades are made of. Cells of one grade are two lists all the same.
fn matrix(
    totals: &StandingTotals,
    grades: &[[u8; 2]; 5],
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let row = |(band, (ns, grades)): (u8, (&[usize; 2], &[u8; 2]))| {
        let cells = (1_u8..).zip(ns.iter().zip(grades)).map(|(structure, (n, grade))| Cell {
            n: *n,
            label: tr.grade(*grade),
            filters: of(&[(fields::VOLUME_BAND, band), (fields::STRUCTURE, structure)]),
        });
        (tr.with("insights-band", &[("n", band.into())]), cells.collect())
    };
    let rows = (1_u8..).zip(totals.matrix.iter().zip(grades)).map(row).collect();
    let head = vec![tr.text("insights-high"), tr.text("insights-low")];
    let title = (tr.text("insights-matrix"), tr.text("insights-matrix-sub"));
    section(
        "insights-matrix",
        title,
        grid(&Grid { corner: tr.text("insights-volume"), head, rows }, on_event, tr),
    )
}

/// A part of the screen with its title.
fn section(id: &'static str, (title, sub): (String, String), body: Html) -> Html {
    html! {
        <section class="home__part" aria-labelledby={id}>
            <h2 class="home__name" {id}>{ title }</h2>
            <p class="home__sub">{ sub }</p>
            { body }
        </section>
    }
}

/// Who is in another tier than one period before.
fn moves(totals: &StandingTotals, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let n_of = |is_up: bool| -> usize {
        totals.moves.iter().filter(|((from, to), _)| (to < from) == is_up).map(|(_, n)| n).sum()
    };
    let args = [("up", n_of(true).into()), ("down", n_of(false).into())];
    let title = tr.text("insights-moves");
    if totals.moves.is_empty() {
        return section("insights-moves", (title, tr.text("insights-no-moves")), html! {});
    }
    let row = |from: u8| {
        let cells = (1..=8).map(|to| Cell {
            n: totals.moves.get(&(from, to)).copied().unwrap_or_default(),
            label: tr.moved(from, to),
            filters: of(&[(fields::TIER_BEFORE, from), (fields::TIER, to)]),
        });
        (tr.tier(from), cells.collect())
    };
    let head = (1..=8).map(|to| tr.tier(to)).collect();
    let table =
        Grid { corner: tr.text("insights-from-to"), head, rows: (1..=8).map(row).collect() };
    let body = html! {
        <>
            { flow(totals, on_event, tr) }
            <details class="chart__more">
                <summary>{ tr.text("chart-table") }</summary>
                { grid(&table, on_event, tr) }
            </details>
        </>
    };
    section("insights-moves", (title, tr.with("insights-moves-sub", &args)), body)
}

/// The picture: tiers before at the left, now at the right.
fn flow(totals: &StandingTotals, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let (width, height) = SIZE;
    let names = |x: usize, anchor: &'static str| {
        (1..=8).map(move |tier: u8| (x, anchor, tier)).map(|(x, anchor, tier)| {
            html! {
                <text x={x.to_string()} y={place(tier).to_string()} text-anchor={anchor}
                    dominant-baseline="central">{ tr.tier(tier) }</text>
            }
        })
    };
    html! {
        <svg class="flow" viewBox={format!("0 0 {width} {height}")} role="group" aria-label={tr.text("insights-moves")}>
            { for bands(&totals.moves).into_iter().map(|band| {
                let label = format!("{} · {}", tr.moved(band.from, band.to), tr.shops(band.n));
                let tone = if band.to < band.from { "up" } else { "down" };
                let filters = of(&[(fields::TIER_BEFORE, band.from), (fields::TIER, band.to)]);
                html! {
                    <ListLink class="flow__band" label={label.clone()} {tone} {filters} on_event={on_event.clone()}>
                        <path d={band.path.clone()} stroke-width={band.width.to_string()}><title>{ label }</title></path>
                    </ListLink>
                }
            }) }
            { for names(ENDS.0 - 8, "end") }
            { for names(ENDS.1 + 8, "start") }
        </svg>
    }
}

#[cfg(test)]
mod tests;
