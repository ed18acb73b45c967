//! Where a file is dropped or chosen. Not here: what becomes of it.

use web_sys::{DragEvent, HtmlInputElement};
use yew::prelude::*;

use super::icon::{Icon, IconName};
use crate::hooks::{use_file_intake, use_tr};

/// What a file dialog shows first. All of it is checked again when it is read.
const ACCEPTED: &str = ".xlsx,.xlsm,.csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values,\
    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A place for one file.
#[component]
pub fn DropZone() -> Html {
    let tr = use_tr();
    let intake = use_file_intake().table;
    let is_over = use_state_eq(|| false);
    let onchange = {
        let intake = intake.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                intake.emit(file);
            }
            // The same file, corrected meanwhile, can be chosen again.
            input.set_value("");
        })
    };
    let mark = |is: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(is);
        })
    };
    let ondrop = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            let files = event.data_transfer().and_then(|it| it.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                intake.emit(file);
            }
        })
    };
    html! {
        <div class="drop-zone" data-over={is_over.to_string()} ondragover={mark(true)}
            ondragleave={mark(false)} {ondrop}>
            <Icon name={IconName::Import} />
            <p class="drop-zone__words">{ tr.text("import-drop") }</p>
            <label class="button drop-zone__choose" data-variant="primary">
                { tr.text("import-choose") }
                <input class="drop-zone__file" type="file" accept={ACCEPTED}
                    aria-describedby="import-accepts" {onchange} />
            </label>
            <p class="drop-zone__accepts" id="import-accepts">{ tr.text("import-accepts") }</p>
        </div>
    }
}
