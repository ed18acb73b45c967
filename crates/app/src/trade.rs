//! Orders, products and objections: what each tap means. Not here: how they look (`show::trade`), and
//! the rules of an order, which are `jipan_rules::order`.

mod draft;
mod entry;
mod goods;
mod objections;
mod orders;
mod products;
mod repack;
mod review;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_rules::NaiveDate;
use jipan_rules::order::OrderStatus;
use jipan_rules::period::Month;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{OrderId, ProductId};

use crate::effect::Effect;
use crate::env::Env;
use crate::event::TradeEvent;
use crate::model::Model;
use crate::standing::StandingKey;
use crate::view::{DraftError, SumUnit};

pub(crate) use draft::{Draft, DraftLine, order_key};
pub(crate) use entry::stands;
pub(crate) use goods::{Good, Goods};
pub(crate) use orders::TradeIndex;
pub(crate) use products::{EVER, is_dated, shown_on};
pub(crate) use repack::RepackAsked;

/// Orders shown at first, and more at each press.
pub(crate) const N_ORDERS: usize = 50;
/// Orders of a file shown at first, and more at each press.
const N_OF_FILE: usize = 20;
/// Lines that a value adds up shown at first, and more at each press.
const N_LINES: usize = 30;

/// What the app knows of orders and products beyond the book.
#[derive(Debug, Default)]
pub(crate) struct TradeModel {
    /// By what products are searched, in the entry and in their list.
    pub(crate) search: String,
    /// The line whose quantity is entered, and whether a key was pressed for it.
    pub(crate) line: Option<(ProductId, bool)>,
    /// Lines of the last order that were not taken over.
    pub(crate) n_left_out: usize,
    /// Which orders the list of all shows.
    pub(crate) status: Option<OrderStatus>,
    pub(crate) n_orders: usize,
    /// Orders of the open file that are shown.
    pub(crate) n_of_file: usize,
    /// Lines shown of those that a value adds up.
    pub(crate) n_lines: usize,
    /// The month whose lines are open.
    pub(crate) month: Option<Month>,
    pub(crate) open_order: Option<OrderId>,
    pub(crate) form: Option<ProductDraft>,
    pub(crate) is_objecting: bool,
    /// When something last happened, in milliseconds since 1970.
    pub(crate) now_ms: u64,
    /// The orders of all customers, made for a revision of the book.
    pub(crate) index: Option<(u64, Rc<TradeIndex>)>,
    /// The products as they are searched.
    pub(crate) goods: RefCell<Rc<Goods>>,
    /// What they are counted in, for a revision of the book and a day.
    pub(crate) goods_unit: RefCell<Option<(StandingKey, Option<SumUnit>)>>,
}

/// The form of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProductDraft {
    /// None for a new one.
    pub(crate) id: Option<ProductId>,
    /// The day whose values it shows.
    pub(crate) day: NaiveDate,
    /// The first day on which what is typed is to be in force: that day, or the one named with "Done".
    pub(crate) from: NaiveDate,
    /// What was typed of the units in a case, if anything.
    pub(crate) pack: Option<String>,
    pub(crate) errors: BTreeMap<FieldId, DraftError>,
    /// Whether the first day in force cannot be read.
    pub(crate) is_day_wrong: bool,
}

impl Model {
    /// A person did something about trade.
    pub(crate) fn on_trade(&mut self, event: TradeEvent, env: &mut Env) -> Vec<Effect> {
        match event {
            TradeEvent::RepeatPressed => self.repeat_order(),
            TradeEvent::LineToggled(product) => self.toggle_line(product),
            TradeEvent::PadPressed(key) => self.pad_pressed(key),
            TradeEvent::ProductSearched(text) => {
                self.trade.search = text;
                Vec::new()
            }
            TradeEvent::EntryDropped => self.drop_entry(),
            TradeEvent::EntryDone => self.place_order(env),
            TradeEvent::OrderToggled(id) => {
                let open = &mut self.trade.open_order;
                *open = (*open != Some(id)).then_some(id);
                Vec::new()
            }
            TradeEvent::OrderMoved { id, to, why } => self.move_order(id, to, &why, env),
            TradeEvent::OrdersFiltered(status) => {
                self.trade.status = status;
                self.trade.n_orders = N_ORDERS;
                Vec::new()
            }
            TradeEvent::OrdersOpened(status) => {
                let effects = self.follow(crate::route::Route::Orders, env);
                self.trade.status = Some(status);
                effects
            }
            TradeEvent::MoreOrdersPressed => {
                self.trade.n_orders = self.trade.n_orders.saturating_add(N_ORDERS);
                Vec::new()
            }
            TradeEvent::MoreOfFilePressed => {
                self.trade.n_of_file = self.trade.n_of_file.saturating_add(N_OF_FILE);
                Vec::new()
            }
            TradeEvent::MoreLinesPressed => {
                self.trade.n_lines = self.trade.n_lines.saturating_add(N_LINES);
                Vec::new()
            }
            TradeEvent::MonthToggled(month) => {
                let trade = &mut self.trade;
                trade.month = Some(month).filter(|it| trade.month != Some(*it));
                trade.n_lines = N_LINES;
                Vec::new()
            }
            TradeEvent::ProductOpened(id) => {
                let (day, errors) = (env.today, BTreeMap::new());
                let (from, pack, is_day_wrong) = (day, None, false);
                self.set_form(Some(ProductDraft { id, day, from, pack, errors, is_day_wrong }))
            }
            TradeEvent::ProductDayChosen(day) => match day.trim().parse() {
                Ok(day) => self.form_changed(|form| {
                    (form.day, form.from, form.is_day_wrong) = (day, day, false);
                }),
                Err(_) => Vec::new(),
            },
            TradeEvent::ProductPackTyped(text) => self.form_changed(|form| form.pack = Some(text)),
            TradeEvent::ProductClosed => self.set_form(None),
            TradeEvent::ProductSaved { texts, from } => self.save_product(&texts, &from, env),
            TradeEvent::ProductVersionTakenBack(field, from) => {
                self.take_back_version(field, from, env)
            }
            TradeEvent::ObjectingToggled => {
                self.trade.is_objecting = !self.trade.is_objecting;
                Vec::new()
            }
            TradeEvent::Objected { about, text } => self.object(about, &text, env),
            TradeEvent::ObjectionAnswered { id, outcome, text } => {
                self.answer_objection(id, outcome, &text, env)
            }
        }
    }

    /// A file was opened: its newest orders are shown.
    pub(crate) fn enter_file(&mut self) {
        let trade = &mut self.trade;
        trade.is_objecting = false;
        trade.month = None;
        (trade.n_of_file, trade.n_lines) = (N_OF_FILE, N_LINES);
    }

    /// A screen of trade was opened.
    pub(crate) fn enter_trade(&mut self) {
        let trade = &mut self.trade;
        trade.search.clear();
        trade.line = None;
        trade.n_left_out = 0;
        trade.status = None;
        trade.n_orders = N_ORDERS;
        trade.open_order = None;
        trade.form = None;
    }
}
