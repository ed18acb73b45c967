//! 快速登记: a prospect in a few taps. Not here: what becomes of it.

use jipan_app::event::{Event, FunnelEvent};
use jipan_app::view::{Later, QuickAddView};
use jipan_rules::funnel::Channel;
use jipan_rules::schema::{CustomerType, fields};
use yew::prelude::*;

use crate::components::funnel::boxes::{radios, tick};
use crate::components::funnel::quick_parts::{Referrer, channel_of, duplicates, named};
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`QuickAddScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct QuickAddScreenProps {
    /// What it shows.
    pub view: Later<QuickAddView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen: name, phone and channel, and what else is known.
#[component]
pub fn QuickAddScreen(props: &QuickAddScreenProps) -> Html {
    let tr = use_tr();
    let QuickAddScreenProps { view, on_event } = props;
    let tell =
        |event: FunnelEvent| on_event.reform(move |_: MouseEvent| Event::Funnel(event.clone()));
    html! {
        <section class="page quick" aria-labelledby="quick-title">
            <header class="import__head">
                <h1 class="import__title" id="quick-title">{ tr.text("quick-title") }</h1>
            </header>
            if view.is_read_only {
                <p class="file__banner">{ tr.text("file-read-only") }</p>
            }
            if view.can_restore && !view.is_read_only {
                <button type="button" class="button" onclick={tell(FunnelEvent::QuickRestored)}>
                    <Icon name={IconName::Undo} />{ tr.text("quick-restore") }
                </button>
            }
            <div class="quick__form">
                { named(&tr, view, true, on_event) }
                { channel_of(&tr, view, on_event) }
                if view.channel == Some(Channel::Referral) {
                    <Referrer view={(**view).clone()} on_event={on_event.clone()} />
                }
                <div class="segments">
                    { tick(tr.text("quick-willing"), view.will == Some(true), &flag(on_event, FunnelEvent::QuickWill)) }
                    { tick(tr.text("quick-able"), view.ability == Some(true), &flag(on_event, FunnelEvent::QuickAbility)) }
                </div>
                { kind_of(&tr, view, on_event) }
                { also(&tr, view) }
                <div role="status" aria-label={tr.text("quick-duplicate")}>{ duplicates(&tr, view, on_event) }</div>
                <div class="quick__do">
                    <button type="button" class="button" onclick={tell(FunnelEvent::QuickDropped)}>
                        { tr.text("quick-drop") }
                    </button>
                    <button type="button" class="button" data-variant="primary" disabled={view.is_read_only}
                        onclick={tell(FunnelEvent::QuickDone)}>{ tr.text("quick-done") }</button>
                </div>
            </div>
        </section>
    }
}

/// A flag that is on or not known: that there is none is said elsewhere.
fn flag(on_event: &Callback<Event>, of: fn(Option<bool>) -> FunnelEvent) -> Callback<bool> {
    on_event.reform(move |is_on: bool| Event::Funnel(of(is_on.then_some(true))))
}

/// What was typed in the register and is written with the rest.
fn also(tr: &Tr, view: &QuickAddView) -> Html {
    let parts = [
        ("contact-expected", &view.expect),
        ("contact-amount", &view.amount),
        ("contact-said", &view.said),
    ];
    let said =
        parts.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(label, text)| {
            let args = [("name", tr.text(label).into()), ("value", text.trim().into())];
            tr.with("said-line", &args)
        });
    let said = said.collect::<Vec<_>>();
    if said.is_empty() {
        return Html::default();
    }
    let what = said.join(" · ");
    html! { <p class="typed__hint">{ tr.with("quick-also", &[("what", what.into())]) }</p> }
}

/// The type, and by it the steps of the first opportunity: known in most cases, so folded.
fn kind_of(tr: &Tr, view: &QuickAddView, on_event: &Callback<Event>) -> Html {
    let on_kind = on_event.reform(|it| Event::Funnel(FunnelEvent::QuickType(it)));
    let kinds = CustomerType::ALL.map(|it| (it, tr.customer_type(it).to_owned()));
    let label = tr.field_of(fields::TYPE).to_owned();
    let said = format!("{} · {}", tr.customer_type(view.kind), tr.template(view.template));
    html! {
        <details class="fold">
            <summary class="fold__head"><span>{ &label }</span><b>{ said }</b></summary>
            { radios("quick-type", label, kinds, Some(view.kind), &on_kind) }
        </details>
    }
}

#[cfg(test)]
mod tests;
