//! The frame around every screen: navigation, the state of the data, what can be undone, notices. Also
//! the place where the language of everything below is set. Not here: any screen.

use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{ScreenView, ViewModel};
use yew::prelude::*;

use super::birthdays::BirthdaysScreen;
use super::broken::BrokenScreen;
use super::customers::CustomersScreen;
use super::differences::DifferencesScreen;
use super::duplicates::DuplicatesScreen;
use super::entry::EntryScreen;
use super::home::HomeScreen;
use super::import::ImportScreen;
use super::insights::InsightsScreen;
use super::join::JoinScreen;
use super::merge::MergeScreen;
use super::not_found::NotFoundScreen;
use super::opening::OpeningScreen;
use super::orders::OrdersScreen;
use super::products::ProductsScreen;
use super::quality::QualityScreen;
use super::rules::RulesScreen;
use super::settings::SettingsScreen;
use super::sync::SyncScreen;
use super::team::TeamScreen;
use crate::components::nav::Nav;
use crate::components::notices::Notices;
use crate::components::paper::Paper;
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
    let tr = Tr::new(view.language);
    html! {
        <ContextProvider<Tr> context={tr.clone()}>
            <div class="app" lang={tr.lang()} data-screen={screen_name(&view.screen)}
                data-printing={view.print.is_some().then_some("true")}>
                <a class="skip-link" href="#content">{ tr.text("skip-to-content") }</a>
                <Nav route={view.route} sync={view.status.sync} on_event={on_event.clone()} />
                <main class="app__main" id={CONTENT} tabindex="-1">
                    <Notices notices={view.notices.clone()} has_unsaved={view.has_unsaved} can_update={view.can_update} on_event={on_event.clone()} />
                    { screen(view, on_event) }
                    <UndoBar view={view.undo.clone()} on_event={on_event.clone()} />
                </main>
                <Status view={view.status} on_event={on_event.clone()} />
                if let Some(print) = &view.print { <Paper view={Rc::clone(print)} /> }
            </div>
        </ContextProvider<Tr>>
    }
}

/// The screen.
fn screen(view: &ViewModel, on_event: &Callback<Event>) -> Html {
    let (saved_at, on_event) = (view.status.saved_at, on_event.clone());
    let has_company = view.status.sync.is_some();
    match &view.screen {
        ScreenView::Opening { done, total } => {
            html! { <OpeningScreen done={*done} total={*total} /> }
        }
        ScreenView::Broken(failure) => html! { <BrokenScreen failure={failure.clone()} /> },
        ScreenView::Home(view) => {
            html! { <HomeScreen view={view.clone()} {saved_at} {on_event} /> }
        }
        ScreenView::Customers(view) => html! { <CustomersScreen view={view.clone()} {on_event} /> },
        ScreenView::Birthdays(view) => html! { <BirthdaysScreen view={view.clone()} {on_event} /> },
        ScreenView::Entry(view) => html! { <EntryScreen view={view.clone()} {on_event} /> },
        ScreenView::Orders(view) => html! { <OrdersScreen view={view.clone()} {on_event} /> },
        ScreenView::Products(view) => html! { <ProductsScreen view={view.clone()} {on_event} /> },
        ScreenView::Duplicates(view) => {
            html! { <DuplicatesScreen view={view.clone()} {on_event} /> }
        }
        ScreenView::Merge(view) => html! { <MergeScreen view={view.clone()} {on_event} /> },
        ScreenView::Import(view) => html! { <ImportScreen view={view.clone()} {on_event} /> },
        ScreenView::Differences(view) => {
            html! { <DifferencesScreen view={view.clone()} {on_event} /> }
        }
        ScreenView::Quality(view) => html! { <QualityScreen view={view.clone()} {on_event} /> },
        ScreenView::Insights(view) => html! { <InsightsScreen view={view.clone()} {on_event} /> },
        ScreenView::Rules(view) => html! { <RulesScreen view={view.clone()} {on_event} /> },
        ScreenView::Settings(view) => {
            html! { <SettingsScreen view={view.clone()} {saved_at} {has_company} {on_event} /> }
        }
        ScreenView::Join(view) => html! { <JoinScreen view={view.clone()} {on_event} /> },
        ScreenView::Sync(view) => html! { <SyncScreen view={view.clone()} {on_event} /> },
        ScreenView::Team(view) => html! { <TeamScreen view={view.clone()} {on_event} /> },
        ScreenView::NotFound => {
            html! { <NotFoundScreen {on_event} /> }
        }
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
        ScreenView::Entry(_) => "entry",
        ScreenView::Orders(_) => "orders",
        ScreenView::Products(_) => "products",
        ScreenView::Duplicates(_) => "duplicates",
        ScreenView::Merge(_) => "merge",
        ScreenView::Import(_) => "import",
        ScreenView::Differences(_) => "differences",
        ScreenView::Quality(_) => "quality",
        ScreenView::Insights(_) => "insights",
        ScreenView::Rules(_) => "rules",
        ScreenView::Join(_) => "join",
        ScreenView::Sync(_) => "sync",
        ScreenView::Team(_) => "team",
        ScreenView::Settings(_) => "settings",
        ScreenView::NotFound => "not-found",
    }
}
