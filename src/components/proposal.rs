//! What a rule says that a field is, where something else stands there, and the button that takes it
//! over. Not here: the rule.

use jipan_app::event::Event;
use jipan_app::view::ProposalView;
use jipan_rules::check::text_of;
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`Proposal`].
#[derive(Debug, PartialEq, Properties)]
pub struct ProposalProps {
    /// What is proposed.
    pub view: ProposalView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The proposal in one sentence, and one tap to take it over: an edit like any other.
#[component]
pub fn Proposal(props: &ProposalProps) -> Html {
    let tr = use_tr();
    let ProposalProps { view, on_event } = props;
    let (field, value) = (view.def.id, tr.value(view.def, &view.value));
    let name = [("field", tr.field(view.def).into()), ("value", value.into())];
    let text = text_of(view.def, &view.value, tr.schema_language());
    let onclick = {
        let on_event = on_event.clone();
        Callback::from(move |_: MouseEvent| {
            on_event.emit(Event::FieldTyped { field, text: text.clone() });
            on_event.emit(Event::FieldLeft { field });
        })
    };
    html! {
        <div class="difference">
            <p class="difference__said">
                { tr.with("proposal", &name) }{ " " }<small>{ tr.why(&view.answer).sentence }</small>
            </p>
            if view.is_editable {
                <button type="button" class="button" {onclick}>{ tr.with("proposal-take", &name) }</button>
            }
        </div>
    }
}
