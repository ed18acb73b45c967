//! 漏斗: the board. Four columns where there is room, else one with a tab for each. Not here: where a card
//! stands, a single column.

use jipan_app::event::{Event, FunnelEvent};
use jipan_app::route::Route;
use jipan_app::view::{BoardView, Later};
use jipan_rules::funnel::{Stage, Turn};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::today::owners_choice;
use crate::components::chip::Chip;
use crate::components::empty_state::EmptyState;
use crate::components::funnel::column::{Column, plain_cards};
use crate::components::funnel::deal_sheet::DealSheet;
use crate::components::funnel::pages::FunnelPages;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// The id of what the tabs choose from.
const COLUMNS: &str = "board-columns";

/// Properties of [`FunnelScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct FunnelScreenProps {
    /// What it shows.
    pub view: Later<BoardView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn FunnelScreen(props: &FunnelScreenProps) -> Html {
    let tr = use_tr();
    let FunnelScreenProps { view, on_event } = props;
    let chosen = use_state_eq(|| None::<Stage>);
    let stage = chosen.unwrap_or_else(|| first_shown(view));
    let on_stage = Callback::from(move |it| chosen.set(Some(it)));
    let is_empty =
        view.columns.iter().all(|it| it.n == 0) && view.outs.iter().all(|(_, n)| *n == 0);
    // What a colleague has is not nothing.
    let (title, hint) = if view.has_any {
        ("board-empty-mine", "board-empty-mine-hint")
    } else {
        ("board-empty", "board-empty-hint")
    };
    html! {
        <div class="board">
            <header class="board__top">
                <h1 class="import__title">{ tr.text("nav-funnel") }</h1>
                <FunnelPages here={Route::Funnel} on_event={on_event.clone()} />
                <p class="board__totals" role="status" aria-label={tr.text("board-totals")}>{ totals(&tr, view) }</p>
                if view.has_others { { owners_choice(&tr, "board-owners", view.owners, on_event) } }
                if !view.is_read_only {
                    <Link class="button quick-link" to={Route::QuickAdd} on_event={on_event.clone()}>
                        <Icon name={IconName::Plus} /><span>{ tr.text("quick-title") }</span>
                    </Link>
                }
            </header>
            if is_empty && !view.is_counting {
                <EmptyState icon={IconName::Funnel} title={tr.text(title)} hint={tr.text(hint)} />
            } else {
                { tabs(&tr, view, stage, &on_stage) }
                <div class="board__columns" id={COLUMNS} role="tabpanel" aria-label={tr.text("board-stage")}>
                    { for view.columns.iter().map(|column| html! {
                        <Column key={column.stage.code()} view={column.clone()} is_shown={column.stage == stage} open={view.open_card}
                            is_read_only={view.is_read_only} on_event={on_event.clone()} />
                    }) }
                </div>
                { outs(&tr, view, on_event) }
            }
            if let Some(sheet) = &view.sheet {
                <DealSheet view={(**sheet).clone()} on_event={on_event.clone()} />
            }
        </div>
    }
}

/// The column that a phone shows first: the one somebody works in, if there is anything.
fn first_shown(view: &BoardView) -> Stage {
    let has_some = |stage: &Stage| view.columns.iter().any(|it| it.stage == *stage && it.n > 0);
    [Stage::Intending, Stage::Prospect].into_iter().find(has_some).unwrap_or(Stage::Prospect)
}

/// All of it in one line.
fn totals(tr: &Tr, view: &BoardView) -> String {
    if view.is_counting {
        return tr.text("board-counting");
    }
    let n: usize = view.columns.iter().map(|it| it.n).sum();
    let parts = [
        Some(tr.with("board-count", &[("n", n.into())])),
        view.forecast.map(|it| tr.with("board-forecast", &[("amount", tr.yuan(it).into())])),
        (view.n_without > 0).then(|| tr.with("board-without", &[("n", view.n_without.into())])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A tab for each column; seen only where there is room for one.
fn tabs(tr: &Tr, view: &BoardView, shown: Stage, on_choose: &Callback<Stage>) -> Html {
    let onkeydown = {
        let on_choose = on_choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(stage) = beside(shown, &event.key()) {
                event.prevent_default();
                on_choose.emit(stage);
                focus_tab(&event, stage);
            }
        })
    };
    html! {
        <div class="board__tabs" role="tablist" aria-label={tr.text("board-stage")} {onkeydown}>
            { for view.columns.iter().map(|column| {
                let (stage, is_on) = (column.stage, column.stage == shown);
                html! {
                    <button type="button" class="board__tab" role="tab" aria-selected={is_on.to_string()}
                        aria-controls={COLUMNS} tabindex={if is_on { "0" } else { "-1" }}
                        onclick={on_choose.reform(move |_: MouseEvent| stage)}>
                        { tr.stage(stage) }<small>{ tr.count(column.n) }</small>
                    </button>
                }
            }) }
        </div>
    }
}

/// The focus goes with the choice.
fn focus_tab(event: &KeyboardEvent, stage: Stage) {
    let tab = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    let tabs = tab.and_then(|it| it.closest("[role=tablist]").ok().flatten());
    let of = format!("[role=tab]:nth-child({})", stage.code());
    let tab = tabs.and_then(|it| it.query_selector(&of).ok().flatten());
    let tab = tab.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if tab.is_none_or(|it| it.focus().is_err()) {
        crate::log::debug(format_args!("the tab did not take the focus"));
    }
}

/// The column beside this one, by an arrow key.
fn beside(stage: Stage, key: &str) -> Option<Stage> {
    let code = match key {
        "ArrowLeft" => stage.code().checked_sub(1)?,
        "ArrowRight" => stage.code().checked_add(1)?,
        _ => return None,
    };
    Stage::from_code(code)
}

/// What is out of the funnel: how many by reason, and those of one.
fn outs(tr: &Tr, view: &BoardView, on_event: &Callback<Event>) -> Html {
    let shown = view.shown_outs.as_ref().map(|(turn, _)| *turn);
    let chip = |turn: Turn, n: usize| {
        let is_on = shown == Some(turn);
        let next = Some(turn).filter(|_| !is_on);
        let on_press = on_event.reform(move |()| Event::Funnel(FunnelEvent::OutsShown(next)));
        html! { <Chip label={tr.turn(turn)} count={tr.count(n)} {is_on} {on_press} /> }
    };
    html! {
        <div class="board__outs">
            <div class="board__chips" role="group" aria-label={tr.text("board-outs")}>
                { for view.outs.iter().filter(|(_, n)| *n > 0).map(|(turn, n)| chip(*turn, *n)) }
            </div>
            if let Some((turn, cards)) = &view.shown_outs {
                <section aria-label={tr.turn(*turn)}>
                    <ul class="board__out" role="list" aria-label={tr.text("board-cards")}>
                        { plain_cards(cards, view.open_card, view.is_read_only, on_event) }
                    </ul>
                </section>
            }
        </div>
    }
}

#[cfg(test)]
mod join_tests;
#[cfg(test)]
mod tests;
