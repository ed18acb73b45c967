//! The home screen: the state of the customer base in numbers that open their lists.

use jipan_book::overview::Overview;
use jipan_rules::NaiveDate;
use jipan_rules::funnel::How;
use jipan_rules::schema::{CustomerType, FieldId};
use jipan_rules::values::ids::CustomerId;

use super::{BackupGap, Later, TradeNeeds};
use crate::event::{DayRange, InstallOffer, Owners, StorageReport};

/// The home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeView {
    /// The numbers.
    pub overview: Overview,
    /// The alerts that are nearest.
    pub alerts: Vec<AlertView>,
    /// Alerts that fire.
    pub n_alerts: usize,
    /// Alerts that one tap puts away.
    pub n_at_once: usize,
    /// Birthdays of the coming days.
    pub n_birthdays: usize,
    /// How many days those are.
    pub birthday_days: u16,
    /// Whether the book is empty.
    pub is_first_run: bool,
    /// Whether the sample data are in the book.
    pub has_sample: bool,
    /// What the device says about its storage.
    pub storage: Option<StorageReport>,
    /// What no backup has.
    pub gap: BackupGap,
    /// How the app can be installed here.
    pub install: InstallOffer,
    /// Orders in review and objections without an answer.
    pub trade: HomeTrade,
    /// The four questions, once the rest of the app is here.
    pub answers: Option<Later<HomeAnswers>>,
}

/// What the home screen says of orders and objections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HomeTrade {
    /// There are none at all.
    None,
    /// There are some; what of them waits for somebody is not known yet.
    Unknown,
    /// What of them waits for somebody.
    Known(TradeNeeds),
}

/// What the home screen says once the rest of the app is here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HomeRest {
    /// What no backup has.
    pub gap: BackupGap,
    /// Orders in review and objections without an answer.
    pub trade: Option<TradeNeeds>,
    /// The four questions.
    pub answers: Option<Later<HomeAnswers>>,
}

/// 四问: what a person asks of the customer base each day. Source: S0 §四问; the 30 days `OURS`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomeAnswers {
    /// The day of now.
    pub today: NaiveDate,
    /// Whose opportunities are counted; files are those of all customers here.
    pub owners: Owners,
    /// Whether there is anybody else whose could be.
    pub has_others: bool,
    /// Whether opportunities are still being counted: then the first and the last answer come later.
    pub is_counting: bool,
    /// Opportunities closed today.
    pub n_closed: usize,
    /// Opportunities of the base: customers that were kept.
    pub n_kept: usize,
    /// Of 零售, 工装 and 设计师: all that have not closed, and those of them whose file lacks something.
    pub files: [(CustomerType, usize, usize); 3],
    /// The last so many days are looked at for contacts.
    pub n_days: u16,
    /// These days, today among them.
    pub days: DayRange,
    /// Opportunities that run.
    pub n_running: usize,
    /// Of those, the ones that nobody reached in these days, nor who were opened in them.
    pub n_unreached: usize,
    /// Opportunities that were reached in these days by each way.
    pub by_how: [(How, usize); 4],
    /// Contacts in these days in which somebody was reached.
    pub n_contacts: usize,
    /// Opportunities that were reached in these days by any way.
    pub n_reached: usize,
}

/// An alert of a date that ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertView {
    /// Whose.
    pub customer: CustomerId,
    /// 店铺名称
    pub name: String,
    /// The date: 有效日期 or 年审日期.
    pub field: FieldId,
    /// The end.
    pub end: NaiveDate,
    /// Days left; negative when past.
    pub days_left: i64,
}
