//! Tables on the clipboard, as text and as HTML, read and written. A cell that a merged one covers is none, so that
//! what is below it stays as it is. Not here: the clipboard itself, what the texts mean.

use jipan_app::event::PastedCell;

/// Most cells that one merged cell is taken for in a direction.
const SPAN_MAX: usize = 1_000;

/// A table of texts.
type Table = Vec<Vec<PastedCell>>;

/// What was copied elsewhere: the first table of the HTML if it holds one, else the lines of the text.
pub fn pasted(html: &str, text: &str) -> Table {
    let table = of_html(html);
    if table.iter().any(|row| !row.is_empty()) { table } else { of_text(text) }
}

/// Lines with tabs between their cells. A cell in quotes may hold tabs, line breaks and doubled quotes.
fn of_text(text: &str) -> Table {
    let mut rows = vec![Vec::new()];
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    let put = |rows: &mut Table, cell: &mut String| {
        if let Some(row) = rows.last_mut() {
            row.push(Some(core::mem::take(cell)));
        }
    };
    while let Some(it) = chars.next() {
        match it {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() => is_quoted = true,
            '\t' if !is_quoted => put(&mut rows, &mut cell),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                put(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            it => cell.push(it),
        }
    }
    // What Excel copies ends with a line break, which begins no row.
    if !cell.is_empty() || rows.last().is_some_and(|row| !row.is_empty()) || rows.len() == 1 {
        put(&mut rows, &mut cell);
    } else {
        rows.pop();
    }
    rows
}

/// A tag or a text of HTML.
enum Piece<'a> {
    /// `td` and its attributes, or `/td`.
    Tag(&'a str, &'a str),
    Text(&'a str),
}

/// The pieces of a page, without comments.
fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(tag) = rest.strip_prefix('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
            found.push(Piece::Tag(name.trim_end_matches('/'), attributes));
            rest = after;
        } else {
            let (text, _) = rest.split_once('<').unwrap_or((rest, ""));
            found.push(Piece::Text(text));
            rest = rest.strip_prefix(text).unwrap_or_default();
        }
    }
    found
}

/// `2` of `colspan="2"`, `colspan=2` or `colspan='2'`; 1 where it is not said.
fn span_of(attributes: &str, name: &str) -> usize {
    let lower = attributes.to_ascii_lowercase();
    let after = lower.split(name).nth(1).map(str::trim_start);
    let value = after.and_then(|it| it.strip_prefix('=')).map(str::trim_start).unwrap_or_default();
    let digits: String =
        value.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1).clamp(1, SPAN_MAX)
}

/// A text as one reads it.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let named = after.split_once(';').and_then(|(name, after)| Some((entity(name)?, after)));
        let (it, after) = named.unwrap_or(('&', after));
        out.push(it);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// A table while it is read: rows, and until which row each column is covered from above.
#[derive(Default)]
struct Reading {
    rows: Table,
    covered: Vec<usize>,
    /// The text of the open cell and how far it reaches to the right and down.
    cell: Option<(String, usize, usize)>,
}

impl Reading {
    fn row(&mut self) {
        self.end();
        self.rows.push(Vec::new());
        self.covered.iter_mut().for_each(|it| *it = it.saturating_sub(1));
    }

    fn cell(&mut self, attributes: &str) {
        self.end();
        let spans = (span_of(attributes, "colspan"), span_of(attributes, "rowspan"));
        self.cell = Some((String::new(), spans.0, spans.1));
    }

