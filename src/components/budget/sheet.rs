//! The one form of the budget, by its boxes: what is wrong stands beside each. Not here: what "done" makes of it.

use jipan_app::event::{BudgetEvent, BudgetSheet, Event};
use jipan_app::view::{BudgetSheetView, SheetField, SheetSlot};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::press;
use super::receipt::ReceiptPhoto;
use crate::components::funnel::boxes::{BoxKind, TypedBox};
use crate::components::sheet::Sheet;
use crate::hooks::{take_receipt, use_tr};
use crate::i18n::Tr;

/// So many choices stand side by side; more are a list that opens.
const BESIDE_MAX: usize = 5;

/// Properties of [`BudgetForm`].
#[derive(Debug, PartialEq, Properties)]
pub struct BudgetFormProps {
    /// The form.
    pub view: BudgetSheetView,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The open form.
#[component]
pub fn BudgetForm(props: &BudgetFormProps) -> Html {
    let tr = use_tr();
    let BudgetFormProps { view, on_event } = props;
    let on_close = on_event.reform(|()| Event::Budget(BudgetEvent::SheetClosed));
    let foot = html! {
        <>
            if view.can_remove && !view.is_read_only {
                <button type="button" class="button" data-variant="danger" onclick={press(on_event, BudgetEvent::SheetRemoved)}>{ tr.text("budget-remove") }</button>
            }
            <button type="button" class="button" data-variant="primary" disabled={view.is_read_only}
                onclick={press(on_event, BudgetEvent::SheetDone)}>{ tr.text("deal-done") }</button>
        </>
    };
    let has_receipt = matches!(view.kind, BudgetSheet::NewExpense | BudgetSheet::Expense(_));
    html! {
        <Sheet title={tr.budget_sheet(view.kind)} {on_close} {foot}>
            <div class="deal-sheet">
                if view.is_read_only { <p class="file__banner">{ tr.text("file-read-only") }</p> }
                { for view.slots.iter().map(|it| slot(&tr, view, it, on_event)) }
                if has_receipt { <Receipt view={view.clone()} on_event={on_event.clone()} /> }
            </div>
        </Sheet>
    }
}

/// What is typed into a box.
fn kind_of(field: SheetField) -> (BoxKind, u16) {
    match field {
        SheetField::Due | SheetField::On => (BoxKind::Day, 10),
        SheetField::Note | SheetField::Reason => (BoxKind::Lines, 2_000),
        SheetField::Scale
        | SheetField::Rate
        | SheetField::Expected
        | SheetField::Effect
        | SheetField::Amount
        | SheetField::Quantity => (BoxKind::Amount, 40),
        SheetField::Name
        | SheetField::From
        | SheetField::Row
        | SheetField::Line
        | SheetField::Driver
        | SheetField::Goods
        | SheetField::Arm
        | SheetField::Owner
        | SheetField::Customer
        | SheetField::Search
        | SheetField::Sort
        | SheetField::Receipt => (BoxKind::Line, 200),
    }
}

/// A box: typed, chosen side by side, or from a list.
fn slot(tr: &Tr, view: &BudgetSheetView, slot: &SheetSlot, on_event: &Callback<Event>) -> Html {
    let field = slot.field;
    let label = tr.budget_box((view.kind, field));
    let error = view.errors.iter().find(|(of, _)| *of == field);
    let error = error.map(|(_, it)| AttrValue::from(tr.budget_sheet_error(*it)));
    let on_typed = on_event.reform(move |it| Event::Budget(BudgetEvent::SheetTyped(field, it)));
    let hint = tr.budget_hint((view.kind, field)).map(AttrValue::from);
    if slot.choices.is_empty() {
        // Of whom nobody was found there is nothing to choose.
        if field == SheetField::Customer {
            return html! { <p class="import__hint">{ tr.text("budget-find-customer") }{ wrong(error) }</p> };
        }
        let (kind, chars_max) = kind_of(field);
        return html! {
            <TypedBox key={label.clone()} label={label.clone()} text={slot.text.clone()} {kind} {chars_max} {hint} {error} is_off={view.is_read_only} {on_typed} />
        };
    }
    let below = html! {
        <>
            if let Some(hint) = hint { <small class="typed__hint">{ hint }</small> }
            { wrong(error.clone()) }
        </>
    };
    if slot.choices.len() <= BESIDE_MAX {
        return beside(tr, (view, slot, label), below, &on_typed);
    }
    let onchange = on_typed.reform(|event: yew::Event| {
        event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value()).unwrap_or_default()
    });
    let has_chosen = slot.choices.iter().any(|it| it.key == slot.text);
    html! {
        <label class="facet" key={label.clone()}>
            <span class="facet__name">{ &label }</span>
            <select class="facet__box" {onchange} disabled={view.is_read_only} aria-invalid={error.is_some().then_some("true")}>
                if !has_chosen { <option value="" selected=true disabled=true>{ tr.text("budget-choose") }</option> }
                { for slot.choices.iter().map(|it| html! {
                    <option value={it.key.clone()} selected={it.key == slot.text}>{ tr.budget_choice(slot.field, it) }</option>
                }) }
            </select>
            { below }
        </label>
    }
}

