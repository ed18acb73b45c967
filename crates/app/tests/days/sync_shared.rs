//! Products and rules of a company: about no customer, the same on every tablet, and nobody else's.

use jipan_app::calls::Call;
use jipan_app::event::{CompanyEvent, TradeEvent};
use jipan_app::view::{RefusedRetry, RefusedText};
use jipan_app::{Event, Route};
use jipan_book::{Book, ProductView};
use jipan_rules::TimeDelta;
use jipan_rules::permission::Role;
use jipan_rules::schema::{FieldDef, FieldId, fields};
use jipan_rules::setting::{RuleKey, RuleValue};
use jipan_rules::value::Value;
use jipan_store::{Durability, Store as _, Write};
use jipan_sync::hub;
use jipan_sync::wire::{Refusal, TeamRequest, TerritoryId};
use pollster::block_on;

use super::browser::list;
use super::company::Company;
use super::disk::opened_store;
use super::orders::{saves, sells, trades};
use super::rules::sets_bound;
use super::sync::{joined, manager, same};
use super::sync_people::{rep, two_territories};
use super::tablet::{Disk, Tablet, disk};

/// The sum over what a tablet has that is about no customer.
fn sum(tablet: &Tablet<'_>) -> u64 {
    tablet.model.book().digest_of_company(&|_| true)
}

fn codes(tablet: &Tablet<'_>) -> Vec<String> {
    let mut codes: Vec<String> =
        tablet.model.book().products().map(|it| it.code().to_owned()).collect();
    codes.sort_unstable();
    codes
}

fn name_of(tablet: &Tablet<'_>, code: &str) -> Option<String> {
    let product = tablet.model.book().product_by_code(code)?;
    product.text(fields::PRODUCT_NAME).map(str::to_owned)
}

/// Whether a change that was not taken in, for this reason, is kept with a value of a field.
fn is_kept(tablet: &mut Tablet<'_>, why: Refusal, field: FieldId, text: &str) -> bool {
    let value = RefusedText::Value(Some(Value::Text(text.into())));
    let cards = tablet.sync_screen().needs.refused.clone();
    let is_it = |(def, text): &(Option<&FieldDef>, RefusedText)| {
        def.is_some_and(|def| def.id == field) && *text == value
    };
    cards.iter().any(|card| card.why == why && card.texts.iter().any(is_it))
}

#[test]
fn what_a_rep_had_alone_changes_nothing_of_the_company_and_is_kept_with_its_text() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    let mut alone = Tablet::open(&two, 2);
    sells(&mut alone, "P1", "别的名字", "1", "2");
    sells(&mut alone, "P9", "自己的", "7", "8");
    sets_bound(&mut alone);
    assert_eq!((codes(&alone).len(), alone.model.book().rules().len()), (2, 1));
    let secret = company.invite("小王", Role::Rep, &[east]);
    alone.joins(&mut company, &secret);
    assert_eq!(alone.model.book().rules().len(), 0);
    assert_eq!(codes(&alone), ["P1", "P9"], "orders need the names of what they are of");
    company.meets(&mut manager);
    assert_eq!(name_of(&alone, "P1").as_deref(), Some("金叶"));
    assert_eq!((sum(&alone), alone.model.n_mismatches()), (sum(&manager), 0));
    assert!(is_kept(&mut alone, Refusal::Known, fields::PRODUCT_NAME, "别的名字"));
    assert!(!is_kept(&mut alone, Refusal::Known, fields::PRODUCT_NAME, "自己的"), "it came in");
    let cards = alone.sync_screen().needs.refused.clone();
    let is_bound = |it: &RefusedText| match it {
        RefusedText::Rule(RuleKey::Tiers, from, Some(RuleValue::Tiers(bounds))) => {
            (from.to_string(), bounds.0[0]) == ("2026-12-01".to_owned(), 2_500)
        }
        _ => false,
    };
    assert!(
        cards.iter().flat_map(|it| &it.texts).any(|(_, it)| is_bound(it)),
        "the rule, from which day, and how: {cards:?}"
    );
    drop(alone);
    let alone = Tablet::open(&two, 3);
    assert_eq!(sum(&alone), sum(&manager));
}

