//! The frame around every screen: navigation, the state of the data, what can be undone, notices. Also
//! the place where the language of everything below is set. Not here: any screen.

use jipan_app::event::Event;
use jipan_app::view::{ScreenView, ViewModel};
use yew::prelude::*;

use super::broken::BrokenScreen;
use super::customers::CustomersScreen;
use super::home::HomeScreen;
use super::not_found::NotFoundScreen;
use super::opening::OpeningScreen;
use super::rest::{Piece, draw};
use super::waiting::{WaitingBar, WaitingScreen};
use crate::components::nav::Nav;
use crate::components::notices::Notices;
use crate::components::status::Status;
use crate::components::undo_bar::UndoBar;
use crate::hooks::CONTENT;
use crate::i18n::Tr;

/// Properties of [`AppFrame`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppFrameProps {
    /// Everything on the glass.
    pub view: ViewModel,
    /// What the person does.
    pub on_event: Callback<Event>,
}

/// The whole page.
#[component]
pub fn AppFrame(props: &AppFrameProps) -> Html {
    let AppFrameProps { view, on_event } = props;
    let tr = Tr::new(view.language).counting(view.goods.as_ref());
    html! {
        <ContextProvider<Tr> context={tr.clone()}>
            <div class="app" lang={tr.lang()} data-screen={screen_name(&view.screen)}
                data-printing={view.print.is_some().then_some("true")}>
                <a class="skip-link" href="#content">{ tr.text("skip-to-content") }</a>
                <Nav route={view.route} sync={view.status.sync} on_event={on_event.clone()} />
                <main class="app__main" id={CONTENT} tabindex="-1">
                    <Notices notices={view.notices.clone()} has_unsaved={view.has_unsaved} can_update={view.can_update} on_event={on_event.clone()} />
                    if let Some(rest) = view.rest { <WaitingBar {rest} on_event={on_event.clone()} /> }
                    { screen(view, on_event) }
                    <UndoBar view={view.undo.clone()} on_event={on_event.clone()} />
                </main>
                <Status view={view.status} on_event={on_event.clone()} />
                if let Some(print) = &view.print { { draw(Piece::Paper(print), on_event) } }
            </div>
        </ContextProvider<Tr>>
    }
}

/// The screen.
fn screen(view: &ViewModel, on_event: &Callback<Event>) -> Html {
    let saved_at = view.status.saved_at;
    let whole = || draw(Piece::Screen(view), on_event);
    let on_event = on_event.clone();
    match &view.screen {
        ScreenView::Opening { done, total } => {
            html! { <OpeningScreen done={*done} total={*total} /> }
        }
        ScreenView::Broken(failure) => html! { <BrokenScreen failure={failure.clone()} /> },
        ScreenView::Home(view) => {
            html! { <HomeScreen view={view.clone()} {saved_at} {on_event} /> }
        }
        ScreenView::Customers(view) => html! { <CustomersScreen view={view.clone()} {on_event} /> },
        ScreenView::Waiting(rest) => html! { <WaitingScreen rest={*rest} {on_event} /> },
        ScreenView::NotFound => {
            html! { <NotFoundScreen {on_event} /> }
        }
        ScreenView::Birthdays(_)
        | ScreenView::Today(_)
        | ScreenView::QuickAdd(_)
        | ScreenView::Board(_)
        | ScreenView::Register(_)
        | ScreenView::Analysis(_)
        | ScreenView::Entry(_)
        | ScreenView::Orders(_)
        | ScreenView::Products(_)
        | ScreenView::Duplicates(_)
        | ScreenView::Merge(_)
        | ScreenView::Import(_)
        | ScreenView::Differences(_)
        | ScreenView::Quality(_)
        | ScreenView::Budget(_)
        | ScreenView::Insights(_)
        | ScreenView::Rules(_)
        | ScreenView::Join(_)
        | ScreenView::Sync(_)
        | ScreenView::Team(_)
        | ScreenView::Settings(_) => whole(),
    }
}

/// The screen as stylesheets and tests know it.
fn screen_name(screen: &ScreenView) -> &'static str {
    match screen {
        ScreenView::Opening { .. } => "opening",
        ScreenView::Broken(_) => "broken",
        ScreenView::Home(_) => "home",
        ScreenView::Customers(_) => "customers",
        ScreenView::Birthdays(_) => "birthdays",
        ScreenView::Today(_) => "today",
        ScreenView::QuickAdd(_) => "quick",
        ScreenView::Board(_) => "board",
        ScreenView::Register(_) => "register",
        ScreenView::Analysis(_) => "analysis",
        ScreenView::Entry(_) => "entry",
        ScreenView::Orders(_) => "orders",
        ScreenView::Products(_) => "products",
        ScreenView::Duplicates(_) => "duplicates",
        ScreenView::Merge(_) => "merge",
        ScreenView::Import(_) => "import",
        ScreenView::Differences(_) => "differences",
        ScreenView::Quality(_) => "quality",
        ScreenView::Budget(_) => "budget",
        ScreenView::Insights(_) => "insights",
        ScreenView::Rules(_) => "rules",
        ScreenView::Join(_) => "join",
        ScreenView::Sync(_) => "sync",
        ScreenView::Team(_) => "team",
        ScreenView::Settings(_) => "settings",
        ScreenView::Waiting(_) => "waiting",
        ScreenView::NotFound => "not-found",
    }
}
