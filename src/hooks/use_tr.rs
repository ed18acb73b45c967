//! The language a component speaks.

use yew::prelude::*;

use crate::i18n::Tr;

/// The language of the app, as the frame provides it; 简体中文 outside of the frame.
#[hook]
pub fn use_tr() -> Tr {
    use_context::<Tr>().unwrap_or_default()
}
