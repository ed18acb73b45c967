//! The tabs of one browser: which slot each has, which one leads, and how they tell each other that
//! something was written. Not here: what they write, when the lead is wanted.
//!
//! A lock is held until the page goes. Where the browser has no locks (an address without TLS that is
//! not this device) the newest tab writes, and the others are told so.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use jipan_app::Event;
use jipan_app::event::Term;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::Callback;

use super::locks::{End, Held, Way, take};
use super::{env, js, task, updates};

/// The tabs of this version hold it side by side; one of an earlier version holds it alone.
const WRITER: &str = "jipan-writer";
/// The tab that folds holds it.
const LEAD: &str = "jipan-fold";
/// Where tabs tell each other.
const CHANNEL: &str = "jipan-tabs";
/// A tab that lost the right to write has so long to hear of it before we read what it wrote.
const GRACE_MILLIS: u32 = 120;
/// A tab that leads and is awake answers within this time.
const ANSWER_MILLIS: u32 = 2_000;

/// Something was written.
const WROTE: &str = "wrote";
/// Open anew: another book is there, or nobody knows any more who may write.
const ANEW: &str = "anew";
/// Is the one that leads awake?
const WHO: &str = "who";
/// It is.
const LEADS: &str = "leads";

/// What a tab has from its opening on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) slot: u8,
    /// Of the lead, if it was free.
    pub(crate) term: Option<Term>,
}

/// This tab among the others.
pub(crate) struct Tabs {
    tell: Callback<Event>,
    channel: Option<BroadcastChannel>,
    /// Lets go of the lead, while we have it.
    lead: RefCell<Option<Function>>,
    /// It was given up for good.
    is_given_up: Cell<bool>,
    was_answered: Cell<bool>,
    /// What stops the others from writing, while it does.
    alone: RefCell<Option<Held>>,
    is_alone: Cell<bool>,
    listener: RefCell<Option<EventListener>>,
    /// Called with the term whenever we get the lead after the opening.
    on_lead: RefCell<Option<OnLead>>,
}

type OnLead = Rc<dyn Fn(Term)>;

