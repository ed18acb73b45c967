//! What people write of the budget, of expenses, services and goals, as another tab of their tablet does. Not
//! here: the screens of the budget, who does what when.

use jipan_app::Event;
use jipan_book::{Action, Book, Change, ChangeId, FunnelWrite, Op, Stamp};
use jipan_rules::Uuid;
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Readers, Row};
use jipan_rules::funnel::{Fact, ServiceFact, ServiceSort};
use jipan_rules::period::Month;
use jipan_rules::values::Money;
use jipan_rules::values::ids::{FactId, PersonId, ReplicaId};
use jipan_store::{Durability, Store as _, Write};
use jipan_sync::wire::NO_CUSTOMER;
use pollster::block_on;

use super::claims::Place;
use super::world::{Step, World};

/// The tab that writes.
const SLOT: u64 = 5;

/// One thing that is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum BudgetStep {
    Cell,
    Name,
    Freeze,
    Expense,
    Verdict,
    Service,
    Goal,
    /// What two wrote of one cell is decided.
    Decide,
}

/// What the budget adds: a step is one of these four times in ten.
pub(super) const BUDGET: [(usize, Step); 11] = [
    (14, Step::Budget(BudgetStep::Cell)),
    (4, Step::Budget(BudgetStep::Name)),
    (5, Step::Budget(BudgetStep::Freeze)),
    (12, Step::Budget(BudgetStep::Expense)),
    (8, Step::Budget(BudgetStep::Verdict)),
    (8, Step::Budget(BudgetStep::Service)),
    (4, Step::Budget(BudgetStep::Goal)),
    (6, Step::Budget(BudgetStep::Decide)),
    (3, Step::Merge),
    (4, Step::Role),
    (2, Step::Hand),
];

fn plan(n: usize) -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | n as u128))
}

fn month(n: usize) -> Month {
    Month::from_index(2027 * 12 + u16::try_from(n).unwrap())
}

fn expense(field: BudgetField, n: usize, of: PersonId) -> BudgetKey {
    let id = (9 << 100) | ((n as u128) << 64) | (of.uuid().as_u128() & 0xFFFF_FFFF);
    BudgetKey::of(field, Uuid::from_u128(id)).part(of.uuid())
}

