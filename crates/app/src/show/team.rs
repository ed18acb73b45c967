//! 团队: people, devices and territories as a manager sees them. Not here: changing them.

use std::collections::BTreeMap;

use jipan_book::sorting::sort_by_key;
use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_sync::client::Membership;
use jipan_sync::wire::{TeamCard, TeamDevice, TeamPerson, TerritoryCard, TerritoryId};

use super::company::name_of;
use super::instant;
use crate::model::Model;
use crate::view::{DeviceView, LinkView, PersonView, TeamView, TerritoryView};

/// So many values without a territory are named.
const N_FREE: usize = 100;

impl Model {
    /// The screen 团队; none but for managers of a company.
    pub(crate) fn team_view(&self) -> Option<TeamView> {
        let it = self.sync.membership.as_deref()?;
        if Role::from(it.me.role) != Role::Manager {
            return None;
        }
        let team = &self.sync.team;
        let card = team.reply.as_ref().map(|reply| &reply.card).or(it.team.as_ref());
        let people = team.reply.as_ref().map_or(&[][..], |reply| &reply.people);
        let kind = card.map_or(TerritoryKind::Line, |card| card.kind);
        let (counts, n_without_value) = self.values_of(kind);
        let link = team.link.as_ref().and_then(|link| {
            let name = people.iter().find(|it| it.id == link.person)?.name.clone();
            let path = format!("/join#{}", link.secret);
            Some(LinkView { name, path, until: instant(link.until_ms)? })
        });
        Some(TeamView {
            company: name_of(it),
            kind,
            territories: territories_of(card, people, &counts).into(),
            free_values: free_values(card, counts).into(),
            n_without_value,
            people: people.iter().map(|person| person_view(person, it)).collect(),
            link,
            is_working: team.is_working(),
            failure: team.failure,
        })
    }

    /// The values by which territories are cut, with the number of their customers, and how many
    /// customers have none.
    fn values_of(&self, kind: TerritoryKind) -> (BTreeMap<String, usize>, usize) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut n_without = 0_usize;
        for row in self.book.rows().filter(|row| self.book.is_visible(*row)) {
            match self.book.text(row, kind.field()) {
                Some(value) => match counts.get_mut(value) {
                    Some(n) => *n = n.saturating_add(1),
                    None => drop(counts.insert(value.to_owned(), 1)),
                },
                None => n_without = n_without.saturating_add(1),
            }
        }
        (counts, n_without)
    }
}

fn territories_of(
    card: Option<&TeamCard>,
    people: &[TeamPerson],
    counts: &BTreeMap<String, usize>,
) -> Vec<TerritoryView> {
    let holders = |id: TerritoryId| {
        let has = people.iter().filter(|it| !it.has_left && it.territories.contains(&id));
        has.map(|it| it.name.clone()).collect()
    };
    let with_count = |value: &String| (value.clone(), counts.get(value).copied().unwrap_or(0));
    let view = |card: &TerritoryCard| TerritoryView {
        id: card.id,
        name: card.name.clone(),
        values: card.values.iter().map(with_count).collect(),
        holders: holders(card.id),
    };
    card.map_or(&[][..], |card| &card.territories).iter().map(view).collect()
}

/// Values in the book that belong to no territory, the most frequent first.
fn free_values(card: Option<&TeamCard>, counts: BTreeMap<String, usize>) -> Vec<(String, usize)> {
    let territories = card.map_or(&[][..], |card| &card.territories);
    let is_free = |value: &String| !territories.iter().any(|it| it.values.contains(value));
    let mut free: Vec<(String, usize)> =
        counts.into_iter().filter(|(value, _)| is_free(value)).collect();
    sort_by_key(&mut free, |(_, n)| core::cmp::Reverse(*n));
    free.truncate(N_FREE);
    free
}

fn person_view(person: &TeamPerson, it: &Membership) -> PersonView {
    let device = |device: &TeamDevice| {
        Some(DeviceView {
            id: device.id,
            name: device.name.clone(),
            joined: instant(device.joined_ms)?,
            seen: instant(device.seen_ms)?,
            revoked: device.revoked_ms.and_then(instant),
            is_this: device.id == it.device,
        })
    };
    PersonView {
        id: person.id,
        name: person.name.clone(),
        role: person.role.into(),
        territories: person.territories.clone(),
        has_left: person.has_left,
        invited_until: person.invited_until_ms.and_then(instant),
        devices: person.devices.iter().filter_map(device).collect(),
        is_me: person.id == it.me.person,
    }
}
