//! 差异: where the last file and the device say different things, field by field. Not here: comparing.

use jipan_app::event::{DifferenceScope, Event, Side};
use jipan_app::route::Route;
use jipan_app::view::{DifferenceGroup, DifferenceView, DifferencesView, Later};
use jipan_rules::schema::FieldDef;
use yew::prelude::*;

use crate::components::difference::{sides, source_of};
use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`DifferencesScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct DifferencesScreenProps {
    /// All differences.
    pub view: Later<DifferencesView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn DifferencesScreen(props: &DifferencesScreenProps) -> Html {
    let tr = use_tr();
    let DifferencesScreenProps { view, on_event } = props;
    html! {
        <div class="page differences">
            <header class="import__head">
                <Link class="icon-button import__back" to={Route::Import} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("differences-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("differences-title") }</h1>
            </header>
            if view.n == 0 {
                <EmptyState icon={IconName::Check} title={tr.text("differences-none")}
                    hint={tr.text("differences-none-hint")} />
            } else {
                <p class="import__lead">{ tr.text("differences-lead") }</p>
                if !view.is_read_only && view.groups.len() > 1 {
                    { all_sides(DifferenceScope::All, view.n, None, on_event, &tr) }
                }
                { for view.groups.iter().map(|group| group_of(group, view.is_read_only, on_event, &tr)) }
            }
        </div>
    }
}

fn group_of(
    group: &DifferenceGroup,
    is_read_only: bool,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let DifferenceGroup { def, n, shown } = group;
    let id = format!("differences-{}", def.key);
    let n_more = n.saturating_sub(shown.len());
    html! {
        <section class="differences__group" aria-labelledby={id.clone()}>
            <header class="differences__head">
                <h2 class="import__name" {id}>
                    { tr.field(def) }<span class="differences__n">{ tr.count(*n) }</span>
                </h2>
                if !is_read_only && *n > 1 {
                    { all_sides(DifferenceScope::Field(def.id), *n, Some(def), on_event, tr) }
                }
            </header>
            <ul class="differences__lines">
                { for shown.iter().map(|it| line_of(it, def, is_read_only, on_event, tr)) }
            </ul>
            if n_more > 0 {
                <p class="import__hint">{ tr.with("differences-more", &[("n", n_more.into())]) }</p>
            }
        </section>
    }
}

fn line_of(
    view: &DifferenceView,
    def: &FieldDef,
    is_read_only: bool,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let here =
        view.here.as_ref().map_or_else(|| tr.text("differences-blank"), |it| tr.value(def, it));
    html! {
        <li class="differences__line">
            <div class="differences__what">
                <Link class="differences__name" to={Route::Customer(view.id)} on_event={on_event.clone()}>
                    { &view.name }
                </Link>
                <dl class="differences__values">
                    <div><dt>{ tr.text("differences-here") }</dt><dd>{ here }</dd></div>
                    <div><dt>{ tr.text("differences-file") }</dt><dd>{ tr.value(def, &view.file) }</dd></div>
                </dl>
                <p class="differences__source">{ source_of(view, tr) }</p>
            </div>
            if !is_read_only {
                { sides(view, def, on_event, tr) }
            }
        </li>
    }
}

/// Two buttons that decide many.
fn all_sides(
    scope: DifferenceScope,
    n: usize,
    def: Option<&FieldDef>,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let button = |side: Side, words: String| {
        let onclick =
            on_event.reform(move |_: MouseEvent| Event::DifferencesDecided { scope, side });
        let label = def.map(|def| format!("{words} · {}", tr.field(def)));
        html! { <button type="button" class="button" aria-label={label} {onclick}>{ words }</button> }
    };
    let args = [("n", n.into())];
    html! {
        <div class="difference__sides">
            { button(Side::Device, tr.with("difference-keep-all", &args)) }
            { button(Side::File, tr.with("difference-take-all", &args)) }
        </div>
    }
}
