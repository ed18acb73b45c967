//! Drawing a part of the page as text, for tests. Not here: any test.

pub(crate) mod test_app;
pub(crate) mod test_company;

use jipan_app::view::Language;
use yew::LocalServerRenderer;
use yew::prelude::*;

use crate::i18n::Tr;

/// Properties of [`Spoken`].
#[derive(Debug, PartialEq, Properties)]
struct SpokenProps {
    tr: Tr,
    draw: Callback<(), Html>,
}

#[component]
fn Spoken(props: &SpokenProps) -> Html {
    html! {
        <ContextProvider<Tr> context={props.tr.clone()}>{ props.draw.emit(()) }</ContextProvider<Tr>>
    }
}

/// The markup in this language, one element a line.
pub(crate) async fn drawn(language: Language, draw: impl Fn() -> Html + 'static) -> String {
    let props = SpokenProps { tr: Tr::new(language), draw: Callback::from(move |()| draw()) };
    let html = LocalServerRenderer::<Spoken>::with_props(props).hydratable(false).render().await;
    html.replace("><", ">\n<")
}

/// What can be read of the markup, without what is drawn: the words in their order.
pub(crate) async fn words(language: Language, draw: impl Fn() -> Html + 'static) -> String {
    let html = drawn(language, draw).await;
    let mut words = String::new();
    for part in html.split('<') {
        let text = part.split_once('>').map_or(part, |(_, text)| text).trim();
        if !text.is_empty() {
            words.push_str(text);
            words.push('\n');
        }
    }
    words
}

/// The words of a table or of a long screen, ten a line.
pub(crate) fn folded(words: &str) -> String {
    let words: Vec<&str> = words.lines().collect();
    let lines = words.chunks(10).map(|it| it.join(" | "));
    lines.collect::<Vec<_>>().join("\n")
}
