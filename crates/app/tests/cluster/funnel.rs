//! What people do about prospects and opportunities. Not here: who does what when.

use jipan_app::event::{
    DealRef, DealSheetKind, FunnelEvent, FunnelText, QuickField, SheetEdit, SheetOutcome,
};
use jipan_app::{Event, Route};
use jipan_book::Book;
use jipan_rules::funnel::{Channel, Checked, CloseItem, Refusal, Step as DealStep, Turn};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_rules::values::ids::CustomerId;

use super::claims::Place;
use super::world::{Step, World};

/// One thing that happens to a prospect.
#[derive(Debug, Clone, Copy)]
pub(super) enum FunnelStep {
    Prospect,
    Contact,
    Expect,
    Turn,
    Check,
    Remark,
    HandOver,
}

/// What the funnel adds: a step is one of these four times in ten.
pub(super) const FUNNEL: [(usize, Step); 10] = [
    (12, Step::Funnel(FunnelStep::Prospect)),
    (16, Step::Funnel(FunnelStep::Contact)),
    (8, Step::Funnel(FunnelStep::Expect)),
    (14, Step::Funnel(FunnelStep::Turn)),
    (6, Step::Funnel(FunnelStep::Check)),
    (5, Step::Funnel(FunnelStep::Remark)),
    (5, Step::Funnel(FunnelStep::HandOver)),
    (2, Step::Order),
    (2, Step::Product),
    (4, Step::Merge),
];

