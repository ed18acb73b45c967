//! One opportunity in the file: where it stands and why, what one does with it, and, folded, its steps,
//! lists and how it came here. Not here: the region.

use jipan_app::event::{DealRef, DealSheetKind, Event, FunnelEvent};
use jipan_app::view::DealPanel;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::{Step, Turn};
use yew::prelude::*;

use super::card::level_badge;
use super::closing::ClosingLists;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`DealPart`].
#[derive(Debug, PartialEq, Properties)]
pub struct DealPartProps {
    /// The opportunity.
    pub view: DealPanel,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The opportunity.
#[component]
pub fn DealPart(props: &DealPartProps) -> Html {
    let tr = use_tr();
    let DealPartProps { view, is_read_only, on_event } = props;
    let card = &view.card;
    let due = card.due.map(|(on, why)| {
        (tr.due_in(card.late_days), tr.why_due((on, card.asked_since), why, card.level))
    });
    let amount = tr.deal_amount(card.amount);
    html! {
        <article class="deals__deal" aria-label={tr.place(card.place)}>
            <p class="deals__state">
                <b>{ tr.place(card.place) }</b>
                { level_badge(&tr, card) }
                <b>{ amount }</b>
                if due.is_some() && card.late_days > 0 {
                    <span class="deal__due" data-tone="late">{ tr.with("deal-contact-late", &[("n", card.late_days.into())]) }</span>
                } else if let Some((due, _)) = &due {
                    <span>{ tr.text("contact-next") }{ " " }<span class="deal__due" data-tone="today">{ due }</span></span>
                }
                if card.is_past { <span class="badge" data-tone="red">{ tr.text("deal-past") }</span> }
                if card.is_stale { <span class="badge" data-tone="amber">{ tr.text("board-stale") }</span> }
            </p>
            if view.has_unseen { <p class="deals__note">{ tr.text("deal-unseen") }</p> }
            if card.n_odd > 0 { <p class="deals__note">{ tr.text("board-odd") }</p> }
            if !is_read_only { { buttons(&tr, view, on_event) } }
            <details class="fold">
                <summary class="fold__head">{ tr.text("deal-more") }</summary>
                <div class="deals__more">
                    <p>{ tr.why_level(card) }</p>
                    if let Some((_, why)) = due { <p>{ why }</p> }
                    { facts(&tr, view, *is_read_only, on_event) }
                    <Steps deal={card.deal} steps={view.steps.clone()} is_read_only={*is_read_only} on_event={on_event.clone()} />
                    <ClosingLists deal={card.deal} lists={view.closing.clone()} folds_done=true is_read_only={*is_read_only} on_event={on_event.clone()} />
                    { story(&tr, view) }
                </div>
            </details>
        </article>
    }
}

/// What one does with it: the usual first, then where it can go.
fn buttons(tr: &Tr, view: &DealPanel, on_event: &Callback<Event>) -> Html {
    let deal = view.card.deal;
    let tell =
        |event: FunnelEvent| on_event.reform(move |_: MouseEvent| Event::Funnel(event.clone()));
    let sheet = |kind| tell(FunnelEvent::SheetOpened(kind));
    let has_lists = view.closing.iter().any(|list| !list.items.is_empty());
    let may_expect = view.card.turns.contains(&Turn::Ordered);
    html! {
        <div class="deals__do">
            <button type="button" class="button" data-variant="primary" onclick={sheet(DealSheetKind::Contact(deal))}>{ tr.text("contact-log") }</button>
            if may_expect {
                <button type="button" class="button" onclick={sheet(DealSheetKind::Expect(deal))}>{ tr.text("deal-expectation") }</button>
            }
            if has_lists {
                <button type="button" class="button" onclick={sheet(DealSheetKind::Closing(deal))}>{ tr.text("close-lists") }</button>
            }
            { for view.card.turns.iter().map(|to| html! {
                <button type="button" class={class_of(*to)} onclick={tell(FunnelEvent::Turned { deal, to: *to })}>{ tr.turn(*to) }</button>
            }) }
        </div>
    }
}

/// The ways on stand out, the ways out do not.
fn class_of(to: Turn) -> &'static str {
    match to {
        Turn::Ordered | Turn::Delivered | Turn::Reopened => "button",
        Turn::Cancelled | Turn::Lost | Turn::Frozen | Turn::OutOfReach => "quiet-button",
    }
}

