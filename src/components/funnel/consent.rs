//! That somebody does not want to be contacted, in words beside a name or a phone. Not here: what follows.

use jipan_app::view::NoConsent;
use yew::prelude::*;

use crate::components::badge::{Badge, Tone};
use crate::i18n::Tr;

/// The badge of who does not want to be contacted; nothing of others.
pub(crate) fn no_consent(tr: &Tr, it: Option<NoConsent>) -> Html {
    match it {
        Some(it) => html! { <Badge tone={Tone::Red} text={tr.no_consent(it)} /> },
        None => Html::default(),
    }
}
