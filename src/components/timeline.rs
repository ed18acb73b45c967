//! The yellow card: what happened with a customer, and the note that is being written.
//! Not here: reading the history, saving.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::TimelineItem;
use jipan_app::view::timeline::TimelineEntry;
use yew::prelude::*;

use crate::hooks::{EnterKey, TypingEvents, use_tr, use_typing};
use crate::i18n::Tr;

/// Lines of one tap that are shown; an import may have touched every field.
const LINES_MAX: usize = 6;

/// Properties of [`Timeline`].
#[derive(Debug, PartialEq, Properties)]
pub struct TimelineProps {
    /// What happened, newest first.
    pub items: Rc<[TimelineItem]>,
    /// The note being written.
    pub note: Rc<str>,
    /// Whether older items are still being read.
    pub is_loading: bool,
    /// Whether notes can be written now.
    pub is_read_only: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The yellow card.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let tr = use_tr();
    let TimelineProps { items, note, is_loading, is_read_only, on_event } = props;
    html! {
        <section class="timeline" id="file-timeline" aria-labelledby="timeline-title">
            <header class="timeline__head">
                <h2 class="timeline__title" id="timeline-title">{ tr.text("timeline-title") }</h2>
                <span class="timeline__count">{ count_of(items, *is_loading, &tr) }</span>
            </header>
            if !is_read_only {
                <NoteBox note={Rc::clone(note)} on_event={on_event.clone()} />
            }
            if items.is_empty() && !is_loading {
                <p class="timeline__empty">{ tr.text("timeline-empty") }</p>
            }
            <ol class="timeline__items">
                { for items.iter().map(|item| item_of(item, &tr)) }
            </ol>
            if *is_loading {
                <p class="timeline__empty">{ tr.text("timeline-loading") }</p>
            }
        </section>
    }
}

fn count_of(items: &[TimelineItem], is_loading: bool, tr: &Tr) -> String {
    let n = items.len().into();
    match items.last() {
        Some(first) if !is_loading => {
            tr.with("timeline-since", &[("date", tr.date(first.on).into()), ("n", n)])
        }
        Some(_) | None => tr.with("timeline-count", &[("n", n)]),
    }
}

/// Properties of [`NoteBox`].
#[derive(Debug, PartialEq, Properties)]
struct NoteBoxProps {
    note: Rc<str>,
    on_event: Callback<Event>,
}

/// Where a note is written.
#[component]
fn NoteBox(props: &NoteBoxProps) -> Html {
    let tr = use_tr();
    let NoteBoxProps { note, on_event } = props;
    let events = TypingEvents {
        on_typed: on_event.reform(Event::NoteTyped),
        on_left: Callback::noop(),
        on_dropped: Callback::noop(),
    };
    let typing = use_typing(AttrValue::from(note.to_string()), events, EnterKey::NewLine);
    let on_add = {
        let (on_event, reset) = (on_event.clone(), typing.reset.clone());
        Callback::from(move |_: MouseEvent| {
            on_event.emit(Event::NoteAdded);
            reset.emit(());
        })
    };
    html! {
        <div class="timeline__note" data-written={(!note.trim().is_empty()).to_string()}>
            <textarea class="timeline__text" ref={typing.node} rows="1" value={typing.text}
                aria-label={tr.text("timeline-note")} placeholder={tr.text("timeline-note-hint")}
                oninput={typing.on_input} onkeydown={typing.on_key} onblur={typing.on_blur} />
            <button type="button" class="timeline__add" onclick={on_add}>
                { tr.text("timeline-add") }
            </button>
        </div>
    }
}

fn item_of(item: &TimelineItem, tr: &Tr) -> Html {
    let kind = if item.items.iter().any(|it| matches!(it, TimelineEntry::Note { .. })) {
        "note"
    } else {
        "change"
    };
    let n_more = item.items.len().saturating_sub(LINES_MAX);
    html! {
        <li class="timeline__item" data-kind={kind} key={key_of(item)}>
            <p class="timeline__when">
                <time datetime={item.at.to_rfc3339()}>{ tr.date_time(item.at) }</time>
                if let Some(by) = &item.by { { " · " }{ tr.who(by) } }
                { " · " }{ tr.action(item.action) }
                if let Some(batch) = &item.batch { { " " }{ batch } }
                if let Some((_, name)) = &item.of {
                    <span class="timeline__of">
                        { tr.with("timeline-of", &[("name", name.as_str().into())]) }
                    </span>
                }
                if !item.is_saved {
                    <span class="timeline__unsaved">{ tr.text("timeline-unsaved") }</span>
                }
            </p>
            { for item.items.iter().take(LINES_MAX).map(|entry| entry_of(entry, tr)) }
            if n_more > 0 {
                <p class="timeline__more">{ tr.with("timeline-more", &[("n", n_more.into())]) }</p>
            }
        </li>
    }
}

/// Changes of two devices or tabs may have the same count, and one change may have happened to several
/// customers that are one by now.
fn key_of(item: &TimelineItem) -> String {
    let of = item.of.as_ref().map_or(0, |(id, _)| id.uuid().as_u128());
    format!("{}-{}-{of}", item.change.replica.number(), item.change.seq)
}

fn entry_of(entry: &TimelineEntry, tr: &Tr) -> Html {
    let is_retracted = matches!(entry, TimelineEntry::Note { is_retracted: true, .. });
    html! {
        <p class="timeline__what" data-retracted={is_retracted.to_string()}>
            { tr.timeline_entry(entry) }
            if is_retracted {
                <span class="timeline__unsaved">{ tr.text("timeline-retracted") }</span>
            }
        </p>
    }
}
