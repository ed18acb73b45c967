//! Customers that belong elsewhere because the territories were cut anew. Not here: one that moves
//! because its value was changed.

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
}
