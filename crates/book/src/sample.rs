//! Sample customers to try the app with: 300 shops of one county, the same on every run for the
//! same day. Openly made up: only the county and its streets are real names; people are numbered,
//! phone numbers are of no subscriber. What happened to them over a year is in `year`, of prospects in
//! `deals`; what they bought over two years in `trade`, and the budget in `budget`. Not here: visits.

mod budget;
mod deals;
mod goods;
mod life;
mod services;
mod trade;
mod words;
mod year;

use jipan_rules::schema::{CustomerType, FieldId, field, fields};
use jipan_rules::value::Value;
use jipan_rules::values::ids::PersonId;
use jipan_rules::{Days, NaiveDate, Uuid, status};

use crate::change::Change;
use crate::hash::Mix;
use words::{DISTRICTS, FIRST, ROADS, SHOP_WORDS};
use year::{YEAR_DAYS, Year};

/// How many customers the sample has.
pub const SAMPLE_CUSTOMERS: u32 = 300;

/// Who loads the sample, and when.
#[derive(Debug, Clone, Copy)]
pub struct SampleEnv {
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// The civil day, at which the year ends.
    pub today: NaiveDate,
    /// The person.
    pub by: PersonId,
    /// The month with which fiscal years begin, 1 to 12.
    pub fiscal_start: u8,
}

/// The sample as changes of one batch, in the order in which they happened over a year; the last one
/// says what came in. They are of a device of their own, because their stamps lie in the past. OURS
///
/// ```
/// use jipan_book::{Book, SampleEnv, sample};
/// use jipan_rules::values::ids::PersonId;
/// use jipan_rules::{NaiveDate, Uuid};
/// let env = SampleEnv {
///     now_ms: 1_800_000_000_000,
///     today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
///     by: PersonId::new(Uuid::from_u128(1)),
///     fiscal_start: 1,
/// };
/// let mut last = 0;
/// let mut fresh_id = || { last += 1; Uuid::from_u128(last) };
/// let mut book = Book::new();
/// for change in sample(env, &mut fresh_id) {
///     let _applied = book.apply(&change);
/// }
/// assert_eq!(book.n_customers(), 300);
/// ```
pub fn sample(env: SampleEnv, fresh_id: &mut dyn FnMut() -> Uuid) -> Vec<Change> {
    let mut year = Year::new(env, fresh_id);
    year.live();
    year.changes
}

/// One customer of the sample. Everything follows from its number and the day.
struct Outlet {
    n: u32,
    today: NaiveDate,
}

impl Outlet {
    /// A number below `below`, of its own for each subject.
    fn roll(&self, subject: &str, below: u64) -> u64 {
        let mut mix = Mix::new(u64::from(self.n));
        mix.add_bytes(subject.as_bytes());
        mix.sum().checked_rem(below).unwrap_or(0)
    }

    /// The same anew for each instant, such as a month.
    fn roll_at(&self, subject: &str, at: u64, below: u64) -> u64 {
        let mut mix = Mix::new(u64::from(self.n));
        mix.add_bytes(subject.as_bytes());
        mix.add_bytes(&at.to_le_bytes());
        mix.sum().checked_rem(below).unwrap_or(0)
    }

    fn pick<T: Copy + Default>(&self, subject: &str, from: &[T]) -> T {
        let n = u64::try_from(from.len()).unwrap_or(1);
        let idx = usize::try_from(self.roll(subject, n)).unwrap_or(0);
        from.get(idx).copied().unwrap_or_default()
    }

    /// A day before today, or after it if negative.
    fn days_ago(&self, n: i64) -> NaiveDate {
        let days = Days::new(n.unsigned_abs());
        let day = if n < 0 {
            self.today.checked_add_days(days)
        } else {
            self.today.checked_sub_days(days)
        };
        day.unwrap_or(self.today)
    }

    fn customer_type(&self) -> CustomerType {
        match self.n % 30 {
            7 => CustomerType::Project,
            17 => CustomerType::Designer,
            27 => CustomerType::KeyAccount,
            _ => CustomerType::Retail,
        }
    }

