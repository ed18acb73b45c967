//! On the home screen: orders in review, and objections without an answer. Not here: counting them.

use jipan_app::event::{Event, TradeEvent};
use jipan_app::route::Route;
use jipan_app::view;
use jipan_rules::order::OrderStatus;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::link::{Link, is_plain};
use crate::hooks::use_tr;

/// Properties of [`TradeNeeds`].
#[derive(Debug, PartialEq, Properties)]
pub struct TradeNeedsProps {
    /// What waits.
    pub needs: view::HomeTrade,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// What waits, each with where it is done.
#[component]
pub fn TradeNeeds(props: &TradeNeedsProps) -> Html {
    let tr = use_tr();
    let TradeNeedsProps { needs, on_event } = props;
    let (needs, nothing) = match needs {
        view::HomeTrade::None => return Html::default(),
        view::HomeTrade::Unknown => (view::TradeNeeds::default(), Some("home-trade-unknown")),
        view::HomeTrade::Known(needs) => {
            let is_any = needs.n_in_review > 0 || needs.n_objections > 0;
            (needs.clone(), (!is_any).then_some("home-trade-nothing"))
        }
    };
    let n_more = needs.n_objections.saturating_sub(needs.objections.len());
    let on_review = {
        let on_event = on_event.clone();
        Callback::from(move |event: MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                on_event.emit(Event::Trade(TradeEvent::OrdersOpened(OrderStatus::InReview)));
            }
        })
    };
    html! {
        <section class="home__part" aria-labelledby="home-trade">
            <h2 class="home__name" id="home-trade">{ tr.text("home-trade") }</h2>
            // A line in any case: what is found takes its room.
            if let Some(words) = nothing { <p class="home__line home__sub">{ tr.text(words) }</p> }
            <ul class="home__lines">
                if needs.n_in_review > 0 {
                    <li>
                        <a class="home__line" data-tone="soon" href={crate::route::path_of(Route::Orders)} onclick={on_review}>
                            <span class="home__dot" />
                            <span class="home__words">
                                { tr.with("home-in-review", &[("n", needs.n_in_review.into())]) }
                            </span>
                            <Icon name={IconName::Forward} />
                        </a>
                    </li>
                }
                { for needs.objections.iter().map(|it| {
                    let args = [
                        ("name", it.name.as_str().into()),
                        ("about", tr.disputed(it.about).into()),
                    ];
                    html! {
                        <li>
                            <Link class="home__line" to={Route::Customer(it.customer)} on_event={on_event.clone()}>
                                <span class="home__dot" />
                                <span class="home__words">
                                    { tr.with("home-objection", &args) }
                                    <span class="home__age">{ &it.text }</span>
                                </span>
                                <Icon name={IconName::Forward} />
                            </Link>
                        </li>
                    }
                }) }
            </ul>
            if needs.n_objections > 0 {
                <p class="home__sub">
                    { tr.with("home-objections", &[("n", needs.n_objections.into())]) }
                    if n_more > 0 { { " · " }{ tr.with("home-objections-more", &[("n", n_more.into())]) } }
                </p>
            }
        </section>
    }
}
