//! The fields of products and of order lines: what names them, what they take. Not here: those of
//! customers.

use jipan_rules::check::{RoundedValue, ValueError, parse_value, round_value, text_of};
use jipan_rules::schema::{
    FIELDS, FieldDef, FieldId, Language, ORDER_FIELDS, PRODUCT_FIELDS, RecordKind, field, fields,
};
use jipan_rules::value::Value;
use jipan_rules::values::Money;
use jipan_rules::values::text::half_width;

/// Headings are compared by their letters and digits alone, without case and width.
fn heading(text: &str) -> String {
    half_width(text).to_lowercase().chars().filter(|it| it.is_alphanumeric()).collect()
}

/// The field of a table that a heading names.
fn named(table: &'static [FieldDef], name: &str) -> Option<FieldId> {
    let is_it = |known: &str| heading(known) == heading(name);
    let def = table.iter().find(|def| {
        [def.zh, def.en, def.key].into_iter().chain(def.aliases.iter().copied()).any(is_it)
    });
    def.map(|def| def.id)
}

#[test]
fn the_headings_of_lists_of_products_and_orders_name_their_fields() {
    let products = "商品代码,商品名称,价类,批发价(元/条),单位,每件条数";
    let wanted = [150, 151, 153, 154, 156, 157].map(|id| Some(FieldId(id)));
    assert!(products.split(',').map(|it| named(PRODUCT_FIELDS, it)).eq(wanted));

    let orders = "订单号,订单日期,客户代码,商品代码,数量(条),单价(元/条),金额(元)";
    let wanted = [170, 171, 172, 174, 176, 177, 178].map(|id| Some(FieldId(id)));
    assert!(orders.split(',').map(|it| named(ORDER_FIELDS, it)).eq(wanted));

    let superstore = "Order ID,Order Date,Customer ID,Customer Name,Product ID,Category,Product Name,Sales,Quantity";
    let wanted = [170, 171, 172, 180, 174, 179, 175, 178, 176].map(|id| Some(FieldId(id)));
    assert!(superstore.split(',').map(|it| named(ORDER_FIELDS, it)).eq(wanted));
    let others = "Row ID,Ship Date,Ship Mode,Segment,Country,City,State,Postal Code,\
                  Region,Sub-Category,Discount,Profit";
    for name in others.split(',') {
        assert_eq!(named(ORDER_FIELDS, name), None, "{name}");
    }
}

#[test]
fn fields_of_products_and_orders_are_of_their_kind_of_record() {
    assert!(FIELDS.iter().all(|def| def.kind <= RecordKind::CustomerPrivate));
    assert!(ORDER_FIELDS.iter().all(|def| def.kind == RecordKind::Order));
    let private: Vec<_> =
        PRODUCT_FIELDS.iter().filter(|def| def.kind != RecordKind::Product).collect();
    assert_eq!(private.iter().map(|def| def.id).collect::<Vec<_>>(), [fields::PRODUCT_COST]);
    assert_eq!(private[0].kind, RecordKind::ProductPrivate);
}

#[test]
fn a_price_is_read_to_the_ten_thousandth_and_rounded_only_when_asked() {
    let price = field(fields::ORDER_PRICE).unwrap();
    let read = |text: &str| parse_value(price, text);
    for (text, parts) in [
        ("138", 1_380_000),
        ("1,250.00", 12_500_000),
        ("￥138.5 元/条", 1_385_000),
        ("0.0125", 125),
        ("0", 0),
        ("1.5万", 150_000_000),
        ("100000000", 1_000_000_000_000),
    ] {
        assert_eq!(read(text), Ok(Some(Value::Integer(parts))), "{text}");
    }
    assert_eq!(read("-0.0001"), Err(ValueError::BelowMin { min: 0 }));
    assert_eq!(read("100000000.0001"), Err(ValueError::AboveMax { max: 100_000_000 }));
    for text in ["0.00125", "138/2", "abc", "元/条"] {
        assert_eq!(read(text), Err(ValueError::NotANumber), "{text}");
    }
    let rounded = RoundedValue { value: Value::Integer(13), more: 5_000 };
    assert_eq!(round_value(price, "0.00125"), Some(rounded));
    assert_eq!(text_of(price, &Value::Integer(1_380_050), Language::Zh), "138.005");
}

#[test]
fn an_amount_of_a_line_may_be_negative_within_its_bounds() {
    let amount = field(fields::ORDER_AMOUNT).unwrap();
    let fen = |fen| Ok(Some(Value::Amount(Money::from_fen(fen))));
    assert_eq!(parse_value(amount, "-6,624.00元"), fen(-662_400));
    assert_eq!(parse_value(amount, "0"), fen(0));
    let most = 10_000_000_000;
    assert_eq!(parse_value(amount, "10000000000"), fen(most * 100));
    assert_eq!(parse_value(amount, "-10000000000"), fen(-most * 100));
    assert_eq!(parse_value(amount, "10000000000.01"), Err(ValueError::AboveMax { max: most }));
    assert_eq!(parse_value(amount, "-10000000000.01"), Err(ValueError::BelowMin { min: -most }));
    let rounded = RoundedValue { value: Value::Amount(Money::from_fen(-95_758)), more: -250_000 };
    assert_eq!(round_value(amount, "-957.5775"), Some(rounded));
}
