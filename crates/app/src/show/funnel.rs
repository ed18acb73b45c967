//! What the screens of the funnel show.

use jipan_book::Row;
use jipan_rules::funnel::Stage;
use jipan_rules::values::Money;

use crate::model::Model;
use crate::view::{BoardView, FunnelPanel, QuickAddView, StageView, TodayView};

impl Model {
    pub(super) fn today_view(&self) -> TodayView {
        TodayView {
            day: self.today,
            owners: crate::event::Owners::Mine,
            has_others: false,
            is_counting: false,
            sums: crate::view::TodaySums::default(),
            late: Vec::new(),
            due: Vec::new(),
            tasks: Vec::new(),
            ending: Vec::new(),
            handed: Vec::new(),
            n_more: [0; 4],
            sheet: None,
            is_read_only: !self.may_write(),
        }
    }

    pub(super) fn quick_view(&self) -> QuickAddView {
        QuickAddView {
            name: String::new(),
            phone: String::new(),
            name_error: None,
            phone_error: None,
            channel: None,
            is_channel_missing: false,
            sub: None,
            search: String::new(),
            referrers: Vec::new(),
            referrer: None,
            will: None,
            ability: None,
            similar: std::rc::Rc::new([]),
            phone_holders: Vec::new(),
            is_read_only: !self.may_write(),
        }
    }

    pub(super) fn board_view(&self) -> BoardView {
        let column = |stage: Stage| StageView {
            stage,
            n: 0,
            amount: Money::from_fen(0),
            n_without_amount: 0,
            forecast: None,
            n_stale: 0,
            avg_days: None,
            oldest_days: None,
            conversion: None,
            first: 0,
            cards: std::rc::Rc::new([]),
        };
        BoardView {
            owners: crate::event::Owners::Mine,
            has_others: false,
            is_counting: false,
            columns: Stage::ALL.map(column),
            outs: Vec::new(),
            shown_outs: None,
            n_without: 0,
            forecast: None,
            open_card: None,
            sheet: None,
            is_read_only: !self.may_write(),
        }
    }

    pub(super) fn funnel_panel(&self, _row: Row) -> FunnelPanel {
        FunnelPanel::default()
    }
}
