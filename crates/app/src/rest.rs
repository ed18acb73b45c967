//! The rest of the app: the code of screens that the first one does without. It comes after the first
//! screen, in a file of its own; until then what needs it waits. Not here: how it is fetched.
//!
//! What is named in [`TABLE`] and nowhere else, with all that only it calls, is what that file holds. So
//! the code that is always here reaches the rest through [`Model::rest`] alone, and a call of what is not
//! here yet cannot be written.

mod update;

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{Event, Part};
use crate::job::{Job, Slice};
use crate::model::{Model, Phase};
use crate::open::{OpenJob, OpenKind};
use crate::route::Route;
use crate::view::customers::PaneView;
use crate::view::home::HomeRest;
use crate::view::{ListSheet, Notice, RestView, ScreenView, UndoView};

/// After the first miss it is asked for again so much later; after each further one, in double the
/// time. `OURS`
const RETRY_MILLIS: u32 = 5_000;
/// The wait is doubled no more often: it stays a little above five minutes. `OURS`
const N_DOUBLINGS: u32 = 6;

/// The doors into the rest of the app.
#[derive(Debug)]
struct Table {
    /// Takes every event that the first screen does without.
    update: fn(&mut Model, Event, &mut Env) -> Vec<Effect>,
    /// Hears what the device says, after the model took note of it.
    heard: fn(&mut Model, &Event, &mut Env) -> Vec<Effect>,
    /// Goes on after the book was opened or the rest came, whichever is later.
    opened: fn(&mut Model, &mut Env) -> Vec<Effect>,
    /// Goes on after the book was opened again.
    adopt: fn(&mut Model, OpenJob, OpenKind) -> Vec<Effect>,
    /// Makes what was typed safe before the screen goes.
    leave: fn(&mut Model, &mut Env) -> Vec<Effect>,
    /// Makes a screen ready.
    enter: fn(&mut Model, Route) -> Vec<Effect>,
    /// Does a slice of a job.
    slice: fn(&mut Model, Job, u32, &mut Env, &mut Vec<Effect>) -> Slice,
    /// Brings what is derived up to date.
    refresh: fn(&mut Model),
    /// Goes on with what an event made possible.
    go_on: fn(&mut Model, &mut Env) -> Vec<Effect>,
    home: fn(&Model) -> HomeRest,
    screen: fn(&Model) -> ScreenView,
    pane: fn(&Model) -> PaneView,
    sheet: fn(&Model) -> ListSheet,
    undo: fn(&Model) -> Option<UndoView>,
}

static TABLE: Table = Table {
    update: Model::update_rest,
    heard: Model::heard_by_rest,
    opened: Model::opened_whole,
    adopt: Model::adopt_whole,
    leave: Model::leave_rest,
    enter: Model::enter_rest,
    slice: Model::slice_of_rest,
    refresh: Model::refresh_rest,
    go_on: Model::go_on_rest,
    home: Model::home_rest,
    screen: Model::screen_rest,
    pane: Model::pane_rest,
    sheet: Model::sheet_rest,
    undo: Model::undo_shown,
};

/// The rest of the app's code, once it is here.
#[derive(Debug, Clone, Copy)]
pub struct Rest(&'static Table);

impl Rest {
    /// The rest of the app. Only the function that is fetched with it may call this.
    pub fn here() -> Self {
        Self(&TABLE)
    }
}

/// There is one rest of the app.
impl PartialEq for Rest {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rest {}

/// Where the rest of the app is, and what waits for it.
#[derive(Debug, Default)]
pub(crate) struct RestModel {
    rest: Option<Rest>,
    trade: LateOrders,
    fetching: Fetching,
    /// How often the wait for the next try is doubled.
    n_doublings: u32,
    /// Whether a clock runs for the next try.
    is_timed: bool,
    /// What happened meanwhile, in its order.
    waiting: Vec<Event>,
}

/// How reading the orders of the book stands. Without them the rest does nothing: a screen would say
/// less than there is, and a change might be judged by half of what is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum LateOrders {
    #[default]
    Here,
    Coming,
    /// Some of them could not be read: the book is to be read again.
    Damaged,
}

/// How fetching it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Fetching {
    #[default]
    Unasked,
    Asked,
    /// The network did not give it. It may still come.
    Missed,
    /// After that it was asked for by itself.
    AskedAgain,
}

impl Fetching {
    fn is_on_its_way(self) -> bool {
        match self {
            Self::Asked | Self::AskedAgain => true,
            Self::Unasked | Self::Missed => false,
        }
    }
}

/// What is on the screen when something is pressed, and must be there still when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The list as it is asked for and ordered.
    List,
    /// That list, and its screen.
    Screen,
}

