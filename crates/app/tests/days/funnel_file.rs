//! What the file of a customer and its paper say of opportunities.

use jipan_app::event::FunnelEvent;
use jipan_app::view::timeline::TimelineEntry;
use jipan_app::view::{ClosingPoint, FunnelPanel, PrintCardView, PrintView};
use jipan_app::{Event, Route};
use jipan_rules::funnel::{
    Channel, Checked, CloseItem, ClosePhase, Fact, Level, Place, Source, Stage, Step, SubChannel,
    Turn,
};
use jipan_rules::values::Money;

use super::prospects::{Past, expects, opened, shop, talked, turns, walked_in};
use super::rules::day;
use super::tablet::{Tablet, disk, today};

fn panel(tablet: &mut Tablet<'_>, n: u128) -> FunnelPanel {
    tablet.happens(Event::LinkFollowed(Route::Customer(shop(n))));
    tablet.file().funnel
}

fn card(tablet: &mut Tablet<'_>, n: u128) -> PrintCardView {
    tablet.happens(Event::Funnel(FunnelEvent::CardPrinted(shop(n))));
    match &*tablet.model.view().print.expect("a card is printed") {
        PrintView::Card(card) => (**card).clone(),
        other => panic!("no card: {other:?}"),
    }
}

#[test]
fn a_file_says_where_an_opportunity_stands_how_it_came_there_and_what_was_expected() {
    let disk = disk();
    let mut past = Past::of(&["一号店", "二号店"]);
    let (channel, sub) = (Channel::Referral, Some(SubChannel::OldCustomer));
    let source = Source { channel, sub, referrer: Some(shop(2)) };
    past.says(day(10, 1), (1, 1), opened(source));
    let first = past.says(day(10, 8), (1, 1), expects(day(11, 20), 5_000, None));
    past.says(day(11, 10), (1, 1), Fact::Step(Step::Analyse));
    past.says(day(11, 15), (1, 1), expects(day(12, 1), 6_000, Some(first)));
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let panel = panel(&mut tablet, 1);
    let [deal] = &*panel.deals else { panic!("{panel:?}") };
    assert_eq!((deal.card.place, deal.card.level), (Place::In(Stage::Intending), Level::A));
    assert_eq!((deal.card.expected, deal.card.days_left), (Some(day(12, 1)), Some(9)));
    assert_eq!(deal.card.turns, [Turn::Ordered, Turn::Lost, Turn::Frozen, Turn::OutOfReach]);
    assert_eq!((deal.opened, deal.will, deal.ability), (Some(day(10, 1)), Some(true), None));
    assert_eq!((deal.source, deal.referrer.as_deref()), (Some(source), Some("二号店")));
    let stages = [(Stage::Prospect, day(10, 1)), (Stage::Intending, day(10, 8))];
    assert_eq!(deal.path, stages.map(|(stage, on)| (Place::In(stage), on)));
    let said: Vec<_> = deal.expectations.iter().map(|it| (it.said_on, it.on, it.amount)).collect();
    let of = |on, yuan: i64| (Some(on), Some(Money::from_fen(yuan * 100)));
    let ((on, amount), (was_on, was_amount)) = (of(day(12, 1), 6_000), of(day(11, 20), 5_000));
    assert_eq!(said, [(day(11, 15), on, amount), (day(10, 8), was_on, was_amount)]);
    assert!(!deal.has_unseen);
    let stamped: Vec<_> =
        deal.steps.iter().filter_map(|(step, on)| Some((*step, (*on)?))).collect();
    assert_eq!(stamped, [(Step::Gather, day(10, 1)), (Step::Analyse, day(11, 10))]);
    assert_eq!(deal.steps.len(), 6);
    // Alone there is nobody to remark for, and nobody to hand to.
    assert_eq!((panel.owner, panel.can_open), (None, true));
}

#[test]
fn a_file_asks_before_a_closing_for_one_list_and_from_it_on_for_all_with_days_for_what_follows() {
    let disk = disk();
    let mut past = Past::of(&["一号店"]);
    past.says(day(10, 1), (1, 1), walked_in());
    let gift = |is| Fact::Check { item: CloseItem::Gift, is };
    past.says(day(11, 2), (1, 1), gift(Checked::Waived("不要".into())));
    past.says(day(10, 1), (1, 2), walked_in());
    past.says(day(11, 5), (1, 2), turns(Turn::Ordered, None));
    past.says(day(11, 7), (1, 2), Fact::Check { item: CloseItem::Journey, is: Checked::Done });
    past.says(day(9, 1), (1, 3), walked_in());
    past.says(day(9, 2), (1, 3), turns(Turn::Lost, None));
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let panel = panel(&mut tablet, 1);
    let phases = |at: usize| -> Vec<(ClosePhase, usize)> {
        panel.deals[at].closing.iter().map(|it| (it.phase, it.items.len())).collect()
    };
    let all = [(ClosePhase::Before, 4), (ClosePhase::During, 3), (ClosePhase::After, 4)];
    assert_eq!((phases(0), phases(1), phases(2)), (all.to_vec(), vec![all[0]], vec![]));
    let lost = Place::Out(Turn::Lost);
    assert_eq!(panel.deals[2].card.place, lost, "those that run come first");
    let waived = &panel.deals[1].closing[0].items[3];
    let told = |it: &ClosingPoint| (it.item, it.is.clone(), it.due);
    assert_eq!(told(waived), (CloseItem::Gift, Checked::Waived("不要".into()), None));
    let after = &panel.deals[0].closing[2].items;
    assert_eq!(told(&after[0]), (CloseItem::Journey, Checked::Done, Some(day(11, 6))));
    assert_eq!(told(&after[1]), (CloseItem::Satisfaction, Checked::Open, Some(day(11, 8))));
}

