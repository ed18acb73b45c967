//! The contacts of a file: the main one, whose fields are fields of the file, and the further ones as
//! cards. Not here: a single field.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{BirthdayView, ContactCard, ContactsView};
use jipan_rules::schema::fields;
use jipan_rules::values::ids::ContactId;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::field::{Field, FieldOpen};
use super::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Contacts`].
#[derive(Debug, PartialEq, Properties)]
pub struct ContactsProps {
    /// The contacts.
    pub view: ContactsView,
    /// The fields of the main contact.
    pub children: Html,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The contacts, the main one first.
#[component]
pub fn Contacts(props: &ContactsProps) -> Html {
    let tr = use_tr();
    let ContactsProps { view, children, on_event } = props;
    let on_add = on_event.reform(|_: MouseEvent| Event::ContactAdded);
    html! {
        <section class="contacts" aria-labelledby="contacts-title">
            <header class="contacts__head">
                <h3 class="contacts__title" id="contacts-title">{ tr.text("contacts-title") }</h3>
                if view.is_editable {
                    <button type="button" class="quiet-button" onclick={on_add}>
                        <Icon name={IconName::Plus} />{ tr.text("contact-add") }
                    </button>
                }
            </header>
            <div class="contact" role="group" aria-label={tr.text("contact-main")}>
                <p class="contact__known">
                    <b>{ tr.text("contact-main") }</b>
                    { birthday_of(view.birthday.as_ref(), &tr) }
                </p>
                <div class="group__fields">{ children.clone() }</div>
            </div>
            { for view.others.iter().map(|card| html! {
                <Card key={card.id.uuid().to_string()} card={Rc::clone(card)}
                    is_editable={view.is_editable} on_event={on_event.clone()} />
            }) }
        </section>
    }
}

/// When a birthday falls next, on a line of its own.
fn birthday_of(view: Option<&BirthdayView>, tr: &Tr) -> Html {
    view.and_then(|view| tr.birthday(view)).map_or_else(Html::default, |words| {
        html! { <span class="contact__birthday">{ words }</span> }
    })
}

/// Properties of [`Card`].
#[derive(Debug, PartialEq, Properties)]
struct CardProps {
    card: Rc<ContactCard>,
    is_editable: bool,
    on_event: Callback<Event>,
}

/// A further contact: who it is and how to call, and its fields while it is open.
#[component]
fn Card(props: &CardProps) -> Html {
    let tr = use_tr();
    let CardProps { card, is_editable, on_event } = props;
    let root = use_node_ref();
    let is_begun = card.is_new && card.fields.iter().flatten().all(|it| it.draft.is_none());
    use_effect_with(root.clone(), move |root| {
        if is_begun {
            focus_first(root);
        }
    });
    let name = name_of(card, &tr);
    let label = tr.with("contact-label", &[("name", name.as_str().into())]);
    html! {
        <div class="contact" id={card_id(card.id)} role="group" aria-label={label} ref={root}
            data-open={card.fields.is_some().to_string()}>
            <ToggleButton id={card.id} is_open={card.fields.is_some()} on_event={on_event.clone()}>
                <b class="contact__name">{ &name }</b>
                <span class="contact__facts">{ facts_of(card, &tr) }</span>
                { birthday_of(card.birthday.as_ref(), &tr) }
            </ToggleButton>
            if !card.phones.is_empty() {
                <p class="contact__calls">
                    { for card.phones.iter().map(|phone| call_link(phone, &name, &tr)) }
                </p>
            }
            if let Some(fields) = &card.fields {
                <div class="group__fields">
                    { for fields.iter().map(|field| html! {
                        <Field key={field.def.key} view={Rc::clone(field)} open={FieldOpen::default()}
                            has_past=false on_event={on_event.clone()} />
                    }) }
                </div>
                if *is_editable {
                    <CardFoot card={Rc::clone(card)} on_event={on_event.clone()} />
                }
            }
        </div>
    }
}

/// The id of the card of a contact.
pub fn card_id(contact: ContactId) -> String {
    format!("contact-{}", contact.uuid())
}

/// Puts the focus into the first box.
fn focus_first(root: &NodeRef) {
    let first = root
        .cast::<Element>()
        .and_then(|root| root.query_selector(".field__control").ok().flatten())
        .and_then(|first| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(first).ok());
    if let Some(first) = first
        && first.focus().is_err()
    {
        crate::log::debug(format_args!("the new contact could not take the focus"));
    }
}

/// The name of a contact, or words that stand for it.
fn name_of(card: &ContactCard, tr: &Tr) -> String {
    if !card.name.is_empty() {
        return card.name.clone();
    }
    if card.is_new { tr.text("contact-new") } else { tr.text("contact-unnamed") }
}

/// Position and role in decisions.
fn facts_of(card: &ContactCard, tr: &Tr) -> String {
    let decision = card.decision_role.map(|code| tr.choice(fields::DECISION_ROLE, code));
    let facts = [card.role.as_deref(), decision];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Properties of [`ToggleButton`].
#[derive(Debug, PartialEq, Properties)]
struct ToggleButtonProps {
    id: ContactId,
    is_open: bool,
    children: Html,
    on_event: Callback<Event>,
}

/// Opens a card, or closes it.
#[component]
fn ToggleButton(props: &ToggleButtonProps) -> Html {
    let ToggleButtonProps { id, is_open, children, on_event } = props;
    let id = *id;
    let onclick = on_event.reform(move |_: MouseEvent| Event::ContactToggled(id));
    html! {
        <button type="button" class="contact__who" aria-expanded={is_open.to_string()} {onclick}>
            { children.clone() }
        </button>
    }
}

/// Properties of [`CardFoot`].
#[derive(Debug, PartialEq, Properties)]
struct CardFootProps {
    card: Rc<ContactCard>,
    on_event: Callback<Event>,
}

/// What can be done with a whole contact.
#[component]
fn CardFoot(props: &CardFootProps) -> Html {
    let tr = use_tr();
    let CardFootProps { card, on_event } = props;
    let id = card.id;
    let on_main = on_event.reform(move |_: MouseEvent| Event::ContactMadeMain(id));
    let on_remove = on_event.reform(move |_: MouseEvent| Event::ContactRemoved(id));
    html! {
        <footer class="contact__foot">
            if !card.is_new {
                <button type="button" class="button" disabled={!card.can_be_main} onclick={on_main}>
                    { tr.text("contact-make-main") }
                </button>
            }
            <button type="button" class="button" onclick={on_remove}>
                { tr.text("contact-remove") }
            </button>
        </footer>
    }
}

/// A link that calls a number.
pub fn call_link(phone: &str, name: &str, tr: &Tr) -> Html {
    let label = tr.with("contact-call", &[("name", name.into()), ("phone", phone.into())]);
    html! {
        <a class="contact__call" href={format!("tel:{phone}")} aria-label={label}>
            <Icon name={IconName::Phone} />{ phone }
        </a>
    }
}

#[cfg(test)]
mod tests;
