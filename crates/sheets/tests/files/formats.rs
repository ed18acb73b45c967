//! Files of every shape: delimiters, line ends, quotes, damage; files of failed records; exports
//! that come back as they were.

use encoding_rs::GB18030;
use jipan_book::sheet::{
    Delimiter, Encoding, ExportCell, ExportFormat, ExportKind, RowError, SheetError, SheetFormat,
    SheetKind, SheetReply, SheetRequest,
};
use jipan_rules::schema::fields;
use jipan_rules::value::Value;
use jipan_sheets::Session;
use jipan_sheets::open::Limits;
use proptest::prelude::*;

use crate::common::{check, check_all, data, open};

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// Writes the failed rows of a session.
fn failed_file(session: &mut Session, rows: Vec<(u32, String)>) -> (String, Vec<u8>) {
    let request = SheetRequest::Failed { rows, reason_heading: "原因".to_owned() };
    let (reply, body) = session.handle(request, None).remove(0);
    let SheetReply::File { name, .. } = reply else { panic!("{reply:?}") };
    (name, body.unwrap())
}

fn refusal(bytes: &[u8]) -> SheetError {
    let (_, reply) = open("a.csv", bytes.to_vec(), 500);
    let SheetReply::Refused(error) = reply else { panic!("{reply:?}") };
    error
}

fn export(parts: Vec<Vec<Vec<ExportCell>>>, headings: &[&str]) -> Vec<u8> {
    let mut session = Session::default();
    let n_parts = parts.len();
    let mut body = None;
    for (idx, rows) in parts.into_iter().enumerate() {
        let last = idx + 1 == n_parts;
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        let file_name = "客户.csv".to_owned();
        let format = ExportFormat::Csv;
        let request = SheetRequest::Export { format, headings, rows, last, file_name };
        let answers = session.handle(request, None);
        assert_eq!(answers.len(), usize::from(last));
        body = answers.into_iter().next().and_then(|(_, body)| body);
    }
    body.unwrap()
}

#[test]
fn tabs_semicolons_and_every_line_end_are_understood() {
    for (delimiter, sign) in
        [(Delimiter::Comma, ","), (Delimiter::Tab, "\t"), (Delimiter::Semicolon, ";")]
    {
        for line_end in ["\n", "\r\n", "\r"] {
            let file = "店铺名称|备注\n晨光,便利店|\"一|二\"\n\n阿刘|三"
                .replace("晨光,便利店", "晨光便利店")
                .replace('|', sign)
                .replace('\n', line_end);
            let (mut session, reply) = open("a.csv", file.into_bytes(), 500);
            let SheetReply::Preview { format, guessed, .. } = reply else { panic!() };
            assert_eq!(format, SheetFormat::Text { encoding: Encoding::Utf8, delimiter });
            let rows = check(&mut session, guessed);
            let remark = format!("一{sign}二");
            assert_eq!(
                rows[0].values,
                [(fields::NAME, text("晨光便利店")), (fields::REMARK, text(&remark))]
            );
            assert_eq!((rows[0].record, rows[1].record), (2, 4));
        }
    }
}

#[test]
fn records_are_counted_as_a_spreadsheet_counts_rows() {
    let file = "\n店铺名称,备注\n一,\"a\nb\"\n\n,\n二,\n";
    let checked = check_all("a.csv", file.as_bytes().to_vec(), 1);
    let numbers: Vec<u32> = checked.rows.iter().map(|row| row.record).collect();
    assert_eq!(numbers, [2, 5]);
}

#[test]
fn a_record_of_another_length_fails_alone() {
    let file = "店铺名称,备注,线路\n一\n二,b,c,d\n三,d,e\n";
    let rows = check_all("a.csv", file.as_bytes().to_vec(), 500).rows;
    assert_eq!(rows[0].errors, [RowError::TooFewCells { n: 1, expected: 3 }], "a stump");
    assert_eq!(rows[1].errors, [RowError::TooManyCells { n: 4, expected: 3 }]);
    assert_eq!(rows[2].errors, []);
}

