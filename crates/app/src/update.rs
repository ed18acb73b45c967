//! One event in, the effects out. The only door to the model.

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{Event, Part};
use crate::model::{MayWrite, Model, Phase};
use crate::route::{MergePlace, Route};
use crate::view::{Language, Notice, Theme};

/// A clock that is no more behind than this is right. OURS
const CLOCK_MILLIS_MAX: u64 = 5 * 60_000;

impl Model {
    /// What happened changes the model; what is to be done outside is given back.
    #[must_use = "the shell must run the effects"]
    pub fn update(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        let is_slice = matches!(event, Event::JobStep { .. });
        if !is_slice {
            self.is_dirty = true;
        }
        self.trade.now_ms = self.shared_millis(env);
        let part = event.part();
        let mut effects = match part {
            Part::First => self.on_first(event, env),
            Part::Device => {
                let mut effects = self.on_device(&event, env);
                effects.extend(self.tell_rest(&event, env));
                effects
            }
            Part::List => self.on_list(event, env),
            Part::Told(_) | Part::Asked(_) => self.by_rest(event, env),
        };
        self.today = env.today;
        // Between two slices nothing is drawn: the list follows when all is taken in.
        if !(is_slice && self.is_between_slices()) {
            self.refresh();
        }
        effects.extend(self.go_on(env));
        effects.extend(self.ask_for_slice());
        effects
    }

