//! The photo of a receipt: small, and large when it is pressed; or in words where it is. Not here: taking one.

use jipan_app::view::Photo;
use yew::prelude::*;

use crate::components::sheet::Sheet;
use crate::hooks::use_tr;

/// Properties of [`ReceiptPhoto`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct ReceiptPhotoProps {
    /// The photo.
    pub photo: Photo,
    /// What it is of.
    pub name: AttrValue,
}

/// The photo, where it is on this tablet.
#[component]
pub fn ReceiptPhoto(props: &ReceiptPhotoProps) -> Html {
    let tr = use_tr();
    let is_large = use_state(|| false);
    let ReceiptPhotoProps { photo, name } = props;
    let words = |key| html! { <small class="expense__receipt">{ tr.text(key) }</small> };
    let address = match photo {
        Photo::Here(address) => address,
        Photo::Coming => return words("budget-receipt-coming"),
        Photo::Elsewhere => return words("budget-receipt-elsewhere"),
        Photo::Later => return words("budget-receipt-later"),
        Photo::Damaged => return words("budget-receipt-damaged"),
    };
    let onclick = {
        let is_large = is_large.clone();
        Callback::from(move |_: MouseEvent| is_large.set(true))
    };
    let on_close = {
        let is_large = is_large.clone();
        Callback::from(move |()| is_large.set(false))
    };
    html! {
        <>
            <button type="button" class="expense__receipt expense__open" aria-haspopup="dialog" {onclick}>
                <img class="expense__photo" src={address.clone()} alt={name} />
            </button>
            if *is_large {
                <Sheet title={name} {on_close}>
                    <img class="receipt__large" src={address.clone()} alt={name} />
                </Sheet>
            }
        </>
    }
}