#[test]
fn titles_above_the_headings_of_a_text_file_are_left_out() {
    for sign in [",", "\t", ";"] {
        let file = "乐清市零售户清单\n制表：客户中心|2026-11-22\n\n店铺名称|客户代码|市场类型\n一|C1|城镇\n"
            .replace('|', sign);
        let checked = check_all("a.csv", file.into_bytes(), 500);
        assert_eq!(checked.rows.len(), 1);
        assert_eq!(checked.rows[0].record, 5, "as a spreadsheet counts");
        assert_eq!(checked.value(5, fields::CODE), Some(text("C1")));
    }
    // Signs of other kinds in the title do not count.
    let file = "乐清市,柳市镇,零售户\n店铺名称\t客户代码\t市场类型\n一\tC1\t城镇\n";
    let checked = check_all("a.txt", file.as_bytes().to_vec(), 500);
    assert_eq!(checked.value(3, fields::CODE), Some(text("C1")));
    // The first of two rows of headings counts, and a cell below never does.
    let twice = "店铺名称,备注\n店铺名称,备注\n";
    assert_eq!(check_all("a.csv", twice.as_bytes().to_vec(), 500).rows.len(), 1);
}

#[test]
fn unicode_text_of_a_spreadsheet_is_read_in_either_order_of_bytes() {
    let file = "\u{feff}店铺名称\t备注\r\n𠮷祥\t二\r\n";
    for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = file.encode_utf16().flat_map(bytes_of).collect();
        let checked = check_all("a.txt", bytes.clone(), 500);
        assert_eq!(checked.value(2, fields::NAME), Some(text("𠮷祥")));
        assert_eq!(refusal(&bytes[..bytes.len() - 1]), SheetError::Utf16, "cut");
    }
}

#[test]
fn a_quote_that_is_never_closed_is_named_and_the_records_before_it_come_in() {
    let file = "店铺名称,备注\n一,a\n二,\"b\n三,c\n";
    let mut checked = check_all("a.csv", file.as_bytes().to_vec(), 500);
    assert_eq!(checked.rows[0].errors, []);
    assert_eq!(checked.rows[1].errors, [RowError::UnclosedQuote]);
    let (_, bytes) = failed_file(&mut checked.session, vec![(3, "引号未闭合".to_owned())]);
    let again = check_all("a.csv", bytes, 500);
    assert_eq!(again.value(2, fields::REMARK), Some(text("b\n三,c")));
}

