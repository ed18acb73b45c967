//! Customers that could be the same shop, each with what is alike and a way to its file.
//! Not here: finding them.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::route::Route;
use jipan_app::view::SimilarView;
use yew::prelude::*;

use super::link::Link;
use crate::hooks::use_tr;

/// Properties of [`Similar`].
#[derive(Debug, PartialEq, Properties)]
pub struct SimilarProps {
    /// Who could be the same.
    pub customers: Rc<[SimilarView]>,
    /// Told what happened.
    pub on_event: Callback<Event>,
}

/// The warning; nothing when there is no such customer.
#[component]
pub fn Similar(props: &SimilarProps) -> Html {
    let tr = use_tr();
    let SimilarProps { customers, on_event } = props;
    if customers.is_empty() {
        return Html::default();
    }
    html! {
        <section class="similar" role="status" aria-labelledby="similar-title">
            <h2 class="similar__title" id="similar-title">{ tr.text("similar-title") }</h2>
            <ul class="similar__list">
                { for customers.iter().map(|it| html! {
                    <li>
                        <Link class="similar__link" to={Route::Customer(it.id)} on_event={on_event.clone()}>
                            <b>{ &it.name }</b>
                            <span>{ tr.similar_by(it.by) }</span>
                            if let Some(address) = &it.address { <small>{ address }</small> }
                        </Link>
                    </li>
                }) }
            </ul>
        </section>
    }
}
