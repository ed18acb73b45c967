//! 客流量登记表: what came into the funnel and left it, day by day, and what is carried over. It adds up: what was
//! there at a day's end follows from all that came and went. Source: S0 §客流量登记表; carrying over `OUTSIDE`
//! (rulebook 1.16), what is counted `OURS`. Not here: contacts, amounts, whose they are.

use chrono::NaiveDate;

use super::path::{Entry, Place};
use super::stage::Stage;

/// Where an opportunity is for the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pot {
    /// 在跟: in 潜在 or 意向.
    Running,
    /// 成交: in 成交 or 基盘.
    Won,
    /// 退出: cancelled, lost, frozen or out of reach.
    Out,
}

impl Pot {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Running, Self::Won, Self::Out];

    /// The pot of a place.
    pub const fn of(place: Place) -> Self {
        match place {
            Place::In(Stage::Prospect | Stage::Intending) => Self::Running,
            Place::In(Stage::Closed | Stage::Base) => Self::Won,
            Place::Out(_) => Self::Out,
        }
    }
}

/// A way from pot to pot within a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// 新登记: opened.
    Opened,
    /// 回来: out before, in again.
    Back,
    /// 改回: closed before, running again.
    Undone,
    /// 成交: closed, from wherever.
    Closed,
    /// 退出: out of the running ones.
    Out,
    /// 退订: closed before, out now.
    Cancelled,
}

impl Flow {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Opened, Self::Back, Self::Undone, Self::Closed, Self::Out, Self::Cancelled];

    /// What one of them adds to a pot: 1, 0 or −1.
    ///
    /// ```
    /// use jipan_rules::funnel::{Flow, Pot};
    /// assert_eq!((Flow::Closed.adds_to(Pot::Running), Flow::Closed.adds_to(Pot::Won)), (-1, 1));
    /// assert_eq!(Flow::Cancelled.adds_to(Pot::Running), 0);
    /// ```
    pub const fn adds_to(self, pot: Pot) -> i64 {
        match (self, pot) {
            (Self::Opened | Self::Back | Self::Undone, Pot::Running)
            | (Self::Closed, Pot::Won)
            | (Self::Out | Self::Cancelled, Pot::Out) => 1,
            (Self::Closed | Self::Out, Pot::Running)
            | (Self::Undone | Self::Cancelled, Pot::Won)
            | (Self::Back, Pot::Out) => -1,
            (Self::Opened, Pot::Won | Pot::Out)
            | (Self::Back | Self::Out, Pot::Won)
            | (Self::Undone | Self::Closed, Pot::Out)
            | (Self::Cancelled, Pot::Running) => 0,
        }
    }
}

/// The ways of an opportunity from pot to pot, each with its day, by its path. Who came and left within one
/// day did both.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Flow, Place, Stage, Turn, flows};
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let path = [
///     Entry { place: Place::In(Stage::Prospect), on: day(2) },
///     Entry { place: Place::In(Stage::Intending), on: day(4) },
///     Entry { place: Place::Out(Turn::Lost), on: day(9) },
///     Entry { place: Place::In(Stage::Closed), on: day(20) },
/// ];
/// let of = flows(&path).collect::<Vec<_>>();
/// let expected =
///     [(day(2), Flow::Opened), (day(9), Flow::Out), (day(20), Flow::Back), (day(20), Flow::Closed)];
/// assert_eq!(of, expected);
/// ```
pub fn flows(path: &[Entry]) -> impl Iterator<Item = (NaiveDate, Flow)> + '_ {
    let pots = path.iter().map(|entry| (entry.on, Pot::of(entry.place)));
    let before = core::iter::once(None).chain(pots.clone().map(|(_, pot)| Some(pot)));
    pots.zip(before).flat_map(|((on, pot), before)| {
        ways(before, pot).into_iter().flatten().map(move |flow| (on, flow))
    })
}

const fn ways(before: Option<Pot>, pot: Pot) -> [Option<Flow>; 2] {
    match (before, pot) {
        (None, Pot::Running) => [Some(Flow::Opened), None],
        (None, Pot::Won) => [Some(Flow::Opened), Some(Flow::Closed)],
        (None, Pot::Out) => [Some(Flow::Opened), Some(Flow::Out)],
        (Some(Pot::Running), Pot::Won) => [Some(Flow::Closed), None],
        (Some(Pot::Running), Pot::Out) => [Some(Flow::Out), None],
        (Some(Pot::Won), Pot::Running) => [Some(Flow::Undone), None],
        (Some(Pot::Won), Pot::Out) => [Some(Flow::Cancelled), None],
        (Some(Pot::Out), Pot::Running) => [Some(Flow::Back), None],
        (Some(Pot::Out), Pot::Won) => [Some(Flow::Back), Some(Flow::Closed)],
        (Some(Pot::Running), Pot::Running)
        | (Some(Pot::Won), Pot::Won)
        | (Some(Pot::Out), Pot::Out) => [None, None],
    }
}

/// Where an opportunity was at the end of a day; `None` before it was opened.
///
/// ```
/// use jipan_rules::NaiveDate;
/// use jipan_rules::funnel::{Entry, Place, Pot, Stage, pot_on};
/// let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
/// let path = [Entry { place: Place::In(Stage::Prospect), on: day(2) }];
/// assert_eq!([1, 2].map(|on| pot_on(&path, day(on))), [None, Some(Pot::Running)]);
/// ```
pub fn pot_on(path: &[Entry], on: NaiveDate) -> Option<Pot> {
    path.iter().rfind(|entry| entry.on <= on).map(|entry| Pot::of(entry.place))
}

/// How many went each way in a time.
///
/// ```
/// use jipan_rules::funnel::{Flow, Flows, Pot};
/// let mut flows = Flows::default();
/// for flow in [Flow::Opened, Flow::Opened, Flow::Closed] {
///     flows.add(flow);
/// }
/// assert_eq!((flows.of(Flow::Opened), flows.left(40, Pot::Running)), (2, 41));
/// // Who was out and came back within the time is not out any more.
/// flows.add(Flow::Out);
/// flows.add(Flow::Back);
/// assert_eq!(flows.left(0, Pot::Out), 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flows([usize; 6]);

impl Flows {
    /// One more went that way.
    pub fn add(&mut self, flow: Flow) {
        for (of, n) in Flow::ALL.iter().zip(&mut self.0) {
            *n = n.saturating_add(usize::from(*of == flow));
        }
    }

    /// How many went that way.
    pub fn of(&self, flow: Flow) -> usize {
        let at = Flow::ALL.iter().zip(self.0).find(|(of, _)| **of == flow);
        at.map(|(_, n)| n).unwrap_or_default()
    }

    /// All of two times.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (n, more) in self.0.iter_mut().zip(other.0) {
            *n = n.saturating_add(more);
        }
        self
    }

    /// How many are in a pot after them, of how many before.
    pub fn left(&self, before: usize, pot: Pot) -> usize {
        let all = |by: i64| {
            let ways = Flow::ALL.iter().zip(self.0).filter(|(flow, _)| flow.adds_to(pot) == by);
            ways.fold(0_usize, |sum, (_, n)| sum.saturating_add(n))
        };
        // Who came and left within the time came first.
        before.saturating_add(all(1)).saturating_sub(all(-1))
    }
}
