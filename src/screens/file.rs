//! 客户档案: everything about one customer, edited in place. Not here: the list beside it.

use std::rc::Rc;

use jipan_app::event::{BudgetEvent, BudgetSheet, Event, TradeEvent};
use jipan_app::route::{MergePlace, Route};
use jipan_app::view::{FileView, Later, RecordSync};
use yew::prelude::*;

use crate::components::alerts::Alerts;
use crate::components::budget::press;
use crate::components::budget::sheet::BudgetForm;
use crate::components::contradictions::Contradictions;
use crate::components::facts::FileFacts;
use crate::components::field_group::{FieldGroups, field_asked};
use crate::components::file_orders::order_words;
use crate::components::funnel::consent::no_consent;
use crate::components::funnel::panel::FunnelPart;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::member::Member;
use crate::components::objections::Objections;
use crate::components::similar::Similar;
use crate::components::timeline::Timeline;
use crate::components::why::WhyPanel;
use crate::hooks::{use_menu, use_tr};
use crate::i18n::Tr;

/// Properties of [`FileScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct FileScreenProps {
    /// The file.
    pub view: Later<FileView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// Takes note of where "why?" was asked.
fn note_place(event: &Event, place: &UseStateSetter<bool>, is_above: bool) {
    if let Event::WhyToggled(Some(_)) = event {
        place.set(is_above);
    }
}

/// The file of one customer.
#[component]
pub fn FileScreen(props: &FileScreenProps) -> Html {
    let tr = use_tr();
    let FileScreenProps { view, on_event } = props;
    // The answer stands where it was asked: what the facts and a field both say can be far below.
    let is_why_above = use_state(|| false);
    let is_above = *is_why_above;
    let deps = (on_event.clone(), is_why_above.setter());
    let ask_above = use_callback(deps.clone(), |event: Event, (on_event, place)| {
        note_place(&event, place, true);
        on_event.emit(event);
    });
    let ask_below = use_callback(deps, |event: Event, (on_event, place)| {
        note_place(&event, place, false);
        on_event.emit(event);
    });
    let why = view.why.clone().filter(|why| is_above || field_asked(why.topic).is_none());
    html! {
        <section class="file" aria-label={tr.text("file-region")} data-form="file"
            data-deleted={view.is_deleted.to_string()} data-saving={view.is_saving.to_string()}>
            <FileHead view={view.clone()} on_event={on_event.clone()} />
            if view.is_deleted {
                <DeletedBanner is_read_only={view.is_read_only} on_event={on_event.clone()} />
            } else if view.is_read_only {
                <p class="file__banner">{ tr.text("file-read-only") }</p>
            }
            if let Some(name) = &view.led_from {
                <p class="file__banner" role="status">
                    { tr.with("file-led-from", &[("name", name.as_str().into())]) }
                </p>
            }
            <Similar customers={Rc::clone(&view.similar)} of={view.id} on_event={on_event.clone()} />
            if !view.due_alerts.is_empty() && !view.is_read_only {
                <div class="file__banner">
                    <Alerts alerts={view.due_alerts.clone()} is_in_file=true on_event={on_event.clone()} />
                </div>
            }
            <Contradictions found={view.contradictions.clone()} />
            <FileFacts view={view.clone()} on_event={ask_above} />
            if let Some(why) = why {
                <WhyPanel view={why} on_event={on_event.clone()} />
            }
            <Objections view={view.objections.clone()} on_event={on_event.clone()} />
            if !view.merged.is_empty() {
                <MergedList view={view.clone()} on_event={on_event.clone()} />
            }
            <FunnelPart view={view.clone()} on_event={on_event.clone()} />
            if let Some(sheet) = &view.service_sheet {
                <BudgetForm view={(**sheet).clone()} on_event={on_event.clone()} />
            }
            <div class="file__columns">
                <FieldGroups view={view.clone()} is_why_above={is_above} on_event={ask_below} />
                <Timeline items={Rc::clone(&view.timeline)} note={Rc::clone(&view.note)}
                    is_loading={view.is_history_loading}
                    is_read_only={view.is_read_only || view.is_deleted}
                    on_event={on_event.clone()} />
            </div>
        </section>
    }
}

/// The name, how to reach the shop, and what can be done with the whole file.
#[component]
fn FileHead(props: &FileScreenProps) -> Html {
    let tr = use_tr();
    let FileScreenProps { view, on_event } = props;
    html! {
        <header class="file__head">
            <div class="file__who">
                <h1 class="file__name">{ &view.name }</h1>
                <p class="file__known">{ known_of(view, &tr) }</p>
                { record_sync(view, on_event, &tr) }
            </div>
            <div class="file__reach">
                if view.orders.can_order {
                    <Link class="button button--first" to={Route::Order(view.id)} on_event={on_event.clone()}>
                        { order_words(&view.orders, &tr) }
                    </Link>
                }
                if let Some(phone) = &view.phone {
                    <a class="button" href={format!("tel:{phone}")}>
                        <Icon name={IconName::Phone} />{ tr.text("file-call") }
                    </a>
                }
                { no_consent(&tr, view.no_consent) }
                if let Some(address) = &view.address {
                    <a class="button" href={map_address(address)} target="_blank"
                        rel="noopener noreferrer">
                        <Icon name={IconName::Map} />{ tr.text("file-map") }
                    </a>
                }
                <button class="button" type="button" aria-label={tr.text("print-file")}
                    title={tr.text("print-file")}
                    onclick={on_event.reform(|_: MouseEvent| Event::FilePrinted)}>
                    <Icon name={IconName::Print} />
                </button>
                if !view.is_read_only {
                    <FileMore view={view.clone()} on_event={on_event.clone()} />
                }
            </div>
        </header>
    }
}

