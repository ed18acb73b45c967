//! 黄卡 on one page of A4: who it is, where each opportunity stands, and what happened, newest first. Lines
//! for which there is no room are left out, and it is said how many there are. Not here: what is in it.

use jipan_app::view::{CardLine, DealPanel, PrintCardView};
use jipan_rules::schema::fields;
use yew::prelude::*;

use super::paper_file::{fit, keep_those_with_room};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`PaperCard`].
#[derive(Debug, PartialEq, Eq, Properties)]
pub struct PaperCardProps {
    /// The card.
    pub view: PrintCardView,
}

/// One page.
#[component]
pub fn PaperCard(props: &PaperCardProps) -> Html {
    let tr = use_tr();
    let view = &props.view;
    let (node, lines) = (use_node_ref(), use_node_ref());
    let n_shown = use_state_eq(|| view.lines.len());
    let fitted = n_shown.clone();
    use_effect_with((node.clone(), lines.clone(), view.clone()), move |(node, lines, view)| {
        if let (Some(page), Some(lines)) = (node.cast(), lines.cast()) {
            fit(&page);
            fitted.set(keep_those_with_room(&lines, view.lines.len()));
        }
    });
    let known = [
        (fields::CODE, &view.code),
        (fields::PHONE, &view.phone),
        (fields::ADDRESS, &view.address),
        (fields::LINE, &view.line),
    ];
    html! {
        <div class="paper" data-kind="file" data-density="roomy" aria-hidden="true" ref={node}>
            <header class="paper__head">
                <h1 class="paper__title">{ &view.name }</h1>
                <p class="paper__about">{ tr.text("card-title") }</p>
            </header>
            <dl class="paper__fields">
                { for known.into_iter().filter_map(|(field, text)| {
                    let text = text.as_deref()?;
                    Some(html! { <div class="paper__field" data-size="half"><dt>{ tr.field_of(field) }</dt><dd>{ text }</dd></div> })
                }) }
            </dl>
            { for view.deals.iter().map(|deal| deal_of(&tr, deal)) }
            if view.n_deals > view.deals.len() {
                <p>{ tr.with("card-more-deals", &[("n", view.n_deals.saturating_sub(view.deals.len()).into())]) }</p>
            }
            <section class="paper__notes">
                <h2>{ heading(&tr, *n_shown, view.n_lines) }</h2>
                <ul ref={lines}>{ for view.lines.iter().map(|line| line_of(&tr, line)) }</ul>
            </section>
            <footer class="paper__foot">
                <p class="paper__cut">{ tr.text("print-cut") }</p>
                <p>{ tr.with("print-on", &[("date", tr.date(view.on).into())]) }</p>
            </footer>
        </div>
    }
}

/// An opportunity: where it stands, its steps, and what of the lists is done.
fn deal_of(tr: &Tr, deal: &DealPanel) -> Html {
    let card = &deal.card;
    let source = deal.source.as_ref().map(|it| tr.deal_source(it, deal.referrer.as_deref()));
    let expected =
        card.expected.map(|on| tr.with("card-expected", &[("date", tr.date(on).into())]));
    // Why it is expected then, as it was said last.
    let why =
        deal.expectations.first().and_then(|it| it.why.as_deref()).filter(|it| !it.is_empty());
    let expected = expected.map(|said| match why {
        Some(why) => tr.with("tl-funnel-because", &[("said", said.into()), ("why", why.into())]),
        None => said,
    });
    let due = card.due.map(|(on, _)| tr.with("card-next", &[("date", tr.date(on).into())]));
    let level = tr.with("contact-level", &[("level", tr.level(card.level).into())]);
    let amount = card.amount.map(|it| tr.deal_amount(Some(it)));
    let line = [Some(level), expected, amount, due, source];
    let line = line.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let steps = deal.steps.iter().map(|(step, on)| match on {
        Some(on) => format!("☑ {} {}", tr.step(*step), tr.date(*on)),
        None => format!("□ {}", tr.step(*step)),
    });
    let points = deal.closing.iter().flat_map(|list| &list.items);
    let points = points.map(|it| format!("{} {}", tr.close_item(it.item), tr.checked(&it.is)));
    let points = points.collect::<Vec<_>>().join(" · ");
    html! {
        <section class="paper__group">
            <h2>{ tr.place(card.place) }{ " · " }{ tr.date(card.since) }</h2>
            <p>{ line }</p>
            <p>{ steps.collect::<Vec<_>>().join("\u{2003}") }</p>
            if !points.is_empty() { <p>{ points }</p> }
        </section>
    }
}

/// The heading of what happened: that not all of it is here, if so.
fn heading(tr: &Tr, n_shown: usize, n_lines: usize) -> String {
    if n_shown >= n_lines {
        return tr.text("card-lines");
    }
    tr.with("card-lines-of", &[("n", n_shown.into()), ("of", n_lines.into())])
}

fn line_of(tr: &Tr, line: &CardLine) -> Html {
    let when = tr.done_by(line.on, line.by.as_ref());
    let answers = line.answers.iter().map(|it| {
        let said = tr.with("tl-funnel-answer", &[("text", it.text.as_str().into())]);
        let who = tr.done_by(it.on, it.by.as_ref());
        tr.with("tl-funnel-because", &[("said", said.into()), ("why", who.into())])
    });
    let said = core::iter::once(tr.deal_fact_moved(&line.fact, line.about.as_deref(), line.levels))
        .chain(answers);
    let said = said.collect::<Vec<_>>().join(" → ");
    html! {
        <li><p class="paper__note"><b>{ when }</b>{ said }</p></li>
    }
}

#[cfg(test)]
mod tests;
