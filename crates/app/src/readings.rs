//! The table of readings comes after the first screen. Until it is here names of ASCII only are read
//! aloud; then the others are read again, in slices. Not here: how a name is read, where the table
//! comes from.

use jipan_book::{Row, has_readings};

use crate::effect::Effect;
use crate::job::{Job, Slice};
use crate::model::Model;
use crate::view::Notice;

/// Names read again in one unit of a slice.
const N_NAMES: u32 = 100;

/// Where the table of readings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Readings {
    /// Here, or not yet asked for.
    #[default]
    Unasked,
    /// On its way.
    Asked,
}

impl Model {
    /// Asks for the table, unless it is here or on its way.
    pub(crate) fn ask_for_readings(&mut self) -> Vec<Effect> {
        if has_readings() || self.readings == Readings::Asked {
            return Vec::new();
        }
        self.readings = Readings::Asked;
        vec![Effect::FetchReadings]
    }

    /// The table is here: what was read without it is read again, behind all that is being done.
    pub(crate) fn readings_came(&mut self) -> Vec<Effect> {
        self.readings = Readings::Unasked;
        self.notices.retain(|it| it.notice != Notice::NoReadings);
        self.start_job(Job::ReadNames(Row(0)))
    }

    /// It could not be had. The next sign of a network, or waking, asks again.
    pub(crate) fn readings_missed(&mut self) {
        self.readings = Readings::Unasked;
        self.notify(Notice::NoReadings);
    }

    pub(crate) fn read_names_slice(
        &mut self,
        from: Row,
        units: u32,
        effects: &mut Vec<Effect>,
    ) -> Slice {
        let n = usize::try_from(units.max(1).saturating_mul(N_NAMES)).unwrap_or(usize::MAX);
        if let Some(next) = self.book.read_names_again(from, n) {
            return Slice::More(Job::ReadNames(next));
        }
        self.searcher.read_again();
        self.list.made_for = None;
        self.suggestions.borrow_mut().clear();
        self.is_dirty = true;
        effects.extend(self.fold_when_due());
        Slice::Done
    }
}
