//! The funnel at each month's end and today: bars of four colours, and the same numbers as a table. A part of a bar
//! is a short cut for a finger or a mouse; who goes by keyboard or ear has the table. Not here: counting.

use jipan_app::event::{Event, FunnelMark};
use jipan_app::view::{AnalysisView, SnapshotView};
use jipan_rules::funnel::Stage;
use yew::prelude::*;

use super::{part, scrolled};
use crate::components::funnel::mark::{mark_number, opens};
use crate::i18n::Tr;

/// A bar and the room beside it, in pixels.
const SLOT: usize = 64;
/// The bar alone.
const BAR: usize = 40;
/// The highest bar.
const HIGH: usize = 180;
/// The room for its name below it.
const FOOT: usize = 24;
/// The room for its number above it.
const TOP: usize = 20;
/// A part so high has room for its number.
const TALL: usize = 18;

/// The bars, what their colours are, and the table.
pub(crate) fn snapshots(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let title = (tr.text("analysis-snapshots"), tr.text("analysis-snapshots-sub"));
    let most = view.snapshots.iter().map(|it| it.counts.iter().sum()).max().unwrap_or(0);
    let width = SLOT * view.snapshots.len();
    let height = TOP + HIGH + FOOT;
    let bars = view.snapshots.iter().enumerate();
    let bars =
        bars.map(|(idx, it)| bar(tr, (it, most), (idx * SLOT, name(tr, view, it)), on_event));
    let body = html! {
        <>
            <ul class="stack__legend" aria-hidden="true">
                { for Stage::ALL.map(|it| html! { <li data-stage={it.code().to_string()}><i />{ tr.stage(it) }</li> }) }
            </ul>
            { scrolled(tr.text("analysis-snapshots"), html! {
                <svg class="stack" width={width.to_string()} height={height.to_string()} viewBox={format!("0 0 {width} {height}")}
                    role="img" aria-label={spoken(tr, view)}>{ for bars }</svg>
            }) }
            <details class="chart__more">
                <summary>{ tr.text("chart-table") }</summary>
                { table(tr, view, on_event) }
            </details>
        </>
    };
    part("analysis-snapshots", title, body)
}

/// The month that ended, or today.
fn name(tr: &Tr, view: &AnalysisView, it: &SnapshotView) -> String {
    if it.on == view.today { tr.text("register-today") } else { tr.month(it.on) }
}

/// All of it in words.
fn spoken(tr: &Tr, view: &AnalysisView) -> String {
    let said = view.snapshots.iter().map(|it| {
        let counts = Stage::ALL.into_iter().zip(it.counts).map(|(stage, n)| {
            tr.with("analysis-stage-n", &[("stage", tr.stage(stage).into()), ("n", n.into())])
        });
        let counts = counts.collect::<Vec<_>>().join(" · ");
        let args = [("date", tr.date(it.on).into()), ("counts", counts.into())];
        tr.with("analysis-snapshot", &args)
    });
    said.collect::<Vec<_>>().join("; ")
}

/// One bar, the base at its foot.
fn bar(
    tr: &Tr,
    (it, most): (&SnapshotView, usize),
    (x, name): (usize, String),
    on_event: &Callback<Event>,
) -> Html {
    let all: usize = it.counts.iter().sum();
    let mut below = 0_usize;
    let foot = TOP + HIGH;
    let high = |n: usize| (n * HIGH).checked_div(most).unwrap_or_default();
    let parts = Stage::ALL.into_iter().zip(it.counts).rev().filter(|(_, n)| *n > 0);
    let text = |class: Option<&'static str>, y: usize, words: String| {
        html! { <text {class} x={(x + SLOT / 2).to_string()} y={y.to_string()} text-anchor="middle">{ words }</text> }
    };
    let parts = parts.map(|(stage, n)| {
        let (from, to) = (high(below), high(below + n));
        below += n;
        let mark = FunnelMark::InStage(it.on, stage);
        let number = (to - from >= TALL)
            .then(|| text(Some("stack__n"), foot - usize::midpoint(from, to) + 4, tr.count(n)));
        html! {
            <>
            <rect data-stage={stage.code().to_string()} data-n={n.to_string()} x={(x + (SLOT - BAR) / 2).to_string()} y={(foot - to).to_string()}
                width={BAR.to_string()} height={(to - from).max(1).to_string()} onclick={opens(on_event, mark)}>
                <title>{ tr.mark_counted(mark, n) }</title>
            </rect>
            { for number }
            </>
        }
    });
    let parts = parts.collect::<Vec<_>>();
    html! {
        <g>
            { for parts }
            { text(None, (foot - high(all)).saturating_sub(6), tr.count(all)) }
            { text(None, foot + FOOT - 6, name) }
        </g>
    }
}

/// The same numbers, each to tap.
fn table(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let row = |it: &SnapshotView| {
        let cells = Stage::ALL.into_iter().zip(it.counts).map(|(stage, n)| {
            html! { <td>{ mark_number(tr, (FunnelMark::InStage(it.on, stage), n), on_event) }</td> }
        });
        html! { <tr key={it.on.to_string()}><th scope="row">{ tr.date(it.on) }</th>{ for cells }</tr> }
    };
    html! {
        <table class="tally" aria-labelledby="analysis-snapshots">
            <thead><tr>
                <th scope="col">{ tr.text("register-date") }</th>
                { for Stage::ALL.map(|it| html! { <th scope="col">{ tr.stage(it) }</th> }) }
            </tr></thead>
            <tbody>{ for view.snapshots.iter().rev().map(row) }</tbody>
        </table>
    }
}
