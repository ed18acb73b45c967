//! Several people at one budget: who sees what, what two wrote of one cell, what was frozen meanwhile. They
//! write as another tab of the same tablet does. Not here: the screens.

use std::sync::atomic::{AtomicU64, Ordering};

use jipan_app::Event;
use jipan_app::event::CompanyEvent;
use jipan_app::view::{ConflictOf, RefusedRetry, RefusedText, WhoView};
use jipan_book::{Action, Change, ChangeId, Op, Stamp};
use jipan_rules::budget::{BudgetField, BudgetKey, LineRef, PlanId, Readers, Row};
use jipan_rules::period::Month;
use jipan_rules::permission::Role;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{PersonId, ReplicaId};
use jipan_rules::{TimeDelta, Uuid};
use jipan_store::{Durability, Store as _, Write};
use jipan_sync::client::digest_of_shared;
use jipan_sync::records::Records as _;
use jipan_sync::wire::{Refusal, TeamRequest, WireRole};
use pollster::block_on;

use super::company::Company;
use super::sync::{joined, manager};
use super::sync_people::{rep, two_territories};
use super::tablet::{Disk, Tablet, disk};

/// Another tab of the same tablet.
const SLOT: u64 = 5;
/// The numbers of its changes.
static SEQ: AtomicU64 = AtomicU64::new(1);

fn plan() -> PlanId {
    PlanId(Uuid::from_u128((8 << 100) | 1))
}

fn cell(n: u16) -> BudgetKey {
    let month = Month::from_index(2027 * 12 + n - 1);
    BudgetKey::cell(plan(), LineRef::Row(Row::SalesRevenue), month)
}

fn of_plan(field: BudgetField) -> BudgetKey {
    BudgetKey::of(field, plan().0)
}

fn expense(field: BudgetField, of: PersonId) -> BudgetKey {
    BudgetKey::of(field, Uuid::from_u128(9 << 100)).part(of.uuid())
}

/// What a tablet keeps of itself.
fn meta(disk: &Disk, name: &str) -> Option<Vec<u8>> {
    let opened = block_on(disk.open()).unwrap();
    opened.meta.into_iter().find(|(it, _)| it == name).map(|(_, bytes)| bytes.into_bytes())
}

/// Who wrote on a tablet before it joined.
fn alone_as(disk: &Disk) -> PersonId {
    let bytes: [u8; 16] = meta(disk, "person").unwrap().try_into().unwrap();
    PersonId::new(Uuid::from_bytes(bytes))
}

/// The last person of a name in a company.
fn named(company: &mut Company, name: &str) -> PersonId {
    let people = company.records.people().unwrap();
    people.iter().filter(|it| it.name == name).max_by_key(|it| it.since_ms).unwrap().id
}

/// Values that somebody writes in one change, knowing what stands.
fn writes(
    tablet: &mut Tablet<'_>,
    disk: &Disk,
    (by, action): (PersonId, Action),
    values: &[(BudgetKey, Option<&str>)],
) {
    let bytes: [u8; 8] = meta(disk, "replica").unwrap().try_into().unwrap();
    let replica = ReplicaId::new(u64::from_le_bytes(bytes) & !0xFF | SLOT);
    let book = tablet.model.book();
    let all = book.budget().keys().flat_map(|key| book.budget_history(*key));
    let last = all.map(|(by, _)| by.stamp.ms()).max().unwrap_or_default();
    let now = u64::try_from(tablet.env.now.timestamp_millis()).unwrap();
    let put = |(key, value): &(BudgetKey, Option<&str>)| -> Op {
        book.put_budget(*key, value.map(Into::into))
    };
    let change = Change {
        id: ChangeId { replica, seq: SEQ.fetch_add(1, Ordering::Relaxed) },
        stamp: Stamp::new(now.max(last + 1), 0, replica),
        on: tablet.env.today,
        by,
        action,
        batch: None,
        undoes: None,
        undoes_batch: None,
        ops: values.iter().map(put).collect(),
    };
    let row = Write::Log(change.encode().unwrap());
    block_on(disk.write(vec![row], Durability::Strict)).unwrap();
    tablet.happens(Event::TabsTold);
    tablet.happens(Event::PageShown);
}

fn says<'a>(tablet: &'a Tablet<'_>, key: BudgetKey) -> Option<&'a str> {
    tablet.model.book().budget_value(key)
}

