//! The rules of the company, and what would follow from another one.

use std::rc::Rc;

use jipan_book::standing::Standing;
use jipan_rules::service::ServiceLevel;
use jipan_rules::setting::{FunnelKey, RuleKey, Version};

use crate::model::Model;
use crate::rules::{Move, Previewed, Previewing, RuleEdit, rule_key};
use crate::view::{
    MoveView, Moved, PreviewSum, PreviewView, PreviewedView, RuleEditView, RuleView, RulesView,
    VersionView,
};

impl Model {
    pub(crate) fn rules_view(&self) -> RulesView {
        let rules = self.book.rule_book();
        let version = |version: Version| {
            let origin = version.from.and_then(|from| self.book.rule_by(version.key.code(), from));
            VersionView { by: origin.and_then(|it| self.who_did(it.by)), version }
        };
        let rule = |key: RuleKey| RuleView {
            key,
            now: rules.in_force(key, self.today),
            next: rules.next(key, self.today),
            has_draft: self.drafts.texts.contains_key(&rule_key(key)),
            versions: rules.versions(key).rev().map(version).collect(),
        };
        RulesView {
            rules: RuleKey::ALL.into_iter().map(rule).collect(),
            edit: self.rule_edit.as_ref().map(|edit| self.rule_edit_view(edit)),
            is_read_only: !self.may_set_rules(),
            today: self.today,
        }
    }

    fn rule_edit_view(&self, edit: &RuleEdit) -> RuleEditView {
        RuleEditView {
            key: edit.key,
            texts: edit.texts.clone(),
            errors: if edit.reverts.is_some() {
                Vec::new()
            } else {
                edit.value().err().unwrap_or_default()
            },
            from: edit.from,
            reverts: edit.reverts,
            is_day_wrong: edit.reverts.is_none() && edit.from.is_none_or(|from| from < self.today),
            is_other: edit.reverts.is_some() || self.typed_rule().is_some(),
            preview: self.preview_view(Previewing::Rule, sums_of(edit.key)),
        }
    }

    /// Who would stand otherwise, summed up by what changes, first by what it is about.
    pub(crate) fn preview_view(&self, of: Previewing, sums: &[PreviewSum]) -> PreviewView {
        match (self.known_moves(of), self.percent_previewed()) {
            (_, Some(percent)) => PreviewView::Running(percent),
            (Some(done), None) => PreviewView::Done(Rc::new(self.previewed(done, sums))),
            (None, None) => PreviewView::None,
        }
    }

    fn previewed(&self, done: &Previewed, sums: &[PreviewSum]) -> PreviewedView {
        let Previewed { moves, n_all, .. } = done;
        let n_shown = self.preview.n_shown;
        let shown = moves.iter().take(n_shown).map(|(id, moved)| MoveView {
            id: *id,
            name: self.name_of(*id).unwrap_or_default(),
            moved: moved.clone(),
        });
        let n = |of: PreviewSum| moves.iter().filter(|it| is_of(it, of)).count();
        let sums = sums.iter().map(|of| (*of, n(*of))).enumerate();
        PreviewedView {
            sums: sums.filter(|(at, (_, n))| *at == 0 || *n > 0).map(|(_, it)| it).collect(),
            n_all: *n_all,
            moves: shown.collect(),
            n_more: moves.len().saturating_sub(n_shown),
        }
    }
}

/// What a rule changes; first what it is about.
fn sums_of(key: RuleKey) -> &'static [PreviewSum] {
    match key {
        RuleKey::Tiers | RuleKey::Period => {
            &[PreviewSum::Tier, PreviewSum::Grade, PreviewSum::Scale]
        }
        RuleKey::ScaleCutoffs => &[PreviewSum::Scale],
        RuleKey::GradeMatrix | RuleKey::StructureLine => &[PreviewSum::Grade],
        RuleKey::Integrity => &[PreviewSum::Integrity],
        RuleKey::ServiceLevels | RuleKey::ClassServices => {
            &[PreviewSum::Visits, PreviewSum::Answers, PreviewSum::Services]
        }
        RuleKey::ReviewAmount => &[PreviewSum::Special, PreviewSum::NotSpecial],
        RuleKey::ClassCheckDays => &[PreviewSum::Due, PreviewSum::NotDue],
        RuleKey::Budget(_) => &[PreviewSum::Nothing],
        RuleKey::Funnel(key) => match key {
            // It moves nothing, and that is said of what the others move.
            FunnelKey::Levels | FunnelKey::Costs => {
                &[PreviewSum::Levels, PreviewSum::DueDays, PreviewSum::Weights]
            }
            FunnelKey::Weights => &[PreviewSum::Weights],
            FunnelKey::Closing | FunnelKey::Templates => &[PreviewSum::Levels, PreviewSum::DueDays],
            FunnelKey::FollowUp | FunnelKey::Rest | FunnelKey::Tries => {
                &[PreviewSum::DueDays, PreviewSum::Levels]
            }
        },
    }
}

fn is_of((_, moved): &Move, of: PreviewSum) -> bool {
    let stands = |is_other: fn([&Standing; 2]) -> bool| matches!(moved, Moved::Standing(both) if is_other(both.each_ref()));
    let serves = |is_other: fn([&ServiceLevel; 2]) -> bool| matches!(moved, Moved::Service(both) if is_other(both.each_ref()));
    match of {
        PreviewSum::Tier => stands(|[now, then]| now.tier != then.tier),
        PreviewSum::Grade => stands(|[now, then]| now.grade != then.grade),
        PreviewSum::Scale => stands(|[now, then]| now.scale != then.scale),
        PreviewSum::Visits => serves(|[now, then]| now.visit_days != then.visit_days),
        PreviewSum::Answers => serves(|[now, then]| now.answer_hours != then.answer_hours),
        PreviewSum::Services => serves(|[now, then]| now.services != then.services),
        PreviewSum::Integrity => matches!(moved, Moved::Integrity(_)),
        PreviewSum::Due => matches!(moved, Moved::ClassCheck { is_due: true }),
        PreviewSum::NotDue => matches!(moved, Moved::ClassCheck { is_due: false }),
        PreviewSum::Special => matches!(moved, Moved::Order { is_special: true, .. }),
        PreviewSum::NotSpecial => matches!(moved, Moved::Order { is_special: false, .. }),
        PreviewSum::Levels => {
            matches!(moved, Moved::Deal { level: [now, then], .. } if now != then)
        }
        PreviewSum::Nothing => false,
        PreviewSum::DueDays => matches!(moved, Moved::Deal { due: [now, then], .. } if now != then),
        PreviewSum::Weights => {
            matches!(moved, Moved::Deal { weight: [now, then], .. } if now != then)
        }
    }
}
