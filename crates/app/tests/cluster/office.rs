//! Whoever runs the endpoint takes lists in with `jipan import`, row by row, while everybody else goes on;
//! a list that was interrupted is given again. Not here: who does what when.

use jipan_book::CHANGE_RECORDS_MAX;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::{BatchId, CustomerId};
use jipan_rules::{NaiveDate, Uuid};
use jipan_sync::hub::{List, Listed};

use super::claims::Place;
use super::world::World;

type Row = Vec<(FieldId, Value)>;

/// A file that is not taken in yet, and the program that does it, if it is running.
#[derive(Debug, Default)]
pub(super) struct Office {
    file: Vec<Row>,
    run: Option<Run>,
    n_runs: u128,
}

/// A run of the program.
#[derive(Debug)]
struct Run {
    list: List,
    at: usize,
    /// What is in the portion that is not written yet.
    open: Vec<(CustomerId, String)>,
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn name_of(row: &Row) -> String {
    let name = row.iter().find(|(field, _)| *field == fields::NAME);
    match name {
        Some((_, Value::Text(name))) => name.to_string(),
        _ => String::new(),
    }
}

impl World<'_> {
    /// The next row of a list is taken in, or a new list begins, or the program is killed.
    pub(super) fn lists(&mut self) {
        if self.office.file.is_empty() {
            self.begins_list();
        }
        for _ in 0..=self.dice.below(4) {
            if self.dice.once_in(12) {
                self.office.run = None;
                self.tells(format_args!("  the list is cut off"));
                return;
            }
            self.goes_on_with_list();
        }
    }

    /// What was begun is ended before the week is looked at.
    pub(super) fn ends_lists(&mut self) {
        for _ in 0..100 {
            if self.office.file.is_empty() {
                return;
            }
            self.goes_on_with_list();
        }
        panic!("a list never comes to its end");
    }

    /// Some rows have a code of somebody else's, some none; one comes twice.
    fn begins_list(&mut self) {
        let n = self.text();
        for idx in 0..2 + self.dice.below(5) {
            let code = match self.dice.below(6) {
                0 => Some(format!("K{}", self.dice.below(5))),
                1 => None,
                _ => Some(format!("M{n}-{}", self.dice.below(5))),
            };
            let name = (fields::NAME, text(&format!("单{n}第{idx}店")));
            let line = (fields::LINE, text(&format!("L{}", self.dice.below(3))));
            let code = code.map(|code| (fields::CODE, text(&code)));
            self.office.file.push([name, line].into_iter().chain(code).collect());
        }
    }

    fn goes_on_with_list(&mut self) {
        let on = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let Office { file, run, n_runs } = &mut self.office;
        if run.is_none() {
            *n_runs += 1;
            let batch = BatchId::new(Uuid::from_u128(0x1157 << 64 | *n_runs));
            // Two rows are a portion, now and then all of them.
            let portion = if *n_runs % 4 == 0 { CHANGE_RECORDS_MAX } else { 2 };
            *run = Some(Run { list: List::new(on, batch, portion), at: 0, open: Vec::new() });
        }
        let Some(mut now) = run.take() else { return };
        let Some(row) = file.get(now.at).cloned() else {
            let (storage, env) = self.company.office();
            if now.list.finish(storage, ("list.csv".to_owned(), 0), env).is_ok() {
                self.office.file.clear();
                self.were_listed(now.open);
            }
            return;
        };
        let name = name_of(&row);
        let (storage, env) = self.company.office();
        let n_before = storage.all_changes().count();
        // What fails ends the program; the file stays.
        let Ok(listed) = now.list.take(storage, row, env) else { return };
        let is_written = storage.all_changes().count() > n_before;
        if let Listed::Added(id) = listed {
            now.open.push((id, name));
        }
        now.at += 1;
        let written = if is_written { std::mem::take(&mut now.open) } else { Vec::new() };
        self.office.run = Some(now);
        self.were_listed(written);
    }

    fn were_listed(&mut self, rows: Vec<(CustomerId, String)>) {
        for (id, name) in rows {
            self.tells(format_args!("  {name} is listed as {id:?}"));
            self.claims.keep(0, id, Place::Field(fields::NAME), name);
        }
    }
}
