//! Another number of units in a case is previewed before it is saved: whose tier would be another one, and
//! by what it is compared. What was in force from a day on can be taken back.

use std::rc::Rc;

use jipan_app::event::{RulesEvent, TradeEvent};
use jipan_app::view::{
    Moved, PreviewSum, PreviewView, PreviewedView, ProductForm, ProductVersion, RepackView,
    ScreenView,
};
use jipan_app::{Event, Route};
use jipan_book::product_id_of;
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldId, fields};
use jipan_rules::setting::RuleKey;
use jipan_rules::value::Value;
use jipan_rules::values::ids::ProductId;

use super::company::Company;
use super::goods::form_of;
use super::orders::{saves, sells, trades};
use super::rules::{county, day, does, rep};
use super::tablet::{Disk, Tablet, disk};

/// A tablet with shops of 0 to so many cases of 50 in October, and the product that all ordered.
fn repacking(disk: &Disk) -> (Tablet<'_>, ProductId) {
    let mut tablet = Tablet::open(disk, 1);
    let product = sells(&mut tablet, "P1", "金叶", "100", "50");
    form_of(&mut tablet, product);
    (tablet, product)
}

/// A tablet with a product of 50 in a case that came with a file, and its form.
fn listed(disk: &Disk) -> (Tablet<'_>, ProductId) {
    let mut tablet = Tablet::open(disk, 1);
    let products = "商品代码,商品名称,批发价,每件条数\nP1,金叶,100,50\n";
    tablet.imports("products.csv", products.as_bytes());
    let product = product_id_of("P1");
    form_of(&mut tablet, product);
    (tablet, product)
}

fn form(tablet: &Tablet<'_>) -> Option<Rc<ProductForm>> {
    match tablet.model.view().screen {
        ScreenView::Products(view) => view.form.clone(),
        other => panic!("no products: {other:?}"),
    }
}

fn types(tablet: &mut Tablet<'_>, pack: &str) {
    trades(tablet, TradeEvent::ProductPackTyped(pack.to_owned()));
}

/// What the form says of another pack.
fn repack(tablet: &Tablet<'_>) -> Option<RepackView> {
    form(tablet).unwrap().repack.clone()
}

fn done(tablet: &Tablet<'_>) -> PreviewedView {
    match repack(tablet).unwrap().preview {
        PreviewView::Done(done) => (*done).clone(),
        other => panic!("no preview: {other:?}"),
    }
}

/// Types a pack and presses the button with it, as the form does.
fn asks(tablet: &mut Tablet<'_>, pack: &str, from: NaiveDate) {
    trades(tablet, TradeEvent::ProductDayChosen(from.to_string()));
    types(tablet, pack);
    saves(tablet, &[(fields::PRODUCT_PACK, pack)], &from.to_string());
}

fn pack_on(tablet: &Tablet<'_>, product: ProductId, on: NaiveDate) -> u32 {
    tablet.model.book().pack_on(product, on)
}

/// The versions that the form shows of a field: from when, what, and whether it can be taken back.
fn versions(tablet: &Tablet<'_>, field: FieldId) -> Vec<(Option<NaiveDate>, Value, bool)> {
    let form = form(tablet).unwrap();
    let of = form.fields.iter().find(|it| it.def.id == field).unwrap();
    of.history.iter().map(|it| (it.from, it.value.clone(), it.can_go)).collect()
}

#[test]
fn another_pack_names_whose_tier_changes_before_it_is_saved_with_a_second_press() {
    let disk = county(30);
    let (mut tablet, product) = repacking(&disk);
    assert_eq!(repack(&tablet), None);
    types(&mut tablet, "100");
    let first = repack(&tablet).unwrap();
    assert_eq!(first, RepackView { preview: PreviewView::None, is_for_whole_period: true });
    // Orders of October are two times fewer cases: but for who had one case and who had none, all move.
    asks(&mut tablet, "100", day(10, 1));
    let preview = done(&tablet);
    assert_eq!((preview.sums.as_slice(), preview.n_all), (&[(PreviewSum::Tier, 29)][..], 31));
    let of = |name: &str| match &preview.moves.iter().find(|it| it.name == name).unwrap().moved {
        Moved::Standing(both) => both.each_ref().map(|it| it.tier),
        other => panic!("{other:?}"),
    };
    assert_eq!((of("K30"), of("K2")), ([Some(1), Some(2)], [Some(7), Some(8)]));
    assert_eq!(pack_on(&tablet, product, day(11, 22)), 50, "not before it was seen");
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "100")], "2026-10-01");
    assert_eq!(form(&tablet), None, "it is saved");
    let packs = [day(9, 30), day(10, 1)].map(|on| pack_on(&tablet, product, on));
    assert_eq!(packs, [50, 100]);
    let book = tablet.model.book();
    let mut lines = book.all_orders().flat_map(|(_, it)| it.lines);
    assert!(lines.all(|it| it.pack == 50), "orders keep the pack of their day");
}

