//! `jipan import`: the list that a company begins with, written by the endpoint. Not here: how files
//! are read, and what becomes of a customer.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use chrono::{DateTime, NaiveDate};
use jipan_book::CHANGE_RECORDS_MAX;
use jipan_book::sheet::{CheckedRow, RowError, SheetKind, SheetReply, SheetRequest};
use jipan_endpoint::Machine;
use jipan_endpoint::records::SqliteStorage;
use jipan_rules::schema::{CustomerType, FIELDS, FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::BatchId;
use jipan_sheets::Session;
use jipan_sync::hub::{HubEnv as _, List, Listed};

use super::say;

/// Rows that are named when they were left out; of the others only the number is told.
const NAMED_MAX: usize = 20;

/// Which list to take in.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// CSV file or XLSX workbook with a row of headings
    file: PathBuf,
}

/// What was left out, and why.
#[derive(Debug, Default)]
struct LeftOut {
    named: Vec<String>,
    n: usize,
}

impl LeftOut {
    fn add(&mut self, record: u32, why: &str) {
        self.n = self.n.saturating_add(1);
        if self.named.len() < NAMED_MAX {
            self.named.push(format!("row {record}: {why}"));
        }
    }
}

/// Takes in the rows whose code and licence nobody has yet. Given the same file again after it was
/// interrupted it goes on where it was.
pub(crate) fn run(import: &Import, data: &Path) -> anyhow::Result<()> {
    let name = import.file.file_name().map(|it| it.to_string_lossy().into_owned());
    let name = name.unwrap_or_default();
    let bytes = std::fs::read(&import.file);
    let bytes = bytes.with_context(|| format!("{} cannot be read", import.file.display()))?;
    let mut storage = SqliteStorage::open(data)?;
    let mut machine = Machine::new()?;
    let today = day(machine.now_ms()).ok_or_else(|| anyhow!("the clock is not set"))?;
    let mut left_out = LeftOut::default();
    let rows = rows_of(name.clone(), bytes, today, &mut left_out)?;
    let mut list = List::new(today, BatchId::new(machine.fresh()), CHANGE_RECORDS_MAX);
    for row in rows {
        let record = row.record;
        let taken = list.take(&mut storage, values_of(row), &mut machine);
        match taken.map_err(|it| anyhow!("{}", it.detail))? {
            Listed::Added(_) => {}
            Listed::Keyless => {
                left_out.add(record, "it has neither code nor licence, so it could come in twice");
            }
            Listed::Known => {
                left_out.add(record, "a customer with this code or licence is here already");
            }
        }
    }
    let n_added = list.n_added();
    let n_failed = u32::try_from(left_out.n).unwrap_or(u32::MAX);
    let ended = list.finish(&mut storage, (name, n_failed), &mut machine);
    ended.map_err(|it| anyhow!("{}", it.detail))?;
    tell(n_added, &left_out);
    Ok(())
}

fn tell(n_added: u32, left_out: &LeftOut) {
    say(&format!("{n_added} customers were taken in, {} rows left out.", left_out.n));
    for line in &left_out.named {
        say(line);
    }
    if left_out.n > left_out.named.len() {
        say("… and more");
    }
}

/// Reads the whole file; rows that cannot come in are left out.
fn rows_of(
    file_name: String,
    bytes: Vec<u8>,
    today: NaiveDate,
    left_out: &mut LeftOut,
) -> anyhow::Result<Vec<CheckedRow>> {
    let mut session = Session::default();
    let open = SheetRequest::Open { file_name, remembered: Vec::new(), today };
    let mut waiting = session.handle(open, Some(bytes));
    let mut rows = Vec::new();
    while let Some((reply, _)) = waiting.pop() {
        let next = match reply {
            SheetReply::Reading { .. } => SheetRequest::More,
            // The company begins with its customers, whatever else the headings could mean.
            SheetReply::Preview { kind, .. } if kind != SheetKind::Customers => {
                SheetRequest::Kind { kind: SheetKind::Customers }
            }
            SheetReply::Preview { kind, guessed, .. } if guessed.contains(&Some(fields::NAME)) => {
                SheetRequest::Check { kind, mapping: guessed }
            }
            SheetReply::Preview { headings, .. } => {
                bail!("none of these headings names the customers: {}", headings.join(", "))
            }
            SheetReply::Batch { rows: batch, .. } => {
                for row in batch {
                    match row.errors.first() {
                        Some(error) => left_out.add(row.record, &why(error)),
                        None => rows.push(row),
                    }
                }
                SheetRequest::More
            }
            SheetReply::Checked { .. } | SheetReply::File { .. } => return Ok(rows),
            SheetReply::Refused(error) => bail!("the file cannot be taken in: {error}"),
        };
        waiting = session.handle(next, None);
    }
    bail!("the file was not read to its end")
}

/// What is wrong with a row, with fields by their names.
fn why(error: &RowError) -> String {
    FIELDS.iter().fold(error.to_string(), |text, def| {
        text.replace(&format!("{:?}", def.id), &format!("{} {}", def.zh, def.en))
    })
}

/// The values of a row; a list that does not say it is one of shops.
fn values_of(row: CheckedRow) -> Vec<(FieldId, Value)> {
    let mut values = row.values;
    if !values.iter().any(|(field, _)| *field == fields::TYPE) {
        values.push((fields::TYPE, Value::Choice(CustomerType::Retail.code())));
    }
    values
}

fn day(millis: u64) -> Option<NaiveDate> {
    let time = DateTime::from_timestamp_millis(i64::try_from(millis).ok()?)?;
    Some(time.date_naive())
}
