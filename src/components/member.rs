//! A customer as far as it tells two apart: name, address, phone, licence, code. Not here: what is done
//! with it.

use jipan_app::view::MemberView;
use jipan_rules::schema::fields;
use yew::prelude::*;

use crate::hooks::use_tr;

/// Properties of [`Member`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct MemberProps {
    /// The customer.
    pub view: MemberView,
}

/// What it is known by.
#[component]
pub fn Member(props: &MemberProps) -> Html {
    let tr = use_tr();
    let view = &props.view;
    let facts = [
        (fields::LICENCE, &view.licence),
        (fields::CODE, &view.code),
        (fields::PHONE, &view.phone),
    ];
    html! {
        <div class="member">
            <p class="member__name">
                <b>{ &view.name }</b>
                if let Some(code) = view.closed {
                    <span class="badge" data-tone="plain">{ tr.choice(fields::STATUS, code) }</span>
                }
            </p>
            <p class="member__address">{ view.address.as_deref().unwrap_or_default() }</p>
            <dl class="member__facts">
                { for facts.into_iter().filter_map(|(field, text)| {
                    let text = text.as_deref()?;
                    Some(html! { <div><dt>{ tr.field_of(field) }</dt><dd>{ text }</dd></div> })
                }) }
            </dl>
        </div>
    }
}
