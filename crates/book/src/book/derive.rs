//! What follows from the current values of a customer, kept beside them so that lists, counts and
//! filters read one small record. Independent of the day, so that a new day costs nothing. Not
//! here: the rules themselves.

use std::sync::LazyLock;

use jipan_rules::completeness::is_counted;
use jipan_rules::feature_class::{FeatureClass, all_feature_classes, feature_class};
use jipan_rules::freshness::{Cycles, stale_from};
use jipan_rules::schema::{Asked, CustomerType, FIELDS, FieldDef, FieldId, Group, Tag, fields};
use jipan_rules::status::is_closed;
use jipan_rules::{Datelike as _, NaiveDate};

use super::contacts::contact_keys;
use super::orders::order_keys;
use super::{Book, NO_WRITER, note_keys};
use crate::arena::Row;
use crate::hash::Mix;

/// Counts up when this module computes something else from the same values.
const VERSION: u64 = 2;
/// No such day.
pub(crate) const NEVER: i32 = i32::MAX;

/// Bytes of one record in a page.
pub(crate) const DERIVED_BYTES: usize = 28;

/// What follows from the values of one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    /// Fields filled, by group, of those that apply: what `completeness` of the rules counts.
    pub filled: [u8; 5],
    /// Fields that apply to the type of the customer, by group.
    pub applicable: [u8; 5],
    /// Filled fields with a freshness cycle that were never confirmed.
    pub n_unknown: u8,
    /// Whether the shop has stopped or given up business.
    pub is_closed: bool,
    /// First day on which a confirmed field is stale, as days since 0000-12-31.
    pub(crate) stale_from: i32,
    /// Earliest end of the licence or of its annual review, likewise.
    pub(crate) expires_on: i32,
    /// When anything about the customer last changed, in milliseconds since 1970.
    pub changed_ms: u64,
}

impl Default for Derived {
    fn default() -> Self {
        Self {
            filled: [0; 5],
            applicable: [0; 5],
            n_unknown: 0,
            is_closed: false,
            stale_from: NEVER,
            expires_on: NEVER,
            changed_ms: 0,
        }
    }
}

impl Derived {
    /// As a page holds it, in layout 1.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let closed = u8::from(self.is_closed);
        let mut bytes = Vec::with_capacity(DERIVED_BYTES);
        bytes.extend_from_slice(&self.filled);
        bytes.extend_from_slice(&self.applicable);
        bytes.extend_from_slice(&[self.n_unknown, closed]);
        bytes.extend_from_slice(&self.stale_from.to_le_bytes());
        bytes.extend_from_slice(&self.expires_on.to_le_bytes());
        bytes.extend_from_slice(&self.changed_ms.to_le_bytes());
        bytes
    }

    /// Reads [`Self::to_bytes`].
    pub(crate) fn from_bytes(bytes: &[u8; DERIVED_BYTES]) -> Option<Self> {
        let (&filled, rest) = bytes.split_first_chunk()?;
        let (&applicable, rest) = rest.split_first_chunk()?;
        let (&[n_unknown, closed], rest) = rest.split_first_chunk()?;
        let (&stale_from, rest) = rest.split_first_chunk()?;
        let (&expires_on, rest) = rest.split_first_chunk()?;
        let (&changed_ms, _) = rest.split_first_chunk()?;
        Some(Self {
            filled,
            applicable,
            n_unknown,
            is_closed: closed != 0,
            stale_from: i32::from_le_bytes(stale_from),
            expires_on: i32::from_le_bytes(expires_on),
            changed_ms: u64::from_le_bytes(changed_ms),
        })
    }

    /// First day on which a field that was confirmed is stale; `None` if none ever is.
    pub fn stale_from(&self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.stale_from)
    }

    /// Whether some field is stale on a day.
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        self.stale_from <= today.num_days_from_ce()
    }

    /// The earlier of the end of the licence and of its annual review.
    pub fn expires_on(&self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.expires_on)
    }

    /// Filled fields over all groups.
    pub fn n_filled(&self) -> u32 {
        self.filled.iter().map(|&n| u32::from(n)).sum()
    }

    /// Applicable fields over all groups.
    pub fn n_applicable(&self) -> u32 {
        self.applicable.iter().map(|&n| u32::from(n)).sum()
    }

    /// Whether a field that applies is empty.
    pub fn is_incomplete(&self) -> bool {
        self.n_filled() < self.n_applicable()
    }
}

