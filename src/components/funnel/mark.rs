//! Numbers that open the opportunities they count, and the sheet that lists these. Not here: counting.

use jipan_app::event::{Event, FunnelEvent, FunnelMark};
use jipan_app::route::Route;
use jipan_app::view::{MarkList, MarkRow};
use yew::prelude::*;

use super::level::level_tone;
use crate::components::link::Link;
use crate::components::sheet::Sheet;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Opens the opportunities of a number.
pub(crate) fn opens(on_event: &Callback<Event>, mark: FunnelMark) -> Callback<MouseEvent> {
    on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::MarkShown(Some(mark))))
}

/// A number as a button that says in words what it counts; plain where there is nothing to open.
pub(crate) fn mark_number(
    tr: &Tr,
    (mark, n): (FunnelMark, usize),
    on_event: &Callback<Event>,
) -> Html {
    if n == 0 {
        return html! { <span class="tally__none">{ "–" }</span> };
    }
    let label = tr.mark_counted(mark, n);
    html! {
        <button type="button" class="tally__mark" aria-label={label} data-n={n.to_string()} onclick={opens(on_event, mark)}>
            { tr.count(n) }
        </button>
    }
}

/// Properties of [`MarkSheet`].
#[derive(Debug, PartialEq, Properties)]
pub struct MarkSheetProps {
    /// What it lists.
    pub list: MarkList,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The opportunities behind a number.
#[component]
pub fn MarkSheet(props: &MarkSheetProps) -> Html {
    let tr = use_tr();
    let MarkSheetProps { list, on_event } = props;
    let on_close = on_event.reform(|()| Event::Funnel(FunnelEvent::MarkShown(None)));
    html! {
        <Sheet title={tr.mark_counted(list.mark, list.n)} {on_close}>
            if list.rows.is_empty() {
                <p class="import__hint">{ tr.text("mark-none") }</p>
            }
            <ul class="marks" role="list" data-n={list.n.to_string()}>
                { for list.rows.iter().map(|row| mark_row(&tr, row, on_event)) }
            </ul>
            if list.n_more > 0 {
                <p class="import__hint">{ tr.with("today-more", &[("n", list.n_more.into())]) }</p>
            }
        </Sheet>
    }
}

fn mark_row(tr: &Tr, row: &MarkRow, on_event: &Callback<Event>) -> Html {
    let parts = [
        Some(tr.with("mark-opened", &[("date", tr.date(row.opened_on).into())])),
        row.source.map(|it| tr.source_of(it)),
        row.amount.map(|it| tr.deal_amount(Some(it))),
        row.owner.as_ref().map(|it| tr.who(it)),
    ];
    let about = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        <li class="today__row" key={row.deal.deal.uuid().as_u128()}>
            <div class="today__who">
                <Link class="today__link" to={Route::Customer(row.deal.customer)} on_event={on_event.clone()}>
                    <b>{ &row.name }</b>
                </Link>
                <p class="today__facts">
                    <span class="badge deal__level" data-tone={level_tone(row.level, row.is_past)}>{ tr.level(row.level) }</span>
                    <span>{ tr.place(row.place) }</span>
                    <span>{ about }</span>
                </p>
            </div>
        </li>
    }
}
