//! Orders and objections in a page; products and rules in the header. Not here: the rest of them.

use std::ops::Range;

use jipan_rules::order::{Disputed, OrderLine, OrderSource, OrderStatus, Outcome};
use jipan_rules::schema::FieldId;
use jipan_rules::value::Value;
use jipan_rules::values::ids::{FactId, OrderId, ProductId};
use jipan_rules::{NaiveDate, Uuid};
use serde::{Deserialize, Serialize};

use super::PageError;
use super::bytes::In;
use super::encode::Local;
use crate::arena::Row;
use crate::book::{
    Book, Moved, NO_WRITER, Objection, Order, Origin, Placed, ProductValue, RuleRecord, Said,
};
use crate::hash::FixedMap;
use crate::wire;

/// What only some rows have, since layout 4.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Sparse4 {
    /// The products of all lines, each once.
    products: Vec<ProductId>,
    orders: Vec<OrderRecord>,
    objections: Vec<ObjectionRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct OrderRecord {
    row: u16,
    id: OrderId,
    placed: Option<PlacedRecord>,
    was: Option<PlacedRecord>,
    moves: Vec<(u32, OrderStatus, Option<Box<str>>)>,
    gone: Option<(u32, bool)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PlacedRecord {
    writer: u32,
    number: Box<str>,
    #[serde(with = "wire::day")]
    on: NaiveDate,
    source: OrderSource,
    status: OrderStatus,
    review: u8,
    lines: Vec<LineRecord>,
}

/// The place of the product among all; quantity, price, amount; pack.
#[derive(Debug, Serialize, Deserialize)]
struct LineRecord(u32, [i64; 3], u32);

#[derive(Debug, Serialize, Deserialize)]
struct ObjectionRecord {
    row: u16,
    id: FactId,
    raised: Option<(u32, Disputed, Box<str>)>,
    answered: Option<(u32, Outcome, Box<str>)>,
    reopened: Option<(u32, bool)>,
    gone: Option<(u32, bool)>,
}

/// What the header holds beside batches, since layout 4.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Shared {
    writers: Vec<Origin>,
    products: Vec<ProductRecord>,
    rules: Vec<RuleRow>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ProductRecord {
    id: ProductId,
    values: Vec<ProductRow>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ProductRow {
    field: u16,
    #[serde(with = "wire::maybe_day")]
    from: Option<NaiveDate>,
    writer: u32,
    #[serde(with = "wire::maybe_value")]
    value: Option<Value>,
    #[serde(with = "wire::maybe_value")]
    was: Option<Value>,
}

#[derive(Debug, Serialize, Deserialize)]
struct RuleRow {
    key: u16,
    #[serde(with = "wire::day")]
    from: NaiveDate,
    writer: u32,
    value: Option<Box<str>>,
    was: Option<Box<str>>,
}

impl Sparse4 {
    /// What [`super::bytes::Out::postcard`] wrote of a page of `n_rows`.
    pub(super) fn read(from: In<'_>, n_rows: usize, n_writers: usize) -> Result<Self, PageError> {
        let sparse: Self = from.all()?;
        if sparse.is_sound(n_rows, n_writers) { Ok(sparse) } else { Err(from.damaged()) }
    }

    /// Whether every row, writer and product named exists.
    fn is_sound(&self, n_rows: usize, n_writers: usize) -> bool {
        let row = |row: u16| usize::from(row) < n_rows;
        let writer = |place: u32| Row(place).idx() < n_writers;
        let gone = |gone: Option<(u32, bool)>| gone.is_none_or(|(by, _)| writer(by));
        let placed = |it: &PlacedRecord| {
            writer(it.writer) && it.lines.iter().all(|line| Row(line.0).idx() < self.products.len())
        };
        self.orders.iter().all(|it| {
            row(it.row)
                && it.placed.iter().chain(&it.was).all(placed)
                && it.moves.iter().all(|(by, ..)| writer(*by))
                && gone(it.gone)
        }) && self.objections.iter().all(|it| {
            row(it.row)
                && it.raised.as_ref().is_none_or(|(by, ..)| writer(*by))
                && it.answered.as_ref().is_none_or(|(by, ..)| writer(*by))
                && gone(it.reopened)
                && gone(it.gone)
        })
    }

    fn placed(&self, it: &PlacedRecord, global: impl Fn(u32) -> u32) -> Placed {
        let lines = it.lines.iter().map(|&LineRecord(place, [quantity, price, amount], pack)| {
            let product = self.products.get(Row(place).idx()).copied();
            let product = product.unwrap_or(ProductId::new(Uuid::nil()));
            OrderLine { product, quantity, price, amount, pack }
        });
        Placed {
            writer: global(it.writer),
            number: it.number.clone(),
            on: it.on,
            source: it.source,
            status: it.status,
            review: it.review,
            lines: lines.collect(),
        }
    }
}

impl Book {
    pub(super) fn sparse_4(&self, rows: &Range<u32>, local: &mut Local) -> Sparse4 {
        let place = |row: u32| u16::try_from(row - rows.start).unwrap_or(u16::MAX);
        let mut products: FixedMap<ProductId, ()> = FixedMap::default();
        let mut sparse = Sparse4::default();
        let nil = OrderId::new(Uuid::nil());
        for (&(row, id), it) in self.orders.all.range((rows.start, nil)..(rows.end, nil)) {
            let mut kept = |it: &Placed| placed_record(it, local.place(it.writer), &mut products);
            let (placed, was) = (it.placed.as_ref().map(&mut kept), it.was.as_deref().map(kept));
            let moves = it.moves.iter().map(|it| (local.place(it.writer), it.to, it.why.clone()));
            let moves = moves.collect();
            let gone = it.gone.map(|(writer, is_gone)| (local.place(writer), is_gone));
            sparse.orders.push(OrderRecord { row: place(row), id, placed, was, moves, gone });
        }
        sparse.products = products.into_keys().collect();
        let nil = FactId::new(Uuid::nil());
        for (&(row, id), it) in self.objections.range((rows.start, nil)..(rows.end, nil)) {
            let raised = it.raised.as_ref();
            let raised = raised.map(|it| (local.place(it.writer), it.what, it.text.clone()));
            let answered = it.answered.as_ref();
            let answered = answered.map(|it| (local.place(it.writer), it.what, it.text.clone()));
            let mut turned = |it: Option<(u32, bool)>| it.map(|(by, is)| (local.place(by), is));
            let (reopened, gone) = (turned(it.reopened), turned(it.gone));
            let row = place(row);
            sparse.objections.push(ObjectionRecord { row, id, raised, answered, reopened, gone });
        }
        sparse
    }

    pub(super) fn take_sparse_4(
        &mut self,
        sparse: &Sparse4,
        start: Row,
        global: impl Fn(u32) -> u32,
    ) {
        let at = |row: u16| Row(start.0 + u32::from(row));
        let gone = |gone: Option<(u32, bool)>| gone.map(|(by, is_gone)| (global(by), is_gone));
        let mut last = None;
        for it in &sparse.orders {
            let row = at(it.row);
            let moves = it.moves.iter().map(|(writer, to, why)| Moved {
                writer: global(*writer),
                to: *to,
                why: why.clone(),
            });
            let order = Order {
                placed: it.placed.as_ref().map(|it| sparse.placed(it, &global)),
                was: it.was.as_ref().map(|it| Box::new(sparse.placed(it, &global))),
                moves: moves.collect(),
                gone: gone(it.gone),
            };
            self.set_order(row, it.id, Some(order));
            if let Some(last) = last.replace(row).filter(|last| *last != row) {
                self.sum_months(last);
            }
        }
        if let Some(last) = last {
            self.sum_months(last);
        }
        for it in &sparse.objections {
            let raised = it.raised.as_ref().map(|(writer, what, text)| Said {
                writer: global(*writer),
                what: *what,
                text: text.clone(),
            });
            let answered = it.answered.as_ref().map(|(writer, what, text)| Said {
                writer: global(*writer),
                what: *what,
                text: text.clone(),
            });
            let (reopened, gone) = (gone(it.reopened), gone(it.gone));
            let objection = Objection { raised, answered, reopened, gone };
            self.set_objection(at(it.row), it.id, Some(objection));
        }
    }

    pub(super) fn shared(&self) -> Shared {
        let (mut local, mut shared) = (Local::default(), Shared::default());
        for (&id, product) in &self.products {
            // What counts after what it came after, so that who knows of none takes the last.
            let written =
                product.iter().flat_map(|(key, last)| last.all().map(move |it| (key, it)));
            let values = written.map(|(&(field, from), it)| {
                let (writer, value) = (local.place(it.writer), it.value.clone());
                ProductRow { field: field.0, from, writer, value, was: it.was.clone() }
            });
            let values = values.collect();
            shared.products.push(ProductRecord { id, values });
        }
        let rules = self.rules.iter().flat_map(|(key, last)| last.all().map(move |it| (*key, it)));
        for ((key, from), it) in rules {
            let (value, was) = (it.value.clone(), it.was.clone());
            shared.rules.push(RuleRow { key, from, writer: local.place(it.writer), value, was });
        }
        shared.writers = local.writers(self);
        shared
    }

    /// Takes in what a header holds, where nothing later is known.
    pub(super) fn take_shared(&mut self, shared: Shared) {
        let writers: Vec<u32> = shared.writers.iter().map(|it| self.writers.intern(*it)).collect();
        let global = |place: u32| writers.get(Row(place).idx()).copied().unwrap_or(NO_WRITER);
        for ProductRecord { id, values } in shared.products {
            for ProductRow { field, from, writer, value, was } in values {
                let key = (FieldId(field), from);
                let put = ProductValue::new(global(writer), value, was);
                let value = self.merged_product(key, self.product_value(id, key).cloned(), put);
                self.set_product(id, key, Some(value));
            }
        }
        for RuleRow { key, from, writer, value, was } in shared.rules {
            let put = RuleRecord::new(global(writer), value, was);
            self.set_rule((key, from), Some(self.merged_rule((key, from), put)));
        }
    }
}

impl Shared {
    /// Whether every writer named exists.
    pub(super) fn is_sound(&self) -> bool {
        let of_products = self.products.iter().flat_map(|it| &it.values).map(|it| it.writer);
        let mut all = of_products.chain(self.rules.iter().map(|it| it.writer));
        all.all(|place| Row(place).idx() < self.writers.len())
    }
}

fn placed_record(it: &Placed, writer: u32, products: &mut FixedMap<ProductId, ()>) -> PlacedRecord {
    let lines = it.lines.iter().map(|line| {
        let place = Row::at(products.insert_full(line.product, ()).0).0;
        LineRecord(place, [line.quantity, line.price, line.amount], line.pack)
    });
    PlacedRecord {
        writer,
        number: it.number.clone(),
        on: it.on,
        source: it.source,
        status: it.status,
        review: it.review,
        lines: lines.collect(),
    }
}
