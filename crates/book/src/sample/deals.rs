//! 24 opportunities of the sample: in every stage, in every way out, and each with something that a rep
//! meets: nobody answers, a day that passes, a task that waits. Not here: the shops.

use jipan_rules::funnel::{
    Channel, Checked, ClosePhase, Contact, Expectation, Fact, How, Opened, Outcome, Purpose,
    Refusal, Source, SubChannel, Template, Templates, Turn, TurnFact,
};
use jipan_rules::values::Money;
use jipan_rules::values::ids::{CustomerId, DealId, FactId};
use jipan_rules::{NaiveDate, status};

use super::{Outlet, SAMPLE_CUSTOMERS, words};
use crate::change::Action;

/// One thing that happens to a prospect.
#[derive(Debug, Clone, Copy)]
pub(super) enum Beat {
    /// An opportunity is opened.
    Open,
    /// Somebody is contacted: how, what came of it, and by when, in days from today, and for how many yuan
    /// it is expected since.
    Talk(How, Outcome, Option<(i64, Option<i64>)>),
    /// The next contact is put off, to so many days from today.
    Snooze(i64),
    /// A step is made, by its number.
    Step(u8),
    /// All of a closing list was done.
    Check(ClosePhase),
    /// It takes a turn: why, for which refusal, until when in days from today.
    Turn(Turn, Option<&'static str>, Option<Refusal>, Option<i64>),
    /// The lead asks for something.
    Remark(&'static str),
}

/// An opportunity under way: what was said last of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deal {
    pub(super) id: DealId,
    template: Template,
    expected: Option<FactId>,
    turned: Option<FactId>,
}

impl Beat {
    pub(super) fn action(self) -> Action {
        match self {
            Self::Open => Action::OpenDeal,
            Self::Talk(..) => Action::LogContact,
            Self::Snooze(_) => Action::SnoozeContact,
            Self::Step(_) => Action::StampStep,
            Self::Check(_) => Action::CheckClosing,
            Self::Turn(..) => Action::MoveDeal,
            Self::Remark(_) => Action::Remark,
        }
    }
}

impl Deal {
    pub(super) fn new(id: DealId, outlet: &Outlet) -> Self {
        let template = Templates::DEFAULT.of(outlet.customer_type());
        Self { id, template, expected: None, turned: None }
    }

