//! Duplicates and merges as they are shown. Not here: finding, choosing, writing.

use std::collections::BTreeMap;
use std::rc::Rc;

use jipan_book::Row;
use jipan_book::duplicates::Cluster;
use jipan_book::likeness::Likeness;
use jipan_book::merging::{PickBy, lost_contacts, pick};
use jipan_rules::schema::{FIELDS, FieldDef, field as field_def, fields};
use jipan_rules::status::is_closed;
use jipan_rules::values::ids::CustomerId;

use crate::drafts::{field_key, form_key};
use crate::duplicates::Found;
use crate::file::FORM_FIELDS;
use crate::merge::Couple;
use crate::model::Model;
use crate::route::{MergePlace, Route};
use crate::view::{
    ChooseView, ClusterView, CompareView, DistinctView, DuplicatesView, FoundView, MemberView,
    MergeBy, MergeRow, MergeSide, MergeView, MergedView,
};

/// So many pairs of one cluster are shown.
const N_PAIRS: usize = 6;

impl Model {
    pub(crate) fn duplicates_view(&self) -> DuplicatesView {
        let distinct = self.book.distinct_pairs().into_iter();
        let name = |id| self.name_of(id).unwrap_or_default();
        DuplicatesView {
            progress: self.duplicates.progress,
            is_stopped: self.duplicates.is_stopped,
            found: self.duplicates.found.as_ref().map(|found| self.found_view(found)),
            distinct: distinct
                .map(|(one, other)| DistinctView { one, other, names: [name(one), name(other)] })
                .collect(),
            is_read_only: !self.may_write(),
        }
    }

    fn found_view(&self, found: &Found) -> FoundView {
        let mut counts = BTreeMap::new();
        for sureness in found.clusters.iter().filter_map(Cluster::sureness) {
            let n: &mut usize = counts.entry(sureness).or_default();
            *n = n.saturating_add(1);
        }
        let shown = found.clusters.iter().take(self.duplicates.n_shown);
        let clusters: Vec<_> = shown.filter_map(|it| self.cluster_view(it)).map(Rc::new).collect();
        FoundView {
            counts: counts.into_iter().collect(),
            n_more: found.clusters.len().saturating_sub(self.duplicates.n_shown),
            clusters,
            n_left_out: found.n_left_out,
            is_cut: found.is_cut,
            is_old: found.is_old(&self.book),
        }
    }

    fn cluster_view(&self, cluster: &Cluster) -> Option<ClusterView> {
        let mut ids: Vec<CustomerId> = Vec::new();
        let mut pairs = Vec::new();
        for pair in cluster.pairs.iter().take(N_PAIRS) {
            let [one, other] = [pair.one, pair.other].map(|id| {
                ids.iter().position(|it| *it == id).unwrap_or_else(|| {
                    ids.push(id);
                    ids.len().saturating_sub(1)
                })
            });
            pairs.push((one, other, pair.likeness));
        }
        let members = ids.into_iter().filter_map(|id| self.member(self.book.row_of(id)?));
        Some(ClusterView {
            sureness: cluster.sureness()?,
            members: members.collect(),
            n_more: cluster.pairs.len().saturating_sub(pairs.len()),
            pairs,
        })
    }

    /// A customer, as far as it tells two apart.
    pub(crate) fn member(&self, row: Row) -> Option<MemberView> {
        let text = |field| self.book.text(row, field).map(str::to_owned);
        Some(MemberView {
            id: self.book.id_of(row)?,
            name: text(fields::NAME).unwrap_or_default(),
            address: text(fields::ADDRESS),
            phone: text(fields::PHONE),
            licence: text(fields::LICENCE),
            code: text(fields::CODE),
            closed: self.book.choice(row, fields::STATUS).filter(|code| is_closed(*code)),
        })
    }

    pub(crate) fn merge_view(&self, place: MergePlace) -> MergeView {
        let row = |id| self.book.row_of(id).filter(|row| self.book.is_visible(*row));
        match place {
            MergePlace::With(id) => match row(id).and_then(|row| self.member(row)) {
                Some(member) => MergeView::Choose(ChooseView {
                    member,
                    text: self.merge.text.as_str().into(),
                    offered: Rc::clone(&self.merge.offered),
                }),
                None => MergeView::Missing,
            },
            MergePlace::Pair(..) => match self.couple() {
                Some(couple) => MergeView::Compare(Box::new(self.compare_view(place, &couple))),
                None => MergeView::Missing,
            },
            MergePlace::Form(id) => match row(id) {
                Some(row) => MergeView::Compare(Box::new(self.typed_view(place, id, row))),
                None => MergeView::Missing,
            },
        }
    }