/// What to look at for customers of one type.
#[derive(Debug, Default)]
struct Plan {
    /// Fields that count for completeness, the place of their group, and the older field whose
    /// place they took.
    counted: Vec<(FieldId, usize, Option<FieldId>)>,
    applicable: [u8; 5],
    /// Fields with a freshness cycle.
    fresh: Vec<&'static FieldDef>,
}

static PLANS: LazyLock<[Plan; 4]> = LazyLock::new(|| CustomerType::ALL.map(Plan::new));

/// The code of each feature class, by its place.
static CLASSES: LazyLock<Vec<String>> =
    LazyLock::new(|| all_feature_classes().iter().map(ToString::to_string).collect());

impl Plan {
    fn new(of: CustomerType) -> Self {
        let mut plan = Self::default();
        for def in FIELDS.iter().filter(|def| def.types.contains(of)) {
            if is_counted(def, of) {
                let group = def.group.index();
                plan.counted.push((def.id, group, def.older));
                if let Some(n) = plan.applicable.get_mut(group) {
                    *n += 1;
                }
            }
            plan.fresh.extend(def.freshness_days.map(|_| def));
        }
        plan
    }
}

/// Tells whether projections that rest on the schema alone are what this program would compute.
fn version_of_schema() -> u64 {
    static OF_SCHEMA: LazyLock<u64> = LazyLock::new(|| {
        let mut mix = Mix::new(VERSION);
        for FieldDef { id, types, tag, group, freshness_days, asked, older, .. } in FIELDS {
            mix.add(u64::from(id.0));
            for of in CustomerType::ALL {
                mix.add(u64::from(types.contains(of)));
            }
            mix.add(u64::from(*tag == Tag::Generated || *asked != Asked::Always));
            mix.add(older.map_or(u64::MAX, |older| older.0.into()));
            mix.add(u64::try_from(group.index()).unwrap_or(0));
            mix.add(freshness_days.map_or(u64::MAX, u64::from));
        }
        mix.sum()
    });
    *OF_SCHEMA
}

impl Book {
    /// Tells whether stored projections still are what this program would compute.
    pub(crate) fn projection_version(&self) -> u64 {
        let set = Group::ALL.map(|group| self.cycles.set_days(group));
        if set.iter().all(Option::is_none) {
            return version_of_schema();
        }
        let mut mix = Mix::new(version_of_schema());
        for days in set {
            mix.add(days.map_or(u64::MAX, u64::from));
        }
        mix.sum()
    }

    /// The cycles that the company set.
    pub fn cycles(&self) -> &Cycles {
        &self.cycles
    }

    /// Takes other cycles. What rests on them is computed anew by [`Self::rederive`] and for pages
    /// that are loaded from now on.
    pub fn set_cycles(&mut self, cycles: Cycles) {
        self.cycles = cycles;
    }

    /// Computes again what follows from the values of a page, which is then to be written.
    pub fn rederive(&mut self, page: u32) {
        let start = page.saturating_mul(super::PAGE_ROWS).min(self.n_rows());
        let end = start.saturating_add(super::PAGE_ROWS).min(self.n_rows());
        self.refresh(&(start..end).map(Row).collect::<Vec<_>>());
        self.mark_dirty(page);
    }

    /// Computes again what follows from the values of some rows.
    pub(crate) fn refresh(&mut self, rows: &[Row]) {
        self.revision.touch(rows);
        for &row in rows {
            self.sum_months(row);
            let fresh = self.derive(row);
            if let Some(derived) = self.derived.get_mut(row.idx()) {
                *derived = fresh;
            }
        }
    }

    /// Computes everything again that follows from values: what [`Book::apply`] maintains is
    /// always equal to this.
    pub fn rebuild(&mut self) {
        let rows: Vec<Row> = self.rows().collect();
        self.refresh(&rows);
        self.n_customers = Row::at(rows.iter().filter(|&&row| self.is_visible(row)).count()).0;
    }

    /// The type of a customer; retail if the field is empty.
    pub fn customer_type(&self, row: Row) -> CustomerType {
        let code = self.choice(row, fields::TYPE);
        code.and_then(CustomerType::from_code).unwrap_or(CustomerType::Retail)
    }

