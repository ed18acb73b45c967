//! 人员: who is in the company, with what and on which devices, and the sheets that change it. Not here:
//! the link that invites.

use jipan_app::event::{CompanyEvent, Event};
use jipan_app::view::Later;
use jipan_app::view::company::{DeviceView, PersonView, TeamView};
use jipan_rules::permission::Role;
use jipan_rules::values::ids::PersonId;
use jipan_sync::wire::{DeviceId, TerritoryId};
use yew::prelude::*;

use super::chip::Chip;
use super::icon::{Icon, IconName};
use super::sheet::Sheet;
use super::text_box::{TextBox, text_in};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`People`].
#[derive(Debug, PartialEq, Properties)]
pub struct PeopleProps {
    /// The team.
    pub view: Later<TeamView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// What stands over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Invite,
    Person(PersonId),
    Leave(PersonId),
    Revoke(DeviceId),
}

/// Everybody.
#[component]
pub fn People(props: &PeopleProps) -> Html {
    let tr = use_tr();
    let PeopleProps { view, on_event } = props;
    let open = use_state_eq(|| Open::Nothing);
    let go = {
        let open = open.clone();
        Callback::from(move |to: Open| open.set(to))
    };
    // Once the link is there, the form that asked for it is done with.
    {
        let go = go.clone();
        use_effect_with(view.link.is_some(), move |has_link| {
            if *has_link {
                go.emit(Open::Nothing);
            }
        });
    }
    html! {
        <section class="company__part" aria-labelledby="team-people">
            <header class="company__head">
                <h2 id="team-people">{ tr.text("team-people") }</h2>
                <button type="button" class="button" data-variant="primary"
                    onclick={go.reform(|_: MouseEvent| Open::Invite)}>
                    <Icon name={IconName::Plus} />{ tr.text("team-invite") }
                </button>
            </header>
            <ul class="company__list">
                { for view.people.iter().map(|it| person(it, view, (&go, on_event), &tr)) }
            </ul>
            { sheet(*open, view, &go, on_event, &tr) }
        </section>
    }
}

/// The sheet that is open.
fn sheet(
    open: Open,
    view: &Later<TeamView>,
    go: &Callback<Open>,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let of = |id: PersonId| view.people.iter().find(|it| it.id == id);
    match open {
        Open::Nothing => Html::default(),
        Open::Invite => html! {
            <PersonSheet view={view.clone()} go={go.clone()} on_event={on_event.clone()} />
        },
        Open::Person(id) => of(id).map_or_else(Html::default, |it| html! {
            <PersonSheet view={view.clone()} person={it.clone()} go={go.clone()} on_event={on_event.clone()} />
        }),
        Open::Leave(id) => of(id).map_or_else(Html::default, |it| {
            let name = [("name", it.name.as_str().into())];
            let words = (
                tr.with("team-leave-ask", &name),
                tr.with("team-leave-text", &name),
                tr.text("team-leave"),
            );
            question(words, CompanyEvent::PersonLeft(id), view.is_working, (go, on_event), tr)
        }),
        Open::Revoke(id) => {
            let devices = view.people.iter().flat_map(|it| &it.devices);
            devices.into_iter().find(|it| it.id == id).map_or_else(Html::default, |it| {
                let name = [("name", it.name.as_str().into())];
                let words = (
                    tr.with("team-revoke-ask", &name),
                    tr.text("team-revoke-text"),
                    tr.text("team-revoke"),
                );
                question(words, CompanyEvent::DeviceRevoked(id), view.is_working, (go, on_event), tr)
            })
        }
    }
}

/// One question before what cannot be undone.
fn question(
    (title, text, confirm): (String, String, String),
    event: CompanyEvent,
    is_off: bool,
    (go, on_event): (&Callback<Open>, &Callback<Event>),
    tr: &Tr,
) -> Html {
    let on_confirm = {
        let go = go.clone();
        on_event.reform(move |_: MouseEvent| {
            go.emit(Open::Nothing);
            Event::Company(event.clone())
        })
    };
    let foot = html! {
        <>
            <button type="button" class="button" onclick={go.reform(|_: MouseEvent| Open::Nothing)}>
                { tr.text("action-cancel") }
            </button>
            <button type="button" class="button" data-variant="danger" disabled={is_off} onclick={on_confirm}>{ confirm }</button>
        </>
    };
    html! {
        <Sheet {title} on_close={go.reform(|()| Open::Nothing)} {foot}><p>{ text }</p></Sheet>
    }
}

