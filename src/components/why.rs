//! The answer to "why?": one sentence, its inputs, the boundary that decided, the rule and its source.
//! Not here: the rule.

use jipan_app::event::{Event, TradeEvent};
use jipan_app::view::{MonthView, TracedView, WhyView};
use jipan_rules::schema::{field, fields};
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
            { months(&view.months, &tr) }
            if let Some(traced) = &view.lines { { lines(traced, on_event, &tr) } }
        </section>
    }
}

/// What was bought month by month, and the tier after each.
fn months(months: &[MonthView], tr: &Tr) -> Html {
    if months.is_empty() {
        return Html::default();
    }
    let heads = [
        tr.text("why-month"),
        tr.field_of(fields::PURCHASED_QUANTITY).to_owned(),
        tr.field_of(fields::PURCHASED_AMOUNT).to_owned(),
        tr.field_of(fields::AVERAGE_PRICE).to_owned(),
        tr.field_of(fields::TIER).to_owned(),
        tr.field_of(fields::GRADE).to_owned(),
        tr.field_of(fields::CLASS).to_owned(),
    ];
    // What nobody asked about, or is not computed yet, has no column.
    let [has_tier, has_grade, has_class] = [
        months.iter().any(|it| it.tier.is_some()),
        months.iter().any(|it| it.grade.is_some()),
        months.iter().any(|it| it.class.is_some()),
    ];
    let heads = heads
        .iter()
        .zip([true; 4].into_iter().chain([has_tier, has_grade, has_class]))
        .filter(|(_, has)| *has);
    let level = |it: Option<u8>| it.map_or_else(|| "—".to_owned(), |it| it.to_string());
    html! {
        <details class="why__months">
            <summary>{ tr.text("why-months") }</summary>
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.text("why-months")}>
                <table>
                    <thead>
                        <tr>{ for heads.map(|(head, _)| html! { <th scope="col">{ head }</th> }) }</tr>
                    </thead>
                    <tbody>
                        { for months.iter().map(|it| html! {
                            <tr>
                                <th scope="row">{ it.month.to_string() }</th>
                                <td>{ tr.number(it.quantity) }</td>
                                <td>{ tr.money(Money::from_fen(it.amount)) }</td>
                                <td>{ it.average.map_or_else(|| "—".to_owned(), |it| tr.money(it)) }</td>
                                if has_tier { <td>{ level(it.tier) }</td> }
                                if has_grade { <td>{ level(it.grade) }</td> }
                                if has_class { <td>{ it.class.clone().unwrap_or_else(|| "—".to_owned()) }</td> }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </details>
    }
}

/// The lines that a value adds up, each with its order.
fn lines(traced: &TracedView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let heads = ["orders-title", "orders-product", "orders-quantity", "orders-line-amount"];
    html! {
        <details class="why__months">
            <summary>{ tr.text("why-lines") }</summary>
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.text("why-lines")}>
                <table>
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
        </details>
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
