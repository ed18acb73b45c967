//! The list and the file go onto paper.

use std::fmt::Write as _;

use jipan_app::route::MergePlace;
use jipan_app::view::{
    FilterChange, ListSheet, PrintFileView, PrintListView, PrintSheetView, PrintView,
};
use jipan_app::{Event, Route};
use jipan_book::select::Sort;
use jipan_rules::check::{parse_value, text_of};
use jipan_rules::schema::{
    CustomerType, FIELDS, FieldDef, FieldType, Group, Language, Tag, fields,
};
use jipan_rules::value::Value;

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
        other @ (PrintView::File(_)
        | PrintView::Card(_)
        | PrintView::Register(_)
        | PrintView::Budget(_)) => {
            panic!("no list: {other:?}")
        }
    }
}

fn file(tablet: &Tablet<'_>) -> PrintFileView {
    match &*tablet.model.view().print.unwrap() {
        PrintView::File(file) => (**file).clone(),
        other @ (PrintView::List(_)
        | PrintView::Card(_)
        | PrintView::Register(_)
        | PrintView::Budget(_)) => {
            panic!("no file: {other:?}")
        }
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
    let mut many = String::new();
    for n in 0..2_001 {
        writeln!(many, "K{n},{n}号店").unwrap();
    }
    tablet.imports("a.csv", format!("客户代码,店铺名称\n{many}").as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::PrintOpened);
    let view = sheet(&mut tablet).unwrap();
    assert_eq!((view.n_customers, view.n_customers_max, view.is_full), (2_001, 2_000, false));
    tablet.happens(Event::ListPrinted);
    assert_eq!((tablet.n_printed, tablet.model.view().print), (0, None));
    for def in FIELDS {
        tablet.happens(Event::PrintColumnSet { field: def.id, is_on: true });
    }
    let view = sheet(&mut tablet).unwrap();
    assert_eq!((view.columns.len(), view.is_full), (12, true));
    for def in FIELDS {
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

#[test]
fn the_notes_of_a_file_that_was_merged_into_it_are_on_paper_in_the_order_of_time() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    let ids = ["K1", "K2"].map(|code| tablet.opens(code).id);
    for (code, text) in [("K1", "第一次"), ("K2", "第二次"), ("K1", "第三次"), ("K2", "第四次")]
    {
        tablet.opens(code);
        tablet.happens(Event::NoteTyped(text.to_owned()));
        tablet.happens(Event::NoteAdded);
    }
    let [one, other] = ids;
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Pair(one, other))));
    tablet.happens(Event::MergePressed);
    tablet.opens("K1");
    tablet.happens(Event::FilePrinted);
    let notes: Vec<_> = file(&tablet).notes.into_iter().map(|(_, text)| text).collect();
    assert_eq!(notes, ["第四次", "第三次", "第二次", "第一次"]);
}

#[test]
fn so_many_notes_that_they_cannot_be_on_one_page_are_counted_still() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.opens("K1");
    for n in 1..=33 {
        tablet.happens(Event::NoteTyped(format!("第{n}次")));
        tablet.happens(Event::NoteAdded);
    }
    tablet.happens(Event::FilePrinted);
    let paper = file(&tablet);
    assert_eq!((paper.notes.len(), paper.n_notes), (30, 33));
    assert_eq!(paper.notes[0].1, "第33次", "the newest are printed");
}

#[test]
fn picked_customers_are_printed_in_the_order_of_the_list_and_those_not_in_it_last() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::PickingToggled);
    tablet.happens(Event::AllPicked { is_on: true });
    let printed = |tablet: &mut Tablet<'_>| -> Vec<Option<Value>> {
        tablet.happens(Event::ListPrinted);
        list(tablet).rows.into_iter().map(|mut row| row.remove(0)).collect()
    };
    for sort in [Sort::Name, Sort::Code, Sort::Completeness, Sort::Changed] {
        tablet.happens(Event::SortChosen(sort));
        let rows = tablet.customers().list.rows.clone();
        let listed: Vec<_> =
            rows.iter().map(|row| Some(Value::Text(row.name.as_str().into()))).collect();
        assert_eq!(printed(&mut tablet), listed, "{sort:?}");
    }
    tablet.happens(Event::SearchTyped("三号".to_owned()));
    let printed = printed(&mut tablet);
    assert_eq!(printed[0], Some(Value::Text("三号工地".into())));
    assert_eq!(printed.len(), 3, "what was picked in an earlier list is printed, too");
}