/// Where the file is, in words; what needs the person is a link to where it is decided. A tablet alone
/// says so once, in the status line.
fn record_sync(view: &FileView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let words = tr.record_sync(view.sync);
    match view.sync {
        RecordSync::Here => Html::default(),
        RecordSync::NeedsYou => html! {
            <Link class="file__sync" to={Route::Sync} on_event={on_event.clone()}>
                <Icon name={IconName::Warning} />{ words }
            </Link>
        },
        RecordSync::Waiting(_) => html! {
            <p class="file__sync" data-waits="true"><Icon name={IconName::Clock} />{ words }</p>
        },
        RecordSync::Sent => html! {
            <p class="file__sync"><Icon name={IconName::Check} />{ words }</p>
        },
    }
}

/// What is rarely done: behind one button.
#[component]
fn FileMore(props: &FileScreenProps) -> Html {
    let tr = use_tr();
    let FileScreenProps { view, on_event } = props;
    let menu = use_menu();
    let on_undo = on_event.reform(|_: MouseEvent| Event::UndoPressed);
    let to = Route::Merge(MergePlace::With(view.id));
    let on_merge = on_event.reform(move |_: MouseEvent| Event::LinkFollowed(to));
    let service = BudgetEvent::SheetOpened(BudgetSheet::Service(Some(view.id)));
    let on_service = press(on_event, service);
    let on_object = on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::ObjectingToggled));
    let (words, is_danger, on_delete) = if view.is_deleted {
        (tr.text("file-restore"), "false", on_event.reform(|_| Event::RestorePressed))
    } else {
        (tr.text("file-delete"), "true", on_event.reform(|_| Event::DeletePressed))
    };
    html! {
        <details class="file__more" ref={menu}>
            <summary class="button" aria-label={tr.text("file-more")} title={tr.text("file-more")}>
                <Icon name={IconName::More} />
            </summary>
            <div class="file__menu">
                <button type="button" class="file__item" disabled={!view.can_undo} onclick={on_undo}>
                    { tr.text("file-undo") }
                </button>
                if !view.is_deleted {
                    <button type="button" class="file__item" onclick={on_service}>
                        { tr.text("budget-service") }
                    </button>
                    <button type="button" class="file__item" onclick={on_object}>
                        { tr.text("objection-add") }
                    </button>
                    <button type="button" class="file__item" onclick={on_merge}>
                        { tr.text("file-merge") }
                    </button>
                }
                <button type="button" class="file__item" data-danger={is_danger} onclick={on_delete}>
                    { words }
                </button>
            </div>
        </details>
    }
}

/// The customers that were merged into this one, each of which can be one of its own again.
#[component]
fn MergedList(props: &FileScreenProps) -> Html {
    let tr = use_tr();
    let FileScreenProps { view, on_event } = props;
    let lines = view.merged.iter().map(|merged| {
        let id = merged.member.id;
        let on_separate = on_event.reform(move |_: MouseEvent| Event::SeparatePressed(id));
        let name = [("name", merged.member.name.as_str().into())];
        let on = tr.with("file-merged-on", &[("date", tr.date(merged.on).into())]);
        html! {
            <li class="merged__line" key={id.uuid().as_u128()}>
                <Member view={merged.member.clone()} />
                <span class="merge__has">{ on }</span>
                if !view.is_read_only && !view.is_deleted {
                    <button type="button" class="quiet-button" onclick={on_separate}
                        aria-label={tr.with("file-separate-of", &name)}>
                        { tr.text("file-separate") }
                    </button>
                }
            </li>
        }
    });
    let title = tr.with("file-merged", &[("n", view.merged.len().into())]);
    html! {
        <details class="merged fold">
            <summary class="fold__head">{ title }</summary>
            <ul>{ for lines }</ul>
        </details>
    }
}

/// Properties of [`DeletedBanner`].
#[derive(Debug, PartialEq, Properties)]
struct DeletedBannerProps {
    is_read_only: bool,
    on_event: Callback<Event>,
}

/// Says that the customer is deleted, and puts it back.
#[component]
fn DeletedBanner(props: &DeletedBannerProps) -> Html {
    let tr = use_tr();
    let on_restore = props.on_event.reform(|_: MouseEvent| Event::RestorePressed);
    html! {
        <div class="file__banner" role="status">
            <p>{ tr.text("file-deleted") }</p>
            if !props.is_read_only {
                <button type="button" class="button" onclick={on_restore}>
                    { tr.text("file-restore") }
                </button>
            }
        </div>
    }
}

/// Code, licence and address in one line.
fn known_of(view: &FileView, tr: &Tr) -> String {
    let licence = view
        .licence
        .as_ref()
        .map(|licence| tr.with("file-licence", &[("licence", licence.as_str().into())]));
    let parts = [view.code.clone(), licence, view.address.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where a map shows the address: opened only when pressed, by whatever the device has for it.
fn map_address(address: &str) -> String {
    let mut url = "https://uri.amap.com/search?keyword=".to_owned();
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() {
            url.push(char::from(byte));
        } else {
            url.push('%');
            url.extend([byte >> 4, byte & 0x0f].map(hex_digit));
        }
    }
    url
}

/// The digit of a number below 16.
fn hex_digit(number: u8) -> char {
    char::from_digit(u32::from(number), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_in_the_link_to_the_map_byte_by_byte() {
        assert_eq!(map_address("路 2&x"), "https://uri.amap.com/search?keyword=%E8%B7%AF%202%26x",);
    }
}
