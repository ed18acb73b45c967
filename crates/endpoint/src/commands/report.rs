//! `jipan report`: files about the company's data, byte for byte those that a tablet with the same book
//! writes. Not here: what stands in them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use chrono::{DateTime, Local, NaiveDate};
use clap::{Subcommand, ValueEnum};
use jipan_book::report::{class_row, class_rows};
use jipan_book::sheet::ExportFormat;
use jipan_book::standing::{StandingsJob, a_month_before};
use jipan_endpoint::Machine;
use jipan_endpoint::records::SqliteStorage;
use jipan_rules::schema::Language;
use jipan_sheets::export;
use jipan_sync::hub::{self, HubEnv as _};
use jipan_sync::records::Storage as _;

use super::say;

/// Customers whose orders are read at once.
const ROWS_AT_ONCE: u32 = 10_000;

/// Which report.
#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// How each customer stands: class, tier, tier before, grade, what it ordered
    Classes(Classes),
}

#[derive(Debug, clap::Args)]
struct Classes {
    /// What kind of file
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Language of the headings
    #[arg(long, value_enum, default_value_t = Lang::Zh)]
    lang: Lang,
    /// By the rules and the period of this day, such as 2026-11-22; today where this machine
    /// stands without it
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// File to be written
    file: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

/// Writes a report.
pub(crate) fn run(report: &Report, data: &Path) -> anyhow::Result<()> {
    let What::Classes(classes) = &report.what;
    let mut storage = SqliteStorage::open(data)?;
    let book = storage.transact(hub::book)?;
    // The day of the people beside this machine, as it is on their tablets.
    let today = || {
        let now = i64::try_from(Machine::new()?.now_ms())?;
        let now = DateTime::from_timestamp_millis(now).ok_or_else(|| anyhow!("no clock"))?;
        anyhow::Ok(now.with_timezone(&Local).date_naive())
    };
    let day = classes.on.map_or_else(today, Ok)?;
    let rules = book.rule_book();
    let mut job = StandingsJob::new(day, [rules.on(day), rules.on(a_month_before(day))]);
    while job.step(&book, ROWS_AT_ONCE) {}
    let standings = job.finish();
    let rows = class_rows(&book, &standings);
    let rows: Vec<_> = rows.into_iter().map(|row| class_row(&book, &standings, row)).collect();
    let format = match classes.format {
        Format::Csv => ExportFormat::Csv,
        Format::Xlsx => ExportFormat::Xlsx,
    };
    let language = match classes.lang {
        Lang::Zh => Language::Zh,
        Lang::En => Language::En,
    };
    let bytes = export::classes(format, &rows, language, day)
        .map_err(|error| anyhow!("the report cannot be written: {error}"))?;
    let told = || format!("{} could not be written", classes.file.display());
    std::fs::write(&classes.file, bytes).with_context(told)?;
    say(&format!("{} customers are in {}.", rows.len(), classes.file.display()));
    Ok(())
}