#[test]
fn a_damaged_cell_fails_its_record_alone() {
    let mut file = "店铺名称,备注\n一,a\n二,".as_bytes().to_vec();
    file.extend_from_slice(b"\xFF\n");
    let rows = check_all("a.csv", file, 500).rows;
    assert_eq!(rows[0].errors, []);
    assert_eq!(rows[1].errors, [RowError::NotDecodable { heading: "备注".to_owned() }]);
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_what_it_is() {
    assert_eq!(refusal(b""), SheetError::Empty);
    assert_eq!(refusal(b"\n\r\n ,, \n"), SheetError::Empty);
    assert_eq!(refusal(b"PK\x03\x04..."), SheetError::Damaged);
    assert_eq!(refusal(b"\xD0\xCF\x11\xE0..."), SheetError::Workbook);
    assert_eq!(refusal("<table><tr><td>店铺名称".as_bytes()), SheetError::WebPage);
    assert_eq!(refusal(b"\xFF,a\n"), SheetError::NotDecodable { record: 1 });
    assert_eq!(refusal(b"330382000001,19901000000\n1,2\n"), SheetError::NoHeader);
    let wide = ["a"; 501].join(",");
    assert_eq!(refusal(wide.as_bytes()), SheetError::TooManyColumns { n: 501, n_max: 500 });
}

#[test]
fn a_file_beyond_the_limits_is_refused() {
    let limits = Limits { bytes_max: 40, n_columns_max: 5, n_records_max: 2, ..Limits::default() };
    let request = || SheetRequest::Open {
        file_name: "a.csv".to_owned(),
        remembered: Vec::new(),
        today: jipan_rules::NaiveDate::default(),
    };
    let mut session = Session::new(limits, 10);
    let answers = session.handle(request(), Some(vec![b'a'; 41]));
    let expected = SheetError::TooLarge { bytes: 41, bytes_max: 40 };
    assert_eq!(answers, [(SheetReply::Refused(expected), None)]);
    let answers = session.handle(request(), Some(b"a,b\n1,2\n1,2\n1,2\n".to_vec()));
    let expected = SheetError::TooManyRecords { n_max: 2 };
    assert_eq!(answers, [(SheetReply::Refused(expected), None)]);
}

#[test]
fn a_field_is_not_given_to_two_columns() {
    let (mut session, _) = open("a.csv", "店铺名称,名称\na,b\n".into(), 500);
    let mapping = vec![Some(fields::NAME), Some(fields::NAME)];
    let answers = session.handle(SheetRequest::Check { kind: SheetKind::Customers, mapping }, None);
    let expected = SheetError::MappedTwice { field: fields::NAME };
    assert_eq!(answers, [(SheetReply::Refused(expected), None)]);
}

#[test]
fn a_column_without_a_field_is_left_out() {
    let (mut session, _) = open("a.csv", "店铺名称,备注\na,b\n".into(), 500);
    let rows = check(&mut session, vec![Some(fields::NAME), None]);
    assert_eq!(rows[0].values, [(fields::NAME, text("a"))]);
}

#[test]
fn a_check_can_be_given_up_and_begun_again() {
    let (mut session, reply) = open("shops.csv", data("shops-utf8.csv"), 100);
    let SheetReply::Preview { guessed, .. } = reply else { panic!() };
    let (kind, mapping) = (SheetKind::Customers, guessed.clone());
    let begun = session.handle(SheetRequest::Check { kind, mapping }, None);
    assert!(matches!(begun[0].0, SheetReply::Batch { done: 100, total: 500, .. }));
    assert_eq!(session.handle(SheetRequest::Cancel, None), []);
    assert_eq!(session.handle(SheetRequest::More, None), []);
    assert_eq!(check(&mut session, guessed).len(), 500);
}

#[test]
fn without_a_file_nothing_is_checked_or_written() {
    let mut session = Session::default();
    let refused = [(SheetReply::Refused(SheetError::NoFile), None)];
    let kind = SheetKind::Orders;
    assert_eq!(session.handle(SheetRequest::Kind { kind }, None), refused);
    let mapping = Vec::new();
    assert_eq!(session.handle(SheetRequest::Check { kind, mapping }, None), refused);
    let request = SheetRequest::Failed { rows: Vec::new(), reason_heading: String::new() };
    assert_eq!(session.handle(request, None), refused);
}

#[test]
fn failed_records_come_back_byte_for_byte_with_their_reason_in_the_same_encoding() {
    for name in ["shops-gb18030.csv", "shops-utf8-bom.csv", "shops-utf8.csv"] {
        let original = data(name);
        let mut checked = check_all(name, original.clone(), 500);
        let failing: Vec<_> = checked.rows.iter().filter(|row| !row.errors.is_empty()).collect();
        let rows: Vec<_> =
            failing.iter().map(|row| (row.record, format!("“{}”,错", row.record))).collect();
        let kinds: Vec<_> = failing.iter().map(|row| row.values.clone()).collect();
        let (written, bytes) = failed_file(&mut checked.session, rows);
        assert_eq!(written, name.replace(".csv", "-原因.csv"));
        let is_gb18030 = name.contains("gb18030");
        let decode = |bytes: &[u8]| {
            if is_gb18030 {
                GB18030.decode_without_bom_handling(bytes).0.into_owned()
            } else {
                String::from_utf8(bytes.to_vec()).unwrap()
            }
        };
        let (original, copy) = (decode(&original), decode(&bytes));
        let lines: Vec<&str> = copy.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 13);
        assert_eq!(lines[1].rsplit_once(",\"").unwrap().1, "“32”,错\"");
        for line in &lines[1..] {
            let (cells, _) = line.rsplit_once(",\"").unwrap();
            assert!(original.contains(&format!("\r\n{cells}\r\n")), "{cells}");
        }
        // All but the repeated licence and code, whose first records are not in this file.
        let again = check_all(name, bytes, 500);
        let again: Vec<_> = again.rows.into_iter().map(|row| row.values).collect();
        assert_eq!(again, kinds);
    }
}

#[test]
fn reasons_of_an_earlier_round_are_replaced() {
    let file = "店铺名称,备注,原因\n,\"a,b\",\"店铺名称为空, 旧\"\n";
    let mut checked = check_all("a.csv", file.as_bytes().to_vec(), 500);
    let (_, bytes) = failed_file(&mut checked.session, vec![(2, "新".to_owned())]);
    let expected = "店铺名称,备注,原因\n,\"a,b\",新\n";
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn a_short_record_keeps_its_reason_under_its_heading() {
    let file = "店铺名称;备注;经营地址\n一\n二;b;c;d\n";
    let mut checked = check_all("a.csv", file.as_bytes().to_vec(), 500);
    let rows = vec![(2, "短".to_owned()), (3, "=长".to_owned()), (99, "无".to_owned())];
    let (_, bytes) = failed_file(&mut checked.session, rows);
    let expected = "店铺名称;备注;经营地址;原因\n一;;;短\n二;b;c;d;'=长\n";
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn an_export_in_parts_has_one_header() {
    let cell = |text: &str| ExportCell { text: text.to_owned(), kind: ExportKind::Integer };
    let parts = vec![vec![vec![cell("-5")]], Vec::new(), vec![vec![cell("6")]]];
    assert_eq!(export(parts, &["营业面积"]), "\u{FEFF}营业面积\r\n-5\r\n6\r\n".as_bytes());
}

/// Texts as the book holds them: no outer spaces, LF only.
fn book_text() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "=", "+", "-", "@", "'", "\"", ",", ";", "\t", "\n", "\r", " ", "　", "a", "店", "𠮷",
        "㐂", "1", "<b>", "\u{FEFF}", "é",
    ]);
    prop::collection::vec(sign, 0..10).prop_map(|signs| {
        let text = signs.concat().replace("\r\n", "\n").replace('\r', "\n");
        let is_outer = |it: char| it.is_whitespace() || it == '\u{FEFF}';
        text.trim_matches(is_outer).to_owned()
    })
}

