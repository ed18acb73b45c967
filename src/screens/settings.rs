//! 设置: language, appearance, storage, sample data, installing, versions. Not here: what they do.

use std::rc::Rc;

use jipan_app::event::{Event, InstallOffer};
use jipan_app::route::Route;
use jipan_app::view::{Language, Later, SampleView, SettingsView, Theme};
use jipan_rules::{DateTime, Utc};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::backup::Backup;
use crate::components::link::Link;
use crate::components::storage::StorageFacts;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`SettingsScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct SettingsScreenProps {
    /// The settings.
    pub view: Later<SettingsView>,
    /// When something was last saved.
    #[prop_or_default]
    pub saved_at: Option<DateTime<Utc>>,
    /// Whether a company is joined.
    #[prop_or_default]
    pub has_company: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The settings screen.
#[component]
pub fn SettingsScreen(props: &SettingsScreenProps) -> Html {
    let tr = use_tr();
    let SettingsScreenProps { view, saved_at, has_company, on_event } = props;
    html! {
        <div class="page settings">
            <h1 class="settings__title">{ tr.text("settings-title") }</h1>
            <LanguageChoice view={view.clone()} on_event={on_event.clone()} />
            <ThemeChoice view={view.clone()} on_event={on_event.clone()} />
            <section class="settings__part" aria-labelledby="settings-storage">
                <h2 class="settings__name" id="settings-storage">{ tr.text("settings-storage") }</h2>
                <div class="settings__body">
                    <StorageFacts storage={view.storage} saved_at={*saved_at} on_event={on_event.clone()} />
                    <p>
                        if view.is_offline_ready {
                            { tr.text("storage-offline-ready") }
                        } else {
                            { tr.text("storage-offline-later") }
                        }
                    </p>
                </div>
            </section>
            <section class="settings__part" aria-labelledby="settings-rules">
                <h2 class="settings__name" id="settings-rules">{ tr.text("rules-title") }</h2>
                <div class="settings__body">
                    <p>{ tr.text("rules-settings-lead") }</p>
                    <Link class="button" to={Route::Rules} on_event={on_event.clone()}>{ tr.text("rules-title") }</Link>
                </div>
            </section>
            <Company has_company={*has_company} on_event={on_event.clone()} />
            <Backup view={Rc::clone(&view.backup)} on_event={on_event.clone()} />
            <SampleData view={view.clone()} on_event={on_event.clone()} />
            <Install view={view.clone()} on_event={on_event.clone()} />
            <About view={view.clone()} on_event={on_event.clone()} />
        </div>
    }
}

/// One of two languages, each in its own words.
#[component]
fn LanguageChoice(props: &SettingsScreenProps) -> Html {
    let tr = use_tr();
    let SettingsScreenProps { view, on_event, .. } = props;
    let choices = [
        (Language::Chinese, tr.text("language-chinese"), "zh-CN"),
        (Language::English, tr.text("language-english"), "en"),
    ];
    let onchange = on_event.reform(|event: yew::Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
        let is_english = chosen.as_deref() == Some("en");
        Event::LanguageChosen(if is_english { Language::English } else { Language::Chinese })
    });
    let options = choices.into_iter().map(|(language, words, lang)| {
        html! { <option value={lang} {lang} selected={language == view.language}>{ words }</option> }
    });
    html! {
        <section class="settings__part">
            <h2 class="settings__name">
                <label for="settings-language">{ tr.text("settings-language") }</label>
            </h2>
            <div class="settings__body">
                <select class="settings__select" id="settings-language" {onchange}>
                    { for options }
                </select>
            </div>
        </section>
    }
}

/// One of the appearances.
#[component]
fn ThemeChoice(props: &SettingsScreenProps) -> Html {
    let tr = use_tr();
    let SettingsScreenProps { view, on_event, .. } = props;
    let choices = [
        (Theme::System, tr.text("settings-theme-system")),
        (Theme::Light, tr.text("settings-theme-light")),
        (Theme::Dark, tr.text("settings-theme-dark")),
        (Theme::Outdoor, tr.text("settings-theme-outdoor")),
    ];
    let choices = choices.into_iter().map(|(theme, words)| {
        let onchange = on_event.reform(move |_: yew::Event| Event::ThemeChosen(theme));
        html! {
            <label class="segments__choice">
                <input class="segments__radio" type="radio" name="theme" {onchange}
                    checked={theme == view.theme} />
                <span>{ words }</span>
            </label>
        }
    });
    html! {
        <section class="settings__part">
            <h2 class="settings__name" id="settings-theme">{ tr.text("settings-theme") }</h2>
            <div class="segments" role="radiogroup" aria-labelledby="settings-theme">
                { for choices }
            </div>
        </section>
    }
}

/// Properties of [`Company`].
#[derive(Debug, PartialEq, Properties)]
struct CompanyProps {
    has_company: bool,
    on_event: Callback<Event>,
}

/// The way to the sync, or into a company.
#[component]
fn Company(props: &CompanyProps) -> Html {
    let tr = use_tr();
    let CompanyProps { has_company, on_event } = props;
    let (lead, to, words) = if *has_company {
        (tr.text("settings-company-joined"), Route::Sync, tr.text("sync-title"))
    } else {
        (tr.text("sync-alone-hint"), Route::Join, tr.text("sync-join"))
    };
    html! {
        <section class="settings__part" aria-labelledby="settings-company">
            <h2 class="settings__name" id="settings-company">{ tr.text("settings-company") }</h2>
            <div class="settings__body">
                <p>{ lead }</p>
                <div class="backup__choices">
                    <Link class="button" {to} on_event={on_event.clone()}>{ words }</Link>
                    if !has_company {
                        <Link class="button" to={Route::Sync} on_event={on_event.clone()}>
                            { tr.text("changes-title") }
                        </Link>
                    }
                </div>
            </div>
        </section>
    }
}

/// Loads the sample data, or removes them.
#[component]
fn SampleData(props: &SettingsScreenProps) -> Html {
    let tr = use_tr();
    let SettingsScreenProps { view, on_event, .. } = props;
    let on_load = on_event.reform(|_: MouseEvent| Event::LoadSamplePressed);
    let on_remove = on_event.reform(|_: MouseEvent| Event::RemoveSamplePressed);
    let body = match view.sample {
        SampleView::Unavailable => return html! {},
        SampleView::Absent => html! {
            <button type="button" class="button" onclick={on_load}>
                { tr.text("settings-sample-load") }
            </button>
        },
        SampleView::Working => {
            html! { <p role="status">{ tr.text("settings-sample-working") }</p> }
        }
        SampleView::Present(n) => html! {
            <>
                <p role="status">{ tr.with("settings-sample-present", &[("n", n.into())]) }</p>
                <button type="button" class="button" onclick={on_remove}>
                    { tr.text("settings-sample-remove") }
                </button>
            </>
        },
    };
    html! {
        <section class="settings__part" aria-labelledby="settings-sample">
            <h2 class="settings__name" id="settings-sample">{ tr.text("settings-sample") }</h2>
            <div class="settings__body">
                <p>{ tr.text("settings-sample-lead") }</p>
                { body }
            </div>
        </section>
    }
}

/// How to install, in the way this device has for it.
#[component]
fn Install(props: &SettingsScreenProps) -> Html {
    let tr = use_tr();
    let SettingsScreenProps { view, on_event, .. } = props;
    html! {
        <section class="settings__part" aria-labelledby="settings-install">
            <h2 class="settings__name" id="settings-install">{ tr.text("settings-install") }</h2>
            <div class="settings__body">{ install_of(view.install, on_event, &tr) }</div>
        </section>
    }
}

fn install_of(offer: InstallOffer, on_event: &Callback<Event>, tr: &Tr) -> Html {
    match offer {
        InstallOffer::None => html! { <p>{ tr.text("settings-install-none") }</p> },
        InstallOffer::Installed => html! { <p>{ tr.text("settings-installed") }</p> },
        InstallOffer::Prompt => html! {
            <>
                <p>{ tr.text("settings-install-lead") }</p>
                <button type="button" class="button"
                    onclick={on_event.reform(|_: MouseEvent| Event::InstallPressed)}>
                    { tr.text("settings-install-now") }
                </button>
            </>
        },
        InstallOffer::Dock => html! {
            <>
                <p>{ tr.text("settings-install-lead") }</p>
                <p>{ tr.text("settings-install-dock") }</p>
            </>
        },
        InstallOffer::ShareMenu => html! {
            <>
                <p>{ tr.text("settings-install-lead") }</p>
                <ol class="settings__steps">
                    <li>{ tr.text("settings-install-step-share") }</li>
                    <li>{ tr.text("settings-install-step-add") }</li>
                    <li>{ tr.text("settings-install-step-open") }</li>
                </ol>
            </>
        },
    }
}

/// A number as it can be read aloud: four groups of four digits.
fn fingerprint(number: u64) -> String {
    let digits = format!("{number:016x}");
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && idx.is_multiple_of(4) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// Versions, and the new one when it waits.
#[component]
fn About(props: &SettingsScreenProps) -> Html {
    let tr = use_tr();
    let SettingsScreenProps { view, on_event, .. } = props;
    let on_update = on_event.reform(|_: MouseEvent| Event::UpdatePressed);
    let facts = [
        (tr.text("settings-version"), view.app_version.to_owned()),
        (tr.text("settings-layout"), view.page_layout.to_string()),
        (tr.text("rules-title"), view.rules_version.to_string()),
        (tr.text("settings-customers"), tr.count(view.n_customers)),
        (
            tr.text("settings-fingerprint"),
            view.fingerprint.map_or_else(|| "…".to_owned(), fingerprint),
        ),
    ];
    html! {
        <section class="settings__part" aria-labelledby="settings-about">
            <h2 class="settings__name" id="settings-about">{ tr.text("settings-about") }</h2>
            <div class="settings__body">
                <dl class="settings__facts">
                    { for facts.into_iter().map(|(name, value)| html! {
                        <div><dt>{ name }</dt><dd>{ value }</dd></div>
                    }) }
                </dl>
                if view.is_update_waiting {
                    <p>{ tr.text("settings-update") }</p>
                    <button type="button" class="button" data-variant="primary" onclick={on_update}>
                        { tr.text("settings-update-now") }
                    </button>
                }
            </div>
        </section>
    }
}
