//! 下单: an order entered in the shop, beginning from the last one. Not here: prices, what is special.

use std::rc::Rc;

use jipan_app::event::{Event, PadKey, TradeEvent};
use jipan_app::route::Route;
use jipan_app::view::{EntryLine, EntryView, Later};
use jipan_rules::values::ids::ProductId;
use web_sys::Element;
use yew::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::components::link::Link;
use crate::components::number_pad::NumberPad;
use crate::components::search_box::SearchBox;
use crate::hooks::use_tr;
use crate::i18n::Tr;

/// Properties of [`EntryScreen`].
#[derive(Debug, PartialEq, Properties)]
pub struct EntryScreenProps {
    /// The order.
    pub view: Later<EntryView>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The screen: products beside the order on a tablet, under it on a phone.
#[component]
pub fn EntryScreen(props: &EntryScreenProps) -> Html {
    let tr = use_tr();
    let EntryScreenProps { view, on_event } = props;
    let onkeydown = {
        let (open, on_event) = (view.open.as_ref().map(|it| it.product), on_event.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(typed) = open.and_then(|open| typed_on(open, &event)) {
                event.prevent_default();
                on_event.emit(Event::Trade(typed));
            }
        })
    };
    html! {
        <div class="entry" data-open={view.open.is_some().to_string()} {onkeydown}>
            <header class="entry__head">
                <Link class="icon-button" to={Route::Customer(view.customer)} on_event={on_event.clone()}>
                    <Icon name={IconName::Back} />
                    <span class="visually-hidden">{ tr.text("order-back") }</span>
                </Link>
                <h1 class="entry__title">{ tr.with("order-title", &[("name", view.name.as_str().into())]) }</h1>
                { repeat(view, on_event, &tr) }
            </header>
            if view.has_products {
                <div class="entry__body">
                    <Products view={view.clone()} on_event={on_event.clone()} />
                    <Lines view={view.clone()} on_event={on_event.clone()} />
                </div>
                <Foot view={view.clone()} on_event={on_event.clone()} />
            } else {
                <EmptyState icon={IconName::Sample} title={tr.text("order-no-products")}
                    hint={tr.text("order-no-products-hint")}>
                    <Link class="button" to={Route::Products} on_event={on_event.clone()}>
                        { tr.text("products-title") }
                    </Link>
                </EmptyState>
            }
        </div>
    }
}

/// What a key of a keyboard does while the quantity of a line is entered.
fn typed_on(open: ProductId, event: &KeyboardEvent) -> Option<TradeEvent> {
    let target = event.target_dyn_into::<Element>();
    let is_in =
        |tags: &[&str]| target.as_ref().is_some_and(|it| tags.contains(&it.tag_name().as_str()));
    // The row whose quantity is entered keeps the focus; another button is pressed by its Enter.
    let is_open_row = target.as_ref().and_then(|it| it.get_attribute("aria-expanded"));
    let is_other_button = is_in(&["BUTTON", "A"]) && is_open_row.as_deref() != Some("true");
    if is_in(&["INPUT"])
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event.is_composing()
    {
        return None;
    }
    let key = match event.key().as_str() {
        "Enter" if is_other_button => return None,
        "Enter" => PadKey::Next,
        "Backspace" => PadKey::Back,
        "-" => PadKey::Sign,
        "Escape" => return Some(TradeEvent::LineToggled(open)),
        digit => PadKey::Digit(digit.parse().ok().filter(|it| *it < 10)?),
    };
    Some(TradeEvent::PadPressed(key))
}

/// Orders the last order again, and says what it was.
fn repeat(view: &EntryView, on_event: &Callback<Event>, tr: &Tr) -> Html {
    let Some(last) = view.last.as_ref().filter(|_| !view.is_read_only) else {
        return Html::default();
    };
    let onclick = on_event.reform(|_: MouseEvent| Event::Trade(TradeEvent::RepeatPressed));
    let args = [
        ("date", tr.date(last.on).into()),
        ("n", last.n_lines.into()),
        ("amount", tr.with("order-amount", &[("amount", tr.fen(last.sums.amount).into())]).into()),
    ];
    let variant = view.lines.is_empty().then_some("primary");
    html! {
        <div class="entry__repeat">
            <button type="button" class="button" data-variant={variant} {onclick}>{ tr.text("order-repeat") }</button>
            <small class="entry__what">{ tr.with("order-repeat-what", &args) }</small>
        </div>
    }
}

