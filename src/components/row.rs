//! One customer in the list. Not here: what a tap on it does.

use std::rc::Rc;

use jipan_app::route::Route;
use jipan_app::view::{RecordSync, RowBadge, RowView};
use jipan_rules::schema::CustomerType;
use yew::prelude::*;

use super::badge::{Badge, Tone};
use super::icon::{Icon, IconName};
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`Row`].
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub struct RowProps {
    /// The customer.
    pub row: Rc<RowView>,
    /// Place in the list, from 1.
    pub place: usize,
    /// Length of the list.
    pub n_rows: usize,
    /// Whether its file is open.
    pub is_current: bool,
}

/// One row: a link that carries its customer in `data-id`, or, while customers are picked, a box to tick.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let tr = use_tr();
    let RowProps { row, place, n_rows, is_current } = props;
    html! {
        <li class="row" aria-posinset={place.to_string()} aria-setsize={n_rows.to_string()}>
            if let Some(is_picked) = row.is_picked {
                <button class="row__link" type="button" role="checkbox" data-id={row.id.uuid().to_string()}
                    aria-checked={is_picked.to_string()}>
                    <span class="row__tick" aria-hidden="true">
                        if is_picked { <Icon name={IconName::Check} /> }
                    </span>
                    { face(&tr, row) }
                </button>
            } else {
                <a class="row__link" href={crate::route::path_of(Route::Customer(row.id))}
                    data-id={row.id.uuid().to_string()} aria-current={is_current.then_some("true")}>
                    { face(&tr, row) }
                </a>
            }
        </li>
    }
}

/// What stands in a row.
fn face(tr: &Tr, row: &RowView) -> Html {
    html! {
        <>
            <strong class="row__name">{ marked(&row.name, &row.marks) }</strong>
            <span class="row__note">{ note(tr, row) }</span>
            <span class="row__facts">{ facts(tr, row) }</span>
            { badge(tr, row) }
        </>
    }
}

/// What stands at the right of the name: that it is being saved, else a type other than retail.
fn note(tr: &Tr, row: &RowView) -> String {
    match (row.is_saving, row.customer_type) {
        (true, _) => tr.text("row-saving"),
        (false, CustomerType::Retail) => String::new(),
        (false, CustomerType::Project | CustomerType::Designer | CustomerType::KeyAccount) => {
            tr.customer_type(row.customer_type).to_owned()
        }
    }
}

/// The line below the name: what matched, or class, tier, district and line.
fn facts(tr: &Tr, row: &RowView) -> String {
    if let Some((field, text)) = &row.matched {
        let args = [("field", tr.field_of(*field).into()), ("text", text.as_str().into())];
        return tr.with("row-matched", &args);
    }
    let tier = row.tier.map(|tier| tr.tier(tier));
    let facts = [&row.class, &tier, &row.district, &row.line];
    facts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

/// What needs the person comes before everything, then what is urgent about the customer itself.
fn badge(tr: &Tr, row: &RowView) -> Html {
    let (tone, text) = match (row.sync, row.badge) {
        (RecordSync::NeedsYou, _) => (Tone::Amber, tr.record_sync(row.sync)),
        (RecordSync::Waiting(_), RowBadge::Complete) => (Tone::Plain, tr.record_sync(row.sync)),
        (RecordSync::Waiting(_) | RecordSync::Here | RecordSync::Sent, badge) => {
            (tone(badge), tr.row_badge(badge, row.percent))
        }
    };
    html! { <Badge {tone} {text} /> }
}

/// How loud the badge is.
fn tone(badge: RowBadge) -> Tone {
    match badge {
        RowBadge::Expired(_) => Tone::Red,
        RowBadge::Expiring(_) | RowBadge::Stale => Tone::Amber,
        RowBadge::Deleted | RowBadge::Closed(_) | RowBadge::Complete => Tone::Plain,
    }
}

/// A name with the parts that match marked; `marks` count characters, in order, apart from each other.
fn marked(name: &str, marks: &[core::ops::Range<usize>]) -> Html {
    if marks.is_empty() {
        return name.into();
    }
    let mut parts: Vec<(bool, String)> = Vec::new();
    for (idx, character) in name.chars().enumerate() {
        let is_marked = marks.iter().any(|mark| mark.contains(&idx));
        match parts.last_mut() {
            Some((was_marked, part)) if *was_marked == is_marked => part.push(character),
            Some(_) | None => parts.push((is_marked, String::from(character))),
        }
    }
    let part_html = |(is_marked, part): (bool, String)| {
        if is_marked {
            html! { <mark class="row__mark">{ part }</mark> }
        } else {
            part.into()
        }
    };
    parts.into_iter().map(part_html).collect()
}
