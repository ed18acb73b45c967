//! Customers that may be the same shop, and two files that are to become one.

use std::rc::Rc;

use jipan_book::likeness::{Likeness, Sureness};
use jipan_book::merging::PickBy;
use jipan_rules::NaiveDate;
use jipan_rules::schema::{FieldDef, FieldId};
use jipan_rules::value::Value;
use jipan_rules::values::ids::CustomerId;

use crate::route::{MergePlace, Route};

/// The screen of duplicates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DuplicatesView {
    /// Parts done and in all, while it is being searched.
    pub progress: Option<(u32, u32)>,
    /// Whether the last search was stopped before its end.
    pub is_stopped: bool,
    /// What was found; none before the first search has ended.
    pub found: Option<FoundView>,
    /// Pairs that were found to be two, the last judged first.
    pub distinct: Vec<DistinctView>,
    /// Whether nothing can be judged now.
    pub is_read_only: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundView {
    /// How many clusters there are of each sureness, surest first.
    pub counts: Vec<(Sureness, usize)>,
    /// The first of them, surest first.
    pub clusters: Vec<Rc<ClusterView>>,
    /// How many more there are.
    pub n_more: usize,
    /// Customers that were not compared with all others.
    pub n_left_out: usize,
    /// Whether more pairs were found than are kept.
    pub is_cut: bool,
    /// Whether the book changed since it was searched.
    pub is_old: bool,
}

/// Customers that may all be the same shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClusterView {
    /// How sure its surest pair is.
    pub sureness: Sureness,
    /// The customers.
    pub members: Vec<MemberView>,
    /// What is alike of which: places among the members.
    pub pairs: Vec<(usize, usize, Likeness)>,
    /// How many more pairs there are.
    pub n_more: usize,
}

/// A customer, as far as it tells two apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberView {
    /// Which.
    pub id: CustomerId,
    /// 店铺名称
    pub name: String,
    /// 经营地址
    pub address: Option<String>,
    /// 联系电话
    pub phone: Option<String>,
    /// 许可证号
    pub licence: Option<String>,
    /// 客户代码
    pub code: Option<String>,
    /// The code of the state, for one that has closed.
    pub closed: Option<u8>,
}

/// Two customers that were found to be two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistinctView {
    /// One of them.
    pub one: CustomerId,
    /// The other.
    pub other: CustomerId,
    /// Their names.
    pub names: [String; 2],
}

/// The merge screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeView {
    /// The other one is to be found.
    Choose(ChooseView),
    /// Two are compared.
    Compare(Box<CompareView>),
    /// One of them is not in the book.
    Missing,
}

/// Finding the other one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChooseView {
    /// The one that is there.
    pub member: MemberView,
    /// What is searched for.
    pub text: Rc<str>,
    /// Those offered.
    pub offered: Rc<[MergeCandidate]>,
}

/// A customer to merge with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeCandidate {
    /// The customer.
    pub member: MemberView,
    /// What is alike.
    pub likeness: Likeness,
}

/// Two files side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct CompareView {
    /// What is compared.
    pub place: MergePlace,
    /// Where one came from.
    pub back: Route,
    /// Left and right.
    pub sides: [MergeSide; 2],
    /// The side that stays.
    pub stays: usize,
    /// What is alike; none of what is only typed.
    pub likeness: Option<Likeness>,
    /// Fields of which both say something, and not the same.
    pub differing: Vec<Rc<MergeRow>>,
    /// Fields of which only one says something.
    pub one_sided: Vec<Rc<MergeRow>>,
    /// Fields of which both say the same.
    pub same: Vec<(&'static FieldDef, Value)>,
    /// Contacts that the merged file would not say any more.
    pub lost: Vec<Vec<(FieldId, Value)>>,
    /// Whether they are kept as further contacts.
    pub keeps_lost: bool,
    /// Why they cannot become one as chosen.
    pub problem: Option<MergeProblem>,
    /// Whether they were found to be two.
    pub is_distinct: bool,
    /// Whether nothing can be written now.
    pub is_read_only: bool,
    /// Whether the person may merge.
    pub is_allowed: bool,
}

/// One of two files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeSide {
    /// The customer; none of what is only typed.
    pub member: Option<MemberView>,
    /// The day it came into the book.
    pub since: Option<NaiveDate>,
    /// Notes about it.
    pub n_notes: usize,
    /// Its further contacts.
    pub n_contacts: usize,
}

/// A field of which one value is to be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRow {
    /// The field.
    pub def: &'static FieldDef,
    /// The values, left and right.
    pub values: [Option<Value>; 2],
    /// What is typed into the files and not a value yet.
    pub drafts: [Option<Rc<str>>; 2],
    /// The side chosen.
    pub picked: usize,
    /// Why.
    pub by: MergeBy,
}

/// Why a value is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeBy {
    /// By itself, for this reason.
    Rule(PickBy),
    /// It was typed just now.
    Typed,
    /// The person chose it.
    Person,
}

/// Why two cannot become one as chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeProblem {
    /// It would end before it begins.
    ValidToBeforeIssued {
        /// 发证日期
        issued: NaiveDate,
        /// 有效日期
        valid_to: NaiveDate,
    },
    /// The code or licence belongs to a third customer.
    KeyTaken {
        /// The key.
        field: FieldId,
        /// The name of who has it.
        name: String,
    },
}

/// A customer that was merged into the one of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergedView {
    /// Which, with what it was known by.
    pub member: MemberView,
    /// The day of the merge.
    pub on: NaiveDate,
}
