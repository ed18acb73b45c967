//! A sheet over the screen, on the platform's own dialog: the focus stays in it, Escape and a tap beside
//! it close it. Not here: when it opens; it is open as long as it is drawn.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`Sheet`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SheetProps {
    /// Its heading and name.
    pub title: AttrValue,
    /// It is to go.
    pub on_close: Callback<()>,
    /// What stands at its foot, always in sight.
    #[prop_or_default]
    pub foot: Html,
    /// What it holds.
    pub children: Html,
}

/// One sheet.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let tr = use_tr();
    let SheetProps { title, on_close, foot, children } = props;
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let dialog = node.cast::<HtmlDialogElement>();
        let before = dialog.as_ref().and_then(|it| it.owner_document()?.active_element());
        if let Some(dialog) = &dialog
            && dialog.show_modal().is_err()
        {
            dialog.set_open(true);
        }
        // A dialog that is taken away does not give the focus back to where it came from.
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
            let before = before.and_then(|it| it.dyn_into::<HtmlElement>().ok());
            if before.is_some_and(|it| it.focus().is_err()) {
                crate::log::debug(format_args!("the focus did not go back"));
            }
        }
    });
    let oncancel = on_close.reform(|event: Event| {
        event.prevent_default();
        // Of two sheets the upper one goes.
        event.stop_propagation();
    });
    let onclick = {
        let (node, on_close) = (node.clone(), on_close.clone());
        Callback::from(move |event: MouseEvent| {
            // What is drawn inside has its own elements; the dialog itself is hit only beside it.
            if event.target_dyn_into::<Element>() == node.cast::<Element>() {
                on_close.emit(());
            }
        })
    };
    let on_x = on_close.reform(|_: MouseEvent| ());
    html! {
        <dialog class="sheet" ref={node} autofocus=true aria-label={title} {oncancel} {onclick}>
            <div class="sheet__inside">
                <header class="sheet__head">
                    <h2 class="sheet__title">{ title }</h2>
                    <button class="icon-button" type="button" aria-label={tr.text("action-close")} onclick={on_x}>
                        <Icon name={IconName::Close} />
                    </button>
                </header>
                <div class="sheet__body">{ children.clone() }</div>
                <footer class="sheet__foot">{ foot.clone() }</footer>
            </div>
        </dialog>
    }
}
