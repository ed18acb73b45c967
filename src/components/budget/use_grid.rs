//! Where one is in the table, and what keys, taps and the clipboard do there. Not here: how it looks, which key is
//! for what.

use jipan_app::event::{BudgetEvent, BudgetWhy, CellAt, Event};
use jipan_app::view::{CellView, MoneyUnit, YearView};
use jipan_rules::period::Month;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::clipboard::{as_html, as_text, pasted};
use super::grid_cell::{Column, shape_of, typed_text};
use super::grid_drag::{DragSelect, at_of, use_drag_select};
use super::grid_keys::{Act, At, Mode, Press, Step, act_of, corners, moved};
use super::grid_line::CellDo;
use crate::hooks::{clipboard, use_tr};
use crate::i18n::Tr;

/// What some input methods send for a key they keep to themselves.
const KEY_CODE_OF_INPUT_METHOD: u32 = 229;

/// Where one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The cell with the focus.
    pub at: At,
    /// The other corner of what is selected.
    pub from: Option<At>,
    /// Whether it is typed into.
    pub mode: Mode,
    /// Counts how often what was typed is to be forgotten.
    pub turn: u32,
    /// Counts how often the focus is to be taken.
    pub focus: u32,
}

/// The table, for whoever draws it.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// For `ref` of the table.
    pub node: NodeRef,
    /// Where one is.
    pub place: Place,
    /// For `onkeydown`.
    pub on_key: Callback<KeyboardEvent>,
    /// Taps, and dragging from cell to cell.
    pub drag: DragSelect,
    /// For `oncopy`.
    pub on_copy: Callback<web_sys::Event>,
    /// For `oncut`.
    pub on_cut: Callback<web_sys::Event>,
    /// For `onpaste`.
    pub on_paste: Callback<web_sys::Event>,
    /// What happens in the box; always the same, so that rows are not drawn anew.
    pub on_cell: Callback<CellDo>,
    /// What a button beside the table does.
    pub on_act: Callback<Act>,
}

/// What is needed to do something.
#[derive(Clone)]
struct Hands<'a> {
    year: &'a YearView,
    columns: &'a [Column],
    money: MoneyUnit,
    now: Place,
    place: UseStateHandle<Place>,
    tr: Tr,
    on_event: Callback<Event>,
}

/// What is kept for the handlers, which live longer than a view.
type Kept = (std::rc::Rc<YearView>, std::rc::Rc<[Column]>, MoneyUnit);

/// The state of the table.
#[hook]
pub fn use_grid(kept: Kept, on_event: &Callback<Event>) -> Grid {
    let (year, columns, money) = kept;
    let tr = use_tr();
    let node = use_node_ref();
    let place = use_state_eq(Place::default);
    // Rows and columns can go away under the focus.
    let last = |n: usize| n.saturating_sub(1);
    let (row, col) = place.at;
    let at = (row.min(last(year.rows.len())), col.min(last(columns.len())));
    let now = Place { at, ..*place };
    use_focus(node.clone(), now);
    let with = {
        let (place, on_event) = (place.clone(), on_event.clone());
        move |run: &dyn Fn(&Hands<'_>)| {
            run(&Hands {
                year: &year,
                columns: &columns,
                money,
                now,
                place: place.clone(),
                tr: tr.clone(),
                on_event: on_event.clone(),
            });
        }
    };
    let latest = use_mut_ref(|| None::<Callback<CellDo>>);
    *latest.borrow_mut() = Some({
        let with = with.clone();
        Callback::from(move |it: CellDo| with(&|hands| hands.cell(it.clone())))
    });
    let on_cell = use_memo((), |()| {
        Callback::from(move |it: CellDo| {
            let now = latest.borrow().clone();
            if let Some(now) = now {
                now.emit(it);
            }
        })
    });
    let on_key = {
        let with = with.clone();
        Callback::from(move |event: KeyboardEvent| with(&|hands| hands.key(&event)))
    };
    let on_click = {
        let with = with.clone();
        Callback::from(move |event: MouseEvent| with(&|hands| hands.click(&event)))
    };
    let on_range = {
        let with = with.clone();
        Callback::from(move |(from, to)| with(&|hands| hands.go(to, Some(from))))
    };
    let drag = use_drag_select(node.clone(), on_range, on_click);
    let on_copy = {
        let with = with.clone();
        Callback::from(move |event: web_sys::Event| with(&|hands| hands.copy(&event)))
    };
    let on_cut = {
        let with = with.clone();
        Callback::from(move |event: web_sys::Event| {
            with(&|hands| {
                // What is cut while one types is a part of the text.
                if hands.now.mode == Mode::Rest {
                    hands.copy(&event);
                    hands.act(Act::Clear);
                }
            });
        })
    };
    let on_paste = {
        let with = with.clone();
        Callback::from(move |event: web_sys::Event| with(&|hands| hands.paste(&event)))
    };
    let on_act = Callback::from(move |act: Act| with(&|hands| hands.act(act)));
    let on_cell = (*on_cell).clone();
    Grid { node, place: now, on_key, drag, on_copy, on_cut, on_paste, on_cell, on_act }
}