    /// Opening, slices and places.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of the first part only; `part` names each of them"
    )]
    fn on_first(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        match event {
            Event::JobStep { units } => self.job_step(units, env),
            Event::StoreOpened(store) => self.store_opened(*store, env),
            Event::PageCame(page) => self.page_came(page),
            Event::PagesUnsound => self.open_whole(),
            Event::FirstPainted => self.first_painted(),
            Event::StoreOpenedWhole(store) => self.store_opened_whole(*store),
            Event::StoreOpenFailed(failure) => {
                self.store_open_failed(failure);
                Vec::new()
            }
            Event::RestCame(rest) => self.rest_came(rest, env),
            Event::RestMissed => self.rest_missed(),
            Event::RestDue => self.rest_due(),
            Event::RestAsked => self.ask_for_rest(),
            Event::ReloadPressed => {
                let mut effects = self.tell_rest(&Event::ReloadPressed, env);
                effects.push(Effect::Reload);
                effects
            }
            Event::RouteChanged(route) => self.go(route, env),
            Event::LinkFollowed(route) => self.follow(route, env),
            Event::SettingFailed(_) => {
                self.notify(Notice::SettingNotKept);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The address changed by itself (back, forward, typed).
    fn go(&mut self, route: Route, env: &mut Env) -> Vec<Effect> {
        if self.route == route {
            return Vec::new();
        }
        let mut effects = self.leave(env);
        self.came_from = self.route;
        self.route = route;
        if self.phase == Phase::Ready {
            effects.extend(self.arrive());
        }
        effects
    }

    /// Makes the screen of the present address ready. An address of a customer that was merged leads
    /// to the one that stays.
    pub(crate) fn arrive(&mut self) -> Vec<Effect> {
        let asked = self.route;
        self.route = self.led_on(asked);
        let mut effects = self.enter(self.route);
        if self.route != asked {
            if let (Route::Customer(from), Some(file)) = (asked, &mut self.file) {
                file.led_from = Some(from);
            }
            effects.push(Effect::Navigate { route: self.route, is_replacing: true });
        }
        effects
    }

    /// A merge may have been made or taken back: who looks at a file that was merged is led on, and
    /// the old histories that belong to it now are read.
    pub(crate) fn follow_merge(&mut self) -> Vec<Effect> {
        let is_merged = matches!(self.route, Route::Customer(_))
            && self.book.has_merges()
            && self.led_on(self.route) != self.route;
        if is_merged {
            let mut effects = self.keep_drafts();
            effects.extend(self.arrive());
            return effects;
        }
        self.load_merged_lives()
    }

    /// Where an address leads: a merged customer is found under the one that stays, and two that
    /// are one by now are its file.
    fn led_on(&self, route: Route) -> Route {
        let stays = |id| self.book.survivor_of(id);
        match route {
            Route::Customer(id) => Route::Customer(stays(id)),
            Route::Order(id) => Route::Order(stays(id)),
            Route::Merge(MergePlace::With(id)) => Route::Merge(MergePlace::With(stays(id))),
            Route::Merge(MergePlace::Form(id)) => Route::Merge(MergePlace::Form(stays(id))),
            Route::Merge(MergePlace::Pair(one, other)) => match (stays(one), stays(other)) {
                (one, other) if one == other => Route::Customer(one),
                (one, other) => Route::Merge(MergePlace::Pair(one, other)),
            },
            Route::Home
            | Route::Customers
            | Route::NewCustomer
            | Route::Birthdays
            | Route::Today
            | Route::QuickAdd
            | Route::Funnel
            | Route::Analysis
            | Route::Register
            | Route::Orders
            | Route::Products
            | Route::Duplicates
            | Route::Import
            | Route::Differences
            | Route::Quality
            | Route::Budget(_)
            | Route::Insights
            | Route::Rules
            | Route::Join
            | Route::Sync
            | Route::Team
            | Route::Settings
            | Route::NotFound => route,
        }
    }

    /// Goes somewhere in place of the present screen, so that one does not come back to it.
    pub(crate) fn replace_with(&mut self, route: Route, env: &mut Env) -> Vec<Effect> {
        let mut effects = self.go(route, env);
        effects.push(Effect::Navigate { route: self.route, is_replacing: true });
        effects
    }

    /// A link of the app was followed: the address follows.
    pub(crate) fn follow(&mut self, route: Route, env: &mut Env) -> Vec<Effect> {
        if self.route == route {
            return Vec::new();
        }
        // From one file to the next is one step back, not a hundred.
        let is_replacing = matches!((self.route, route), (Route::Customer(_), Route::Customer(_)));
        let mut effects = vec![Effect::Navigate { route, is_replacing }];
        // What arriving makes of the address comes after it.
        effects.extend(self.go(route, env));
        effects
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "update hands over the events of this screen only, and names each of them"
    )]
    fn on_device(&mut self, event: &Event, env: &Env) -> Vec<Effect> {
        match event {
            Event::NetworkChanged { is_online } => {
                self.device.is_online = *is_online;
                return self.ask_for_late();
            }
            Event::ReadingsCame => return self.readings_came(),
            Event::ReadingsMissed => self.readings_missed(),
            Event::PageHidden => self.sync.is_hidden = true,
            Event::PageShown => {
                self.judge_clock(env);
                self.sync.is_hidden = false;
                return self.ask_for_late();
            }
            Event::WriterLost => self.writer.may_write = MayWrite::OtherTab,
            Event::StorageReported(report) => {
                self.device.storage = Some(*report);
                return self.tell_may_not_be_kept();
            }
            Event::OfflineReady(is_ready) => self.device.is_offline_ready = *is_ready,
            Event::UpdateWaiting => self.device.is_update_waiting = true,
            Event::UpdatePressed if self.can_update() => {
                self.device.is_update_waiting = false;
                return vec![Effect::ActivateUpdate];
            }
            Event::InstallOffered(offer) => self.device.install = *offer,
            Event::InstallPressed => return vec![Effect::PromptInstall],
            Event::NoticeDismissed(id) => self.notices.retain(|notice| notice.id != *id),
            Event::LanguageChosen(language) => return self.choose_language(*language),
            Event::EnglishCame => return self.english_came(),
            Event::EnglishMissed => self.english_missed(),
            Event::ThemeChosen(theme) => {
                self.theme = *theme;
                let value = theme.key().to_owned();
                self.settings.insert("theme".to_owned(), value.clone());
                return vec![
                    Effect::ApplyTheme(*theme),
                    Effect::SaveSetting { key: "theme".into(), value },
                ];
            }
            Event::PersistPressed => return vec![Effect::AskPersistence],
            // A new day is taken from the environment of every event.
            _ => {}
        }
        Vec::new()
    }

    /// Says once that the browser does not promise to keep the data, after it was asked to.
    fn tell_may_not_be_kept(&mut self) -> Vec<Effect> {
        const TOLD: &str = "told-not-kept";
        let is_refused =
            self.device.storage.is_some_and(|report| report.is_persistent == Some(false));
        let is_due = is_refused && self.device.has_asked_persistence;
        if !is_due || self.settings.contains_key(TOLD) {
            return Vec::new();
        }
        self.notify(Notice::MayNotBeKept);
        self.settings.insert(TOLD.to_owned(), "1".to_owned());
        vec![Effect::SaveSetting { key: TOLD.into(), value: "1".to_owned() }]
    }

    /// Says once that the clock of the device is behind the newest change. Work goes on, and the
    /// order of changes is kept.
    pub(crate) fn judge_clock(&mut self, env: &Env) {
        let ahead = self.writer.clock.last().ms().saturating_sub(self.shared_millis(env));
        let is_behind = ahead > CLOCK_MILLIS_MAX;
        if is_behind && !self.device.has_told_clock {
            self.notify(Notice::ClockBehind { minutes: ahead / 60_000 });
        }
        self.device.has_told_clock = is_behind;
    }

    /// Whether a new version can be taken now: nothing is half typed or on its way.
    pub(crate) fn can_update(&self) -> bool {
        self.device.is_update_waiting
            && self.writer.pending.is_empty()
            && self.drafts.unkept.is_empty()
            && self.drafts_here().next().is_none()
            && !self.is_bulk_running()
            && self.import.is_at_rest()
    }
}

impl Language {
    /// Its name in settings and in `<html lang>`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language of names in the schema.
    pub fn schema(self) -> jipan_rules::schema::Language {
        match self {
            Self::Chinese => jipan_rules::schema::Language::Zh,
            Self::English => jipan_rules::schema::Language::En,
        }
    }

    /// The language of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Chinese, Self::English].into_iter().find(|it| it.key() == key)
    }
}

impl Theme {
    /// Its name in settings and in `<html data-theme>`.
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Outdoor => "outdoor",
        }
    }

    /// The appearance of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark, Self::Outdoor]
            .into_iter()
            .find(|it| it.key() == key)
    }
}
