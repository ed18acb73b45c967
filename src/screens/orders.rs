//! 订单: the orders of all customers, by where they stand. Not here: one order, which is a card.

use jipan_app::event::{Event, TradeEvent};
use jipan_app::route::Route;
use jipan_app::view::{Later, OrdersView};
use jipan_rules::order::OrderStatus;
use yew::prelude::*;

use crate::components::chip::Chip;
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::order_card::OrderCards;
use crate::hooks::use_tr;

/// Properties of [`OrdersScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct OrdersScreenProps {
    /// The orders.
    pub view: Later<OrdersView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn OrdersScreen(props: &OrdersScreenProps) -> Html {
    let tr = use_tr();
    let OrdersScreenProps { view, on_event } = props;
    let n_all: usize = view.counts.iter().map(|(_, n)| n).sum();
    let chip = |status: Option<OrderStatus>, label: String, n: usize| {
        let on_press = on_event.reform(move |()| Event::Trade(TradeEvent::OrdersFiltered(status)));
        html! { <Chip {label} count={tr.count(n)} is_on={view.status == status} {on_press} /> }
    };
    let on_more = on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::MoreOrdersPressed));
    let n_shown = view.cards.len().saturating_add(view.n_more);
    html! {
        <div class="page">
            <header class="import__head">
                <Link class="icon-button import__back" to={Route::Customers} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("customers-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("orders-title") }</h1>
            </header>
            if n_all == 0 {
                <EmptyState icon={IconName::Shop} title={tr.text("orders-none")} />
            } else {
                <div class="orders__chips">
                    { for view.counts.iter().map(|(status, n)| chip(Some(*status), tr.order_status(*status), *n)) }
                    { chip(None, tr.text("orders-all"), n_all) }
                </div>
                <p class="import__lead" role="status">{ tr.with("orders-count", &[("n", n_shown.into())]) }</p>
                if view.cards.is_empty() {
                    <EmptyState icon={IconName::Check} title={tr.text("orders-none-of")} />
                } else {
                    <OrderCards cards={view.cards.clone()} on_event={on_event.clone()} />
                }
                if view.n_more > 0 {
                    <button type="button" class="button" onclick={on_more}>
                        { tr.with("orders-more", &[("n", view.n_more.into())]) }
                    </button>
                }
            }
        </div>
    }
}

#[cfg(test)]
mod tests;
