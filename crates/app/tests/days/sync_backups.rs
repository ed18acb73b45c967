//! Backups of tablets that are in a company, or will be: one is put in place on another tablet while the
//! first goes on, and nothing of either is lost.

use jipan_app::view::Restoring;
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_store::Store;

use super::backup::restored;
use super::company::Company;
use super::sync::same;
use super::sync_people::{lines, rep, two_territories};
use super::tablet::{Disk, Tablet, disk};

fn writes(tablet: &mut Tablet<'_>, shop: &str, text: &str) {
    tablet.opens(shop);
    tablet.types(fields::CONTACT, text);
}

/// A shop that says of itself nothing but its name.
fn adds(tablet: &mut Tablet<'_>, name: &str) {
    tablet.happens(Event::LinkFollowed(Route::NewCustomer));
    tablet.happens(Event::FieldTyped { field: fields::NAME, text: name.to_owned() });
    tablet.happens(Event::FieldLeft { field: fields::NAME });
    tablet.happens(Event::NewCustomerDone);
}

fn says(tablet: &mut Tablet<'_>, shop: &str) -> Option<String> {
    tablet.opens(shop);
    tablet.reads(fields::CONTACT)
}

/// Everybody meets the endpoint until nobody has anything new.
fn all_meet(company: &mut Company, tablets: &mut [&mut Tablet<'_>]) {
    for _ in 0..3 {
        for tablet in tablets.iter_mut() {
            tablet.happens(Event::NetworkChanged { is_online: true });
            tablet.happens(Event::PageShown);
            company.meets(tablet);
        }
    }
}

#[test]
fn a_backup_put_in_place_on_the_tablet_of_a_colleague_loses_nothing_of_either() {
    let (one, two, three) = (disk(), disk(), disk());
    let (mut company, mut manager, [east, west]) = two_territories(&one);
    let mut first = rep(&two, 2, &mut company, east);
    let mut second = rep(&three, 3, &mut company, west);
    for (tablet, shop) in [(&mut first, "K1"), (&mut second, "K7")] {
        tablet.happens(Event::NetworkChanged { is_online: false });
        writes(tablet, shop, "未发");
    }
    // What is unsent here goes with what is here, so it is backed up before.
    let own = second.backs_up();
    let file = first.backs_up();
    second.chooses_backup(&file);
    second.restores();
    assert!(matches!(second.backup().restoring, Restoring::Asking(_)), "it is asked first");
    second.happens(Event::RestoreConfirmed);
    assert!(second.is_reloaded);
    drop(second);
    let four = restored(&own);
    let mut second = Tablet::open(&three, 8);
    let mut third = Tablet::open(&four, 9);
    let on = [(&mut first, "K2"), (&mut second, "K3"), (&mut third, "K8")];
    for (tablet, shop) in on {
        writes(tablet, shop, "接着写");
    }
    all_meet(&mut company, &mut [&mut second, &mut first, &mut third, &mut manager]);
    same(&first, &second);
    assert_eq!([&first, &second, &third].map(|it| it.model.book().n_customers()), [5; 3]);
    for (shop, text) in
        [("K1", "未发"), ("K7", "未发"), ("K2", "接着写"), ("K3", "接着写"), ("K8", "接着写")]
    {
        assert_eq!(says(&mut manager, shop).as_deref(), Some(text), "{shop}");
    }
    for tablet in [&mut first, &mut second, &mut third] {
        assert_eq!((tablet.sync_status().n_unsent, tablet.sync_screen().needs.n_refused), (0, 0));
    }
}

#[test]
fn a_book_that_was_given_to_a_colleague_as_a_backup_joins_the_company_twice_and_loses_nothing() {
    for is_rep_first in [false, true] {
        let one = disk();
        let (mut company, secret) = Company::begin();
        let zero = disk();
        let mut office = Tablet::open(&zero, 20);
        office.joins(&mut company, &secret);
        let east = company.territory("东", &["东线"]);
        company.territory("西", &["西线"]);
        let mut first = Tablet::open(&one, 1);
        first.imports("a.csv", &lines());
        writes(&mut first, "K0", "之前");
        let two = restored(&first.backs_up());
        let mut second = Tablet::open(&two, 8);
        writes(&mut first, "K7", "接着写");
        writes(&mut first, "K2", "接着写");
        writes(&mut second, "K1", "接着写");
        adds(&mut second, "新店");
        let of_rep = company.invite("小王", Role::Rep, &[east]);
        let of_manager = company.invite("老李", Role::Manager, &[]);
        if is_rep_first {
            second.joins(&mut company, &of_rep);
        }
        first.joins(&mut company, &of_manager);
        if !is_rep_first {
            second.joins(&mut company, &of_rep);
        }
        all_meet(&mut company, &mut [&mut first, &mut second, &mut office]);
        same(&first, &office);
        assert_eq!((first.model.book().n_customers(), second.model.book().n_customers()), (11, 6));
        for (shop, text) in [("K0", "之前"), ("K1", "接着写"), ("K2", "接着写"), ("K7", "接着写")]
        {
            assert_eq!(says(&mut office, shop).as_deref(), Some(text), "{shop} {is_rep_first}");
        }
        for tablet in [&mut first, &mut second] {
            let needs = tablet.sync_screen().needs;
            assert_eq!(needs.n_refused, 0, "{is_rep_first} {:?}", needs.refused);
        }
    }
}

#[test]
fn what_is_written_after_a_restore_is_sent_also_if_the_log_of_the_backup_was_empty() {
    let one = disk();
    let (mut company, mut manager, _) = two_territories(&one);
    manager.imports("b.csv", "客户代码,店铺名称,送货线路\nK20,新来,东线\n".as_bytes());
    all_meet(&mut company, &mut [&mut manager]);
    assert_eq!(manager.sync_status().n_unsent, 0);
    assert_eq!(n_rows_of_log(&one), 0, "all was sent and folded, so rows are counted from 1 again");
    let two = restored(&manager.backs_up());
    let mut second = Tablet::open(&two, 8);
    second.happens(Event::NetworkChanged { is_online: false });
    writes(&mut second, "K0", "接着写");
    assert_eq!(second.sync_status().n_unsent, 1);
    drop(second);
    // Nor is it taken for sent by the next opening.
    let mut second = Tablet::open(&two, 9);
    assert_eq!(second.sync_status().n_unsent, 1);
    all_meet(&mut company, &mut [&mut second, &mut manager]);
    assert_eq!(says(&mut manager, "K0").as_deref(), Some("接着写"));
}

fn n_rows_of_log(disk: &Disk) -> usize {
    pollster::block_on(Store::open(disk)).unwrap().log.len()
}
