//! 资料质量: what contradicts, and of each field who keeps it, how often, and how many customers lack it
//! or have to confirm it. Each number opens its customers. Not here: counting.

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::{FilterChange, Later, QualityView};
use jipan_book::quality::{FieldCount, Finding, Quality};
use jipan_book::sorting::sort;
use jipan_rules::contradiction::Contradiction;
use jipan_rules::schema::Group;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::components::classing::{classing, finding_line};
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::list_link::ListLink;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// The cycles offered for a group, in days.
const CYCLES: [u16; 6] = [30, 60, 90, 180, 365, 730];

/// Properties of [`QualityScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct QualityScreenProps {
    /// What to show.
    pub view: Later<QualityView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The report on the data.
#[component]
pub fn QualityScreen(props: &QualityScreenProps) -> Html {
    let tr = use_tr();
    let QualityScreenProps { view, on_event } = props;
    let counting = view
        .percent_counted
        .map(|percent| tr.with("quality-counting", &[("percent", percent.into())]));
    let lead =
        view.report.as_ref().map(|report| tr.with("quality-lead", &[("n", report.n_open.into())]));
    html! {
        <div class="page home quality">
            <header>
                <Link class="quality__back" to={Route::Home} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />{ tr.text("nav-home") }
                </Link>
                <h1>{ tr.text("quality-title") }</h1>
                <p class="home__sub" role="status">{ counting.or(lead).unwrap_or_default() }</p>
            </header>
            if let Some(report) = &view.report {
                { contradictions(report, on_event, &tr) }
                { phones(report.n_shared_phone, on_event, &tr) }
                { classing(report, on_event, &tr) }
                { for Group::ALL.into_iter().map(|group| {
                    let fields = report.fields.iter();
                    let is_kept = |it: &&FieldCount| it.def.group == group && it.n_applicable > 0;
                    let fields: Vec<FieldCount> = fields.filter(is_kept).cloned().collect();
                    html! {
                        if !fields.is_empty() {
                            <Upkeep {group} {fields} view={view.clone()} on_event={on_event.clone()} />
                        }
                    }
                }) }
            }
        </div>
    }
}

/// What contradicts, and which rules were asked.
fn contradictions(report: &Quality, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let found: Vec<_> = report.contradictions.iter().filter(|(_, n)| *n > 0).collect();
    html! {
        <section class="home__part" aria-labelledby="quality-contradictions">
            <h2 class="home__name" id="quality-contradictions">{ tr.text("contradictions-title") }</h2>
            if found.is_empty() {
                <p class="home__sub">{ tr.text("quality-no-contradictions") }</p>
            }
            <ul class="home__lines">
                { for found.into_iter().map(|(of, n)| {
                    let remedy = tr.contradiction_remedy(*of);
                    finding_line((Finding::Contradiction(*of), *n), &remedy, "soon", on_event, tr)
                }) }
            </ul>
            <details class="quality__rules">
                <summary>
                    { tr.with("quality-rules", &[("n", Contradiction::ALL.len().into())]) }
                </summary>
                <ul>{ for Contradiction::ALL.map(|of| html! { <li>{ tr.contradiction(of) }</li> }) }</ul>
            </details>
        </section>
    }
}

/// Who has a phone that another one has, too: told, as it may be right.
fn phones(n: usize, on_event: &Callback<Event>, tr: &Tr) -> Html {
    html! {
        <section class="home__part" aria-labelledby="quality-phones">
            <h2 class="home__name" id="quality-phones">{ tr.text("quality-phones") }</h2>
            if n == 0 {
                <p class="home__sub">{ tr.text("quality-no-shared-phone") }</p>
            } else {
                <ul class="home__lines">
                    { finding_line((Finding::SharedPhone, n), &tr.text("quality-shared-phone-remedy"),
                        "plain", on_event, tr) }
                </ul>
            }
        </section>
    }
}

/// Properties of [`Upkeep`].
#[derive(Debug, PartialEq, Properties)]
struct UpkeepProps {
    group: Group,
    fields: Vec<FieldCount>,
    view: Later<QualityView>,
    on_event: Callback<Event>,
}

