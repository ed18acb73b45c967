//! Every screen, pane, sheet and paper that the first screen does without, behind one function: it is in
//! the rest of the app. Not here: how that is fetched, what each of them looks like.

use std::cell::OnceCell;
use std::rc::Rc;

use jipan_app::event::Event;
use jipan_app::view::{
    CustomersView, HomeAnswers, Later, ListSheet, PaneView, PrintView, ScreenView, TotalsView,
    ViewModel,
};
use yew::prelude::*;

use super::analysis::AnalysisScreen;
use super::birthdays::BirthdaysScreen;
use super::budget::BudgetScreen;
use super::differences::DifferencesScreen;
use super::duplicates::DuplicatesScreen;
use super::entry::EntryScreen;
use super::file::FileScreen;
use super::funnel::FunnelScreen;
use super::import::ImportScreen;
use super::insights::InsightsScreen;
use super::join::JoinScreen;
use super::merge::MergeScreen;
use super::new_customer::NewCustomerScreen;
use super::orders::OrdersScreen;
use super::products::ProductsScreen;
use super::quality::QualityScreen;
use super::quick_add::QuickAddScreen;
use super::register::RegisterScreen;
use super::rules::RulesScreen;
use super::settings::SettingsScreen;
use super::sync::SyncScreen;
use super::team::TeamScreen;
use super::today::TodayScreen;
use crate::components::answers::Answers;
use crate::components::bulk_sheet::BulkSheet;
use crate::components::paper::Paper;
use crate::components::pick_bar::PickBar;
use crate::components::print_sheet::PrintSheet;
use crate::components::totals::Totals;

/// What of the rest is to be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Piece<'a> {
    /// The screen.
    Screen(&'a ViewModel),
    /// What stands beside the list.
    Pane(&'a PaneView),
    /// The sheet of a tool of the list.
    Sheet(&'a Rc<CustomersView>),
    /// What the list adds up to.
    Totals(&'a Rc<TotalsView>),
    /// The foot of the list while customers are picked.
    Picks(&'a Rc<CustomersView>),
    /// The four questions of the home screen.
    Answers(&'a Later<HomeAnswers>),
    /// What goes onto paper.
    Paper(&'a Later<PrintView>),
}

/// Draws a piece.
pub(crate) type Draw = fn(Piece<'_>, &Callback<Event>) -> Html;

thread_local! {
    /// How pieces are drawn, once the rest is here.
    static DRAW: OnceCell<Draw> = const { OnceCell::new() };
}

/// The rest is here, and this is how its pieces are drawn.
pub(crate) fn take(whole: Draw) {
    DRAW.with(|it| {
        it.get_or_init(|| whole);
    });
}

/// Draws a piece of the rest. The model asks for one only when the rest is here.
pub(crate) fn draw(piece: Piece<'_>, on_event: &Callback<Event>) -> Html {
    let here = DRAW.with(|it| it.get().copied());
    // Tests fetch nothing: for them everything is here.
    #[cfg(not(target_family = "wasm"))]
    let here = here.or(Some(draw_whole as Draw));
    here.map(|draw| draw(piece, on_event)).unwrap_or_default()
}

/// What [`draw`] does. Only the door of the rest names it.
pub(crate) fn draw_whole(piece: Piece<'_>, on_event: &Callback<Event>) -> Html {
    let on_event = on_event.clone();
    match piece {
        Piece::Screen(view) => screen(view, on_event),
        Piece::Pane(view) => pane(view, on_event),
        Piece::Sheet(screen) => sheet(screen, on_event),
        Piece::Totals(view) => html! { <Totals view={Rc::clone(view)} {on_event} /> },
        Piece::Picks(view) => html! { <PickBar view={Rc::clone(view)} {on_event} /> },
        Piece::Answers(view) => html! { <Answers view={view.clone()} {on_event} /> },
        Piece::Paper(view) => html! { <Paper view={view.clone()} /> },
    }
}

fn screen(view: &ViewModel, on_event: Callback<Event>) -> Html {
    let saved_at = view.status.saved_at;
    let has_company = view.status.sync.is_some();
    match &view.screen {
        ScreenView::Today(view) => html! { <TodayScreen view={view.clone()} {on_event} /> },
        ScreenView::QuickAdd(view) => html! { <QuickAddScreen view={view.clone()} {on_event} /> },
        ScreenView::Board(view) => html! { <FunnelScreen view={view.clone()} {on_event} /> },
        ScreenView::Register(view) => html! { <RegisterScreen view={view.clone()} {on_event} /> },
        ScreenView::Analysis(view) => html! { <AnalysisScreen view={view.clone()} {on_event} /> },
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
        ScreenView::Budget(view) => html! { <BudgetScreen view={view.clone()} {on_event} /> },
        ScreenView::Insights(view) => html! { <InsightsScreen view={view.clone()} {on_event} /> },
        ScreenView::Rules(view) => html! { <RulesScreen view={view.clone()} {on_event} /> },
        ScreenView::Settings(view) => {
            html! { <SettingsScreen view={view.clone()} {saved_at} {has_company} {on_event} /> }
        }
        ScreenView::Join(view) => html! { <JoinScreen view={view.clone()} {on_event} /> },
        ScreenView::Sync(view) => html! { <SyncScreen view={view.clone()} {on_event} /> },
        ScreenView::Team(view) => html! { <TeamScreen view={view.clone()} {on_event} /> },
        // These are always here.
        ScreenView::Opening { .. }
        | ScreenView::Broken(_)
        | ScreenView::Home(_)
        | ScreenView::Customers(_)
        | ScreenView::Waiting(_)
        | ScreenView::NotFound => Html::default(),
    }
}

fn pane(view: &PaneView, on_event: Callback<Event>) -> Html {
    match view {
        PaneView::File(view) => html! {
            <FileScreen key={view.id.uuid().as_u128()} view={view.clone()} {on_event} />
        },
        PaneView::New(view) => html! { <NewCustomerScreen view={view.clone()} {on_event} /> },
        PaneView::Empty | PaneView::Missing | PaneView::Waiting(_) => Html::default(),
    }
}

fn sheet(screen: &Rc<CustomersView>, on_event: Callback<Event>) -> Html {
    match &screen.sheet {
        ListSheet::None => Html::default(),
        ListSheet::Print(view) => html! { <PrintSheet view={Rc::clone(view)} {on_event} /> },
        ListSheet::Bulk(view) => html! {
            <BulkSheet screen={Rc::clone(screen)} view={Rc::clone(view)} {on_event} />
        },
    }
}
