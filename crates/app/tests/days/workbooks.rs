//! Workbooks in and out.

use jipan_app::view::{FilterChange, ImportView, MappingProblem, ScreenView};
use jipan_app::{Effect, Event, Route};
use jipan_book::sheet::{ExportFormat, SheetError, SheetFormat, SheetReply, SheetRequest};
use jipan_rules::schema::fields;
use rust_xlsxwriter::Workbook;

use super::tablet::{Tablet, disk};

const XLSX: &[u8] = include_bytes!("../../../../tests/data/shops.xlsx");

/// A workbook of sheets with these rows of texts.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn two_sheets() -> Vec<u8> {
    workbook(&[
        ("东片", &[&["客户代码", "店铺名称", "老板"], &["K1", "东一店", "王五"]]),
        ("西片", &[&["客户代码", "店铺名称"], &["K2", "西一店"], &["K3", "西二店"]]),
        ("空表", &[]),
    ])
}

/// The import screen.
fn import(tablet: &mut Tablet<'_>) -> ImportView {
    tablet.happens(Event::LinkFollowed(Route::Import));
    match tablet.model.view().screen {
        ScreenView::Import(view) => (*view).clone(),
        other => panic!("not the import screen: {other:?}"),
    }
}

#[test]
fn another_sheet_is_read_and_only_that_one_comes_in() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.chooses("两片.xlsx", &two_sheets());
    tablet.happens(Event::MappingSet { column: 2, field: Some(fields::CONTACT) });
    tablet.happens(Event::SheetChosen { sheet: 1 });
    let ImportView::Mapping { name, format, n_records, columns, problem, .. } = import(&mut tablet)
    else {
        panic!("not at the columns");
    };
    let sheets = ["东片", "西片", "空表"].map(str::to_owned).to_vec();
    assert_eq!(format, SheetFormat::Workbook { sheets, sheet: 1, header_row: 1 });
    assert_eq!((name.as_str(), n_records, columns.len(), problem), ("两片.xlsx", 2, 2, None));
    tablet.happens(Event::ImportStarted);
    assert_eq!(tablet.import_result().n_added, 2);
    tablet.opens("K3");
    assert_eq!(tablet.reads(fields::NAME).as_deref(), Some("西二店"));
}

#[test]
fn an_empty_sheet_is_not_imported_but_left_again() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.chooses("两片.xlsx", &two_sheets());
    tablet.happens(Event::SheetChosen { sheet: 2 });
    let ImportView::Mapping { problem, .. } = import(&mut tablet) else { panic!() };
    assert_eq!(problem, Some(MappingProblem::EmptySheet));
    tablet.happens(Event::ImportStarted);
    assert!(matches!(import(&mut tablet), ImportView::Mapping { .. }), "nothing was started");
    tablet.happens(Event::SheetChosen { sheet: 0 });
    tablet.happens(Event::ImportStarted);
    assert_eq!(tablet.import_result().n_added, 1);
}

#[test]
fn a_workbook_that_cannot_be_read_says_why_and_the_next_one_is_read() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.chooses("半个.xlsx", &XLSX[..XLSX.len() / 2]);
    let refused =
        ImportView::Refused { name: "半个.xlsx".to_owned(), error: SheetError::Damaged };
    assert_eq!(import(&mut tablet), refused);
    assert_eq!(tablet.imports("shops.xlsx", XLSX).n_added, 1_988);
}

#[test]
fn the_reading_shows_how_far_it_is_and_can_be_given_up() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let file = jipan_app::effect::FileHandle(7);
    let name = "shops.xlsx".to_owned();
    let chosen = Event::ImportFileChosen { file, name: name.clone(), n_bytes: 9 };
    let asked = tablet.model.update(chosen, &mut tablet.env);
    assert!(matches!(asked.last(), Some(Effect::SheetOpen { .. })));
    let reading = || Event::SheetAnswered(Box::new(SheetReply::Reading { done: 3, total: 9 }));
    let effects = tablet.model.update(reading(), &mut tablet.env);
    assert_eq!(effects, [Effect::SheetSend(SheetRequest::More)]);
    assert_eq!(import(&mut tablet), ImportView::Reading { name, done: 3, total: 9 });
    assert_eq!(tablet.model.update(Event::ImportCancelled, &mut tablet.env), [Effect::SheetClose]);
    assert_eq!(tablet.model.update(reading(), &mut tablet.env), [], "a late answer is not heard");
    assert!(matches!(import(&mut tablet), ImportView::Idle { .. }));
}

#[test]
fn what_is_exported_as_a_workbook_comes_back_as_the_same_book() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let n_added = tablet.imports("shops.xlsx", XLSX).n_added;
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::FilterSet(FilterChange::ShowClosed(true)));
    tablet.happens(Event::ExportFormatChosen(ExportFormat::Xlsx));
    tablet.happens(Event::ExportPressed);
    let (_, exported) = tablet.written.last().cloned().unwrap();
    assert!(exported.starts_with(b"PK"));
    let again = tablet.imports("export.xlsx", &exported);
    assert_eq!((again.n_added, again.n_updated, again.n_failed), (0, 0, 0));
    assert_eq!(again.n_unchanged, n_added);
}

#[test]
fn the_kind_of_file_that_an_export_becomes_is_remembered() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    assert_eq!(tablet.customers().export_format, ExportFormat::Csv);
    tablet.happens(Event::ExportFormatChosen(ExportFormat::Xlsx));
    assert_eq!(Tablet::open(&disk, 2).customers().export_format, ExportFormat::Xlsx);
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.happens(Event::SheetAnswered(Box::new(SheetReply::Refused(SheetError::NotWritten))));
    let notices = tablet.model.view().notices;
    let told = jipan_app::view::Notice::FileNotWritten(SheetError::NotWritten);
    assert!(notices.iter().any(|view| view.notice == told));
}
