//! One field of a customer: its label, its control, how fresh it is, and what can be asked of it.
//! Not here: what a text means, when a draft becomes a change.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{FieldView, HistoryLine, WhyTopic, WhyView};
use jipan_rules::freshness::Freshness;
use jipan_rules::schema::{FieldDef, Tag};
use yew::prelude::*;

use super::difference::DifferenceChoice;
use super::field_control::FieldControl;
use super::history::FieldHistory;
use super::icon::{Icon, IconName};
use super::link::Link;
use super::proposal::Proposal;
use super::reason::ReasonRow;
use super::why::WhyPanel;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// What stands open under a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldOpen {
    /// Its history, newest first.
    pub history: Option<Rc<[HistoryLine]>>,
    /// Whether older history is still being read.
    pub is_loading: bool,
    /// The answer to "why?".
    pub why: Option<WhyView>,
}

/// Properties of [`Field`].
#[derive(Debug, PartialEq, Properties)]
pub struct FieldProps {
    /// The field.
    pub view: Rc<FieldView>,
    /// What stands open under it.
    #[prop_or_default]
    pub open: FieldOpen,
    /// Whether it belongs to a customer that has a past: then its history can be opened.
    #[prop_or(true)]
    pub has_past: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// A field, edited in place.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let tr = use_tr();
    let FieldProps { view, open, has_past, on_event } = props;
    let id = control_id(view);
    let error = view.draft.as_ref().and_then(|draft| draft.error.as_ref());
    let field = view.def.id;
    let on_why = on_event.reform(move |topic| Event::WhyToggled(Some(topic)));
    let on_confirm = on_event.reform(move |_: MouseEvent| Event::ConfirmPressed { field });
    html! {
        <div class="field" data-state={state_of(view)} data-wide={is_wide(view, open).to_string()}>
            <div class="field__main">
                <div class="field__box">
                    <div class="field__head">
                        <label class="field__label" id={format!("{id}-label")} for={id.clone()}>
                            { tr.field(view.def) }
                        </label>
                        { note_of(view, &id, &tr) }
                    </div>
                    <FieldControl view={Rc::clone(view)} id={id.clone()} on_event={on_event.clone()} />
                    if let Some(topic) = view.why.filter(|topic| is_asked_in_row(*topic)) {
                        <WhyButton {topic} on_press={on_why.clone()} is_open={open.why.is_some()} />
                    }
                    if *has_past {
                        <HistoryButton view={Rc::clone(view)} is_open={open.history.is_some()}
                            on_event={on_event.clone()} />
                    }
                    if state_of(view) == "unknown" && view.is_editable {
                        <button type="button" class="field__icon" title={tr.text("field-confirm")}
                            aria-label={tr.text("field-confirm")} aria-describedby={format!("{id}-label")}
                            onclick={on_confirm.clone()}>
                            <Icon name={IconName::Check} />
                        </button>
                    }
                </div>
                if let Some(error) = error {
                    <p class="field__error" id={format!("{id}-error")}>
                        { tr.draft_error(view.def, error) }
                    </p>
                }
                <SamePhone view={Rc::clone(view)} on_event={on_event.clone()} />
                if state_of(view) == "stale" && view.is_editable {
                    <div class="field__ask">
                        <button type="button" class="field__confirm"
                            aria-describedby={format!("{id}-label")} onclick={on_confirm}>
                            { tr.text("field-confirm") }
                        </button>
                        if let Some(topic) = view.why.filter(|topic| !is_asked_in_row(*topic)) {
                            <WhyButton {topic} on_press={on_why} is_open={open.why.is_some()} />
                        }
                    </div>
                }
            </div>
            if let Some(difference) = &view.difference {
                <DifferenceChoice view={Rc::clone(difference)} def={view.def}
                    is_editable={view.is_editable} on_event={on_event.clone()} />
            }
            if let Some(proposal) = &view.proposal {
                <Proposal view={(**proposal).clone()} on_event={on_event.clone()} />
            }
            if view.is_reason_wanted {
                <ReasonRow {field} text={view.reason.to_string()} on_event={on_event.clone()} />
            }
            if let Some(why) = &open.why {
                <WhyPanel view={why.clone()} on_event={on_event.clone()} />
            }
            if let Some(lines) = &open.history {
                <FieldHistory def={view.def} lines={Rc::clone(lines)} is_loading={open.is_loading}
                    on_event={on_event.clone()} />
            }
        </div>
    }
}

/// The id of the control of a field; unique on the page, since one file is shown at a time.
pub fn element_id(def: &FieldDef) -> AttrValue {
    AttrValue::from(format!("field-{}", def.key))
}

/// The id of the control of a field, which a further contact may have, too.
fn control_id(view: &FieldView) -> AttrValue {
    let id = element_id(view.def);
    match view.contact {
        Some(contact) => AttrValue::from(format!("{id}-{}", contact.uuid())),
        None => id,
    }
}