/// The fields of a group: who keeps each, how often, and how it stands.
#[component]
fn Upkeep(props: &UpkeepProps) -> Html {
    let tr = use_tr();
    let UpkeepProps { group, fields, view, on_event } = props;
    let id = format!("upkeep-{}", group.index());
    let heads = [
        tr.text("quality-keeper"),
        tr.text("quality-cycle"),
        tr.text("quality-fresh"),
        tr.text("quality-stale"),
        tr.text("quality-unknown"),
        tr.text("quality-blank"),
    ];
    let numbers = heads.get(2..).unwrap_or_default();
    html! {
        <section class="home__part" aria-labelledby={id.clone()}>
            <header class="upkeep__head">
                <h2 {id}>{ tr.with("group-heading", &[("group", tr.group(*group).into())]) }</h2>
                { cycle_choice(*group, view, on_event, &tr) }
            </header>
            <div class="home__scroll" tabindex="0" role="group" aria-label={tr.group(*group)}>
                <table class="upkeep">
                    <thead>
                        <tr>
                            <th scope="col">{ tr.text("quality-field") }</th>
                            { for heads.iter().map(|head| html! { <th scope="col">{ head }</th> }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for fields.iter().map(|it| upkeep_row(it, numbers, view, on_event, &tr)) }
                    </tbody>
                </table>
            </div>
        </section>
    }
}

fn upkeep_row(
    count: &FieldCount,
    heads: &[String],
    view: &QualityView,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let def = count.def;
    let cycle = view.cycles.of(def);
    let ages = cycle.is_some();
    let numbers = [
        (Finding::Fresh(def.id), count.n_fresh, ages, "plain"),
        (Finding::Stale(def.id), count.n_stale, ages, "soon"),
        (Finding::Unconfirmed(def.id), count.n_unknown, ages, "plain"),
        (Finding::Blank(def.id), count.n_blank, true, "plain"),
    ];
    let cycle = match cycle {
        Some(cycle) => html! {
            <>
                { tr.with("why-days", &[("n", cycle.days.into())]) }
                if let Some(day) = cycle.set_on {
                    <small>{ tr.with("quality-set-on", &[("date", tr.date(day).into())]) }</small>
                }
            </>
        },
        None => html! { "–" },
    };
    html! {
        <tr key={def.key}>
            <th scope="row">{ tr.field(def) }<small>{ tr.source(def) }</small></th>
            <td>{ tr.tag(def.tag) }<small>{ tr.owner(def.owner) }</small></td>
            <td>{ cycle }</td>
            { for numbers.into_iter().zip(heads).map(|((finding, n, applies, tone), head)| html! {
                <td class="upkeep__n" data-head={head.clone()}>
                    { number(finding, n, (applies, tone), on_event, tr) }
                </td>
            }) }
        </tr>
    }
}

/// A number that opens its customers; a dash where the question does not arise.
fn number(
    finding: Finding,
    n: usize,
    (applies, tone): (bool, &'static str),
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    if !applies || n == 0 {
        return html! { <span class="upkeep__none">{ if applies { "0" } else { "–" } }</span> };
    }
    let filter = FilterChange::Finding(Some(finding));
    let args = [("n", n.into()), ("what", tr.filter(&filter).into())];
    html! {
        <ListLink class="upkeep__link" label={tr.with("quality-contradiction", &args)} {tone}
            filters={vec![filter]} on_event={on_event.clone()}>
            { tr.count(n) }
        </ListLink>
    }
}

/// How often the fields of a group are to be confirmed.
fn cycle_choice(group: Group, view: &QualityView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let set = view.cycles.set_days(group);
    let mut choices = CYCLES.to_vec();
    choices.extend(set.filter(|days| !CYCLES.contains(days)));
    sort(&mut choices);
    let onchange = on_event.reform(move |event: yew::Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
        Event::CycleSet { group, days: chosen.and_then(|days| days.parse().ok()) }
    });
    html! {
        <label class="upkeep__cycle">
            { tr.text("quality-cycle-choice") }
            <select class="settings__select" disabled={view.is_read_only} {onchange}>
                <option value="" selected={set.is_none()}>{ tr.text("quality-cycle-default") }</option>
                { for choices.into_iter().map(|days| html! {
                    <option value={days.to_string()} selected={set == Some(days)}>
                        { tr.with("why-days", &[("n", days.into())]) }
                    </option>
                }) }
            </select>
        </label>
    }
}

#[cfg(test)]
mod tests;