#[test]
fn a_price_that_only_a_rep_holds_after_a_restore_is_a_card_until_a_manager_brings_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let product = sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    let mut seller = rep(&two, 2, &mut company, east);
    let backup = company.records.clone();
    let prices = |tablet: &Tablet<'_>| {
        let product = tablet.model.book().product_by_code("P1").unwrap();
        let of = product.values().filter(|it| it.field == fields::PRODUCT_PRICE);
        of.map(|it| it.value.clone()).collect::<Vec<_>>()
    };
    manager.env.now += TimeDelta::minutes(5);
    trades(&mut manager, TradeEvent::ProductOpened(Some(product)));
    saves(&mut manager, &[(fields::PRODUCT_PRICE, "120")], "2026-12-05");
    company.meets(&mut manager);
    company.meets(&mut seller);
    let both = prices(&seller);
    assert_eq!(both.len(), 2);
    company.records = backup;
    hub::restored(&mut company.records, &mut company.world).unwrap();
    seller.happens(Event::PageShown);
    company.meets(&mut seller);
    let needs = seller.sync_screen().needs;
    assert_eq!((needs.n_refused, needs.refused[0].why), (1, Refusal::Role));
    assert_eq!(needs.refused[0].name, "金叶", "it says of what");
    assert_eq!(needs.refused[0].retry, RefusedRetry::Never, "no rep writes a price");
    let said = format!("{:?}", needs.refused[0].texts);
    assert!(said.contains("2026-12-05") && said.contains("1200000"), "{said}");
    assert_eq!(prices(&seller), both[..1], "nobody sells by what the company does not know");
    manager.happens(Event::PageShown);
    company.meets(&mut manager);
    company.meets(&mut seller);
    assert_eq!((prices(&seller), prices(&manager)), (both.clone(), both));
    assert_eq!(seller.sync_screen().needs.n_refused, 0, "it came from who wrote it");
    assert_eq!(manager.sync_screen().needs.n_refused, 0);
}

#[test]
fn what_a_rep_had_alone_gives_a_product_its_name_and_no_price() {
    let (one, two) = (disk(), disk());
    let (mut company, _manager, [east, _]) = two_territories(&one);
    let mut alone = Tablet::open(&two, 2);
    sells(&mut alone, "P9", "自己的", "7", "8");
    let secret = company.invite("小王", Role::Rep, &[east]);
    alone.joins(&mut company, &secret);
    assert_eq!(name_of(&alone, "P9").as_deref(), Some("自己的"));
    let book = alone.model.book();
    let product = book.product_by_code("P9").unwrap();
    assert!(product.values().all(|it| it.field != fields::PRODUCT_PRICE));
    assert_eq!(alone.sync_screen().needs.n_refused, 1, "the price is kept with its text");
}

#[test]
fn what_is_missing_of_the_products_is_found_by_the_sum_and_mended() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    drop(joined(&two, 2, &mut company, Role::Manager));
    sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    let mut other = Tablet::open(&two, 3);
    other.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut other);
    assert_eq!(codes(&other), ["P1"]);
    drop(other);
    loses_last_row(&two);
    let mut other = Tablet::open(&two, 4);
    assert_eq!(codes(&other), Vec::<String>::new(), "the row is gone");
    other.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut other);
    assert_eq!((codes(&other), other.model.n_mismatches()), (vec!["P1".to_owned()], 1));
    assert_eq!(sum(&other), sum(&manager));
}

fn loses_last_row(on: &Disk) {
    let last = block_on(jipan_store::Store::open(on)).unwrap().log.last().unwrap().0;
    block_on(on.write(vec![Write::LogDelete(last)], Durability::Strict)).unwrap();
}

#[test]
fn what_is_unsent_of_the_products_stays_while_the_rest_comes_anew() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    let mut other = joined(&two, 2, &mut company, Role::Manager);
    sells(&mut manager, "P1", "金叶", "100", "250");
    company.meets(&mut manager);
    // A clock far ahead: the endpoint sets the stamp back, and all is asked for anew.
    other.happens(Event::NetworkChanged { is_online: false });
    other.env.now += TimeDelta::days(30);
    sells(&mut other, "P2", "利群", "45", "250");
    other.env.now -= TimeDelta::days(30);
    other.happens(Event::NetworkChanged { is_online: true });
    let (id, call) = loop {
        let (id, call) = other.calls.remove(0);
        if matches!(&call, Call::Sync { ask, .. } if ask.own.is_none()) {
            break (id, call);
        }
        let answer = company.hears(&call).unwrap();
        other.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    };
    let answer = company.hears(&call).unwrap();
    // Before the answer comes, one more is added.
    sells(&mut other, "P3", "新", "1", "1");
    other.happens(Event::CallAnswered { id, answer: Box::new(answer) });
    assert_eq!(codes(&other), ["P1", "P2", "P3"]);
    company.meets(&mut other);
    company.meets(&mut manager);
    for tablet in [&manager, &other] {
        assert_eq!(codes(tablet), ["P1", "P2", "P3"]);
        assert_eq!(tablet.model.n_mismatches(), 0);
    }
    assert_eq!(sum(&other), sum(&manager));
    drop(other);
    assert_eq!(sum(&Tablet::open(&two, 5)), sum(&manager));
}

#[test]
fn sample_data_stay_behind_with_their_batch_and_their_products() {
    let (one, two) = (disk(), disk());
    let (mut company, secret) = Company::begin();
    let mut manager = Tablet::open(&one, 1);
    manager.happens(Event::LoadSamplePressed);
    manager.imports("a.csv", &list(7));
    manager.joins(&mut company, &secret);
    company.meets(&mut manager);
    let other = joined(&two, 2, &mut company, Role::Manager);
    assert_eq!((sum(&manager), manager.model.n_mismatches()), (sum(&other), 0));
    assert_eq!(manager.model.book().n_customers(), 7);
    manager.happens(Event::LinkFollowed(Route::Products));
    assert_eq!(codes(&manager), codes(&other));
}

