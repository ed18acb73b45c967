//! The pieces of the quick entry, which the register has too: name and phone, the channel, who recommended, who
//! could be the same. Not here: the screens, what becomes of it.

use jipan_app::event::{Event, FunnelEvent, QuickField};
use jipan_app::route::Route;
use jipan_app::view::{DraftError, QuickAddView};
use jipan_rules::funnel::Channel;
use jipan_rules::schema::{FieldId, field, fields};
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::boxes::{BoxKind, TypedBox, radios};
use crate::components::link::Link;
use crate::components::search_box::SearchBox;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// The two boxes of what every file has.
pub fn named(tr: &Tr, view: &QuickAddView, takes_focus: bool, on_event: &Callback<Event>) -> Html {
    let typed =
        |field| on_event.reform(move |text| Event::Funnel(FunnelEvent::QuickTyped { field, text }));
    let error = |of, error: &Option<DraftError>| {
        error
            .as_ref()
            .zip(field(of))
            .map(|(error, def)| AttrValue::from(tr.draft_error(def, error)))
    };
    let label = |of: FieldId| tr.field_of(of);
    html! {
        <>
            <TypedBox label={label(fields::NAME)} text={view.name.clone()} chars_max={400}
                error={error(fields::NAME, &view.name_error)} is_off={view.is_read_only} {takes_focus}
                on_typed={typed(QuickField::Name)} />
            <TypedBox label={label(fields::PHONE)} text={view.phone.clone()} kind={BoxKind::Phone}
                chars_max={100} error={error(fields::PHONE, &view.phone_error)}
                is_off={view.is_read_only} on_typed={typed(QuickField::Phone)} />
        </>
    }
}

/// The channel, and what of it.
pub fn channel_of(tr: &Tr, view: &QuickAddView, on_event: &Callback<Event>) -> Html {
    let on_channel = on_event.reform(|it| Event::Funnel(FunnelEvent::QuickChannel(it)));
    let on_sub = on_event.reform(|it| Event::Funnel(FunnelEvent::QuickSub(it)));
    let channels = Channel::ALL.map(|it| (it, tr.channel(it)));
    let subs: Vec<_> = view.channel.into_iter().flat_map(Channel::subs).collect();
    let has_subs = !subs.is_empty();
    let subs = subs.into_iter().map(|it| (Some(it), tr.sub_channel(it)));
    let subs = subs.chain([(None, tr.text("sub-none"))]);
    html! {
        <div class="quick__part">
            { radios("quick-channel", tr.text("channel-name"), channels, view.channel, &on_channel) }
            if view.is_channel_missing && view.channel.is_none() {
                <p class="text-box__error" role="alert">{ tr.text("quick-no-channel") }</p>
            }
            if has_subs {
                { radios("quick-sub", tr.text("sub-name"), subs, Some(view.sub), &on_sub) }
            }
        </div>
    }
}

/// Properties of [`Referrer`].
#[derive(Debug, PartialEq, Properties)]
pub struct ReferrerProps {
    /// What is being entered.
    pub view: QuickAddView,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// Who recommended: searched by name, chosen by a tap.
#[component]
pub fn Referrer(props: &ReferrerProps) -> Html {
    let tr = use_tr();
    let ReferrerProps { view, on_event } = props;
    let chosen =
        |it| on_event.reform(move |_: MouseEvent| Event::Funnel(FunnelEvent::QuickReferrer(it)));
    if let Some((_, name)) = &view.referrer {
        return html! {
            <p class="quick__referrer">
                <span><small>{ tr.text("quick-referrer") }</small>{ " " }<b>{ name }</b></span>
                <button type="button" class="quiet-button" onclick={chosen(None)}>{ tr.text("quick-referrer-other") }</button>
            </p>
        };
    }
    let on_typed = on_event.reform(|text| {
        Event::Funnel(FunnelEvent::QuickTyped { field: QuickField::Referrer, text })
    });
    let found = (view.search.as_str(), view.referrers.as_slice());
    referrer_search(&tr, found, on_typed, |id| chosen(Some(id)))
}

/// The search for who recommended, and who was found by it.
pub(super) fn referrer_search(
    tr: &Tr,
    (text, found): (&str, &[(CustomerId, String)]),
    on_typed: Callback<String>,
    chosen: impl Fn(CustomerId) -> Callback<MouseEvent>,
) -> Html {
    html! {
        <div class="quick__part">
            <span class="facet__name" aria-hidden="true">{ tr.text("quick-referrer") }</span>
            <SearchBox text={text.to_owned()} name={tr.text("quick-referrer")} hint={tr.text("quick-referrer-hint")}
                has_key=false {on_typed} />
            if !found.is_empty() {
                <ul class="quick__found" aria-label={tr.text("quick-referrers")}>
                    { for found.iter().map(|(id, name)| html! {
                        <li key={id.uuid().as_u128()}>
                            <button type="button" class="quick__choice" onclick={chosen(*id)}>{ name }</button>
                        </li>
                    }) }
                </ul>
            }
        </div>
    }
}

/// Who could be the same shop, and who has the phone: said, never in the way.
pub fn duplicates(tr: &Tr, view: &QuickAddView, on_event: &Callback<Event>) -> Html {
    let is_alone =
        view.similar.is_empty() && view.same_names.is_empty() && view.phone_holders.is_empty();
    if is_alone {
        return Html::default();
    }
    let similar =
        view.similar.iter().map(|it| (it.id, &it.name, &it.address, tr.similar_by(it.by)));
    let same = view.same_names.iter();
    let same = same.map(|(id, name, address)| (*id, name, address, tr.text("quick-same-name")));
    let alike = similar.chain(same).map(|(id, name, address, by)| {
        let about = address.as_ref().map_or_else(|| by.clone(), |at| format!("{by} · {at}"));
        (id, name.clone(), about)
    });
    let lines = alike.map(|(id, name, about)| {
        html! {
            <li>
                <Link class="similar__link" to={Route::Customer(id)} on_event={on_event.clone()}>
                    <b>{ name }</b><small>{ about }</small>
                </Link>
            </li>
        }
    });
    let holders = view.phone_holders.iter().map(|it| {
        html! {
            <li>
                <Link class="similar__link" to={Route::Customer(it.id)} on_event={on_event.clone()}>
                    { tr.same_phone(it) }
                </Link>
            </li>
        }
    });
    html! {
        <div class="file__banner">
            <b>{ tr.text("quick-duplicate") }</b>
            <ul>{ for lines }{ for holders }</ul>
        </div>
    }
}