#[test]
fn a_day_within_the_period_moves_what_was_ordered_from_then_on_and_a_later_one_is_supposed_for_all()
{
    let disk = county(30);
    let (mut tablet, product) = repacking(&disk);
    // All ordered on 5 October.
    for (from, n, is_for_whole_period) in [
        (day(10, 5), 29, false),
        (day(10, 6), 0, false),
        (day(11, 1), 29, true),
        (day(12, 1), 29, true),
    ] {
        asks(&mut tablet, "100", from);
        assert_eq!(done(&tablet).sums, [(PreviewSum::Tier, n)], "{from}");
        assert_eq!(repack(&tablet).unwrap().is_for_whole_period, is_for_whole_period, "{from}");
    }
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "100")], "2026-12-01");
    let packs = [day(11, 30), day(12, 1)].map(|on| pack_on(&tablet, product, on));
    assert_eq!(packs, [50, 100]);
    // What begins before it and ends with it moves nothing of the days after.
    form_of(&mut tablet, product);
    asks(&mut tablet, "25", day(10, 6));
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "25")], "2026-10-06");
    form_of(&mut tablet, product);
    asks(&mut tablet, "100", day(9, 1));
    assert_eq!(done(&tablet).sums, [(PreviewSum::Tier, 29)]);
}

#[test]
fn a_preview_is_of_one_pack_one_day_and_one_book() {
    let disk = county(4);
    let (mut tablet, product) = repacking(&disk);
    tablet.opens("K3");
    tablet.types(fields::FORMAT, "");
    form_of(&mut tablet, product);
    let is_known =
        |tablet: &Tablet<'_>| matches!(repack(tablet).unwrap().preview, PreviewView::Done(_));
    asks(&mut tablet, "100", day(12, 1));
    assert!(is_known(&tablet));
    // Another name is nothing that anybody stands by; the form tells that something changed on its day.
    trades(&mut tablet, TradeEvent::ProductDayChosen("2026-12-01".to_owned()));
    assert!(is_known(&tablet));
    trades(&mut tablet, TradeEvent::ProductDayChosen("2026-12-02".to_owned()));
    assert!(!is_known(&tablet), "another day");
    asks(&mut tablet, "100", day(12, 2));
    types(&mut tablet, "10");
    assert!(!is_known(&tablet), "another pack");
    types(&mut tablet, "100");
    assert!(!is_known(&tablet), "it is asked again");
    asks(&mut tablet, "100", day(12, 2));
    tablet.env.today = day(11, 23);
    tablet.happens(Event::DayChanged);
    assert!(!is_known(&tablet), "another today");
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "100")], "2026-12-02");
    assert!(is_known(&tablet));
    assert_eq!(pack_on(&tablet, product, day(12, 2)), 50);
    tablet.happens(Event::UndoPressed);
    assert!(!is_known(&tablet), "another book: K3 is of its format again");
    types(&mut tablet, "50");
    assert_eq!(repack(&tablet), None, "as it is in force");
    types(&mut tablet, "x");
    assert_eq!(repack(&tablet), None, "no pack");
}

#[test]
fn who_types_another_name_or_price_saves_with_one_press() {
    let disk = county(4);
    let (mut tablet, product) = repacking(&disk);
    types(&mut tablet, "50");
    let texts = [
        (fields::PRODUCT_NAME, "金叶（硬）"),
        (fields::PRODUCT_PRICE, "120"),
        (fields::PRODUCT_PACK, "50"),
    ];
    saves(&mut tablet, &texts, "2026-12-01");
    assert_eq!(form(&tablet), None);
    assert_eq!(tablet.model.book().price_on(product, day(12, 1)), Some(1_200_000));
    // What is wrong is told before anything is previewed.
    form_of(&mut tablet, product);
    saves(&mut tablet, &[(fields::PRODUCT_PRICE, "x"), (fields::PRODUCT_PACK, "9")], "2026-12-01");
    let view = form(&tablet).unwrap();
    assert_eq!(view.fields.iter().filter(|it| it.error.is_some()).count(), 1);
    assert_eq!(view.repack, None);
}