/// Makes somebody another one in the team.
pub(crate) fn becomes(company: &mut Company, name: &str, role: Role, of: &[TerritoryId]) {
    let team = company.manage(&TeamRequest::Show);
    let person = team.people.iter().find(|it| it.name == name).unwrap().id;
    let (name, territories) = (name.to_owned(), of.to_vec());
    company.manage(&TeamRequest::SetPerson { person, name, role: role.into(), territories });
}

/// How many costs the pages of a disk hold, in every writing that is kept.
fn costs_on(disk: &Disk) -> usize {
    const KIND_HEADER: u8 = 2;
    let pages = opened_store(block_on(disk.inner().open()).unwrap()).hot;
    let headers: Vec<_> = pages.into_iter().filter(|it| it.kind == KIND_HEADER).collect();
    assert_eq!(headers.len(), 2, "the newest writing and the one before");
    let costs = |bytes: &[u8]| {
        let mut book = Book::new();
        book.load_header(bytes).unwrap();
        let n =
            |it: ProductView<'_>| it.values().filter(|it| it.field == fields::PRODUCT_COST).count();
        book.products().map(n).sum::<usize>()
    };
    headers.iter().map(|it| costs(&it.bytes)).sum()
}

#[test]
fn what_managers_alone_read_goes_with_the_role_and_comes_with_it() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager, [east, _]) = two_territories(&one);
    let product = sells(&mut manager, "P1", "金叶", "100", "250");
    trades(&mut manager, TradeEvent::ProductOpened(Some(product)));
    saves(&mut manager, &[(fields::PRODUCT_COST, "87.6543")], "2026-01-01");
    manager.opens("0号店");
    manager.types(fields::BANK_ACCOUNT, "6222000011112222");
    company.meets(&mut manager);
    let mut second = joined(&two, 2, &mut company, Role::Manager);
    // A price of the own, and a cost, both long since sent.
    trades(&mut second, TradeEvent::ProductOpened(Some(product)));
    saves(&mut second, &[(fields::PRODUCT_COST, "76.5432")], "2026-06-01");
    company.meets(&mut second);
    let reads = |tablet: &mut Tablet<'_>| {
        let book = tablet.model.book();
        let costs = book.product(product).unwrap().values();
        let n_costs = costs.filter(|it| it.field == fields::PRODUCT_COST).count();
        tablet.opens("0号店");
        (n_costs, tablet.reads(fields::BANK_ACCOUNT).is_some())
    };
    assert_eq!(reads(&mut second), (2, true));
    becomes(&mut company, "小王", Role::Rep, &[east]);
    company.meets(&mut second);
    assert_eq!(reads(&mut second), (0, false));
    assert_eq!(second.model.book().n_customers(), 5);
    assert_eq!(costs_on(&two), 0, "neither writing of the page knows a cost");
    drop(second);
    let mut second = Tablet::open(&two, 5);
    assert_eq!(reads(&mut second), (0, false), "nor is it on the disk");
    becomes(&mut company, "小王", Role::Manager, &[]);
    second.happens(Event::NetworkChanged { is_online: true });
    company.meets(&mut second);
    assert_eq!(reads(&mut second), (2, true));
    company.meets(&mut manager);
    same(&manager, &second);
    assert_eq!(sum(&manager), sum(&second));
}

#[test]
fn a_second_manager_overrides_nothing_is_told_what_was_left_out_and_may_write_it_again() {
    let (one, two) = (disk(), disk());
    let (mut company, mut manager) = manager(&one, 5);
    sells(&mut manager, "P1", "金叶", "100", "250");
    sets_bound(&mut manager);
    company.meets(&mut manager);
    let mut second = Tablet::open(&two, 2);
    sells(&mut second, "P1", "别的名字", "1", "2");
    sells(&mut second, "P9", "自己的", "7", "8");
    sets_bound(&mut second);
    let secret = company.invite("小王", Role::Manager, &[]);
    second.env.now += TimeDelta::hours(1);
    second.joins(&mut company, &secret);
    company.meets(&mut manager);
    for tablet in [&manager, &second] {
        assert_eq!(codes(tablet), ["P1", "P9"]);
        assert_eq!(name_of(tablet, "P1").as_deref(), Some("金叶"));
        assert_eq!((tablet.model.book().rules().len(), tablet.model.n_mismatches()), (1, 0));
    }
    assert_eq!(sum(&manager), sum(&second));
    assert!(is_kept(&mut second, Refusal::Known, fields::PRODUCT_NAME, "别的名字"));
    assert!(!is_kept(&mut second, Refusal::Known, fields::PRODUCT_NAME, "自己的"), "it came in");
    let cards = second.sync_screen().needs.refused.clone();
    assert_eq!(cards.len(), 1, "the product; the rule says what the company's does");
    for card in cards.iter() {
        second.happens(Event::Company(CompanyEvent::RefusedRetried(card.id)));
    }
    company.meets(&mut second);
    company.meets(&mut manager);
    assert_eq!(name_of(&manager, "P1").as_deref(), Some("别的名字"));
    assert_eq!((sum(&manager), second.sync_screen().needs.n_refused), (sum(&second), 0));
}
