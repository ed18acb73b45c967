//! Whatever two tablets of a company do, in whatever order and weather: in the end both have one book,
//! no sum ever differed, and nothing that was shown as saved is gone.

use jipan_app::view::SavingView;
use jipan_app::{Event, Route};
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault, StoreError};
use proptest::prelude::*;

use super::browser::list;
use super::company::{Company, Weather};
use super::sync::{joined, manager, same};
use super::tablet::{Disk, Tablet, disk};

/// Something that happens to one of two tablets.
#[derive(Debug, Clone)]
enum Step {
    Edit(usize, usize, bool),
    Burst(usize, usize),
    Add(usize),
    Delete(usize, usize),
    Import(usize, usize),
    Undo(usize),
    Network(usize, bool),
    Meet(usize),
    Bad(Weather),
    Crash(usize),
    Full(usize),
    Skew(usize, i64),
}

fn step() -> impl Strategy<Value = Step> {
    let (tab, shop) = (0_usize..2, 0_usize..5);
    let bad = prop_oneof![
        Just(Weather::NoNetwork),
        Just(Weather::AnswerLost),
        Just(Weather::Portal),
        Just(Weather::CutOff),
        Just(Weather::DiesAfterCommit),
    ];
    prop_oneof![
        8 => (tab.clone(), shop.clone(), any::<bool>()).prop_map(|(t, s, f)| Step::Edit(t, s, f)),
        1 => (tab.clone(), shop.clone()).prop_map(|(t, s)| Step::Burst(t, s)),
        2 => tab.clone().prop_map(Step::Add),
        1 => (tab.clone(), shop.clone()).prop_map(|(t, s)| Step::Delete(t, s)),
        2 => (tab.clone(), shop).prop_map(|(t, s)| Step::Import(t, s)),
        2 => tab.clone().prop_map(Step::Undo),
        3 => (tab.clone(), any::<bool>()).prop_map(|(t, on)| Step::Network(t, on)),
        6 => tab.clone().prop_map(Step::Meet),
        2 => bad.prop_map(Step::Bad),
        2 => tab.clone().prop_map(Step::Crash),
        1 => tab.clone().prop_map(Step::Full),
        1 => (tab, -40_i64..40).prop_map(|(t, days)| Step::Skew(t, days)),
    ]
}

/// Plays steps and remembers what was shown as saved.
struct Play<'a> {
    disks: [&'a Disk; 2],
    tablets: Vec<Tablet<'a>>,
    company: Company,
    saved: Vec<(CustomerId, FieldId, String)>,
    n: usize,
    run: u64,
}

