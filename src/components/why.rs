//! The answer to "why?": one sentence, its inputs, the boundary that decided, the rule and its source.
//! Not here: the rule.

use jipan_app::event::{Event, TradeEvent};
use jipan_app::view::{MonthView, TracedView, WhyTopic, WhyView};
use jipan_rules::period::Month;
use jipan_rules::schema::{FieldId, field, fields};
use jipan_rules::values::Money;
use yew::prelude::*;

use super::field::element_id;
use super::icon::{Icon, IconName};
use super::proposal::Proposal;
use crate::hooks::{focus_field, use_tr};
use crate::i18n::{Tr, WhyWords};

/// Properties of [`WhyPanel`].
#[derive(Debug, PartialEq, Properties)]
pub struct WhyPanelProps {
    /// The answer.
    pub view: WhyView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The answer, with a way to what is missing.
#[component]
pub fn WhyPanel(props: &WhyPanelProps) -> Html {
    let tr = use_tr();
    let WhyPanelProps { view, on_event } = props;
    let words = tr.why(&view.answer);
    let on_close = on_event.reform(|_: MouseEvent| Event::WhyToggled(None));
    let missing = words.missing.iter().filter_map(|id| field(*id));
    html! {
        <section class="why" aria-label={tr.text("why-title")}>
            <button type="button" class="icon-button why__close" aria-label={tr.text("action-close")}
                onclick={on_close}>
                <Icon name={IconName::Close} />
            </button>
            <p class="why__sentence" role="status">{ &words.sentence }</p>
            { inputs(&words) }
            if !words.missing.is_empty() {
                <p class="why__source">{ tr.text("why-missing") }</p>
                <ul class="why__missing">
                    { for missing.map(|def| html! {
                        <li>
                            <button type="button" class="why__field"
                                onclick={focus_field(element_id(def))}>{ tr.field(def) }</button>
                        </li>
                    }) }
                </ul>
            }
            if let Some(proposal) = &view.proposal {
                <Proposal view={(**proposal).clone()} on_event={on_event.clone()} />
            }
            if let Some(change) = &view.change {
                <p class="why__boundary">{ tr.why(change).sentence }</p>
            }
            { boundary(&words) }
            { months(view, on_event, &tr) }
            if let Some(traced) = &view.lines { { lines(traced, on_event, &tr) } }
        </section>
    }
}

/// A column of the table of months.
type Column = (String, fn(&MonthView, &Tr) -> Option<String>);

/// Stands for what is still being computed.
fn waits(it: &MonthView, field: FieldId) -> Option<String> {
    (it.waits_for == Some(field)).then(|| "…".to_owned())
}

/// The columns of that table; what nobody asked about has none.
fn columns_of(months: &[MonthView], has_sums: bool, tr: &Tr) -> Vec<Column> {
    let name = |field| tr.field_of(field).to_owned();
    let columns: [Column; 10] = [
        (name(fields::PURCHASED_QUANTITY), |it, tr| Some(tr.number(it.quantity))),
        (name(fields::PURCHASED_AMOUNT), |it, tr| Some(tr.money(Money::from_fen(it.amount)))),
        (name(fields::AVERAGE_PRICE), |it, tr| it.average.map(|it| tr.money(it))),
        (name(fields::TIER), |it, _| it.tier.map(|it| it.to_string())),
        (name(fields::GRADE), |it, _| {
            it.grade.map(|it| it.to_string()).or_else(|| waits(it, fields::GRADE))
        }),
        (name(fields::SCALE_BY_ORDERS), |it, tr| {
            let scale = it.scale.map(|it| tr.choice(fields::SCALE, it).to_owned());
            scale.or_else(|| waits(it, fields::SCALE_BY_ORDERS))
        }),
        (name(fields::CLASS), |it, _| it.class.clone()),
        (name(fields::INTEGRITY), |it, tr| {
            it.integrity.map(|it| tr.choice(fields::INTEGRITY, it).to_owned())
        }),
        (tr.text("why-due"), |it, tr| {
            it.service.map(|(days, _)| tr.with("why-days", &[("n", days.into())]))
        }),
        (tr.text("why-kept"), |it, tr| it.service.map(|(_, how)| tr.served(how))),
    ];
    (0..)
        .zip(columns)
        .filter(|(at, (_, cell))| match at {
            0..3 => has_sums,
            3 => has_sums && months.iter().any(|it| cell(it, tr).is_some()),
            _ => months.iter().any(|it| cell(it, tr).is_some()),
        })
        .map(|(_, column)| column)
        .collect()
}

/// What it was month by month; a month with orders opens their lines.
fn months(view: &WhyView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let months = &view.months;
    if months.is_empty() {
        return Html::default();
    }
    // What rests on no orders is told without sums.
    let has_sums = view.topic != WhyTopic::Generated(fields::INTEGRITY);
    let columns = columns_of(months, has_sums, tr);
    let n_columns = columns.len().saturating_add(1).to_string();
    html! {
        <details class="why__months">
            <summary>{ tr.text("why-months") }</summary>
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.text("why-months")}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ tr.text("why-month") }</th>
                            { for columns.iter().map(|(head, _)| html! { <th scope="col">{ head }</th> }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for months.iter().map(|it| {
                            let can_open = has_sums && it.has_orders;
                            let open = view.month.as_ref().filter(|(of, _)| can_open && *of == it.month);
                            html! {
                                <>
                                    <tr>
                                        <th scope="row">{ month(it.month, can_open.then_some(open.is_some()), on_event) }</th>
                                        { for columns.iter().map(|(_, cell)| html! {
                                            <td>{ cell(it, tr).unwrap_or_else(|| "—".to_owned()) }</td>
                                        }) }
                                    </tr>
                                    if let Some((_, traced)) = open {
                                        <tr><td colspan={n_columns.clone()}>{ line_table(traced, on_event, tr) }</td></tr>
                                    }
                                </>
                            }
                        }) }
                    </tbody>
                </table>
            </div>
        </details>
    }
}

