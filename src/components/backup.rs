//! Backing up and restoring, in the settings. Not here: the files, and what is asked before the data are
//! replaced.

use std::rc::Rc;

use jipan_app::backup::Passphrase;
use jipan_app::event::Event;
use jipan_app::view::{BackupView, Making, Restoring};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::restore_sheet::RestoreSheet;
use crate::hooks::{use_file_intake, use_tr};
use crate::i18n::Tr;

/// Properties of [`Backup`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct BackupProps {
    /// Where it is.
    pub view: Rc<BackupView>,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// Both parts: making a backup, and restoring one. The passphrase stands where it is needed and is kept
/// by this component alone.
#[component]
pub fn Backup(props: &BackupProps) -> Html {
    let tr = use_tr();
    let BackupProps { view, on_event } = props;
    let passphrase = use_state_eq(String::new);
    let is_locked = matches!(
        view.restoring,
        Restoring::Locked { .. } | Restoring::Reading { is_locked: true, .. }
    );
    {
        let passphrase = passphrase.clone();
        use_effect_with(is_locked, move |is_locked| {
            // What opened a file is not what locks the next one.
            if !*is_locked {
                passphrase.set(String::new());
            }
        });
    }
    let on_type = {
        let passphrase = passphrase.clone();
        Callback::from(move |text| passphrase.set(text))
    };
    let hint = (!is_locked).then(|| tr.text("backup-passphrase-hint"));
    let field = html! {
        <PassphraseField id="backup-passphrase" text={(*passphrase).clone()} {on_type} {hint} />
    };
    let on_back_up = {
        let secret = if is_locked { String::new() } else { (*passphrase).clone() };
        on_event.reform(move |_: MouseEvent| Event::BackupPressed(Passphrase::new(secret.clone())))
    };
    let is_making = matches!(view.making, Making::Working(_));
    html! {
        <>
            <section class="settings__part" aria-labelledby="settings-backup">
                <h2 class="settings__name" id="settings-backup">{ tr.text("backup-title") }</h2>
                <div class="settings__body backup">
                    <p class="backup__gap" data-due={view.gap.is_due.to_string()}>
                        { tr.backup_gap(&view.gap) }
                    </p>
                    <p>{ tr.text("backup-lead") }</p>
                    if !is_locked { { field.clone() } }
                    <button type="button" class="button" disabled={is_making} onclick={on_back_up}
                        data-variant={view.gap.is_due.then_some("primary")}>
                        { tr.text("backup-make") }
                    </button>
                    <MakingLine view={Rc::clone(view)} on_event={on_event.clone()} />
                </div>
            </section>
            <section class="settings__part" aria-labelledby="settings-restore">
                <h2 class="settings__name" id="settings-restore">{ tr.text("restore-title") }</h2>
                <div class="settings__body backup">
                    <p>{ tr.text("restore-lead") }</p>
                    <Restore view={Rc::clone(view)} passphrase={(*passphrase).clone()}
                        field={if is_locked { field } else { Html::default() }}
                        on_event={on_event.clone()} />
                </div>
            </section>
            if let Restoring::Asking(summary) = &view.restoring {
                <RestoreSheet view={Rc::clone(view)} summary={summary.clone()}
                    passphrase={(*passphrase).clone()} on_event={on_event.clone()} />
            }
        </>
    }
}

/// Properties of [`PassphraseField`].
#[derive(Debug, PartialEq, Properties)]
pub struct PassphraseFieldProps {
    /// Id of the box.
    pub id: AttrValue,
    /// What is typed.
    pub text: String,
    /// Something was typed.
    pub on_type: Callback<String>,
    /// What is to be known of it.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
}

/// The passphrase, hidden unless it is to be seen.
#[component]
pub fn PassphraseField(props: &PassphraseFieldProps) -> Html {
    let tr = use_tr();
    let PassphraseFieldProps { id, text, on_type, hint } = props;
    let hint_id = format!("{id}-hint");
    let is_shown = use_state_eq(|| false);
    let oninput = on_type.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlInputElement>().map(|it| it.value()).unwrap_or_default()
    });
    let on_show = {
        let is_shown = is_shown.clone();
        Callback::from(move |_: MouseEvent| is_shown.set(!*is_shown))
    };
    html! {
        <div class="backup__passphrase">
            <label class="backup__label" for={id}>{ tr.text("backup-passphrase") }</label>
            <input class="backup__secret" {id} autocomplete="off" {oninput}
                type={if *is_shown { "text" } else { "password" }} value={text.clone()}
                aria-describedby={hint.as_ref().map(|_| hint_id.clone())}
                spellcheck="false" autocapitalize="off" />
            <button type="button" class="button" aria-pressed={is_shown.to_string()} onclick={on_show}>
                { tr.text("backup-passphrase-show") }
            </button>
            if let Some(hint) = hint { <p class="backup__hint" id={hint_id}>{ hint }</p> }
        </div>
    }
}