/// Takes the focus into the box whenever it is asked to. A cell that rests is selected as a whole, so that what is
/// typed takes its place, also with an input method.
#[hook]
fn use_focus(node: NodeRef, place: Place) {
    use_effect_with(place.focus, move |n| {
        if *n == 0 {
            return;
        }
        let Some(input) = box_of(&node) else { return };
        if input.focus().is_err() {
            crate::log::debug(format_args!("the cell could not take the focus"));
        }
        let end = u32::try_from(input.value().chars().count()).unwrap_or_default();
        let start = if place.mode == Mode::Rest { 0 } else { end };
        if input.set_selection_range(start, end).is_err() {
            crate::log::debug(format_args!("the cell could not be selected"));
        }
    });
}

fn box_of(node: &NodeRef) -> Option<HtmlInputElement> {
    let found = node.cast::<Element>()?.query_selector(".cells__box").ok()??;
    found.dyn_into().ok()
}

impl Hands<'_> {
    fn size(&self) -> At {
        (self.year.rows.len(), self.columns.len())
    }

    fn cell_at(&self, (row, col): At) -> Option<&CellView> {
        Some(self.columns.get(col)?.of(self.year.rows.get(row)?))
    }

    fn here(&self) -> Option<&CellView> {
        self.cell_at(self.now.at)
    }

    fn tell(&self, event: BudgetEvent) {
        self.on_event.emit(Event::Budget(event));
    }

    /// The cells that are selected, row by row; without a selection the one with the focus.
    fn selected(&self) -> Vec<Vec<At>> {
        let place = self.now;
        let ((top, left), (foot, right)) = corners(place.from.unwrap_or(place.at), place.at);
        (top..=foot).map(|row| (left..=right).map(|col| (row, col)).collect()).collect()
    }

    fn go(&self, at: At, from: Option<At>) {
        let Place { turn, focus, .. } = self.now;
        self.place.set(Place { at, from, mode: Mode::Rest, turn: turn + 1, focus: focus + 1 });
    }

    fn cell(&self, it: CellDo) {
        match it {
            CellDo::Typed(at, text) => {
                if self.now.mode == Mode::Rest {
                    self.place.set(Place { mode: Mode::Typing, from: None, ..self.now });
                }
                self.tell(BudgetEvent::CellTyped(at, text));
            }
            CellDo::Left(at) => {
                if self.here().is_some_and(|it| it.at == at) {
                    self.place.set(Place { mode: Mode::Rest, ..self.now });
                }
                self.tell(BudgetEvent::CellLeft(at));
            }
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        if event.is_composing() || event.key_code() == KEY_CODE_OF_INPUT_METHOD {
            return;
        }
        let key = event.key();
        let press = Press {
            key: &key,
            command: (event.ctrl_key() || event.meta_key()).into(),
            shift: event.shift_key().into(),
            alt: event.alt_key().into(),
        };
        let Some(act) = act_of(press, self.now.mode) else { return };
        let leaves = match act {
            Act::Move(step) | Act::Done(step) => moved(self.now.at, step, self.size()).is_none(),
            Act::Select(_)
            | Act::Edit
            | Act::GiveUp
            | Act::Clear
            | Act::Undo
            | Act::FillRight
            | Act::Why => false,
        };
        // Behind the last cell the browser goes on to what follows the table.
        if !leaves {
            event.prevent_default();
        }
        self.act(act);
    }

    fn act(&self, act: Act) {
        let place = self.now;
        match act {
            Act::Move(step) => self.step(step, None),
            Act::Select(step) => self.step(step, Some(place.from.unwrap_or(place.at))),
            Act::Done(step) => {
                if let Some(cell) = self.here() {
                    self.tell(BudgetEvent::CellLeft(cell.at));
                }
                self.step(step, None);
            }
            Act::Edit => {
                if self.here().is_some_and(|it| it.is_editable) {
                    let focus = place.focus + 1;
                    self.place.set(Place { mode: Mode::Typing, from: None, focus, ..place });
                }
            }
            Act::GiveUp => {
                if let Some(cell) = self.here() {
                    self.tell(BudgetEvent::CellDropped(cell.at));
                }
                self.go(place.at, None);
            }
            Act::Clear => {
                let cells = self.editable(self.selected().into_iter().flatten());
                if !cells.is_empty() {
                    self.tell(BudgetEvent::Cleared(cells));
                }
            }
            Act::Undo => self.on_event.emit(Event::Budget(BudgetEvent::StepUndone)),
            Act::FillRight => {
                let (cells, until) = self.to_fill();
                if !cells.is_empty() {
                    self.tell(BudgetEvent::FilledRight(cells, until));
                }
            }
            Act::Why => {
                if let Some(cell) = self.here() {
                    let of =
                        if cell.actual.is_some() { BudgetWhy::Actual } else { BudgetWhy::Plan };
                    self.tell(BudgetEvent::WhyOpened(of(cell.at)));
                }
            }
        }
    }

    fn step(&self, step: Step, from: Option<At>) {
        if let Some(at) = moved(self.now.at, step, self.size()) {
            self.go(at, from);
        }
    }

    fn editable(&self, cells: impl Iterator<Item = At>) -> Vec<CellAt> {
        let cells = cells.filter_map(|it| self.cell_at(it));
        cells.filter(|it| it.is_editable).map(|it| it.at).collect()
    }

    /// From which cells it is filled to the right, and up to which month: within what is selected; without a
    /// selection to the end of the year.
    fn to_fill(&self) -> (Vec<CellAt>, Option<Month>) {
        let rows = self.selected();
        let last = rows.first().and_then(|row| row.last().copied());
        let until = self.now.from.and(last).and_then(|it| self.cell_at(it)?.at.month);
        let first = rows.into_iter().filter_map(|row| {
            row.into_iter().find(|it| self.cell_at(*it).is_some_and(|it| it.at.month.is_some()))
        });
        (self.editable(first), until)
    }

    /// A tap chooses a cell, a second one types into it.
    fn click(&self, event: &MouseEvent) {
        let Some(at) = event.target_dyn_into::<Element>().as_ref().and_then(at_of) else { return };
        let place = self.now;
        if event.shift_key() {
            return self.go(at, Some(place.from.unwrap_or(place.at)));
        }
        if at != place.at || place.focus == 0 {
            return self.go(at, None);
        }
        if place.mode == Mode::Rest {
            // A soft keyboard comes only if the box takes the focus anew while it asks for one.
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let is_asked =
                    input.set_attribute("inputmode", "decimal").and_then(|()| input.blur());
                if is_asked.is_err() {
                    crate::log::debug(format_args!("the box did not ask for a keyboard"));
                }
            }
            self.act(Act::Edit);
        }
    }

    fn copy(&self, event: &web_sys::Event) {
        if self.now.mode == Mode::Typing {
            return;
        }
        let text = |at: At| {
            let row = self.year.rows.get(at.0)?;
            Some(typed_text(&self.tr, self.cell_at(at)?, shape_of(row, self.money).0))
        };
        let cells: Vec<Vec<String>> = self
            .selected()
            .into_iter()
            .map(|row| row.into_iter().map(|at| text(at).unwrap_or_default()).collect())
            .collect();
        clipboard::copy(event, &as_text(&cells), &as_html(&cells));
    }

    fn paste(&self, event: &web_sys::Event) {
        if self.now.mode == Mode::Typing {
            return;
        }
        let Some((html, text)) = clipboard::pasted(event) else { return };
        event.prevent_default();
        let first = self.selected().into_iter().next().and_then(|row| row.first().copied());
        if let Some(cell) = first.and_then(|it| self.cell_at(it)) {
            self.tell(BudgetEvent::Pasted(cell.at, pasted(&html, &text)));
        }
    }
}
