//! What is seen where something of the rest of the app is wanted that is not here yet: that it is on its
//! way, or that it could not be had and what helps. Not here: fetching it.

use jipan_app::event::Event;
use jipan_app::view::RestView;
use yew::prelude::*;

use crate::components::empty_state::EmptyState;
use crate::components::icon::{Icon, IconName};
use crate::hooks::use_tr;

/// Properties of [`WaitingScreen`] and [`WaitingBar`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WaitingProps {
    /// How fetching it stands.
    pub rest: RestView,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// In place of a screen.
#[component]
pub fn WaitingScreen(props: &WaitingProps) -> Html {
    let tr = use_tr();
    let WaitingProps { rest, on_event } = props;
    match rest {
        RestView::Coming => html! {
            <section class="message waiting" role="status">
                <progress class="message__progress" aria-label={tr.text("waiting-coming")} />
                <p class="message__text">{ tr.text("waiting-coming") }</p>
            </section>
        },
        RestView::Missing => {
            let onclick = on_event.reform(|_: MouseEvent| Event::RestAsked);
            // Helps where a newer build has taken the place of the one that asks.
            let on_reload = on_event.reform(|_: MouseEvent| Event::ReloadPressed);
            html! {
                <section class="waiting" role="alert">
                    <EmptyState icon={IconName::Warning} title={tr.text("waiting-missing")}
                        hint={tr.text("waiting-missing-hint")}>
                        <button class="button" type="button" data-variant="primary" {onclick}>
                            { tr.text("action-try-again") }
                        </button>
                        <button class="quiet-button" type="button" onclick={on_reload}>
                            { tr.text("action-reload") }
                        </button>
                    </EmptyState>
                </section>
            }
        }
    }
}

/// Above a screen that is here, when something that was done on it waits.
#[component]
pub fn WaitingBar(props: &WaitingProps) -> Html {
    let tr = use_tr();
    let WaitingProps { rest, on_event } = props;
    let onclick = on_event.reform(|_: MouseEvent| Event::RestAsked);
    match rest {
        RestView::Coming => html! {
            <div class="notice" data-tone="accent" role="status">
                <p class="notice__text">{ tr.text("waiting-coming") }</p>
            </div>
        },
        RestView::Missing => html! {
            <div class="notice" data-tone="amber" role="alert">
                <Icon name={IconName::Warning} />
                <p class="notice__text">{ tr.text("waiting-missing-done") }</p>
                <button class="notice__button" type="button" {onclick}>
                    { tr.text("action-try-again") }
                </button>
            </div>
        },
    }
}

#[cfg(test)]
mod tests {
    use jipan_app::view::Language;

    use super::*;
    use crate::testing::words;

    fn screen(rest: RestView) -> Html {
        html! { <WaitingScreen {rest} on_event={Callback::noop()} /> }
    }

    fn bar(rest: RestView) -> Html {
        html! { <WaitingBar {rest} on_event={Callback::noop()} /> }
    }

    #[tokio::test]
    async fn what_is_missing_says_to_keep_the_page_open_and_offers_two_ways_on() {
        insta::assert_snapshot!(words(Language::Chinese, || screen(RestView::Missing)).await, @r"
        应用的这一部分还没有取到
        这一部分还要从网络取一次。已保存的资料都在；请不要关闭本页，刚才做的只在本页等着，取到后自动继续。
        重试
        重新载入
        ");
        insta::assert_snapshot!(words(Language::English, || screen(RestView::Missing)).await, @r"
        This part of the app could not be fetched yet
        It has yet to come over a network. What was saved is here; keep this page open: what you just did waits in this page only, and goes on by itself when the part is here.
        Try again
        Load anew
        ");
    }

    #[tokio::test]
    async fn above_a_screen_that_is_here_it_says_what_waits() {
        insta::assert_snapshot!(words(Language::Chinese, || bar(RestView::Missing)).await, @r"
        刚才的操作还在等应用的其余部分，只在本页等着：请不要关闭本页，取到后自动继续。
        重试
        ");
        insta::assert_snapshot!(words(Language::English, || bar(RestView::Missing)).await, @r"
        What you just did waits for the rest of the app, in this page only: keep the page open; it goes on by itself when that is here.
        Try again
        ");
        insta::assert_snapshot!(words(Language::English, || bar(RestView::Coming)).await, @"Fetching the rest of the app…");
    }
}
