//! Where a shop of a file stands, and by what it is known.

use super::*;

fn shop(n: u32, values: &[(FieldId, &str)]) -> Op {
    let values = values.iter().map(|&(field, it)| (field, text(it).unwrap())).collect();
    Op::Create { id: id(n), values }
}

#[test]
fn lines_stand_in_the_order_of_their_numbers() {
    let lines = ["12号线", "2号线", "东线"];
    let ops = (0..).zip(lines).map(|(n, line)| shop(n, &[(fields::LINE, line)])).collect();
    let mut book = Book::new();
    let _applied = book.apply(&change(0, ops));
    let values: Vec<_> = facets(&book, fields::LINE).into_iter().map(|it| it.value).collect();
    assert_eq!(values, ["2号线", "12号线", "东线"]);
}

#[test]
fn the_same_shop_is_known_by_licence_code_phone_or_name_with_address() {
    let address = "乐清市城南街道迎宾路444号";
    let mut book = Book::new();
    let _applied = book.apply(&change(
        0,
        vec![
            shop(0, &[(fields::NAME, "兴隆烟酒店"), (fields::ADDRESS, address)]),
            shop(1, &[(fields::NAME, "万家超市"), (fields::PHONE, "19901000012")]),
            shop(2, &[(fields::NAME, "百佳便利店"), (fields::LICENCE, "330382110002")]),
            shop(3, &[(fields::NAME, "兴隆烟酒店"), (fields::ADDRESS, "虹桥镇西街12号")]),
        ],
    ));
    let candidate = Candidate {
        name: "新隆烟酒（店）".to_owned(),
        address: "城南街道迎宾路444号".to_owned(),
        phone: "1990100 0012".to_owned(),
        licence: "３３０３８２１１０００２".to_owned(),
        code: "33".to_owned(),
    };
    let row = |n: u32| book.row_of(id(n)).unwrap();
    let found = similar(&book, &candidate, None);
    assert_eq!(
        found,
        [
            Similar { row: row(2), by: SimilarBy::Licence },
            Similar { row: row(1), by: SimilarBy::Phone },
            Similar { row: row(0), by: SimilarBy::NameAndAddress },
        ]
    );
    assert_eq!(similar(&book, &candidate, Some(row(2))).len(), 2);
    assert_eq!(similar(&book, &Candidate::default(), None), []);
}

#[test]
fn what_is_known_of_a_merged_customer_leads_to_the_one_that_stays() {
    let mut book = Book::new();
    let shops = vec![
        shop(0, &[(fields::NAME, "兴隆烟酒店"), (fields::LICENCE, "330382110001")]),
        shop(1, &[(fields::NAME, "老兴隆"), (fields::LICENCE, "330382110002")]),
    ];
    let _applied = book.apply(&change(0, shops));
    let _applied = book.apply(&change(2, vec![book.merge(id(1), id(0))]));
    let licence = "330382110002".to_owned();
    let found = similar(&book, &Candidate { licence, ..Candidate::default() }, None);
    assert_eq!(found, [Similar { row: Row(0), by: SimilarBy::Licence }]);
    let query = |text: &str| Query { text: text.to_owned(), ..Query::default() };
    let list = |text| select(&book, &query(text), day(0)).rows;
    assert_eq!((list("老兴隆"), list("0002"), list("0003")), (vec![Row(0)], vec![Row(0)], vec![]));
}