    /// The filled fields. One in three files lacks some.
    fn values(&self) -> Vec<(FieldId, Value)> {
        let mut file = File::default();
        file.text(fields::CODE, format!("YB{:04}", self.n + 1));
        file.choice(fields::TYPE, self.customer_type().code());
        file.choice(fields::STATUS, self.state());
        self.fill_place(&mut file);
        self.fill_people(&mut file);
        self.fill_service(&mut file);
        match self.customer_type() {
            CustomerType::Retail => {
                self.fill_shop(&mut file);
                self.fill_licence(&mut file);
            }
            CustomerType::KeyAccount => self.fill_shop(&mut file),
            CustomerType::Project => {
                let number = self.n / 30 + 1;
                file.text(fields::NAME, format!("样例工装项目{number:02}"));
                file.keyed("project_name", Value::Text(format!("样例工程{number:02}").into()));
                file.keyed("project_stage", Value::Choice(self.one_to("stage", 6)));
                let on = self.days_ago(-10 - self.wide("expected", 200));
                file.keyed("expected_on", Value::Date(on));
                file.keyed("project_area", Value::Integer(200 + self.wide("project", 4_000)));
            }
            CustomerType::Designer => {
                let number = self.n / 30 + 1;
                file.text(fields::NAME, format!("样例设计师{number:02}"));
                file.keyed("studio", Value::Text(format!("样例工作室{number:02}").into()));
                file.keyed("projects_brought", Value::Integer(self.wide("brought", 9)));
            }
        }
        self.be_twin(&mut file);
        for (subject, field) in GAPS {
            if self.roll("gaps", 3) == 0 && self.roll(subject, 3) == 0 {
                file.values.retain(|(of, _)| *of != field);
            }
        }
        file.values
    }

    /// Three shops stand in the book twice, so that there is something to find.
    fn be_twin(&self, file: &mut File) {
        if self.n % 100 != 99 {
            return;
        }
        let other = Self { n: self.n - 1, today: self.today }.values();
        for (of, value) in &mut file.values {
            let is_same = [fields::NAME, fields::ADDRESS, fields::PHONE, fields::DISTRICT];
            if let Some((_, same)) = other.iter().find(|(it, _)| it == of && is_same.contains(of)) {
                *value = same.clone();
            }
        }
    }

    fn state(&self) -> u8 {
        match self.roll("state", 40) {
            0 => status::CANCELLED,
            1 | 2 => status::SUSPENDED,
            _ => status::OPEN,
        }
    }

    fn fill_place(&self, file: &mut File) {
        let district = self.pick("district", &DISTRICTS);
        let road = self.pick("road", &ROADS);
        let number = 1 + self.roll("number", 800);
        file.text(fields::DISTRICT, district.to_owned());
        file.text(fields::ADDRESS, format!("乐清市{district}{road}{number}号"));
    }

    fn fill_people(&self, file: &mut File) {
        let number = self.n + 1;
        file.text(fields::CONTACT, format!("样例联系人{number}"));
        file.text(fields::PHONE, format!("1990900{number:04}"));
        file.text(fields::LEGAL_REP, format!("样例法人{number}"));
        file.text(fields::MANAGER, format!("客户经理{:02}", 1 + self.roll("manager", 6)));
        file.keyed("deliverer", Value::Text(format!("送货员{:02}", self.line()).into()));
    }

    fn line(&self) -> u64 {
        1 + self.roll("line", 12)
    }

    /// 开户日期: of those that are in the book since long before its orders, of the others a little before
    /// they came in.
    fn founded_days_ago(&self) -> i64 {
        let before = if self.is_new() { 30 } else { 3_000 };
        self.opened_days_ago().max(if self.is_new() { 0 } else { OLDEST_DAYS })
            + self.wide("opened", before)
    }

    fn fill_service(&self, file: &mut File) {
        let cycles: [i64; 3] = [7, 14, 30];
        file.text(fields::LINE, format!("{}号线", self.line()));
        file.choice(fields::SETTLEMENT, self.pick("settlement", &[1, 1, 1, 1, 2, 3, 4]));
        file.integer(fields::ORDER_CYCLE, self.pick("order cycle", &[7, 7, 7, 14]));
        file.integer(fields::DELIVERY_CYCLE, self.pick("order cycle", &[7, 7, 7, 14]));
        file.integer(fields::VISIT_CYCLE, self.pick("visit cycle", &cycles));
        file.date(fields::OPENED, self.days_ago(self.founded_days_ago()));
        if self.roll("condition known", 2) == 0 {
            file.keyed("condition", Value::Choice(self.one_to("condition", 3)));
            file.keyed("cooperation", Value::Choice(self.one_to("cooperation", 3)));
            file.keyed("trade_area", Value::Choice(self.one_to("trade area", 7)));
        }
    }

    fn fill_shop(&self, file: &mut File) {
        // 食杂店 are half of all shops, 商场 and 其他 are rare.
        let format: u8 = self.pick("format", &[1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6, 7]);
        let words = SHOP_WORDS.get(usize::from(format - 1)).copied().unwrap_or_default();
        let first = self.pick("first", &FIRST);
        let name = format!("{first}{}", self.pick("second", words));
        file.text(fields::NAME, name);
        let is_village = self.pick("district", &DISTRICTS).ends_with('乡');
        let market = if is_village { 2 } else { self.pick("market", &[1, 1, 1, 2]) };
        let scale: u8 = self.pick("scale", &[1, 2, 2, 2, 3, 3]);
        let area = 120 / i64::from(scale) / i64::from(scale) + self.wide("area", 20);
        file.choice(fields::MARKET, market);
        file.choice(fields::FORMAT, format);
        file.choice(fields::SCALE, scale);
        file.integer(fields::AREA, area);
        file.keyed("display", Value::Choice(self.one_to("display", 3)));
        file.keyed("nature", Value::Choice(self.pick("nature", &[1, 1, 1, 2, 4])));
    }

