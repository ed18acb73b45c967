//! A new customer turns out to be one that is known: what was typed goes into its file.

use super::*;

#[test]
fn a_new_customer_that_is_known_goes_into_its_file() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let one = id(&mut tablet, "K1");
    tablet.happens(Event::LinkFollowed(Route::NewCustomer));
    for (field, text) in [
        (fields::NAME, "兴隆烟酒店"),
        (fields::LICENCE, "L1"),
        (fields::PHONE, "19900009999"),
        (fields::ADDRESS, "迎宾路444号2楼"),
        (fields::MANAGER, "客户经理08"),
    ] {
        tablet.types(field, text);
    }
    let PaneView::New(form) = tablet.customers().pane else { panic!() };
    assert_eq!(form.similar[0].id, one);
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Form(one))));
    let view = compare(&tablet);
    assert_eq!(choice(&view, fields::PHONE), (1, MergeBy::Typed));
    assert_eq!(choice(&view, fields::MANAGER), (1, MergeBy::Typed));
    let same: Vec<FieldId> = view.same.iter().map(|(def, _)| def.id).collect();
    assert_eq!(same, [fields::NAME, fields::LICENCE]);
    let by_file = MergeBy::Rule(PickBy::Stays);
    assert_eq!(choice(&view, fields::ADDRESS), (0, by_file), "it rarely changes");
    tablet.happens(Event::MergePicked { field: fields::MANAGER, side: 1 });
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.model.view().route, Route::Customer(one));
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900009999"));
    assert_eq!(tablet.reads(fields::MANAGER).as_deref(), Some("客户经理08"));
    assert_eq!(tablet.reads(fields::ADDRESS).as_deref(), Some("乐清市城南街道迎宾路444号"));
    assert_eq!(tablet.model.book().n_customers(), 5);
    assert_eq!(tablet.model.view().status.n_drafts, 0);
    tablet.happens(Event::UndoPressed);
    assert_eq!(tablet.reads(fields::PHONE).as_deref(), Some("19900000001"));
}

#[test]
fn what_is_typed_wrong_waits_in_the_file_and_a_key_of_a_third_is_refused() {
    let disk = disk();
    let mut tablet = tablet(&disk);
    let one = id(&mut tablet, "K1");
    tablet.happens(Event::LinkFollowed(Route::NewCustomer));
    tablet.types(fields::LICENCE, "L5");
    tablet.types(fields::PHONE, "123");
    tablet.happens(Event::LinkFollowed(Route::Merge(MergePlace::Form(one))));
    assert_eq!(compare(&tablet).problem, None, "the file keeps its licence");
    tablet.happens(Event::MergePicked { field: fields::LICENCE, side: 1 });
    let problem = compare(&tablet).problem;
    assert!(matches!(problem, Some(MergeProblem::KeyTaken { name, .. }) if name == "百佳便利店"));
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.model.view().route, Route::Merge(MergePlace::Form(one)));
    tablet.happens(Event::MergePicked { field: fields::LICENCE, side: 0 });
    tablet.happens(Event::MergePressed);
    assert_eq!(tablet.draft(fields::PHONE).as_deref(), Some("123"));
    assert_eq!(tablet.reads(fields::LICENCE).as_deref(), Some("L1"));
}
