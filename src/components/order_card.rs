//! One order in a list: what it comes to and where it stands; opened, its lines, what happened to it, and
//! what can be done with it. Not here: which orders there are.

use std::rc::Rc;

use jipan_app::event::{Event, TradeEvent};
use jipan_app::route::Route;
use jipan_app::view::{OrderCard, OrderDetail, OrderSync, RecordSync};
use jipan_rules::order::{OrderSource, OrderStatus};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::link::Link;
use super::text_box::{TextBox, text_in};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`OrderCards`].
#[derive(Debug, PartialEq, Properties)]
pub struct OrderCardsProps {
    /// The orders.
    pub cards: Vec<Rc<OrderCard>>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Some orders, each of which opens.
#[component]
pub fn OrderCards(props: &OrderCardsProps) -> Html {
    let tr = use_tr();
    let OrderCardsProps { cards, on_event } = props;
    html! {
        <ul class="orders" aria-label={tr.text("orders-list")}>
            { for cards.iter().map(|card| html! {
                <Card key={card.id.uuid().as_u128()} card={Rc::clone(card)} on_event={on_event.clone()} />
            }) }
        </ul>
    }
}

/// Properties of [`Card`].
#[derive(Debug, PartialEq, Properties)]
struct CardProps {
    card: Rc<OrderCard>,
    on_event: Callback<Event>,
}

#[component]
fn Card(props: &CardProps) -> Html {
    let tr = use_tr();
    let CardProps { card, on_event } = props;
    let id = card.id;
    let onclick = on_event.reform(move |_: MouseEvent| Event::Trade(TradeEvent::OrderToggled(id)));
    let lines = tr.with("order-n-lines", &[("n", card.n_lines.into())]);
    let is_in_review = card.status == OrderStatus::InReview;
    html! {
        <li class="order" data-open={card.detail.is_some().to_string()}>
            <button type="button" class="order__head" aria-expanded={card.detail.is_some().to_string()} {onclick}>
                <b class="order__name">{ card.name.as_ref().unwrap_or(&card.number) }</b>
                <b class="order__amount">{ tr.fen(card.sums.amount) }</b>
                <small class="order__facts">
                    { tr.date(card.on) }
                    if card.name.is_some() { { "\u{a0}· " }{ &card.number } }
                    { "\u{a0}· " }{ lines }{ "\u{a0}· " }{ tr.order_total(&card.sums) }
                    if card.source == OrderSource::File { { "\u{a0}· " }{ tr.text("orders-from-file") } }
                </small>
                <span class="badge" data-tone={tone_of(card.status)}>{ tr.order_status(card.status) }</span>
                if is_in_review && card.review.is_special() {
                    <small class="order__special">{ tr.review_words(card.review) }</small>
                }
            </button>
            if let Some(detail) = &card.detail {
                <Detail card={Rc::clone(card)} detail={Rc::clone(detail)} on_event={on_event.clone()} />
            }
        </li>
    }
}

fn tone_of(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::InReview => "amber",
        OrderStatus::Placed => "accent",
        OrderStatus::Delivered | OrderStatus::Cancelled => "plain",
        OrderStatus::Rejected => "red",
    }
}

/// Properties of [`Detail`].
#[derive(Debug, PartialEq, Properties)]
struct DetailProps {
    card: Rc<OrderCard>,
    detail: Rc<OrderDetail>,
    on_event: Callback<Event>,
}

/// What is in an order.
#[component]
fn Detail(props: &DetailProps) -> Html {
    let tr = use_tr();
    let DetailProps { card, detail, on_event } = props;
    let story = detail.moves.iter().map(|step| {
        html! {
            <li class="order__step">
                <span>{ tr.order_status(step.to) }</span>
                <small>{ tr.done_by(step.on, step.by.as_ref()) }</small>
                if let Some(why) = &step.why { <span class="order__why">{ why }</span> }
                if step.is_odd { <span class="order__special">{ tr.text("orders-odd") }</span> }
            </li>
        }
    });
    html! {
        <div class="order__body">
            if card.review.is_special() && card.status != OrderStatus::InReview {
                <p class="order__special">{ tr.review_words(card.review) }</p>
            }
            { lines_of(card, detail, &tr) }
            <ol class="order__story" aria-label={tr.text("orders-story")}>{ for story }</ol>
            { sync_of(card.sync, &tr) }
            <Moves card={Rc::clone(card)} detail={Rc::clone(detail)} on_event={on_event.clone()} />
        </div>
    }
}