impl Tabs {
    /// Listens to the others.
    pub(crate) fn listen(tell: Callback<Event>) -> Rc<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let tabs = Rc::new(Self {
            tell,
            channel,
            lead: RefCell::default(),
            is_given_up: Cell::new(false),
            was_answered: Cell::new(false),
            alone: RefCell::default(),
            is_alone: Cell::new(false),
            listener: RefCell::default(),
            on_lead: RefCell::default(),
        });
        let listener = tabs.channel.as_ref().map(|channel| {
            let heard = Rc::clone(&tabs);
            EventListener::new(channel, "message", move |event| {
                heard.hear(&event.unchecked_ref::<MessageEvent>().data());
            })
        });
        tabs.listener.replace(listener);
        tabs
    }

    fn hear(&self, said: &JsValue) {
        match said.as_string().as_deref() {
            Some(WROTE) => self.tell.emit(Event::TabsTold),
            Some(ANEW) => updates::reload(),
            Some(WHO) if self.lead.borrow().is_some() => self.say(LEADS),
            Some(LEADS) => self.was_answered.set(true),
            Some(_) | None => {}
        }
    }

    fn say(&self, word: &str) {
        let said = self.channel.as_ref().map(|it| it.post_message(&JsValue::from_str(word)));
        if let Some(Err(thrown)) = said {
            crate::log::warn(format_args!("the other tabs were not told: {}", js::words(&thrown)));
        }
    }

    /// Tells the others that something was written.
    pub(crate) fn tell_written(&self) {
        self.say(WROTE);
    }

    /// Stops every other tab from writing: it hears that another one took over, as it does of a tab
    /// of an earlier version. What is on its way there has a moment to end.
    pub(crate) async fn be_alone(&self) {
        self.is_alone.set(true);
        // Without locks no other tab writes in any case.
        if let Ok(held) = take(WRITER, Way::Steal).await {
            self.alone.replace(held);
            TimeoutFuture::new(GRACE_MILLIS).await;
        }
    }

    /// The others may write again; they open anew, since they were told that they may not.
    pub(crate) async fn end_alone(&self) {
        let held = self.alone.take();
        if let Some(held) = held {
            held.release();
            // Held until the page goes.
            take(WRITER, Way::Beside).await.ok();
        }
        self.is_alone.set(false);
        self.say(ANEW);
    }

    /// Whether this tab stopped the others, and so hears of a loss that is none.
    pub(crate) fn is_alone(&self) -> bool {
        self.is_alone.get()
    }

    /// Takes a slot, and the lead if it is free; `on_lead` is called when it comes later, `on_lost`
    /// once if a tab that knows nothing of the others takes over.
    pub(crate) async fn take_seat(
        self: &Rc<Self>,
        on_lead: impl Fn(Term) + 'static,
        on_lost: impl FnOnce() + 'static,
    ) -> Seat {
        let mut seat = Seat { slot: 0, term: Some(fresh_term()) };
        let Ok(()) = keep_earlier_versions_away(&on_lost_once(on_lost)).await else {
            return seat;
        };
        self.on_lead.replace(Some(Rc::new(on_lead)));
        for slot in 0..=u8::MAX {
            seat.slot = slot;
            if let Ok(Some(_)) = take(&format!("jipan-slot-{slot}"), Way::IfFree).await {
                break;
            }
        }
        if let Ok(Some(held)) = take(LEAD, Way::IfFree).await {
            self.hold_lead(held);
        } else {
            seat.term = None;
            self.wait_for_lead();
        }
        seat
    }

    /// Takes the lead from a tab that does not answer.
    pub(crate) fn take_lead(self: &Rc<Self>) {
        if self.lead.borrow().is_some() {
            self.led();
            return;
        }
        self.was_answered.set(false);
        self.say(WHO);
        let tabs = Rc::clone(self);
        task::spawn(async move {
            TimeoutFuture::new(ANSWER_MILLIS).await;
            if tabs.was_answered.get() || tabs.lead.borrow().is_some() {
                return;
            }
            crate::log::info(format_args!("the tab that leads does not answer"));
            if let Ok(Some(held)) = take(LEAD, Way::Steal).await {
                tabs.hold_lead(held);
                tabs.led();
            }
        });
    }

    /// Leaves the lead to another tab, for good.
    pub(crate) fn give_up_lead(&self) {
        self.is_given_up.set(true);
        if let Some(release) = self.lead.take() {
            release.call0(&JsValue::NULL).ok();
        }
    }

    /// Asks for the lead once the tab that has it goes.
    fn wait_for_lead(self: &Rc<Self>) {
        let tabs = Rc::clone(self);
        task::spawn(async move {
            match take(LEAD, Way::Wait).await {
                Ok(Some(held)) if tabs.is_given_up.get() => held.release(),
                Ok(Some(held)) => {
                    tabs.hold_lead(held);
                    tabs.led();
                }
                Ok(None) | Err(_) => {}
            }
        });
    }

    /// We have the lead. When it is stolen, we wait for it again.
    fn hold_lead(self: &Rc<Self>, held: Held) {
        self.lead.replace(Some(held.releaser()));
        let tabs = Rc::clone(self);
        task::spawn(async move {
            if held.ended().await == End::Stolen {
                crate::log::info(format_args!("another tab leads now"));
                tabs.lead.take();
                tabs.tell.emit(Event::LeadLost);
                tabs.wait_for_lead();
            }
        });
    }

    fn led(&self) {
        let on_lead = self.on_lead.borrow().clone();
        if let Some(on_lead) = on_lead {
            on_lead(fresh_term());
        }
    }
}

type OnLost = Rc<RefCell<Option<Box<dyn FnOnce()>>>>;

fn on_lost_once(on_lost: impl FnOnce() + 'static) -> OnLost {
    Rc::new(RefCell::new(Some(Box::new(on_lost))))
}

fn lose(on_lost: &OnLost) {
    if let Some(on_lost) = on_lost.take() {
        on_lost();
    }
}

fn fresh_term() -> Term {
    Term(env::fresh_id().into_bytes())
}

/// Takes the right to write from a tab of an earlier version, which thinks it is the only one that
/// does; `on_lost` is called when such a tab takes it back. An error where there are no locks: then the
/// newest tab writes.
async fn keep_earlier_versions_away(on_lost: &OnLost) -> Result<(), ()> {
    let held = match take(WRITER, Way::Beside).await {
        Ok(Some(held)) => Some(held),
        Ok(None) => {
            if let Ok(Some(stolen)) = take(WRITER, Way::Steal).await {
                TimeoutFuture::new(GRACE_MILLIS).await;
                stolen.release();
            }
            take(WRITER, Way::Beside).await.ok().flatten()
        }
        Err(_) => {
            take_by_word(Rc::clone(on_lost)).await;
            return Err(());
        }
    };
    if let Some(held) = held {
        let on_lost = Rc::clone(on_lost);
        task::spawn(async move {
            if held.ended().await == End::Stolen {
                lose(&on_lost);
            }
        });
    }
    Ok(())
}

/// Tells the other tabs that this one writes, and listens for the next one that says so.
async fn take_by_word(on_lost: OnLost) {
    let Ok(channel) = BroadcastChannel::new(WRITER) else { return };
    if channel.post_message(&JsValue::from_str(WRITER)).is_err() {
        crate::log::warn(format_args!("the other tabs could not be told"));
    }
    TimeoutFuture::new(GRACE_MILLIS).await;
    // The channel listens until the page goes.
    EventListener::once(&channel.clone(), "message", move |_| {
        lose(&on_lost);
        channel.close();
    })
    .forget();
}