/// What became of the backup that was asked for.
#[component]
pub fn MakingLine(props: &BackupProps) -> Html {
    let tr = use_tr();
    let line = match &props.view.making {
        Making::Rest => Html::default(),
        Making::Working(percent) => html! {
            <>
                <p>{ tr.with("backup-making", &[("percent", (*percent).into())]) }</p>
                <progress class="backup__progress" max="100" value={percent.to_string()}
                    aria-label={tr.text("backup-title")} />
            </>
        },
        Making::Made(made) => html! {
            <>
                <p class="backup__done">{ tr.made_backup(made) }</p>
                <a class="quiet-button" href={made.url.clone()} download={made.name.clone()}>
                    { tr.text("backup-save-again") }
                </a>
            </>
        },
        Making::Failed(failure) => html! {
            <p class="backup__problem">
                { tr.with("backup-failed", &[("reason", tr.backup_failure(failure).into())]) }
            </p>
        },
    };
    html! { <div class="backup__line" role="status" aria-live="polite">{ line }</div> }
}

/// Properties of [`Restore`].
#[derive(Debug, PartialEq, Properties)]
struct RestoreProps {
    view: Rc<BackupView>,
    passphrase: String,
    /// The passphrase, while the file needs it.
    field: Html,
    on_event: Callback<Event>,
}

/// A file to be chosen, what is known of it, and the way to put it in place.
#[component]
fn Restore(props: &RestoreProps) -> Html {
    let tr = use_tr();
    let RestoreProps { view, passphrase, field, on_event } = props;
    let intake = use_file_intake().backup;
    let input = use_node_ref();
    let onchange = Callback::from(move |event: yew::Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            intake.emit(file);
        }
        // The same file, copied anew meanwhile, can be chosen again.
        input.set_value("");
    });
    let on_restore = {
        let (input, passphrase) = (input.clone(), passphrase.clone());
        // Without a file the button lets one be chosen; what is chosen is then restored.
        let is_fileless = matches!(view.restoring, Restoring::Rest | Restoring::Failed(_));
        on_event.reform(move |_: MouseEvent| {
            if is_fileless && let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
            Event::RestoreBackupPressed(Passphrase::new(passphrase.clone()))
        })
    };
    let is_busy = matches!(view.restoring, Restoring::Replacing | Restoring::Done);
    let is_next = matches!(view.restoring, Restoring::Read(_) | Restoring::Locked { .. });
    let on_drop = on_event.reform(|_: MouseEvent| Event::RestoreCancelled);
    html! {
        <>
            <div class="backup__line" role="status" aria-live="polite">{ restoring_line(view, &tr) }</div>
            { field.clone() }
            <div class="backup__choices">
                <label class="button drop-zone__choose">
                    { tr.text("restore-choose") }
                    <input class="drop-zone__file" type="file" ref={input} disabled={is_busy} {onchange} />
                </label>
                <button type="button" class="button" disabled={is_busy} onclick={on_restore}
                    data-variant={is_next.then_some("primary")}>
                    { tr.text("restore-start") }
                </button>
                if is_next {
                    <button type="button" class="quiet-button" onclick={on_drop}>
                        { tr.text("restore-drop") }
                    </button>
                }
            </div>
        </>
    }
}

/// What is known of the chosen file.
fn restoring_line(view: &BackupView, tr: &Tr) -> Html {
    let problem = |words: String| html! { <p class="backup__problem">{ words }</p> };
    match &view.restoring {
        Restoring::Rest => Html::default(),
        Restoring::Reading { percent, .. } => html! {
            <>
                <p>{ tr.with("restore-reading", &[("percent", (*percent).into())]) }</p>
                <progress class="backup__progress" max="100" value={percent.to_string()}
                    aria-label={tr.text("restore-title")} />
            </>
        },
        Restoring::Locked { is_wrong: false } => html! { <p>{ tr.text("restore-locked") }</p> },
        Restoring::Locked { is_wrong: true } => problem(tr.text("backup-error-wrong-passphrase")),
        Restoring::Read(summary) | Restoring::Asking(summary) => {
            let time = tr.date_time(summary.created_at);
            let args = [
                ("name", summary.name.as_str().into()),
                ("time", time.into()),
                ("n", summary.n_customers.into()),
            ];
            html! { <p class="backup__done">{ tr.with("restore-read", &args) }</p> }
        }
        Restoring::Replacing => html! {
            <>
                <p>{ tr.text("restore-replacing") }</p>
                <progress class="backup__progress" aria-label={tr.text("restore-title")} />
            </>
        },
        Restoring::Done => html! { <p class="backup__done">{ tr.text("restore-done") }</p> },
        Restoring::Failed(failure) => {
            problem(tr.with("restore-failed", &[("reason", tr.backup_failure(failure).into())]))
        }
    }
}

#[cfg(test)]
mod tests;
