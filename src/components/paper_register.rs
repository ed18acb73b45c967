//! 客流量登记表 on A4: a day across, with lines to fill in by hand, or a month upright. Not here: what is in it.

use jipan_app::event::{Owners, RegisterPart};
use jipan_app::view::{PrintRegisterView, RegisterDay, RegisterRow, RegisterView};
use yew::prelude::*;

use super::funnel::register_day::{heads, result, visit};
use super::funnel::register_month::{MonthColumn, adds_up};
use crate::hooks::use_tr;
use crate::i18n::Tr;
use crate::screens::register::sums;

/// Lines that a day has on paper at least.
const LINES_MIN: usize = 20;

/// Properties of [`PaperRegister`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct PaperRegisterProps {
    /// The register.
    pub view: PrintRegisterView,
}

/// The paper.
#[component]
pub fn PaperRegister(props: &PaperRegisterProps) -> Html {
    let tr = use_tr();
    let PrintRegisterView { on, view } = &props.view;
    let (kind, when, table) = match view.part {
        RegisterPart::Day => ("wide", tr.day_and_weekday(view.day), day(&tr, view)),
        RegisterPart::Month => ("list", tr.month(view.month.first_day()), month(&tr, view)),
    };
    // On paper “mine” says nothing of whose it is.
    let is_of_all = view.has_others && view.owners == Owners::All;
    let whose = is_of_all.then(|| tr.text("register-paper-all"));
    let about = [Some(when), whose, Some(sums(&tr, view))];
    let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        <div class="paper" data-kind={kind} data-of="register" aria-hidden="true">
            <h1 class="paper__title">{ tr.text("register-title") }</h1>
            <p class="paper__about">{ about }</p>
            { table }
            <footer class="paper__foot">
                <p class="paper__sign">{ tr.text("register-sign") }</p>
                <p>{ tr.with("print-on", &[("date", tr.date(*on).into())]) }</p>
            </footer>
        </div>
    }
}

/// The rows of the day, and blank ones up to a full page.
fn day(tr: &Tr, view: &RegisterView) -> Html {
    let has_owners = view.rows.iter().any(|it| it.owner.is_some());
    let heads = heads(tr, (true, has_owners));
    let blank = (view.rows.len()..LINES_MIN).map(|_| {
        html! { <tr class="paper__line">{ for heads.iter().map(|_| html! { <td /> }) }</tr> }
    });
    html! {
        <table class="paper__table">
            <thead><tr>{ for heads.iter().map(|it| html! { <th>{ it }</th> }) }</tr></thead>
            <tbody>
                { for view.rows.iter().map(|row| day_row(tr, row, has_owners)) }
                { for blank }
            </tbody>
            if view.n_more > 0 {
                <tfoot><tr><td colspan={heads.len().to_string()}>{ tr.with("register-more", &[("n", view.n_more.into())]) }</td></tr></tfoot>
            }
        </table>
    }
}

fn day_row(tr: &Tr, row: &RegisterRow, has_owners: bool) -> Html {
    let levels = match row.before.filter(|it| *it != row.level) {
        Some(before) => format!("{} → {}", tr.level(before), tr.level(row.level)),
        None => tr.level(row.level),
    };
    let expected = row.expected.map(|on| tr.date(on)).into_iter();
    let expected = expected.chain(row.amount.map(|it| tr.deal_amount(Some(it))));
    let expected = expected.collect::<Vec<_>>().join(" ");
    let name = row.phone.iter().fold(row.name.clone(), |name, phone| format!("{name} {phone}"));
    html! {
        <tr class="paper__line">
            <td>{ tr.count(row.number) }</td>
            <td>{ name }</td>
            <td>{ row.source.map(|it| tr.source_of(it)).unwrap_or_default() }</td>
            <td>{ visit(tr, row) }</td>
            <td>{ result(tr, row) }</td>
            <td>{ levels }</td>
            <td>{ expected }</td>
            <td data-kind="said">{ &row.said }</td>
            <td>{ row.remark.clone().unwrap_or_default() }</td>
            if has_owners {
                <td>{ row.owner.as_ref().map(|it| tr.who(it)).unwrap_or_default() }</td>
            }
        </tr>
    }
}

/// The month, a line a day.
fn month(tr: &Tr, view: &RegisterView) -> Html {
    let columns = MonthColumn::shown(view);
    let cells = |day: &RegisterDay| -> Vec<Html> {
        let number = |it: &MonthColumn| {
            let n = it.of(day);
            if n > 0 || *it == MonthColumn::Left { tr.count(n) } else { String::new() }
        };
        columns.iter().map(|it| html! { <td data-kind="number">{ number(it) }</td> }).collect()
    };
    let lines = view.days.iter().filter_map(|day| {
        let on = day.on?;
        Some(html! { <tr><td>{ tr.day_and_weekday(on) }</td>{ for cells(day) }</tr> })
    });
    html! {
        <>
            <table class="paper__table">
                <thead><tr>
                    <th>{ tr.text("register-date") }</th>
                    { for columns.iter().map(|it| html! { <th data-kind="number">{ it.name(tr) }</th> }) }
                </tr></thead>
                <tbody>
                    <tr>
                        <td colspan={columns.len().to_string()}>{ tr.text("register-carried") }</td>
                        <td data-kind="number">{ tr.count(view.n_carried) }</td>
                    </tr>
                    { for lines }
                    <tr class="paper__totals"><td>{ tr.text("register-whole") }</td>{ for cells(&view.whole) }</tr>
                </tbody>
            </table>
            <p class="paper__about">{ adds_up(tr, view) }</p>
        </>
    }
}

#[cfg(test)]
mod tests;
