//! What must be said and stays until it was read, and the offer of a new version. Not here: when.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{Notice, NoticeView};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`Notices`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NoticesProps {
    /// The notices, newest last.
    pub notices: Rc<[NoticeView]>,
    /// Whether something typed could be taken along as a file.
    #[prop_or_default]
    pub has_unsaved: bool,
    /// Whether a new version can be taken now.
    pub can_update: bool,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The notices. Their place is always there, so that what appears in it is read out.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let tr = use_tr();
    let NoticesProps { notices, has_unsaved, can_update, on_event } = props;
    let on_export = on_event.reform(|_: MouseEvent| Event::ExportUnsavedPressed);
    let on_reload = on_event.reform(|_: MouseEvent| Event::ReloadPressed);
    let on_update = on_event.reform(|_: MouseEvent| Event::UpdatePressed);
    html! {
        <div class="notices" role="log" aria-label={tr.text("notices-name")}>
            if *can_update {
                <div class="notice" data-tone="accent">
                    <p class="notice__text">{ tr.text("update-ready") }</p>
                    <button class="notice__button" type="button" onclick={on_update}>
                        { tr.text("action-update") }
                    </button>
                </div>
            }
            { for notices.iter().map(|view| {
                let id = view.id;
                let onclick = on_event.reform(move |_: MouseEvent| Event::NoticeDismissed(id));
                html! {
                    <div class="notice" key={id} data-tone={tone_name(&view.notice)}>
                        <Icon name={IconName::Warning} />
                        <p class="notice__text">{ tr.notice(&view.notice) }</p>
                        if *has_unsaved && is_about_saving(&view.notice) {
                            <button class="notice__button" type="button" onclick={on_export.clone()}>
                                { tr.text("action-export-unsaved") }
                            </button>
                        }
                        if asks_for_reload(&view.notice) {
                            <button class="notice__button" type="button" onclick={on_reload.clone()}>
                                { tr.text("action-reload") }
                            </button>
                        }
                        <button class="notice__button" type="button" {onclick}>
                            { tr.text("action-dismiss") }
                        </button>
                    </div>
                }
            }) }
        </div>
    }
}

/// How loud a notice is, as stylesheets know it.
fn tone_name(notice: &Notice) -> &'static str {
    match notice {
        Notice::SaveFailed(_)
        | Notice::SettingNotKept
        | Notice::BulkNotSaved(_)
        | Notice::Damaged { .. }
        | Notice::SheetDied
        | Notice::FileNotWritten(_)
        | Notice::NewerLayout
        | Notice::BookReplaced
        | Notice::BookLost
        | Notice::NotWrittenAnew(_) => "red",
        Notice::UndoneInPart { .. }
        | Notice::PressAgain
        | Notice::ImportCancelled
        | Notice::KeyTaken { .. }
        | Notice::NotAllowed
        | Notice::LeaveStopped { .. }
        | Notice::StorageCleared { .. }
        | Notice::ClockBehind { .. }
        | Notice::MayNotBeKept
        | Notice::NoReadings
        | Notice::BudgetPasted { .. }
        | Notice::NoEnglish => "amber",
    }
}

/// Whether what is typed may not be on the disk.
fn is_about_saving(notice: &Notice) -> bool {
    match notice {
        Notice::SaveFailed(_)
        | Notice::NotWrittenAnew(_)
        | Notice::NewerLayout
        | Notice::BookReplaced => true,
        Notice::SettingNotKept
        | Notice::BookLost
        | Notice::BulkNotSaved(_)
        | Notice::Damaged { .. }
        | Notice::SheetDied
        | Notice::FileNotWritten(_)
        | Notice::UndoneInPart { .. }
        | Notice::PressAgain
        | Notice::ImportCancelled
        | Notice::KeyTaken { .. }
        | Notice::NotAllowed
        | Notice::LeaveStopped { .. }
        | Notice::StorageCleared { .. }
        | Notice::ClockBehind { .. }
        | Notice::MayNotBeKept
        | Notice::NoReadings
        | Notice::BudgetPasted { .. }
        | Notice::NoEnglish => false,
    }
}

/// Whether only loading the page anew helps.
fn asks_for_reload(notice: &Notice) -> bool {
    matches!(notice, Notice::NewerLayout | Notice::BookReplaced)
}
