//! The orders in a customer file. Not here: one order, which is a card.

use jipan_app::event::{Event, TradeEvent};
use jipan_app::route::Route;
use jipan_app::view::FileOrders;
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::link::Link;
use super::order_card::OrderCards;
use crate::hooks::use_tr;

/// The id of the section, to which a tab leads.
pub const ORDERS_ID: &str = "group-orders";

/// Properties of [`OrdersPart`].
#[derive(Debug, PartialEq, Properties)]
pub struct OrdersPartProps {
    /// Whose.
    pub customer: CustomerId,
    /// The orders.
    pub view: FileOrders,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The orders under their heading.
#[component]
pub fn OrdersPart(props: &OrdersPartProps) -> Html {
    let tr = use_tr();
    let OrdersPartProps { customer, view, on_event } = props;
    html! {
        <section class="group" id={ORDERS_ID}>
            <header class="group__head">
                <h2 class="group__title">{ tr.text("orders-title") }</h2>
                if view.can_order {
                    <Link class="quiet-button group__confirm" to={Route::Order(*customer)} on_event={on_event.clone()}>
                        { order_words(view, &tr) }
                    </Link>
                }
            </header>
            if view.cards.is_empty() {
                <p class="import__hint">{ tr.text("orders-none") }</p>
            } else {
                <OrderCards cards={view.cards.clone()} on_event={on_event.clone()} />
            }
            if view.n_more > 0 {
                <button type="button" class="quiet-button"
                    onclick={on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::MoreOfFilePressed))}>
                    { tr.with("orders-more", &[("n", view.n_more.into())]) }
                </button>
            }
        </section>
    }
}

/// What leads to the entry: a new order, or the one that is half entered.
pub fn order_words(view: &FileOrders, tr: &crate::i18n::Tr) -> String {
    if view.has_draft { tr.text("order-continue") } else { tr.text("order-place") }
}