/// What a field is at, for the stylesheet and for tests.
fn state_of(view: &FieldView) -> &'static str {
    if view.draft.as_ref().is_some_and(|draft| draft.error.is_some()) {
        return "invalid";
    }
    if view.draft.is_some() {
        return "draft";
    }
    match view.freshness.as_ref().map(|it| it.freshness) {
        Some(Freshness::Stale) => "stale",
        Some(Freshness::Unknown) if view.value.is_some() => "unknown",
        Some(Freshness::Fresh | Freshness::Unknown) | None => match view.def.tag {
            Tag::Generated => "generated",
            Tag::Static | Tag::Dynamic => "plain",
        },
    }
}

/// Whether something stands open under the field, which takes the width of the whole group.
fn is_wide(view: &FieldView, open: &FieldOpen) -> bool {
    view.is_reason_wanted
        || view.difference.is_some()
        || open.history.is_some()
        || open.why.is_some()
}

/// The few words beside the label: how fresh the value is, or where it comes from.
fn note_of(view: &FieldView, id: &AttrValue, tr: &Tr) -> Html {
    let text = match (&view.draft, &view.freshness, view.stated_on) {
        (Some(draft), _, _) => draft.error.is_none().then(|| tr.text("field-draft")),
        (None, Some(freshness), _) if view.value.is_some() => tr.freshness(freshness),
        (None, _, Some(day)) => Some(tr.with("field-stated", &[("date", tr.date(day).into())])),
        (None, _, None) if view.def.tag == Tag::Generated => Some(tr.text("field-generated")),
        (None, _, None) if view.def.required => Some(tr.text("field-required")),
        (None, _, None) => None,
    };
    // It stands there blank, too, because the control is described by it.
    html! { <span class="field__note" id={format!("{id}-note")}>{ text.unwrap_or_default() }</span> }
}

/// Whether the question stands beside the value. How fresh a value is, is asked where it is said.
fn is_asked_in_row(topic: WhyTopic) -> bool {
    match topic {
        WhyTopic::Completeness
        | WhyTopic::Class
        | WhyTopic::Service
        | WhyTopic::Expiry(_)
        | WhyTopic::Generated(_) => true,
        WhyTopic::Freshness(_) => false,
    }
}

/// Properties of [`SamePhone`].
#[derive(Debug, PartialEq, Properties)]
struct SamePhoneProps {
    view: Rc<FieldView>,
    on_event: Callback<Event>,
}

/// Who else has the phone number, each a way to that file. Two shops may have one phone.
#[component]
fn SamePhone(props: &SamePhoneProps) -> Html {
    let tr = use_tr();
    let SamePhoneProps { view, on_event } = props;
    if view.same_phone.is_empty() {
        return Html::default();
    }
    html! {
        <div class="field__same" role="status">
            { for view.same_phone.iter().map(|it| html! {
                <Link class="field__other" to={Route::Customer(it.id)} on_event={on_event.clone()}>
                    { tr.same_phone(it) }
                </Link>
            }) }
        </div>
    }
}

/// Properties of [`WhyButton`].
#[derive(Debug, PartialEq, Properties)]
struct WhyButtonProps {
    topic: WhyTopic,
    is_open: bool,
    on_press: Callback<WhyTopic>,
}

/// Asks why, or closes the answer.
#[component]
fn WhyButton(props: &WhyButtonProps) -> Html {
    let tr = use_tr();
    let topic = props.topic;
    let words = match topic {
        WhyTopic::Freshness(_) => tr.text("field-why-fresh"),
        WhyTopic::Expiry(_) => tr.text("field-why-expiry"),
        WhyTopic::Completeness | WhyTopic::Class | WhyTopic::Service | WhyTopic::Generated(_) => {
            tr.text("field-why")
        }
    };
    let onclick = props.on_press.reform(move |_: MouseEvent| topic);
    html! {
        <button type="button" class="field__why" aria-expanded={props.is_open.to_string()} {onclick}>
            { words }
        </button>
    }
}

/// Properties of [`HistoryButton`].
#[derive(Debug, PartialEq, Properties)]
struct HistoryButtonProps {
    view: Rc<FieldView>,
    is_open: bool,
    on_event: Callback<Event>,
}

/// Opens the history of a field, or closes it.
#[component]
fn HistoryButton(props: &HistoryButtonProps) -> Html {
    let tr = use_tr();
    let HistoryButtonProps { view, is_open, on_event } = props;
    let name = tr.with("field-history", &[("field", tr.field(view.def).into())]);
    let next = (!is_open).then_some(view.def.id);
    let onclick = on_event.reform(move |_: MouseEvent| Event::HistoryToggled(next));
    html! {
        <button type="button" class="field__icon" data-quiet="true" title={tr.text("history-title")}
            aria-label={name} aria-expanded={is_open.to_string()} {onclick}>
            <Icon name={IconName::Clock} />
        </button>
    }
}

#[cfg(test)]
mod tests;