#[test]
fn a_file_says_that_two_moved_an_opportunity_without_seeing_each_other() {
    let disk = disk();
    let mut past = Past::of(&["一号店"]);
    past.says(day(10, 1), (1, 1), walked_in());
    past.says(day(10, 8), (1, 1), expects(day(12, 20), 5_000, None));
    past.says(day(10, 9), (1, 1), expects(day(12, 24), 5_000, None));
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let panel = panel(&mut tablet, 1);
    assert!(panel.deals[0].has_unseen);
    let unseen: Vec<bool> = panel.deals[0].expectations.iter().map(|it| it.is_unseen).collect();
    assert_eq!(unseen, [true, false]);
}

#[test]
fn the_timeline_tells_what_happened_to_a_prospect_and_what_of_it_was_taken_back() {
    let disk = disk();
    let mut past = Past::of(&["一号店", "二号店"]);
    let source = Source { referrer: Some(shop(2)), ..Source::of(Channel::Referral) };
    past.says(day(10, 1), (1, 1), opened(source));
    let said = past.says(day(10, 8), (1, 1), talked(day(10, 7), "谈了价格"));
    past.drops(day(10, 9), (1, 1), said);
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    panel(&mut tablet, 1);
    let timeline = tablet.file().timeline;
    let told: Vec<&TimelineEntry> = timeline.iter().flat_map(|it| &it.items).collect();
    let TimelineEntry::FunnelGone { of: Some(of), is_gone: true } = told[0] else {
        panic!("{told:?}")
    };
    assert_eq!(&**of, told[1], "it is said what was taken back");
    let TimelineEntry::Funnel { fact: Fact::Contact(contact), .. } = told[1] else {
        panic!("{told:?}")
    };
    assert_eq!((contact.on, &*contact.text), (day(10, 7), "谈了价格"));
    let TimelineEntry::Funnel { fact: Fact::Open(_), referrer: Some(name), person: None, .. } =
        told[2]
    else {
        panic!("{told:?}")
    };
    assert_eq!(name, "二号店");
}

#[test]
fn a_yellow_card_has_what_stands_by_the_day_it_is_of_and_counts_what_has_no_room() {
    let disk = disk();
    let mut past = Past::of(&["一号店"]);
    past.says(day(10, 1), (1, 1), walked_in());
    past.says(day(10, 8), (1, 1), expects(day(12, 20), 5_000, None));
    past.says(day(10, 9), (1, 1), talked(day(10, 7), "晚上才记"));
    let slip = past.says(day(10, 10), (1, 1), talked(day(10, 10), "记错了"));
    past.drops(day(10, 11), (1, 1), slip);
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let paper = card(&mut tablet, 1);
    assert_eq!((&*paper.name, paper.code.as_deref(), paper.on), ("一号店", Some("K1"), today()));
    assert_eq!((tablet.n_printed, paper.deals.len(), paper.n_lines), (1, 1, 3));
    let days: Vec<_> = paper.lines.iter().map(|it| it.on).collect();
    assert_eq!(days, [day(10, 8), day(10, 7), day(10, 1)], "an evening's entry is of the day");
    tablet.happens(Event::PrintEnded);
    tablet.happens(Event::Funnel(FunnelEvent::CardPrinted(shop(7))));
    assert_eq!((tablet.model.view().print, tablet.n_printed), (None, 1), "nobody is no card");
}

#[test]
fn a_yellow_card_of_many_contacts_has_the_newest_and_says_how_many_there_are() {
    let disk = disk();
    let mut past = Past::of(&["一号店"]);
    past.says(day(8, 1), (1, 1), walked_in());
    for n in 0..70 {
        let on = day(8 + n / 30, 1 + n % 30);
        past.says(on, (1, 1), talked(on, &n.to_string()));
    }
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let paper = card(&mut tablet, 1);
    assert_eq!((paper.lines.len(), paper.n_lines), (60, 71));
    let Fact::Contact(newest) = &paper.lines[0].fact else { panic!("{paper:?}") };
    assert_eq!(&*newest.text, "69");
}

#[test]
fn on_a_yellow_card_an_answer_stands_with_its_remark_and_of_many_opportunities_the_first_three() {
    let disk = disk();
    let mut past = Past::of(&["一号店"]);
    for n in 1..=5 {
        past.says(day(10, 1), (1, n), walked_in());
    }
    past.says(day(10, 2), (1, 2), turns(Turn::Lost, None));
    let remark = Fact::Remark { text: "再去一次".into(), asks: true };
    let of = past.says(day(10, 8), (1, 1), remark);
    past.says(day(10, 9), (1, 1), talked(day(10, 9), "去过了"));
    past.says(day(10, 10), (1, 1), Fact::Answer { of, text: "货不够".into() });
    past.says(day(10, 11), (1, 1), Fact::Answer { of, text: "已补货".into() });
    past.onto(&disk);
    let mut tablet = Tablet::open(&disk, 1);
    let paper = card(&mut tablet, 1);
    assert_eq!((paper.deals.len(), paper.n_deals), (3, 5));
    let open = Place::In(Stage::Prospect);
    assert!(paper.deals.iter().all(|it| it.card.place == open), "those that run come first");
    assert_eq!(paper.n_lines, 8, "answers are no lines of their own");
    let told = paper.lines.iter().find(|it| matches!(it.fact, Fact::Remark { .. })).unwrap();
    let answers: Vec<_> = told.answers.iter().map(|it| (it.on, it.text.as_str())).collect();
    assert_eq!(answers, [(day(10, 10), "货不够"), (day(10, 11), "已补货")]);
}
