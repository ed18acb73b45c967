//! The one question before something that cannot be undone: a backup in place of what is on the device.
//! Not here: asking it, doing it.

use std::rc::Rc;

use jipan_app::backup::Passphrase;
use jipan_app::event::Event;
use jipan_app::view::{BackupSummary, BackupView, Making};
use yew::prelude::*;

use super::backup::MakingLine;
use super::sheet::Sheet;
use crate::hooks::use_tr;

/// Properties of [`RestoreSheet`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RestoreSheetProps {
    /// What is here.
    pub view: Rc<BackupView>,
    /// What would come.
    pub summary: BackupSummary,
    /// What locks a backup of what is here, if it was typed.
    pub passphrase: String,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// What is here beside what would come, a backup of what is here, and the answer.
#[component]
pub fn RestoreSheet(props: &RestoreSheetProps) -> Html {
    let tr = use_tr();
    let RestoreSheetProps { view, summary, passphrase, on_event } = props;
    let on_cancel = on_event.reform(|_: MouseEvent| Event::RestoreCancelled);
    let on_confirm = on_event.reform(|_: MouseEvent| Event::RestoreConfirmed);
    let on_back_up = {
        let secret = passphrase.clone();
        on_event.reform(move |_: MouseEvent| Event::BackupPressed(Passphrase::new(secret.clone())))
    };
    let customers = |n: u32| tr.with("restore-ask-customers", &[("n", n.into())]);
    let changed = view
        .changed_at
        .map(|at| tr.with("restore-ask-changed", &[("time", tr.date_time(at).into())]));
    let made = tr.date_time(summary.created_at);
    let is_making = matches!(view.making, Making::Working(_));
    let foot = html! {
        <>
            <button type="button" class="button" onclick={on_cancel}>{ tr.text("action-cancel") }</button>
            <button type="button" class="button" data-variant="danger" disabled={is_making} onclick={on_confirm}>
                { tr.text("restore-ask-confirm") }
            </button>
        </>
    };
    let on_close = on_event.reform(|()| Event::RestoreCancelled);
    html! {
        <Sheet title={tr.text("restore-ask")} {on_close} {foot}>
            <dl class="backup__sides">
                <div>
                    <dt>{ tr.text("restore-ask-here") }</dt>
                    <dd><b>{ customers(view.n_customers) }</b>{ changed }</dd>
                </div>
                <div>
                    <dt>{ tr.text("restore-ask-file") }</dt>
                    <dd>
                        <b>{ customers(summary.n_customers) }</b>
                        { tr.with("restore-ask-made", &[("time", made.into())]) }
                    </dd>
                </div>
            </dl>
            if view.gap.n_customers > 0 {
                <p class="backup__problem">
                    { tr.with("restore-ask-gap", &[("n", view.gap.n_customers.into())]) }
                </p>
            } else {
                <p>{ tr.text("restore-ask-final") }</p>
            }
            <button type="button" class="button" disabled={is_making} onclick={on_back_up}>
                { tr.text("restore-ask-backup") }
            </button>
            <MakingLine view={Rc::clone(view)} on_event={on_event.clone()} />
        </Sheet>
    }
}