    /// The facts of a beat on a day. What was said of day and turn last is what the next one goes on from.
    pub(super) fn facts(
        &mut self,
        beat: Beat,
        (outlet, on): (&Outlet, NaiveDate),
        referrer: Option<CustomerId>,
        fresh: &mut dyn FnMut() -> FactId,
    ) -> Vec<(FactId, Fact)> {
        let in_days = |days: i64| outlet.days_ago(-days);
        let fact = match beat {
            Beat::Open => {
                let source = outlet.source(referrer);
                let known = |subject| (outlet.roll(subject, 3) > 0).then_some(true);
                let (will, ability) = (known("will"), known("ability"));
                Fact::Open(Opened { template: self.template, source, will, ability })
            }
            Beat::Talk(how, outcome, expects) => {
                let said = expects.map(|(days, yuan)| {
                    let amount = yuan.map(|yuan| Money::from_fen(yuan.saturating_mul(100)));
                    let why = self.expected.map(|_| "样例：客户改了计划".into());
                    let seen = self.expected.replace(fresh());
                    Fact::Expect(Expectation { on: Some(in_days(days)), amount, why, seen })
                });
                let is_closed = self.turned.is_some();
                let purpose = if is_closed { Purpose::AfterSales } else { Purpose::Push };
                let text = outlet.pick("said", &words::SAID).into();
                let next = None;
                let contact = Contact { on, how, purpose, outcome, text, next };
                let contact = (fresh(), Fact::Contact(Box::new(contact)));
                let expected = said.and_then(|fact| Some((self.expected?, fact)));
                return core::iter::once(contact).chain(expected).collect();
            }
            Beat::Snooze(days) => {
                Fact::Snooze { until: in_days(days), why: Some("样例：客户出差".into()) }
            }
            Beat::Step(no) => {
                let step = self.template.steps().find(|step| step.no() == no);
                return step.map(|step| (fresh(), Fact::Step(step))).into_iter().collect();
            }
            Beat::Check(phase) => {
                let done = |item| (fresh(), Fact::Check { item, is: Checked::Done });
                return phase.items().map(done).collect();
            }
            Beat::Turn(to, why, refusal, until) => {
                let id = fresh();
                let seen = self.turned.replace(id);
                let (why, until) = (why.map(Into::into), until.map(in_days));
                let turn = TurnFact { to, why, refusal, until, order: None, seen };
                return vec![(id, Fact::Turn(Box::new(turn)))];
            }
            Beat::Remark(text) => Fact::Remark { text: text.into(), asks: true },
        };
        vec![(fresh(), fact)]
    }
}

impl Outlet {
    fn source(&self, referrer: Option<CustomerId>) -> Source {
        let channel = match self.roll("channel", 6) {
            0 | 1 => Channel::WalkIn,
            2 => Channel::Online,
            3 | 4 => Channel::Offline,
            _ => Channel::Referral,
        };
        let n = u64::try_from(channel.subs().count()).unwrap_or(0);
        let at = usize::try_from(self.roll("sub", n.max(1))).unwrap_or(0);
        let sub = channel.subs().nth(at);
        let referrer = referrer.filter(|_| sub == Some(SubChannel::OldCustomer));
        Source { channel, sub, referrer }
    }
}

/// The shops that are prospects, each with what happens and how many days ago: shops that are open and
/// came with the list.
pub(super) fn stories(today: NaiveDate) -> impl Iterator<Item = (u32, &'static [(i64, Beat)])> {
    let outlets = (0..SAMPLE_CUSTOMERS).step_by(7).map(move |n| Outlet { n, today });
    let is_fit =
        |it: &Outlet| !status::is_closed(it.state()) && it.opened_days_ago() > super::YEAR_DAYS;
    outlets.filter(is_fit).map(|it| it.n).zip(STORIES)
}

use ClosePhase::{After, Before, During};
use How::{Chat, InShop, Phone, Visit};
use Outcome::{NoAnswer, Reached, Refused};

const ORDERED: Beat = Beat::Turn(Turn::Ordered, None, None, None);
const DELIVERED: Beat = Beat::Turn(Turn::Delivered, None, None, None);

/// A contact that was no more than that.
const fn talk(how: How, outcome: Outcome) -> Beat {
    Beat::Talk(how, outcome, None)
}

/// A contact in which was said by when and for how many yuan.
const fn says(how: How, days: i64, yuan: i64) -> Beat {
    Beat::Talk(how, Reached, Some((days, Some(yuan))))
}

/// What happens to each, and how many days ago.
const STORIES: [&[(i64, Beat)]; 24] = [
    // 潜在: new; nobody answers; far off; refused; forgotten; without an amount.
    &[(3, Beat::Open)],
    &[(18, Beat::Open), (17, talk(Phone, NoAnswer)), (12, talk(Phone, NoAnswer))],
    &[(40, Beat::Open), (38, says(Visit, 200, 30_000)), (38, Beat::Step(2))],
    &[
        (60, Beat::Open),
        (55, talk(Phone, Refused(Refusal::Instinct))),
        (20, talk(Visit, Refused(Refusal::Trust))),
    ],
    &[(120, Beat::Open), (118, talk(InShop, Reached))],
    &[(9, Beat::Open), (8, Beat::Talk(Chat, Reached, Some((20, None))))],
    // 意向: of each level; past its day; put off; refused lately and asked after; lost once.
    &[
        (25, Beat::Open),
        (24, says(Visit, 40, 20_000)),
        (10, Beat::Step(2)),
        (2, says(Phone, 5, 26_000)),
        (2, Beat::Step(3)),
    ],
    &[(30, Beat::Open), (28, says(InShop, 12, 8_000)), (14, talk(Chat, Reached))],
    &[(21, Beat::Open), (20, says(Visit, 26, 15_000)), (6, Beat::Step(3))],
    &[(45, Beat::Open), (44, says(Phone, 70, 50_000))],
    &[
        (70, Beat::Open),
        (66, says(Visit, -6, 12_000)),
        (20, talk(Phone, Refused(Refusal::Undecided))),
    ],
    &[(33, Beat::Open), (30, says(InShop, 14, 9_000)), (4, Beat::Snooze(3))],
    &[
        (16, Beat::Open),
        (15, says(Visit, 6, 18_000)),
        (1, talk(Phone, Refused(Refusal::Compare))),
        (1, Beat::Remark("样例：把竞品报价问清楚，今天答复我。")),
    ],
    &[
        (150, Beat::Open),
        (148, says(Visit, -100, 22_000)),
        (110, Beat::Turn(Turn::Lost, None, Some(Refusal::Compare), None)),
        (40, Beat::Turn(Turn::Reopened, None, None, None)),
        (39, says(Visit, 20, 22_000)),
    ],
    // 成交: just ordered; ordered for some time; delivered; tasks that are late.
    &[(50, Beat::Open), (48, says(Visit, -2, 40_000)), (3, Beat::Check(Before)), (2, ORDERED)],
    &[(80, Beat::Open), (77, says(InShop, -15, 16_000)), (14, Beat::Check(Before)), (13, ORDERED)],
    &[
        (64, Beat::Open),
        (60, says(Visit, -8, 28_000)),
        (9, Beat::Check(Before)),
        (8, ORDERED),
        (5, Beat::Check(During)),
        (5, DELIVERED),
    ],
    &[
        (140, Beat::Open),
        (138, says(Phone, -45, 11_000)),
        (44, Beat::Check(Before)),
        (43, ORDERED),
        (40, Beat::Check(During)),
        (40, DELIVERED),
    ],
    // 基盘
    &[
        (200, Beat::Open),
        (190, says(Visit, -110, 35_000)),
        (112, Beat::Check(Before)),
        (111, ORDERED),
        (105, Beat::Check(During)),
        (105, DELIVERED),
        (70, Beat::Check(After)),
        (12, talk(Visit, Reached)),
    ],
    &[
        (300, Beat::Open),
        (290, says(InShop, -250, 7_500)),
        (256, Beat::Check(Before)),
        (255, ORDERED),
        (250, Beat::Check(During)),
        (250, DELIVERED),
        (220, Beat::Check(After)),
    ],
    // 战败, 冷冻, 失控, 退订
    &[
        (95, Beat::Open),
        (90, says(Visit, -30, 14_000)),
        (33, Beat::Turn(Turn::Lost, None, Some(Refusal::Money), None)),
    ],
    &[
        (75, Beat::Open),
        (70, says(Phone, 10, 19_000)),
        (15, Beat::Turn(Turn::Frozen, Some("样例：装修到下月"), None, Some(25))),
    ],
    &[
        (130, Beat::Open),
        (125, talk(Phone, NoAnswer)),
        (100, talk(Phone, NoAnswer)),
        (90, Beat::Turn(Turn::OutOfReach, Some("样例：号码停用"), None, None)),
    ],
    &[
        (88, Beat::Open),
        (85, says(Visit, -40, 23_000)),
        (42, Beat::Check(Before)),
        (41, ORDERED),
        (36, Beat::Turn(Turn::Cancelled, Some("样例：换了店址"), None, None)),
    ],
];