/// The name of a month; one that can be opened is a button.
fn month(month: Month, is_open: Option<bool>, on_event: &Callback<Event>) -> Html {
    let name = month.to_string();
    let Some(is_open) = is_open else { return html! { name } };
    let onclick =
        on_event.reform(move |_: MouseEvent| Event::Trade(TradeEvent::MonthToggled(month)));
    html! {
        <button type="button" class="quiet-button" aria-expanded={is_open.to_string()} {onclick}>
            { name }
        </button>
    }
}

/// The lines that a value adds up, each with its order.
fn lines(traced: &TracedView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    html! {
        <details class="why__months">
            <summary>{ tr.text("why-lines") }</summary>
            { line_table(traced, on_event, tr) }
        </details>
    }
}

fn line_table(traced: &TracedView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let heads = ["orders-title", "orders-product", "orders-quantity", "orders-line-amount"];
    html! {
        <>
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.text("why-lines")}>
                <table class="why__lines">
                    <thead>
                        <tr>{ for heads.map(|head| html! { <th scope="col">{ tr.text(head) }</th> }) }</tr>
                    </thead>
                    <tbody>
                        { for traced.lines.iter().map(|it| html! {
                            <tr>
                                <th scope="row">{ tr.date(it.on) }{ " " }<small>{ &it.number }</small></th>
                                <td>{ &it.line.name }</td>
                                <td>{ tr.quantity(it.line.quantity, it.line.unit.as_deref()) }</td>
                                <td>{ tr.fen(it.line.amount) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            if traced.n_more > 0 {
                <button type="button" class="quiet-button"
                    onclick={on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::MoreLinesPressed))}>
                    { tr.with("why-lines-more", &[("n", traced.n_more.into())]) }
                </button>
            }
        </>
    }
}

/// What an answer rests on, without its sentence.
pub fn why_body(words: &WhyWords) -> Html {
    html! { <>{ inputs(words) }{ boundary(words) }</> }
}

fn inputs(words: &WhyWords) -> Html {
    if words.inputs.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="why__inputs">
            { for words.inputs.iter().map(|(name, value)| html! {
                <div class="why__input"><dt>{ name }</dt><dd>{ value }</dd></div>
            }) }
        </dl>
    }
}

fn boundary(words: &WhyWords) -> Html {
    html! {
        <>
            if let Some(boundary) = &words.boundary { <p class="why__boundary">{ boundary }</p> }
            <p class="why__source">{ &words.version }{ " · " }{ &words.source }</p>
        </>
    }
}

#[cfg(test)]
mod tests;