/// The products, found by what is typed.
#[component]
fn Products(props: &EntryScreenProps) -> Html {
    let tr = use_tr();
    let EntryScreenProps { view, on_event } = props;
    html! {
        <section class="entry__products" aria-label={tr.text("order-products")}>
            <SearchBox text={AttrValue::from(Rc::clone(&view.search))} name={tr.text("order-search")}
                hint={tr.text("order-search-hint")} has_key=false
                on_typed={on_event.reform(|text| Event::Trade(TradeEvent::ProductSearched(text)))} />
            if view.products.is_empty() {
                <p class="import__hint">{ tr.text("order-none-found") }</p>
            }
            <ul class="entry__rows">
                { for view.products.iter().map(|line| html! {
                    <li key={line.product.uuid().as_u128()}>{ row(line, view, true, on_event, &tr) }</li>
                }) }
            </ul>
            if view.n_more > 0 {
                <p class="import__hint">{ tr.with("order-more", &[("n", view.n_more.into())]) }</p>
            }
        </section>
    }
}

/// What is ordered so far.
#[component]
fn Lines(props: &EntryScreenProps) -> Html {
    let tr = use_tr();
    let EntryScreenProps { view, on_event } = props;
    html! {
        <section class="entry__lines" aria-label={tr.text("order-lines")}>
            <h2 class="entry__part">{ tr.text("order-lines") }</h2>
            if view.lines.is_empty() {
                <p class="import__hint">{ tr.text("order-lines-none") }</p>
            }
            <ul class="entry__rows">
                { for view.lines.iter().map(|line| html! {
                    <li key={line.product.uuid().as_u128()}>{ row(line, view, false, on_event, &tr) }</li>
                }) }
            </ul>
            if view.n_left_out > 0 {
                <p class="import__hint" role="status">
                    { tr.with("order-left-out", &[("n", view.n_left_out.into())]) }
                </p>
            }
        </section>
    }
}

/// A product, or a line of the order: pressed, its quantity is entered.
fn row(
    line: &EntryLine,
    view: &EntryView,
    is_offer: bool,
    on_event: &Callback<Event>,
    tr: &Tr,
) -> Html {
    let product = line.product;
    let onclick =
        on_event.reform(move |_: MouseEvent| Event::Trade(TradeEvent::LineToggled(product)));
    let is_open = view.open.as_ref().is_some_and(|it| it.product == product);
    let quantity = |n| tr.quantity(n, line.unit.as_deref());
    let price = match line.price {
        Some(price) => tr.unit_price(price, line.unit.as_deref()),
        None => tr.text("order-no-price"),
    };
    let price = if line.is_free { tr.text("order-free") } else { price };
    let n = line.quantity;
    html! {
        <button type="button" class="entry__row" aria-expanded={is_open.to_string()}
            data-tone={n.filter(|n| *n < 0).map(|_| "return")} disabled={view.is_read_only} {onclick}>
            <b class="entry__name">{ &line.name }</b>
            <span class="entry__n">{ n.map(quantity) }</span>
            <small class="entry__facts">
                if is_offer { { &line.code }{ " · " } }
                { price }
                if let Some(last) = line.last.filter(|_| is_offer) {
                    { " · " }{ tr.with("order-last", &[("quantity", quantity(last).into())]) }
                }
            </small>
            if !is_offer {
                <small class="entry__amount">{ tr.fen(line.amount) }</small>
            }
        </button>
    }
}

/// The number pad, what it comes to, what is special, and "done".
#[component]
fn Foot(props: &EntryScreenProps) -> Html {
    let tr = use_tr();
    let EntryScreenProps { view, on_event } = props;
    let press =
        |event: TradeEvent| on_event.reform(move |_: MouseEvent| Event::Trade(event.clone()));
    let is_blank = view.lines.iter().all(|it| it.quantity.unwrap_or_default() == 0);
    let amount = tr.with("order-amount", &[("amount", tr.fen(view.sums.amount).into())]);
    let reasons = tr.review_reasons(view);
    html! {
        <footer class="entry__foot">
            if let Some(line) = &view.open {
                <NumberPad line={Rc::clone(line)} on_event={on_event.clone()} />
            }
            <div role="status" class="entry__special">
                if !is_blank && !reasons.is_empty() {
                    <p>{ tr.text("order-will-review") }</p>
                    <ul>{ for reasons.iter().map(|it| html! { <li>{ it }</li> }) }</ul>
                }
            </div>
            <p class="entry__sums">
                <span>{ tr.order_total(&view.sums) }</span>
                <b class="entry__all">{ amount }</b>
            </p>
            <div class="entry__do">
                if !view.lines.is_empty() {
                    <button type="button" class="quiet-button" onclick={press(TradeEvent::EntryDropped)}>
                        { tr.text("order-drop") }
                    </button>
                }
                <button type="button" class="button" data-variant="primary"
                    disabled={is_blank || view.is_read_only} onclick={press(TradeEvent::EntryDone)}>
                    { tr.text("order-done") }
                </button>
            </div>
        </footer>
    }
}
