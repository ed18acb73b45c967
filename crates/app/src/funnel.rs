//! Prospects and opportunities: what each tap means. Not here: how they look, and the rules of the funnel,
//! which are `jipan_rules::funnel`.

mod act;
mod answers;
mod card;
mod drag;
mod form;
mod hand;
mod index;
mod lists;
mod making;
mod meant;
mod quick;
mod quick_said;
mod read;
mod register;
mod remarks;
mod sheet;
mod texts;

use std::rc::Rc;

use jipan_book::{DealView, Row};
use jipan_rules::funnel::{Stage, Turn};

use crate::effect::Effect;
use crate::env::Env;
use crate::event::{DealRef, FunnelEvent, Owners};
use crate::model::Model;
use crate::route::Route;
use crate::show::ShownCards;

pub(crate) use form::{DealForm, QuickForm};
pub(crate) use index::{FunnelIndex, Known, amount_of};
pub(crate) use lists::{Column, Handed, Lists, ListsKey, OUTS, Spot, TodoWhat};
pub(crate) use meant::{
    Meant, asks_amount, asks_expectation, asks_steps, day_of, how_last, purpose_at, source_in,
    source_of_new, without_snooze,
};
pub(crate) use quick::{CHOICES_KEY, QUICK_KEY, QUICK_TYPE_KEY, quick_key, quick_search_key};
pub(crate) use quick_said::{QUICK_AMOUNT_KEY, QUICK_EXPECT_KEY, QUICK_SAID_KEY};
pub(crate) use register::stood_on;
pub(crate) use sheet::{Found, OpenSheet, SHEETS_KEY, kind_of_key, sheet_key};
pub(crate) use texts::{is_asks_key, texts_of};

use lists::Ending;
use making::Making;
use quick::QuickModel;
use register::RegisterModel;

/// Cards of a column that are shown at first, until its list says how many fit. `OURS`
const N_CARDS: usize = 8;
/// Most cards of a column that fit on a screen. `OURS`
const N_CARDS_MAX: usize = 100;

/// What the app knows of the funnel beyond the book.
#[derive(Debug)]
pub(crate) struct FunnelModel {
    pub(crate) index: FunnelIndex,
    pub(crate) lists: Option<(ListsKey, Rc<Lists>)>,
    /// Those that will take their place.
    making: Option<Box<Making>>,
    /// Dates that end, made for a state of the book and a day.
    pub(crate) ending: Option<Ending>,
    pub(crate) owners: Owners,
    /// Whose of those that are out are shown.
    pub(crate) outs: Option<Turn>,
    /// The card whose ways are open.
    pub(crate) open_card: Option<DealRef>,
    /// The visible part of each column: the first card, and how many.
    pub(crate) windows: [(usize, usize); 4],
    /// The cards in it, as they are drawn.
    pub(crate) shown: [Option<ShownCards>; 4],
    pub(crate) sheet: Option<OpenSheet>,
    /// What was given up last in a sheet, by its key, to be put back.
    pub(crate) cleared: Option<(String, String)>,
    pub(crate) found: Found,
    pub(crate) quick: QuickModel,
    pub(crate) register: RegisterModel,
}

impl Default for FunnelModel {
    fn default() -> Self {
        Self {
            index: FunnelIndex::default(),
            lists: None,
            making: None,
            ending: None,
            owners: Owners::default(),
            outs: None,
            open_card: None,
            windows: [(0, N_CARDS); 4],
            shown: Default::default(),
            sheet: None,
            cleared: None,
            found: Found::default(),
            quick: QuickModel::default(),
            register: RegisterModel::default(),
        }
    }
}

