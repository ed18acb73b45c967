//! What must hold, while the week goes and when all has come to rest. Not here: how it came to that.

use std::collections::{BTreeMap, BTreeSet};

use jipan_book::{Book, Stamp};
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::{CustomerId, FactId, PersonId, ReplicaId};
use jipan_sync::client::digest_of_shared;
use jipan_sync::records::{CustomerRow, RecordsError};
use jipan_sync::wire::Scope;

use super::budget;
use super::company::Company;
use super::shown;
use super::tablet::Tablet;
use super::trade::{goes_as_the_table_says, holds};
use super::world::Member;

/// Where something was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Field(FieldId),
    Note,
    Order,
    Objection,
    /// What is said of an opportunity.
    Fact,
    /// A product or a rule.
    Shared,
}

/// Something that a tablet showed as saved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    by: usize,
    customer: CustomerId,
    place: Place,
    text: String,
    /// Whether the endpoint was put back to an older state afterwards.
    is_before_restore: bool,
    /// Whether a tablet still had it when the week ended.
    is_held: bool,
}

/// What was promised.
#[derive(Debug, Default)]
pub(crate) struct Claims {
    written: Vec<Written>,
    decided: Vec<(CustomerId, FactId)>,
    /// What only managers read.
    secrets: Vec<String>,
    was_restored: bool,
    /// Found to be one with another, and heard of with that one.
    merged: BTreeSet<CustomerId>,
    /// A change that came by way of a file may overtake an earlier one of the same tablet.
    was_handed_over: bool,
    n_answers: usize,
}

impl Claims {
    pub(crate) fn was_written(
        &mut self,
        by: usize,
        customer: CustomerId,
        field: FieldId,
        text: String,
    ) {
        self.keep(by, customer, Place::Field(field), text);
    }

    pub(crate) fn note_was_written(&mut self, by: usize, customer: CustomerId, text: String) {
        self.keep(by, customer, Place::Note, text);
    }

    pub(super) fn keep(&mut self, by: usize, customer: CustomerId, place: Place, text: String) {
        let (is_before_restore, is_held) = (false, false);
        self.written.push(Written { by, customer, place, text, is_before_restore, is_held });
    }

    /// Nobody but managers hears of this.
    pub(super) fn is_secret(&mut self, text: String) {
        self.secrets.push(text);
    }

    pub(crate) fn was_decided(&mut self, customer: CustomerId, id: FactId) {
        self.decided.push((customer, id));
    }

    pub(crate) fn were_merged(&mut self, pair: [CustomerId; 2]) {
        self.merged.extend(pair);
    }

    pub(crate) fn file_was_handed_over(&mut self) {
        self.was_handed_over = true;
    }

    /// What was acknowledged after the backup is only in the tablets from now on.
    pub(crate) fn company_was_restored(&mut self) {
        for written in &mut self.written {
            written.is_before_restore = true;
        }
        self.decided.clear();
        self.was_restored = true;
    }

