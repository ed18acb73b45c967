//! The list and the file go onto paper.

use jipan_app::view::{
    FilterChange, ListSheet, PrintFileView, PrintListView, PrintSheetView, PrintView,
};
use jipan_app::{Event, Route};
use jipan_rules::check::text_of;
use jipan_rules::schema::{CustomerType, Group, Language, fields};

use super::tablet::{Tablet, disk};

const LIST: &str = "客户代码,店铺名称,客户类型,送货线路,营业面积,业态,市场类型,经营规模,订货周期
K1,一号店,零售,1号线,80,超市,城镇,大,7
K2,二号店,零售,2号线,45,,,,14
K3,三号工地,工装,1号线,,,,,
";

fn sheet(tablet: &mut Tablet<'_>) -> Option<PrintSheetView> {
    match tablet.customers().sheet {
        ListSheet::Print(view) => Some((*view).clone()),
        ListSheet::Bulk(_) | ListSheet::None => None,
    }
}

fn list(tablet: &Tablet<'_>) -> PrintListView {
    match &*tablet.model.view().print.unwrap() {
        PrintView::List(list) => list.clone(),
        PrintView::File(file) => panic!("a file: {file:?}"),
    }
}

fn file(tablet: &Tablet<'_>) -> PrintFileView {
    match &*tablet.model.view().print.unwrap() {
        PrintView::File(file) => (**file).clone(),
        PrintView::List(list) => panic!("a list: {list:?}"),
    }
}

#[test]
fn the_list_is_printed_as_it_is_filtered_with_the_columns_chosen_and_their_totals() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::FilterSet(FilterChange::Type(Some(CustomerType::Retail))));
    tablet.happens(Event::PrintOpened);
    assert_eq!(sheet(&mut tablet).unwrap().n_customers, 2);
    for field in [fields::CONTACT, fields::PHONE, fields::ADDRESS, fields::LINE] {
        tablet.happens(Event::PrintColumnSet { field, is_on: false });
    }
    for field in [fields::AREA, fields::CLASS, fields::ORDER_CYCLE] {
        tablet.happens(Event::PrintColumnSet { field, is_on: true });
    }
    tablet.happens(Event::ListPrinted);
    assert_eq!((tablet.n_printed, sheet(&mut tablet)), (1, None), "the sheet is not on the paper");
    let paper = list(&tablet);
    let columns: Vec<_> = paper.columns.iter().map(|def| def.key).collect();
    assert_eq!(columns, ["name", "code", "order_cycle", "area", "class"], "as in the forms");
    assert_eq!(paper.filters, [FilterChange::Type(Some(CustomerType::Retail))]);
    let text = |value: &Option<_>, def| {
        value.as_ref().map(|value| text_of(def, value, Language::Zh)).unwrap_or_default()
    };
    let first: Vec<_> =
        paper.rows[1].iter().zip(&paper.columns).map(|(value, def)| text(value, def)).collect();
    assert_eq!(first, ["一号店", "K1", "7", "80", "CS1"]);
    let totals: Vec<_> = paper.totals.iter().map(|it| it.map(|it| it.sum)).collect();
    assert_eq!(totals, [None, None, Some(21), Some(125), None]);
    tablet.happens(Event::PrintEnded);
    assert_eq!(tablet.model.view().print, None);
    // The columns are remembered.
    let mut reopened = Tablet::open(&disk, 2);
    reopened.happens(Event::LinkFollowed(Route::Customers));
    reopened.happens(Event::PrintOpened);
    assert_eq!(sheet(&mut reopened).unwrap().columns.len(), 5);
}

#[test]
fn there_is_a_bound_for_columns_and_for_customers() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let many: String = (0..2_001).map(|n| format!("K{n},{n}号店\n")).collect();
    tablet.imports("a.csv", format!("客户代码,店铺名称\n{many}").as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::PrintOpened);
    let view = sheet(&mut tablet).unwrap();
    assert_eq!((view.n_customers, view.n_customers_max, view.is_full), (2_001, 2_000, false));
    tablet.happens(Event::ListPrinted);
    assert_eq!((tablet.n_printed, tablet.model.view().print), (0, None));
    for def in jipan_rules::schema::FIELDS {
        tablet.happens(Event::PrintColumnSet { field: def.id, is_on: true });
    }
    let view = sheet(&mut tablet).unwrap();
    assert_eq!((view.columns.len(), view.is_full), (12, true));
    for def in jipan_rules::schema::FIELDS {
        tablet.happens(Event::PrintColumnSet { field: def.id, is_on: false });
    }
    assert_eq!(sheet(&mut tablet).unwrap().columns.len(), 1, "a table has a column");
    tablet.happens(Event::SearchTyped("77号".to_owned()));
    tablet.happens(Event::ListPrinted);
    assert_eq!(tablet.n_printed, 1);
}

#[test]
fn a_file_has_every_field_of_its_type_filled_or_not_and_the_newest_notes_first() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.opens("K1");
    for text in ["第一次", "第二次"] {
        tablet.happens(Event::NoteTyped(text.to_owned()));
        tablet.happens(Event::NoteAdded);
    }
    tablet.happens(Event::FilePrinted);
    let paper = file(&tablet);
    assert_eq!((paper.name.as_str(), paper.customer_type), ("一号店", CustomerType::Retail));
    let groups: Vec<_> = paper.groups.iter().map(|(group, _)| *group).collect();
    assert_eq!(groups, Group::ALL);
    let all: Vec<_> = paper.groups.iter().flat_map(|(_, fields)| fields).collect();
    let of = |key: &str| all.iter().find(|(def, _)| def.key == key);
    assert!(of("line").unwrap().1.is_some() && of("settlement").unwrap().1.is_none());
    assert!(of("class").unwrap().1.is_some() && of("tier").is_none(), "no order, no tier");
    assert!(of("project_name").is_none(), "nothing of another type");
    let notes: Vec<_> = paper.notes.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(notes, ["第二次", "第一次"]);
    // A blank one has the same fields and no value.
    tablet.happens(Event::BlankPrinted(CustomerType::Retail));
    let blank = file(&tablet);
    let n_fields = |view: &PrintFileView| view.groups.iter().map(|it| it.1.len()).sum::<usize>();
    assert_eq!(n_fields(&blank), n_fields(&paper) - 1, "all but the class");
    assert!(blank.groups.iter().flat_map(|(_, fields)| fields).all(|(_, value)| value.is_none()));
    assert_eq!((blank.name.as_str(), tablet.n_printed), ("", 2));
}