impl Model {
    /// What a person did about prospects.
    pub(crate) fn on_funnel(&mut self, event: FunnelEvent, env: &mut Env) -> Vec<Effect> {
        // The first tap after a night is of the new day.
        self.today = env.today;
        match event {
            FunnelEvent::QuickTyped { field, text } => self.quick_typed(field, &text),
            FunnelEvent::QuickChannel(channel) => self.quick_channel(channel),
            FunnelEvent::QuickSub(sub) => self.quick_changed(|form| form.sub = sub),
            FunnelEvent::QuickReferrer(referrer) => self.quick_referrer(referrer),
            FunnelEvent::QuickWill(will) => self.quick_changed(|form| form.will = will),
            FunnelEvent::QuickAbility(it) => self.quick_changed(|form| form.ability = it),
            FunnelEvent::QuickDone => self.quick_done(env),
            FunnelEvent::QuickDropped => self.quick_dropped(env),
            FunnelEvent::SheetOpened(kind) => self.open_sheet(kind),
            FunnelEvent::SheetEdited(edit) => self.edit_sheet(edit),
            FunnelEvent::SheetDone => self.sheet_done(env),
            FunnelEvent::SheetClosed => self.close_sheet(),
            FunnelEvent::SheetCleared => self.clear_sheet(),
            FunnelEvent::SheetRestored => self.restore_sheet(),
            FunnelEvent::StepStamped { deal, step } => self.stamp_step(deal, step, env),
            FunnelEvent::Turned { deal, to } => self.turn_deal(deal, to, env),
            FunnelEvent::Checked { deal, item, is } => self.check_item(deal, item, is, env),
            FunnelEvent::TextTyped { of, text } => self.text_typed(of, &text),
            FunnelEvent::TextSaid(of) => self.say_text(of, env),
            FunnelEvent::AskSet { customer, asks } => self.ask_set(customer, asks),
            FunnelEvent::CardPrinted(customer) => self.print_card(customer, env),
            FunnelEvent::QuickType(kind) => self.quick_type_chosen(kind),
            FunnelEvent::QuickRestored => self.quick_restored(),
            FunnelEvent::ReferralAsked(by) => self.ask_referral(by, env),
            FunnelEvent::CardDropped { deal, on } => self.drop_card(deal, on, env),
            FunnelEvent::MarkOpened(mark) => {
                let effects = self.follow(Route::Analysis, env);
                self.look_at_register(&FunnelEvent::MarkShown(Some(mark)));
                effects
            }
            FunnelEvent::RegisterPrinted => self.print_register(env),
            FunnelEvent::RegisterDay(_)
            | FunnelEvent::RegisterPart(_)
            | FunnelEvent::SpanShown(_)
            | FunnelEvent::MarkShown(_) => {
                self.look_at_register(&event);
                Vec::new()
            }
            FunnelEvent::OwnersShown(_)
            | FunnelEvent::OutsShown(_)
            | FunnelEvent::CardToggled(_)
            | FunnelEvent::ColumnMoved { .. } => {
                self.look_at_funnel(&event);
                Vec::new()
            }
        }
    }

    /// What only changes what is looked at.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "on_funnel hands over these events only, and names each of them"
    )]
    fn look_at_funnel(&mut self, event: &FunnelEvent) {
        let funnel = &mut self.funnel;
        match event {
            // Where each column is scrolled to is for its list to say.
            FunnelEvent::OwnersShown(owners) => funnel.owners = *owners,
            FunnelEvent::OutsShown(turn) => {
                funnel.outs = turn.filter(|it| funnel.outs != Some(*it));
            }
            FunnelEvent::CardToggled(deal) => {
                funnel.open_card = deal.filter(|it| funnel.open_card != Some(*it));
            }
            FunnelEvent::ColumnMoved { stage, first, n } => {
                let windows = Stage::ALL.into_iter().zip(&mut funnel.windows);
                for (_, window) in windows.filter(|(of, _)| of == stage) {
                    *window = (*first, (*n).clamp(1, N_CARDS_MAX));
                }
            }
            _ => {}
        }
    }

    /// Counts what the screens of the funnel show.
    pub(crate) fn count_funnel(&mut self) {
        self.follow_funnel();
        if self.is_counted_by_day() {
            self.count_by_day();
            return;
        }
        self.list_funnel();
        if self.route == Route::Today {
            self.list_ending();
        } else {
            self.keep_cards();
        }
    }

    /// A screen of the funnel was opened: what was open on another one is not.
    pub(crate) fn enter_funnel(&mut self) {
        let funnel = &mut self.funnel;
        (funnel.open_card, funnel.outs) = (None, None);
        funnel.windows = [(0, N_CARDS); 4];
        self.enter_register();
    }

    /// The book was read again: its rows and its revisions are other ones.
    pub(crate) fn funnel_moved(&mut self) {
        self.funnel.index = FunnelIndex::default();
        (self.funnel.lists, self.funnel.making, self.funnel.ending) = (None, None, None);
        self.funnel.register.forget();
    }

    /// An opportunity that was opened, under the customer that stands for it.
    pub(crate) fn deal_of(&self, it: DealRef) -> Option<(Row, DealView)> {
        let row = self.book.row_of(self.book.survivor_of(it.customer))?;
        let row = Some(row).filter(|row| self.book.is_visible(*row))?;
        Some((row, self.book.deal(row, it.deal)?))
    }
}
