//! The bar that takes the last thing back. Not here: how long it stays.

use jipan_app::event::Event;
use jipan_app::view::UndoView;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`UndoBar`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct UndoBarProps {
    /// What can be taken back now.
    pub view: Option<UndoView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The bar. Its place is always there, so that what appears in it is read out.
#[component]
pub fn UndoBar(props: &UndoBarProps) -> Html {
    let tr = use_tr();
    let onclick = props.on_event.reform(|_: MouseEvent| Event::UndoPressed);
    html! {
        <div class="undo-bar" role="status" aria-label={tr.text("undo-name")}>
            if let Some(view) = &props.view {
                <div class="undo-bar__face">
                    <span class="undo-bar__text">{ tr.undo(view) }</span>
                    <button class="undo-bar__button" type="button" {onclick}>
                        <Icon name={IconName::Undo} />
                        { if view.is_redo { tr.text("action-redo") } else { tr.text("action-undo") } }
                    </button>
                </div>
            }
        </div>
    }
}
