//! What whoever runs the endpoint does: after a backup was put in place, after the program was
//! updated, and writing a list as the endpoint. Not here: what people ask for.

use jipan_book::{Action, ChangeId, Op};
use jipan_rules::NaiveDate;
use jipan_rules::values::ids::BatchId;

use super::access::Visitor;
use super::desk::Desk;
use super::join::fresh_replica;
use super::joins::{Own, append};
use super::photos::drop_unnamed;
use super::{HubEnv, Rejected, judge};
use crate::records::{CompanyRow, Storage};
use crate::wire::ops::{self, WireError};
use crate::wire::{ErrorCode, WireChange};

/// Quarantined changes looked at in one transaction.
const N_AT_ONCE: usize = 100;

/// After a backup was put in place: another epoch, so that every tablet sends again what the backup
/// does not know, and another replica for what the endpoint writes, since the numbers after the
/// backup were given out already.
///
/// # Errors
/// If the records fail, or there is no company.
pub fn restored(storage: &mut impl Storage, env: &mut dyn HubEnv) -> Result<(), Rejected> {
    storage.transact(|records| {
        let company = records.company()?;
        let company =
            company.ok_or_else(|| Rejected::new(ErrorCode::NotFound, "there is no company"))?;
        let team_revision = company.team_revision.saturating_add(1 << 16);
        records.put_company(&CompanyRow {
            epoch: env.fresh(),
            replica: fresh_replica(env),
            seq: 0,
            team_revision,
            restored_ms: Some(env.now_ms()),
            ..company
        })?;
        Ok(())
    })
}

/// Judges again what was not understood when it came, and sums up anew what is about no customer: a
/// database may be of a program that did not. Lets go of photos that no expense named for a month. To be
/// called when the program starts. How many were understood now.
///
/// # Errors
/// If the records fail.
pub fn rejudge(storage: &mut impl Storage, env: &mut dyn HubEnv) -> Result<u32, Rejected> {
    let (mut after, mut n) = (None, 0_u32);
    loop {
        let (last, n_now) = storage.transact(|records| {
            let mut desk = Desk::open(records, env)?;
            let done = rejudge_some(&mut desk, after)?;
            desk.close()?;
            Ok::<_, Rejected>(done)
        })?;
        n = n.saturating_add(n_now);
        let Some(last) = last else { break };
        after = Some(last);
    }
    storage.transact(|records| {
        let mut desk = Desk::open(records, env)?;
        desk.settle_shared()?;
        drop_unnamed(&mut desk)?;
        desk.close()
    })?;
    Ok(n)
}

fn rejudge_some(
    desk: &mut Desk<'_>,
    after: Option<ChangeId>,
) -> Result<(Option<ChangeId>, u32), Rejected> {
    let rows = desk.records.quarantined(after, N_AT_ONCE)?;
    let last = rows.last().map(|row| row.id);
    let devices = desk.records.devices()?;
    let mut n = 0;
    for row in rows {
        let wire = row.kept.as_deref().map(serde_json::from_str::<WireChange>);
        let Some(Ok(wire)) = wire else { continue };
        if matches!(ops::from_wire(&wire), Err(WireError::Unknown { .. })) {
            continue;
        }
        let device = devices.iter().find(|it| Some(it.id) == row.device).cloned();
        let person = device.as_ref().and_then(|it| desk.team.people.get(&it.person)).cloned();
        let (Some(device), Some(person)) = (device, person) else { continue };
        judge::judge_new(desk, &wire, row.id, &Visitor { device, person })?;
        n += 1;
    }
    Ok((last, n))
}

/// Writes operations as the endpoint, with the rights of a manager: for a list that a company begins
/// with. One transaction; long lists are given in portions, with one batch.
///
/// # Errors
/// If the records fail, or there is no company.
pub fn write(
    storage: &mut impl Storage,
    ops: Vec<Op>,
    (action, on, batch): (Action, NaiveDate, Option<BatchId>),
    env: &mut dyn HubEnv,
) -> Result<(), Rejected> {
    storage.transact(|records| {
        let mut desk = Desk::open(records, env)?;
        append(&mut desk, ops, Own { action, on, batch })?;
        desk.close()
    })
}
