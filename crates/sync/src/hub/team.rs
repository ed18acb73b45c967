//! The team as a whole, read once for each call: people, their former selves, territories, and who
//! had which when. Not here: changing it.

use std::collections::{BTreeMap, BTreeSet};

use jipan_rules::permission::Role;
use jipan_rules::territory::TerritoryKind;
use jipan_rules::values::ids::PersonId;

use super::AHEAD_MAX_MS;
use crate::records::{
    AliasRow, AssignmentRow, CompanyRow, CustomerRow, Kept, PersonRow, Records, RecordsError,
    TerritoryRow,
};
use crate::wire::{Me, PersonCard, Scope, TeamCard, TerritoryCard, TerritoryId};

/// The company with its people and territories.
#[derive(Debug, Clone)]
pub(super) struct Team {
    pub(super) company: CompanyRow,
    pub(super) people: BTreeMap<PersonId, PersonRow>,
    pub(super) aliases: BTreeMap<PersonId, AliasRow>,
    pub(super) territories: Vec<TerritoryRow>,
    pub(super) assignments: Vec<AssignmentRow>,
    /// To which territory a value belongs.
    by_value: BTreeMap<String, TerritoryId>,
}

/// Whether something that ended then was still so at `at_ms`; a minute is granted, since a stamp may
/// be that far ahead.
pub(super) fn is_before_end(at_ms: u64, end_ms: Option<u64>) -> bool {
    end_ms.is_none_or(|end| at_ms <= end.saturating_add(AHEAD_MAX_MS))
}

impl Team {
    pub(super) fn load(records: &mut dyn Records) -> Kept<Self> {
        let company = records.company()?.ok_or_else(|| RecordsError {
            detail: "the company was not opened".to_owned(),
            is_transient: false,
        })?;
        let people = records.people()?.into_iter().map(|row| (row.id, row)).collect();
        let aliases = records.aliases()?.into_iter().map(|row| (row.local, row)).collect();
        let (territories, assignments) = (records.territories()?, records.assignments()?);
        let mut team = Self {
            company,
            people,
            aliases,
            territories: Vec::new(),
            assignments,
            by_value: BTreeMap::new(),
        };
        team.set_territories(territories);
        Ok(team)
    }

    pub(super) fn set_territories(&mut self, territories: Vec<TerritoryRow>) {
        let values = territories
            .iter()
            .flat_map(|row| row.values.iter().map(|value| (value.clone(), row.id)));
        self.by_value = values.collect();
        self.territories = territories;
    }

    /// The territories a person has now, by id.
    pub(super) fn territories_of(&self, person: PersonId) -> Vec<TerritoryId> {
        self.had_at(person, u64::MAX).into_iter().collect()
    }

    /// The territories a person had at some instant. When they began does not count: a tablet whose
    /// clock is slow did see what it changed.
    pub(super) fn had_at(&self, person: PersonId, at_ms: u64) -> BTreeSet<TerritoryId> {
        let of = self.assignments.iter().filter(|row| row.person == person);
        of.filter(|row| match row.until_ms {
            None => true,
            until => at_ms != u64::MAX && is_before_end(at_ms, until),
        })
        .map(|row| row.territory)
        .collect()
    }

    /// What a person is sent.
    pub(super) fn visible_to(&self, person: &PersonRow) -> BTreeSet<Scope> {
        let mut scopes = BTreeSet::from([Scope::Company]);
        match person.role {
            Role::Manager => {
                scopes.insert(Scope::Unassigned);
                scopes.extend(self.territories.iter().map(|row| Scope::Territory(row.id)));
            }
            Role::Supervisor | Role::Rep => {
                scopes.extend(self.territories_of(person.id).into_iter().map(Scope::Territory));
            }
        }
        scopes
    }

    /// Where a customer belongs by who created it: the first territory that person had then.
    pub(super) fn home_of(&self, person: Option<&PersonRow>, at_ms: u64) -> Scope {
        let Some(person) = person.filter(|row| row.role != Role::Manager) else {
            return Scope::Unassigned;
        };
        let now = self.territories_of(person.id).first().copied();
        let then = || self.had_at(person.id, at_ms).first().copied();
        now.or_else(then).map_or(Scope::Unassigned, Scope::Territory)
    }

    /// The value by which a customer belongs to a territory.
    pub(super) fn value_of<'row>(&self, row: &'row CustomerRow) -> Option<&'row str> {
        match self.company.kind {
            TerritoryKind::Line => row.line.as_deref(),
            TerritoryKind::District => row.district.as_deref(),
        }
    }

    /// Where a customer with this value of the company's field is.
    pub(super) fn scope_of(&self, value: Option<&str>, home: Scope) -> Scope {
        let territory = value.and_then(|value| self.by_value.get(value));
        territory.map_or(home, |id| Scope::Territory(*id))
    }

    /// Who somebody is by now: a name from before joining stands for who has claimed it.
    pub(super) fn now_of(&self, by: PersonId) -> PersonId {
        self.aliases.get(&by).map_or(by, |alias| alias.person)
    }

    /// All the names of a person: the present one, and those from before joining.
    pub(super) fn names_of(&self, person: PersonId) -> BTreeSet<PersonId> {
        let former = self.aliases.values().filter(|row| row.person == person).map(|row| row.local);
        former.chain([person]).collect()
    }

    pub(super) fn me(&self, person: &PersonRow) -> Me {
        Me {
            person: person.id,
            name: person.name.clone(),
            role: person.role.into(),
            territories: match person.role {
                Role::Manager => Vec::new(),
                Role::Supervisor | Role::Rep => self.territories_of(person.id),
            },
        }
    }

    /// What everybody knows.
    pub(super) fn card(&self) -> TeamCard {
        let named = |id: PersonId, name: &str| PersonCard { id, name: name.to_owned() };
        let people = self.people.values().map(|row| named(row.id, &row.name));
        let former = self.aliases.values().filter_map(|row| {
            self.people.get(&row.person).map(|person| named(row.local, &person.name))
        });
        TeamCard {
            revision: self.company.team_revision,
            company: self.company.name.clone(),
            kind: self.company.kind,
            people: people.chain(former).collect(),
            territories: self
                .territories
                .iter()
                .map(|row| TerritoryCard {
                    id: row.id,
                    name: row.name.clone(),
                    values: row.values.clone(),
                })
                .collect(),
        }
    }
}