impl World<'_> {
    pub(super) fn about_deals(&mut self, step: FunnelStep, idx: usize) {
        match step {
            FunnelStep::Prospect => self.prospects(idx),
            FunnelStep::Contact => self.contacts_somebody(idx),
            FunnelStep::Expect => self.expects(idx),
            FunnelStep::Turn => self.turns(idx),
            FunnelStep::Check => self.checks(idx),
            FunnelStep::Remark => self.remarks(idx),
            FunnelStep::HandOver => self.hands_over(idx),
        }
    }

    fn does(&mut self, idx: usize, tab: usize, events: Vec<FunnelEvent>) {
        let site = &mut self.members[idx].site;
        for event in events {
            site.happens(tab, Event::Funnel(event), self.now_ms);
        }
    }

    /// Notes a prospect with its first opportunity.
    fn prospects(&mut self, idx: usize) {
        let n = self.text();
        let (name, phone) = (format!("潜{n}号"), format!("138{n:08}"));
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(0) else { return };
        site.happens(tab, Event::LinkFollowed(Route::QuickAdd), self.now_ms);
        let channel = Channel::ALL[self.dice.below(Channel::ALL.len())];
        let typed = |field, text: &str| FunnelEvent::QuickTyped { field, text: text.to_owned() };
        let events = vec![
            typed(QuickField::Name, &name),
            typed(QuickField::Phone, &phone),
            FunnelEvent::QuickChannel(channel),
            FunnelEvent::QuickDone,
        ];
        self.does(idx, tab, events);
        let Some(book) = self.book(idx, tab) else { return };
        let row = book.rows().find(|&row| book.text(row, fields::NAME) == Some(&name));
        let Some(customer) = row.and_then(|row| book.id_of(row)) else { return };
        self.tells(format_args!("  {idx}.{tab} notes {name}, {customer:?}"));
        self.claims.was_written(idx, customer, fields::NAME, name);
        // Without a line it is seen by managers alone, once it was sent.
        let line = ["L0", "L1", "L2"][self.dice.below(3)];
        self.members[idx].site.types(tab, customer, fields::LINE, line, self.now_ms);
    }

    /// An opportunity of a tab.
    fn some_deal(&mut self, idx: usize) -> Option<(usize, DealRef)> {
        let wish = self.dice.below(2);
        let tab = self.members[idx].site.open_tab(wish)?;
        let all: Vec<DealRef> = self.book(idx, tab).map(deals_of).unwrap_or_default();
        let deal = *all.get(self.dice.below(all.len().max(1)))?;
        let route = Route::Customer(deal.customer);
        self.members[idx].site.happens(tab, Event::LinkFollowed(route), self.now_ms);
        Some((tab, deal))
    }

    /// Claims a text that a book shows among the facts of a customer.
    fn claims_fact(&mut self, idx: usize, tab: usize, customer: CustomerId, text: String) {
        let Some(book) = self.book(idx, tab) else { return };
        let of = book.row_of(customer).into_iter().flat_map(|row| book.facts(row));
        let said = of.filter(|it| !it.is_gone).find(|it| it.fact.texts().any(|it| it == text));
        let said = said.map(|it| it.customer);
        self.tells(format_args!("  {idx}.{tab} says {text} of {said:?}"));
        if let Some(of) = said {
            self.claims.keep(idx, of, Place::Fact, text);
        }
    }

    /// Notes a contact, sometimes with what is expected of it.
    fn contacts_somebody(&mut self, idx: usize) {
        let Some((tab, deal)) = self.some_deal(idx) else { return };
        let text = format!("说{}句", self.text());
        let mut events = vec![
            FunnelEvent::SheetOpened(DealSheetKind::Contact(deal)),
            FunnelEvent::SheetEdited(SheetEdit::Text(text.clone())),
        ];
        let edits = match self.dice.below(4) {
            0 => vec![SheetEdit::Outcome(SheetOutcome::NoAnswer)],
            1 => {
                let reason = Refusal::ALL[self.dice.below(Refusal::ALL.len())];
                vec![SheetEdit::Outcome(SheetOutcome::Refused), SheetEdit::Refusal(reason)]
            }
            2 => Vec::new(),
            _ => self.expectation(),
        };
        events.extend(edits.into_iter().map(FunnelEvent::SheetEdited));
        events.extend([FunnelEvent::SheetDone, FunnelEvent::SheetClosed]);
        self.does(idx, tab, events);
        self.claims_fact(idx, tab, deal.customer, text);
    }

    fn expectation(&mut self) -> Vec<SheetEdit> {
        let day = format!("2027-{:02}-{:02}", 1 + self.dice.below(4), 1 + self.dice.below(28));
        let amount = (1 + self.dice.below(90)) * 1_000;
        vec![SheetEdit::ExpectOn(day), SheetEdit::Amount(amount.to_string())]
    }

    /// Another day and amount are expected, with the reason; or one more opportunity is opened.
    fn expects(&mut self, idx: usize) {
        let Some((tab, deal)) = self.some_deal(idx) else { return };
        let is_new = self.dice.once_in(4);
        let kind =
            if is_new { DealSheetKind::Open(deal.customer) } else { DealSheetKind::Expect(deal) };
        let why = format!("因{}事", self.text());
        let mut events = vec![FunnelEvent::SheetOpened(kind)];
        let mut edits = self.expectation();
        edits.push(SheetEdit::Why(why.clone()));
        if is_new {
            edits.push(SheetEdit::Channel(Channel::WalkIn));
        }
        events.extend(edits.into_iter().map(FunnelEvent::SheetEdited));
        events.extend([FunnelEvent::SheetDone, FunnelEvent::SheetClosed]);
        self.does(idx, tab, events);
        self.claims_fact(idx, tab, deal.customer, why);
    }

    /// Turns an opportunity to wherever it may go, or asks for what may not be.
    fn turns(&mut self, idx: usize) {
        let Some((tab, deal)) = self.some_deal(idx) else { return };
        let to = Turn::ALL[self.dice.below(Turn::ALL.len())];
        let why = format!("为{}故", self.text());
        let mut events = vec![FunnelEvent::Turned { deal, to }];
        let edits = vec![
            SheetEdit::Why(why.clone()),
            SheetEdit::Refusal(Refusal::ALL[self.dice.below(Refusal::ALL.len())]),
            SheetEdit::Until("2027-01-20".to_owned()),
        ];
        // What a sheet asks for is given; where it asks for nothing it is not there.
        events.extend(edits.into_iter().map(FunnelEvent::SheetEdited));
        events.extend([FunnelEvent::SheetDone, FunnelEvent::SheetClosed]);
        self.tells(format_args!("  {idx}.{tab} turns {deal:?} to {to:?}"));
        self.does(idx, tab, events);
        self.claims_fact(idx, tab, deal.customer, why);
    }

    /// Ticks or waives points of the closing lists, or stamps a step.
    fn checks(&mut self, idx: usize) {
        let Some((tab, deal)) = self.some_deal(idx) else { return };
        let why = format!("免{}项", self.text());
        let waived = CloseItem::ALL[self.dice.below(CloseItem::ALL.len())];
        let step = DealStep::ALL[self.dice.below(DealStep::ALL.len())];
        let mut events: Vec<FunnelEvent> = (CloseItem::ALL.into_iter())
            .filter(|it| *it != waived)
            .map(|item| FunnelEvent::Checked { deal, item, is: Checked::Done })
            .collect();
        let is = Checked::Waived(why.clone().into());
        events.push(FunnelEvent::Checked { deal, item: waived, is });
        events.push(FunnelEvent::StepStamped { deal, step });
        self.does(idx, tab, events);
        self.claims_fact(idx, tab, deal.customer, why);
    }

    /// Who leads remarks or instructs; whoever may answers.
    fn remarks(&mut self, idx: usize) {
        let Some((tab, DealRef { customer, .. })) = self.some_deal(idx) else { return };
        let text = format!("批{}示", self.text());
        let open = self.book(idx, tab).and_then(|book| {
            let row = book.row_of(customer)?;
            let remarks = book.remarks(row).into_iter();
            remarks.filter(|it| it.asks && it.answers.is_empty()).map(|it| it.id).next()
        });
        let of = match open {
            Some(of) if self.members[idx].role == Role::Rep => FunnelText::Answer { customer, of },
            Some(_) | None => FunnelText::Remark(customer),
        };
        let events = vec![
            FunnelEvent::AskSet { customer, asks: self.dice.once_in(2) },
            FunnelEvent::TextTyped { of, text: text.clone() },
            FunnelEvent::TextSaid(of),
        ];
        self.does(idx, tab, events);
        self.claims_fact(idx, tab, customer, text);
    }

    /// A customer goes into the hands of a colleague.
    fn hands_over(&mut self, idx: usize) {
        let Some((tab, DealRef { customer, .. })) = self.some_deal(idx) else { return };
        let to = self.members[self.dice.below(self.members.len())].person;
        self.tells(format_args!("  {idx}.{tab} hands {customer:?} to {to:?}"));
        let events = vec![
            FunnelEvent::SheetOpened(DealSheetKind::Hand(customer)),
            FunnelEvent::SheetEdited(SheetEdit::Person(to)),
            FunnelEvent::SheetDone,
            FunnelEvent::SheetClosed,
        ];
        self.does(idx, tab, events);
    }
}

fn deals_of(book: &Book) -> Vec<DealRef> {
    let rows = book.rows().filter(|row| book.is_visible(*row));
    let deals = rows.flat_map(|row| book.deals(row));
    deals.map(|it| DealRef { customer: it.customer, deal: it.id }).collect()
}

/// What a book says of the opportunities of a customer itself: its facts, and what they come to.
pub(super) fn told(book: &Book, id: CustomerId) -> String {
    let Some(row) = book.row_of(id) else { return String::new() };
    let mut facts: Vec<_> = book
        .facts(row)
        .into_iter()
        .filter(|it| it.customer == id)
        .map(|it| (it.id, it.deal, format!("{:?}", it.fact), it.is_gone))
        .collect();
    facts.sort();
    // Of what was merged into it some may be of another territory: only its own are put together here.
    let is_own = facts.len() == book.facts(row).len();
    let deals: Vec<_> = book
        .deals(row)
        .into_iter()
        .filter(|_| is_own)
        .map(|it| format!("{:?} {:?} {}", it.id, it.course.state, it.course.n_odd()))
        .collect();
    format!("{facts:?} {deals:?}")
}
