//! The photos of receipts: kept beside the book by their names, for whoever reads the expense. Not here: the
//! expense itself, and when a tablet sends or asks.

use std::collections::BTreeSet;

use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey};
use jipan_rules::values::ids::PersonId;

use super::access::{Visitor, member};
use super::desk::Desk;
use super::parts::Reader;
use super::team::Team;
use super::{HubEnv, Rejected, UNNAMED_MS};
use crate::records::{PhotoRow, PhotoTotals, Storage};
use crate::wire::{ErrorCode, GetPhoto, PHOTO_BYTES_MAX, Photo, PhotoKept, PutPhoto, is_jpeg};

/// Keeps a photo under its name. Whoever may write an expense of that person may: that person and
/// managers. The same once more changes nothing.
///
/// # Errors
/// [`ErrorCode::Unauthorized`] from a device that is not known or was revoked, [`ErrorCode::TooLarge`] and
/// [`ErrorCode::Malformed`] for what is too large or no JPEG, [`ErrorCode::Forbidden`] for an expense of somebody
/// else, [`ErrorCode::Conflict`] if another one has the name, [`ErrorCode::Full`] if the company has as many as it
/// may.
pub fn put_photo(
    storage: &mut impl Storage,
    token: &str,
    request: &PutPhoto,
    env: &mut dyn HubEnv,
) -> Result<PhotoKept, Rejected> {
    let PutPhoto { id, of, jpeg } = request;
    storage.transact(|records| {
        let team = Team::load(records)?;
        let visitor = member(records, &team, token, env)?;
        if jpeg.len() > PHOTO_BYTES_MAX {
            return Err(Rejected::new(ErrorCode::TooLarge, "a photo has at most 150,000 bytes"));
        }
        if !is_jpeg(jpeg) {
            return Err(Rejected::new(ErrorCode::Malformed, "a photo is a JPEG"));
        }
        let person = team.now_of(*of);
        if !has_to_do_with(&team, &visitor, person) {
            return Err(Rejected::new(ErrorCode::Forbidden, "an expense of somebody else"));
        }
        if let Some(known) = records.photo(*id)? {
            if (known.person, &known.jpeg) == (person, jpeg) {
                return Ok(PhotoKept { kept: *id });
            }
            return Err(Rejected::new(ErrorCode::Conflict, "another photo has this name"));
        }
        let PhotoTotals { n, n_bytes } = records.photo_totals()?;
        let max = env.photos_max();
        let after = n_bytes.saturating_add(jpeg.len() as u64);
        if n >= max.n || after > max.n_bytes {
            return Err(Rejected::new(ErrorCode::Full, "the company has as many photos as it may"));
        }
        records.put_photo(&PhotoRow {
            id: *id,
            person,
            at_ms: env.now_ms(),
            jpeg: jpeg.clone(),
        })?;
        Ok(PhotoKept { kept: *id })
    })
}

/// The photo of a name, for whoever reads an expense of the person it is of: that person and managers.
///
/// # Errors
/// [`ErrorCode::Unauthorized`] from a device that is not known or was revoked, [`ErrorCode::NotFound`] for a name
/// that is not known, and alike for one that is not for this person.
pub fn photo(
    storage: &mut impl Storage,
    token: &str,
    request: GetPhoto,
    env: &mut dyn HubEnv,
) -> Result<Photo, Rejected> {
    storage.transact(|records| {
        let team = Team::load(records)?;
        let visitor = member(records, &team, token, env)?;
        let row = records.photo(request.id)?;
        let row = row.filter(|row| has_to_do_with(&team, &visitor, row.person));
        let row = row.ok_or_else(|| Rejected::new(ErrorCode::NotFound, "no such photo"))?;
        Ok(Photo { id: row.id, jpeg: row.jpeg })
    })
}

/// Whether an expense of a person is read, and so written, by who comes.
fn has_to_do_with(team: &Team, visitor: &Visitor, person: PersonId) -> bool {
    let receipt = BudgetKey::of(BudgetField::ExpenseReceipt, Uuid::nil()).part(person.uuid());
    Reader::of(team, &visitor.person).reads_budget(receipt)
}

/// Lets go of photos that came a month ago and that no expense ever named. While there are changes that are not
/// understood, one of them may name any. What is about no customer must be in hand.
pub(super) fn drop_unnamed(desk: &mut Desk<'_>) -> Result<(), Rejected> {
    let old = desk.records.photos_before(desk.now_ms.saturating_sub(UNNAMED_MS))?;
    if old.is_empty() || !desk.records.quarantined(None, 1)?.is_empty() {
        return Ok(());
    }
    let keys = desk.book.budget().keys();
    let receipts = keys.filter(|key| key.known() == Some(BudgetField::ExpenseReceipt));
    let said = receipts.flat_map(|key| desk.book.budget_history(*key));
    let named: BTreeSet<Uuid> =
        said.filter_map(|(_, name)| name.and_then(|it| Uuid::try_parse(it).ok())).collect();
    for id in old.into_iter().filter(|id| !named.contains(id)) {
        desk.records.drop_photo(id)?;
    }
    Ok(())
}
