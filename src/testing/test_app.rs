//! The app itself, on a disk that takes everything, for tests that draw what it shows. Not here: any test.

use std::collections::VecDeque;

use jipan_app::event::{Event, OpenedStore, Term};
use jipan_app::route::Route;
use jipan_app::view::{FileView, Language, PaneView, ScreenView, Theme};
use jipan_app::{Effect, Env, IdSource, Model, Rest, Start};
use jipan_rules::{DateTime, NaiveDate, Uuid};

/// A running app.
pub(crate) struct App {
    pub(crate) model: Model,
    env: Env,
    n_rows: u64,
}

impl App {
    /// With the sample data.
    pub(crate) fn with_sample() -> Self {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut last = 0_u64;
        let ids = IdSource::new(move || {
            last += 1;
            Uuid::from_u64_pair(last, last.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        });
        let start = Start {
            route: Route::Home,
            language: Language::Chinese,
            has_english: true,
            theme: Theme::System,
            is_online: false,
            today,
        };
        let now = DateTime::from_timestamp(1_795_300_000, 0).unwrap();
        let mut app = Self { model: Model::new(start), env: Env { now, today, ids }, n_rows: 0 };
        let store = OpenedStore { term: Some(Term([1; 16])), ..OpenedStore::default() };
        app.happens(Event::StoreOpened(Box::new(store)));
        app.happens(Event::LoadSamplePressed);
        app
    }

    /// Something happens, and everything that follows from it at once.
    pub(crate) fn happens(&mut self, event: Event) {
        let mut queue = VecDeque::from([event]);
        while let Some(event) = queue.pop_front() {
            let effects = self.model.update(event, &mut self.env);
            queue.extend(effects.into_iter().filter_map(|it| self.answer(it)));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "what else goes out has no answer here")]
    fn answer(&mut self, effect: Effect) -> Option<Event> {
        Some(match effect {
            Effect::Continue => Event::JobStep { units: 10_000 },
            Effect::Commit { id, changes, .. } => {
                let first = self.n_rows + 1;
                self.n_rows += u64::try_from(changes.len()).unwrap();
                Event::SaveEnded { id, log_keys: (first..=self.n_rows).collect() }
            }
            Effect::Fold { id, .. } => Event::FoldEnded(id),
            Effect::AwaitPaint => Event::FirstPainted,
            Effect::OpenWhole => Event::StoreOpenedWhole(Box::default()),
            Effect::FetchRest => Event::RestCame(Rest::here()),
            Effect::LoadCold(customer) => {
                Event::ColdLoaded { customer, segments: Vec::new(), damaged: Vec::new() }
            }
            _ => return None,
        })
    }

    /// The screen at an address.
    pub(crate) fn screen(&mut self, route: Route) -> ScreenView {
        self.happens(Event::LinkFollowed(route));
        self.model.view().screen
    }

    /// The file at an address.
    pub(crate) fn file(&mut self, route: Route) -> FileView {
        let ScreenView::Customers(view) = self.screen(route) else { panic!("no file") };
        let PaneView::File(file) = &view.pane else { panic!("no file: {:?}", view.pane) };
        (**file).clone()
    }
}
