//! 辖区: by what they are cut, what belongs to none, and each with its values. Not here: who has them.

use jipan_app::event::{CompanyEvent, Event};
use jipan_app::view::Later;
use jipan_app::view::company::{TeamView, TerritoryView};
use jipan_rules::territory::TerritoryKind;
use jipan_sync::wire::TerritoryId;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::chip::Chip;
use super::icon::{Icon, IconName};
use super::sheet::Sheet;
use super::text_box::{TextBox, text_in};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Territories`].
#[derive(Debug, PartialEq, Properties)]
pub struct TerritoriesProps {
    /// The team.
    pub view: Later<TeamView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// All of it.
#[component]
pub fn Territories(props: &TerritoriesProps) -> Html {
    let tr = use_tr();
    let TerritoriesProps { view, on_event } = props;
    let edited = use_state_eq(|| None::<TerritoryId>);
    let kind = tr.territory_kind(view.kind);
    let on_close = {
        let edited = edited.clone();
        Callback::from(move |()| edited.set(None))
    };
    let open = view.territories.iter().find(|it| Some(it.id) == *edited);
    html! {
        <section class="company__part" aria-labelledby="team-territories">
            <h2 id="team-territories">{ tr.text("team-territories") }</h2>
            { kind_choice(view, on_event, &tr) }
            if view.territories.is_empty() {
                <p class="import__lead">{ tr.with("team-territories-none", &[("kind", kind.into())]) }</p>
            }
            <Free view={view.clone()} on_event={on_event.clone()} />
            <ul class="company__list">
                { for view.territories.iter().map(|it| territory(it, kind, &edited, &tr)) }
            </ul>
            if let Some(open) = open {
                <TerritorySheet key={open.id.0} view={view.clone()} id={open.id} {on_close}
                    on_event={on_event.clone()} />
            }
        </section>
    }
}

/// By what they are cut: chosen once.
fn kind_choice(view: &TeamView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    if !view.territories.is_empty() {
        return Html::default();
    }
    let choices = [TerritoryKind::Line, TerritoryKind::District].into_iter().map(|kind| {
        let onchange =
            on_event.reform(move |_: yew::Event| Event::Company(CompanyEvent::KindChosen(kind)));
        html! {
            <label class="segments__choice">
                <input class="segments__radio" type="radio" name="kind" {onchange}
                    checked={kind == view.kind} disabled={view.is_working} />
                <span>{ tr.territory_kind(kind) }</span>
            </label>
        }
    });
    html! {
        <div>
            <div class="segments" role="radiogroup" aria-label={tr.text("team-kind")}>{ for choices }</div>
            <p class="import__hint">{ tr.text("team-kind-hint") }</p>
        </div>
    }
}

/// What belongs to none, to be picked and put into one.
#[component]
fn Free(props: &TerritoriesProps) -> Html {
    let tr = use_tr();
    let TerritoriesProps { view, on_event } = props;
    let picked = use_state_eq(Vec::<String>::new);
    let target = use_state_eq(|| None::<TerritoryId>);
    let is_typing = use_state_eq(|| false);
    let (name_box, typed_box) = (use_node_ref(), use_node_ref());
    let kind = [("kind", tr.territory_kind(view.kind).into())];
    // Where the book knows of no value, there is only typing.
    let has_free = !view.free_values.is_empty();
    let is_form = *is_typing || !picked.is_empty() || (!has_free && view.territories.is_empty());
    let on_type = {
        let is_typing = is_typing.clone();
        Callback::from(move |_: MouseEvent| is_typing.set(true))
    };
    let chips = view.free_values.iter().map(|(value, n)| {
        let is_on = picked.contains(value);
        let on_press = {
            let (picked, value) = (picked.clone(), value.clone());
            Callback::from(move |()| picked.set(turned(&picked, &value)))
        };
        html! { <Chip key={value.clone()} label={value.clone()} count={tr.count(*n)} {is_on} {on_press} /> }
    });
    let onsubmit = {
        let (view, picked, target) = (view.clone(), picked.clone(), target.clone());
        let (name_box, typed_box, on_event) =
            (name_box.clone(), typed_box.clone(), on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let known = view.territories.iter().find(|it| Some(it.id) == *target);
            let name = known.map_or_else(|| text_in(&name_box), |it| it.name.clone());
            let had = known.into_iter().flat_map(|it| it.values.iter().map(|(value, _)| value));
            let typed = values_in(&text_in(&typed_box));
            let values = had.chain(picked.iter()).cloned().chain(typed).collect();
            let id = known.map(|it| it.id);
            on_event.emit(Event::Company(CompanyEvent::TerritorySet { id, name, values }));
            picked.set(Vec::new());
        })
    };
    let onchange = {
        let target = target.clone();
        Callback::from(move |event: yew::Event| {
            let list = event.target_dyn_into::<HtmlSelectElement>().map(|it| it.value());
            target.set(list.and_then(|it| it.parse().ok()).map(TerritoryId));
        })
    };
    let options = view.territories.iter().map(|it| {
        html! { <option value={it.id.0.to_string()} selected={*target == Some(it.id)}>{ &it.name }</option> }
    });
    html! {
        <div class="company__free">
            if has_free {
                <h3>{ tr.with("team-free", &kind) }</h3>
                <p class="import__hint">{ tr.text("team-free-hint") }</p>
                <div class="company__chips">{ for chips }</div>
            }
            if view.n_without_value > 0 {
                <p class="import__hint">
                    { tr.with("team-without", &[("n", view.n_without_value.into()), ("kind", tr.territory_kind(view.kind).into())]) }
                </p>
            }
            if is_form {
                // Begun anew once what was typed has become a territory.
                <form class="company__assign" key={n_values(view)} {onsubmit}>
                    if !picked.is_empty() {
                        <p>{ tr.with("team-picked", &[("n", picked.len().into())]) }</p>
                    }
                    <TextBox label={tr.with("team-typed", &kind)} node={typed_box} chars_max={400}
                        is_optional={!picked.is_empty()} />
                    <label class="facet">
                        <span class="facet__name">{ tr.text("team-assign-to") }</span>
                        <select class="facet__box" {onchange}>
                            <option value="" selected={target.is_none()}>{ tr.text("team-assign-new") }</option>
                            { for options }
                        </select>
                    </label>
                    if target.is_none() {
                        <TextBox label={tr.text("team-territory-name")} node={name_box} />
                    }
                    <button class="button" type="submit" data-variant="primary" disabled={view.is_working}>
                        { tr.text("team-assign") }
                    </button>
                </form>
            } else {
                <div>
                    <button type="button" class="button" onclick={on_type}>{ tr.with("team-type", &kind) }</button>
                </div>
            }
        </div>
    }
}

/// Territories and values there are.
fn n_values(view: &TeamView) -> usize {
    view.territories.iter().map(|it| it.values.len().saturating_add(1)).sum()
}

/// Values that were typed one after the other.
fn values_in(text: &str) -> Vec<String> {
    let values = text.split(['\u{3001}', '\u{ff0c}', ',', '\u{ff1b}', ';']).map(str::trim);
    values.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// The list with one more, or without it.
fn turned(picked: &[String], value: &str) -> Vec<String> {
    if picked.iter().any(|it| it == value) {
        picked.iter().filter(|it| *it != value).cloned().collect()
    } else {
        picked.iter().cloned().chain(std::iter::once(value.to_owned())).collect()
    }
}

/// One territory in the list.
fn territory(
    it: &TerritoryView,
    kind: &str,
    edited: &UseStateHandle<Option<TerritoryId>>,
    tr: &Tr,
) -> Html {
    let onclick = {
        let (edited, id) = (edited.clone(), it.id);
        Callback::from(move |_: MouseEvent| edited.set(Some(id)))
    };
    let values: Vec<String> = it
        .values
        .iter()
        .map(|(value, n)| {
            tr.with("team-value", &[("value", value.as_str().into()), ("n", (*n).into())])
        })
        .collect();
    let holders = if it.holders.is_empty() {
        tr.text("team-no-holder")
    } else {
        tr.with("team-holders", &[("names", tr.listed(&it.holders).into())])
    };
    let values = if values.is_empty() {
        tr.with("team-values-none", &[("kind", kind.into())])
    } else {
        values.join(" · ")
    };
    let label = tr.with("team-territory-edit", &[("name", it.name.as_str().into())]);
    html! {
        <li class="company__row" key={it.id.0}>
            <div class="company__facts">
                <b>{ &it.name }</b>
                <span>{ values }</span>
                <span class="company__from" data-open={it.holders.is_empty().to_string()}>{ holders }</span>
            </div>
            <button type="button" class="icon-button" aria-label={label.clone()} title={label} {onclick}>
                <Icon name={IconName::Pen} />
            </button>
        </li>
    }
}

/// Properties of [`TerritorySheet`].
#[derive(Debug, PartialEq, Properties)]
struct TerritorySheetProps {
    view: Later<TeamView>,
    id: TerritoryId,
    on_close: Callback<()>,
    on_event: Callback<Event>,
}

/// A territory's name and values: its own, those of none, and those of others, which go over to it.
#[component]
fn TerritorySheet(props: &TerritorySheetProps) -> Html {
    let tr = use_tr();
    let TerritorySheetProps { view, id, on_close, on_event } = props;
    let own = view.territories.iter().find(|it| it.id == *id);
    let (name_box, typed_box) = (use_node_ref(), use_node_ref());
    let picked = use_state_eq(|| {
        own.map(|it| it.values.iter().map(|(value, _)| value.clone()).collect::<Vec<_>>())
            .unwrap_or_default()
    });
    let Some(own) = own else { return Html::default() };
    let chip = |value: &String, n: usize, of: Option<&str>| {
        let on_press = {
            let (picked, value) = (picked.clone(), value.clone());
            Callback::from(move |()| picked.set(turned(&picked, &value)))
        };
        let label = of.map_or_else(|| value.clone(), |of| format!("{value} · {of}"));
        html! {
            <Chip key={value.clone()} {label} count={tr.count(n)} is_on={picked.contains(value)} {on_press} />
        }
    };
    let others = view.territories.iter().filter(|it| it.id != *id);
    let others = others.flat_map(|it| it.values.iter().map(move |(value, n)| (value, *n, it)));
    let onsubmit = {
        let (id, picked, on_event) = (*id, picked.clone(), on_event.clone());
        let (name_box, typed_box, on_close) =
            (name_box.clone(), typed_box.clone(), on_close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let values = picked.iter().cloned().chain(values_in(&text_in(&typed_box))).collect();
            let (id, name) = (Some(id), text_in(&name_box));
            on_close.emit(());
            on_event.emit(Event::Company(CompanyEvent::TerritorySet { id, name, values }));
        })
    };
    let foot = html! {
        <button class="button" type="submit" form="territory" data-variant="primary" disabled={view.is_working}>
            { tr.text("team-save") }
        </button>
    };
    let title = tr.with("team-territory-edit", &[("name", own.name.as_str().into())]);
    html! {
        <Sheet {title} on_close={on_close.clone()} {foot}>
            <form class="company__form" id="territory" {onsubmit}>
                <TextBox label={tr.text("team-territory-name")} node={name_box} text={own.name.clone()} />
                <div class="company__chips" role="group" aria-label={tr.territory_kind(view.kind)}>
                    { for own.values.iter().map(|(value, n)| chip(value, *n, None)) }
                    { for view.free_values.iter().map(|(value, n)| chip(value, *n, None)) }
                    { for others.map(|(value, n, it)| chip(value, n, Some(&it.name))) }
                </div>
                <TextBox label={tr.with("team-typed", &[("kind", tr.territory_kind(view.kind).into())])}
                    node={typed_box} chars_max={400} is_optional=true />
            </form>
        </Sheet>
    }
}

#[cfg(test)]
mod tests;