fn wrong(error: Option<AttrValue>) -> Html {
    error
        .map(|it| html! { <small class="text-box__error" role="alert">{ it }</small> })
        .unwrap_or_default()
}

/// A few choices side by side.
fn beside(
    tr: &Tr,
    (view, slot, label): (&BudgetSheetView, &SheetSlot, String),
    below: Html,
    on_typed: &Callback<String>,
) -> Html {
    let id = format!("budget-slot-{:?}", slot.field).to_ascii_lowercase();
    let name = format!("{id}-choice");
    let choices = slot.choices.iter().map(|it| {
        let key = it.key.clone();
        let onchange = on_typed.reform(move |_: yew::Event| key.clone());
        html! {
            <label class="segments__choice" key={it.key.clone()}>
                <input class="segments__radio" type="radio" name={name.clone()} {onchange} checked={it.key == slot.text} disabled={view.is_read_only} />
                <span>{ tr.budget_choice(slot.field, it) }</span>
            </label>
        }
    });
    html! {
        <div class="facet" role="radiogroup" aria-labelledby={id.clone()} key={label.clone()}>
            <span class="facet__name" {id}>{ &label }</span>
            <div class="segments">{ for choices }</div>
            { below }
        </div>
    }
}

/// Properties of [`Receipt`].
#[derive(Debug, PartialEq, Properties)]
struct ReceiptProps {
    view: BudgetSheetView,
    on_event: Callback<Event>,
}

/// The photo of a receipt: taken or chosen; the page makes it small.
#[component]
fn Receipt(props: &ReceiptProps) -> Html {
    let tr = use_tr();
    let on_event = props.on_event.clone();
    let onchange = Callback::from(move |event: yew::Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take_receipt(file, on_event.clone());
        }
        // The same photo can be chosen again.
        input.set_value("");
    });
    let BudgetSheetView { receipt, receipt_error, is_read_only, .. } = &props.view;
    let words =
        tr.text(if receipt.is_some() { "budget-receipt-other" } else { "budget-receipt-take" });
    html! {
        <div class="receipt">
            if let Some(photo) = receipt.clone() {
                <ReceiptPhoto {photo} name={tr.text("budget-receipt")} />
            }
            { wrong(receipt_error.map(|it| tr.budget_receipt_error(it).into())) }
            if !is_read_only {
                <label class="button receipt__choose">
                    { words }
                    <input class="drop-zone__file" type="file" accept="image/*" capture="environment" {onchange} />
                </label>
            }
            if receipt.is_some() && !is_read_only {
                <button type="button" class="quiet-button" onclick={press(&props.on_event, BudgetEvent::ReceiptDropped)}>{ tr.text("budget-receipt-drop") }</button>
            }
            <small class="typed__hint">{ tr.text("budget-receipt-hint") }</small>
        </div>
    }
}

#[cfg(test)]
mod tests;
