//! Changes that go from tablet to tablet as a file, without a server. Not here: the file.

use jipan_app::backup::Passphrase;
use jipan_app::event::{CompanyEvent, Event};
use jipan_app::view::company::ChangesFileView;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::backup::PassphraseField;
use crate::hooks::{use_file_intake, use_tr};

/// Properties of [`ChangesFile`].
#[derive(Debug, PartialEq, Properties)]
pub struct ChangesFileProps {
    /// How it stands.
    pub view: ChangesFileView,
    /// Changes that were not sent.
    pub n_unsent: usize,
    /// Whether there is a company, so that some are sent and some not.
    pub has_company: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The passphrase, the buttons that make a file, and the one that takes one in.
#[component]
pub fn ChangesFile(props: &ChangesFileProps) -> Html {
    let tr = use_tr();
    let ChangesFileProps { view, n_unsent, has_company, on_event } = props;
    let passphrase = use_state_eq(String::new);
    let intake = use_file_intake().changes;
    let on_type = {
        let passphrase = passphrase.clone();
        Callback::from(move |text| passphrase.set(text))
    };
    let make = |is_all: bool, words: String, is_off: bool| {
        let secret = (*passphrase).clone();
        let onclick = on_event.reform(move |_: MouseEvent| {
            let passphrase = Passphrase::new(secret.clone());
            Event::Company(CompanyEvent::ChangesFileAsked { is_all, passphrase })
        });
        html! { <button type="button" class="button" disabled={is_off} {onclick}>{ words }</button> }
    };
    let onchange = {
        let secret = (*passphrase).clone();
        Callback::from(move |event: yew::Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                intake.emit((file, secret.clone()));
            }
            // The same file can be chosen again, with another passphrase.
            input.set_value("");
        })
    };
    let is_off = passphrase.is_empty() || *view == ChangesFileView::Working;
    html! {
        <section class="company__part" aria-labelledby="changes-title">
            <h2 id="changes-title">{ tr.text("changes-title") }</h2>
            <p class="import__lead">{ tr.text("changes-lead") }</p>
            <div class="company__form backup">
                <PassphraseField id="changes-passphrase" text={(*passphrase).clone()} {on_type}
                    hint={tr.text("changes-passphrase-hint")} />
            </div>
            <div class="backup__choices">
                if *has_company {
                    { make(false, tr.text("changes-make-unsent"), is_off || *n_unsent == 0) }
                }
                { make(true, tr.text("changes-make-all"), is_off) }
                <label class="button drop-zone__choose" data-disabled={is_off.to_string()}>
                    { tr.text("changes-take") }
                    <input class="drop-zone__file" type="file" disabled={is_off} {onchange} />
                </label>
            </div>
            <div class="backup__line" role="status" aria-live="polite">
                if let Some((is_problem, words)) = tr.changes_file(view) {
                    <p class={if is_problem { "backup__problem" } else { "backup__done" }}>{ words }</p>
                }
            </div>
        </section>
    }
}
