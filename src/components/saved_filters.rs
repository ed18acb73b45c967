//! 常用筛选: filters that have a name, where they are made, renamed and deleted. Not here: what they ask.

use jipan_app::event::Event;
use jipan_app::view::{SavedError, SavedView};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::filters::FiltersProps;
use super::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// The saved filters, and the place for the name of another one.
#[component]
pub fn SavedFilters(props: &FiltersProps) -> Html {
    let tr = use_tr();
    let FiltersProps { view, on_event } = props;
    let renaming = use_state(|| None::<String>);
    if view.saved.is_empty() && view.saved_gone.is_none() && !view.can_save {
        return Html::default();
    }
    let on_save = on_event.reform(|name: String| Event::FilterSaved { name, is_replacing: false });
    let is_new = view.can_save && !view.saved.iter().any(|saved| saved.is_on);
    html! {
        <section class="saved" aria-labelledby="saved-title">
            <h3 class="facet__name" id="saved-title">{ tr.text("saved-title") }</h3>
            if !view.saved.is_empty() {
                <ul>
                    { for view.saved.iter().map(|saved| if renaming.as_ref() == Some(&saved.key) {
                        name_again(&tr, saved, &renaming, on_event)
                    } else {
                        line(&tr, saved, &renaming, on_event)
                    }) }
                </ul>
            }
            if let Some(name) = &view.saved_gone {
                <p class="saved__line" role="status">
                    <span class="saved__name">{ tr.with("undo-filter", &[("subject", name.as_str().into())]) }</span>
                    <button class="quiet-button" type="button"
                        onclick={on_event.reform(|_: MouseEvent| Event::UndoPressed)}>
                        { tr.text("action-undo") }
                    </button>
                </p>
            }
            if is_new {
                <NameForm key={view.saved.len()} label={tr.text("saved-name")} text=""
                    done={tr.text("saved-keep")} on_done={on_save} />
            }
            <div class="saved__error" role="alert">{ error(&tr, view.saved_error.as_ref(), on_event) }</div>
        </section>
    }
}

/// One filter and what can be done with it.
fn line(
    tr: &Tr,
    saved: &SavedView,
    renaming: &UseStateHandle<Option<String>>,
    on_event: &Callback<Event>,
) -> Html {
    let SavedView { key, name, is_on, is_known } = saved;
    let press = |event: Event| on_event.reform(move |_: MouseEvent| event.clone());
    let on_rename = {
        let (renaming, key) = (renaming.clone(), key.clone());
        Callback::from(move |_: MouseEvent| renaming.set(Some(key.clone())))
    };
    let args = [("name", name.as_str().into())];
    html! {
        <li class="saved__line" key={key.clone()}>
            <button class="saved__name" type="button" aria-pressed={is_on.to_string()} disabled={!is_known}
                onclick={press(Event::SavedApplied(key.clone()))}>
                <Icon name={IconName::Star} />
                <span>{ name }</span>
                if !is_known { <small>{ tr.text("saved-newer") }</small> }
            </button>
            <button class="icon-button" type="button" aria-label={tr.with("saved-rename", &args)}
                title={tr.with("saved-rename", &args)} onclick={on_rename}>
                <Icon name={IconName::Pen} />
            </button>
            <button class="icon-button" type="button" aria-label={tr.with("saved-delete", &args)}
                title={tr.with("saved-delete", &args)} onclick={press(Event::SavedDropped(key.clone()))}>
                <Icon name={IconName::Close} />
            </button>
        </li>
    }
}

/// The place of a filter whose name is being changed.
fn name_again(
    tr: &Tr,
    saved: &SavedView,
    renaming: &UseStateHandle<Option<String>>,
    on_event: &Callback<Event>,
) -> Html {
    let on_done = {
        let (renaming, key, on_event) = (renaming.clone(), saved.key.clone(), on_event.clone());
        Callback::from(move |name: String| {
            renaming.set(None);
            on_event.emit(Event::SavedRenamed { key: key.clone(), name });
        })
    };
    html! {
        <li key={saved.key.clone()}>
            <NameForm label={tr.text("saved-name")} text={saved.name.clone()}
                done={tr.text("saved-rename-done")} is_focused=true {on_done} />
        </li>
    }
}

/// Why a name was refused, and the way to take the place of the one that has it.
fn error(tr: &Tr, error: Option<&SavedError>, on_event: &Callback<Event>) -> Html {
    match error {
        None => Html::default(),
        Some(SavedError::NoName) => tr.text("saved-no-name").into(),
        Some(SavedError::NameTooLong) => tr.text("saved-name-too-long").into(),
        Some(SavedError::TooMany) => tr.text("saved-too-many").into(),
        Some(SavedError::NameTaken(name)) => {
            let args = [("name", name.as_str().into())];
            let name = name.clone();
            let onclick = on_event.reform(move |_: MouseEvent| Event::FilterSaved {
                name: name.clone(),
                is_replacing: true,
            });
            html! {
                <>
                    <p>{ tr.with("saved-name-taken", &args) }</p>
                    <button class="button" type="button" {onclick}>{ tr.text("saved-replace") }</button>
                </>
            }
        }
    }
}

/// Properties of [`NameForm`].
#[derive(Debug, PartialEq, Properties)]
struct NameFormProps {
    label: AttrValue,
    /// What stands in the box at first.
    text: AttrValue,
    /// What the button says.
    done: AttrValue,
    /// Whether the box takes the focus when it comes.
    #[prop_or_default]
    is_focused: bool,
    on_done: Callback<String>,
}

/// A box for a name; Enter is the button.
#[component]
fn NameForm(props: &NameFormProps) -> Html {
    let NameFormProps { label, text, done, is_focused, on_done } = props;
    let node = use_node_ref();
    use_effect_with((node.clone(), *is_focused), |(node, is_focused)| {
        let input = node.cast::<HtmlInputElement>().filter(|_| *is_focused);
        if input.is_some_and(|input| input.focus().is_err()) {
            crate::log::debug(format_args!("the box for the name did not take the focus"));
        }
    });
    let onsubmit = {
        let (node, on_done) = (node.clone(), on_done.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = node.cast::<HtmlInputElement>() {
                on_done.emit(input.value());
            }
        })
    };
    html! {
        <form class="saved__form" {onsubmit}>
            <input class="reason__text" ref={node} type="text" aria-label={label} placeholder={label}
                value={text} maxlength="40" autocomplete="off" enterkeyhint="done" />
            <button class="button" type="submit">{ done }</button>
        </form>
    }
}