    /// Licences of five years; every fifth one ends soon or has ended.
    fn fill_licence(&self, file: &mut File) {
        const FIVE_YEARS_DAYS: i64 = 1_826;
        let days_left = match self.roll("licence", 20) {
            0 => -1 - self.wide("days", 40),
            1 => self.wide("days", 8),
            2 => 8 + self.wide("days", 23),
            3 => 31 + self.wide("days", 30),
            _ => 90 + self.wide("days", 1_600),
        };
        file.text(fields::LICENCE, format!("YBZ{:04}", self.n + 1));
        file.date(fields::ISSUED, self.days_ago(FIVE_YEARS_DAYS - days_left));
        file.date(fields::VALID_TO, self.days_ago(-days_left));
        if let Some(days) = self.review_in(days_left) {
            file.date(fields::REVIEW, self.days_ago(-days));
        }
        file.choice(fields::COMPLIANCE, self.pick("compliance", &[1, 1, 1, 1, 1, 1, 1, 1, 2, 3]));
        file.choice(fields::INTEGRITY, self.pick("integrity", &[1, 1, 1, 2, 2, 2, 2, 3, 3, 4]));
    }

    /// In how many days the next annual review is: within a year, and while the licence is valid.
    /// Where that ends soon or has ended, the next one is that of a new licence. Two shops have it
    /// written down as later than the end, so that a contradiction can be seen. OURS
    fn review_in(&self, days_left: i64) -> Option<i64> {
        const TOO_LATE: [u32; 2] = [61, 181];
        if TOO_LATE.contains(&self.n) {
            return Some(days_left.max(0).saturating_add(45));
        }
        let most = days_left.saturating_sub(20).min(340);
        (days_left > 60).then(|| 20 + self.wide("review", most.unsigned_abs()))
    }

    /// When each field with a cycle was last found to be true, in days ago: a third of the files
    /// lately, a third long ago, the rest never.
    fn confirmations(&self, values: &[(FieldId, Value)]) -> Vec<(FieldId, i64)> {
        let mut found = Vec::new();
        for (of, _) in values {
            let Some(cycle_days) = field(*of).and_then(|def| def.freshness_days) else { continue };
            let cycle_days = i64::from(cycle_days);
            match self.roll("confirmed", 3) {
                0 => found.push((*of, self.wide("fresh", cycle_days.unsigned_abs()))),
                1 => found.push((*of, cycle_days + 1 + self.wide("stale", 200))),
                _ => {}
            }
        }
        found
    }

    /// A roll as a signed number.
    fn wide(&self, subject: &str, below: u64) -> i64 {
        i64::try_from(self.roll(subject, below)).unwrap_or(0)
    }

    /// The code of a choice.
    fn one_to(&self, subject: &str, most: u64) -> u8 {
        u8::try_from(1 + self.roll(subject, most)).unwrap_or(1)
    }
}

/// Before any order that there is.
const OLDEST_DAYS: i64 = 800;

/// Fields that some files lack.
const GAPS: [(&str, FieldId); 6] = [
    ("no phone", fields::PHONE),
    ("no line", fields::LINE),
    ("no scale", fields::SCALE),
    ("no address", fields::ADDRESS),
    ("no visit cycle", fields::VISIT_CYCLE),
    ("no legal rep", fields::LEGAL_REP),
];

/// The fields of one customer under way.
#[derive(Default)]
struct File {
    values: Vec<(FieldId, Value)>,
}

impl File {
    fn text(&mut self, field: FieldId, text: String) {
        self.values.push((field, Value::Text(text.into())));
    }

    fn choice(&mut self, field: FieldId, code: u8) {
        self.values.push((field, Value::Choice(code)));
    }

    fn integer(&mut self, field: FieldId, n: i64) {
        self.values.push((field, Value::Integer(n)));
    }

    fn date(&mut self, field: FieldId, day: NaiveDate) {
        self.values.push((field, Value::Date(day)));
    }

    /// A field without a name in code, by its key.
    fn keyed(&mut self, key: &str, value: Value) {
        self.values.extend(jipan_rules::schema::by_key(key).map(|def| (def.id, value)));
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod trade_tests;
