//! Words for duplicates and merging: what is alike, why a value is chosen. Not here: errors, names.

use jipan_app::view::{MergeBy, MergeProblem};
use jipan_book::likeness::{
    AddressLikeness, KeyLikeness, Likeness, NameLikeness, PhoneLikeness, Sureness,
};
use jipan_book::merging::PickBy;

use super::Tr;

impl Tr {
    /// How sure it is that two are one shop.
    pub fn sureness(&self, sureness: Sureness) -> String {
        match sureness {
            Sureness::SameKey => self.text("sure-key"),
            Sureness::NameAndPhone => self.text("sure-phone"),
            Sureness::NameAndAddress => self.text("sure-address"),
            Sureness::PhoneOnly => self.text("sure-phone-only"),
        }
    }

    /// What is alike of two customers, and what speaks against it.
    pub fn likeness(&self, likeness: &Likeness) -> String {
        let licence = match likeness.licence {
            KeyLikeness::Same => Some(self.text("alike-licence")),
            KeyLikeness::Other => Some(self.text("alike-licence-other")),
            KeyLikeness::Unknown => None,
        };
        let code = match likeness.code {
            KeyLikeness::Same => Some(self.text("alike-code")),
            KeyLikeness::Other | KeyLikeness::Unknown => None,
        };
        let name = match likeness.name {
            NameLikeness::Same => Some(self.text("alike-name")),
            NameLikeness::Near => Some(self.text("alike-name-near")),
            NameLikeness::SameSound => Some(self.text("alike-name-sound")),
            NameLikeness::Other => None,
        };
        let phone = match likeness.phone {
            PhoneLikeness::Same => Some(self.text("alike-phone")),
            PhoneLikeness::SharedByMany => Some(self.text("alike-phone-shared")),
            PhoneLikeness::Other => None,
        };
        let address = match likeness.address {
            AddressLikeness::Same => Some(self.text("alike-address")),
            AddressLikeness::Near => Some(self.text("alike-address-near")),
            AddressLikeness::OtherNumber => Some(self.text("alike-address-number")),
            AddressLikeness::Other => None,
        };
        let is_other = likeness.licence == KeyLikeness::Other;
        let (first, last) = if is_other { (None, licence) } else { (licence, None) };
        let facts: Vec<String> =
            [first, code, name, phone, address, last].into_iter().flatten().collect();
        if facts.is_empty() { self.text("alike-nothing") } else { facts.join(" · ") }
    }

    /// Why a value is chosen.
    pub fn merge_by(&self, by: MergeBy) -> String {
        match by {
            MergeBy::Rule(PickBy::OnlyOne) => self.text("picked-only"),
            MergeBy::Rule(PickBy::Confirmed(day)) => {
                self.with("picked-confirmed", &[("date", self.date(day).into())])
            }
            MergeBy::Rule(PickBy::Written(day)) => {
                self.with("picked-written", &[("date", self.date(day).into())])
            }
            MergeBy::Rule(PickBy::Contact) => self.text("picked-contact"),
            MergeBy::Rule(PickBy::Stays) => self.text("picked-stays"),
            MergeBy::Typed => self.text("picked-typed"),
            MergeBy::Person => self.text("picked-person"),
        }
    }

    /// Why two cannot become one as chosen.
    pub fn merge_problem(&self, problem: &MergeProblem) -> String {
        match problem {
            MergeProblem::ValidToBeforeIssued { issued, valid_to } => {
                let args =
                    [("issued", self.date(*issued).into()), ("to", self.date(*valid_to).into())];
                self.with("merge-problem-dates", &args)
            }
            MergeProblem::KeyTaken { field, name } => {
                let args =
                    [("field", self.field_of(*field).into()), ("name", name.as_str().into())];
                self.with("merge-problem-key", &args)
            }
        }
    }
}
