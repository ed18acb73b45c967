//! What somebody had alone of the products, and a backup of the endpoint that knows nothing of it.

use jipan_app::event::{CompanyEvent, TradeEvent};
use jipan_app::{Event, Route};
use jipan_book::product_id_of;
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::fields;
use jipan_sync::calls::Call;
use jipan_sync::hub;
use jipan_sync::memory::MemoryRecords;
use jipan_sync::records::Records as _;
use jipan_sync::wire::NO_CUSTOMER;

use super::company::Company;
use super::orders::{saves, sells, trades};
use super::sync_people::two_territories;
use super::tablet::{Disk, Tablet, disk};

/// A tablet with a product of its own joins as a rep, an hour later than the others began; and what the
/// endpoint has before it heard of that.
fn joins_with_a_product<'disk>(
    on: &'disk Disk,
    company: &mut Company,
    (secret, price, renamed): (&str, Option<&str>, Option<&str>),
) -> (Tablet<'disk>, MemoryRecords) {
    let mut alone = Tablet::open(on, 2);
    alone.env.now += TimeDelta::hours(1);
    alone.happens(Event::LinkFollowed(Route::Products));
    trades(&mut alone, TradeEvent::ProductOpened(None));
    let texts = [(fields::PRODUCT_CODE, "P9"), (fields::PRODUCT_NAME, "自己的")];
    let price = price.map(|it| (fields::PRODUCT_PRICE, it));
    saves(&mut alone, &texts.into_iter().chain(price).collect::<Vec<_>>(), "");
    if let Some(name) = renamed {
        trades(&mut alone, TradeEvent::ProductOpened(Some(product_id_of("P9"))));
        saves(&mut alone, &[(fields::PRODUCT_NAME, name)], "2000-01-01");
        let product = alone.model.book().product_by_code("P9").unwrap();
        let named = product.values().filter(|it| it.field == fields::PRODUCT_NAME);
        assert_eq!(named.count(), 1, "both are of the same first day");
    }
    alone.happens(Event::NetworkChanged { is_online: true });
    let secret = jipan_app::backup::Passphrase::new(secret.to_owned());
    alone.happens(Event::Company(CompanyEvent::LinkOpened(secret)));
    company.meets(&mut alone);
    alone.happens(Event::Company(CompanyEvent::JoinConfirmed {
        device_name: "平板".to_owned(),
        company_name: String::new(),
        person_name: String::new(),
    }));
    let is_enrol = |it: &(_, Call)| matches!(it.1, Call::Enrol(_));
    let (id, call) = alone.calls.remove(alone.calls.iter().position(is_enrol).unwrap());
    let answer = company.hears(&call).unwrap();
    let backup = company.records.clone();
    alone.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    company.meets(&mut alone);
    (alone, backup)
}

fn is_restored(company: &mut Company, backup: MemoryRecords) {
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
}

/// What is kept on a tablet of what was not taken in.
fn kept(tablet: &mut Tablet<'_>) -> String {
    format!("{:?}", tablet.sync_screen().needs.refused)
}

/// A manager wrote P9 before a rep joined who has it too, and is heard only after a backup was put back that
/// knows of neither: what is kept on the tablet of the rep before and after that.
fn kept_before_and_after(price: Option<&str>, renamed: Option<&str>) -> [String; 2] {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    manager.happens(Event::NetworkChanged { is_online: false });
    sells(&mut manager, "P9", "公司的", "100", "250");
    let secret = company.invite("小王", Role::Rep, &[east]);
    let with = (&*secret, price, renamed);
    let (mut rep, backup) = joins_with_a_product(&two, &mut company, with);
    let before = kept(&mut rep);
    is_restored(&mut company, backup);
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    rep.happens(Event::PageShown);
    company.meets(&mut rep);
    [before, kept(&mut rep)]
}

#[test]
fn what_was_refused_once_stays_whole_when_the_rest_of_it_is_refused_after_a_restore() {
    let [before, after] = kept_before_and_after(Some("7.77"), None);
    assert!(before.contains("77700"), "no rep gives a product a price");
    assert!(after.contains("自己的"), "what was taken in before is not now: {after}");
    assert!(after.contains("77700"), "and what never was is still there: {after}");
}

#[test]
fn what_somebody_had_alone_is_said_again_after_a_restore_though_others_wrote_over_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let secret = company.invite("小王", Role::Rep, &[east]);
    manager.happens(Event::NetworkChanged { is_online: false });
    manager.env.now += TimeDelta::hours(2);
    sells(&mut manager, "P9", "公司的", "100", "250");
    let (mut rep, backup) = joins_with_a_product(&two, &mut company, (&secret, None, None));
    manager.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut manager);
    company.meets(&mut rep);
    let name_of = |tablet: &Tablet<'_>| {
        let product = tablet.model.book().product_by_code("P9").unwrap();
        product.names().last().map(str::to_owned)
    };
    assert_eq!(name_of(&rep).as_deref(), Some("公司的"), "the later word stands");
    is_restored(&mut company, backup);
    rep.happens(Event::PageShown);
    company.meets(&mut rep);
    let parts = company.records.parts_of(NO_CUSTOMER).unwrap();
    let is_there = parts.iter().any(|part| part.ops.contains("自己的"));
    assert!(is_there || kept(&mut rep).contains("自己的"), "nobody has it any more");
}

#[test]
fn what_somebody_wrote_over_is_said_again_too_as_the_later_word_may_be_refused() {
    let [before, after] = kept_before_and_after(None, Some("改过的"));
    assert_eq!(before, "[]", "both words came in");
    assert!(after.contains("改过的") && after.contains("自己的"), "{after}");
}