impl Play<'_> {
    /// Opens a tablet anew if it died.
    fn revive(&mut self, idx: usize) {
        if !self.tablets[idx].is_dead() {
            return;
        }
        self.run += 1;
        let (disk, now) = (self.disks[idx], self.tablets[idx].env.now);
        disk.restart();
        disk.forget_faults();
        self.tablets[idx] = Tablet::open(disk, self.run);
        self.tablets[idx].env.now = now;
    }

    fn opens(&mut self, idx: usize, shop: usize) -> Option<CustomerId> {
        let tablet = &mut self.tablets[idx];
        tablet.happens(Event::LinkFollowed(Route::Customers));
        tablet.happens(Event::SearchTyped(format!("K{shop}")));
        let id = tablet.customers().list.rows.first()?.id;
        tablet.happens(Event::LinkFollowed(Route::Customer(id)));
        Some(id)
    }

    fn edits(&mut self, idx: usize, shop: usize, field: FieldId) {
        let Some(id) = self.opens(idx, shop) else { return };
        self.n += 1;
        let text = format!("第{}次", self.n);
        let tablet = &mut self.tablets[idx];
        tablet.types(field, &text);
        let is_saved = tablet.model.view().status.saving == SavingView::Saved;
        if !tablet.is_dead() && is_saved && tablet.draft(field).is_none() {
            self.saved.push((id, field, text));
        }
    }

    fn does(&mut self, step: &Step) {
        match *step {
            Step::Edit(idx, shop, is_contact) => {
                self.edits(idx, shop, if is_contact { fields::CONTACT } else { fields::REMARK });
            }
            Step::Burst(idx, shop) => {
                for _ in 0..120 {
                    self.edits(idx, shop, fields::CONTACT);
                    self.revive(idx);
                }
            }
            Step::Add(idx) => {
                self.n += 1;
                let name = format!("新{}店", self.n);
                let tablet = &mut self.tablets[idx];
                tablet.happens(Event::LinkFollowed(Route::NewCustomer));
                tablet.happens(Event::FieldTyped { field: fields::NAME, text: name });
                tablet.happens(Event::NewCustomerDone);
            }
            Step::Delete(idx, shop) => {
                if self.opens(idx, shop).is_some() {
                    self.tablets[idx].happens(Event::DeletePressed);
                }
            }
            Step::Import(idx, n) => {
                let file = list(n + 3);
                let tablet = &mut self.tablets[idx];
                tablet.happens(Event::ImportClosed);
                tablet.chooses("b.csv", &file);
                tablet.happens(Event::ImportStarted);
            }
            Step::Undo(idx) => self.tablets[idx].happens(Event::UndoPressed),
            Step::Network(idx, is_online) => {
                self.tablets[idx].happens(Event::NetworkChanged { is_online });
            }
            Step::Meet(idx) => self.company.meets(&mut self.tablets[idx]),
            Step::Bad(weather) => self.company.weather.push_back(weather),
            Step::Crash(idx) => self.disks[idx].crash(),
            Step::Full(idx) => {
                let full = StoreError::QuotaExceeded { needed_bytes: 1 };
                self.disks[idx].fault_next(Fault::Fail(full));
            }
            Step::Skew(idx, days) => self.tablets[idx].env.now += TimeDelta::days(days),
        }
        for idx in 0..2 {
            self.revive(idx);
        }
    }

    fn ends(&mut self) {
        self.company.weather.clear();
        for _ in 0..3 {
            for idx in 0..2 {
                self.disks[idx].forget_faults();
                let tablet = &mut self.tablets[idx];
                tablet.happens(Event::NetworkChanged { is_online: true });
                tablet.happens(Event::PageShown);
                self.company.meets(tablet);
            }
        }
    }
}

/// All values that a field of a customer ever had, as this tablet tells them.
fn ever(tablet: &mut Tablet<'_>, id: CustomerId, field: FieldId) -> String {
    tablet.happens(Event::LinkFollowed(Route::Customer(id)));
    tablet.happens(Event::HistoryToggled(None));
    tablet.happens(Event::HistoryToggled(Some(field)));
    format!("{:?}", tablet.file().history)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn in_the_end_both_have_one_book_and_nothing_saved_is_gone(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let (one, two) = (disk(), disk());
        let (mut company, manager) = manager(&one, 5);
        let other = joined(&two, 2, &mut company, Role::Manager);
        let tablets = vec![manager, other];
        let disks = [&one, &two];
        let mut play = Play { disks, tablets, company, saved: Vec::new(), n: 0, run: 10 };
        for step in &steps {
            play.does(step);
        }
        play.ends();
        same(&play.tablets[0], &play.tablets[1]);
        for idx in 0..2 {
            prop_assert_eq!(play.tablets[idx].sync_status().n_unsent, 0);
            prop_assert_eq!(play.tablets[idx].sync_screen().needs.refused.len(), 0);
        }
        let saved = std::mem::take(&mut play.saved);
        for tablet in &mut play.tablets {
            for (id, field, text) in saved.iter().rev().take(40) {
                let ever = ever(tablet, *id, *field);
                prop_assert!(ever.contains(text.as_str()), "{} is not in {}", text, ever);
            }
        }
        drop(play);
        same(&Tablet::open(&one, 98), &Tablet::open(&two, 99));
    }
}