/// All meet the endpoint until each has heard of the others, and no sum ever differed.
fn all_meet(company: &mut Company, tablets: &mut [&mut Tablet<'_>]) {
    for _ in 0..2 {
        for tablet in tablets.iter_mut() {
            tablet.happens(Event::PageShown);
            company.meets(tablet);
            assert_eq!(tablet.model.n_mismatches(), 0);
        }
    }
}

/// Two managers with a number in the first cell, and a while later.
fn two_managers<'a>(one: &'a Disk, two: &'a Disk) -> (Company, [(Tablet<'a>, PersonId); 2]) {
    let (mut company, mut first) = manager(one, 3);
    let boss = company.records.people().unwrap()[0].id;
    writes(&mut first, one, (boss, Action::EditBudget), &[(cell(1), Some("100000"))]);
    company.meets(&mut first);
    let second = joined(two, 2, &mut company, Role::Manager);
    let other = named(&mut company, "小王");
    assert_eq!(says(&second, cell(1)), Some("100000"));
    (company, [(first, boss), (second, other)])
}

const EDIT: Action = Action::EditBudget;

#[test]
fn two_managers_who_edit_different_cells_both_have_both_and_nobody_is_asked() {
    let (one, two) = (disk(), disk());
    let (mut company, [(mut first, boss), (mut second, other)]) = two_managers(&one, &two);
    writes(&mut first, &one, (boss, EDIT), &[(cell(2), Some("200"))]);
    writes(&mut second, &two, (other, EDIT), &[(cell(3), Some("300"))]);
    all_meet(&mut company, &mut [&mut first, &mut second]);
    for tablet in [&mut first, &mut second] {
        let values = [1, 2, 3].map(|n| says(tablet, cell(n)).map(str::to_owned));
        assert_eq!(values, ["100000", "200", "300"].map(|it| Some(it.to_owned())));
        assert_eq!(tablet.sync_screen().needs.n_conflicts, 0);
    }
    let sum = |it: &Tablet<'_>| digest_of_shared(it.model.book(), Role::Manager);
    assert_eq!(sum(&first), sum(&second));
}

#[test]
fn two_managers_who_edit_one_cell_get_a_card_which_is_decided_either_way() {
    for is_kept in [true, false] {
        let (one, two) = (disk(), disk());
        let (mut company, [(mut first, boss), (mut second, other)]) = two_managers(&one, &two);
        let name = of_plan(BudgetField::PlanName);
        writes(&mut first, &one, (boss, EDIT), &[(name, Some("草案")), (cell(1), Some("120000"))]);
        second.env.now = first.env.now + TimeDelta::seconds(1);
        writes(&mut second, &two, (other, EDIT), &[(cell(1), Some("130000"))]);
        all_meet(&mut company, &mut [&mut first, &mut second]);
        let needs = first.sync_screen().needs;
        assert_eq!((needs.n_conflicts, second.sync_screen().needs.n_conflicts), (1, 1));
        let card = &needs.conflicts[0];
        let ConflictOf::Budget(place) = &card.of else { panic!("of the budget: {card:?}") };
        assert_eq!((place.field, place.name.as_deref()), (BudgetField::PlanCell, Some("草案")));
        assert_eq!(place.month, Some(Month::from_index(2027 * 12)));
        let value = |text: &str| Some(Value::Text(text.into()));
        assert_eq!((&card.shown.value, &card.other.value), (&value("130000"), &value("120000")));
        assert_eq!((&card.other.by, card.is_editable), (&WhoView::Me, true));
        let decided = if is_kept {
            CompanyEvent::ShownKept(card.id)
        } else {
            CompanyEvent::OtherTaken(card.id)
        };
        first.happens(Event::Company(decided));
        all_meet(&mut company, &mut [&mut first, &mut second]);
        let wanted = if is_kept { "130000" } else { "120000" };
        for tablet in [&mut first, &mut second] {
            assert_eq!(says(tablet, cell(1)), Some(wanted));
            assert_eq!(tablet.sync_screen().needs.n_conflicts, 0);
        }
        let sum = |it: &Tablet<'_>| digest_of_shared(it.model.book(), Role::Manager);
        assert_eq!(sum(&first), sum(&second));
    }
}

#[test]
fn what_is_edited_without_a_network_after_a_plan_was_frozen_is_kept_and_counts_once_it_is_opened() {
    let (one, two) = (disk(), disk());
    let (mut company, [(mut first, boss), (mut second, other)]) = two_managers(&one, &two);
    let frozen = of_plan(BudgetField::PlanFrozen);
    writes(&mut first, &one, (boss, Action::FreezePlan), &[(frozen, Some("1"))]);
    second.env.now = first.env.now + TimeDelta::minutes(5);
    writes(&mut second, &two, (other, EDIT), &[(cell(1), Some("130000")), (cell(2), Some("7"))]);
    all_meet(&mut company, &mut [&mut first, &mut second]);
    let counted = |it: &Tablet<'_>| {
        let book = it.model.book();
        [1, 2].map(|n| book.counted(plan()).value(cell(n)).map(str::to_owned))
    };
    for tablet in [&first, &second] {
        assert_eq!(counted(tablet), [Some("100000".to_owned()), None]);
        assert_eq!(says(tablet, cell(1)), Some("130000"), "it is not lost");
        let by = tablet.model.book().counted(plan()).frozen_by().map(|by| by.by);
        assert_eq!(by, Some(boss), "who froze it");
    }
    writes(&mut second, &two, (other, Action::FreezePlan), &[(frozen, None)]);
    all_meet(&mut company, &mut [&mut second, &mut first]);
    assert_eq!(counted(&first), ["130000", "7"].map(|it| Some(it.to_owned())));
    assert_eq!(counted(&second), counted(&first));
}

