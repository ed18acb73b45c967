//! A link to join, shown once: as an address to copy and as a code to scan. Not here: making it.

use jipan_app::event::{CompanyEvent, Event};
use jipan_app::view::company::LinkView;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::sheet::Sheet;
use crate::hooks::{QrCode, use_sharing, use_tr};

/// Properties of [`LinkSheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct LinkSheetProps {
    /// The link.
    pub link: LinkView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The sheet.
#[component]
pub fn LinkSheet(props: &LinkSheetProps) -> Html {
    let tr = use_tr();
    let sharing = use_sharing();
    let LinkSheetProps { link, on_event } = props;
    let address = format!("{}{}", sharing.address, link.path);
    let code = use_state_eq(|| None::<QrCode>);
    let is_copied = use_state_eq(|| false);
    let node = use_node_ref();
    {
        let (code, draw) = (code.clone(), sharing.draw.clone());
        use_effect_with(address.clone(), move |address| {
            draw.emit((address.clone(), Callback::from(move |drawn| code.set(Some(drawn)))));
        });
    }
    let on_copy = {
        let (copy, address, node) = (sharing.copy.clone(), address.clone(), node.clone());
        let is_copied = is_copied.clone();
        Callback::from(move |_: MouseEvent| {
            // What is marked can be copied by hand, and by browsers without a clipboard.
            if let Some(input) = node.cast::<HtmlInputElement>() {
                input.select();
            }
            copy.emit(address.clone());
            is_copied.set(true);
        })
    };
    let on_close = on_event.reform(|()| Event::Company(CompanyEvent::LinkClosed));
    let on_done = on_close.reform(|_: MouseEvent| ());
    let title = tr.with("team-link-title", &[("name", link.name.as_str().into())]);
    let foot = html! {
        <button type="button" class="button" data-variant="primary" onclick={on_done}>
            { tr.text("team-link-done") }
        </button>
    };
    html! {
        <Sheet {title} {on_close} {foot}>
            <div class="company__form">
                <p>{ tr.with("team-link-lead", &[("time", tr.date_time(link.until).into())]) }</p>
                <div class="qr">
                    if let Some(QrCode { n_modules, path }) = &*code {
                        <svg class="qr__code" viewBox={format!("0 0 {n_modules} {n_modules}")} role="img"
                            aria-label={tr.text("team-link-qr")}>
                            <path d={path.clone()} />
                        </svg>
                    }
                </div>
                <label class="facet">
                    <span class="facet__name">{ tr.text("join-link") }</span>
                    <input class="reason__text" ref={node} type="text" readonly=true value={address} />
                </label>
                <div class="company__copy">
                    <button type="button" class="button" onclick={on_copy}>{ tr.text("team-link-copy") }</button>
                    <span class="backup__done" role="status">
                        if *is_copied { { tr.text("team-link-copied") } }
                    </span>
                </div>
            </div>
        </Sheet>
    }
}
