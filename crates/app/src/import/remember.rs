//! Which field a person once gave a heading. Not here: guessing one.

use jipan_book::sheet::SheetKind;
use jipan_rules::schema::FieldId;

use crate::model::Model;
use crate::view::ColumnView;

impl Model {
    pub(super) fn remembered_mapping(&self) -> Vec<(String, FieldId)> {
        let lines = self.settings.get("mapping").map(String::as_str).unwrap_or_default().lines();
        lines
            .filter_map(|line| {
                let (field, heading) = line.split_once('\t')?;
                Some((heading.to_owned(), FieldId(field.parse().ok()?)))
            })
            .collect()
    }

    /// Remembers what was chosen for a kind of file; a heading may mean something else in another.
    pub(super) fn remember_mapping(&mut self, kind: SheetKind, columns: &[ColumnView]) -> String {
        let mut known = self.remembered_mapping();
        for column in columns {
            let heading = column.heading.replace(['\n', '\r', '\t'], " ");
            known.retain(|(it, field)| *it != heading || !kind.has(*field));
            known.extend(column.field.map(|field| (heading, field)));
        }
        let skip = known.len().saturating_sub(500);
        let lines: Vec<String> = known
            .iter()
            .skip(skip)
            .map(|(heading, field)| format!("{}\t{heading}", field.0))
            .collect();
        let value = lines.join("\n");
        self.settings.insert("mapping".to_owned(), value.clone());
        value
    }
}
