//! What the app makes of the sample data, drawn by the screens: each of them says what the other shows.

use jipan_app::event::{DealSheetKind, FunnelEvent};
use jipan_app::view::{CardView, Language, Later, QuickAddView, ScreenView, TodayView};
use jipan_rules::funnel::{Channel, Place};

use super::*;
use crate::components::funnel::panel::Opportunities;
use crate::components::paper::Paper;
use crate::screens::quick_add::QuickAddScreen;
use crate::screens::today::TodayScreen;
use crate::testing::test_app::App;
use crate::testing::{drawn, words};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn board(app: &mut App) -> Later<BoardView> {
    let ScreenView::Board(view) = app.screen(Route::Funnel) else { panic!("not the board") };
    view
}

fn today(app: &mut App) -> Later<TodayView> {
    let ScreenView::Today(view) = app.screen(Route::Today) else { panic!("not today") };
    view
}

fn quick(app: &mut App) -> Later<QuickAddView> {
    let ScreenView::QuickAdd(view) = app.screen(Route::QuickAdd) else {
        panic!("not the quick entry")
    };
    view
}

fn cards(view: &BoardView) -> Vec<CardView> {
    view.columns.iter().flat_map(|it| it.cards.iter().cloned()).collect()
}

/// No word is missing: a message that is not there is drawn as its name.
fn is_whole(said: &str) {
    let prefixes = ["today-", "board-", "deal-", "close-", "quick-", "remark-", "why-", "card-"];
    let missing = said.lines().find(|line| prefixes.iter().any(|it| line.starts_with(it)));
    assert_eq!(missing, None, "{said}");
    assert!(!said.contains('{') && !said.contains("\u{2068}"), "{said}");
}

#[tokio::test]
async fn the_board_of_the_sample_draws_each_card_with_where_it_can_go() {
    let mut app = App::with_sample();
    let view = board(&mut app);
    let all = cards(&view);
    assert_eq!(all.len(), 20);
    for language in LANGUAGES {
        let view = view.clone();
        let said = words(language, of_board(view)).await;
        is_whole(&said);
        for card in &all {
            assert!(said.contains(&card.name), "{} in {said}", card.name);
        }
    }
    let movable = all.iter().filter(|it| !it.turns.is_empty()).count();
    let html = drawn(Language::Chinese, of_board(view)).await;
    assert_eq!(
        html.matches(r#"aria-label="移动""#).count() - html.matches("disabled").count(),
        movable
    );
}

fn of_board(view: Later<BoardView>) -> impl Fn() -> Html {
    move || html! { <FunnelScreen view={view.clone()} on_event={Callback::noop()} /> }
}

#[tokio::test]
async fn today_of_the_sample_draws_each_row() {
    let mut app = App::with_sample();
    let view = today(&mut app);
    assert!(!view.late.is_empty() && !view.tasks.is_empty());
    for language in LANGUAGES {
        let shown = view.clone();
        let draw =
            move || html! { <TodayScreen view={shown.clone()} on_event={Callback::noop()} /> };
        let said = words(language, draw).await;
        is_whole(&said);
        let names = view.late.iter().chain(&view.due).map(|it| &it.name);
        for name in names.chain(view.tasks.iter().map(|it| &it.name)) {
            assert!(said.contains(name.as_str()), "{name} in {said}");
        }
    }
}

#[tokio::test]
async fn the_file_and_the_paper_of_each_card_of_the_sample_are_drawn() {
    let mut app = App::with_sample();
    let all = cards(&board(&mut app));
    for card in all {
        let customer = card.deal.customer;
        let file = app.file(Route::Customer(customer));
        let panel = file.funnel.clone();
        let draw = move || {
            html! {
                <Opportunities {customer} panel={panel.clone()} is_read_only=false on_event={Callback::noop()} />
            }
        };
        for language in LANGUAGES {
            is_whole(&words(language, draw.clone()).await);
        }
        app.happens(Event::Funnel(FunnelEvent::CardPrinted(customer)));
        let paper = app.model.view().print.expect("the card is printed");
        let said = words(Language::Chinese, move || html! { <Paper view={paper.clone()} /> }).await;
        is_whole(&said);
        assert!(said.starts_with(&format!("{}\n黄卡\n", card.name)), "{said}");
        app.happens(Event::PrintEnded);
    }
}

#[tokio::test]
async fn each_sheet_opens_over_the_board_of_the_sample() {
    let mut app = App::with_sample();
    for card in cards(&board(&mut app)) {
        let deal = card.deal;
        let mut kinds = vec![
            DealSheetKind::Contact(deal),
            DealSheetKind::Source(deal),
            DealSheetKind::Closing(deal),
        ];
        kinds.extend(card.turns.iter().map(|to| DealSheetKind::Turn(deal, *to)));
        if matches!(card.place, Place::In(Stage::Prospect | Stage::Intending)) {
            kinds.extend([DealSheetKind::Expect(deal), DealSheetKind::Snooze(deal)]);
        }
        for kind in kinds {
            app.happens(Event::Funnel(FunnelEvent::SheetOpened(kind)));
            let ScreenView::Board(view) = app.model.view().screen else { panic!("no board") };
            assert_eq!(view.sheet.as_ref().map(|it| it.kind), Some(kind));
            let html = drawn(Language::Chinese, of_board(view)).await;
            assert!(html.contains("<dialog"), "{kind:?}");
            app.happens(Event::Funnel(FunnelEvent::SheetClosed));
        }
    }
}

#[tokio::test]
async fn a_referral_of_the_sample_is_entered_from_its_task_with_the_referrer_named() {
    let mut app = App::with_sample();
    let by = cards(&board(&mut app))[0].clone();
    app.happens(Event::Funnel(FunnelEvent::ReferralAsked(by.deal.customer)));
    let view = quick(&mut app);
    assert_eq!(view.channel, Some(Channel::Referral));
    let draw = move || html! { <QuickAddScreen view={view.clone()} on_event={Callback::noop()} /> };
    let said = words(Language::Chinese, draw).await;
    is_whole(&said);
    assert!(said.contains(&format!("转介绍人\n{}\n", by.name)), "{said}");
}