/// Where it came from, and what is known.
fn facts(tr: &Tr, view: &DealPanel, is_read_only: bool, on_event: &Callback<Event>) -> Html {
    let kind = DealSheetKind::Source(view.card.deal);
    let onclick =
        on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::SheetOpened(kind)));
    let source = view.source.as_ref().map(|it| tr.deal_source(it, view.referrer.as_deref()));
    let line =
        |name: String, value: String| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <>
            <dl class="deals__facts">
                { for source.map(|it| line(tr.text("channel-name"), it)) }
                { line(tr.text("deal-will"), tr.maybe(view.will)) }
                { line(tr.text("deal-ability"), tr.maybe(view.ability)) }
                { for view.opened.map(|on| line(tr.text("deal-opened"), tr.date(on))) }
                { for view.order.as_ref().map(|(_, number)| line(tr.text("deal-order"), number.clone())) }
            </dl>
            if !is_read_only {
                <button type="button" class="quiet-button" {onclick}>{ tr.text("deal-source") }</button>
            }
        </>
    }
}

/// Properties of [`Steps`].
#[derive(Debug, PartialEq, Properties)]
struct StepsProps {
    deal: DealRef,
    steps: Vec<(Step, Option<NaiveDate>)>,
    is_read_only: bool,
    on_event: Callback<Event>,
}

/// The steps, each with its day or a button that stamps it.
#[component]
fn Steps(props: &StepsProps) -> Html {
    let tr = use_tr();
    let StepsProps { deal, steps, is_read_only, on_event } = props;
    let (deal, is_read_only) = (*deal, *is_read_only);
    html! {
        <section>
            <h3 class="closing__phase">{ tr.text("deal-steps") }</h3>
            <ol class="deals__steps" aria-label={tr.text("deal-steps")}>
                { for steps.iter().map(|(step, on)| {
                    let step = *step;
                    let name = tr.step(step);
                    let onclick = on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::StepStamped { deal, step }));
                    let stamp = tr.with("deal-stamp-of", &[("step", name.as_str().into())]);
                    html! {
                        <li class="deals__step" data-done={on.is_some().to_string()} key={step.code()}>
                            <span>{ name }</span>
                            if let Some(on) = on {
                                <small>{ tr.date(*on) }</small>
                            } else if !is_read_only {
                                <button type="button" class="quiet-button" aria-label={stamp} {onclick}>{ tr.text("deal-stamp") }</button>
                            }
                        </li>
                    }
                }) }
            </ol>
        </section>
    }
}

/// How it came here: its stages, and what was expected at each time.
fn story(tr: &Tr, view: &DealPanel) -> Html {
    let path = view
        .path
        .iter()
        .map(|(place, on)| html! { <li>{ tr.date(*on) }{ " " }{ tr.place(*place) }</li> });
    let said = view.expectations.iter().map(|it| {
        let on = it.on.map_or_else(|| tr.text("deal-unknown"), |on| tr.date(on));
        html! {
            <li>
                <span>{ on }{ " · " }{ tr.deal_amount(it.amount) }</span>
                <small>{ tr.done_by(it.said_on, it.by.as_ref()) }</small>
                if let Some(levels) = it.levels { <span>{ tr.levels(levels) }</span> }
                if let Some(why) = &it.why { <span>{ why }</span> }
                if it.is_unseen { <span class="deals__note">{ tr.text("deal-unseen") }</span> }
            </li>
        }
    });
    html! {
        <>
            <section>
                <h3 class="closing__phase">{ tr.text("deal-path") }</h3>
                <ol class="deals__story">{ for path }</ol>
            </section>
            if !view.expectations.is_empty() {
                <section>
                    <h3 class="closing__phase">{ tr.text("deal-expectations") }</h3>
                    <ol class="deals__story">{ for said }</ol>
                </section>
            }
        </>
    }
}
