//! A column of the board: what its cards come to, and a window of them. Not here: a single card, which cards
//! are in the window.

use std::rc::Rc;

use jipan_app::event::{DealRef, Event, FunnelEvent};
use jipan_app::view::StageView;
use jipan_rules::funnel::Stage;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::card::{DealCard, is_open};
use crate::hooks::{use_resized, use_tr};
use crate::i18n::Tr;

/// Height of a card and the gap below it: `--deal` in tokens.css and the gap of funnel.css.
const CARD_PX: i32 = 128;
/// The window is told when it moved so far; the model gives more cards than fit.
const STEP_CARDS: usize = 2;

/// Properties of [`Column`].
#[derive(Debug, PartialEq, Properties)]
pub struct ColumnProps {
    /// The column.
    pub view: StageView,
    /// Whether it is the one that a phone shows.
    pub is_shown: bool,
    /// The card whose ways are open.
    pub open: Option<DealRef>,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The column.
#[component]
pub fn Column(props: &ColumnProps) -> Html {
    let tr = use_tr();
    let ColumnProps { view, is_shown, open, is_read_only, on_event } = props;
    let (list, all, cards) = (use_node_ref(), use_node_ref(), use_node_ref());
    let told = use_mut_ref(|| (usize::MAX, 0));
    let tell = {
        let (list, on_event, stage) = (list.clone(), on_event.clone(), view.stage);
        Callback::from(move |()| {
            let Some(window) = list.cast::<Element>().map(|it| window_of(&it)) else { return };
            let has_moved = has_moved(*told.borrow(), window);
            if has_moved {
                *told.borrow_mut() = window;
                let (first, n) = window;
                on_event.emit(Event::Funnel(FunnelEvent::ColumnMoved { stage, first, n }));
            }
        })
    };
    use_resized(list.clone(), tell.clone());
    // Sizes by the object model: the policy of the page forbids style attributes.
    use_effect_with((all.clone(), cards.clone(), view.n, view.first), |(all, cards, n, first)| {
        set_style(all, "height", &format!("{}px", px(*n)));
        set_style(cards, "transform", &format!("translateY({}px)", px(*first)));
    });
    let onscroll = tell.reform(|_: yew::events::Event| ());
    let id = column_id(view.stage);
    let heading = format!("{id}-name");
    html! {
        <section class="board__column" {id} aria-labelledby={heading.clone()} data-shown={is_shown.to_string()}>
            <header class="board__head">
                <h2 class="board__stage" id={heading}>{ tr.stage(view.stage) }</h2>
                <b class="board__n">{ tr.count(view.n) }</b>
                <p class="board__sums">{ sums(&tr, view) }</p>
                <p class="board__sums">{ ages(&tr, view) }</p>
            </header>
            if view.n == 0 {
                <p class="import__hint">{ tr.text("board-none") }</p>
            }
            <div class="board__list" ref={list} {onscroll}>
                <div class="board__all" ref={all}>
                    <ul class="board__cards" ref={cards} role="list" aria-label={tr.text("board-cards")}>
                        { for view.cards.iter().enumerate().map(|(idx, card)| html! {
                            <DealCard key={card.deal.deal.uuid().as_u128()} card={card.clone()} place={view.first + idx + 1}
                                n_cards={view.n} is_open={is_open(card, *open)} is_read_only={*is_read_only}
                                on_event={on_event.clone()} />
                        }) }
                    </ul>
                </div>
            </div>
        </section>
    }
}

/// The id of a column, which its tab names.
pub(crate) fn column_id(stage: Stage) -> &'static str {
    match stage {
        Stage::Prospect => "column-prospect",
        Stage::Intending => "column-intending",
        Stage::Closed => "column-closed",
        Stage::Base => "column-base",
    }
}

/// What the cards come to, and what of it is expected.
fn sums(tr: &Tr, view: &StageView) -> String {
    let amount = tr.deal_amount(Some(view.amount).filter(|_| view.n > view.n_without_amount));
    let parts = [
        Some(amount),
        view.forecast.map(|it| tr.with("board-forecast", &[("amount", tr.yuan(it).into())])),
        (view.n_without_amount > 0)
            .then(|| tr.with("board-without-amount", &[("n", view.n_without_amount.into())])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How long they are here, and how many went on.
fn ages(tr: &Tr, view: &StageView) -> String {
    let parts = [
        (view.n_stale > 0).then(|| tr.with("board-n-stale", &[("n", view.n_stale.into())])),
        view.avg_days.map(|n| tr.with("board-average", &[("n", n.into())])),
        view.oldest_days.map(|n| tr.with("board-oldest", &[("n", n.into())])),
        view.conversion.map(|it| tr.with("board-conversion", &[("percent", tr.ratio(it).into())])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn set_style(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = node.cast::<HtmlElement>()
        && element.style().set_property(name, value).is_err()
    {
        crate::log::error(format_args!("a style was refused: {name}, {value}"));
    }
}

/// Pixels that so many cards are high.
fn px(n_cards: usize) -> i32 {
    i32::try_from(n_cards).unwrap_or(i32::MAX).saturating_mul(CARD_PX)
}

/// The cards in sight: the first, and how many fit.
fn window_of(element: &Element) -> (usize, usize) {
    let cards = |px: i32| usize::try_from(px / CARD_PX).unwrap_or(0);
    (cards(element.scroll_top()), cards(element.client_height()) + 2)
}

/// Whether the window differs enough to be told.
fn has_moved((first, n): (usize, usize), (now_first, now_n): (usize, usize)) -> bool {
    n != now_n || first.abs_diff(now_first) >= STEP_CARDS || (now_first == 0 && first != 0)
}

/// Cards outside of the columns, all of them.
pub(crate) fn plain_cards(
    cards: &Rc<[jipan_app::view::CardView]>,
    open: Option<DealRef>,
    is_read_only: bool,
    on_event: &Callback<Event>,
) -> Html {
    let drawn = cards.iter().enumerate().map(|(idx, card)| html! {
        <DealCard key={card.deal.deal.uuid().as_u128()} card={card.clone()} place={idx + 1} n_cards={cards.len()}
            is_open={is_open(card, open)} {is_read_only} on_event={on_event.clone()} />
    });
    drawn.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_told_when_it_moved_by_two_cards_or_came_back_to_the_top() {
        assert!(has_moved((usize::MAX, 0), (0, 8)));
        assert!(!has_moved((10, 8), (11, 8)) && has_moved((10, 8), (12, 8)));
        assert!(has_moved((1, 8), (0, 8)) && has_moved((10, 8), (10, 9)));
    }
}
