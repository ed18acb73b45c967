//! 商品: the products of the company, and the form of one. Not here: what a product costs on a day.

use std::rc::Rc;

use jipan_app::event::{Event, TradeEvent};
use jipan_app::route::Route;
use jipan_app::view::{Later, ProductRow, ProductsView};
use yew::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::product_sheet::ProductSheet;
use crate::components::search_box::SearchBox;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`ProductsScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct ProductsScreenProps {
    /// The products.
    pub view: Later<ProductsView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen.
#[component]
pub fn ProductsScreen(props: &ProductsScreenProps) -> Html {
    let tr = use_tr();
    let ProductsScreenProps { view, on_event } = props;
    let on_add = on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::ProductOpened(None)));
    html! {
        <div class="page">
            <header class="import__head products__head">
                <Link class="icon-button import__back" to={Route::Customers} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("customers-back") }</span>
                </Link>
                <h1 class="import__title">{ tr.text("products-title") }</h1>
                if view.can_edit {
                    <Link class="button" to={Route::Import} on_event={on_event.clone()}>
                        <Icon name={IconName::Import} />{ tr.text("products-import") }
                    </Link>
                    <button type="button" class="button" data-variant="primary" onclick={on_add}>
                        <Icon name={IconName::Plus} />{ tr.text("products-add") }
                    </button>
                }
            </header>
            if view.n_all == 0 {
                <EmptyState icon={IconName::Sample} title={tr.text("products-none")}
                    hint={view.can_edit.then(|| tr.text("products-none-hint"))} />
            } else {
                <SearchBox text={AttrValue::from(Rc::clone(&view.search))} name={tr.text("products-search")}
                    hint={tr.text("order-search-hint")} has_key=false
                    on_typed={on_event.reform(|text| Event::Trade(TradeEvent::ProductSearched(text)))} />
                <p class="import__lead" role="status">{ tr.with("products-count", &[("n", view.n_all.into())]) }</p>
                if view.rows.is_empty() {
                    <p class="import__hint">{ tr.text("order-none-found") }</p>
                }
                <ul class="entry__rows" aria-label={tr.text("products-list")}>
                    { for view.rows.iter().map(|it| html! {
                        <li key={it.id.uuid().as_u128()}>{ row(it, on_event, &tr) }</li>
                    }) }
                </ul>
                if view.n_more > 0 {
                    <p class="import__hint">{ tr.with("order-more", &[("n", view.n_more.into())]) }</p>
                }
            }
            if let Some(form) = &view.form {
                <ProductSheet key={form.id.map_or(0, |id| id.uuid().as_u128())} form={Rc::clone(form)}
                    on_event={on_event.clone()} />
            }
        </div>
    }
}

/// A product: pressed, its form opens.
fn row(product: &ProductRow, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let id = product.id;
    let onclick =
        on_event.reform(move |_: MouseEvent| Event::Trade(TradeEvent::ProductOpened(Some(id))));
    let price = product.price.map_or_else(|| tr.text("order-no-price"), |it| tr.price_of(it));
    let pack = tr.quantity(product.pack.into(), product.unit.as_deref());
    let brand = product.brand.as_deref().map(|it| format!(" · {it}")).unwrap_or_default();
    let found_as = product
        .found_as
        .as_deref()
        .map(|it| format!(" · {}", tr.with("products-found-as", &[("name", it.into())])));
    html! {
        <button type="button" class="entry__row" {onclick}>
            <b class="entry__name">{ &product.name }</b>
            <span class="entry__n" data-tone={product.price.is_none().then_some("none")}>{ price }</span>
            <small class="entry__facts">{ &product.code }{ brand }{ found_as }</small>
            <small class="entry__amount">
                if product.is_active { { tr.with("products-pack", &[("quantity", pack.into())]) } } else { { tr.text("products-off") } }
            </small>
        </button>
    }
}
