//! The list of the company comes again after two files became one.

use super::*;

/// What a file says of 兴隆 and 新隆, each with its phone.
fn again(one: Option<&str>, other: Option<&str>) -> Vec<u8> {
    let headings = "客户代码,店铺名称,许可证号,联系人,联系电话,经营地址,行政区域\n".to_owned();
    let one = one
        .map(|phone| format!("K1,兴隆烟酒店,L1,张三,{phone},乐清市城南街道迎宾路444号,城南街道\n"));
    let other = other.map(|phone| format!("K2,新隆烟酒店,L2,李四,{phone},迎宾路444号,城南街道\n"));
    [Some(headings), one, other].into_iter().flatten().collect::<String>().into_bytes()
}

/// The two merged, the phone of the one that goes taken over or not.
fn merged(disk: &Disk, takes_phone: bool) -> (Tablet<'_>, [CustomerId; 2]) {
    let mut tablet = tablet(disk);
    let [one, other] = ids(&mut tablet);
    compares(&mut tablet, one, other);
    for field in [fields::NAME, fields::PHONE] {
        tablet.happens(Event::MergePicked { field, side: usize::from(takes_phone) });
    }
    tablet.happens(Event::MergePressed);
    (tablet, [one, other])
}

#[test]
fn the_next_file_has_both_rows_and_moves_nothing_that_was_chosen() {
    for (first, second) in [(true, true), (true, false), (false, true)] {
        let disk = disk();
        let (mut tablet, [one, _]) = merged(&disk, true);
        let file = again(first.then_some("19900000001"), second.then_some("19900000002"));
        let n = usize::from(first) + usize::from(second);
        for _ in 0..2 {
            let result = tablet.imports("b.csv", &file);
            assert_eq!((result.n_added, result.n_updated, result.n_failed), (0, 0, 0), "{first}");
            assert_eq!((result.n_unchanged, result.n_differing), (n, 0));
            assert_eq!(result.batch, None, "nothing to write");
        }
        tablet.happens(Event::LinkFollowed(Route::Customer(one)));
        assert_eq!(tablet.reads(fields::NAME).as_deref(), Some("新隆烟酒店"));
        assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000002"));
        assert_eq!(tablet.reads(fields::CODE).as_deref(), Some("K1"));
    }
}

#[test]
fn what_moved_in_the_row_of_the_one_that_went_reaches_the_one_that_stays() {
    let file = |phone| again(Some("19900000001"), Some(phone));
    // Its phone was taken over: the file goes on to speak for it.
    let first = disk();
    let (mut tablet, [one, other]) = merged(&first, true);
    let result = tablet.imports("b.csv", &file("19900000022"));
    assert_eq!((result.n_updated, result.n_unchanged, result.n_failed), (1, 1, 0));
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000022"));
    assert_eq!(tablet.imports("b.csv", &file("19900000022")).n_unchanged, 2, "and that is known");
    // The import is undone as a whole; the same file does it again.
    tablet.happens(Event::BatchUndoPressed(result.batch.unwrap()));
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000002"));
    assert_eq!(tablet.imports("b.csv", &file("19900000022")).n_updated, 1);
    // Two again: each has what its own row said.
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    tablet.happens(Event::SeparatePressed(other));
    assert_eq!(tablet.opens("K2").id, other);
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000022"));
    assert_eq!(tablet.imports("b.csv", &file("19900000022")).n_unchanged, 2);
    // The phone of the other was chosen: both moved, and that is a difference to decide.
    let second = disk();
    let (mut tablet, [one, _]) = merged(&second, false);
    let result = tablet.imports("b.csv", &file("19900000022"));
    assert_eq!((result.n_updated, result.n_differing, result.n_failed), (0, 1, 0));
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
    for _ in 0..2 {
        let again = tablet.imports("b.csv", &file("19900000022"));
        assert_eq!((again.n_differing, again.batch), (0, None), "asked once, and not withdrawn");
    }
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    let difference = |tablet: &mut Tablet<'_>| {
        let view = tablet.file();
        let mut fields = view.groups.iter().flat_map(|it| &it.fields);
        fields.find(|it| it.def.id == fields::PHONE).unwrap().difference.clone()
    };
    let asked = difference(&mut tablet).unwrap();
    assert_eq!((asked.id, &asked.file), (one, &Value::Text("19900000022".into())));
    tablet.happens(Event::LinkFollowed(Route::Home));
    let ScreenView::Home(home) = tablet.model.view().screen else { panic!() };
    assert_eq!(home.overview.n_differing, 1);
    tablet.happens(Event::ListOpened(vec![FilterChange::Differs(true)]));
    assert_eq!(tablet.customers().list.n_shown, 1);
    // Decided for the file: it is no question any more, and the row of the other does not undo it.
    tablet.happens(Event::decided(one, fields::PHONE, DecidedFor::File));
    assert_eq!(tablet.customers().list.n_shown, 0);
    tablet.happens(Event::FiltersCleared);
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(difference(&mut tablet), None);
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000022"));
    assert_eq!(tablet.imports("b.csv", &file("19900000022")).n_unchanged, 2);
    tablet.happens(Event::LinkFollowed(Route::Customer(one)));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000022"));
}

#[test]
fn a_row_without_a_key_finds_the_one_that_stays_by_the_old_name_and_address() {
    let disk = disk();
    let mut tablet = Tablet::open(&disk, 1);
    let shops = "店铺名称,经营地址,联系电话\n兴隆店,东街1号,19900000001\n新隆店,东街1号,\n";
    tablet.imports("a.csv", shops.as_bytes());
    let [one, other] = ["兴隆店", "新隆店"].map(|name| tablet.opens(name).id);
    merges(&mut tablet, one, other);
    let result = tablet.imports("b.csv", shops.as_bytes());
    assert_eq!((result.n_added, result.n_unchanged, result.n_failed), (0, 2, 0));
    let moved = shops.replace("1号,\n", "1号,19900000009\n").replace(",19900000001", ",");
    let result = tablet.imports("b.csv", moved.as_bytes());
    assert_eq!((result.n_added, result.n_failed), (0, 0));
    assert_eq!(tablet.model.book().n_customers(), 1);
}
