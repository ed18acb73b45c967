//! Whatever two tabs do, in whatever order: all books are one, and nothing shown as saved is lost.

use jipan_app::view::SavingView;
use jipan_app::{Event, Route};
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::values::ids::CustomerId;
use jipan_store::{Fault, Store as _, StoreError};
use pollster::block_on;
use proptest::prelude::*;

use super::browser::{Browser, list};
use super::tablet::{Tablet, disk};

/// Something that happens to one of two tabs.
#[derive(Debug, Clone)]
enum Step {
    /// A field of a shop is typed and left.
    Edit(usize, usize, bool),
    /// The same, many times, so that a fold is due.
    Burst(usize, usize),
    /// A customer is added.
    Add(usize),
    Delete(usize, usize),
    /// A file with a few shops, some known, some new; its import is folded at once.
    Import(usize, usize),
    /// The last import of this tab is taken back, or the last tap.
    Undo(usize),
    /// Text is typed and not left.
    Type(usize, usize),
    /// The disk does not answer for a while, then it does.
    Hold(usize),
    Answer(usize),
    Sleep(usize),
    Wake(usize),
    Crash(usize),
    Reopen(usize),
    /// The next call of the store finds no room.
    Full,
}

fn step() -> impl Strategy<Value = Step> {
    let (tab, shop) = (0_usize..2, 0_usize..8);
    prop_oneof![
        8 => (tab.clone(), shop.clone(), any::<bool>()).prop_map(|(t, s, f)| Step::Edit(t, s, f)),
        1 => (tab.clone(), shop.clone()).prop_map(|(t, s)| Step::Burst(t, s)),
        2 => tab.clone().prop_map(Step::Add),
        1 => (tab.clone(), shop.clone()).prop_map(|(t, s)| Step::Delete(t, s)),
        2 => (tab.clone(), shop.clone()).prop_map(|(t, s)| Step::Import(t, s)),
        2 => tab.clone().prop_map(Step::Undo),
        2 => (tab.clone(), shop).prop_map(|(t, s)| Step::Type(t, s)),
        3 => tab.clone().prop_map(Step::Hold),
        3 => tab.clone().prop_map(Step::Answer),
        2 => tab.clone().prop_map(Step::Sleep),
        2 => tab.clone().prop_map(Step::Wake),
        1 => tab.clone().prop_map(Step::Crash),
        1 => tab.prop_map(Step::Reopen),
        1 => Just(Step::Full),
    ]
}

/// An edit: of whom, and a text that is unlike every other.
type Edit = (CustomerId, FieldId, String);

/// Plays steps and remembers what was shown as saved.
struct Play<'a> {
    browser: Browser<'a>,
    n: usize,
    made: [Vec<Edit>; 2],
    saved: Vec<Edit>,
}