/// The same for a field of one line.
fn one_line_text() -> impl Strategy<Value = String> {
    book_text().prop_map(|text| text.replace(['\n', '\t'], " "))
}

proptest! {
    #[test]
    fn what_is_exported_comes_in_as_it_was(
        rows in prop::collection::vec((book_text(), one_line_text()), 1..12),
        n_batch in 1_usize..5,
    ) {
        let row = |(remark, mail): &(String, String)| {
            let texts = ["店".to_owned(), remark.clone(), mail.clone()];
            texts.map(|text| ExportCell { text, kind: ExportKind::Text }).to_vec()
        };
        let cells = rows.iter().map(row).collect();
        let bytes = export(vec![cells], &["店铺名称", "备注", "通信地址"]);
        let checked = check_all("a.csv", bytes, n_batch);
        prop_assert_eq!(checked.rows.len(), rows.len());
        for (row, (remark, mail)) in checked.rows.iter().zip(&rows) {
            prop_assert_eq!(&row.errors, &[]);
            let of = |id| row.values.iter().find(|(known, _)| *known == id).map(|(_, it)| it.clone());
            let expected = |it: &str| (!it.is_empty()).then(|| text(it));
            prop_assert_eq!(of(fields::REMARK), expected(remark));
            prop_assert_eq!(of(fields::MAIL_ADDRESS), expected(mail));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_the_same_in_any_batches(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            "[\"'=,;\t\r\n a店]{0,80}".prop_map(String::into_bytes),
            "[\"'=,;\t\r\n a店锘縗]{0,80}".prop_map(|it| GB18030.encode(&it).0.into_owned()),
        ],
        n_batch in 1_usize..4,
    ) {
        let mut results = Vec::new();
        for n_batch in [n_batch, 500] {
            let (mut session, reply) = open("a.csv", bytes.clone(), n_batch);
            let SheetReply::Preview { headings, n_records, .. } = reply else { return Ok(()) };
            let mut ids = [fields::NAME, fields::CODE, fields::REMARK].into_iter();
            let rows = check(&mut session, headings.iter().map(|_| ids.next()).collect());
            prop_assert_eq!(rows.len(), n_records as usize);
            let numbers: Vec<u32> = rows.iter().map(|row| row.record).collect();
            prop_assert!(numbers.is_sorted());
            let reasons = numbers.iter().map(|number| (*number, "错".to_owned())).collect();
            let (_, failed) = failed_file(&mut session, reasons);
            results.push((rows, failed));
        }
        prop_assert_eq!(&results[0], &results[1]);
    }

    #[test]
    fn the_file_of_failed_records_has_them_all(
        cells in prop::collection::vec(("[\"'=,;\r\n a店]{0,8}", "[a店,][a店,\"]{0,3}"), 1..10),
    ) {
        let mut lines = vec!["店铺名称;备注\n".to_owned()];
        lines.extend(cells.iter().map(|(first, second)| {
            format!("\"{}\";{second}\n", first.replace('"', "\"\""))
        }));
        let file = lines.concat();
        let mut checked = check_all("a.csv", file.into_bytes(), 3);
        let reasons = checked.rows.iter().map(|row| (row.record, "错".to_owned())).collect();
        let before: Vec<_> = checked.rows.iter().map(|row| row.values.clone()).collect();
        let (_, bytes) = failed_file(&mut checked.session, reasons);
        let after = check_all("a.csv", bytes, 500);
        prop_assert_eq!(after.rows.into_iter().map(|row| row.values).collect::<Vec<_>>(), before);
    }
}
