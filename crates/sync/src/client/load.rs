//! What a round has to say: rows of the log, or a portion of the state of the book. Not here: what
//! becomes of it.

use jipan_book::{Change, ChangeId, Stamp};
use jipan_rules::values::ids::CustomerId;

use super::Membership;
use super::membership::Waiting;

/// Bytes of encoded changes after which a push is full; as JSON they are about thrice as many.
const BYTES_MAX: usize = 160 * 1024;

/// What was not understood is said again after so long. OURS
const WAITING_MILLIS: u64 = 3_600_000;

/// What a round has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Load {
    /// Own rows of the log with their keys, in their order, and up to which key the log was read.
    Log {
        /// The rows.
        rows: Vec<(u64, Vec<u8>)>,
        /// The key of the last row that was read, own or not.
        through: u64,
    },
    /// A portion of the state of the book.
    State {
        /// Encoded parts, in the order of their marks.
        parts: Vec<(Mark, Vec<u8>)>,
        /// What is done when the whole portion was judged.
        then: Then,
    },
}

/// The place of a part in its portion: its stamp and its change.
pub type Mark = (Stamp, ChangeId);

/// What is done when a portion of the state was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// The book is gone on with.
    Rows {
        /// The row to go on with; none at the end.
        next: Option<u32>,
        /// Customers whose state is to follow after the log.
        late: Vec<CustomerId>,
    },
    /// These customers, which the log made, are done.
    Late(Vec<CustomerId>),
    /// Only a part of a portion was said: it is gone on with after the last part.
    GoOn,
    /// Nothing: it was said before.
    Nothing,
}

impl Load {
    /// What the endpoint did not understand, if it is time to say it again: of the log or of the
    /// state, as many as are of one kind.
    pub fn waiting(of: &mut Membership, now_ms: u64) -> Option<Self> {
        if now_ms.abs_diff(of.waiting_ms) < WAITING_MILLIS {
            return None;
        }
        let is_of_log = of.waiting.first()?.key.is_some();
        of.waiting_ms = now_ms;
        if is_of_log {
            let row = |it: &Waiting| Some((it.key?, it.change.clone()));
            let rows = of.waiting.iter().map_while(row).collect();
            return Some(Self::Log { rows, through: of.acked });
        }
        let part = |it: &Waiting| {
            let change = Change::decode(&it.change).ok()?;
            Some(((change.stamp, change.id), it.change.clone()))
        };
        let parts = of.waiting.iter().take_while(|it| it.key.is_none()).filter_map(part).collect();
        Some(Self::State { parts, then: Then::Nothing })
    }

    /// The state of the book, without what of its portion was judged before.
    pub fn state(of: &Membership, mut parts: Vec<(Mark, Vec<u8>)>, then: Then) -> Self {
        // Several parts may have one mark, so the last of it is known by its bytes.
        parts.retain(|(mark, part)| {
            of.state_after.is_none_or(|last| {
                *mark > last || (*mark == last && !of.state_said.iter().any(|it| it == part))
            })
        });
        Self::State { parts, then }
    }

    /// How many changes it brings.
    pub(super) fn n(&self) -> usize {
        match self {
            Self::Log { rows, .. } => rows.len(),
            Self::State { parts, .. } => parts.len(),
        }
    }

    /// As much of it as goes into one question.
    pub(super) fn cut(self, n_max: usize) -> Self {
        let fits = |sizes: &mut dyn Iterator<Item = usize>| {
            let mut n_bytes = 0_usize;
            let fitting = sizes.take(n_max).take_while(|size| {
                n_bytes = n_bytes.saturating_add(*size);
                n_bytes <= BYTES_MAX
            });
            fitting.count().max(1)
        };
        match self {
            Self::Log { mut rows, through } => {
                let n = fits(&mut rows.iter().map(|(_, row)| row.len()));
                let through = if n < rows.len() {
                    rows.truncate(n);
                    rows.last().map_or(through, |(key, _)| *key)
                } else {
                    through
                };
                Self::Log { rows, through }
            }
            Self::State { mut parts, then } => {
                let n = fits(&mut parts.iter().map(|(_, part)| part.len()));
                let is_cut = n < parts.len();
                parts.truncate(n);
                let is_again = then == Then::Nothing;
                Self::State { parts, then: if is_cut && !is_again { Then::GoOn } else { then } }
            }
        }
    }
}