#[test]
fn a_sheet_that_was_left_by_going_back_is_closed() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    tablet.imports("a.csv", LIST.as_bytes());
    tablet.happens(Event::LinkFollowed(Route::Customers));
    tablet.happens(Event::PrintOpened);
    tablet.happens(Event::RouteChanged(Route::Home));
    tablet.happens(Event::RouteChanged(Route::Customers));
    assert_eq!(sheet(&mut tablet), None);
}

/// The longest value that a field admits, as a file spells it.
fn longest(def: &FieldDef, customer_type: CustomerType) -> String {
    let digits = |n: usize| "8".repeat(n);
    let admitted = |texts: Vec<String>| {
        let is_admitted = |text: &String| parse_value(def, text).is_ok();
        texts.into_iter().filter(is_admitted).max_by_key(|text| text.chars().count()).unwrap()
    };
    match def.ty {
        FieldType::Text { chars_max } | FieldType::LongText { chars_max } => {
            "国".repeat(usize::from(chars_max))
        }
        FieldType::Choice(choices) => {
            let words = |it: &&jipan_rules::schema::Choice| it.zh.len() + it.en.len();
            choices.iter().max_by_key(words).unwrap().zh.to_owned()
        }
        FieldType::Integer { max, .. } => max.to_string(),
        FieldType::Date => "2199-12-31".to_owned(),
        FieldType::YesNo => "否".to_owned(),
        FieldType::Money => "92233720368547758.07".to_owned(),
        FieldType::SignedMoney => "-100000000000.00".to_owned(),
        FieldType::Price => "99999999.9999".to_owned(),
        FieldType::Birthday => admitted(
            ["农历1984年闰十月三十", "1984-12-31", "农历1984年腊月三十"].map(str::to_owned).into(),
        ),
        FieldType::Phone => {
            let plain = (7..40).map(digits);
            let abroad = (7..40).map(|n| format!("+{}", digits(n)));
            let inner = (1..8).map(|n| format!("0576-86100021-{}", digits(n)));
            admitted(plain.chain(abroad).chain(inner).collect())
        }
        FieldType::Licence | FieldType::Code => {
            // No two customers have the same.
            let last = customer_type.code();
            admitted((3..80).map(|n| format!("{}{last}", digits(n))).collect())
        }
    }
}

/// What the journey over paper imports (`tests/e2e/print.spec.ts`): a customer of each type with every
/// field as long as it can be. After a change of the schema write it anew with `JIPAN_WRITE=1`.
#[test]
fn the_longest_files_are_those_that_the_schema_admits() {
    let can_be_filled = |def: &&FieldDef| def.tag != Tag::Generated || def.stated;
    let columns: Vec<_> = FIELDS.iter().filter(can_be_filled).collect();
    let mut text = columns.iter().map(|def| def.zh).collect::<Vec<_>>().join(",") + "\n";
    for customer_type in CustomerType::ALL {
        let cell = |def: &&FieldDef| match def.id {
            fields::TYPE => text_of(def, &Value::Choice(customer_type.code()), Language::Zh),
            // Seen in the list.
            fields::STATUS => "正常".to_owned(),
            // So that the four are told apart.
            fields::NAME => {
                longest(def, customer_type).replacen('国', &customer_type.code().to_string(), 1)
            }
            _ if !def.types.contains(customer_type) => String::new(),
            _ => longest(def, customer_type),
        };
        text += &(columns.iter().map(cell).collect::<Vec<_>>().join(",") + "\n");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/longest.csv");
    if std::env::var_os("JIPAN_WRITE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        text,
        "tests/data/longest.csv is of the past"
    );
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let result = tablet.imports("longest.csv", text.as_bytes());
    assert_eq!((result.n_added, result.n_failed), (4, 0));
    // Each field of its type is filled, but for what only orders tell.
    for id in tablet.customers().list.rows.iter().map(|row| row.id).collect::<Vec<_>>() {
        tablet.happens(Event::LinkFollowed(Route::Customer(id)));
        tablet.happens(Event::FilePrinted);
        let paper = file(&tablet);
        let all = paper.groups.iter().flat_map(|(_, fields)| fields);
        let blank: Vec<_> = all.filter(|it| it.1.is_none()).map(|it| it.0.key).collect();
        assert_eq!(blank, [""; 0], "{:?}", paper.customer_type);
    }
}