    /// The code of the feature class, as `CZ1`; `None` while one of its three parts is empty.
    ///
    /// Source: rulebook 1.2 A and 1.16 (OUTSIDE).
    pub fn class_code(&self, row: Row) -> Option<&'static str> {
        CLASSES.get(self.feature_class(row)?.place()).map(String::as_str)
    }

    /// The class of a customer; none while market, format or scale is missing.
    ///
    /// Source: rulebook 1.2 A and 1.16 (OUTSIDE).
    pub fn feature_class(&self, row: Row) -> Option<FeatureClass> {
        let parts = [fields::MARKET, fields::FORMAT, fields::SCALE];
        let [market, format, scale] = parts.map(|field| self.choice(row, field));
        feature_class(market, format, scale).value
    }

    fn derive(&self, row: Row) -> Derived {
        let origin = self.origins.get(row.idx()).copied().unwrap_or(NO_WRITER);
        if origin == NO_WRITER {
            return Derived::default();
        }
        let [retail, project, designer, key_account] = &*PLANS;
        let plan = match self.customer_type(row) {
            CustomerType::Retail => retail,
            CustomerType::Project => project,
            CustomerType::Designer => designer,
            CustomerType::KeyAccount => key_account,
        };
        let mut derived = Derived { applicable: plan.applicable, ..Derived::default() };
        for &(field, group, older) in &plan.counted {
            if let Some(n) = derived.filled.get_mut(group) {
                let has_older = || older.is_some_and(|older| self.columns.has(row, older));
                *n += u8::from(self.columns.has(row, field) || has_older());
            }
        }
        for def in &plan.fresh {
            if !self.columns.has(row, def.id) {
                continue;
            }
            match self.confirmed_on(row, def.id) {
                None => derived.n_unknown += 1,
                Some(on) => {
                    let first = self.cycles.of(def).and_then(|cycle| stale_from(on, cycle.days));
                    let day = first.map_or(NEVER, |day| day.num_days_from_ce());
                    derived.stale_from = derived.stale_from.min(day);
                }
            }
        }
        let ends = [fields::VALID_TO, fields::REVIEW].map(|field| self.date(row, field));
        derived.expires_on =
            ends.into_iter().flatten().map(|day| day.num_days_from_ce()).min().unwrap_or(NEVER);
        derived.is_closed = self.choice(row, fields::STATUS).is_some_and(is_closed);
        derived.changed_ms = self.changed_ms(row, origin);
        derived
    }

    fn changed_ms(&self, row: Row, origin: u32) -> u64 {
        let ms = |writer: u32| self.writers.get(writer).map_or(0, |origin| origin.stamp.ms());
        let metas = self.metas.range((row.0, 0)..=(row.0, u16::MAX)).map(|(_, meta)| {
            ms(meta.writer).max(meta.confirm.map_or(0, |confirm| ms(confirm.writer)))
        });
        let notes = self
            .notes
            .range(note_keys(row))
            .map(|(_, note)| ms(note.writer).max(note.retract.map_or(0, |(writer, _)| ms(writer))));
        let contacts = self.contacts.range(contact_keys(row)).flat_map(|(_, contact)| {
            let fields = contact.fields.values().map(|it| it.writer);
            fields.chain(contact.gone.map(|(writer, _)| writer)).map(ms)
        });
        // Orders of a file say nothing of who looked at the customer.
        let by_hand = |writer: u32| {
            self.writers.get(writer).filter(|it| it.action.by_hand()).map_or(0, |it| it.stamp.ms())
        };
        let orders = self.orders.all.range(order_keys(row)).flat_map(|(_, order)| {
            let placed = order.placed.as_ref().map(|placed| placed.writer);
            let moves = order.moves.iter().map(|it| it.writer);
            placed.into_iter().chain(moves).chain(order.gone.map(|(writer, _)| writer)).map(by_hand)
        });
        let objections = self.objections.range(note_keys(row)).flat_map(|(_, it)| {
            let raised = it.raised.as_ref().map(|said| said.writer);
            let answered = it.answered.as_ref().map(|said| said.writer);
            let turned = it.reopened.into_iter().chain(it.gone).map(|(writer, _)| writer);
            raised.into_iter().chain(answered).chain(turned).map(ms)
        });
        let funnel = self.funnel.range(note_keys(row)).flat_map(|(_, it)| it.writers()).map(ms);
        let deletion = self.deletions.get(&row.0).map_or(0, |last| ms(last.writer));
        let traded = orders.chain(objections).chain(funnel);
        metas
            .chain(notes)
            .chain(contacts)
            .chain(traded)
            .max()
            .unwrap_or(0)
            .max(ms(origin))
            .max(deletion)
    }
}