/// What an event that waits is bound to; most say themselves what they are about.
#[expect(clippy::wildcard_enum_match_arm, reason = "few events are about what is on the screen")]
fn bound_of(event: &Event) -> Option<Bound> {
    match event {
        Event::ExportPressed | Event::FilterSaved { .. } | Event::SavedApplied(_) => {
            Some(Bound::List)
        }
        Event::BulkOpened | Event::PrintOpened | Event::ListPrinted | Event::AllPicked { .. } => {
            Some(Bound::Screen)
        }
        _ => None,
    }
}

impl Model {
    fn rest(&self) -> Option<&'static Table> {
        self.rest.rest.filter(|_| self.rest.trade != LateOrders::Coming).map(|it| it.0)
    }

    /// Whether the rest of the app is here, and all that it works with.
    pub(crate) fn has_rest(&self) -> bool {
        self.rest().is_some()
    }

    /// Whether its code is here.
    fn has_code(&self) -> bool {
        self.rest.rest.is_some()
    }

    /// Says whether the orders of the book are to be waited for.
    pub(crate) fn wait_for_trade(&mut self, is_late: bool) {
        self.rest.trade = if is_late { LateOrders::Coming } else { LateOrders::Here };
    }

    /// The orders were read; if not all of them were sound, everything is read again.
    pub(crate) fn trade_came(&mut self, is_damaged: bool, env: &mut Env) -> Vec<Effect> {
        self.rest.trade = if is_damaged { LateOrders::Damaged } else { LateOrders::Here };
        self.begin_rest(env)
    }

    /// Whether the book lacks orders that an older writing may have: it is to be read again, and nothing
    /// is folded before.
    pub(crate) fn is_trade_damaged(&self) -> bool {
        self.rest.trade == LateOrders::Damaged
    }

    /// Whether there are orders that are still being read.
    pub(crate) fn is_trade_coming(&self) -> bool {
        self.rest.trade == LateOrders::Coming
    }

    /// Hands an event to the rest, or keeps it until that is here.
    pub(crate) fn by_rest(&mut self, event: Event, env: &mut Env) -> Vec<Effect> {
        // What a person asks for waits until the orders that are missing were read again.
        let is_early = self.is_trade_damaged() && matches!(event.part(), Part::Asked(_));
        let Some(rest) = self.rest().filter(|_| !is_early) else {
            let last = self.rest.waiting.last();
            // Another tab may tell of its writing for hours; hearing it once is enough.
            if !matches!((&event, last), (Event::TabsTold, Some(Event::TabsTold))) {
                self.rest.waiting.push(event);
            }
            return self.ask_for_rest();
        };
        (rest.update)(self, event, env)
    }

    /// The list or the screen becomes another one: what was pressed about it and still waits is not
    /// done to what the person did not see, and that is said.
    pub(crate) fn release(&mut self, left: Bound) {
        let n_before = self.rest.waiting.len();
        self.rest.waiting.retain(|event| match (bound_of(event), left) {
            (None, _) | (Some(Bound::List), Bound::Screen) => true,
            (Some(_), Bound::List) | (Some(Bound::Screen), Bound::Screen) => false,
        });
        if self.rest.waiting.len() < n_before {
            self.notify(Notice::PressAgain);
        }
    }

    /// Lets the rest hear what the device says; what is not here need not hear it.
    pub(crate) fn tell_rest(&mut self, event: &Event, env: &mut Env) -> Vec<Effect> {
        self.rest().map(|rest| (rest.heard)(self, event, env)).unwrap_or_default()
    }

    /// Asks for the rest, unless it is here or on its way.
    pub(crate) fn ask_for_rest(&mut self) -> Vec<Effect> {
        if self.has_code() {
            return Vec::new();
        }
        let before = core::mem::replace(&mut self.rest.fetching, Fetching::Asked);
        if before.is_on_its_way() { Vec::new() } else { vec![Effect::FetchRest] }
    }

    /// The rest is here: what waited for it happens now.
    pub(crate) fn rest_came(&mut self, rest: Rest, env: &mut Env) -> Vec<Effect> {
        if self.has_code() {
            return Vec::new();
        }
        self.rest.rest = Some(rest);
        self.rest.fetching = Fetching::Asked;
        self.begin_rest(env)
    }

    /// What waited happens now, if nothing else is waited for.
    fn begin_rest(&mut self, env: &mut Env) -> Vec<Effect> {
        let Some(rest) = self.rest() else { return Vec::new() };
        let mut effects = Vec::new();
        if self.phase == Phase::Ready {
            effects.extend((rest.opened)(self, env));
        }
        effects.extend(self.run_waiting(env));
        effects
    }

    /// What waited happens, one after the other: one of them may release those after it, or have the
    /// rest waited for anew.
    fn run_waiting(&mut self, env: &mut Env) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(rest) = self.rest().filter(|_| !self.is_trade_damaged()) {
            if self.rest.waiting.is_empty() {
                break;
            }
            let event = self.rest.waiting.remove(0);
            effects.extend((rest.update)(self, event, env));
        }
        effects
    }

    /// The rest could not be had, or not in time. The person, a screen, the next sign of a network,
    /// waking, or else a clock asks again; and it is taken when it comes after all.
    pub(crate) fn rest_missed(&mut self) -> Vec<Effect> {
        if self.has_code() || !self.rest.fetching.is_on_its_way() {
            return Vec::new();
        }
        self.rest.fetching = Fetching::Missed;
        if core::mem::replace(&mut self.rest.is_timed, true) {
            return Vec::new();
        }
        let millis = RETRY_MILLIS << self.rest.n_doublings;
        self.rest.n_doublings = self.rest.n_doublings.saturating_add(1).min(N_DOUBLINGS);
        vec![Effect::Delay { millis, event: Box::new(Event::RestDue) }]
    }

    /// The time has come to ask again, unless that was done. What is said stays until it is here.
    pub(crate) fn rest_due(&mut self) -> Vec<Effect> {
        self.rest.is_timed = false;
        if self.has_code() || self.rest.fetching != Fetching::Missed {
            return Vec::new();
        }
        self.rest.fetching = Fetching::AskedAgain;
        vec![Effect::FetchRest]
    }

    /// What follows after the book was opened.
    pub(crate) fn opened_rest(&mut self, env: &mut Env) -> Vec<Effect> {
        if self.has_code() { self.begin_rest(env) } else { Vec::new() }
    }

    /// What follows after the book was opened again.
    pub(crate) fn adopt_rest(
        &mut self,
        job: OpenJob,
        kind: OpenKind,
        env: &mut Env,
    ) -> Vec<Effect> {
        let Some(rest) = self.rest() else { return Vec::new() };
        let mut effects = (rest.adopt)(self, job, kind);
        effects.extend(self.run_waiting(env));
        effects
    }

    /// Makes what was typed safe. Without the rest nothing can have been typed.
    pub(crate) fn leave(&mut self, env: &mut Env) -> Vec<Effect> {
        self.release(Bound::Screen);
        self.rest().map(|rest| (rest.leave)(self, env)).unwrap_or_default()
    }

    /// Makes a screen ready. The rest does it again when it comes; if it was missed, it is asked for.
    pub(crate) fn enter(&mut self, route: Route) -> Vec<Effect> {
        match (self.rest(), self.rest.fetching) {
            (Some(rest), _) => (rest.enter)(self, route),
            (None, Fetching::Missed | Fetching::AskedAgain) => self.ask_for_rest(),
            (None, Fetching::Unasked | Fetching::Asked) => Vec::new(),
        }
    }

    /// Does a slice of a job; one of the rest is not begun before that is here.
    pub(crate) fn slice_by_rest(
        &mut self,
        job: Job,
        units: u32,
        env: &mut Env,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        match self.rest() {
            Some(rest) => (rest.slice)(self, job, units, env, effects),
            None => Slice::More(job),
        }
    }

    /// Brings up to date what the rest derives.
    pub(crate) fn refresh_by_rest(&mut self) {
        if let Some(rest) = self.rest() {
            (rest.refresh)(self);
        }
    }

    /// Goes on with what an event made possible.
    pub(crate) fn go_on(&mut self, env: &mut Env) -> Vec<Effect> {
        self.rest().map(|rest| (rest.go_on)(self, env)).unwrap_or_default()
    }

    /// What the home screen says beyond the state of the customers.
    pub(crate) fn home_by_rest(&self) -> HomeRest {
        self.rest().map(|rest| (rest.home)(self)).unwrap_or_default()
    }

    /// A screen of the rest, or that it is waited for.
    pub(crate) fn screen_by_rest(&self) -> ScreenView {
        self.rest().map_or(ScreenView::Waiting(self.rest_fetching()), |rest| (rest.screen)(self))
    }

    /// What stands beside the list, or that it is waited for.
    pub(crate) fn pane_by_rest(&self) -> PaneView {
        self.rest().map_or(PaneView::Waiting(self.rest_fetching()), |rest| (rest.pane)(self))
    }

    /// The sheet of the tool that is open.
    pub(crate) fn sheet_by_rest(&self) -> ListSheet {
        self.rest().map_or(ListSheet::None, |rest| (rest.sheet)(self))
    }

    /// What can be taken back.
    pub(crate) fn undo_by_rest(&self) -> Option<UndoView> {
        self.rest().and_then(|rest| (rest.undo)(self))
    }

    /// What waits for the rest beside the screen: something that the person did.
    pub(crate) fn rest_view(&self) -> Option<RestView> {
        let is_asked = |event: &Event| matches!(event.part(), Part::Asked(_));
        self.rest.waiting.iter().any(is_asked).then(|| self.rest_fetching())
    }

    fn rest_fetching(&self) -> RestView {
        match self.rest.fetching {
            Fetching::Unasked | Fetching::Asked => RestView::Coming,
            Fetching::Missed | Fetching::AskedAgain => RestView::Missing,
        }
    }
}
