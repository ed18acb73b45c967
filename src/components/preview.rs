//! Who would stand otherwise, before it is so: how far it is computed, then how many and which. Not here: what
//! it is of, and the button that asks for it.

use jipan_app::event::{Event, RulesEvent};
use jipan_app::route::Route;
use jipan_app::view::{MoveView, PreviewView, PreviewedView};
use jipan_rules::setting::RuleKey;
use yew::prelude::*;

use super::link::Link;
use super::meter::Meter;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Preview`].
#[derive(Debug, PartialEq, Properties)]
pub struct PreviewProps {
    /// What is known.
    pub view: PreviewView,
    /// The rule it is of; none for a pack.
    #[prop_or_default]
    pub rule: Option<RuleKey>,
    /// What is to be said of how it was compared.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Whether a customer opens when it is pressed: not where something typed would be lost.
    #[prop_or(true)]
    pub has_links: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// A preview: nothing while none was asked for.
#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let tr = use_tr();
    match &props.view {
        PreviewView::None => html! {},
        PreviewView::Running(percent) => html! {
            <div class="rules__preview" role="status">
                <p>{ tr.with("rules-previewing", &[("percent", (*percent).into())]) }</p>
                <Meter percent={*percent} />
                <button type="button" class="quiet-button"
                    onclick={props.on_event.reform(|_| Event::Rules(RulesEvent::PreviewCancelled))}>
                    { tr.text("rules-stop") }
                </button>
            </div>
        },
        PreviewView::Done(done) => previewed(props, done, &tr),
    }
}

fn previewed(props: &PreviewProps, done: &PreviewedView, tr: &Tr) -> Html {
    let PreviewProps { rule, note, on_event, .. } = props;
    let mut sums = done.sums.iter().map(|(of, n)| tr.preview_sum(*of, *n));
    let first = sums.next();
    let n_all = match rule {
        Some(key) => tr.previewed(*key, done.n_all),
        None => tr.with("rules-of-customers", &[("n", done.n_all.into())]),
    };
    let others: Vec<String> = sums.chain([n_all]).collect();
    html! {
        <div class="rules__preview">
            <div role="status">
                <p class="bulk__sum">{ first }</p>
                <p class="home__sub">{ others.join(" · ") }</p>
                if let Some(note) = note { <p class="home__sub">{ note }</p> }
            </div>
            <ul class="rules__moves">
                { for done.moves.iter().map(|it| html! { <li>{ moved(it, props, tr) }</li> }) }
            </ul>
            if done.n_more > 0 {
                <button type="button" class="quiet-button"
                    onclick={on_event.reform(|_| Event::Rules(RulesEvent::MoreMovesShown))}>
                    { tr.with("rules-more", &[("n", done.n_more.into())]) }
                </button>
            }
        </div>
    }
}

fn moved(it: &MoveView, props: &PreviewProps, tr: &Tr) -> Html {
    let said = html! { <><span>{ &it.name }</span><b>{ tr.preview_move(&it.moved) }</b></> };
    if !props.has_links {
        return html! { <p class="rules__move">{ said }</p> };
    }
    html! {
        <Link class="rules__move" to={Route::Customer(it.id)} on_event={props.on_event.clone()}>
            { said }
        </Link>
    }
}
