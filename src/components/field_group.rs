//! The five information groups of a file and its orders, one under the other, and the row that leads to
//! each.
//! Not here: a single field.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{FieldView, FileView, GroupView, Later, WhyTopic};
use jipan_rules::schema::{FieldId, Group, RecordKind};
use web_sys::Element;
use yew::prelude::*;

use super::contacts::{Contacts, card_id};
use super::field::{Field, FieldOpen};
use super::file_orders::{ORDERS_ID, OrdersPart};
use crate::hooks::use_tr;

/// Properties of [`FieldGroups`].
#[derive(Debug, PartialEq, Properties)]
pub struct FieldGroupsProps {
    /// The file.
    pub view: Later<FileView>,
    /// Whether the answer to "why?" stands above, where it was asked.
    #[prop_or_default]
    pub is_why_above: bool,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The groups of a file. All of them are on the page, so that each field can be reached by scrolling,
/// by searching in the page and by the row of groups.
#[component]
pub fn FieldGroups(props: &FieldGroupsProps) -> Html {
    let tr = use_tr();
    let FieldGroupsProps { view, is_why_above, on_event } = props;
    let root = use_node_ref();
    let on_open = {
        let (root, on_event) = (root.clone(), on_event.clone());
        Callback::from(move |group: Group| {
            show_part(&root, section_id(group));
            on_event.emit(Event::GroupOpened(group));
        })
    };
    let on_orders = {
        let root = root.clone();
        Callback::from(move |_: MouseEvent| show_part(&root, ORDERS_ID))
    };
    let start = view.open_group;
    let contact = view.contacts.open.map(card_id);
    use_effect_with((view.id, root.clone()), move |(_, root)| match contact {
        Some(contact) => show_part(root, &contact),
        None if start != Group::Basic => show_part(root, section_id(start)),
        None => {}
    });
    let tabs = view.groups.iter().map(|it| {
        html! { <GroupTab group={it.group} filled={it.filled} applicable={it.applicable}
        is_open={it.group == view.open_group} on_open={on_open.clone()} /> }
    });
    html! {
        <div class="groups" ref={root}>
            <nav class="groups__tabs" aria-label={tr.text("group-nav")}>
                { for tabs }
                <button type="button" class="groups__tab" onclick={on_orders}>
                    { tr.text("orders-title") }<small class="groups__count">{ tr.count(view.orders.n_all) }</small>
                </button>
            </nav>
            <div class="groups__all">
                { for view.groups.iter().map(|group| html! {
                    <GroupFields view={view.clone()} is_why_above={*is_why_above} group={group.clone()}
                        on_event={on_event.clone()} />
                }) }
                <OrdersPart customer={view.id} view={view.orders.clone()} on_event={on_event.clone()} />
            </div>
        </div>
    }
}

/// Scrolls to a group, or to a part of one.
fn show_part(root: &NodeRef, id: &str) {
    let part = root
        .cast::<Element>()
        .and_then(|root| root.query_selector(&format!("#{id}")).ok().flatten());
    if let Some(part) = part {
        part.scroll_into_view();
    }
}

/// The id of the section of a group.
fn section_id(group: Group) -> &'static str {
    match group {
        Group::Basic => "group-basic",
        Group::Network => "group-network",
        Group::Management => "group-management",
        Group::Operating => "group-operating",
        Group::Personal => "group-personal",
    }
}

/// Properties of [`GroupTab`].
#[derive(Debug, PartialEq, Properties)]
struct GroupTabProps {
    group: Group,
    filled: u8,
    applicable: u8,
    is_open: bool,
    on_open: Callback<Group>,
}

/// One place in the row of groups, with how much of the group is filled.
#[component]
fn GroupTab(props: &GroupTabProps) -> Html {
    let tr = use_tr();
    let GroupTabProps { group, filled, applicable, is_open, on_open } = props;
    let group = *group;
    let onclick = on_open.reform(move |_: MouseEvent| group);
    let args = [("filled", (*filled).into()), ("applicable", (*applicable).into())];
    html! {
        <button type="button" class="groups__tab" aria-current={is_open.to_string()} {onclick}>
            { tr.group(group) }
            <small class="groups__count" aria-label={tr.with("group-count-label", &args)}>
                { tr.with("group-count", &args) }
            </small>
        </button>
    }
}

/// Properties of [`GroupFields`].
#[derive(Debug, PartialEq, Properties)]
struct GroupFieldsProps {
    view: Later<FileView>,
    is_why_above: bool,
    group: GroupView,
    on_event: Callback<Event>,
}

/// The fields of one group under their heading.
#[component]
fn GroupFields(props: &GroupFieldsProps) -> Html {
    let tr = use_tr();
    let GroupFieldsProps { view, is_why_above, group, on_event } = props;
    let is_why_here = !is_why_above;
    let args = [("filled", group.filled.into()), ("applicable", group.applicable.into())];
    let of = group.group;
    let on_confirm = on_event.reform(move |_: MouseEvent| Event::GroupConfirmPressed(of));
    let fields_of = |is_contact: bool| {
        let is_it = move |it: &&Rc<FieldView>| (it.def.kind == RecordKind::Contact) == is_contact;
        group.fields.iter().filter(is_it).map(|field| {
            html! {
                <Field key={field.def.key} view={Rc::clone(field)} open={open_of(view, field, is_why_here)}
                    on_event={on_event.clone()} />
            }
        })
    };
    html! {
        <section class="group" id={section_id(group.group)}>
            <header class="group__head">
                <h2 class="group__title">
                    { tr.with("group-heading", &[("group", tr.group(group.group).into())]) }
                </h2>
                if group.n_due > 0 && !view.is_read_only && !view.is_deleted {
                    <button type="button" class="quiet-button group__confirm" onclick={on_confirm}>
                        { tr.with("group-confirm", &[("n", group.n_due.into())]) }
                    </button>
                } else {
                    <p class="group__count">{ tr.with("group-count-label", &args) }</p>
                }
            </header>
            if group.group == Group::Personal {
                <Contacts view={view.contacts.clone()} on_event={on_event.clone()}>
                    { for fields_of(true) }
                </Contacts>
            }
            <div class="group__fields">{ for fields_of(false) }</div>
        </section>
    }
}

/// What stands open under a field of this file.
fn open_of(view: &FileView, field: &FieldView, is_why_here: bool) -> FieldOpen {
    let id = field.def.id;
    let history = view.history.as_ref().filter(|(of, _)| *of == id);
    FieldOpen {
        history: history.map(|(_, lines)| Rc::clone(lines)),
        is_loading: history.is_some() && view.is_history_loading,
        why: view.why.clone().filter(|why| is_why_here && field_asked(why.topic) == Some(id)),
    }
}

/// The field that a question is about; none for questions about the whole file.
pub fn field_asked(topic: WhyTopic) -> Option<FieldId> {
    match topic {
        WhyTopic::Completeness | WhyTopic::Class | WhyTopic::Service => None,
        WhyTopic::Freshness(field) | WhyTopic::Expiry(field) | WhyTopic::Generated(field) => {
            Some(field)
        }
    }
}
