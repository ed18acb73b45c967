//! The keys of the table: what each does in a cell that rests and in one that is typed into, and where one gets.
//! Not here: the table.

/// Whether the cell with the focus is typed into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Keys move.
    #[default]
    Rest,
    /// Keys type.
    Typing,
}

/// A way through the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the cell before.
    Left,
    /// To the cell after.
    Right,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the first cell of the row.
    RowStart,
    /// To the last cell of the row.
    RowEnd,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// To the first cell of all.
    First,
    /// To the last cell of all.
    Last,
    /// To the next cell, at the end of a row to the row below.
    Next,
    /// To the cell before, at the start of a row to the row above.
    Before,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Goes to another cell.
    Move(Step),
    /// Selects up to another cell.
    Select(Step),
    /// Begins to type with what is there.
    Edit,
    /// Ends typing and goes on.
    Done(Step),
    /// Gives up what was typed.
    GiveUp,
    /// Empties what is selected.
    Clear,
    /// Takes back the last change.
    Undo,
    /// Fills to the right.
    FillRight,
    /// Asks why.
    Why,
}

/// A key with what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Press<'a> {
    /// Its name, as the browser gives it.
    pub key: &'a str,
    /// Ctrl or ⌘.
    pub command: Held,
    /// Shift.
    pub shift: Held,
    /// Alt.
    pub alt: Held,
}

/// Whether a key is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Held {
    /// It is not.
    #[default]
    Up,
    /// It is.
    Down,
}

impl From<bool> for Held {
    fn from(is: bool) -> Self {
        if is { Self::Down } else { Self::Up }
    }
}

/// What a key does; none where it is the browser's.
pub fn act_of(press: Press<'_>, mode: Mode) -> Option<Act> {
    use Held::{Down, Up};
    match mode {
        Mode::Rest => match (press.key, press.command, press.alt) {
            ("Enter", _, Down) => Some(Act::Why),
            ("Enter" | "F2", Up, Up) => Some(Act::Edit),
            ("Delete", Up, Up) => Some(Act::Clear),
            ("Escape", Up, Up) => Some(Act::GiveUp),
            ("z" | "Z", Down, Up) if press.shift == Up => Some(Act::Undo),
            ("r" | "R", Down, Up) if press.shift == Up => Some(Act::FillRight),
            ("Tab", Up, Up) => Some(Act::Move(tab(press.shift))),
            (key, command, Up) => {
                let step = step_of(key, command)?;
                Some(if press.shift == Down { Act::Select(step) } else { Act::Move(step) })
            }
            (_, _, Down) => None,
        },
        Mode::Typing => match (press.key, press.alt) {
            ("Enter", Down) => Some(Act::Why),
            ("Enter", Up) if press.shift == Down => Some(Act::Done(Step::Up)),
            ("Enter", Up) => Some(Act::Done(Step::Down)),
            ("Tab", Up) => Some(Act::Done(tab(press.shift))),
            ("Escape", Up) => Some(Act::GiveUp),
            (_, Up | Down) => None,
        },
    }
}

fn tab(shift: Held) -> Step {
    match shift {
        Held::Up => Step::Next,
        Held::Down => Step::Before,
    }
}

fn step_of(key: &str, command: Held) -> Option<Step> {
    Some(match (key, command) {
        ("ArrowLeft", Held::Up) => Step::Left,
        ("ArrowRight", Held::Up) => Step::Right,
        ("ArrowUp", Held::Up) => Step::Up,
        ("ArrowDown", Held::Up) => Step::Down,
        ("ArrowLeft", Held::Down) | ("Home", Held::Up) => Step::RowStart,
        ("ArrowRight", Held::Down) | ("End", Held::Up) => Step::RowEnd,
        ("ArrowUp", Held::Down) => Step::Top,
        ("ArrowDown", Held::Down) => Step::Bottom,
        ("Home", Held::Down) => Step::First,
        ("End", Held::Down) => Step::Last,
        (_, _) => return None,
    })
}

/// A row and a column.
pub type At = (usize, usize);

/// Where a step leads in a table of so many rows and columns; none where it leaves the table.
pub fn moved((row, col): At, step: Step, (n_rows, n_cols): At) -> Option<At> {
    let (last_row, last_col) = (n_rows.checked_sub(1)?, n_cols.checked_sub(1)?);
    let (row, col) = (row.min(last_row), col.min(last_col));
    Some(match step {
        Step::Left => (row, col.saturating_sub(1)),
        Step::Right => (row, (col + 1).min(last_col)),
        Step::Up => (row.saturating_sub(1), col),
        Step::Down => ((row + 1).min(last_row), col),
        Step::RowStart => (row, 0),
        Step::RowEnd => (row, last_col),
        Step::Top => (0, col),
        Step::Bottom => (last_row, col),
        Step::First => (0, 0),
        Step::Last => (last_row, last_col),
        Step::Next if col < last_col => (row, col + 1),
        Step::Next if row < last_row => (row + 1, 0),
        Step::Before if col > 0 => (row, col - 1),
        Step::Before if row > 0 => (row - 1, last_col),
        Step::Next | Step::Before => return None,
    })
}

