//! The rules of the company, and what would follow from another one.

use std::rc::Rc;

use jipan_rules::setting::{RuleKey, Version};

use crate::model::Model;
use crate::rules::{Move, RuleEdit, moves_customers, rule_key};
use crate::view::{
    MoveView, PreviewView, PreviewedView, RuleEditView, RuleView, RulesView, VersionView,
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
        let preview = match (self.known_moves(), self.percent_previewed()) {
            (_, Some(percent)) => PreviewView::Running(percent),
            (Some(moves), None) => PreviewView::Done(Rc::new(self.previewed(moves, edit.n_shown))),
            (None, None) => PreviewView::None,
        };
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
            moves_customers: moves_customers(edit.key),
            preview,
        }
    }

    fn previewed(&self, moves: &[Move], n_shown: usize) -> PreviewedView {
        let n = |is_other: fn(&Move) -> bool| moves.iter().filter(|it| is_other(it)).count();
        let shown = moves.iter().take(n_shown).map(|&(id, [from, to])| MoveView {
            id,
            name: self.name_of(id).unwrap_or_default(),
            from,
            to,
        });
        PreviewedView {
            n_tier: n(|(_, [from, to])| from.tier != to.tier),
            n_grade: n(|(_, [from, to])| from.grade != to.grade),
            n_scale: n(|(_, [from, to])| from.scale != to.scale),
            moves: shown.collect(),
            n_more: moves.len().saturating_sub(n_shown),
        }
    }
}
