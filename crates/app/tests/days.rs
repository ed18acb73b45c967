//! Whole days of a rep through `update`: a list comes in, shops are found and changed, the tablet
//! dies, and all of it is there.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::indexing_slicing,
    reason = "helpers of tests may stop the test"
)]

#[path = "days/browser.rs"]
mod browser;
#[path = "days/company.rs"]
mod company;
#[path = "days/disk.rs"]
mod disk;
#[path = "days/tablet.rs"]
mod tablet;

#[path = "days/again.rs"]
mod again;
#[path = "days/backup.rs"]
mod backup;
#[path = "days/budget.rs"]
mod budget;
#[path = "days/budget_actuals.rs"]
mod budget_actuals;
#[path = "days/budget_any.rs"]
mod budget_any;
#[path = "days/budget_expenses.rs"]
mod budget_expenses;
#[path = "days/budget_frozen.rs"]
mod budget_frozen;
#[path = "days/budget_gap.rs"]
mod budget_gap;
#[path = "days/budget_goals.rs"]
mod budget_goals;
#[path = "days/budget_goods.rs"]
mod budget_goods;
#[path = "days/budget_heads.rs"]
mod budget_heads;
#[path = "days/budget_paste.rs"]
mod budget_paste;
#[path = "days/budget_photos.rs"]
mod budget_photos;
#[path = "days/budget_photos_lost.rs"]
mod budget_photos_lost;
#[path = "days/budget_pipeline.rs"]
mod budget_pipeline;
#[path = "days/budget_receipts.rs"]
mod budget_receipts;
#[path = "days/budget_report.rs"]
mod budget_report;
#[path = "days/budget_staff.rs"]
mod budget_staff;
#[path = "days/budget_tax.rs"]
mod budget_tax;
#[path = "days/budget_together.rs"]
mod budget_together;
#[path = "days/budget_visits.rs"]
mod budget_visits;
#[path = "days/budget_years.rs"]
mod budget_years;
#[path = "days/bundles.rs"]
mod bundles;
#[path = "days/changes.rs"]
mod changes;
#[path = "days/classing.rs"]
mod classing;
#[path = "days/consent.rs"]
mod consent;
#[path = "days/contacts.rs"]
mod contacts;
#[path = "days/county.rs"]
mod county;
#[path = "days/crash.rs"]
mod crash;
#[path = "days/discipline.rs"]
mod discipline;
#[path = "days/field.rs"]
mod field;
#[path = "days/files.rs"]
mod files;
#[path = "days/funnel_add.rs"]
mod funnel_add;
#[path = "days/funnel_analysis.rs"]
mod funnel_analysis;
#[path = "days/funnel_answers.rs"]
mod funnel_answers;
#[path = "days/funnel_board.rs"]
mod funnel_board;
#[path = "days/funnel_closing.rs"]
mod funnel_closing;
#[path = "days/funnel_company.rs"]
mod funnel_company;
#[path = "days/funnel_contacts.rs"]
mod funnel_contacts;
#[path = "days/funnel_costs.rs"]
mod funnel_costs;
#[path = "days/funnel_crash.rs"]
mod funnel_crash;
#[path = "days/funnel_drag.rs"]
mod funnel_drag;
#[path = "days/funnel_elsewhere.rs"]
mod funnel_elsewhere;
#[path = "days/funnel_entry.rs"]
mod funnel_entry;
#[path = "days/funnel_file.rs"]
mod funnel_file;
#[path = "days/funnel_flows.rs"]
mod funnel_flows;
#[path = "days/funnel_lists.rs"]
mod funnel_lists;
#[path = "days/funnel_merged.rs"]
mod funnel_merged;
#[path = "days/funnel_mine.rs"]
mod funnel_mine;
#[path = "days/funnel_register.rs"]
mod funnel_register;
#[path = "days/funnel_remarks.rs"]
mod funnel_remarks;
#[path = "days/funnel_sheets.rs"]
mod funnel_sheets;
#[path = "days/funnel_texts.rs"]
mod funnel_texts;
#[path = "days/funnel_undo.rs"]
mod funnel_undo;
#[path = "days/funnel_week.rs"]
mod funnel_week;
#[path = "days/goods.rs"]
mod goods;
#[path = "days/goods_found.rs"]
mod goods_found;
#[path = "days/insights.rs"]
mod insights;
#[path = "days/language.rs"]
mod language;
#[path = "days/late_orders.rs"]
mod late_orders;
#[path = "days/many.rs"]
mod many;
#[path = "days/merge.rs"]
mod merge;
#[path = "days/orders.rs"]
mod orders;
#[path = "days/orders_company.rs"]
mod orders_company;
#[path = "days/previews.rs"]
mod previews;
#[path = "days/previews_funnel.rs"]
mod previews_funnel;
#[path = "days/previews_pack.rs"]
mod previews_pack;
#[path = "days/previews_standing.rs"]
mod previews_standing;
#[path = "days/print.rs"]
mod print;
#[path = "days/prospects.rs"]
mod prospects;
#[path = "days/readings.rs"]
mod readings;
#[path = "days/reasons.rs"]
mod reasons;
#[path = "days/rest.rs"]
mod rest;
#[path = "days/restore.rs"]
mod restore;
#[path = "days/rules.rs"]
mod rules;
#[path = "days/saved.rs"]
mod saved;
#[path = "days/scripts.rs"]
mod scripts;
#[path = "days/sync.rs"]
mod sync;
#[path = "days/sync_again.rs"]
mod sync_again;
#[path = "days/sync_ahead.rs"]
mod sync_ahead;
#[path = "days/sync_any.rs"]
mod sync_any;
#[path = "days/sync_backups.rs"]
mod sync_backups;
#[path = "days/sync_crash.rs"]
mod sync_crash;
#[path = "days/sync_dated.rs"]
mod sync_dated;
#[path = "days/sync_files.rs"]
mod sync_files;
#[path = "days/sync_forgetting.rs"]
mod sync_forgetting;
#[path = "days/sync_former.rs"]
mod sync_former;
#[path = "days/sync_people.rs"]
mod sync_people;
#[path = "days/sync_shared.rs"]
mod sync_shared;
#[path = "days/sync_trouble.rs"]
mod sync_trouble;
#[path = "days/tabs.rs"]
mod tabs;
#[path = "days/tabs_any.rs"]
mod tabs_any;
#[path = "days/tabs_trouble.rs"]
mod tabs_trouble;
#[path = "days/totals.rs"]
mod totals;
#[path = "days/trade_files.rs"]
mod trade_files;
#[path = "days/trouble.rs"]
mod trouble;
#[path = "days/undoing.rs"]
mod undoing;
#[path = "days/workbooks.rs"]
mod workbooks;
