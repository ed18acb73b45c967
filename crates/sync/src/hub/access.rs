//! Who comes: from a token to a device and its person. Not here: what they may do.

use jipan_rules::permission::Role;

use super::team::Team;
use super::{HubEnv, Rejected};
use crate::records::{DeviceRow, PersonRow, Records};
use crate::wire::ErrorCode;

/// A device that proved itself, and whose it is.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub(super) device: DeviceRow,
    pub(super) person: PersonRow,
}

impl Visitor {
    /// Whether nothing is to be told to it any more.
    pub(super) fn is_out(&self) -> bool {
        self.device.revoked_ms.is_some() || self.person.left_ms.is_some()
    }
}

/// The device of a token, revoked or not.
pub(super) fn visitor(
    records: &mut dyn Records,
    team: &Team,
    token: &str,
    env: &dyn HubEnv,
) -> Result<Visitor, Rejected> {
    let unknown = || Rejected::new(ErrorCode::Unauthorized, "no such token");
    let device = records.device_by_token(&env.hash(token))?.ok_or_else(unknown)?;
    let person = team.people.get(&device.person).cloned().ok_or_else(unknown)?;
    Ok(Visitor { device, person })
}

/// Whoever comes with a token, unless nothing is to be told to them any more.
pub(super) fn member(
    records: &mut dyn Records,
    team: &Team,
    token: &str,
    env: &dyn HubEnv,
) -> Result<Visitor, Rejected> {
    let visitor = visitor(records, team, token, env)?;
    if visitor.is_out() {
        return Err(Rejected::new(ErrorCode::Unauthorized, "the device was revoked"));
    }
    Ok(visitor)
}

/// The manager of a token.
pub(super) fn manager(
    records: &mut dyn Records,
    team: &Team,
    token: &str,
    env: &dyn HubEnv,
) -> Result<Visitor, Rejected> {
    let visitor = member(records, team, token, env)?;
    if visitor.person.role != Role::Manager {
        return Err(Rejected::new(ErrorCode::Forbidden, "for managers only"));
    }
    Ok(visitor)
}
