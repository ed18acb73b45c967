//! 话术卡: which card helps in which situation. Source: S3 §电话销售 (flow, standard phrases, etiquette), rulebook
//! 1.5; which situations there are is `OURS`. Not here: the words, which are texts of each language.

use super::code::codes;
use super::contact::Outcome;
use super::course::Course;
use super::path::Place;
use super::stage::Stage;
use super::standing::DealStanding;
use super::turn::Turn;

codes! {
    /// A card of what to say. `OURS`
    ///
    /// ```
    /// use jipan_rules::funnel::Script;
    /// assert_eq!(Script::from_code(4), Some(Script::Remind));
    /// ```
    Script, 8 {
        /// 首次电话
        FirstCall = 1,
        /// 邀约
        Invite = 2,
        /// 促成
        Push = 3,
        /// 过期跟进
        Remind = 4,
        /// 成交关怀
        Care = 5,
        /// 基盘维护
        Keep = 6,
        /// 战败或退订后唤回
        WinBack = 7,
        /// 冷冻重启
        Thaw = 8,
    }
}

/// The card for an opportunity as it stands. Who never talked with anybody is called for the first time, however
/// often nobody answered; who refused was talked with. Past the expected day it is reminded of that, from the day
/// after it. `OURS`
///
/// ```
/// use jipan_rules::funnel::*;
/// use jipan_rules::values::ids::{FactId, PersonId};
/// use jipan_rules::{NaiveDate, Uuid};
/// let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let opened = Fact::Open(Opened {
///     template: Template::Retail,
///     source: Source::of(Channel::WalkIn),
///     will: None,
///     ability: None,
/// });
/// let (id, by) = (FactId::new(Uuid::from_u128(1)), PersonId::new(Uuid::nil()));
/// let course = Course::of([Said { id, fact: &opened, on: day, by }]);
/// let stands = standing(&course, &FunnelHistory::default(), day).unwrap();
/// assert_eq!(script_for(&stands, &course), Script::FirstCall);
/// ```
pub fn script_for(standing: &DealStanding, course: &Course) -> Script {
    match standing.place {
        Place::Out(Turn::Frozen) => Script::Thaw,
        Place::Out(
            Turn::Lost
            | Turn::Cancelled
            | Turn::OutOfReach
            | Turn::Ordered
            | Turn::Delivered
            | Turn::Reopened,
        ) => Script::WinBack,
        Place::In(Stage::Closed) => Script::Care,
        Place::In(Stage::Base) => Script::Keep,
        Place::In(Stage::Prospect | Stage::Intending)
            if standing.by_date.is_some_and(|it| it.is_past) =>
        {
            Script::Remind
        }
        Place::In(Stage::Prospect | Stage::Intending) if !has_talked(course) => Script::FirstCall,
        Place::In(Stage::Prospect) => Script::Invite,
        Place::In(Stage::Intending) => Script::Push,
    }
}

/// Whether somebody was ever talked with, whatever came of it.
fn has_talked(course: &Course) -> bool {
    course.contacts.iter().any(|it| it.outcome != Outcome::NoAnswer)
}