/// Where the order is, where that is worth a word.
fn sync_of(sync: OrderSync, tr: &Tr) -> Html {
    let is_here = sync == OrderSync::Saved(RecordSync::Here);
    let waits = !matches!(sync, OrderSync::Saved(RecordSync::Sent));
    html! {
        if !is_here {
            <p class="file__sync" data-waits={waits.then_some("true")}>
                <Icon name={if waits { IconName::Clock } else { IconName::Check }} />{ tr.order_sync(sync) }
            </p>
        }
    }
}

/// The lines as a table.
fn lines_of(card: &OrderCard, detail: &OrderDetail, tr: &Tr) -> Html {
    let rows = detail.lines.iter().map(|line| {
        let is_return = (line.quantity < 0).then_some("return");
        let price = if line.price == 0 { tr.text("order-free") } else { tr.price_of(line.price) };
        html! {
            <tr data-tone={is_return}>
                <th scope="row">{ &line.name }</th>
                <td>{ tr.quantity(line.quantity, line.unit.as_deref()) }</td>
                <td>{ price }</td>
                <td>{ tr.fen(line.amount) }</td>
            </tr>
        }
    });
    html! {
        <table class="order__lines" aria-label={tr.text("orders-lines")}>
            <thead>
                <tr>
                    <th scope="col">{ tr.text("orders-product") }</th>
                    <th scope="col">{ tr.text("orders-quantity") }</th>
                    <th scope="col">{ tr.text("orders-unit-price") }</th>
                    <th scope="col">{ tr.text("orders-line-amount") }</th>
                </tr>
            </thead>
            <tbody>{ for rows }</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="3">{ tr.order_total(&card.sums) }</th>
                    <td>{ tr.fen(card.sums.amount) }</td>
                </tr>
            </tfoot>
        </table>
    }
}

/// What can be done with an order. What ends it without delivery asks why.
#[component]
fn Moves(props: &DetailProps) -> Html {
    let tr = use_tr();
    let DetailProps { card, detail, on_event } = props;
    let asked = use_state_eq(|| None::<OrderStatus>);
    let why = use_node_ref();
    let id = card.id;
    let buttons = detail.may_move.iter().map(|&to| {
        let asks = matches!(to, OrderStatus::Rejected | OrderStatus::Cancelled);
        let onclick = {
            let (asked, on_event) = (asked.clone(), on_event.clone());
            Callback::from(move |_: MouseEvent| {
                if asks {
                    asked.set(Some(to).filter(|_| *asked != Some(to)));
                } else {
                    on_event.emit(moved(id, to, String::new()));
                }
            })
        };
        let label = tr.with("orders-of", &[
            ("status", tr.order_do(to).into()),
            ("number", card.number.as_str().into()),
        ]);
        html! {
            <button type="button" class="button" aria-label={label} aria-expanded={asks.then(|| (*asked == Some(to)).to_string())}
                data-variant={(!asks).then_some("primary")} {onclick}>{ tr.order_do(to) }</button>
        }
    });
    let onsubmit = {
        let (asked, why, on_event) = (asked.clone(), why.clone(), on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(to) = *asked {
                on_event.emit(moved(id, to, text_in(&why)));
                asked.set(None);
            }
        })
    };
    html! {
        <>
            <div class="order__do">
                { for buttons }
                if card.name.is_some() {
                    <Link class="quiet-button" to={Route::Customer(card.customer)} on_event={on_event.clone()}>
                        { tr.text("orders-to-customer") }
                    </Link>
                }
            </div>
            if let Some(to) = *asked {
                <form class="order__ask" {onsubmit}>
                    <TextBox label={tr.text("orders-why")} node={why} chars_max={200} />
                    <button type="submit" class="button" data-variant="danger">{ tr.order_do(to) }</button>
                </form>
            }
        </>
    }
}

fn moved(id: jipan_rules::values::ids::OrderId, to: OrderStatus, why: String) -> Event {
    Event::Trade(TradeEvent::OrderMoved { id, to, why })
}
