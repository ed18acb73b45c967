//! Which column of a file goes to which field. Not here: guessing it.

use jipan_app::event::Event;
use jipan_app::view::{ColumnView, ImportView, Later, MappingProblem};
use jipan_book::sheet::{SheetFormat, SheetKind};
use jipan_rules::schema::{FieldDef, FieldId, Group, Tag};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::filters::on_choice;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Sample cells that are shown of a column.
const SAMPLES_MAX: usize = 3;

/// Properties of [`ImportMapping`].
#[derive(Debug, PartialEq, Properties)]
pub struct ImportMappingProps {
    /// The import screen in its mapping phase; nothing is drawn in another one.
    pub view: Later<ImportView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The columns with their fields, and the start of the import.
#[component]
pub fn ImportMapping(props: &ImportMappingProps) -> Html {
    let tr = use_tr();
    let on_event = &props.on_event;
    let ImportView::Mapping { name, format, kind, n_records, columns, problem } = &*props.view
    else {
        return Html::default();
    };
    let on_start = on_event.reform(|_: MouseEvent| Event::ImportStarted);
    let on_cancel = on_event.reform(|_: MouseEvent| Event::ImportCancelled);
    let mut facts = vec![tr.with("import-records", &[("n", (*n_records).into())])];
    facts.extend(tr.sheet_facts(format));
    let n_skipped = columns.iter().filter(|it| it.field.is_none()).count();
    html! {
        <>
            <p class="import__file"><b>{ name }</b>{ " · " }{ facts.join(" · ") }</p>
            <SheetChoice format={format.clone()} on_event={on_event.clone()} />
            <KindChoice kind={*kind} on_event={on_event.clone()} />
            if !columns.is_empty() {
                <h2 class="import__name">{ tr.text("import-columns") }</h2>
                <p class="import__hint">{ tr.text("import-columns-lead") }</p>
                <table class="mapping">
                    <thead>
                        <tr>
                            <th scope="col">{ tr.text("import-heading") }</th>
                            <th scope="col">{ tr.text("import-sample") }</th>
                            <th scope="col">{ tr.text("import-field") }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for columns.iter().enumerate().map(|(idx, column)| html! {
                            <ColumnRow {idx} kind={*kind} column={column.clone()} on_event={on_event.clone()} />
                        }) }
                    </tbody>
                </table>
            }
            <footer class="import__foot">
                <p class="import__problem" role="status" data-tone={problem.map(|_| "danger")}>
                    { state_of(*problem, n_skipped, &tr) }
                </p>
                <button type="button" class="button" onclick={on_cancel}>
                    { tr.text("action-cancel") }
                </button>
                <button type="button" class="button" data-variant="primary"
                    disabled={problem.is_some()} onclick={on_start}>
                    { tr.text("import-start") }
                </button>
            </footer>
        </>
    }
}

/// What keeps the import from starting, or what it will leave out.
fn state_of(problem: Option<MappingProblem>, n_skipped: usize, tr: &Tr) -> String {
    match problem {
        Some(MappingProblem::EmptySheet) => tr.text("import-problem-empty-sheet"),
        Some(MappingProblem::Missing { one_of }) => {
            let names: Vec<_> = one_of.iter().map(|field| tr.field_of(*field)).collect();
            let names = names.join(&tr.text("import-or"));
            tr.with("import-problem-missing", &[("fields", names.into())])
        }
        Some(MappingProblem::Double(field)) => {
            tr.with("import-problem-double", &[("field", tr.field_of(field).into())])
        }
        None if n_skipped == 0 => String::new(),
        None => tr.with("import-n-skipped", &[("n", n_skipped.into())]),
    }
}

/// Properties of [`SheetChoice`].
#[derive(Debug, PartialEq, Properties)]
struct SheetChoiceProps {
    format: SheetFormat,
    on_event: Callback<Event>,
}