impl World<'_> {
    pub(super) fn about_budget(&mut self, step: BudgetStep, idx: usize) {
        match step {
            BudgetStep::Cell => self.plans(idx),
            BudgetStep::Name => {
                let (n, text) = (self.dice.below(2), format!("草案{}号", self.text()));
                let key = BudgetKey::of(BudgetField::PlanName, plan(n).0);
                self.puts(idx, Action::EditPlan, (key, Some(text)));
            }
            BudgetStep::Freeze => {
                let plan = plan(self.dice.below(2));
                let key = BudgetKey::of(BudgetField::PlanFrozen, plan.0);
                if self.dice.once_in(2) {
                    let op = move |book: &Book| book.freeze(plan);
                    let _is_written = self.writes(idx, Action::FreezePlan, op);
                } else {
                    self.puts(idx, Action::FreezePlan, (key, None));
                }
            }
            BudgetStep::Expense => self.pays(idx),
            BudgetStep::Verdict => self.judges(idx),
            BudgetStep::Service => self.serves(idx),
            BudgetStep::Goal => self.sets_goal(idx),
            BudgetStep::Decide => self.decides_shared(idx),
        }
    }

    /// A number in one of few cells, which only managers read.
    pub(super) fn plans(&mut self, idx: usize) {
        let (n, at) = (self.dice.below(2), self.dice.below(3));
        let text = format!("7654{:06}", self.text());
        let key = BudgetKey::cell(plan(n), LineRef::Row(Row::SalesRevenue), month(at));
        self.claims.is_secret(format!("\"{text}\""));
        self.puts(idx, Action::EditBudget, (key, Some(text)));
    }

    /// An amount of an own expense, or of somebody else's by mistake.
    pub(super) fn pays(&mut self, idx: usize) {
        let of = if self.dice.once_in(8) { self.dice.below(self.members.len()) } else { idx };
        let Some(of) = self.name_of(of) else { return };
        let (n, text) = (self.dice.below(3), format!("8{:06}", self.text()));
        let key = expense(BudgetField::ExpenseAmount, n, of);
        self.puts(idx, Action::EditExpense, (key, Some(text)));
    }

    /// A verdict on some expense that is here.
    fn judges(&mut self, idx: usize) {
        let Some(book) = self.book(idx, 0) else { return };
        let amounts = book.budget_field(BudgetField::ExpenseAmount);
        let amounts: Vec<BudgetKey> = amounts.map(|(key, _)| key).collect();
        if amounts.is_empty() {
            return;
        }
        let at = amounts[self.dice.below(amounts.len())];
        let key = BudgetKey::of(BudgetField::ExpenseVerdict, at.of).part(at.part);
        let verdict = match self.dice.below(3) {
            0 => Some("approved;1".to_owned()),
            1 => Some(format!("rejected;1;没有{}号发票", self.text())),
            _ => None,
        };
        self.puts(idx, Action::JudgeExpense, (key, verdict));
    }

    fn serves(&mut self, idx: usize) {
        let Some((_, customer)) = self.somebody(idx) else { return };
        let n = self.text();
        let (text, id) =
            (format!("服务{n}次"), FactId::new(Uuid::from_u128((3 << 100) | n as u128)));
        let fact = Fact::Service(Box::new(ServiceFact {
            sort: ServiceSort::ValueAdded,
            on: jipan_rules::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            quantity: 1,
            amount: Money::from_fen(100),
            text: text.as_str().into(),
        }));
        let write = FunnelWrite::Say(Box::new(fact));
        let op = move |_: &Book| Op::Funnel { id, customer, deal: None, write };
        if self.writes(idx, Action::LogService, op) {
            self.claims.keep(idx, customer, Place::Fact, text);
        }
    }

    fn sets_goal(&mut self, idx: usize) {
        let Some((_, customer)) = self.somebody(idx) else { return };
        let (n, at) = (self.text(), self.dice.below(3));
        let id = FactId::new(Uuid::from_u128((3 << 100) | n as u128));
        let amount = (!self.dice.once_in(4)).then(|| Money::from_fen(i64::try_from(n).unwrap()));
        let write = FunnelWrite::Say(Box::new(Fact::Goal { month: month(at), amount }));
        let op = move |_: &Book| Op::Funnel { id, customer, deal: None, write };
        let _is_written = self.writes(idx, Action::SetGoal, op);
    }

    fn decides_shared(&mut self, idx: usize) {
        let Some(book) = self.book(idx, 0) else { return };
        let Some(id) = book.shared_conflicts().first().map(|it| it.id) else { return };
        let decided = if self.dice.once_in(2) {
            jipan_app::event::CompanyEvent::ShownKept(id)
        } else {
            jipan_app::event::CompanyEvent::OtherTaken(id)
        };
        self.members[idx].site.happens(0, Event::Company(decided), self.now_ms);
    }

    /// Writes a value of the budget, and claims it.
    fn puts(&mut self, idx: usize, action: Action, (key, value): (BudgetKey, Option<String>)) {
        let said = value.clone();
        let op = move |book: &Book| book.put_budget(key, value.map(Into::into));
        let is_written = self.writes(idx, action, op);
        if let Some(text) = said.filter(|it| is_written && it.len() > 8) {
            self.claims.keep(idx, NO_CUSTOMER, Place::Shared, text);
        }
    }

    /// Who writes on a tablet now.
    fn name_of(&self, idx: usize) -> Option<PersonId> {
        let member = &self.members[idx];
        if !member.person.uuid().is_nil() {
            return Some(member.person);
        }
        let bytes: [u8; 16] = self.meta(idx, "person")?.try_into().ok()?;
        Some(PersonId::new(Uuid::from_bytes(bytes)))
    }

    fn meta(&self, idx: usize, name: &str) -> Option<Vec<u8>> {
        let opened = block_on(self.members[idx].site.disk.open()).ok()?;
        let found = opened.meta.into_iter().find(|(it, _)| it == name);
        found.map(|(_, bytes)| bytes.into_bytes())
    }

    /// Whether a change was written that knows what stands in the first tab.
    fn writes(&mut self, idx: usize, action: Action, op: impl FnOnce(&Book) -> Op) -> bool {
        if self.members[idx].is_revoked || self.members[idx].site.disk.is_down() {
            return false;
        }
        let (Some(by), Some(book)) = (self.name_of(idx), self.book(idx, 0)) else { return false };
        let replica = self.meta(idx, "replica").and_then(|it| it.try_into().ok());
        let Some(replica) = replica.map(u64::from_le_bytes) else { return false };
        let all = book.budget().keys().flat_map(|key| book.budget_history(*key));
        let last = all.map(|(by, _)| by.stamp.ms()).max().unwrap_or_default();
        let op = op(book);
        let words = format!("  {idx} writes {op:?}");
        let replica = ReplicaId::new(replica & !0xFF | SLOT);
        let skew_ms = self.members[idx].site.skew_ms;
        let now_ms = self.now_ms.saturating_add_signed(skew_ms);
        let change = Change {
            id: ChangeId { replica, seq: self.text() as u64 },
            stamp: Stamp::new(now_ms.max(last + 1), 0, replica),
            on: jipan_rules::NaiveDate::from_ymd_opt(2026, 11, 26).unwrap(),
            by,
            action,
            batch: None,
            undoes: None,
            undoes_batch: None,
            ops: vec![op],
        };
        self.tells(format_args!("{words}"));
        let row = Write::Log(change.encode().unwrap());
        let site = &mut self.members[idx].site;
        let is_written = block_on(site.disk.write(vec![row], Durability::Strict)).is_ok();
        for tab in 0..2 {
            site.happens(tab, Event::TabsTold, self.now_ms);
        }
        is_written
    }
}

/// A book holds of the budget what the reference does, as far as it is for a person with these names, and
/// nothing else.
pub(super) fn is_as(
    (book, reference): (&Book, &Book),
    (is_manager, names): (bool, &[PersonId]),
    whose: &str,
) {
    let reads = |key: &BudgetKey| match key.readers() {
        _ if is_manager => true,
        Readers::All => true,
        Readers::Managers => false,
        Readers::Person(of) => names.contains(&of),
    };
    let told = |book: &Book, is_all: bool| {
        let all = book.budget().iter().filter(|(key, _)| is_all || reads(key));
        all.map(|(key, it)| (*key, it.value.clone())).collect::<Vec<_>>()
    };
    assert_eq!(told(book, true), told(reference, false), "{whose}");
    for row in book.rows().filter(|&row| book.origin(row).is_some()) {
        let there = book.id_of(row).and_then(|id| reference.row_of(id)).unwrap();
        let goals = |book: &Book, row| {
            let goals = book.goals(row).into_iter();
            goals.map(|(of, (amount, by))| (of, amount, by.by)).collect::<Vec<_>>()
        };
        if book.is_visible(row) && !book.has_merges() {
            assert_eq!(goals(book, row), goals(reference, there), "{whose}");
        }
    }
}
