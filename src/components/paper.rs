//! What goes onto paper: the list as a table. On the screen it is not to be seen. Not here: the file.

use jipan_app::view::{Later, PrintListView, PrintView};
use jipan_rules::schema::{FieldDef, FieldType};
use jipan_rules::total::{Summing, Total, summing};
use yew::prelude::*;

use super::paper_budget::PaperBudget;
use super::paper_card::PaperCard;
use super::paper_file::PaperFile;
use super::paper_register::PaperRegister;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// More columns than so many stand on paper that lies across.
const COLUMNS_UPRIGHT_MAX: usize = 6;

/// Properties of [`Paper`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct PaperProps {
    /// What is printed.
    pub view: Later<PrintView>,
}

/// What is being printed, beside the screen.
#[component]
pub fn Paper(props: &PaperProps) -> Html {
    let tr = use_tr();
    match &*props.view {
        PrintView::List(list) => table(&tr, list),
        PrintView::Budget(it) => html! { <PaperBudget view={(**it).clone()} /> },
        PrintView::Register(it) => html! { <PaperRegister view={(**it).clone()} /> },
        PrintView::Card(card) => html! { <PaperCard view={(**card).clone()} /> },
        PrintView::File(file) => html! { <PaperFile view={(**file).clone()} /> },
    }
}

fn table(tr: &Tr, list: &PrintListView) -> Html {
    let kind = if list.columns.len() > COLUMNS_UPRIGHT_MAX { "wide" } else { "list" };
    let n = [("n", list.rows.len().into()), ("date", tr.date(list.on).into())];
    let words = tr.words_of(&list.search, list.filters.iter(), list.is_showing_closed);
    let about = if list.is_picked { tr.text("print-picked") } else { words.join(" · ") };
    let cell = |(value, def): (&Option<jipan_rules::value::Value>, &&'static FieldDef)| {
        let text = value.as_ref().map(|value| tr.value(def, value)).unwrap_or_default();
        html! { <td data-kind={kind_of(def)}>{ text }</td> }
    };
    html! {
        <div class="paper" data-kind={kind} aria-hidden="true">
            <h1 class="paper__title">{ tr.text("print-list-title") }</h1>
            <p class="paper__about">
                { tr.with("print-list-count", &n) }
                if !about.is_empty() { { " · " }{ about } }
            </p>
            <table class="paper__table">
                <thead><tr>
                    <th data-kind="number">{ tr.text("print-number") }</th>
                    { for list.columns.iter().map(|def| html! {
                        <th data-kind={kind_of(def)}>{ tr.field(def) }</th>
                    }) }
                </tr></thead>
                <tbody>
                    { for list.rows.iter().enumerate().map(|(idx, row)| html! {
                        <tr>
                            <td data-kind="number">{ idx + 1 }</td>
                            { for row.iter().zip(&list.columns).map(cell) }
                        </tr>
                    }) }
                    if list.totals.iter().any(Option::is_some) {
                        <tr class="paper__totals">
                            <td />
                            { for list.totals.iter().zip(&list.columns).map(|(total, def)| html! {
                                <td data-kind={kind_of(def)}>
                                    { total.map(|total| total_of(tr, def, &total)).unwrap_or_default() }
                                </td>
                            }) }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// What stands below a column: the sum, or for days the mean.
fn total_of(tr: &Tr, def: &FieldDef, total: &Total) -> String {
    match summing(def) {
        Some(Summing::SumAndMean) => {
            let decimals = if def.ty == FieldType::Money { 2 } else { 0 };
            tr.with("print-sum", &[("sum", tr.decimal(total.sum, decimals).into())])
        }
        Some(Summing::Mean) => {
            let mean = total.mean(10).map(|mean| tr.decimal(mean.into(), 1));
            tr.with("totals-mean", &[("mean", mean.unwrap_or_default().into())])
        }
        None => String::new(),
    }
}

/// Numbers stand at the right; neither they nor days and phones are broken.
fn kind_of(def: &FieldDef) -> &'static str {
    match def.ty {
        FieldType::Integer { .. }
        | FieldType::Money
        | FieldType::SignedMoney
        | FieldType::Price => "number",
        FieldType::Date | FieldType::Birthday | FieldType::Phone => "whole",
        FieldType::Text { .. }
        | FieldType::LongText { .. }
        | FieldType::Choice(_)
        | FieldType::YesNo
        | FieldType::Licence
        | FieldType::Code => "text",
    }
}

#[cfg(test)]
mod tests;
