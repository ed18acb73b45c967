//! What an import came to, and the imports before it. Not here: comparing, undoing.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{BatchView, FailureView, ImportResult};
use jipan_book::BatchKind;
use jipan_book::sheet::SheetKind;
use yew::prelude::*;

use super::icon::{Icon, IconName};
use super::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`ImportOutcome`].
#[derive(Debug, PartialEq, Properties)]
pub struct ImportOutcomeProps {
    /// What it came to.
    pub result: ImportResult,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The counts, the failed rows and what can be done now.
#[component]
pub fn ImportOutcome(props: &ImportOutcomeProps) -> Html {
    let tr = use_tr();
    let ImportOutcomeProps { result, on_event } = props;
    let on_close = on_event.reform(|_: MouseEvent| Event::ImportClosed);
    let undo = result.batch.filter(|_| !result.is_undone).map(|batch| {
        let onclick = on_event.reform(move |_: MouseEvent| Event::BatchUndoPressed(batch));
        html! {
            <button type="button" class="button" {onclick}>
                <Icon name={IconName::Undo} />{ tr.text("import-undo") }
            </button>
        }
    });
    let (seen_at, see) = match result.kind {
        SheetKind::Customers => (Route::Customers, tr.text("import-see")),
        SheetKind::Products => (Route::Products, tr.text("import-see-products")),
        SheetKind::Orders => (Route::Orders, tr.text("import-see-orders")),
    };
    html! {
        <>
            <section class="outcome" role="status" aria-label={tr.text("import-result")}>
                <h2 class="outcome__title">{ title_of(result, &tr) }</h2>
                <dl class="outcome__counts">
                    { for counts_of(result, &tr).map(|(word, n, kind)| count_of(&word, n, kind, &tr)) }
                </dl>
            </section>
            { for result.rounded.iter().filter(|_| !result.is_undone).map(|it| html! {
                <p class="outcome__differ">{ tr.rounded(it) }</p>
            }) }
            if let Some(facts) = result.facts.filter(|_| !result.is_undone) {
                { for tr.order_facts(&facts).into_iter().map(|it| html! {
                    <p class="outcome__differ">{ it }</p>
                }) }
            }
            if result.n_differing > 0 && !result.is_undone {
                <p class="outcome__differ">
                    { tr.with("import-differing", &[("n", result.n_differing.into())]) }
                    <Link class="button" to={Route::Differences} on_event={on_event.clone()}>
                        { tr.text("import-see-differing") }
                    </Link>
                </p>
            }
            <div class="outcome__next">
                <Link class="button" to={seen_at} on_event={on_event.clone()}>{ see }</Link>
                { undo }
                <button type="button" class="button" onclick={on_close}>
                    { tr.text("import-another") }
                </button>
            </div>
            if result.n_failed > 0 {
                <Failures result={result.clone()} />
            }
        </>
    }
}

fn title_of(result: &ImportResult, tr: &Tr) -> String {
    let args = [("name", result.name.as_str().into())];
    if result.is_undone {
        tr.with("import-result-undone", &args)
    } else if result.n_added == 0 && result.n_updated == 0 {
        tr.with("import-result-none", &args)
    } else {
        tr.with("import-result-of", &args)
    }
}

/// The word, the number and the kind of each count.
fn counts_of(result: &ImportResult, tr: &Tr) -> [(String, usize, &'static str); 4] {
    let [added, updated, unchanged, failed] = match result.kind {
        SheetKind::Customers | SheetKind::Products => [
            tr.text("import-added"),
            tr.text("import-updated"),
            tr.text("import-unchanged"),
            tr.text("import-failed"),
        ],
        SheetKind::Orders => [
            tr.text("import-orders-added"),
            tr.text("import-orders-updated"),
            tr.text("import-orders-unchanged"),
            tr.text("import-lines-failed"),
        ],
    };
    [
        (added, result.n_added, "added"),
        (updated, result.n_updated, "updated"),
        (unchanged, result.n_unchanged, "unchanged"),
        (failed, result.n_failed, "failed"),
    ]
}

fn count_of(name: &str, n: usize, kind: &'static str, tr: &Tr) -> Html {
    html! {
        <div class="outcome__count" data-kind={kind} data-zero={(n == 0).to_string()}>
            <dt>{ name }</dt>
            <dd>{ tr.count(n) }</dd>
        </div>
    }
}

/// Properties of [`Failures`].
#[derive(Debug, PartialEq, Properties)]
struct FailuresProps {
    result: ImportResult,
}

/// The rows that did not come in, and the file that holds them.
#[component]
fn Failures(props: &FailuresProps) -> Html {
    let tr = use_tr();
    let result = &props.result;
    let n_shown = result.failures.len();
    let lines = result.failures.iter().map(|FailureView { record, errors }| {
        html! {
            <li class="failures__line">
                <b class="failures__record">
                    { tr.with("import-record", &[("n", (*record).into())]) }
                </b>
                <span>{ tr.row_errors(errors) }</span>
            </li>
        }
    });
    html! {
        <section class="failures" aria-labelledby="failures-title">
            <header class="failures__head">
                <h2 class="import__name" id="failures-title">{ tr.text("import-failures") }</h2>
                if let Some((url, name)) = &result.failed_file {
                    <a class="button" data-variant="primary" href={url.clone()} download={name.clone()}>
                        <Icon name={IconName::Download} />{ tr.text("import-download") }
                    </a>
                }
            </header>
            <p class="import__hint">{ tr.text("import-failures-lead") }</p>
            <ol class="failures__lines">{ for lines }</ol>
            if n_shown < result.n_failed {
                <p class="import__hint">
                    { tr.with("import-failures-more", &[("n", n_shown.into())]) }
                </p>
            }
        </section>
    }
}

/// Properties of [`EarlierImports`].
#[derive(Debug, PartialEq, Properties)]
pub struct EarlierImportsProps {
    /// The imports, newest first.
    pub batches: Vec<BatchView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Earlier imports, each of which can still be undone as a whole.
#[component]
pub fn EarlierImports(props: &EarlierImportsProps) -> Html {
    let tr = use_tr();
    let EarlierImportsProps { batches, on_event } = props;
    if batches.is_empty() {
        return Html::default();
    }
    html! {
        <section class="earlier" aria-labelledby="earlier-title">
            <h2 class="import__name" id="earlier-title">{ tr.text("import-earlier") }</h2>
            <ul class="earlier__list">
                { for batches.iter().map(|batch| earlier_of(batch, on_event, &tr)) }
            </ul>
        </section>
    }
}

fn earlier_of(batch: &BatchView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let id = batch.id;
    let onclick = on_event.reform(move |_: MouseEvent| Event::BatchUndoPressed(id));
    let sum = [
        ("added", batch.n_added.into()),
        ("updated", batch.n_updated.into()),
        ("failed", batch.n_failed.into()),
    ];
    let (what, sum, undo) = match &batch.edit {
        None => {
            let undo = tr.with("import-earlier-undo", &[("name", batch.name.as_str().into())]);
            let sum = tr.with("import-earlier-sum", &sum);
            let sum = match batch.kind {
                BatchKind::Orders => format!("{} · {sum}", tr.sheet_kind(SheetKind::Orders)),
                BatchKind::Products => format!("{} · {sum}", tr.sheet_kind(SheetKind::Products)),
                BatchKind::Import
                | BatchKind::Sample
                | BatchKind::BulkEdit
                | BatchKind::Decisions => sum,
            };
            (batch.name.clone(), sum, undo)
        }
        Some((field, value)) => {
            let what = tr.batch_edit(*field, value.as_ref());
            let undo = tr.with("batch-edit-undo", &[("what", what.as_str().into())]);
            (what, tr.with("batch-edit-sum", &[("n", batch.n_updated.into())]), undo)
        }
    };
    html! {
        <li class="earlier__import" data-undone={batch.is_undone.to_string()}>
            <p class="earlier__what">
                <b>{ what }</b>
                <span>{ tr.date_time(batch.at) }{ " · " }{ sum }</span>
            </p>
            if batch.is_undone {
                <span class="earlier__undone">{ tr.text("import-undone") }</span>
            } else {
                <button type="button" class="button" aria-label={undo} {onclick}>
                    { tr.text("action-undo") }
                </button>
            }
        </li>
    }
}

#[cfg(test)]
mod tests;