/// Which sheet of a workbook is imported, where there are several.
#[component]
fn SheetChoice(props: &SheetChoiceProps) -> Html {
    let tr = use_tr();
    let SheetFormat::Workbook { sheets, sheet: chosen, .. } = &props.format else {
        return Html::default();
    };
    if sheets.len() < 2 {
        return Html::default();
    }
    let onchange = on_choice(&props.on_event, |chosen| {
        chosen.value().parse().ok().map(|sheet| Event::SheetChosen { sheet })
    });
    html! {
        <label class="import__sheet">
            <span>{ tr.text("import-sheet") }</span>
            <select class="mapping__select" {onchange}>
                { for (0_u32..).zip(sheets).map(|(idx, name)| html! {
                    <option value={idx.to_string()} selected={idx == *chosen}>{ name }</option>
                }) }
            </select>
        </label>
    }
}

/// Properties of [`KindChoice`].
#[derive(Debug, PartialEq, Properties)]
struct KindChoiceProps {
    kind: SheetKind,
    on_event: Callback<Event>,
}

/// What the records of the file are, as guessed or as corrected.
#[component]
fn KindChoice(props: &KindChoiceProps) -> Html {
    let tr = use_tr();
    let KindChoiceProps { kind: chosen, on_event } = props;
    let choices = SheetKind::ALL.map(|kind| {
        let onchange = on_event.reform(move |_: yew::Event| Event::SheetKindChosen(kind));
        html! {
            <label class="segments__choice">
                <input class="segments__radio" type="radio" name="kind" {onchange}
                    checked={kind == *chosen} />
                <span>{ tr.sheet_kind(kind) }</span>
            </label>
        }
    });
    html! {
        <div class="import__kind">
            <span id="import-kind">{ tr.text("import-kind") }</span>
            <div class="segments" role="radiogroup" aria-labelledby="import-kind">
                { for choices }
            </div>
        </div>
    }
}

/// Properties of [`ColumnRow`].
#[derive(Debug, PartialEq, Properties)]
struct ColumnRowProps {
    idx: usize,
    kind: SheetKind,
    column: ColumnView,
    on_event: Callback<Event>,
}

/// One column: its heading, its first cells, its field.
#[component]
fn ColumnRow(props: &ColumnRowProps) -> Html {
    let tr = use_tr();
    let ColumnRowProps { idx, kind, column, on_event } = props;
    let idx = *idx;
    let heading = if column.heading.trim().is_empty() {
        tr.with("import-unnamed", &[("n", (idx + 1).into())])
    } else {
        column.heading.clone()
    };
    let onchange = on_event.reform(move |event: yew::Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
        let field = chosen.and_then(|it| it.parse().ok()).map(FieldId);
        Event::MappingSet { column: idx, field }
    });
    let options = |group: Group| -> Html {
        let fields = kind.fields().iter().filter(|def| def.group == group && is_importable(def));
        fields
            .map(|def| {
                html! {
                    <option value={def.id.0.to_string()} selected={column.field == Some(def.id)}>
                        { tr.field(def) }
                    </option>
                }
            })
            .collect()
    };
    // Only customers have fields of several groups.
    let groups = match kind {
        SheetKind::Customers => Group::ALL
            .iter()
            .map(|group| {
                html! {
                    <optgroup label={tr.group(*group)}>{ options(*group) }</optgroup>
                }
            })
            .collect(),
        SheetKind::Products | SheetKind::Orders => options(Group::Basic),
    };
    let name = tr.with("import-field-of", &[("heading", heading.as_str().into())]);
    let samples = column.sample.iter().filter(|it| !it.trim().is_empty()).take(SAMPLES_MAX);
    html! {
        <tr class="mapping__row" data-skipped={column.field.is_none().to_string()}>
            <th class="mapping__heading" scope="row">{ heading }</th>
            <td class="mapping__sample">
                { for samples.map(|cell| html! { <span class="mapping__cell">{ cell }</span> }) }
            </td>
            <td class="mapping__field">
                <select class="mapping__select" aria-label={name} {onchange}
                    aria-invalid={column.is_double.then_some("true")}>
                    <option value="" selected={column.field.is_none()}>
                        { tr.text("import-skip") }
                    </option>
                    { groups }
                </select>
                if column.is_double {
                    <small class="mapping__double">{ tr.text("import-double") }</small>
                }
            </td>
        </tr>
    }
}

/// Whether a file may give the field: whatever is not computed, and what a file may state.
fn is_importable(def: &FieldDef) -> bool {
    def.tag != Tag::Generated || def.stated
}

#[cfg(test)]
mod tests;
