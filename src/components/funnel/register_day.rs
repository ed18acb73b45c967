//! A day of the register, row by row: a table, on a phone cards. Not here: the row that is being entered, counting.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{RegisterRow, RegisterView};
use jipan_rules::funnel::{Channel, Place};
use yew::prelude::*;

use super::level::level_tone;
use crate::components::empty_state::EmptyState;
use crate::components::icon::IconName;
use crate::components::link::Link;
use crate::i18n::Tr;

/// The day, or that nothing was noted.
pub(crate) fn day(tr: &Tr, view: &RegisterView, on_event: &Callback<Event>) -> Html {
    if view.rows.is_empty() {
        return if view.is_counting { Html::default() } else { empty(tr, view) };
    }
    let has_remarks = view.rows.iter().any(|it| it.remark.is_some());
    let has_owners = view.rows.iter().any(|it| it.owner.is_some());
    let head = heads(tr, (has_remarks, has_owners));
    html! {
        <>
            <table class="day">
                <caption class="visually-hidden">{ tr.text("register-title") }{ " " }{ tr.day_and_weekday(view.day) }</caption>
                <thead><tr>{ for head.iter().map(|it| html! { <th scope="col">{ it }</th> }) }</tr></thead>
                <tbody>
                    { for view.rows.iter().map(|row| day_row(tr, row, (has_remarks, has_owners), on_event)) }
                </tbody>
            </table>
            if view.n_more > 0 {
                <p class="import__hint">{ tr.with("register-more", &[("n", view.n_more.into())]) }</p>
            }
            { channels(tr, view) }
        </>
    }
}

/// The names of the columns.
pub(crate) fn heads(tr: &Tr, (has_remarks, has_owners): (bool, bool)) -> Vec<String> {
    let columns = [
        (tr.text("register-number"), true),
        (tr.text("register-customer"), true),
        (tr.text("channel-name"), true),
        (tr.text("register-visit"), true),
        (tr.text("register-result"), true),
        (tr.text("register-level"), true),
        (tr.text("register-expected"), true),
        (tr.text("register-said"), true),
        (tr.text("register-remark"), has_remarks),
        (tr.text("register-owner"), has_owners),
    ];
    columns.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
}

/// Nothing on this day, and what to do.
fn empty(tr: &Tr, view: &RegisterView) -> Html {
    let (title, hint) = if view.entry.is_some() {
        ("register-empty-today", "register-empty-hint")
    } else {
        ("register-empty", "register-empty-day-hint")
    };
    html! { <EmptyState icon={IconName::Today} title={tr.text(title)} hint={tr.text(hint)} /> }
}

fn day_row(
    tr: &Tr,
    row: &RegisterRow,
    (has_remarks, has_owners): (bool, bool),
    on_event: &Callback<Event>,
) -> Html {
    html! {
        <tr class="day__row" key={row.deal.deal.uuid().as_u128()}>
            <td class="day__number">{ tr.count(row.number) }</td>
            <th class="day__who" scope="row">
                <Link class="day__link" to={Route::Customer(row.deal.customer)} on_event={on_event.clone()}>
                    <b>{ &row.name }</b>
                </Link>
                if let Some(phone) = &row.phone { <small>{ phone }</small> }
            </th>
            <td>{ row.source.map(|it| tr.source_of(it)).unwrap_or_default() }</td>
            <td><span class="day__visit" data-new={row.is_new.to_string()}>{ visit(tr, row) }</span></td>
            <td>{ result(tr, row) }</td>
            <td class="day__level">{ levels(tr, row) }</td>
            <td class="day__expected" data-label={tr.text("register-expected")}>{ expected(tr, row) }</td>
            <td class="day__said">{ &row.said }</td>
            if has_remarks {
                <td class="day__remark" data-label={tr.text("register-remark")}>{ row.remark.clone().unwrap_or_default() }</td>
            }
            if has_owners {
                <td data-label={tr.text("register-owner")}>{ row.owner.as_ref().map(|it| tr.who(it)).unwrap_or_default() }</td>
            }
        </tr>
    }
}

/// 首次 or 再次.
pub(crate) fn visit(tr: &Tr, row: &RegisterRow) -> String {
    if row.is_new { tr.text("register-new") } else { tr.text("register-again") }
}

/// By which way it was contacted, and what came of it.
pub(crate) fn result(tr: &Tr, row: &RegisterRow) -> String {
    let how = row.how.map(|(how, _)| tr.how(how));
    let outcome = row.outcome.map(|it| tr.contact_outcome(it));
    how.into_iter().chain(outcome).collect::<Vec<_>>().join(" · ")
}

/// The level before and at the end of the day; one where it is the same, or was not there. Where it is out, so.
fn levels(tr: &Tr, row: &RegisterRow) -> Html {
    let before = row.before.filter(|it| *it != row.level);
    html! {
        <>
            if let Some(before) = before {
                <span class="badge deal__level" data-tone={level_tone(before, false)}>{ tr.level(before) }</span>
                { " → " }
            }
            <span class="badge deal__level" data-tone={level_tone(row.level, row.is_past)}>{ tr.level(row.level) }</span>
            if let Place::Out(turn) = row.place { { " " }<small>{ tr.turn(turn) }</small> }
        </>
    }
}

/// The expected day and amount.
fn expected(tr: &Tr, row: &RegisterRow) -> Html {
    html! {
        <>
            if let Some(on) = row.expected { <span>{ tr.date(on) }</span> }
            if row.expected.is_some() && row.amount.is_some() { { " " } }
            if row.amount.is_some() { <small>{ tr.deal_amount(row.amount) }</small> }
        </>
    }
}

/// What was opened that day, by channel.
fn channels(tr: &Tr, view: &RegisterView) -> Html {
    let sums = Channel::ALL.into_iter().zip(view.sums.by_channel).map(|(channel, n)| {
        let args = [("channel", tr.channel(channel).into()), ("n", n.into())];
        tr.with("register-channel", &args)
    });
    let sums = sums.collect::<Vec<_>>().join(" · ");
    let args = [("sums", sums.into())];
    html! { <p class="day__channels">{ tr.with("register-channels", &args) }</p> }
}
