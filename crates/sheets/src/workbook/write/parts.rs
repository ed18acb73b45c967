//! The parts of a workbook around its cells. Not here: the cells.

use super::push_escaped;
use crate::workbook::format::Format;
use crate::workbook::number::Epoch;

macro_rules! part {
    ($($xml:literal)*) => {
        concat!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", $($xml),*)
    };
}

/// What kinds of parts there are.
pub(super) const CONTENT_TYPES: &str = part!(
    r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
    r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
    r#"<Default Extension="xml" ContentType="application/xml"/>"#
    r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#
    r#"<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>"#
    r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#
    "</Types>"
);

/// Where the workbook is.
pub(super) const RELATIONS: &str = part!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>"#
    "</Relationships>"
);

/// Where its sheet and its styles are.
pub(super) const WORKBOOK_RELATIONS: &str = part!(
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>"#
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#
    "</Relationships>"
);

const WORKBOOK_START: &str = part!(
    r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#
);

const STYLES_START: &str =
    part!(r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#);

const STYLES_MIDDLE: &str = concat!(
    r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#,
    r#"<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>"#,
    r#"<fills count="2"><fill><patternFill patternType="none"/></fill>"#,
    r#"<fill><patternFill patternType="gray125"/></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
);

const STYLES_END: &str = concat!(
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
    "</styleSheet>"
);

const SHEET_START: &str = part!(
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#
    r#"<sheetViews><sheetView workbookViewId="0">"#
    r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#
    r#"<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>"#
    r#"<sheetFormatPr defaultRowHeight="15"/>"#
);

/// Formats of one's own are numbered from here.
const FIRST_FORMAT: u16 = 164;

/// The workbook with its one sheet.
pub(super) fn workbook(sheet_name: &str, epoch: Epoch) -> String {
    let mut xml = WORKBOOK_START.to_owned();
    if epoch == Epoch::Year1904 {
        xml.push_str("<workbookPr date1904=\"1\"/>");
    }
    xml.push_str("<sheets><sheet name=\"");
    push_escaped(&mut xml, &allowed_name(sheet_name));
    xml.push_str("\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    xml
}

/// A name that a sheet can have.
fn allowed_name(name: &str) -> String {
    let is_allowed =
        |character: &char| !character.is_control() && !"[]:*?/\\'".contains(*character);
    let mut units = 0_usize;
    let name: String = name
        .chars()
        .filter(is_allowed)
        .take_while(|character| {
            units = units.saturating_add(character.len_utf16());
            units <= 31
        })
        .collect();
    let name = name.trim();
    if name.is_empty() { "Sheet1".to_owned() } else { name.to_owned() }
}

/// How cells look: plain, as a heading, then one look for each further format.
pub(super) fn styles(formats: &[Format]) -> String {
    let mut xml = STYLES_START.to_owned();
    let numbered = formats.iter().zip(FIRST_FORMAT..);
    let own = numbered.clone().filter(|(format, _)| !format.code.is_empty());
    let n_own = own.clone().count();
    if n_own > 0 {
        xml.extend(["<numFmts count=\"", &n_own.to_string(), "\">"]);
        for (format, id) in own {
            xml.extend(["<numFmt numFmtId=\"", &id.to_string(), "\" formatCode=\""]);
            push_escaped(&mut xml, &format.code);
            xml.push_str("\"/>");
        }
        xml.push_str("</numFmts>");
    }
    xml.push_str(STYLES_MIDDLE);
    let n_looks = formats.len().max(1).saturating_add(1);
    xml.extend(["<cellXfs count=\"", &n_looks.to_string(), "\">"]);
    xml.push_str(r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#);
    xml.push_str(r#"<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>"#);
    for (format, id) in numbered.skip(1) {
        let id = if format.code.is_empty() { format.id } else { id };
        xml.extend([
            "<xf numFmtId=\"",
            &id.to_string(),
            r#"" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#,
        ]);
    }
    xml.push_str("</cellXfs>");
    xml.push_str(STYLES_END);
    xml
}

/// What stands before the rows.
pub(super) fn sheet_start(widths: &[u16]) -> String {
    let mut xml = SHEET_START.to_owned();
    if !widths.is_empty() {
        xml.push_str("<cols>");
        for (width, place) in widths.iter().zip(1_u32..) {
            let (width, place) = (width.to_string(), place.to_string());
            let parts = ["<col min=\"", &place, "\" max=\"", &place, "\" width=\"", &width];
            xml.extend(parts);
            xml.push_str("\" customWidth=\"1\"/>");
        }
        xml.push_str("</cols>");
    }
    xml.push_str("<sheetData>");
    xml
}

/// What stands behind the rows: codes and telephone numbers are text on purpose.
pub(super) fn sheet_end(last_column: &str, last_row: u32) -> String {
    format!(
        "</sheetData><ignoredErrors><ignoredError sqref=\"A1:{last_column}{last_row}\" \
         numberStoredAsText=\"1\"/></ignoredErrors></worksheet>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_gets_a_name_that_it_can_have() {
        assert_eq!(allowed_name("客户-2026-11-22"), "客户-2026-11-22");
        assert_eq!(allowed_name("a[1]:b*?/\\'"), "a1b");
        assert_eq!(allowed_name(" \n"), "Sheet1");
        assert_eq!(allowed_name(&"𠮷".repeat(20)), "𠮷".repeat(15));
    }
}
