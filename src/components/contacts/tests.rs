//! The contacts of a file and the birthdays of many, read as words.

use jipan_app::view::{BirthdayLine, BirthdaysView, FieldView, Language};
use jipan_rules::birthday::Birthday;
use jipan_rules::schema::field;
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;
use jipan_rules::{NaiveDate, Uuid};

use super::*;
use crate::screens::birthdays::BirthdaysScreen;
use crate::testing::{drawn, words};

fn birthday(text: &str) -> BirthdayView {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let birthday: Birthday = text.parse().unwrap();
    let next = birthday.next(today).unwrap();
    let n_days = next.on.signed_duration_since(today).num_days();
    BirthdayView { birthday, next: Some(next), n_days }
}

fn card() -> ContactCard {
    ContactCard {
        id: ContactId::new(Uuid::from_u128(7)),
        name: "李店长".to_owned(),
        role: Some("店长".to_owned()),
        decision_role: Some(2),
        phones: vec!["19900000009".to_owned(), "0576-86100021".to_owned()],
        birthday: Some(birthday("闰二月初三")),
        fields: None,
        is_new: false,
        can_be_main: true,
    }
}

fn contacts(card: ContactCard) -> ContactsView {
    ContactsView {
        birthday: Some(birthday("八月十五")),
        others: vec![Rc::new(card)],
        open: None,
        is_editable: true,
    }
}

fn shown(view: ContactsView) -> impl Fn() -> Html + 'static {
    move || {
        html! { <Contacts view={view.clone()} on_event={Callback::noop()}>{ "…" }</Contacts> }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn each_contact_says_who_it_is_and_when_its_birthday_falls() {
    insta::assert_snapshot!(words(Language::Chinese, shown(contacts(card()))).await, @r#"
    店里的人
    添加联系人
    主要联系人
    农历八月十五，下次 2027-09-15，还有 297 天
    …
    李店长
    店长 · 决策者
    农历闰二月初三（当年无此闰月，按平月），下次 2027-03-10，还有 108 天
    19900000009
    0576-86100021
    "#);
    insta::assert_snapshot!(words(Language::English, shown(contacts(card()))).await, @r#"
    Contacts
    Add contact
    Main contact
    lunar 8-15, next on 15 Sep 2027, in 297 days
    …
    李店长
    店长 · Decider
    lunar leap 2-3 (no such leap month that year), next on 10 Mar 2027, in 108 days
    19900000009
    0576-86100021
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn an_open_contact_has_boxes_of_its_own_and_says_whose_phone_it_has() {
    let phone = field(fields::PHONE).unwrap();
    let value = Some(Value::Text("19900000009".into()));
    let view = FieldView {
        contact: Some(card().id),
        same_phone: Rc::new([jipan_app::view::PhoneHolderView {
            id: CustomerId::new(Uuid::from_u128(2)),
            name: "二号店".to_owned(),
            contact: Some("钱老板".to_owned()),
        }]),
        ..FieldView::plain(phone, value, None)
    };
    let card = ContactCard { fields: Some(vec![Rc::new(view)]), can_be_main: false, ..card() };
    let html = drawn(Language::Chinese, shown(contacts(card))).await;
    for part in [
        r#"role="group" aria-label="联系人 李店长""#,
        r#"aria-expanded="true""#,
        r#"href="tel:19900000009" aria-label="打给李店长：19900000009""#,
        r#"id="field-phone-00000000-0000-0000-0000-000000000007""#,
        "这个电话也是“二号店”钱老板的",
        r#"href="/customers/00000000-0000-0000-0000-000000000002""#,
        "disabled",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn who_cannot_write_is_offered_nothing_to_write() {
    let card = ContactCard { fields: Some(Vec::new()), ..card() };
    let view = ContactsView { is_editable: false, ..contacts(card) };
    let html = drawn(Language::English, shown(view)).await;
    for words in ["Add contact", "Remove contact", "Make main contact"] {
        assert!(!html.contains(words), "{words} in {html}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn birthdays_are_listed_day_by_day() {
    let line = |text: &str, shop: &str, name: &str| BirthdayLine {
        customer: CustomerId::new(Uuid::from_u128(1)),
        contact: None,
        shop: shop.to_owned(),
        name: name.to_owned(),
        phone: Some("19900000001".to_owned()),
        birthday: birthday(text),
    };
    let lines = [
        line("11月22日", "一号店", "孙师傅"),
        line("1985-11-22", "二号店", ""),
        line("十一月初一", "三号店", "周姐"),
    ];
    let view = Rc::new(BirthdaysView { n_days: 30, n_all: 5, lines: Rc::new(lines) });
    let screen = move || {
        html! { <BirthdaysScreen view={Rc::clone(&view)} on_event={Callback::noop()} /> }
    };
    insta::assert_snapshot!(words(Language::Chinese, screen.clone()).await, @r#"
    回到首页
    生日
    今后 30 天有 5 人过生日。停业、注销和已删除的客户不在其中。
    今天 · 2026-11-22
    孙师傅
    一号店
    11月22日
    19900000001
    未填姓名
    二号店
    1985-11-22
    19900000001
    2026-12-09 · 还有 17 天
    周姐
    三号店
    农历冬月初一
    19900000001
    后面还有 2 人。
    "#);
    insta::assert_snapshot!(words(Language::English, screen).await, @r#"
    Back to Home
    Birthdays
    5 birthdays in the coming 30 days. Closed and deleted customers are left out.
    Today · 22 Nov 2026
    孙师傅
    一号店
    22 Nov
    19900000001
    Name not set
    二号店
    22 Nov 1985
    19900000001
    9 Dec 2026 · in 17 days
    周姐
    三号店
    lunar 11-1
    19900000001
    2 more follow.
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_month_without_birthdays_says_where_they_are_entered() {
    let view = Rc::new(BirthdaysView { n_days: 30, ..BirthdaysView::default() });
    let screen = move || {
        html! { <BirthdaysScreen view={Rc::clone(&view)} on_event={Callback::noop()} /> }
    };
    insta::assert_snapshot!(words(Language::English, screen).await, @r#"
    Back to Home
    Birthdays
    No birthday in the coming 30 days
    Enter birthdays of either calendar in the customer file, under Personal.
    "#);
}
