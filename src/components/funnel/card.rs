//! A card of the board: the opportunity in a few words, and where it can go, by a tap on its handle. Of fixed
//! height, which the columns count in. Not here: the column, dragging.

use jipan_app::event::{DealRef, DealSheetKind, Event, FunnelEvent};
use jipan_app::route::Route;
use jipan_app::view::CardView;
use jipan_rules::funnel::Place;
use yew::prelude::*;

use super::drag::use_drag;
use super::level::level_tone;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`DealCard`].
#[derive(Debug, PartialEq, Properties)]
pub struct DealCardProps {
    /// The card.
    pub card: CardView,
    /// Its place in the whole column, from 1.
    pub place: usize,
    /// Cards in the column.
    pub n_cards: usize,
    /// Whether its ways are open.
    pub is_open: bool,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// One card.
#[component]
pub fn DealCard(props: &DealCardProps) -> Html {
    let tr = use_tr();
    let DealCardProps { card, place, n_cards, is_open, is_read_only, on_event } = props;
    let deal = card.deal;
    let tell =
        |event: FunnelEvent| on_event.reform(move |_: MouseEvent| Event::Funnel(event.clone()));
    let onkeydown = {
        let (is_open, on_event) = (*is_open, on_event.clone());
        Callback::from(move |event: KeyboardEvent| {
            if is_open && event.key() == "Escape" {
                on_event.emit(Event::Funnel(FunnelEvent::CardToggled(None)));
            }
        })
    };
    let is_now = *is_open;
    let handle = use_drag(
        on_event.reform(move |()| {
            Event::Funnel(FunnelEvent::CardToggled(Some(deal).filter(|_| !is_now)))
        }),
        on_event.reform(move |on| Event::Funnel(FunnelEvent::CardDropped { deal, on })),
    );
    let on_contact = tell(FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)));
    let id = format!("card-{}", deal.deal.uuid());
    html! {
        <li class="deal" data-open={is_open.to_string()} data-tone={tone_of(card)} {onkeydown}
            aria-posinset={place.to_string()} aria-setsize={n_cards.to_string()}>
            <div class="deal__text" title={whys(&tr, card)}>
                <Link class="deal__name" to={Route::Customer(deal.customer)} on_event={on_event.clone()}>
                    <span id={id.clone()}>{ &card.name }</span>
                </Link>
                <p class="deal__line">
                    { level_badge(&tr, card) }{ " " }<b>{ tr.deal_amount(card.amount) }</b>
                    if card.is_past { <span class="deal__due" data-tone="late">{ " " }{ tr.text("deal-past") }</span> }
                </p>
                { due_of(&tr, card) }
                <p class="deal__line">{ stands(&tr, card) }</p>
            </div>
            if !is_read_only {
                <button ref={handle.node} type="button" class="icon-button deal__handle" aria-label={tr.text("board-move")} title={tr.text("board-move")}
                    aria-describedby={id.clone()} aria-expanded={is_open.to_string()} disabled={card.turns.is_empty()}
                    onpointerenter={handle.on_enter} onpointerdown={handle.on_down} onpointermove={handle.on_move}
                    onpointerleave={handle.on_leave} onpointerup={handle.on_up} onpointercancel={handle.on_cancel} onclick={handle.on_click}>
                    <Icon name={if *is_open { IconName::Close } else { IconName::Move }} />
                </button>
                if *is_open {
                    <div class="deal__ways" role="group" aria-label={tr.text("board-ways")}>
                        { for card.turns.iter().map(|to| html! {
                            <button type="button" class="button" onclick={tell(FunnelEvent::Turned { deal, to: *to })}>
                                { tr.turn(*to) }
                            </button>
                        }) }
                    </div>
                }
                <button type="button" class="icon-button deal__contact" aria-label={tr.text("contact-log")} title={tr.text("contact-log")}
                    aria-describedby={id} onclick={on_contact}>
                    <Icon name={IconName::Talk} />
                </button>
            }
        </li>
    }
}

/// The letter of a level, with why it is so.
pub(crate) fn level_badge(tr: &Tr, card: &CardView) -> Html {
    let tone = level_tone(card.level, card.is_past);
    html! {
        <span class="badge deal__level" data-tone={tone} title={tr.why_level(card)}>
            { tr.level(card.level) }
        </span>
    }
}

/// Why its level and why its day, in a sentence each.
fn whys(tr: &Tr, card: &CardView) -> String {
    let due = card.due.map(|(on, why)| tr.why_due((on, card.asked_since), why, card.level));
    [Some(tr.why_level(card)), due].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// When the next contact is due.
fn due_of(tr: &Tr, card: &CardView) -> Html {
    let Some((on, why)) = card.due else { return html! { <p class="deal__line" /> } };
    let tone = match card.late_days {
        1.. => "late",
        0 => "today",
        _ => "later",
    };
    html! {
        <p class="deal__line deal__due" data-tone={tone} title={tr.why_due((on, card.asked_since), why, card.level)}>
            if card.late_days <= 0 { { tr.text("contact-next") }{ " " } }
            { tr.due_in(card.late_days) }
        </p>
    }
}

/// Since when it stands here, what is odd about that, and who has it.
fn stands(tr: &Tr, card: &CardView) -> String {
    let days = tr.with("board-days", &[("n", card.days.into())]);
    let parts = [
        Some(days),
        card.is_stale.then(|| tr.text("board-stale")),
        (card.is_aged && !card.is_stale).then(|| tr.text("board-aged")),
        (card.n_odd > 0).then(|| tr.text("board-odd")),
        card.owner.as_ref().map(|who| tr.who(who)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn tone_of(card: &CardView) -> Option<&'static str> {
    match card.place {
        Place::In(_) => card.is_stale.then_some("stale"),
        Place::Out(_) => Some("out"),
    }
}

/// Whether it is the card whose ways are open.
pub(crate) fn is_open(card: &CardView, open: Option<DealRef>) -> bool {
    open == Some(card.deal)
}
