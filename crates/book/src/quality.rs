//! How good the data are: of each field how many customers lack it, have to confirm it or never did,
//! and how many customers contradict themselves. Each number is the length of a list. Not here: the
//! rules, and the lists.

use jipan_rules::NaiveDate;
use jipan_rules::contradiction::Contradiction;
use jipan_rules::explain::Explained;
use jipan_rules::freshness::{Freshness, freshness_in};
use jipan_rules::schema::{
    Asked, CustomerType, FIELDS, FieldDef, FieldId, Tag, field as field_def, fields,
};
use jipan_rules::service::{Serving, serving};
use jipan_rules::setting::RulesOn;
use serde::{Deserialize, Serialize};

use crate::arena::Row;
use crate::book::Book;
use crate::phones::SharedPhones;

/// What the report finds of a customer, to be asked of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Finding {
    /// This field applies and is blank; of the type, too, which stands for 零售 where it is blank.
    Blank(FieldId),
    /// This field was confirmed longer ago than its cycle.
    Stale(FieldId),
    /// This field was never confirmed.
    Unconfirmed(FieldId),
    /// This field was confirmed within its cycle.
    Fresh(FieldId),
    /// Two values cannot both be true.
    Contradiction(Contradiction),
    /// An alert of a date that ends fires and was not yet seen.
    Alert,
    /// It has a phone number that another customer has, too; neither has closed.
    SharedPhone,
    /// Market, format or scale is to be checked again, as the company's rule has it.
    ClassCheck,
    /// Its scale is another one than its orders say.
    OtherScale,
    /// It is visited more often than its tier is due, or less.
    Served(Serving),
}

/// What findings rest on beside the customer itself.
#[derive(Debug, Default)]
pub(crate) struct Grounds {
    /// Customers that share a phone, where these are asked for.
    pub(crate) shared: SharedPhones,
    /// The rules of the day.
    pub(crate) rules: RulesOn,
}

impl Grounds {
    pub(crate) fn of(book: &Book, finding: Option<Finding>, today: NaiveDate) -> Self {
        match finding {
            Some(finding) if finding.rests_on_others() => {
                Self { shared: SharedPhones::of(book), ..Self::default() }
            }
            Some(_) => Self { rules: book.rule_book().on(today), ..Self::default() },
            None => Self::default(),
        }
    }
}

impl Finding {
    /// Whether what is found of a customer rests on others as well, so that a change of one of them
    /// can change it.
    pub(crate) fn rests_on_others(self) -> bool {
        match self {
            Self::SharedPhone => true,
            Self::Blank(_)
            | Self::Stale(_)
            | Self::Unconfirmed(_)
            | Self::Fresh(_)
            | Self::Contradiction(_)
            | Self::Alert
            | Self::ClassCheck
            | Self::OtherScale
            | Self::Served(_) => false,
        }
    }

    /// Whether it is about shops that have closed, so that they are not to be hidden.
    pub fn is_of_closed(self) -> bool {
        match self {
            Self::Contradiction(it) => it.is_of_closed(),
            Self::Blank(_)
            | Self::Stale(_)
            | Self::Unconfirmed(_)
            | Self::Fresh(_)
            | Self::Alert
            | Self::SharedPhone
            | Self::ClassCheck
            | Self::OtherScale
            | Self::Served(_) => false,
        }
    }
}

/// How a field of a customer is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldState {
    /// It has no value.
    Blank,
    /// It has a value that does not age.
    Filled,
    /// It has a value that is to be confirmed from time to time.
    Aging(Freshness),
}

impl Book {
    /// How a field is kept; `None` where the customer's type does not have it, where it is computed,
    /// and where a file is complete without it and it is blank.
    pub fn field_state(&self, row: Row, def: &FieldDef, today: NaiveDate) -> Option<FieldState> {
        let applies = def.tag != Tag::Generated && def.types.contains(self.customer_type(row));
        if applies { self.kept_state(row, def, today) } else { None }
    }

