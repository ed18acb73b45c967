//! The funnel in a company: customers are handed over, instructions are tasks until they are answered.

use jipan_app::event::{DealSheetKind, FunnelEvent, FunnelText, Owners, SheetEdit};
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{DealSheetError, HandState, TaskWhat, TodayView, WhoView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::Fact;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::PersonId;

use super::funnel_add::{does, enters, now, says};
use super::sync_people::{rep, two_territories};
use super::tablet::{Tablet, disk};

/// The colleague of a name, as the sheet to hand over offers them.
fn colleague(tablet: &mut Tablet<'_>, name: &str) -> PersonId {
    let sheet = tablet.file().funnel.sheet.expect("the sheet is open");
    let found = sheet.people.iter().find(|(_, of)| of == name);
    found.unwrap_or_else(|| panic!("no {name}: {:?}", sheet.people)).0
}

fn names_offered(tablet: &mut Tablet<'_>) -> Vec<String> {
    let sheet = tablet.file().funnel.sheet.expect("the sheet is open");
    sheet.people.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn a_prospect_that_is_handed_over_goes_to_the_colleague_with_its_past() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, west]) = two_territories(&one);
    let mut first = rep(&two, 2, &mut company, east);
    let secret = company.invite("小李", Role::Rep, &[west]);
    let mut second = Tablet::open(&three, 3);
    second.joins(&mut company, &secret);
    company.meets(&mut first);
    let deal = enters(&mut first, "新店");
    company.meets(&mut first);
    let customer = deal.customer;
    does(&mut first, FunnelEvent::SheetOpened(DealSheetKind::Hand(customer)));
    assert_eq!(names_offered(&mut first), ["小李", "经理"], "all but who has it");
    does(&mut first, FunnelEvent::SheetDone);
    let sheet = first.file().funnel.sheet.expect("it stays open");
    assert_eq!(sheet.errors, [DealSheetError::NoPerson]);
    let to = colleague(&mut first, "小李");
    does(&mut first, FunnelEvent::SheetEdited(SheetEdit::Person(to)));
    does(&mut first, FunnelEvent::SheetDone);
    let file = first.file();
    assert_eq!(file.funnel.sheet, None);
    assert_eq!(file.funnel.owner, Some(WhoView::Named("小李".to_owned())));
    let TimelineEntry::Funnel { fact: Fact::Hand { .. }, person: Some(person), .. } =
        &file.timeline[0].items[0]
    else {
        panic!("{:?}", file.timeline[0])
    };
    assert_eq!(*person, WhoView::Named("小李".to_owned()));
    company.meets(&mut first);
    company.meets(&mut second);
    let has_it = |tablet: &Tablet<'_>| {
        tablet.model.book().row_of(customer).is_some_and(|row| tablet.model.book().is_visible(row))
    };
    assert!(!has_it(&first) && has_it(&second));
    let file = second.opens("新店");
    assert_eq!((file.funnel.owner, file.funnel.deals.len()), (Some(WhoView::Me), 1));
    let handed: Vec<_> = now(&mut second).handed.iter().map(|it| it.name.clone()).collect();
    assert_eq!(handed, ["新店"]);
    company.meets(&mut manager);
    assert!(has_it(&manager));
}

#[test]
fn a_customer_of_a_line_of_a_territory_is_not_handed_over_by_any_event() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let _rep = rep(&two, 2, &mut company, east);
    company.meets(&mut manager);
    let customer = manager.opens("1号店").id;
    does(&mut manager, FunnelEvent::SheetOpened(DealSheetKind::Hand(customer)));
    let sheet = manager.file().funnel.sheet.unwrap();
    assert_eq!(sheet.hand, HandState::ByField(fields::LINE));
    let to = colleague(&mut manager, "小王");
    let before = one.inner().rows();
    does(&mut manager, FunnelEvent::SheetEdited(SheetEdit::Person(to)));
    does(&mut manager, FunnelEvent::SheetDone);
    assert_eq!(manager.file().funnel.owner, None);
    let row = manager.model.book().row_of(customer).unwrap();
    assert_eq!(manager.model.book().facts(row).len(), 0);
    assert_eq!(one.inner().rows(), before, "nothing but the draft was written");
}

#[test]
fn an_instruction_is_a_task_until_it_is_answered() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let mut rep = rep(&two, 2, &mut company, east);
    enters(&mut rep, "新店");
    company.meets(&mut rep);
    company.meets(&mut manager);
    let customer = manager.opens("新店").id;
    for (text, asks) in [("问清楚库存", true), ("陈列不错", false)] {
        does(&mut manager, FunnelEvent::AskSet { customer, asks });
        says(&mut manager, FunnelText::Remark(customer), text);
    }
    company.meets(&mut manager);
    company.meets(&mut rep);
    let asked = |view: &TodayView| -> Vec<String> {
        let text = |what: &TaskWhat| match what {
            TaskWhat::Instruction(_, text) => text.clone(),
            TaskWhat::AfterClose(..) => panic!("nothing was closed"),
        };
        view.tasks.iter().flat_map(|it| &it.points).map(|it| text(&it.what)).collect()
    };
    assert_eq!(asked(&now(&mut rep)), ["问清楚库存"]);
    let remarks = rep.opens("新店").funnel.remarks;
    let of = remarks.iter().find(|it| it.asks).unwrap().id;
    says(&mut rep, FunnelText::Answer { customer, of }, "三箱");
    assert_eq!(asked(&now(&mut rep)), Vec::<String>::new());
    // Whose answer it is, the manager sees; it is no task of the manager's.
    company.meets(&mut rep);
    company.meets(&mut manager);
    now(&mut manager);
    does(&mut manager, FunnelEvent::OwnersShown(Owners::All));
    assert_eq!(asked(&now(&mut manager)), Vec::<String>::new());
}

#[test]
fn the_sample_has_something_in_every_column_and_in_the_list_of_today() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::LoadSamplePressed);
    let view = super::funnel_add::board(&mut tablet);
    assert_eq!(view.columns.each_ref().map(|it| it.n), [6, 8, 4, 2]);
    assert!(view.outs.iter().all(|(_, n)| *n == 1), "{:?}", view.outs);
    let sums = now(&mut tablet).sums;
    assert!(sums.n_late > 0 && sums.n_tasks > 1, "{sums:?}");
    tablet.happens(Event::RemoveSamplePressed);
    tablet.happens(Event::LinkFollowed(Route::Home));
    let view = super::funnel_add::board(&mut tablet);
    assert_eq!(view.columns.each_ref().map(|it| it.n), [0; 4]);
}
