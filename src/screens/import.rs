//! 导入: a file comes in, phase by phase. Not here: reading it, comparing it with the book.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{ImportView, Later};
use jipan_book::sheet::SheetError;
use yew::prelude::*;

use crate::components::drop_zone::DropZone;
use crate::components::icon::{Icon, IconName};
use crate::components::import_mapping::ImportMapping;
use crate::components::import_result::{EarlierImports, ImportOutcome};
use crate::components::link::Link;
use crate::hooks::use_tr;

/// Properties of [`ImportScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct ImportScreenProps {
    /// What it is at.
    pub view: Later<ImportView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The import screen.
#[component]
pub fn ImportScreen(props: &ImportScreenProps) -> Html {
    let tr = use_tr();
    let ImportScreenProps { view, on_event } = props;
    let on_event = on_event.clone();
    let body = match &**view {
        ImportView::Idle { batches } => html! {
            <>
                <p class="import__lead">{ tr.text("import-lead") }</p>
                <DropZone />
                <EarlierImports batches={batches.clone()} {on_event} />
            </>
        },
        ImportView::Reading { name, done, total } => {
            let words = tr.with("import-reading", &[("name", name.as_str().into())]);
            let percent = done.saturating_mul(100).checked_div(*total);
            let counted = percent.map(|n| tr.with("import-percent", &[("n", n.into())]));
            html! { <Working {words} {counted} done={*done} total={*total} {on_event} /> }
        }
        ImportView::Mapping { .. } => html! { <ImportMapping view={view.clone()} {on_event} /> },
        ImportView::Checking { name, done, total } => {
            let words = tr.with("import-checking", &[("name", name.as_str().into())]);
            let args = [("done", (*done).into()), ("total", (*total).into())];
            let counted = Some(tr.with("import-progress", &args));
            let [done, total] = [*done, *total].map(u64::from);
            html! { <Working {words} {counted} {done} {total} {on_event} /> }
        }
        ImportView::Saving { name } => html! {
            <div class="import__phase" role="status">
                <p>{ tr.with("import-saving", &[("name", name.as_str().into())]) }</p>
                <p class="import__hint">{ tr.text("import-saving-hint") }</p>
            </div>
        },
        ImportView::Done(result) => html! { <ImportOutcome result={result.clone()} {on_event} /> },
        ImportView::Refused { name, error } => html! {
            <Refused name={name.clone()} error={*error} />
        },
    };
    html! {
        <div class="page import">
            <header class="import__head">
                <Link class="icon-button import__back" to={Route::Customers} on_event={props.on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("customers-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("import-title") }</h1>
            </header>
            { body }
        </div>
    }
}

/// Properties of [`Working`].
#[derive(Debug, PartialEq, Properties)]
struct WorkingProps {
    words: String,
    counted: Option<String>,
    done: u64,
    total: u64,
    on_event: Callback<Event>,
}

/// How far the reading or the check is, and the way out.
#[component]
fn Working(props: &WorkingProps) -> Html {
    let tr = use_tr();
    let WorkingProps { words, counted, done, total, on_event } = props;
    let on_cancel = on_event.reform(|_: MouseEvent| Event::ImportCancelled);
    html! {
        <div class="import__phase">
            <p id="import-working" role="status">{ words }</p>
            <progress class="import__progress" aria-labelledby="import-working"
                aria-valuetext={counted.clone()} value={counted.is_some().then(|| done.to_string())}
                max={total.max(&1).to_string()} />
            <p class="import__counted">{ counted.clone().unwrap_or_default() }</p>
            <button type="button" class="button" onclick={on_cancel}>{ tr.text("action-cancel") }</button>
            <p class="import__hint">{ tr.text("import-cancel-hint") }</p>
        </div>
    }
}

/// Properties of [`Refused`].
#[derive(Debug, PartialEq, Properties)]
struct RefusedProps {
    name: String,
    error: SheetError,
}

/// Why the file cannot be read, and another try.
#[component]
fn Refused(props: &RefusedProps) -> Html {
    let tr = use_tr();
    let RefusedProps { name, error } = props;
    html! {
        <>
            <div class="import__refused" role="alert">
                <p><b>{ tr.with("import-refused", &[("name", name.as_str().into())]) }</b></p>
                <p>{ tr.sheet_error(error) }</p>
            </div>
            <DropZone />
        </>
    }
}
