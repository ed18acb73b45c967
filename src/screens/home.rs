//! 首页: the state of the customer base in sentences, each of which opens its list. Not here: counting.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{BackupGap, FilterChange, HomeView};
use jipan_book::overview::{Overview, TypeOverview};
use jipan_book::quality::Finding;
use jipan_book::select::Expiring;
use jipan_rules::schema::{Group, fields};
use jipan_rules::{DateTime, Utc};
use yew::prelude::*;

use super::rest::{Piece, draw};
use crate::components::alerts::Alerts;
use crate::components::first_run::FirstRun;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::list_link::ListLink;
use crate::components::meter::Meter;
use crate::components::storage::StorageFacts;
use crate::components::trade_needs::TradeNeeds;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`HomeScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct HomeScreenProps {
    /// The numbers.
    pub view: Rc<HomeView>,
    /// When something was last saved.
    #[prop_or_default]
    pub saved_at: Option<DateTime<Utc>>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The home screen.
#[component]
pub fn HomeScreen(props: &HomeScreenProps) -> Html {
    let tr = use_tr();
    let HomeScreenProps { view, saved_at, on_event } = props;
    if view.is_first_run {
        return html! {
            <div class="page home">
                <h1 class="visually-hidden">{ tr.text("home-title") }</h1>
                <FirstRun on_event={on_event.clone()} />
            </div>
        };
    }
    html! {
        <div class="page home">
            <h1 class="visually-hidden">{ tr.text("home-title") }</h1>
            <Total view={Rc::clone(view)} on_event={on_event.clone()} />
            if view.has_sample {
                <SampleBanner on_event={on_event.clone()} />
            }
            <section class="home__part home__answers" aria-labelledby="home-answers">
                <h2 class="home__name" id="home-answers">{ tr.text("home-answers") }</h2>
                // Its room is kept until the answers are here, so that they move nothing.
                <div class="home__room">
                    if let Some(answers) = &view.answers {
                        { draw(Piece::Answers(answers), on_event) }
                    }
                </div>
            </section>
            if view.n_alerts > 0 {
                <Reminders view={Rc::clone(view)} on_event={on_event.clone()} />
            }
            <TradeNeeds needs={view.trade.clone()} on_event={on_event.clone()} />
            <Attention view={Rc::clone(view)} on_event={on_event.clone()} />
            <Completeness view={Rc::clone(view)} on_event={on_event.clone()} />
            <section class="home__part" aria-labelledby="home-storage">
                <h2 class="home__name" id="home-storage">{ tr.text("storage-title") }</h2>
                <StorageFacts storage={view.storage} saved_at={*saved_at} on_event={on_event.clone()} />
                // Last, so that it moves nothing when it is known.
                if view.gap.is_due {
                    <BackupLine gap={view.gap} on_event={on_event.clone()} />
                }
            </section>
        </div>
    }
}

/// Properties of [`BackupLine`].
#[derive(Debug, PartialEq, Properties)]
struct BackupLineProps {
    gap: BackupGap,
    on_event: Callback<Event>,
}

/// Says what no backup has, and leads to where one is made.
#[component]
fn BackupLine(props: &BackupLineProps) -> Html {
    let tr = use_tr();
    let BackupLineProps { gap, on_event } = props;
    let age = match gap.last {
        Some(_) => tr.with("home-backup-last", &[("days", gap.n_days.into())]),
        None => tr.text("home-backup-never"),
    };
    html! {
        <div class="home__lines">
            <Link class="home__line" to={Route::Settings} on_event={on_event.clone()}>
                <span class="home__dot" />
                <span class="home__words">
                    { tr.with("home-backup", &[("n", gap.n_customers.into())]) }
                    <span class="home__age">{ age }</span>
                </span>
                <Icon name={IconName::Forward} />
            </Link>
        </div>
    }
}

/// Properties of [`SampleBanner`].
#[derive(Debug, PartialEq, Properties)]
struct SampleBannerProps {
    on_event: Callback<Event>,
}

/// Says that there are sample data, and takes them away.
#[component]
fn SampleBanner(props: &SampleBannerProps) -> Html {
    let tr = use_tr();
    let on_remove = props.on_event.reform(|_: MouseEvent| Event::RemoveSamplePressed);
    html! {
        <div class="file__banner">
            <p>{ tr.text("home-sample") }</p>
            <button type="button" class="button" onclick={on_remove}>
                { tr.text("settings-sample-remove") }
            </button>
        </div>
    }
}

/// How many customers there are, by type and by state.
#[component]
fn Total(props: &HomeScreenProps) -> Html {
    let tr = use_tr();
    let HomeScreenProps { view, on_event, .. } = props;
    let overview = &view.overview;
    let types = overview.by_type.iter().map(|it| {
        let filters = vec![FilterChange::Type(Some(it.customer_type))];
        (filters, tr.customer_type(it.customer_type).to_owned(), it.n_customers)
    });
    let states = overview.by_state.iter().map(|(state, n)| {
        let name = match state {
            Some(code) => tr.choice(fields::STATUS, *code).to_owned(),
            None => tr.text("home-state-none"),
        };
        (vec![FilterChange::State(*state), FilterChange::ShowClosed(true)], name, *n)
    });
    let words = [("n_open", overview.n_open.into()), ("n_closed", overview.n_closed().into())];
    html! {
        <section class="home__head">
            <ListLink class="home__total" filters={vec![FilterChange::ShowClosed(true)]}
                on_event={on_event.clone()}>
                { tr.with("home-total", &[("n", overview.n_customers.into())]) }
            </ListLink>
            <p class="home__sub">{ tr.with("home-total-sub", &words) }</p>
            { numbers_of(tr.text("home-by-type"), types.collect(), on_event, &tr) }
            { numbers_of(tr.text("home-by-state"), states.collect(), on_event, &tr) }
        </section>
    }
}

/// A row of numbers, each of which opens its list.
fn numbers_of(
    name: String,
    numbers: Vec<(Vec<FilterChange>, String, usize)>,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    html! {
        <nav class="home__numbers" aria-label={name}>
            { for numbers.into_iter().map(|(filters, name, n)| html! {
                <ListLink class="home__number" {filters} on_event={on_event.clone()}
                    tone={(n == 0).then_some("none")}>
                    <span>{ name }</span>{ " " }<b>{ tr.count(n) }</b>
                </ListLink>
            }) }
        </nav>
    }
}

/// The alerts that are nearest, the way to all of them, and the tap that puts many away.
#[component]
fn Reminders(props: &HomeScreenProps) -> Html {
    let tr = use_tr();
    let HomeScreenProps { view, on_event, .. } = props;
    let on_seen = on_event.reform(|_: MouseEvent| Event::AlertsSeen);
    let n_customers = view.overview.n_alerting;
    html! {
        <section class="home__part" aria-labelledby="home-alerts">
            <h2 class="home__name" id="home-alerts">{ tr.text("home-alerts") }</h2>
            <Alerts alerts={view.alerts.clone()} on_event={on_event.clone()} />
            <p class="alerts__all">
                <ListLink class="quiet-button" filters={vec![FilterChange::Finding(Some(Finding::Alert))]}
                    on_event={on_event.clone()}>
                    { tr.with("home-alerts-all", &[("n", n_customers.into())]) }
                </ListLink>
                if view.n_at_once > 1 {
                    <button type="button" class="quiet-button" onclick={on_seen}>
                        { if view.n_at_once < view.n_alerts {
                            tr.with("home-alerts-seen", &[("n", view.n_at_once.into())])
                        } else {
                            tr.with("home-alerts-seen-all", &[("n", view.n_at_once.into())])
                        } }
                    </button>
                }
            </p>
        </section>
    }
}

/// What is to be looked after, most urgent first.
#[component]
fn Attention(props: &HomeScreenProps) -> Html {
    let tr = use_tr();
    let HomeScreenProps { view, on_event, .. } = props;
    let lines = attention_of(&view.overview, &tr);
    let birthdays = [("n", view.n_birthdays.into()), ("days", view.birthday_days.into())];
    html! {
        <section class="home__part" aria-labelledby="home-attention">
            <h2 class="home__name" id="home-attention">{ tr.text("home-attention") }</h2>
            if lines.is_empty() && view.n_birthdays == 0 {
                <p class="home__sub">{ tr.text("home-nothing") }</p>
            }
            <ul class="home__lines">
                { for lines.into_iter().map(|(tone, filter, words)| html! {
                    <li>
                        <ListLink class="home__line" filters={vec![filter]} {tone}
                            on_event={on_event.clone()}>
                            <span class="home__dot" />
                            <span class="home__words">{ words }</span>
                            <Icon name={IconName::Forward} />
                        </ListLink>
                    </li>
                }) }
                if view.n_birthdays > 0 {
                    <li>
                        <Link class="home__line" to={Route::Birthdays} on_event={on_event.clone()}>
                            <span class="home__dot" />
                            <span class="home__words">{ tr.with("home-birthdays", &birthdays) }</span>
                            <Icon name={IconName::Forward} />
                        </Link>
                    </li>
                }
                <li>
                    <Link class="home__line" to={Route::Duplicates} on_event={on_event.clone()}>
                        <span class="home__dot" />
                        <span class="home__words">{ tr.text("home-duplicates") }</span>
                        <Icon name={IconName::Forward} />
                    </Link>
                </li>
            </ul>
        </section>
    }
}

/// What is to be looked after, as tone, list and words; nothing that counts none.
fn attention_of(overview: &Overview, tr: &Tr) -> Vec<(&'static str, FilterChange, String)> {
    let counted = |n: usize| [("n", n.into())];
    let mut lines = vec![(
        "late",
        FilterChange::Expiring(Some(Expiring::Expired)),
        overview.n_expired,
        tr.with("home-expired", &counted(overview.n_expired)),
    )];
    lines.extend(overview.n_expiring.iter().map(|(days, n)| {
        let words = tr.with("home-expiring", &[("n", (*n).into()), ("days", (*days).into())]);
        ("soon", FilterChange::Expiring(Some(Expiring::Within(*days))), *n, words)
    }));
    lines.push((
        "soon",
        FilterChange::Stale(true),
        overview.n_stale,
        tr.with("home-stale", &counted(overview.n_stale)),
    ));
    lines.push((
        "soon",
        FilterChange::Differs(true),
        overview.n_differing,
        tr.with("home-differing", &counted(overview.n_differing)),
    ));
    lines.push((
        "plain",
        FilterChange::Unconfirmed(true),
        overview.n_unconfirmed,
        tr.with("home-unconfirmed", &counted(overview.n_unconfirmed)),
    ));
    lines.push((
        "plain",
        FilterChange::Incomplete(true),
        overview.all.n_incomplete,
        tr.with("home-incomplete-all", &counted(overview.all.n_incomplete)),
    ));
    let kept = lines.into_iter().filter(|(_, _, n, _)| *n > 0);
    kept.map(|(tone, filter, _, words)| (tone, filter, words)).collect()
}

/// How complete the files are: a row a type, a column a group.
#[component]
fn Completeness(props: &HomeScreenProps) -> Html {
    let tr = use_tr();
    let HomeScreenProps { view, on_event, .. } = props;
    let rows = view.overview.by_type.iter().filter(|it| it.n_customers > 0);
    html! {
        <section class="home__part" aria-labelledby="home-completeness">
            <h2 class="home__name" id="home-completeness">{ tr.text("home-completeness") }</h2>
            <p class="home__sub">{ tr.text("home-completeness-sub") }</p>
            <div class="home__scroll">
                <table class="filled">
                    <thead>
                        <tr>
                            <td />
                            <th scope="col">{ tr.text("home-overall") }</th>
                            { for Group::ALL.into_iter().map(|group| html! {
                                <th scope="col">{ tr.group(group) }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>{ for rows.map(|row| filled_row(row, on_event, &tr)) }</tbody>
                </table>
            </div>
            <Link class="home__line" to={Route::Quality} on_event={on_event.clone()}>
                <span class="home__words">
                    { tr.text("home-quality") }
                    <small class="quality__remedy">{ tr.text("home-quality-sub") }</small>
                </span>
                <Icon name={IconName::Forward} />
            </Link>
        </section>
    }
}

fn filled_row(row: &TypeOverview, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let name = tr.customer_type(row.customer_type);
    let of_type = FilterChange::Type(Some(row.customer_type));
    let all = (tr.text("home-overall"), FilterChange::Incomplete(true), row.all);
    let groups = row.groups.iter().map(|(group, count)| {
        (tr.group(*group), FilterChange::IncompleteGroup(Some(*group)), *count)
    });
    let cells = std::iter::once(all).chain(groups).map(|(group, filter, count)| {
        let Some(percent) = count.percent() else {
            return html! { <td class="filled__none">{ "–" }</td> };
        };
        let args = [
            ("type", name.into()),
            ("group", group.into()),
            ("percent", percent.into()),
            ("n", count.n_incomplete.into()),
        ];
        html! {
            <td>
                <ListLink class="filled__cell" filters={vec![of_type.clone(), filter]}
                    label={tr.with("home-complete-label", &args)} on_event={on_event.clone()}>
                    { tr.with("home-percent", &[("percent", percent.into())]) }
                    <Meter {percent} />
                </ListLink>
            </td>
        }
    });
    html! { <tr><th scope="row">{ name }</th>{ for cells }</tr> }
}

#[cfg(test)]
mod tests;
