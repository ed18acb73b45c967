//! What must be said and stays until it is put away. Not here: its words.

use jipan_book::sheet::SheetError;
use jipan_rules::schema::FieldId;

use crate::failure::SaveFailure;

/// Something that must be said and stays until it is put away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// To put it away.
    pub id: u32,
    /// What it says.
    pub notice: Notice,
}

/// What must be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A write failed; the text is back in its field.
    SaveFailed(SaveFailure),
    /// A filter, a choice of columns or the like was not stored; it holds in this tab.
    SettingNotKept,
    /// What was pressed waited for the rest of the app, and the list became another one: it was not done.
    PressAgain,
    /// Many changes at once were not written; nothing of them was.
    BulkNotSaved(SaveFailure),
    /// Stored rows were damaged and set aside.
    Damaged {
        /// Their names.
        rows: Vec<String>,
    },
    /// The worker for files could not be started or died.
    SheetDied,
    /// A file for the person could not be written.
    FileNotWritten(SheetError),
    /// An undo could not take everything back: others wrote later.
    UndoneInPart {
        /// How many fields kept a later value.
        n_kept: usize,
    },
    /// Leaving the company ended: it does not have these photos of receipts, and the person was not told so.
    LeaveStopped {
        /// How many.
        n_photos: usize,
    },
    /// An import was cancelled before anything was written.
    ImportCancelled,
    /// Names cannot be found by how they are read: the table for that could not be fetched.
    NoReadings,
    /// The words of English could not be fetched.
    NoEnglish,
    /// Something of a newer version was met: nothing is written here until the page is loaded anew.
    NewerLayout,
    /// Another tab put another book in place of this one.
    BookReplaced,
    /// The browser threw the database away since it was last open.
    BookLost,
    /// Storage was cleared or lost something; everything was written anew from memory.
    StorageCleared {
        /// Customers written.
        n_customers: usize,
    },
    /// Storage was cleared, and what is in memory could not be written anew.
    NotWrittenAnew(SaveFailure),
    /// The clock of the device is so far behind the newest change.
    ClockBehind {
        /// So many minutes, at least 5.
        minutes: u64,
    },
    /// The browser does not promise to keep the data; in a private window they go with it.
    MayNotBeKept,
    /// The role of the person does not allow it; what was typed is still in its field.
    NotAllowed,
    /// A customer cannot come back (or get a key back): the key is another's meanwhile.
    KeyTaken {
        /// The key: code or licence.
        field: FieldId,
        /// The name of who has it.
        name: String,
    },
    /// Of a table that was pasted into the budget some cells did not come in.
    BudgetPasted {
        /// How many did.
        n_taken: usize,
        /// Cells that are no number: they stand there as they are typed.
        n_no_number: usize,
        /// Cells for which there is no place: computed ones, and those beyond the table.
        n_left_out: usize,
    },
}