/// From one corner to the other: the least and the greatest row and column.
pub fn corners(one: At, other: At) -> (At, At) {
    let rows = (one.0.min(other.0), one.0.max(other.0));
    let cols = (one.1.min(other.1), one.1.max(other.1));
    ((rows.0, cols.0), (rows.1, cols.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press<'_> {
        Press { key, ..Press::default() }
    }

    fn with_ctrl(key: &str) -> Press<'_> {
        Press { command: Held::Down, ..press(key) }
    }

    #[test]
    fn in_a_cell_that_rests_keys_move_and_a_letter_is_the_box_s() {
        let act = |it| act_of(it, Mode::Rest);
        assert_eq!(act(press("ArrowDown")), Some(Act::Move(Step::Down)));
        assert_eq!(act(with_ctrl("ArrowRight")), Some(Act::Move(Step::RowEnd)));
        assert_eq!(act(with_ctrl("Home")), Some(Act::Move(Step::First)));
        assert_eq!(act(press("Enter")), Some(Act::Edit));
        assert_eq!(act(press("F2")), Some(Act::Edit));
        assert_eq!(act(press("Delete")), Some(Act::Clear));
        assert_eq!([act(press("5")), act(press("Backspace")), act(press("Process"))], [None; 3]);
        assert_eq!([act(with_ctrl("c")), act(with_ctrl("v")), act(with_ctrl("x"))], [None; 3]);
    }

    #[test]
    fn shift_with_an_arrow_selects_and_with_tab_goes_back() {
        let shift = |key| Press { shift: Held::Down, ..press(key) };
        assert_eq!(act_of(shift("ArrowRight"), Mode::Rest), Some(Act::Select(Step::Right)));
        assert_eq!(act_of(shift("Tab"), Mode::Rest), Some(Act::Move(Step::Before)));
        assert_eq!(act_of(shift("Enter"), Mode::Typing), Some(Act::Done(Step::Up)));
    }

    #[test]
    fn ctrl_z_takes_back_a_change_only_where_nothing_is_typed() {
        assert_eq!(act_of(with_ctrl("z"), Mode::Rest), Some(Act::Undo));
        assert_eq!(act_of(with_ctrl("z"), Mode::Typing), None);
        assert_eq!(act_of(with_ctrl("r"), Mode::Rest), Some(Act::FillRight));
        assert_eq!(act_of(with_ctrl("d"), Mode::Rest), None);
    }

    #[test]
    fn while_one_types_arrows_are_the_box_s_and_enter_goes_down() {
        let act = |it| act_of(it, Mode::Typing);
        assert_eq!(act(press("ArrowLeft")), None);
        assert_eq!(act(press("Enter")), Some(Act::Done(Step::Down)));
        assert_eq!(act(press("Tab")), Some(Act::Done(Step::Next)));
        assert_eq!(act(press("Escape")), Some(Act::GiveUp));
    }

    #[test]
    fn alt_and_enter_asks_why() {
        let alt = Press { alt: Held::Down, ..press("Enter") };
        assert_eq!(act_of(alt, Mode::Rest), Some(Act::Why));
        assert_eq!(act_of(alt, Mode::Typing), Some(Act::Why));
    }

    #[test]
    fn steps_stop_at_the_edge_and_tab_leaves_behind_the_last_cell() {
        let size = (3, 4);
        assert_eq!(moved((0, 0), Step::Left, size), Some((0, 0)));
        assert_eq!(moved((2, 3), Step::Down, size), Some((2, 3)));
        assert_eq!(moved((0, 3), Step::Next, size), Some((1, 0)));
        assert_eq!(moved((1, 0), Step::Before, size), Some((0, 3)));
        assert_eq!(moved((2, 3), Step::Next, size), None);
        assert_eq!(moved((0, 0), Step::Before, size), None);
        assert_eq!(moved((9, 9), Step::RowStart, size), Some((2, 0)), "rows went away");
        assert_eq!(moved((0, 0), Step::Last, (0, 4)), None, "nothing is there");
    }

    #[test]
    fn a_range_has_its_corners_whichever_way_it_was_drawn() {
        assert_eq!(corners((2, 1), (0, 3)), ((0, 1), (2, 3)));
    }
}
