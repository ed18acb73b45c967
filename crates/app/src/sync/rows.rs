//! What the rows of the log are to the sync: which are to be sent, and what forgetting leaves. Not
//! here: reading the log.

use std::collections::BTreeMap;

use jipan_book::{Change, ChangeId, Op};
use jipan_rules::budget::{BudgetField, Seen};
use jipan_rules::values::ids::{CustomerId, ReplicaId};
use jipan_sync::client::ClientWrite;
use jipan_sync::wire::Refusal;

use crate::effect::Effect;
use crate::history::Life;
use crate::model::{Kept, Model, TailEntry};

impl Model {
    /// Whether a row of the log is still to be sent.
    pub(crate) fn is_unsent(&self, entry: &TailEntry) -> bool {
        entry.is_beyond(self.sent_to())
    }

    /// The rows that are still to be sent, oldest first.
    pub(crate) fn unsent(&self) -> impl Iterator<Item = &TailEntry> {
        let sent_to = self.sent_to();
        self.tail.iter().filter(move |entry| entry.is_beyond(sent_to))
    }

    /// How many changes about a customer wait to be sent, or to be saved before.
    pub(crate) fn n_unsent_about(&self, customer: CustomerId) -> usize {
        let n = self.unsent().filter(|entry| entry.is_about(customer)).count();
        n.saturating_add(usize::from(self.is_saving(customer)))
    }

    /// What waits for an endpoint that understands it: nobody else can bring it back.
    pub(crate) fn waiting_changes(&self) -> Vec<Change> {
        let waiting = self.sync.membership.iter().flat_map(|it| &it.waiting);
        waiting.filter_map(|it| Change::decode(&it.change).ok()).collect()
    }

    /// Forgets customers, but for what own rows beyond a key say about them: what was not judged when
    /// that was written down.
    pub(crate) fn forget(&mut self, ids: &[CustomerId], judged_to: Option<u64>) -> Vec<Effect> {
        let judged_to = judged_to.unwrap_or_else(|| self.sent_to());
        let mut effects = Vec::new();
        let waiting = if ids.is_empty() { Vec::new() } else { self.waiting_changes() };
        for id in ids {
            self.book.forget(*id);
            let unsent = self.tail.iter().filter(|it| it.is_beyond(judged_to) && it.is_about(*id));
            for entry in unsent {
                match &entry.kept {
                    Kept::Change(change) => {
                        if let Some(part) = change.part_about(*id) {
                            drop(self.book.apply(&part));
                        }
                    }
                    // Only the disk has all of it.
                    Kept::Entries(_) => self.tabs.is_reread_due = true,
                }
            }
            // Nor does the endpoint bring back what it does not understand yet.
            for part in waiting.iter().filter_map(|change| change.part_about(*id)) {
                drop(self.book.apply(&part));
            }
            if let Some(file) = &mut self.file
                && file.id == *id
            {
                file.life = Life::Loading;
                effects.push(Effect::LoadCold(*id));
            }
        }
        effects
    }

    /// Another tablet wrote under the same numbers, so what the endpoint takes for something that is
    /// no change may be one of ours under the name of one of theirs: it is made again under another
    /// name. What is none under that name either stays refused.
    pub(super) fn make_anew(&mut self, writes: &mut [ClientWrite], number: u64) {
        let replica = ReplicaId::new(number << 8 | u64::from(self.writer.slot));
        let mut anew: BTreeMap<ChangeId, ChangeId> = BTreeMap::new();
        for write in writes {
            let ClientWrite::Refused(change, Refusal::Invalid) = write else { continue };
            let mut change = change.clone();
            let id = ChangeId { replica, seq: self.writer.next_seq };
            anew.insert(change.id, id);
            change.id = id;
            change.undoes = change.undoes.map(|of| anew.get(&of).copied().unwrap_or(of));
            for op in &mut change.ops {
                if let Op::Budget { key, value, was } = op
                    && key.known() == Some(BudgetField::PlanFrozen)
                {
                    for list in [value, was].into_iter().flatten() {
                        rename_seen(list, &anew);
                    }
                }
                if let Op::Put { base: Some(of), .. }
                | Op::PutContact { base: Some(of), .. }
                | Op::Reason { of, .. } = op
                {
                    *of = anew.get(of).copied().unwrap_or(*of);
                }
            }
            if let Ok(row) = change.encode() {
                self.writer.next_seq = self.writer.next_seq.saturating_add(1);
                *write = ClientWrite::Log(row);
            }
        }
    }

    /// Writes under another number of the device from now on.
    pub(super) fn write_as(&mut self, number: u64) {
        self.writer.replica = ReplicaId::new(number << 8 | u64::from(self.writer.slot));
    }
}

/// What was seen of a plan when it was frozen, by the names that its changes have now.
fn rename_seen(list: &mut Box<str>, anew: &BTreeMap<ChangeId, ChangeId>) {
    let name = |id: &ChangeId| (id.replica, id.seq);
    let names = anew.iter().map(|(was, now)| (name(was), name(now))).collect();
    if let Some(seen) = Seen::parse(list) {
        *list = seen.renamed(&names).to_string().into();
    }
}
