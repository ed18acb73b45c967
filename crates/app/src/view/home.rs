//! The home screen: the state of the customer base in numbers that open their lists.

use jipan_book::overview::Overview;
use jipan_rules::NaiveDate;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::CustomerId;

use super::{BackupGap, TradeNeeds};
use crate::event::{InstallOffer, StorageReport};

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
