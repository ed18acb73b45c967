//! A field in each of its states, drawn as text.

use jipan_app::view::{DraftError, DraftView, FreshnessView, Language};
use jipan_rules::NaiveDate;
use jipan_rules::check::{ValueError, parse_value};
use jipan_rules::schema::{FieldId, fields};

use super::*;
use crate::testing::drawn;

fn plain(field: FieldId, text: &str) -> FieldView {
    let def = jipan_rules::schema::field(field).unwrap();
    let value = parse_value(def, text).unwrap();
    FieldView { is_editable: def.tag != Tag::Generated, ..FieldView::plain(def, value, None) }
}

async fn html(language: Language, view: FieldView) -> String {
    let view = Rc::new(view);
    drawn(language, move || {
        html! { <Field view={Rc::clone(&view)} has_past=false on_event={Callback::noop()} /> }
    })
    .await
}

fn stale_phone() -> FieldView {
    FieldView {
        freshness: Some(FreshnessView {
            freshness: Freshness::Stale,
            confirmed_on: NaiveDate::from_ymd_opt(2026, 8, 18),
            age_days: Some(96),
        }),
        why: Some(WhyTopic::Freshness(fields::PHONE)),
        ..plain(fields::PHONE, "19901000050")
    }
}

fn wrong_cycle() -> FieldView {
    let error = Some(DraftError::Value(ValueError::NotANumber));
    FieldView {
        draft: Some(DraftView { text: "seven".into(), error }),
        ..plain(fields::ORDER_CYCLE, "7")
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_plain_field_is_a_labelled_box() {
    let html = html(Language::Chinese, plain(fields::LEGAL_REP, "样例")).await;
    insta::assert_snapshot!(html, @r#"
    <div data-state="plain" data-wide="false" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-legal_rep-label" for="field-legal_rep" class="field__label">法人代表</label>
    <span id="field-legal_rep-note" class="field__note">
    </span>
    </div>
    <input value="样例" id="field-legal_rep" type="text" enterkeyhint="next" autocomplete="off" autocapitalize="off" spellcheck="false" data-blank="false" placeholder="未填" aria-describedby="field-legal_rep-note" class="field__control">
    </div>
    </div>
    </div>
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_wrong_draft_says_what_to_do_in_both_languages() {
    insta::assert_snapshot!(html(Language::Chinese, wrong_cycle()).await, @r#"
    <div data-state="invalid" data-wide="false" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-order_cycle-label" for="field-order_cycle" class="field__label">订货周期</label>
    <span id="field-order_cycle-note" class="field__note">
    </span>
    </div>
    <input value="seven" id="field-order_cycle" type="text" inputmode="numeric" enterkeyhint="next" autocomplete="off" autocapitalize="off" spellcheck="false" data-blank="false" placeholder="未填" aria-invalid="true" aria-describedby="field-order_cycle-error" class="field__control">
    <span data-beside="seven" class="field__unit">天</span>
    </div>
    <p id="field-order_cycle-error" class="field__error">不是整数，请只填数字，如 1200 或 1.2万</p>
    </div>
    </div>
    "#);
    insta::assert_snapshot!(html(Language::English, wrong_cycle()).await, @r#"
    <div data-state="invalid" data-wide="false" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-order_cycle-label" for="field-order_cycle" class="field__label">Order cycle</label>
    <span id="field-order_cycle-note" class="field__note">
    </span>
    </div>
    <input value="seven" id="field-order_cycle" type="text" inputmode="numeric" enterkeyhint="next" autocomplete="off" autocapitalize="off" spellcheck="false" data-blank="false" placeholder="Not set" aria-invalid="true" aria-describedby="field-order_cycle-error" class="field__control">
    <span data-beside="seven" class="field__unit">days</span>
    </div>
    <p id="field-order_cycle-error" class="field__error">is not a whole number; use digits only, as in 1200</p>
    </div>
    </div>
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_stale_field_can_be_confirmed_with_one_tap() {
    insta::assert_snapshot!(html(Language::Chinese, stale_phone()).await, @r#"
    <div data-state="stale" data-wide="false" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-phone-label" for="field-phone" class="field__label">联系电话</label>
    <span id="field-phone-note" class="field__note">上次确认 96 天前</span>
    </div>
    <input value="19901000050" id="field-phone" type="tel" inputmode="tel" enterkeyhint="next" autocomplete="off" autocapitalize="off" spellcheck="false" data-blank="false" placeholder="未填" aria-describedby="field-phone-note" class="field__control">
    </div>
    <div class="field__ask">
    <button type="button" aria-describedby="field-phone-label" class="field__confirm">仍然有效</button>
    <button type="button" aria-expanded="false" class="field__why">为什么要确认</button>
    </div>
    </div>
    </div>
    "#);
    insta::assert_snapshot!(html(Language::English, stale_phone()).await, @r#"
    <div data-state="stale" data-wide="false" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-phone-label" for="field-phone" class="field__label">Phone</label>
    <span id="field-phone-note" class="field__note">96 days ago</span>
    </div>
    <input value="19901000050" id="field-phone" type="tel" inputmode="tel" enterkeyhint="next" autocomplete="off" autocapitalize="off" spellcheck="false" data-blank="false" placeholder="Not set" aria-describedby="field-phone-note" class="field__control">
    </div>
    <div class="field__ask">
    <button type="button" aria-describedby="field-phone-label" class="field__confirm">Still valid</button>
    <button type="button" aria-expanded="false" class="field__why">Why confirm?</button>
    </div>
    </div>
    </div>
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_changed_static_field_asks_for_its_reason_in_one_row() {
    let view = FieldView { is_reason_wanted: true, ..plain(fields::LEGAL_REP, "样例") };
    insta::assert_snapshot!(html(Language::Chinese, view).await, @r#"
    <div data-state="plain" data-wide="true" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-legal_rep-label" for="field-legal_rep" class="field__label">法人代表</label>
    <span id="field-legal_rep-note" class="field__note">
    </span>
    </div>
    <input value="样例" id="field-legal_rep" type="text" enterkeyhint="next" autocomplete="off" autocapitalize="off" spellcheck="false" data-blank="false" placeholder="未填" aria-describedby="field-legal_rep-note" class="field__control">
    </div>
    </div>
    <div class="reason">
    <label class="reason__label">为什么改？<input value="" enterkeyhint="done" autocomplete="off" maxlength="200" class="reason__text">
    </label>
    <div class="reason__choices">
    <button type="button" class="reason__usual">原来登记有误</button>
    <button type="button" class="reason__usual">实际情况变了</button>
    <button type="button" class="reason__usual">换了店主</button>
    <button type="button" class="reason__skip">不写</button>
    </div>
    </div>
    </div>
    "#);
}

#[tokio::test(flavor = "current_thread")]
async fn a_generated_field_is_read_only_and_says_where_it_comes_from() {
    let view = FieldView {
        why: Some(WhyTopic::Generated(fields::PURCHASED_QUANTITY)),
        ..plain(fields::PURCHASED_QUANTITY, "")
    };
    insta::assert_snapshot!(html(Language::English, view).await, @r#"
    <div data-state="generated" data-wide="false" class="field">
    <div class="field__main">
    <div class="field__box">
    <div class="field__head">
    <label id="field-purchased_quantity-label" for="field-purchased_quantity" class="field__label">Purchased quantity</label>
    <span id="field-purchased_quantity-note" class="field__note">computed</span>
    </div>
    <input value="" id="field-purchased_quantity" placeholder="Not set" aria-describedby="field-purchased_quantity-note" readonly="readonly" class="field__control">
    <span data-beside="Not set" class="field__unit">cartons</span>
    <button type="button" aria-expanded="false" class="field__why">Where from?</button>
    </div>
    </div>
    </div>
    "#);
}