/// A person with role, territories and devices.
fn person(
    it: &PersonView,
    view: &TeamView,
    (go, on_event): (&Callback<Open>, &Callback<Event>),
    tr: &Tr,
) -> Html {
    let id = it.id;
    let on_link = on_event.reform(move |_: MouseEvent| Event::Company(CompanyEvent::LinkAsked(id)));
    let name = [("name", it.name.as_str().into())];
    let label = tr.with("team-person-edit", &name);
    let invited = it.invited_until.filter(|_| it.devices.is_empty());
    html! {
        <li class="company__person" key={id.uuid().as_u128()} data-left={it.has_left.to_string()}>
            <div class="company__row">
                <div class="company__facts">
                    <b>{ &it.name }if it.is_me { { tr.text("team-me") } }</b>
                    <span>{ [tr.role(it.role), places(it, view, tr)].join(" · ") }</span>
                    if it.has_left {
                        <span class="company__from">{ tr.text("team-left") }</span>
                    } else if let Some(until) = invited {
                        <span class="company__from" data-open="true">
                            { tr.with("team-invited", &[("time", tr.date_time(until).into())]) }
                        </span>
                    }
                </div>
                // Who has not come yet gets another link, not another person.
                if !it.has_left && it.devices.is_empty() {
                    <button type="button" class="button" aria-label={tr.with("team-link-again-of", &name)}
                        disabled={view.is_working} onclick={on_link}>
                        { tr.text("team-link-again") }
                    </button>
                }
                if !it.has_left {
                    <button type="button" class="icon-button" aria-label={label.clone()} title={label}
                        onclick={go.reform(move |_: MouseEvent| Open::Person(id))}>
                        <Icon name={IconName::Pen} />
                    </button>
                }
            </div>
            if !it.devices.is_empty() {
                <ul class="company__devices">{ for it.devices.iter().map(|it| device(it, go, tr)) }</ul>
            }
        </li>
    }
}

/// What a person sees of the book.
fn places(it: &PersonView, view: &TeamView, tr: &Tr) -> String {
    if it.role == Role::Manager {
        return tr.text("team-all");
    }
    let names = view.territories.iter().filter(|place| it.territories.contains(&place.id));
    let names: Vec<String> = names.map(|place| place.name.clone()).collect();
    if names.is_empty() { tr.text("team-no-territory") } else { tr.listed(&names) }
}

/// A device: when it last came, and the way to revoke it.
fn device(it: &DeviceView, go: &Callback<Open>, tr: &Tr) -> Html {
    let id = it.id;
    let seen = match it.revoked {
        Some(at) => tr.with("team-device-revoked", &[("time", tr.date_time(at).into())]),
        None => tr.with("team-device-seen", &[("time", tr.date_time(it.seen).into())]),
    };
    let label = tr.with("team-revoke-of", &[("name", it.name.as_str().into())]);
    html! {
        <li class="company__device" key={id.0.as_u128()} data-left={it.revoked.is_some().to_string()}>
            <span class="company__facts">
                <span>{ &it.name }</span>
                <span class="company__from">
                    if it.is_this { { tr.text("team-device-this") } } else { { seen } }
                </span>
            </span>
            if it.revoked.is_none() && !it.is_this {
                <button type="button" class="quiet-button" aria-label={label}
                    onclick={go.reform(move |_: MouseEvent| Open::Revoke(id))}>
                    { tr.text("team-revoke") }
                </button>
            }
        </li>
    }
}

/// Properties of [`PersonSheet`].
#[derive(Debug, PartialEq, Properties)]
struct PersonSheetProps {
    view: Later<TeamView>,
    /// Who is changed; none = somebody is invited.
    #[prop_or_default]
    person: Option<PersonView>,
    go: Callback<Open>,
    on_event: Callback<Event>,
}

