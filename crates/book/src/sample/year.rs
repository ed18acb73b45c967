//! A year in the life of the sample: when each shop came in, what was found out about it, who works
//! there. Everything that has a kind so far happens; new kinds join here. Not here: the shops.

use std::collections::BTreeMap;

use jipan_rules::funnel::Fact;
use jipan_rules::schema::{FieldId, by_key, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, ContactId, CustomerId, DealId, FactId, ReplicaId};
use jipan_rules::{NaiveDate, Uuid, status};

use super::deals::{Beat, Deal, stories};
use super::{Outlet, SAMPLE_CUSTOMERS, SampleEnv, words};
use crate::book::Book;
use crate::change::{Action, BatchInfo, BatchKind, Change, ChangeId, FunnelWrite, Op};
use crate::sorting::sort_by_key;
use crate::stamp::{Clock, Stamp};

/// Days the year has. Most shops came in with the list that it begins with.
pub(super) const YEAR_DAYS: i64 = 365;
const DAY_MS: u64 = 86_400_000;
/// A list of the company came on that day.
const LIST_DAYS_AGO: i64 = 30;
/// On that day a line was given to another account manager.
const MOVED_DAYS_AGO: i64 = 120;
/// Customers that came in by one change.
const N_TOGETHER: usize = 50;

/// What happens to one customer.
#[derive(Debug, Clone)]
enum Deed {
    /// It comes into the book.
    Open(Vec<(FieldId, Value)>),
    /// A field gets another value, with a reason if it rarely changes.
    Edit(FieldId, Option<Value>, Option<&'static str>),
    /// Fields are found to be true.
    Confirm(Vec<FieldId>),
    /// A note is written.
    Note(&'static str),
    /// Somebody else works there.
    Contact(Vec<(FieldId, Value)>),
    /// It gets the manager of its line.
    Manager(String),
    /// The list of the company says something else.
    Stated(FieldId, Value),
    /// Something happens to an opportunity.
    Prospect(Beat),
}

impl Deed {
    fn action(&self, came_with_list: bool) -> Action {
        match self {
            Self::Open(_) if came_with_list => Action::LoadSample,
            Self::Open(_) => Action::AddCustomer,
            Self::Edit(..) => Action::EditField,
            Self::Confirm(_) => Action::ConfirmField,
            Self::Note(_) => Action::AddNote,
            Self::Contact(_) => Action::EditContact,
            Self::Manager(_) => Action::BulkEdit,
            Self::Stated(..) => Action::Import,
            Self::Prospect(beat) => beat.action(),
        }
    }

    /// Whether many of them are one tap.
    fn is_together(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Manager(_) | Self::Stated(..))
    }
}

/// The year under way.
pub(super) struct Year<'a> {
    env: SampleEnv,
    fresh_id: &'a mut dyn FnMut() -> Uuid,
    replica: ReplicaId,
    clock: Clock,
    batch: BatchId,
    ids: Vec<CustomerId>,
    deals: BTreeMap<u32, Deal>,
    /// The book so far, so that each write knows what it overwrites.
    book: Book,
    pub(super) changes: Vec<Change>,
}

impl<'a> Year<'a> {
    pub(super) fn new(env: SampleEnv, fresh_id: &'a mut dyn FnMut() -> Uuid) -> Self {
        let batch = BatchId::new(fresh_id());
        let (_, random) = fresh_id().as_u64_pair();
        let replica = ReplicaId::new(random << 8);
        let ids = (0..SAMPLE_CUSTOMERS).map(|_| CustomerId::new(fresh_id())).collect();
        let (clock, book, changes) = (Clock::new(Stamp::zero()), Book::new(), Vec::new());
        Self { env, fresh_id, replica, clock, batch, ids, deals: BTreeMap::new(), book, changes }
    }

    /// Everything in the order of days.
    pub(super) fn live(&mut self) {
        let mut deeds: Vec<(i64, u32, Deed)> = Vec::new();
        for n in 0..SAMPLE_CUSTOMERS {
            let outlet = Outlet { n, today: self.env.today };
            deeds.extend(outlet.year().into_iter().map(|(days_ago, deed)| (days_ago, n, deed)));
        }
        for (n, story) in stories(self.env.today) {
            deeds.extend(story.iter().map(|&(days_ago, beat)| (days_ago, n, Deed::Prospect(beat))));
        }
        // Stable, so what one shop does on one day stays in its order.
        sort_by_key(&mut deeds, |(days_ago, _, deed)| (-days_ago, !deed.is_together()));
        let mut rest = deeds.into_iter().peekable();
        while let Some((days_ago, n, deed)) = rest.next() {
            let action = deed.action(days_ago >= YEAR_DAYS);
            let mut ops = self.ops(n, &deed, days_ago);
            let mut n_ops = 1;
            while deed.is_together()
                && n_ops < N_TOGETHER
                && let Some((_, n, next)) = rest.next_if(|(ago, _, next)| {
                    *ago == days_ago
                        && next.is_together()
                        && next.action(*ago >= YEAR_DAYS) == action
                })
            {
                ops.extend(self.ops(n, &next, days_ago));
                n_ops += 1;
            }
            self.happen(days_ago, action, ops);
        }
        let (kind, name, n_added) = (BatchKind::Sample, String::new(), SAMPLE_CUSTOMERS);
        let info = BatchInfo { id: self.batch, kind, name, n_added, n_updated: 0, n_failed: 0 };
        self.happen(0, Action::LoadSample, vec![Op::Batch(info)]);
    }