    /// Ends the open cell, behind those that are covered from above.
    fn end(&mut self) {
        let Some((text, across, down)) = self.cell.take() else { return };
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        while self.covered.get(row.len()).is_some_and(|it| *it > 0) {
            row.push(None);
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for idx in 0..across {
            let at = row.len();
            row.push((idx == 0).then(|| words.clone()));
            if self.covered.len() <= at {
                self.covered.resize(at + 1, 0);
            }
            if let Some(it) = self.covered.get_mut(at) {
                *it = down;
            }
        }
    }
}

/// The first table of a page.
fn of_html(html: &str) -> Table {
    let mut reading = Reading::default();
    let mut is_skipped = false;
    let mut is_in = false;
    for piece in pieces(html) {
        match piece {
            Piece::Tag(name, attributes) => match name.to_ascii_lowercase().as_str() {
                "style" | "script" | "title" => is_skipped = true,
                "/style" | "/script" | "/title" => is_skipped = false,
                "table" => is_in = true,
                "/table" if is_in => break,
                "tr" if is_in => reading.row(),
                "td" | "th" if is_in => reading.cell(attributes),
                "/td" | "/th" | "/tr" => reading.end(),
                "br" | "p" | "/p" | "div" | "/div" => {
                    if let Some((text, ..)) = &mut reading.cell {
                        text.push(' ');
                    }
                }
                _ => {}
            },
            Piece::Text(text) if !is_skipped => {
                if let Some((cell, ..)) = &mut reading.cell {
                    cell.push_str(&plain(text));
                }
            }
            Piece::Text(_) => {}
        }
    }
    reading.end();
    reading.rows.retain(|row| !row.is_empty());
    reading.rows
}

/// Cells as lines with tabs.
pub fn as_text(cells: &[Vec<String>]) -> String {
    let cell = |it: &String| {
        if it.contains(['\t', '\n', '"']) {
            format!("\"{}\"", it.replace('"', "\"\""))
        } else {
            it.clone()
        }
    };
    let lines = cells.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("\t"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Cells as a table of HTML.
pub fn as_html(cells: &[Vec<String>]) -> String {
    let safe = |it: &String| it.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let cell = |it: &String| ["<td>", &safe(it), "</td>"].concat();
    let rows = cells.iter().map(|row| {
        let cells: String = row.iter().map(cell).collect();
        ["<tr>", &cells, "</tr>"].concat()
    });
    ["<table>", &rows.collect::<String>(), "</table>"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(rows: &[&[&str]]) -> Table {
        rows.iter().map(|row| row.iter().map(|it| Some((*it).to_owned())).collect()).collect()
    }

    #[test]
    fn lines_with_tabs_are_a_table_and_the_last_line_break_begins_no_row() {
        assert_eq!(pasted("", "1\t2\r\n3\t4\r\n"), some(&[&["1", "2"], &["3", "4"]]));
        assert_eq!(pasted("", "1,000"), some(&[&["1,000"]]));
        assert_eq!(pasted("", "1\t\n"), some(&[&["1", ""]]));
        assert_eq!(pasted("", ""), some(&[&[""]]));
    }

    #[test]
    fn a_cell_in_quotes_holds_tabs_line_breaks_and_quotes() {
        assert_eq!(
            pasted("", "\"a\nb\"\t\"c \"\"d\"\"\t\"\n5\"6"),
            some(&[&["a\nb", "c \"d\"\t"], &["5\"6"]])
        );
    }

    #[test]
    fn cells_that_a_merged_cell_covers_are_none() {
        let html = "<html><style>td { color: red }</style><body><!--StartFragment--><table>\
            <tr><td colspan=2 rowspan=\"2\">12&nbsp;000</td><td>a</td></tr>\
            <tr><td>b</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>";
        let one = |it: &str| Some(it.to_owned());
        assert_eq!(
            pasted(html, "ignored"),
            vec![
                vec![one("12 000"), None, one("a")],
                vec![None, None, one("b")],
                vec![one("1"), one("2"), one("3")],
            ]
        );
    }

    #[test]
    fn what_excel_and_wps_write_into_a_cell_is_read_as_one_reads_it() {
        let html = "<TABLE><TR><TH class=x><b>A&amp;B</b><br>C &lt; D</TH><td>&#49;&#x32;</td>\
            <td>R&D; x</td></TR></TABLE><table><tr><td>other</td></tr></table>";
        assert_eq!(pasted(html, ""), some(&[&["A&B C < D", "12", "R&D; x"]]));
    }

    #[test]
    fn html_without_a_table_is_not_taken() {
        assert_eq!(pasted("<p>5</p>", "5"), some(&[&["5"]]));
    }

    #[test]
    fn what_is_copied_can_be_pasted() {
        let cells =
            vec![vec!["1234.5".to_owned(), String::new()], vec!["a\tb".to_owned(), "<".to_owned()]];
        let texts: Vec<Vec<&str>> =
            cells.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = texts.iter().map(Vec::as_slice).collect();
        assert_eq!(pasted("", &as_text(&cells)), some(&rows));
        assert_eq!(pasted(&as_html(&cells), "").len(), 2);
    }
}