#[test]
fn a_preview_of_a_pack_can_be_cancelled_midway_and_goes_with_its_form() {
    let disk = county(300);
    let mut tablet = Tablet::open_sliced(&disk, 1, 1);
    let product = sells(&mut tablet, "P1", "金叶", "100", "50");
    form_of(&mut tablet, product);
    tablet.is_busy = true;
    asks(&mut tablet, "100", day(12, 1));
    for _ in 0..8 {
        assert!(tablet.does_a_slice());
    }
    let PreviewView::Running(percent) = repack(&tablet).unwrap().preview else {
        panic!("it does not run")
    };
    assert!((1..100).contains(&percent), "{percent}");
    // Pressed again, it goes on.
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "100")], "2026-12-01");
    assert_eq!(repack(&tablet).unwrap().preview, PreviewView::Running(percent));
    does(&mut tablet, RulesEvent::PreviewCancelled);
    while tablet.does_a_slice() {}
    assert_eq!(repack(&tablet).unwrap().preview, PreviewView::None);
    assert_eq!(pack_on(&tablet, product, day(12, 1)), 50);
    asks(&mut tablet, "100", day(12, 1));
    tablet.happens(Event::LinkFollowed(Route::Rules));
    while tablet.does_a_slice() {}
    does(&mut tablet, RulesEvent::Opened(Some(RuleKey::Tiers)));
    let ScreenView::Rules(view) = tablet.model.view().screen else { panic!("no rules") };
    assert_eq!(view.edit.clone().unwrap().preview, PreviewView::None);
    assert!(tablet.model.is_at_rest());
}

#[test]
fn who_may_not_change_products_previews_none() {
    let (one, two) = (disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.joins(&mut company, &secret);
    let product = sells(&mut manager, "P1", "金叶", "100", "50");
    company.meets(&mut manager);
    let mut rep = rep(&two, 2, &mut company);
    let view = form_of(&mut rep, product);
    assert!(!view.is_editable);
    asks(&mut rep, "100", day(12, 1));
    assert_eq!(form(&rep).and_then(|it| it.repack.clone()), None);
    assert_eq!(pack_on(&rep, product, day(12, 1)), 50);
}

#[test]
fn a_version_of_a_pack_says_whose_it_is_and_is_taken_back_with_an_undo() {
    let disk = county(2);
    let (mut tablet, product) = listed(&disk);
    asks(&mut tablet, "100", day(12, 1));
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "100")], "2026-12-01");
    form_of(&mut tablet, product);
    let n = Value::Integer;
    let both = vec![(Some(day(12, 1)), n(100), true), (None, n(50), false)];
    assert_eq!(versions(&tablet, fields::PRODUCT_PACK), both);
    let view = form(&tablet).unwrap();
    let pack = view.fields.iter().find(|it| it.def.id == fields::PRODUCT_PACK).unwrap();
    let files: Vec<_> = pack.history.iter().map(|it: &ProductVersion| it.file.as_deref()).collect();
    assert_eq!(files, [None, Some("products.csv")]);
    // The first one stays: nothing would be in force before it.
    let back = |tablet: &mut Tablet<'_>, from: NaiveDate| {
        trades(tablet, TradeEvent::ProductVersionTakenBack(fields::PRODUCT_PACK, from));
    };
    back(&mut tablet, NaiveDate::from_ymd_opt(2000, 1, 1).unwrap());
    back(&mut tablet, day(12, 2));
    assert_eq!(versions(&tablet, fields::PRODUCT_PACK), both);
    back(&mut tablet, day(12, 1));
    assert!(form(&tablet).is_some(), "what is typed stays");
    assert_eq!(pack_on(&tablet, product, day(12, 1)), 50);
    tablet.happens(Event::UndoPressed);
    assert_eq!(pack_on(&tablet, product, day(12, 1)), 100);
    // On its day it holds, and what holds is written over, not taken back: orders were counted in it.
    tablet.env.today = day(12, 1);
    tablet.happens(Event::DayChanged);
    form_of(&mut tablet, product);
    assert_eq!(versions(&tablet, fields::PRODUCT_PACK)[0], (Some(day(12, 1)), n(100), false));
    back(&mut tablet, day(12, 1));
    assert_eq!(pack_on(&tablet, product, day(12, 1)), 100);
}

#[test]
fn another_next_pack_is_another_preview() {
    let disk = county(2);
    let (mut tablet, product) = listed(&disk);
    asks(&mut tablet, "25", day(12, 20));
    saves(&mut tablet, &[(fields::PRODUCT_PACK, "25")], "2026-12-20");
    form_of(&mut tablet, product);
    let is_known = |tablet: &Tablet<'_>| {
        matches!(
            form(tablet).unwrap().repack.as_ref().map(|it| &it.preview),
            Some(PreviewView::Done(_))
        )
    };
    asks(&mut tablet, "100", day(12, 1));
    assert!(is_known(&tablet));
    trades(&mut tablet, TradeEvent::ProductVersionTakenBack(fields::PRODUCT_PACK, day(12, 20)));
    assert!(!is_known(&tablet), "it would reach further now");
}
