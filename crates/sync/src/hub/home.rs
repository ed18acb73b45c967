//! Customers that belong elsewhere because the territories were cut anew, or because they were handed
//! over. Not here: one that moves because its value was changed.

use jipan_book::{Change, Op};
use jipan_rules::funnel::Fact;
use jipan_rules::values::ids::{CustomerId, PersonId};

use super::Rejected;
use super::desk::Desk;
use crate::records::CustomerRow;
use crate::wire::Scope;

/// Customers looked at in one go.
const N_AT_ONCE: usize = 1_000;

/// Moves every customer to where it belongs now. Looks at every row, but reads the parts only of
/// those that move.
pub(super) fn regroup(desk: &mut Desk<'_>) -> Result<(), Rejected> {
    let mut movers: Vec<CustomerRow> = Vec::new();
    for (scope, _) in desk.records.scopes()? {
        let mut after = None;
        loop {
            let ids = desk.records.customers_in(scope, after, N_AT_ONCE)?;
            for id in &ids {
                if let Some(row) = desk.records.customer(*id)?
                    && desk.belongs(&row) != scope
                {
                    movers.push(row);
                }
            }
            after = ids.last().copied();
            if ids.len() < N_AT_ONCE {
                break;
            }
        }
    }
    for row in movers {
        let to = desk.belongs(&row);
        desk.move_to(&row, to)?;
    }
    Ok(())
}

impl Desk<'_> {
    /// Where a customer belongs by its row.
    fn belongs(&self, row: &CustomerRow) -> Scope {
        self.team.scope_of(self.team.value_of(row), row.home)
    }

    /// Where a customer belongs after a change that handed it over, took that back, or created it: with
    /// the last one it was handed to who has a territory, else with whoever created it. `None` where the
    /// change says nothing of that. The book holds the change already.
    pub(super) fn handed_home(&self, customer: CustomerId, change: &Change) -> Option<Scope> {
        let is_hand = |id| {
            let fact = self.book.fact(customer, id);
            fact.is_some_and(|it| matches!(it.fact, Fact::Hand { .. }))
        };
        let (mut is_handed, mut is_created) = (false, false);
        for op in change.ops.iter().filter(|op| op.customer() == Some(customer)) {
            is_created |= matches!(op, Op::Create { .. });
            is_handed |= matches!(op, Op::Funnel { id, .. } if is_hand(*id));
        }
        if !is_handed && !is_created {
            return None;
        }
        let row = self.book.row_of(customer)?;
        let hands = self.book.hands_of(row);
        let mut homes = hands.iter().map(|owner| self.home_now(*owner));
        let home = homes.find(|home| *home != Scope::Unassigned);
        home.or_else(|| {
            let by = self.book.origin(row).filter(|_| is_handed)?.by;
            Some(self.home_now(self.team.aliases.get(&by).map_or(by, |alias| alias.person)))
        })
    }

    fn home_now(&self, of: PersonId) -> Scope {
        self.team.home_of(self.team.people.get(&of), self.now_ms)
    }
}
