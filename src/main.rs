//! The browser shell. Holds the first line of the program; everything it decides lives in `jipan-app`.

use yew::prelude::*;

/// The page while the screens are being built.
#[component]
fn App() -> Html {
    html! { <main id="app"><h1>{ "基盘" }</h1></main> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
