//! What could not be saved, as a file that any spreadsheet opens. It needs neither the database nor the
//! worker. Not here: what is in it.

use jipan_app::view::{UnsavedRow, UnsavedWhat};
use js_sys::Uint8Array;

use super::env;
use super::files::{Files, download};
use crate::i18n::Tr;

/// Saves the file on the device.
pub(crate) fn save(rows: &[UnsavedRow], files: &Files, tr: &Tr) {
    let bytes = Uint8Array::from(csv_of(rows, tr).as_bytes());
    let name = format!("{} {}.csv", tr.text("unsaved-file"), env::today());
    if let Some(url) = files.make(&bytes.buffer(), "text/csv;charset=utf-8") {
        download(&url, &name);
    }
}

/// One line for each text, with a byte order mark for Excel.
fn csv_of(rows: &[UnsavedRow], tr: &Tr) -> String {
    let mut csv = String::from("\u{feff}");
    let headings = [
        tr.text("unsaved-customer"),
        tr.text("unsaved-code"),
        tr.text("unsaved-where"),
        tr.text("unsaved-text"),
    ];
    line(&mut csv, &headings);
    for row in rows {
        let place = match &row.what {
            UnsavedWhat::Field(field) => tr.field_of(*field).to_owned(),
            UnsavedWhat::Note => tr.text("unsaved-note"),
            UnsavedWhat::Order => tr.text("order-place"),
            UnsavedWhat::Reason(field) => {
                tr.with("unsaved-reason", &[("field", tr.field_of(*field).into())])
            }
            UnsavedWhat::Remark => tr.text("remark-text"),
            UnsavedWhat::Answer => tr.text("remark-answer"),
            UnsavedWhat::Waive(item) => {
                tr.with("close-waive-of", &[("item", tr.close_item(*item).into())])
            }
            UnsavedWhat::Deal(kind, _) => tr.deal_sheet(*kind),
            UnsavedWhat::QuickField(field) => {
                tr.with("unsaved-quick", &[("what", tr.field_of(*field).into())])
            }
            UnsavedWhat::QuickReferrer => {
                tr.with("unsaved-quick", &[("what", tr.text("quick-referrer").into())])
            }
            UnsavedWhat::QuickChoices(_) => tr.text("quick-title"),
            UnsavedWhat::Other(key) => key.clone(),
        };
        let text = match &row.what {
            UnsavedWhat::Deal(_, said) | UnsavedWhat::QuickChoices(said) => tr.sheet_said(said),
            UnsavedWhat::Field(_)
            | UnsavedWhat::Note
            | UnsavedWhat::Order
            | UnsavedWhat::Reason(_)
            | UnsavedWhat::Remark
            | UnsavedWhat::Answer
            | UnsavedWhat::Waive(_)
            | UnsavedWhat::QuickField(_)
            | UnsavedWhat::QuickReferrer
            | UnsavedWhat::Other(_) => row.text.clone(),
        };
        line(&mut csv, &[row.customer.clone(), row.code.clone(), place, text]);
    }
    csv
}

/// Every cell in quotes, and none that a spreadsheet would take for a formula.
fn line(csv: &mut String, cells: &[String; 4]) {
    for (idx, cell) in cells.iter().enumerate() {
        csv.push_str(if idx == 0 { "\"" } else { ",\"" });
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
            csv.push('\'');
        }
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jipan_app::event::{DealRef, DealSheetKind, SheetEdit};
    use jipan_app::view::Language;
    use jipan_rules::Uuid;
    use jipan_rules::funnel::{How, Step};
    use jipan_rules::schema::fields;
    use jipan_rules::values::ids::{CustomerId, DealId};

    use super::*;

    #[test]
    fn what_was_chosen_in_a_sheet_is_said_in_words() {
        let customer = CustomerId::new(Uuid::from_u128(1));
        let said = vec![
            (SheetEdit::How(How::Visit), None),
            (SheetEdit::Text("看了样品".to_owned()), None),
            (SheetEdit::Referrer(Some(customer)), Some("老店".to_owned())),
            (SheetEdit::Step(Step::Receive, false), None),
        ];
        let deal = DealRef { customer, deal: DealId::new(Uuid::from_u128(2)) };
        let rows = [
            UnsavedRow {
                customer: "湖滨店".to_owned(),
                code: String::new(),
                what: UnsavedWhat::Deal(DealSheetKind::Contact(deal), said),
                text: String::new(),
            },
            UnsavedRow {
                customer: "新店".to_owned(),
                code: String::new(),
                what: UnsavedWhat::QuickField(fields::PHONE),
                text: "199".to_owned(),
            },
        ];
        let csv = csv_of(&rows, &Tr::new(Language::Chinese));
        let (_, lines) = csv.split_once("\r\n").unwrap();
        assert_eq!(
            lines,
            "\"湖滨店\",\"\",\"记联系\",\"方式：上门\n说了什么：看了样品\n转介绍人：老店\n展厅接待：未做\"\r\n\
             \"新店\",\"\",\"快速登记：联系电话\",\"199\"\r\n"
        );
    }

    #[test]
    fn a_line_says_whose_it_is_where_it_was_typed_and_all_of_the_text() {
        let row = |what, text: &str| UnsavedRow {
            customer: "湖滨\"老\"店".to_owned(),
            code: "K1".to_owned(),
            what,
            text: text.to_owned(),
        };
        let rows = [
            row(UnsavedWhat::Field(fields::REMARK), "两行\n都在, 不少一个字"),
            row(UnsavedWhat::Note, "=1+1"),
            row(UnsavedWhat::Reason(fields::NAME), "换招牌"),
        ];
        let csv = csv_of(&rows, &Tr::new(Language::Chinese));
        assert_eq!(
            csv,
            "\u{feff}\"客户\",\"客户代码\",\"写在哪里\",\"内容\"\r\n\
             \"湖滨\"\"老\"\"店\",\"K1\",\"备注\",\"两行\n都在, 不少一个字\"\r\n\
             \"湖滨\"\"老\"\"店\",\"K1\",\"记录\",\"'=1+1\"\r\n\
             \"湖滨\"\"老\"\"店\",\"K1\",\"店铺名称的修改原因\",\"换招牌\"\r\n"
        );
    }
}