    fn kept_state(&self, row: Row, def: &FieldDef, today: NaiveDate) -> Option<FieldState> {
        if !self.is_filled(row, def.id) {
            let has_older = def.older.is_some_and(|older| self.is_filled(row, older));
            let blank = if has_older { FieldState::Filled } else { FieldState::Blank };
            return (def.asked == Asked::Always).then_some(blank);
        }
        Some(match self.cycles().of(def) {
            None => FieldState::Filled,
            Some(cycle) => {
                let confirmed_on = self.confirmed_on(row, def.id);
                FieldState::Aging(freshness_in(confirmed_on, cycle, today).value)
            }
        })
    }

    /// Where a customer contradicts itself in one way.
    pub fn contradiction(
        &self,
        row: Row,
        of: Contradiction,
        today: NaiveDate,
    ) -> Option<Explained<Contradiction>> {
        of.of(self.customer_type(row), &|field| self.value(row, field), today)
    }

    /// Whether market, format or scale of a retail customer is to be checked again.
    pub fn is_class_due(&self, row: Row, rules: &RulesOn, today: NaiveDate) -> bool {
        self.customer_type(row) == CustomerType::Retail
            && [fields::MARKET, fields::FORMAT, fields::SCALE]
                .into_iter()
                .any(|field| rules.class_check.value.is_due(self.confirmed_on(row, field), today))
    }

    /// What a customer's tier is due, and whether it is visited so; `None` without a tier.
    pub fn serving(&self, row: Row, rules: &RulesOn) -> Option<Explained<Option<Serving>>> {
        let tier = u8::try_from(self.number(row, fields::TIER)?).ok()?;
        let cycle = self.number(row, fields::VISIT_CYCLE).and_then(|it| u16::try_from(it).ok());
        serving((tier, self.feature_class(row)), cycle, rules)
    }

    /// Whether something is found of a customer.
    pub(crate) fn is_found(
        &self,
        row: Row,
        finding: Finding,
        grounds: &Grounds,
        today: NaiveDate,
    ) -> bool {
        let has = |field: FieldId, wanted: FieldState| {
            let state = field_def(field).and_then(|def| self.field_state(row, def, today));
            state == Some(wanted)
        };
        match finding {
            Finding::Blank(field) => has(field, FieldState::Blank),
            Finding::Stale(field) => has(field, FieldState::Aging(Freshness::Stale)),
            Finding::Unconfirmed(field) => has(field, FieldState::Aging(Freshness::Unknown)),
            Finding::Fresh(field) => has(field, FieldState::Aging(Freshness::Fresh)),
            Finding::Contradiction(of) => self.contradiction(row, of, today).is_some(),
            Finding::Alert => self.alerts(row, today).next().is_some(),
            Finding::SharedPhone => grounds.shared.contains(row),
            Finding::ClassCheck => self.is_class_due(row, &grounds.rules, today),
            Finding::OtherScale => {
                let by_orders = self.code(row, fields::SCALE_BY_ORDERS);
                by_orders.is_some() && by_orders != self.code(row, fields::SCALE)
            }
            Finding::Served(how) => {
                self.serving(row, &grounds.rules).is_some_and(|it| it.value == Some(how))
            }
        }
    }
}

/// How one field is kept over all customers that have not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCount {
    /// The field.
    pub def: &'static FieldDef,
    /// Customers whose type has it, and who are asked for it.
    pub n_applicable: usize,
    /// Of these, those without a value.
    pub n_blank: usize,
    /// Confirmed within the cycle.
    pub n_fresh: usize,
    /// Confirmed longer ago.
    pub n_stale: usize,
    /// Never confirmed.
    pub n_unknown: usize,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality {
    /// Customers that have not closed.
    pub n_open: usize,
    /// Every field that is kept by hand, in the order of the forms.
    pub fields: Vec<FieldCount>,
    /// Every contradiction with the customers it was found of.
    pub contradictions: Vec<(Contradiction, usize)>,
    /// Customers that have not closed and have a phone number that another of them has, too.
    pub n_shared_phone: usize,
    /// [`CLASSING`] with the customers each was found of.
    pub classing: [(Finding, usize); 4],
}