    /// What the tablets still hold when the week ends. At the restore would say more, but what was written
    /// over since, or went elsewhere, cannot be told from what was lost.
    pub(crate) fn note_what_is_held(&mut self, members: &[Member<'_>]) {
        for written in &mut self.written {
            let may_bring = |(idx, member): &(usize, &Member<'_>)| {
                // An earlier name of a product, or a rule, is believed of managers and of who wrote it.
                written.place != Place::Shared || *idx == written.by || member.role == Role::Manager
            };
            let mut tabs = members
                .iter()
                .enumerate()
                .filter(may_bring)
                .flat_map(|(_, it)| it.site.tabs.iter().flatten());
            written.is_held = tabs.any(|tab| has(tab, written));
        }
    }

    /// I14: no name of a customer that the person may not see is in any answer.
    pub(crate) fn look_at_answer(
        &mut self,
        company: &mut Company,
        member: &Member<'_>,
        body: &str,
    ) {
        self.n_answers += 1;
        // A backup that was put in place gives people the roles they had.
        let is_manager = is_manager(company, member.person);
        if !is_manager {
            let said = self.secrets.iter().find(|it| body.contains(*it));
            assert!(said.is_none(), "{said:?} is for managers only");
        }
        if is_manager || !self.n_answers.is_multiple_of(4) {
            return;
        }
        let visible = scopes_of(company, member.person);
        for written in self.written.iter().filter(|it| it.place == Place::Field(fields::NAME)) {
            let row = company.looks(|records| records.customer(written.customer));
            let is_foreign = row.is_some_and(|row| !visible.contains(&row.scope))
                && !self.merged.contains(&written.customer);
            let is_said = is_foreign && body.contains(&written.text);
            assert!(!is_said, "{} is of another territory", written.text);
        }
    }

    pub(crate) fn look_at_all(self, company: &mut Company, members: &[Member<'_>]) {
        let reference = shown::reference(company);
        shown::nothing_late_is_hidden(company, &reference);
        for (idx, member) in members.iter().enumerate() {
            Self::books_are_one(company, idx, member, &reference);
            if !self.was_restored {
                sums_agreed(idx, member);
            }
        }
        self.nothing_is_lost(company, members);
        self.decided_stays_decided(company, members);
        if !self.was_restored && !self.was_handed_over {
            stamps_increase(company);
        }
        sums_are_right(company);
        listed_once(company);
    }

    /// I1, I10, I13, I22: each tablet has exactly the customers of its scopes, each as the endpoint
    /// has it.
    fn books_are_one(company: &mut Company, idx: usize, member: &Member<'_>, reference: &Book) {
        if member.is_revoked {
            return;
        }
        let theirs = customers_of(company, member.person);
        for (at, tab) in member.site.tabs.iter().enumerate() {
            let Some(tab) = tab else { continue };
            let book = tab.model.book();
            let differ = differ_of(book, &theirs);
            assert!(
                differ.is_empty(),
                "tablet {idx}, tab {at} (customer, here, there): {differ:?}"
            );
            let shared = company.looks(|records| records.scope(Scope::Company));
            let is_manager = is_manager(company, member.person);
            let there = if is_manager { shared.checksum } else { shared.checksum_open };
            let here = digest_of_shared(book, role_of(is_manager));
            assert_eq!(here, there, "tablet {idx}, tab {at}: products, rules and budget");
            let whose = format!("tablet {idx}, tab {at}");
            shown::is_as((book, reference), theirs.keys().copied(), is_manager, &whose);
            let aliases = company.looks(|records| records.aliases());
            let former = aliases.iter().filter(|it| it.person == member.person).map(|it| it.local);
            let names: Vec<_> = former.chain([member.person]).collect();
            budget::is_as((book, reference), (is_manager, &names), &whose);
            book.all_orders().for_each(|(_, order)| goes_as_the_table_says(&order));
        }
    }

    /// I3, I4, I20: what was shown as saved is in a part or kept with a refused change.
    fn nothing_is_lost(&self, company: &mut Company, members: &[Member<'_>]) {
        for written in &self.written {
            if written.is_before_restore && !written.is_held {
                continue;
            }
            let said = serde_json::to_string(&written.text).unwrap();
            let said = said.trim_matches('"');
            let parts = company.looks(|records| records.parts_of(written.customer));
            let is_in_part = parts.iter().any(|part| part.ops.contains(said));
            let is_kept = is_in_part
                || is_alone_with(&members[written.by], written)
                || members.iter().any(|member| is_held_as_refused(member, &written.text));
            let row = company.looks(|records| records.customer(written.customer));
            let ops: Vec<&str> = parts.iter().map(|part| part.ops.as_str()).collect();
            assert!(is_kept, "{} of tablet {} is lost: {row:?}, {ops:?}", written.text, written.by);
        }
    }

    /// I23: what was decided stays so, unless the decision itself was refused.
    fn decided_stays_decided(&self, company: &mut Company, members: &[Member<'_>]) {
        let Some(tab) = members[0].site.tabs.iter().flatten().next() else { return };
        let book = tab.model.book();
        let open: BTreeSet<FactId> = book.open_conflicts().into_iter().map(|(_, id)| id).collect();
        for (customer, id) in &self.decided {
            let parts = company.looks(|records| records.parts_of(*customer));
            let said = id.uuid().to_string();
            let is_in =
                parts.iter().any(|part| part.ops.contains(&said) && part.ops.contains("rc"));
            assert!(!is_in || !open.contains(id), "{id:?} of {customer:?} is open again");
        }
    }
}

/// A customer, its digest here and at the endpoint.
type Differs = (CustomerId, Option<u64>, Option<u64>);

fn differ_of(book: &Book, theirs: &BTreeMap<CustomerId, u64>) -> Vec<Differs> {
    let ours: BTreeMap<CustomerId, u64> = book
        .rows()
        .filter_map(|row| book.id_of(row))
        .map(|id| (id, book.digest_of_customer(id)))
        .filter(|(_, digest)| *digest != 0)
        .collect();
    let all: BTreeSet<CustomerId> = ours.keys().chain(theirs.keys()).copied().collect();
    let both = all.into_iter().map(|id| (id, ours.get(&id).copied(), theirs.get(&id).copied()));
    both.filter(|(_, here, there)| here != there).collect()
}

/// In what the books of a tablet are not what the company has now, to be told.
pub(super) fn differ(company: &mut Company, member: &Member<'_>) -> Vec<(Vec<Differs>, u64, u64)> {
    let theirs = customers_of(company, member.person);
    let shared = company.looks(|records| records.scope(Scope::Company));
    let is_manager = is_manager(company, member.person);
    let there = if is_manager { shared.checksum } else { shared.checksum_open };
    let role = role_of(is_manager);
    let books = member.site.tabs.iter().flatten().map(|tab| tab.model.book());
    books.map(|it| (differ_of(it, &theirs), digest_of_shared(it, role), there)).collect()
}

/// A role that has the sums of a manager, or those of all others.
fn role_of(is_manager: bool) -> Role {
    if is_manager { Role::Manager } else { Role::Rep }
}

/// I22: the sum over a tablet's book was that of the company whenever the two were compared.
fn sums_agreed(idx: usize, member: &Member<'_>) {
    for tab in member.site.tabs.iter().flatten() {
        assert_eq!(tab.model.n_mismatches(), 0, "tablet {idx}: its sum was another one");
    }
}

/// Whether a tablet that was put out of the company has it in a book of its own.
fn is_alone_with(member: &Member<'_>, written: &Written) -> bool {
    let log = pollster::block_on(jipan_store::Store::open(member.site.disk)).unwrap().log;
    let is_in =
        |row: &[u8]| row.windows(written.text.len()).any(|at| at == written.text.as_bytes());
    member.is_revoked && log.into_iter().any(|(_, row)| is_in(&row.into_bytes()))
}

fn has(tab: &Tablet<'_>, written: &Written) -> bool {
    let book = tab.model.book();
    if holds(book, written.customer, &written.text) {
        return true;
    }
    let Some(row) = book.row_of(written.customer) else { return false };
    match written.place {
        Place::Field(field) => book.text(row, field) == Some(&written.text),
        Place::Note => book.notes(row).any(|note| *note.text == *written.text),
        Place::Order | Place::Objection | Place::Fact | Place::Shared => false,
    }
}

/// Whether the tablet keeps a refused change with this text.
fn is_held_as_refused(member: &Member<'_>, text: &str) -> bool {
    let meta = pollster::block_on(jipan_store::Store::open(member.site.disk)).unwrap().meta;
    meta.into_iter()
        .filter(|(key, _)| key.starts_with("refused-"))
        .any(|(_, value)| value.into_bytes().windows(text.len()).any(|at| at == text.as_bytes()))
}

fn is_manager(company: &mut Company, person: PersonId) -> bool {
    let people = company.looks(|records| records.people());
    people.iter().any(|it| it.id == person && it.role == Role::Manager)
}

fn scopes_of(company: &mut Company, person: PersonId) -> BTreeSet<Scope> {
    if is_manager(company, person) {
        let all = company.looks(|records| records.scopes());
        return all.into_iter().map(|(scope, _)| scope).collect();
    }
    let assignments = company.looks(|records| records.assignments());
    let now = assignments.into_iter().filter(|it| it.person == person && it.until_ms.is_none());
    now.map(|it| Scope::Territory(it.territory)).collect()
}

fn rows_in(company: &mut Company, scope: Scope) -> Vec<CustomerRow> {
    company.looks(|records| {
        let ids = records.customers_in(scope, None, 10_000)?;
        let rows: Result<Vec<_>, RecordsError> =
            ids.into_iter().map(|id| records.customer(id)).collect();
        Ok::<_, RecordsError>(rows?.into_iter().flatten().collect())
    })
}

fn customers_of(company: &mut Company, person: PersonId) -> BTreeMap<CustomerId, u64> {
    let scopes = scopes_of(company, person);
    let is_manager = is_manager(company, person);
    let mut all = BTreeMap::new();
    for scope in scopes {
        let rows = rows_in(company, scope);
        let digest = |it: &CustomerRow| if is_manager { it.digest } else { it.digest_open };
        all.extend(rows.iter().filter(|it| it.digest != 0).map(|it| (it.id, digest(it))));
    }
    all
}

/// I7: the effective stamps of a replica increase with the numbers of its changes. After a backup was
/// put back a tablet may tell a change that it knows by the stamp of another time; the order of the
/// others is still one for all.
fn stamps_increase(company: &mut Company) {
    let mut last: BTreeMap<ReplicaId, (u64, Stamp)> = BTreeMap::new();
    for change in company.storage.all_changes() {
        let stamp = Stamp::from_bytes(change.stamp);
        // What the endpoint shows late on the customer that stays has the stamp of what it shows.
        let is_late = change.device.is_none() && change.id.replica.number() & 0xff == 1;
        if change.kept.is_none()
            && !is_late
            && let Some((seq, before)) = last.insert(change.id.replica, (change.id.seq, stamp))
        {
            assert!(before <= stamp, "{seq} {before:?} and {change:?}");
        }
    }
}

/// The sum of each scope is that of its customers.
fn sums_are_right(company: &mut Company) {
    let book = company.looks(jipan_sync::hub::book);
    for (scope, row) in company.looks(|records| records.scopes()) {
        if scope == Scope::Company {
            assert_eq!(row.checksum, book.digest_of_company(&|_| true), "of products and rules");
            continue;
        }
        let rows = rows_in(company, scope);
        let sum = rows.iter().map(|it| it.digest).fold(0, u64::wrapping_add);
        assert_eq!(row.checksum, sum, "{scope:?}");
    }
}

/// A code of a list, which came in twice or in a race with a tablet, is of one shop.
fn listed_once(company: &mut Company) {
    let book = company.looks(jipan_sync::hub::book);
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for row in book.rows().filter(|row| book.is_visible(*row)) {
        let code = book.text(row, fields::CODE).filter(|code| code.starts_with('M'));
        if let Some(code) = code {
            *of.entry(code).or_default() += 1;
        }
    }
    let twice: Vec<_> = of.into_iter().filter(|(_, n)| *n > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
