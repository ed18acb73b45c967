//! Who may fold: the one tab that leads. Not here: folding, and how a lead is given, which is the
//! shell's.
//!
//! A lead has a [`Term`], and its name stands in the database. Each step of a fold expects to find
//! its own there, so a tab that slept while another one took over writes nothing. The order of the
//! rows of a book is that of its pages on the disk. So a tab that takes the lead over reads
//! everything again before its first fold.

use crate::effect::Effect;
use crate::event::Term;
use crate::model::Model;

/// The tail is long when so many rows wait for a fold: then the lead is asked for.
const N_LONG: usize = 400;
/// It is asked for again when so many more wait.
const N_MORE: usize = 100;

/// Whether this tab leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Lead {
    /// Another tab does.
    #[default]
    No,
    /// It does, but the pages may not be as it knows them.
    Stale(Term),
    /// It does, and knows the pages.
    Current(Term),
}

impl Lead {
    /// The term, if any.
    pub(crate) fn term(self) -> Option<Term> {
        match self {
            Self::No => None,
            Self::Stale(term) | Self::Current(term) => Some(term),
        }
    }
}

impl Model {
    /// This tab leads from now on.
    pub(crate) fn lead_gained(&mut self, term: Term) -> Vec<Effect> {
        self.tabs.lead = Lead::Stale(term);
        self.sync_wanted();
        if self.tabs.is_cleared {
            return self.reread();
        }
        self.fold_when_due()
    }

    /// Another tab leads from now on. A fold under way ends at its next step.
    pub(crate) fn lead_lost(&mut self) {
        self.tabs.lead = Lead::No;
        self.abandon_fold();
    }

    /// Leaves the lead to a tab that can do more.
    pub(crate) fn give_up_lead(&mut self) -> Vec<Effect> {
        match self.tabs.lead {
            Lead::No => Vec::new(),
            Lead::Stale(_) | Lead::Current(_) => {
                self.lead_lost();
                vec![Effect::GiveUpLead]
            }
        }
    }

    /// The tail is long and the tab that leads does not fold: perhaps it sleeps.
    pub(crate) fn ask_for_lead(&mut self) -> Vec<Effect> {
        let n = self.tail.len();
        let n_asked = self.tabs.n_when_asked.min(n);
        self.tabs.n_when_asked = n_asked;
        if n < N_LONG || n < n_asked.saturating_add(N_MORE) {
            return Vec::new();
        }
        self.tabs.n_when_asked = n;
        vec![Effect::TakeLead]
    }
}
