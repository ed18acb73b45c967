//! What a person does about orders, products and objections. Not here: what follows.

use jipan_rules::NaiveDate;
use jipan_rules::order::{Disputed, OrderStatus, Outcome};
use jipan_rules::period::Month;
use jipan_rules::schema::FieldId;
use jipan_rules::values::ids::{FactId, OrderId, ProductId};

/// What a person did about trade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TradeEvent {
    /// The last order of the customer is to be ordered again.
    RepeatPressed,
    /// The quantity of a product is to be entered, or no longer.
    LineToggled(ProductId),
    /// A key of the number pad was pressed.
    PadPressed(PadKey),
    /// The text by which products are searched changed (never while composing).
    ProductSearched(String),
    /// The order being entered was given up.
    EntryDropped,
    /// "Done" was pressed on an order.
    EntryDone,
    /// An order was opened, or closed.
    OrderToggled(OrderId),
    /// An order is to go to another status.
    OrderMoved {
        /// Which.
        id: OrderId,
        /// Where to.
        to: OrderStatus,
        /// Why, if somebody said so.
        why: String,
    },
    /// The list of orders is to show those of one status, or all.
    OrdersFiltered(Option<OrderStatus>),
    /// The list of orders is to be opened with those of one status.
    OrdersOpened(OrderStatus),
    /// More of the orders are to be shown.
    MoreOrdersPressed,
    /// More orders of the open file are to be shown.
    MoreOfFilePressed,
    /// More of the lines that a value adds up are to be shown.
    MoreLinesPressed,
    /// The lines of a month that is told were opened or closed.
    MonthToggled(Month),
    /// A product was opened; none for a new one.
    ProductOpened(Option<ProductId>),
    /// Another first day was chosen in the form of a product, which then shows what is in force on it.
    ProductDayChosen(String),
    /// The units in a case were typed in the form of a product, also while composing: all of the text.
    ProductPackTyped(String),
    /// The form of a product was closed.
    ProductClosed,
    /// "Done" was pressed on the form of a product, or "preview" where another pack is to be seen first.
    ProductSaved {
        /// What stands in its fields.
        texts: Vec<(FieldId, String)>,
        /// From which day on the dated ones are in force.
        from: String,
    },
    /// What is in force of a dated field of the open product from a day on is to be taken back, so that the
    /// value before it is in force again.
    ProductVersionTakenBack(FieldId, NaiveDate),
    /// An objection is to be noted, or no longer.
    ObjectingToggled,
    /// An objection was noted.
    Objected {
        /// To what.
        about: Disputed,
        /// In the customer's words.
        text: String,
    },
    /// An objection was answered.
    ObjectionAnswered {
        /// Which.
        id: FactId,
        /// What came of it.
        outcome: Outcome,
        /// What was said.
        text: String,
    },
}

/// A key of the number pad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PadKey {
    /// 0 to 9
    Digit(u8),
    /// 00
    Hundred,
    /// The last digit goes.
    Back,
    /// An order becomes a return, or the other way round.
    Sign,
    /// It costs nothing, or what it costs.
    Free,
    /// On to the next line.
    Next,
}