    fn happen(&mut self, days_ago: i64, action: Action, ops: Vec<Op>) {
        if ops.is_empty() {
            return;
        }
        let seq = u64::try_from(self.changes.len()).unwrap_or(0) + 1;
        // A minute lies between two taps of a day that ends now.
        let ago_ms = days_ago.unsigned_abs().saturating_mul(DAY_MS);
        let ms = self.env.now_ms.saturating_sub(ago_ms);
        let ms = ms.max(self.clock.last().ms().saturating_add(1)).min(self.env.now_ms);
        let change = Change {
            id: ChangeId { replica: self.replica, seq },
            stamp: self.clock.tick(ms, self.replica),
            on: Outlet { n: 0, today: self.env.today }.days_ago(days_ago),
            by: self.env.by,
            action,
            batch: Some(self.batch),
            undoes: None,
            undoes_batch: None,
            ops,
        };
        drop(self.book.apply(&change));
        self.changes.push(change);
    }

    fn ops(&mut self, n: u32, deed: &Deed, days_ago: i64) -> Vec<Op> {
        let Some(&id) = usize::try_from(n).ok().and_then(|n| self.ids.get(n)) else {
            return Vec::new();
        };
        let on = Outlet { n, today: self.env.today }.days_ago(days_ago);
        match deed {
            Deed::Open(values) => vec![Op::Create { id, values: values.clone() }],
            Deed::Edit(field, value, reason) => {
                vec![self.book.put(id, *field, value.clone(), reason.map(Into::into))]
            }
            Deed::Confirm(fields) => {
                fields.iter().map(|field| self.book.confirm(id, *field, on)).collect()
            }
            Deed::Note(text) => {
                let note = FactId::new((self.fresh_id)());
                vec![Op::Note { id: note, customer: id, text: (*text).into() }]
            }
            Deed::Contact(values) => {
                let contact = ContactId::new((self.fresh_id)());
                let put = |(field, value): &(FieldId, Value)| {
                    self.book.put_contact((id, contact), *field, Some(value.clone()))
                };
                values.iter().map(put).collect()
            }
            Deed::Manager(name) => {
                let value = Some(Value::Text(name.as_str().into()));
                vec![self.book.put(id, fields::MANAGER, value, None)]
            }
            Deed::Stated(field, value) => {
                vec![self.book.state(id, *field, Some(value.clone()), true)]
            }
            Deed::Prospect(beat) => self.told((n, id), *beat, on),
        }
    }

    /// What is told of a prospect. One in some was sent by the first shop.
    fn told(&mut self, (n, customer): (u32, CustomerId), beat: Beat, on: NaiveDate) -> Vec<Op> {
        let outlet = Outlet { n, today: self.env.today };
        let mut fresh = || FactId::new((self.fresh_id)());
        let begin = || Deal::new(DealId::new(fresh().uuid()), &outlet);
        let deal = self.deals.entry(n).or_insert_with(begin);
        let referrer = self.ids.first().copied().filter(|first| *first != customer);
        let facts = deal.facts(beat, (&outlet, on), referrer, &mut fresh);
        let of = deal.id;
        let op = |(id, fact): (FactId, Fact)| {
            let deal = fact.is_of_deal().then_some(of);
            Op::Funnel { id, customer, deal, write: FunnelWrite::Say(Box::new(fact)) }
        };
        facts.into_iter().map(op).collect()
    }
}

impl Outlet {
    /// What happens to this shop, with how many days ago.
    fn year(&self) -> Vec<(i64, Deed)> {
        let now = self.values();
        let mut before = now.clone();
        let mut deeds = Vec::new();
        let opened = self.opened_days_ago();
        self.changes_of_people(&now, &mut before, opened, &mut deeds);
        self.change_of_state(&mut before, opened, &mut deeds);
        for (field, days_ago) in self.confirmations(&now) {
            deeds.push((days_ago, Deed::Confirm(vec![field])));
        }
        self.notes(opened, &mut deeds);
        self.contact(opened, &mut deeds);
        deeds.retain(|(days_ago, _)| *days_ago <= opened);
        let mut all = vec![(opened, Deed::Open(before))];
        all.extend(together(deeds));
        all
    }