impl Play<'_> {
    /// Opens the file of a shop in a tab.
    fn opens(&mut self, idx: usize, shop: usize) -> Option<CustomerId> {
        let tab = self.browser.tab(idx);
        tab.happens(Event::LinkFollowed(Route::Customers));
        tab.happens(Event::SearchTyped(format!("K{shop}")));
        let id = tab.customers().list.rows.first()?.id;
        tab.happens(Event::LinkFollowed(Route::Customer(id)));
        Some(id)
    }

    fn edit(&mut self, idx: usize, shop: usize, is_contact: bool) {
        let Some(id) = self.opens(idx, shop) else { return };
        let field = if is_contact { fields::CONTACT } else { fields::REMARK };
        let text = format!("写{}次", self.n);
        self.n += 1;
        let tab = self.browser.tab(idx);
        tab.types(field, &text);
        if tab.reads(field).as_deref() == Some(&*text) {
            self.made[idx].push((id, field, text));
        }
    }

    /// What a person does in a tab that is awake.
    fn taps(&mut self, step: &Step) {
        self.n += 1;
        let n = self.n;
        match *step {
            Step::Edit(idx, shop, is_contact) => self.edit(idx, shop, is_contact),
            Step::Burst(idx, shop) => (0..120).for_each(|_| self.edit(idx, shop, true)),
            Step::Add(idx) => {
                let tab = self.browser.tab(idx);
                tab.happens(Event::LinkFollowed(Route::NewCustomer));
                tab.types(fields::NAME, &format!("新店{n}"));
                tab.happens(Event::NewCustomerDone);
            }
            Step::Delete(idx, shop) => {
                if self.opens(idx, shop).is_some() {
                    self.browser.does(idx, Event::DeletePressed);
                    self.browser.does(idx, Event::UndoPressed);
                }
            }
            Step::Import(idx, shop) => {
                let file = format!("客户代码,店铺名称\nK{shop},改名{n}\nZ{n},{n}号新店\n");
                self.browser.tab(idx).chooses("z.csv", file.as_bytes());
                self.browser.tab(idx).happens(Event::ImportStarted);
            }
            Step::Undo(idx) => self.browser.tab(idx).happens(Event::UndoPressed),
            Step::Type(idx, shop) => {
                if self.opens(idx, shop).is_some() {
                    let text = format!("没写完{n}");
                    let tab = self.browser.tab(idx);
                    tab.happens(Event::FieldTyped { field: fields::PHONE, text });
                    tab.waits();
                }
            }
            Step::Hold(idx) => self.browser.tab(idx).is_held = true,
            Step::Answer(idx) => self.browser.tab(idx).disk_answers(),
            Step::Sleep(idx) => self.browser.sleep(idx),
            Step::Wake(_) | Step::Crash(_) | Step::Reopen(_) | Step::Full => {}
        }
    }

    fn plays(&mut self, step: &Step) {
        match *step {
            Step::Wake(idx) if self.browser.sleeps[idx] => self.browser.wake(idx),
            Step::Crash(idx) => self.browser.crash(idx),
            Step::Reopen(idx) if self.browser.tabs[idx].is_none() => self.browser.reopen(idx),
            Step::Wake(_) | Step::Reopen(_) => {}
            Step::Full => {
                let full = StoreError::QuotaExceeded { needed_bytes: 1 };
                self.browser.disk.fault_next(Fault::Fail(full));
            }
            Step::Edit(idx, ..)
            | Step::Burst(idx, _)
            | Step::Add(idx)
            | Step::Delete(idx, _)
            | Step::Import(idx, _)
            | Step::Undo(idx)
            | Step::Type(idx, _)
            | Step::Hold(idx)
            | Step::Answer(idx)
            | Step::Sleep(idx) => {
                if self.browser.is_awake(idx) {
                    self.taps(step);
                }
            }
        }
        self.browser.settle();
        for idx in 0..2 {
            let saving = self.browser.is_awake(idx).then(|| self.saving(idx));
            match saving {
                Some(SavingView::Saved) => self.saved.append(&mut self.made[idx]),
                // What was not said to be saved may be gone.
                None | Some(SavingView::Failed) => self.made[idx].clear(),
                Some(_) => {}
            }
        }
    }

    fn saving(&mut self, idx: usize) -> SavingView {
        self.browser.tab(idx).model.view().status.saving
    }
}

/// All books are one after these steps, and nothing that was shown as saved is lost.
fn holds(steps: &[Step]) -> Result<(), TestCaseError> {
    let disk = disk();
    let mut browser = Browser::open(&disk);
    browser.tab(0).imports("a.csv", &list(8));
    browser.settle();
    let mut play = Play { browser, n: 0, made: [Vec::new(), Vec::new()], saved: Vec::new() };
    for step in steps {
        play.plays(step);
    }
    play.browser.rests();
    // A fault that nothing met is over, and what could not be read is read again after a while.
    block_on(disk.open()).ok();
    (0..2).for_each(|idx| play.browser.tab(idx).waits());
    play.browser.settle();
    let [one, two] = play.browser.digests();
    prop_assert_eq!(one, two, "two tabs");
    prop_assert_eq!(one, play.browser.fresh_digest(), "and one opened now");
    let mut fresh = Tablet::open(&disk, 999);
    prop_assert_eq!(one, fresh.model.book().digest());
    for (id, field, text) in &play.saved {
        fresh.happens(Event::LinkFollowed(Route::Customer(*id)));
        fresh.happens(Event::HistoryToggled(None));
        fresh.happens(Event::HistoryToggled(Some(*field)));
        let (_, lines) = fresh.file().history.unwrap();
        let is_there = lines.iter().any(|line| format!("{:?}", line.value).contains(&**text));
        prop_assert!(is_there, "{text} of {} saved", play.saved.len());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_two_tabs_do_in_whatever_order_all_books_are_one_and_nothing_saved_is_lost(
        steps in prop::collection::vec(step(), 1..60),
    ) {
        holds(&steps)?;
    }
}

#[test]
fn a_tab_that_could_not_read_what_the_other_wrote_looks_again_by_itself() {
    use Step::{Edit, Full, Hold, Sleep, Type, Undo, Wake};
    let steps = [Type(0, 0), Hold(0), Sleep(0), Full, Wake(0), Undo(0), Edit(1, 0, false), Full];
    holds(&steps).unwrap();
}
