//! The history of one field: who, when, from what to what, and why. Not here: reading it.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::HistoryLine;
use jipan_rules::schema::FieldDef;
use yew::prelude::*;

use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`FieldHistory`].
#[derive(Debug, PartialEq, Properties)]
pub struct FieldHistoryProps {
    /// The field.
    pub def: &'static FieldDef,
    /// What it was, newest first.
    pub lines: Rc<[HistoryLine]>,
    /// Whether older lines are still being read.
    pub is_loading: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The history of one field, newest first.
#[component]
pub fn FieldHistory(props: &FieldHistoryProps) -> Html {
    let tr = use_tr();
    let FieldHistoryProps { def, lines, is_loading, on_event } = props;
    let on_close = on_event.reform(|_: MouseEvent| Event::HistoryToggled(None));
    let name = tr.with("field-history", &[("field", tr.field(def).into())]);
    html! {
        <section class="history" aria-label={name}>
            <header class="history__head">
                <h3 class="history__title">{ tr.text("history-title") }</h3>
                <button type="button" class="history__close" onclick={on_close}>
                    { tr.text("history-close") }
                </button>
            </header>
            if lines.is_empty() && !is_loading {
                <p class="history__empty">{ tr.text("history-empty") }</p>
            }
            <ol class="history__lines">
                { for lines.iter().map(|line| line_of(line, def, &tr)) }
            </ol>
            if *is_loading {
                <p class="history__empty">{ tr.text("history-loading") }</p>
            }
        </section>
    }
}

/// Who wrote it; alone it was this device.
fn who(line: &HistoryLine, tr: &Tr) -> String {
    line.by.as_ref().map_or_else(|| tr.text("history-who"), |by| tr.who(by))
}

fn line_of(line: &HistoryLine, def: &FieldDef, tr: &Tr) -> Html {
    let written = |value: &Option<_>| match value {
        Some(value) => html! { <b class="history__value">{ tr.value(def, value) }</b> },
        None => html! { <i class="history__blank">{ tr.text("history-blank") }</i> },
    };
    html! {
        <li class="history__line" data-current={line.is_current.to_string()}>
            <p class="history__when">
                <time datetime={line.at.to_rfc3339()}>{ tr.date_time(line.at) }</time>
                { " · " }{ who(line, tr) }{ " · " }{ tr.action(line.action) }
                if let Some(batch) = &line.batch { { " " }{ batch } }
                if let Some(name) = &line.of {
                    <span class="timeline__of">
                        { tr.with("timeline-of", &[("name", name.as_str().into())]) }
                    </span>
                }
                if line.is_current {
                    <span class="history__now">{ tr.text("history-current") }</span>
                }
            </p>
            <p class="history__what">
                if line.is_confirmation {
                    { tr.text("history-confirmed") }
                } else {
                    { written(&line.was) }
                    <span class="history__arrow" aria-label={tr.text("history-arrow")} role="img">
                        { " → " }
                    </span>
                    { written(&line.value) }
                }
            </p>
            if let Some(text) = &line.reason {
                <p class="history__reason">
                    { tr.with("history-reason", &[("text", text.as_str().into())]) }
                </p>
            }
        </li>
    }
}