    fn compare_view(&self, place: MergePlace, couple: &Couple) -> CompareView {
        let ((_, stays), (_, goes)) = (couple.stays(), couple.goes());
        let [left, right] = couple.rows;
        let row = |def: &'static FieldDef| {
            let pick = pick(&self.book, stays, goes, def.id);
            let by_rule = || pick.map(|it| (couple.idx_of(it.side), MergeBy::Rule(it.by)));
            let by_person = self.merge.picked.get(&def.id).map(|side| (*side, MergeBy::Person));
            let (picked, by) = by_person.filter(|_| pick.is_some()).or_else(by_rule)?;
            let values = couple.rows.map(|row| self.book.written(row, def.id));
            let draft = |id| self.draft_text(&field_key(id, def.id));
            Some(MergeRow { def, values, drafts: couple.ids.map(draft), picked, by })
        };
        let (differing, one_sided) = apart(FIELDS.iter().filter_map(row));
        let same = FIELDS.iter().filter_map(|def| {
            let value = self.book.written(left, def.id)?;
            (self.book.written(right, def.id).as_ref() == Some(&value)).then_some((def, value))
        });
        let taken = self.taken(couple);
        CompareView {
            place,
            back: self.merge_back(Route::Duplicates),
            sides: couple.rows.map(|row| self.merge_side(row)),
            stays: couple.stays,
            likeness: Some(Likeness::of(&self.book, left, right, false)),
            differing,
            one_sided,
            same: same.collect(),
            lost: lost_contacts(&self.book, stays, goes, &taken),
            keeps_lost: !self.merge.drops_contacts,
            problem: self.merge_problem(),
            is_distinct: self.book.is_distinct(couple.ids[0], couple.ids[1]),
            is_read_only: !self.may_write(),
            is_allowed: self.is_allowed(&self.ops_of_merge(couple)),
        }
    }

    /// A customer beside what is typed into the form of a new one.
    fn typed_view(&self, place: MergePlace, id: CustomerId, row: Row) -> CompareView {
        let mut rows = Vec::new();
        let mut same = Vec::new();
        for def in FORM_FIELDS.into_iter().filter_map(field_def) {
            let (here, typed) = (self.book.value(row, def.id), self.typed_value(def.id));
            let text = self.draft_text(&form_key(def.id)).filter(|it| !it.trim().is_empty());
            match (here, typed) {
                (Some(value), Some(typed)) if value == typed => same.push((def, value)),
                (here, typed) if typed.is_some() || text.is_some() => {
                    let by_person = self.merge.picked.contains_key(&def.id) && typed.is_some();
                    rows.push(MergeRow {
                        def,
                        picked: usize::from(self.is_typed_taken(row, def.id)),
                        by: match by_person {
                            true => MergeBy::Person,
                            false if self.is_kept_by_file(row, def.id) => {
                                MergeBy::Rule(PickBy::Stays)
                            }
                            false => MergeBy::Typed,
                        },
                        drafts: [
                            self.draft_text(&field_key(id, def.id)),
                            text.filter(|_| typed.is_none()),
                        ],
                        values: [here, typed],
                    });
                }
                _ => {}
            }
        }
        let (differing, one_sided) = apart(rows.into_iter());
        let typed = MergeSide { member: None, since: None, n_notes: 0, n_contacts: 0 };
        CompareView {
            place,
            back: self.merge_back(Route::NewCustomer),
            sides: [self.merge_side(row), typed],
            stays: 0,
            likeness: None,
            differing,
            one_sided,
            same,
            lost: Vec::new(),
            keeps_lost: false,
            problem: self.merge_problem(),
            is_distinct: false,
            is_read_only: !self.may_write(),
            is_allowed: self.is_allowed(&self.ops_of_form(id, row)),
        }
    }

    fn merge_side(&self, row: Row) -> MergeSide {
        MergeSide {
            member: self.member(row),
            since: self.book.origin(row).map(|origin| origin.on),
            n_notes: self.book.notes(row).filter(|note| !note.is_retracted).count(),
            n_contacts: self.book.contacts(row).len(),
        }
    }

    fn draft_text(&self, key: &str) -> Option<Rc<str>> {
        self.drafts.texts.get(key).map(|text| text.as_str().into())
    }

    /// The customers that were merged into the one of a row.
    pub(crate) fn merged_views(&self, row: Row) -> Vec<MergedView> {
        let merged = self.book.merged_into(row).into_iter();
        merged
            .filter_map(|loser| {
                let on = self.book.merge_by(loser)?.on;
                Some(MergedView { member: self.member(loser)?, on })
            })
            .collect()
    }
}

/// Rows of which both sides say something, and the others.
fn apart(rows: impl Iterator<Item = MergeRow>) -> (Vec<Rc<MergeRow>>, Vec<Rc<MergeRow>>) {
    let both = |row: &Rc<MergeRow>| row.values.iter().all(Option::is_some);
    rows.map(Rc::new).partition(both)
}