/// Name, role and territories.
#[component]
fn PersonSheet(props: &PersonSheetProps) -> Html {
    let tr = use_tr();
    let PersonSheetProps { view, person, go, on_event } = props;
    let name_box = use_node_ref();
    let role = use_state_eq(|| person.as_ref().map_or(Role::Rep, |it| it.role));
    let picked =
        use_state_eq(|| person.as_ref().map(|it| it.territories.clone()).unwrap_or_default());
    let name = person.as_ref().map(|it| it.name.clone()).unwrap_or_default();
    let id = person.as_ref().map(|it| it.id);
    let onsubmit = {
        let (name_box, role, picked) = (name_box.clone(), role.clone(), picked.clone());
        let (go, on_event) = (go.clone(), on_event.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = text_in(&name_box);
            let is_manager = *role == Role::Manager;
            let territories = if is_manager { Vec::new() } else { picked.to_vec() };
            let role = *role;
            on_event.emit(Event::Company(match id {
                Some(person) => CompanyEvent::PersonSet { person, name, role, territories },
                None => CompanyEvent::Invited { name, role, territories },
            }));
            if id.is_some() {
                go.emit(Open::Nothing);
            }
        })
    };
    let title = match person {
        Some(_) => tr.with("team-person-edit", &[("name", name.as_str().into())]),
        None => tr.text("team-invite"),
    };
    let send = if id.is_some() { tr.text("team-save") } else { tr.text("team-invite-send") };
    let foot = html! {
        <button class="button" type="submit" form="person" data-variant="primary" disabled={view.is_working}>
            { if view.is_working { tr.text("team-working") } else { send } }
        </button>
    };
    html! {
        <Sheet {title} on_close={go.reform(|()| Open::Nothing)} {foot}>
            <form class="company__form" id="person" {onsubmit}>
                <TextBox label={tr.text("team-invite-name")} node={name_box} text={name} />
                { role_choice(&role, &tr) }
                if *role != Role::Manager { { territory_choice(view, &picked, &tr) } }
                if let Some(failure) = view.failure {
                    <p class="backup__problem" role="alert">{ tr.team_failure(failure) }</p>
                }
            </form>
            if let Some(person) = person { { person_ways(person, view.is_working, (go, on_event), &tr) } }
        </Sheet>
    }
}

/// As what.
fn role_choice(role: &UseStateHandle<Role>, tr: &Tr) -> Html {
    let choices = [Role::Rep, Role::Supervisor, Role::Manager].into_iter().map(|it| {
        let onchange = {
            let role = role.clone();
            Callback::from(move |_: yew::Event| role.set(it))
        };
        html! {
            <label class="segments__choice">
                <input class="segments__radio" type="radio" name="role" {onchange} checked={**role == it} />
                <span>{ tr.role(it) }</span>
            </label>
        }
    });
    html! {
        <div class="facet">
            <span class="facet__name" id="role-name">{ tr.text("team-invite-role") }</span>
            <div class="segments" role="radiogroup" aria-labelledby="role-name">{ for choices }</div>
        </div>
    }
}

/// The territories, to be switched on and off.
fn territory_choice(view: &TeamView, picked: &UseStateHandle<Vec<TerritoryId>>, tr: &Tr) -> Html {
    if view.territories.is_empty() {
        return html! { <p class="import__hint">{ tr.text("team-invite-no-territories") }</p> };
    }
    let chips = view.territories.iter().map(|it| {
        let (id, is_on) = (it.id, picked.contains(&it.id));
        let on_press = {
            let picked = picked.clone();
            Callback::from(move |()| {
                let kept = picked.iter().copied().filter(|other| *other != id);
                picked.set(if is_on { kept.collect() } else { kept.chain([id]).collect() });
            })
        };
        html! { <Chip key={id.0} label={it.name.clone()} {is_on} {on_press} /> }
    });
    html! {
        <div class="facet">
            <span class="facet__name" id="territories-name">{ tr.text("team-invite-territories") }</span>
            <div class="company__chips" role="group" aria-labelledby="territories-name">{ for chips }</div>
        </div>
    }
}

/// What else can be done about a person.
fn person_ways(
    person: &PersonView,
    is_off: bool,
    (go, on_event): (&Callback<Open>, &Callback<Event>),
    tr: &Tr,
) -> Html {
    let id = person.id;
    let on_link = on_event.reform(move |_: MouseEvent| Event::Company(CompanyEvent::LinkAsked(id)));
    html! {
        <div class="company__ways">
            <button type="button" class="button" disabled={is_off} onclick={on_link}>{ tr.text("team-new-link") }</button>
            if !person.is_me {
                <button type="button" class="button" data-variant="danger"
                    onclick={go.reform(move |_: MouseEvent| Open::Leave(id))}>
                    { tr.text("team-leave") }
                </button>
            }
        </div>
    }
}