    /// Nine of ten came with the list a year ago.
    pub(super) fn opened_days_ago(&self) -> i64 {
        // The oldest confirmations lie before the year.
        if self.roll("new shop", 10) == 0 { 20 + self.wide("since", 330) } else { YEAR_DAYS + 40 }
    }

    fn changes_of_people(
        &self,
        now: &[(FieldId, Value)],
        before: &mut [(FieldId, Value)],
        opened: i64,
        deeds: &mut Vec<(i64, Deed)>,
    ) {
        let value =
            |of: FieldId| now.iter().find(|(it, _)| *it == of).map(|(_, value)| value.clone());
        let number = self.n + 1;
        if let Some(phone) = value(fields::PHONE).filter(|_| self.roll("new phone", 5) == 0) {
            set(before, fields::PHONE, Value::Text(format!("1990800{number:04}").into()));
            let ago = self.within("phone", opened);
            deeds.push((ago, Deed::Edit(fields::PHONE, Some(phone), None)));
            if self.roll("list phone", 3) == 0 && ago > LIST_DAYS_AGO {
                let said = Value::Text(format!("1990700{number:04}").into());
                deeds.push((LIST_DAYS_AGO, Deed::Stated(fields::PHONE, said)));
            }
        }
        if let Some(owner) = value(fields::LEGAL_REP).filter(|_| self.roll("new owner", 20) == 0) {
            set(before, fields::LEGAL_REP, Value::Text(format!("样例原法人{number}").into()));
            let edit = Deed::Edit(fields::LEGAL_REP, Some(owner), Some("样例：店铺转让"));
            deeds.push((self.within("owner", opened), edit));
        }
        if self.line() == 3
            && opened > MOVED_DAYS_AGO
            && let Some(Value::Text(name)) = value(fields::MANAGER)
        {
            set(before, fields::MANAGER, Value::Text("客户经理09".into()));
            deeds.push((MOVED_DAYS_AGO, Deed::Manager(name.to_string())));
        }
    }

    fn change_of_state(
        &self,
        before: &mut [(FieldId, Value)],
        opened: i64,
        deeds: &mut Vec<(i64, Deed)>,
    ) {
        let state = self.state();
        if status::is_closed(state) {
            set(before, fields::STATUS, Value::Choice(status::OPEN));
            let ago = self.within("closed", opened);
            deeds.push((ago, Deed::Edit(fields::STATUS, Some(Value::Choice(state)), None)));
        }
    }

    fn notes(&self, opened: i64, deeds: &mut Vec<(i64, Deed)>) {
        const SUBJECTS: [&str; 3] = ["first note", "second note", "third note"];
        let n = if self.roll("note", 3) == 0 { 1 + self.roll("notes", 3) } else { 0 };
        for (subject, _) in SUBJECTS.into_iter().zip(0..n) {
            deeds.push((
                self.within(subject, opened),
                Deed::Note(self.pick(subject, &words::NOTES)),
            ));
        }
    }

    /// One in eight has a second contact; some of them a birthday by the moon.
    fn contact(&self, opened: i64, deeds: &mut Vec<(i64, Deed)>) {
        if self.roll("contact", 8) != 0 {
            return;
        }
        let number = self.n + 1;
        let (month, day) = (1 + self.roll("month", 12), 1 + self.roll("day", 28));
        let moon = if self.roll("moon", 3) == 0 { "lunar " } else { "" };
        let mut values = vec![
            (fields::CONTACT, Value::Text(format!("样例店员{number}").into())),
            (fields::PHONE, Value::Text(format!("1990600{number:04}").into())),
            (fields::ROLE, Value::Text("店员".into())),
            (fields::BIRTHDAY, Value::Text(format!("{moon}{month:02}-{day:02}").into())),
        ];
        let role = Value::Choice(self.one_to("decision role", 5));
        values.extend(by_key("decision_role").map(|def| (def.id, role)));
        deeds.push((self.within("contact since", opened), Deed::Contact(values)));
    }

    /// A day between the opening and yesterday, in days ago.
    fn within(&self, subject: &str, opened: i64) -> i64 {
        let most = opened.clamp(2, YEAR_DAYS);
        1 + self.wide(subject, most.unsigned_abs() - 1)
    }
}

/// What is found to be true on one day is one tap.
fn together(deeds: Vec<(i64, Deed)>) -> Vec<(i64, Deed)> {
    let mut all: Vec<(i64, Deed)> = Vec::new();
    for (days_ago, deed) in deeds {
        if let Deed::Confirm(more) = &deed
            && let Some((_, Deed::Confirm(found))) =
                all.iter_mut().find(|(ago, it)| *ago == days_ago && matches!(it, Deed::Confirm(_)))
        {
            found.extend(more);
            continue;
        }
        all.push((days_ago, deed));
    }
    all
}

fn set(values: &mut [(FieldId, Value)], field: FieldId, value: Value) {
    if let Some((_, old)) = values.iter_mut().find(|(of, _)| *of == field) {
        *old = value;
    }
}
