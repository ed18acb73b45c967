//! The funnel as a picture: four steps, each as wide as many reached it. Each opens them. Not here: counting.

use jipan_app::event::{Event, FunnelMark};
use jipan_app::view::AnalysisView;
use jipan_rules::funnel::{Ratio, Stage};
use yew::prelude::*;

use super::part;
use crate::components::funnel::mark::opens;
use crate::i18n::Tr;

/// Half of the width of the picture.
const HALF: usize = 1_000;
/// Half of the width of what is very little.
const THIN: usize = 12;

/// How far those came that were opened in the time.
pub(crate) fn reach(tr: &Tr, view: &AnalysisView, on_event: &Callback<Event>) -> Html {
    let [all, ..] = view.reached;
    let before = core::iter::once(all).chain(view.reached);
    let after = view.reached.into_iter().skip(1).chain(view.reached.last().copied());
    let steps = Stage::ALL.into_iter().zip(view.reached).zip(before.zip(after));
    let lines = steps.map(|((stage, n), (before, after))| {
        let shares = (stage != Stage::Prospect).then(|| {
            let share = |key: &str, of: usize| {
                tr.with(key, &[("percent", tr.ratio(Ratio { n, of }).into())])
            };
            (share("analysis-of-before", before), share("analysis-of-all", all))
        });
        let mark = FunnelMark::Reached(view.days, stage);
        let picture = taper([n, after], all);
        line(tr, ((stage, n), mark), (shares, picture), on_event)
    });
    let title = (tr.text("analysis-reach"), tr.text("analysis-reach-sub"));
    part("analysis-reach", title, html! { <ol class="reach">{ for lines }</ol> })
}

fn line(
    tr: &Tr,
    ((stage, n), mark): ((Stage, usize), FunnelMark),
    (shares, picture): (Option<(String, String)>, Html),
    on_event: &Callback<Event>,
) -> Html {
    let inside = html! {
        <>
            <span class="reach__name">{ tr.stage(stage) }</span>
            { picture }
            <b class="reach__n">{ tr.count(n) }</b>
            <small class="reach__shares">
                if let Some((before, all)) = shares { <span>{ before }</span>{ " " }<span>{ all }</span> }
            </small>
        </>
    };
    html! {
        <li>
            if n > 0 {
                <button type="button" class="reach__line" data-n={n.to_string()} onclick={opens(on_event, mark)}>
                    { inside }<span class="visually-hidden">{ tr.mark_counted(mark, n) }</span>
                </button>
            } else {
                <span class="reach__line" data-tone="none">{ inside }</span>
            }
        </li>
    }
}

/// As wide above as reached this step, below as reached the next.
fn taper(widths: [usize; 2], all: usize) -> Html {
    let half = |n: usize| {
        let half = (n * HALF).checked_div(all).unwrap_or_default();
        if n > 0 { half.max(THIN) } else { 0 }
    };
    let [above, below] = widths.map(half);
    let points = [
        (HALF - above.min(HALF), 0),
        (HALF + above, 0),
        (HALF + below, 100),
        (HALF - below.min(HALF), 100),
    ];
    let points = points.map(|(x, y)| format!("{x},{y}")).join(" ");
    html! {
        <svg class="reach__picture" viewBox={format!("0 0 {} 100", 2 * HALF)} preserveAspectRatio="none" aria-hidden="true">
            <polygon {points} />
        </svg>
    }
}
