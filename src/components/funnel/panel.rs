//! 商机: what the file of a customer says of opportunities, and what one does there. Not here: a single
//! opportunity, the remarks.

use jipan_app::event::{DealSheetKind, Event, FunnelEvent};
use jipan_app::view::{FileView, FunnelPanel, HandState, Later};
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::deal_panel::DealPart;
use super::deal_sheet::DealSheet;
use super::remarks::Remarks;
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`FunnelPart`].
#[derive(Debug, PartialEq, Properties)]
pub struct FunnelPartProps {
    /// The file.
    pub view: Later<FileView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The region of the file, and the remarks below it.
#[component]
pub fn FunnelPart(props: &FunnelPartProps) -> Html {
    let FunnelPartProps { view, on_event } = props;
    let is_read_only = view.is_read_only || view.is_deleted;
    html! {
        <Opportunities customer={view.id} panel={view.funnel.clone()} {is_read_only} on_event={on_event.clone()} />
    }
}

/// Properties of [`Opportunities`].
#[derive(Debug, PartialEq, Properties)]
pub struct OpportunitiesProps {
    /// Whose.
    pub customer: CustomerId,
    /// What is said of them.
    pub panel: FunnelPanel,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// All opportunities of a customer.
#[component]
pub fn Opportunities(props: &OpportunitiesProps) -> Html {
    let tr = use_tr();
    let OpportunitiesProps { customer, panel, is_read_only, on_event } = props;
    let (customer, is_read_only) = (*customer, *is_read_only);
    let may_remark = panel.can_remark && !is_read_only;
    let has_tool =
        may_remark || !is_read_only && (panel.can_open || panel.hand != HandState::Alone);
    // Without remarks there is nothing to see until one writes the first, or has begun to.
    let writes_for = use_state_eq(|| Some(customer).filter(|_| !panel.remark.text.is_empty()));
    let has_remarks = !panel.remarks.is_empty();
    let is_writing = *writes_for == Some(customer) || !panel.remark.text.is_empty();
    let on_write = Callback::from(move |_: MouseEvent| {
        writes_for.set(Some(customer).filter(|_| !is_writing));
    });
    let first = (may_remark && !has_remarks).then(|| {
        html! {
            <button type="button" class="quiet-button" aria-expanded={is_writing.to_string()} onclick={on_write}>
                { tr.text("remark-add") }
            </button>
        }
    });
    let has_some = !panel.deals.is_empty() || panel.owner.is_some() || has_tool;
    html! {
        <>
            if has_some {
            <section class="deals" aria-labelledby="deals-title">
                <header class="deals__head">
                    <h2 class="deals__title" id="deals-title">{ tr.text("deal-region") }</h2>
                    if let Some(owner) = &panel.owner {
                        <span class="deals__owner">{ tr.with("deal-owner", &[("who", tr.who(owner).into())]) }</span>
                    }
                    <div class="deals__tools">
                        { tools(&tr, customer, panel, is_read_only, on_event) }
                        { for first }
                    </div>
                </header>
                { for panel.deals.iter().map(|deal| html! {
                    <DealPart key={deal.card.deal.deal.uuid().as_u128()} view={deal.clone()} {is_read_only}
                        on_event={on_event.clone()} />
                }) }
            </section>
            }
            if has_remarks || (may_remark && is_writing) {
                <Remarks key={customer.uuid().as_u128()} {customer} rows={panel.remarks.clone()} written={panel.remark.clone()}
                    asks={panel.remark_asks} can_remark={may_remark}
                    {is_read_only} on_event={on_event.clone()} />
            }
            if let Some(sheet) = &panel.sheet {
                <DealSheet view={(**sheet).clone()} on_event={on_event.clone()} />
            }
        </>
    }
}

/// What is done with the customer as a whole.
fn tools(
    tr: &Tr,
    customer: CustomerId,
    panel: &FunnelPanel,
    is_read_only: bool,
    on_event: &Callback<Event>,
) -> Html {
    let tell =
        |event: FunnelEvent| on_event.reform(move |_: MouseEvent| Event::Funnel(event.clone()));
    let has_card = !panel.deals.is_empty() || !panel.remarks.is_empty();
    html! {
        <>
            if panel.can_open && !is_read_only {
                <button type="button" class="quiet-button" onclick={tell(FunnelEvent::SheetOpened(DealSheetKind::Open(customer)))}>
                    <Icon name={IconName::Plus} />{ tr.text("deal-new") }
                </button>
            }
            if panel.hand != HandState::Alone && !is_read_only {
                <button type="button" class="quiet-button" onclick={tell(FunnelEvent::SheetOpened(DealSheetKind::Hand(customer)))}>
                    { tr.text("hand-over") }
                </button>
            }
            if has_card {
                <button type="button" class="quiet-button" onclick={tell(FunnelEvent::CardPrinted(customer))}>
                    { tr.text("card-print") }
                </button>
            }
        </>
    }
}

#[cfg(test)]
mod tests;