/// What is found of how customers are classed and served.
pub const CLASSING: [Finding; 4] = [
    Finding::ClassCheck,
    Finding::OtherScale,
    Finding::Served(Serving::Over),
    Finding::Served(Serving::Under),
];

/// The report under way: rows are counted one after the other, in slices.
///
/// ```
/// use jipan_book::Book;
/// use jipan_book::quality::Tally;
/// use jipan_rules::NaiveDate;
/// use jipan_rules::setting::RulesOn;
/// let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
/// let mut tally = Tally::new(today, RulesOn::default());
/// while tally.step(&Book::new(), 256) {}
/// assert_eq!(tally.finish().n_open, 0);
/// ```
#[derive(Debug)]
pub struct Tally {
    today: NaiveDate,
    n_done: u32,
    quality: Quality,
    /// By type of customer, which of the fields it has.
    fields_of: [Vec<usize>; 4],
    grounds: Grounds,
}

impl Tally {
    /// Nothing counted, by the rules of the day.
    pub fn new(today: NaiveDate, rules: RulesOn) -> Self {
        let kept = FIELDS.iter().filter(|def| def.tag != Tag::Generated);
        let count = |def| FieldCount {
            def,
            n_applicable: 0,
            n_blank: 0,
            n_fresh: 0,
            n_stale: 0,
            n_unknown: 0,
        };
        let quality = Quality {
            n_open: 0,
            fields: kept.map(count).collect(),
            contradictions: Contradiction::ALL.map(|it| (it, 0)).into(),
            n_shared_phone: 0,
            classing: CLASSING.map(|it| (it, 0)),
        };
        let fields_of = CustomerType::ALL.map(|of| {
            let fields = quality.fields.iter().zip(0..);
            fields.filter(|(count, _)| count.def.types.contains(of)).map(|(_, idx)| idx).collect()
        });
        let grounds = Grounds { rules, ..Grounds::default() };
        Self { today, n_done: 0, quality, fields_of, grounds }
    }

    /// Rows counted so far.
    pub fn n_done(&self) -> u32 {
        self.n_done
    }

    /// Counts so many rows more; whether there are others. The book must not change in between.
    pub fn step(&mut self, book: &Book, n_rows: u32) -> bool {
        let end = self.n_done.saturating_add(n_rows).min(book.n_rows());
        for row in (self.n_done..end).map(Row).filter(|row| book.is_visible(*row)) {
            self.count(book, row);
        }
        self.grounds.shared.note(book, self.n_done..end);
        self.n_done = end;
        end < book.n_rows()
    }

    fn count(&mut self, book: &Book, row: Row) {
        let is_closed = book.derived(row).is_closed;
        for (of, n) in &mut self.quality.contradictions {
            if of.is_of_closed() == is_closed {
                *n += usize::from(book.contradiction(row, *of, self.today).is_some());
            }
        }
        if is_closed {
            return;
        }
        self.quality.n_open += 1;
        for (finding, n) in &mut self.quality.classing {
            *n += usize::from(book.is_found(row, *finding, &self.grounds, self.today));
        }
        let [retail, project, designer, key_account] = &self.fields_of;
        let fields = match book.customer_type(row) {
            CustomerType::Retail => retail,
            CustomerType::Project => project,
            CustomerType::Designer => designer,
            CustomerType::KeyAccount => key_account,
        };
        for idx in fields {
            let Some(count) = self.quality.fields.get_mut(*idx) else { continue };
            let Some(state) = book.kept_state(row, count.def, self.today) else { continue };
            count.n_applicable += 1;
            let n = match state {
                FieldState::Blank => &mut count.n_blank,
                FieldState::Filled => continue,
                FieldState::Aging(Freshness::Fresh) => &mut count.n_fresh,
                FieldState::Aging(Freshness::Stale) => &mut count.n_stale,
                FieldState::Aging(Freshness::Unknown) => &mut count.n_unknown,
            };
            *n += 1;
        }
    }

    /// The report over the rows counted.
    pub fn finish(self) -> Quality {
        Quality { n_shared_phone: self.grounds.shared.n_customers(), ..self.quality }
    }
}

#[cfg(test)]
mod tests;
