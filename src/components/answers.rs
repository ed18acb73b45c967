//! 四问: the four questions of the home screen, each answered by numbers that open what they count. Not here:
//! counting.

use jipan_app::event::{DayRange, Event, FunnelEvent, FunnelMark, Owners};
use jipan_app::route::Route;
use jipan_app::view::{FilterChange, HomeAnswers, Later};
use jipan_rules::funnel::Flow;
use yew::prelude::*;

use super::funnel::boxes::radios;
use super::link::is_plain;
use super::list_link::ListLink;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Answers`].
#[derive(Debug, PartialEq, Properties)]
pub struct AnswersProps {
    /// The numbers.
    pub view: Later<HomeAnswers>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The four questions.
#[component]
pub fn Answers(props: &AnswersProps) -> Html {
    let tr = use_tr();
    let AnswersProps { view, on_event } = props;
    let number = |n: usize, words: &str, mark: FunnelMark, tone: &'static str| {
        mark_number(&tr, (n, tr.text(words)), mark, tone, on_event)
    };
    let today = DayRange::day(view.today);
    let days = view.days;
    let counting = || html! { <p class="home__sub">{ tr.text("board-counting") }</p> };
    let of_days = [("days", view.n_days.into())];
    let closed = html! {
        <>
            { number(view.n_closed, "answer-closed", FunnelMark::Flow(today, Flow::Closed), "plain") }
            { number(view.n_kept, "answer-kept", FunnelMark::Kept, "plain") }
        </>
    };
    let reached = html! {
        <>
            <span class="home__sub">{ tr.with("answer-lately", &of_days) }</span>
            { for view.by_how.iter().map(|(how, n)| {
                let words = (*n, tr.how(*how));
                mark_number(&tr, words, FunnelMark::ReachedBy(days, *how), "plain", on_event)
            }) }
            { mark_number(&tr, (view.n_unreached, tr.with("answer-unreached", &of_days)),
                FunnelMark::Unreached(view.n_days), "soon", on_event) }
        </>
    };
    let [retail, others @ ..] = &view.files;
    html! {
        <>
            { whose(&tr, view, on_event) }
            <ol class="answers">
                { answer(&tr, "answer-ask-closed", if view.is_counting { counting() } else { closed }, None) }
                { answer(&tr, "answer-ask-retail", files_of(&tr, std::slice::from_ref(retail), on_event), None) }
                { answer(&tr, "answer-ask-others", files_of(&tr, others, on_event), None) }
                { answer(&tr, "answer-ask-contact", if view.is_counting { counting() } else { reached },
                    (!view.is_counting).then(|| how_often(&tr, view))) }
            </ol>
        </>
    }
}

/// Whose opportunities are counted, where there is anybody else; files are of all customers here.
fn whose(tr: &Tr, view: &HomeAnswers, on_event: &Callback<Event>) -> Html {
    if !view.has_others {
        return Html::default();
    }
    let on_choose = on_event.reform(|it| Event::Funnel(FunnelEvent::OwnersShown(it)));
    let choices = [(Owners::Mine, tr.text("today-mine")), (Owners::All, tr.text("today-all"))];
    html! {
        <>
            { radios("home-owners", tr.text("today-whose"), choices, Some(view.owners), &on_choose) }
            <p class="home__sub">{ tr.text("answer-whose") }</p>
        </>
    }
}

/// One question, its numbers, and what follows from them in words.
fn answer(tr: &Tr, ask: &'static str, numbers: Html, said: Option<String>) -> Html {
    html! {
        <li class="answers__one">
            <h3 class="answers__ask" id={ask}>{ tr.text(ask) }</h3>
            <div class="home__numbers" role="group" aria-labelledby={ask}>{ numbers }</div>
            if let Some(said) = said { <p class="home__sub">{ said }</p> }
        </li>
    }
}

/// How often somebody is reached, in a sentence.
fn how_often(tr: &Tr, view: &HomeAnswers) -> String {
    let args = [
        ("days", view.n_days.into()),
        ("running", view.n_running.into()),
        ("reached", view.n_reached.into()),
        ("contacts", view.n_contacts.into()),
    ];
    tr.with("answer-how-often", &args)
}

/// Of each type how many files lack something, of how many.
fn files_of(
    tr: &Tr,
    files: &[(jipan_rules::schema::CustomerType, usize, usize)],
    on_event: &Callback<Event>,
) -> Html {
    let number = |(kind, n_all, n_lacking): &(jipan_rules::schema::CustomerType, usize, usize)| {
        // Within a sentence, which some languages write small.
        let name = tr.customer_type(*kind).to_lowercase();
        let args = [("type", name.into()), ("all", (*n_all).into())];
        if *n_all == 0 {
            return html! { <span class="home__number" data-tone="none">{ tr.with("answer-none", &args) }</span> };
        }
        let of_type = FilterChange::Type(Some(*kind));
        let (n, filters, words, tone) = if *n_lacking > 0 {
            (
                *n_lacking,
                vec![of_type, FilterChange::Incomplete(true)],
                tr.with("answer-lacking", &args),
                "soon",
            )
        } else {
            (*n_all, vec![of_type], tr.with("answer-complete", &args), "plain")
        };
        html! {
            <ListLink class="home__number" {filters} {tone} on_event={on_event.clone()}>
                <b>{ tr.count(n) }</b>{ " " }{ words }
            </ListLink>
        }
    };
    html! { <>{ for files.iter().map(number) }</> }
}

/// A number that opens its opportunities in the analysis.
fn mark_number(
    tr: &Tr,
    (n, words): (usize, String),
    mark: FunnelMark,
    tone: &'static str,
    on_event: &Callback<Event>,
) -> Html {
    if n == 0 {
        return html! { <span class="home__number" data-tone="none"><b>{ tr.count(n) }</b>{ " " }{ words }</span> };
    }
    let onclick = {
        let on_event = on_event.clone();
        Callback::from(move |event: MouseEvent| {
            if is_plain(&event) {
                event.prevent_default();
                on_event.emit(Event::Funnel(FunnelEvent::MarkOpened(mark)));
            }
        })
    };
    html! {
        <a class="home__number" data-tone={tone} href={crate::route::path_of(Route::Analysis)} {onclick}>
            <b>{ tr.count(n) }</b>{ " " }{ words }
        </a>
    }
}

#[cfg(test)]
mod tests;