#[test]
fn a_rep_has_the_own_expenses_with_their_verdict_and_nothing_that_managers_plan() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut boss, [east, _]) = two_territories(&one);
    let chief = company.records.people().unwrap()[0].id;
    let plan = [(cell(1), Some("120000")), (of_plan(BudgetField::PlanName), Some("草案"))];
    writes(&mut boss, &one, (chief, EDIT), &plan);
    company.meets(&mut boss);
    let mut seller = rep(&two, 2, &mut company, east);
    let whose = named(&mut company, "小王");
    let mut other = rep(&three, 3, &mut company, east);
    let amount = expense(BudgetField::ExpenseAmount, whose);
    let verdict = expense(BudgetField::ExpenseVerdict, whose);
    writes(&mut seller, &two, (whose, Action::EditExpense), &[(amount, Some("8800"))]);
    all_meet(&mut company, &mut [&mut seller, &mut boss, &mut other]);
    assert_eq!(says(&boss, amount), Some("8800"));
    boss.env.now = seller.env.now + TimeDelta::minutes(1);
    writes(&mut boss, &one, (chief, Action::JudgeExpense), &[(verdict, Some("approved;8800"))]);
    all_meet(&mut company, &mut [&mut boss, &mut seller, &mut other]);
    assert_eq!(says(&seller, verdict), Some("approved;8800"));
    for (tablet, n) in [(&seller, 3), (&other, 1)] {
        let keys: Vec<_> = tablet.model.book().budget().keys().copied().collect();
        let is_read = |key: &BudgetKey| match key.readers() {
            Readers::All => true,
            Readers::Person(of) => of == whose && n == 3,
            Readers::Managers => false,
        };
        assert!(keys.iter().all(is_read) && keys.len() == n, "{keys:?}");
    }
    // A rep who is made a manager has it all, and none of it once that is over.
    let person = whose;
    for (role, territories, seen) in
        [(WireRole::Manager, vec![], Some("120000")), (WireRole::Rep, vec![east], None)]
    {
        let name = "小王".to_owned();
        company.manage(&TeamRequest::SetPerson { person, name, role, territories });
        all_meet(&mut company, &mut [&mut seller]);
        assert_eq!(says(&seller, cell(1)), seen);
        assert_eq!(says(&seller, amount), Some("8800"));
    }
}

#[test]
fn a_budget_that_was_refused_is_kept_with_its_words() {
    let (one, two) = (disk(), disk());
    let (mut company, mut boss, [east, _]) = two_territories(&one);
    let mut alone = Tablet::open(&two, 2);
    let me = alone_as(&two);
    let plan = [(cell(1), Some("999")), (of_plan(BudgetField::PlanName), Some("我的预算"))];
    writes(&mut alone, &two, (me, EDIT), &plan);
    let amount = expense(BudgetField::ExpenseAmount, me);
    let verdict = expense(BudgetField::ExpenseVerdict, me);
    let paid = [(amount, Some("5000")), (verdict, Some("approved;5000"))];
    writes(&mut alone, &two, (me, Action::EditExpense), &paid);
    let secret = company.invite("小王", Role::Rep, &[east]);
    alone.joins(&mut company, &secret);
    all_meet(&mut company, &mut [&mut alone, &mut boss]);
    assert_eq!((says(&alone, cell(1)), says(&alone, amount)), (None, Some("5000")));
    assert_eq!((says(&boss, amount), says(&boss, verdict)), (Some("5000"), None));
    let needs = alone.sync_screen().needs;
    let why: Vec<_> = needs.refused.iter().map(|it| it.why).collect();
    assert_eq!(why.len(), 2, "{needs:?}");
    let told = |why: Refusal| {
        let card = needs.refused.iter().find(|it| it.why == why).unwrap();
        assert_eq!(card.retry, RefusedRetry::Never, "no rep plans or approves");
        let of = |(_, text): &(_, RefusedText)| {
            let RefusedText::Budget(place, value) = text else { panic!("{text:?}") };
            (place.field, value.clone().unwrap_or_default())
        };
        card.texts.iter().map(of).collect::<Vec<_>>()
    };
    let said = |field, text: &str| (field, text.to_owned());
    let plan = [said(BudgetField::PlanCell, "999"), said(BudgetField::PlanName, "我的预算")];
    assert_eq!(told(Refusal::Role), plan);
    assert_eq!(told(Refusal::Known), [said(BudgetField::ExpenseVerdict, "approved;5000")]);
}
