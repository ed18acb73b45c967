//! The parts of the screens of the funnel: what is typed and chosen, the sheets, cards, the region of the
//! file. Not here: where an opportunity stands, its words.

pub mod analysis;
pub mod boxes;
pub mod card;
pub mod closing;
pub mod column;
pub mod consent;
pub mod contact_parts;
pub mod deal_panel;
pub mod deal_sheet;
pub mod drag;
pub mod expect_box;
pub mod level;
pub mod mark;
pub mod pages;
pub mod panel;
pub mod quick_parts;
pub mod register_date;
pub mod register_day;
pub mod register_entry;
pub mod register_month;
pub mod remarks;
pub mod script;
pub mod sheet_parts;
#[cfg(test)]
pub(crate) mod test_deals;
