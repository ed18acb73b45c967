//! The part of the script about people, territories, links and devices.

use jipan_rules::Uuid;
use jipan_rules::permission::Role;

use super::{person, within};
use crate::records::{
    AliasRow, AssignmentRow, DeviceRow, InviteRow, PersonRow, Storage, TerritoryRow,
};
use crate::wire::{DeviceId, TerritoryId};

pub(super) fn people_and_territories_come_back(storage: &mut impl Storage) {
    let one = |n: u128, role| PersonRow {
        id: person(n),
        name: format!("员工 {n}"),
        role,
        since_ms: 5,
        left_ms: None,
    };
    let rows = [one(1, Role::Manager), one(2, Role::Supervisor), one(3, Role::Rep)];
    let alias = AliasRow { local: person(30), person: person(3), joined_ms: 8 };
    let values = vec!["1号线".to_owned(), "2号线".to_owned()];
    let territory = TerritoryRow { id: TerritoryId(7), name: "城南".to_owned(), values };
    let had =
        AssignmentRow { person: person(3), territory: TerritoryId(7), since_ms: 5, until_ms: None };
    let again = AssignmentRow { since_ms: 90, ..had };
    let invite = InviteRow { hash: [7; 32], person: person(3), until_ms: 99, used_ms: None };
    within(storage, |it| {
        for row in rows.iter().rev() {
            it.put_person(row).unwrap();
        }
        it.put_alias(&alias).unwrap();
        it.put_territory(&TerritoryRow { values: Vec::new(), ..territory.clone() }).unwrap();
        it.put_territory(&territory).unwrap();
        it.put_assignment(&had).unwrap();
        it.put_assignment(&again).unwrap();
        it.put_assignment(&AssignmentRow { until_ms: Some(80), ..had }).unwrap();
        it.put_invite(&invite).unwrap();
    });
    let left = PersonRow { left_ms: Some(70), ..one(3, Role::Rep) };
    within(storage, |it| {
        assert_eq!(it.people().unwrap(), rows);
        assert_eq!(it.person(person(2)).unwrap().as_ref(), rows.get(1));
        assert_eq!(it.person(person(4)).unwrap(), None);
        assert_eq!(it.aliases().unwrap(), [alias]);
        assert_eq!(it.territories().unwrap(), std::slice::from_ref(&territory));
        let mut assignments = it.assignments().unwrap();
        assignments.sort();
        assert_eq!(assignments, [AssignmentRow { until_ms: Some(80), ..had }, again]);
        assert_eq!(it.invite(&[7; 32]).unwrap(), Some(invite));
        assert_eq!(it.invite(&[8; 32]).unwrap(), None);
        it.put_invite(&InviteRow { used_ms: Some(66), ..invite }).unwrap();
        assert_eq!(it.invites().unwrap(), [InviteRow { used_ms: Some(66), ..invite }]);
        it.put_person(&left).unwrap();
        assert_eq!(it.person(person(3)).unwrap(), Some(left));
    });
}

fn device(n: u128, token: u8) -> DeviceRow {
    DeviceRow {
        id: DeviceId(Uuid::from_u128(n)),
        person: person(1),
        token_hash: [token; 32],
        number: (1 << 56) - 1,
        name: "iPad".to_owned(),
        app: "0.3.0".to_owned(),
        joined_ms: 1,
        seen_ms: 2,
        revoked_ms: None,
    }
}

pub(super) fn a_device_is_found_by_its_last_token(storage: &mut impl Storage) {
    let revoked = DeviceRow { revoked_ms: Some(9), ..device(1, 3) };
    within(storage, |it| {
        it.put_device(&device(1, 1)).unwrap();
        it.put_device(&device(2, 2)).unwrap();
        it.put_device(&revoked).unwrap();
        assert_eq!(it.device_by_token(&[3; 32]).unwrap().as_ref(), Some(&revoked));
    });
    within(storage, |it| {
        assert_eq!(it.device_by_token(&[1; 32]).unwrap(), None, "that token is void");
        let mut devices = it.devices().unwrap();
        devices.sort_by_key(|device| device.id);
        assert_eq!(devices, [revoked, device(2, 2)]);
    });
}
