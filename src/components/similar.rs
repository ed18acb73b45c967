//! Customers that could be the same shop, each with what is alike and a way to its file.
//! Not here: finding them.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::{MergePlace, Route};
use jipan_app::view::SimilarView;
use jipan_rules::values::ids::CustomerId;
use yew::prelude::*;

use super::link::Link;
use crate::hooks::use_tr;

/// Properties of [`Similar`].
#[derive(Debug, PartialEq, Properties)]
pub struct SimilarProps {
    /// Who could be the same.
    pub customers: Rc<[SimilarView]>,
    /// The customer they are like; none for one that is only typed.
    #[prop_or_default]
    pub of: Option<CustomerId>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The warning; nothing when there is no such customer.
#[component]
pub fn Similar(props: &SimilarProps) -> Html {
    let tr = use_tr();
    let SimilarProps { customers, of, on_event } = props;
    if customers.is_empty() {
        return Html::default();
    }
    html! {
        <section class="similar" role="status" aria-labelledby="similar-title">
            <h2 class="similar__title" id="similar-title">{ tr.text("similar-title") }</h2>
            <ul class="similar__list">
                { for customers.iter().map(|it| html! {
                    <li class="similar__line">
                        <Link class="similar__link" to={Route::Customer(it.id)} on_event={on_event.clone()}>
                            <b>{ &it.name }</b>
                            <span>{ tr.similar_by(it.by) }</span>
                            if let Some(address) = &it.address { <small>{ address }</small> }
                        </Link>
                        <Link class="quiet-button" to={Route::Merge(place_of(*of, it.id))} on_event={on_event.clone()}
                            name={tr.with("similar-compare-of", &[("name", it.name.as_str().into())])}>
                            { tr.text("similar-compare") }
                        </Link>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// Where the two are compared.
fn place_of(of: Option<CustomerId>, other: CustomerId) -> MergePlace {
    match of {
        Some(id) => MergePlace::Pair(id, other),
        None => MergePlace::Form(other),
    }
}
