//! Which field a heading names. Not here: what the cells below it hold.
//!
//! Headings are compared without case, spaces, signs and width, so that `客户代码*` and
//! `Customer code` are found; what stands in brackets (mostly a unit) counts only when the whole
//! heading is a name.

use jipan_rules::schema::{FIELDS, FieldDef, FieldId, Tag, field};

/// What is known of headings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guesser {
    remembered: Vec<(String, FieldId)>,
    names: Vec<(String, FieldId)>,
    aliases: Vec<(String, FieldId)>,
}

impl Guesser {
    /// Knows the schema, and which headings the user once gave a field, oldest first.
    pub fn new(remembered: &[(String, FieldId)]) -> Self {
        Self {
            remembered: remembered_names(remembered),
            names: names_of(|def| vec![def.zh, def.en, def.key]),
            aliases: names_of(|def| def.aliases.to_vec()),
        }
    }

    /// For each heading its field; each field at most once. What the user chose before comes
    /// first, then the names of the schema, then its aliases, then the same without brackets.
    ///
    /// ```
    /// use jipan_rules::schema::fields;
    /// use jipan_sheets::guess::Guesser;
    ///
    /// let headings = ["店铺名称".to_owned(), "营业面积(㎡)".to_owned(), "颜色".to_owned()];
    /// let guessed = Guesser::new(&[]).guess(&headings);
    /// assert_eq!(guessed, [Some(fields::NAME), Some(fields::AREA), None]);
    /// ```
    pub fn guess(&self, headings: &[String]) -> Vec<Option<FieldId>> {
        let mut guessed = vec![None; headings.len()];
        let whole: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        assign(&mut guessed, &whole, &self.remembered);
        assign(&mut guessed, &whole, &self.names);
        assign(&mut guessed, &whole, &self.aliases);
        let bare: Vec<String> = headings.iter().map(|it| plain(&unbracketed(it))).collect();
        assign(&mut guessed, &bare, &self.names);
        assign(&mut guessed, &bare, &self.aliases);
        guessed
    }
}

/// Headings of the column of reasons in a file of failed rows, in each language: by it such a file
/// is known again, whatever language the app speaks by then. They are those of the locales.
pub const REASON_HEADINGS: [&str; 2] = ["未导入的原因", "Why it was not imported"];

/// Whether a first record is that of a file of failed rows. Then it holds the headings, whatever
/// stands below: the titles above it, which may have decided before, are gone.
///
/// ```
/// use jipan_sheets::guess::is_of_failed;
/// let headings = ["颜色".to_owned(), "未导入的原因".to_owned(), String::new()];
/// assert!(is_of_failed(&headings));
/// assert!(!is_of_failed(&headings[..1]));
/// ```
pub fn is_of_failed(headings: &[String]) -> bool {
    let last = headings.iter().rposition(|it| !it.is_empty());
    let text = last.filter(|idx| *idx > 0).and_then(|idx| headings.get(idx));
    text.is_some_and(|text| REASON_HEADINGS.contains(&text.as_str()))
}

/// Whether a file may state the field: every field but those that the app computes itself.
pub fn is_importable(def: &FieldDef) -> bool {
    match def.tag {
        Tag::Static | Tag::Dynamic => true,
        Tag::Generated => def.stated,
    }
}

/// Gives each column without a field the first one of its name, unless it is taken.
fn assign(guessed: &mut [Option<FieldId>], headings: &[String], names: &[(String, FieldId)]) {
    for (idx, heading) in headings.iter().enumerate() {
        if heading.is_empty() || guessed.get(idx).is_none_or(Option::is_some) {
            continue;
        }
        let Some((_, chosen)) = names.iter().find(|(name, _)| name == heading) else { continue };
        let is_taken = guessed.contains(&Some(*chosen));
        if let Some(slot) = guessed.get_mut(idx).filter(|_| !is_taken) {
            *slot = Some(*chosen);
        }
    }
}

/// What the user chose, the last choice first.
fn remembered_names(remembered: &[(String, FieldId)]) -> Vec<(String, FieldId)> {
    let is_known = |id: FieldId| field(id).is_some_and(is_importable);
    let choices = remembered.iter().rev().filter(|(_, id)| is_known(*id));
    choices.map(|(heading, id)| (plain(heading), *id)).collect()
}

fn names_of(names: impl Fn(&FieldDef) -> Vec<&'static str>) -> Vec<(String, FieldId)> {
    let importable = FIELDS.iter().filter(|def| is_importable(def));
    importable.flat_map(|def| names(def).into_iter().map(|name| (plain(name), def.id))).collect()
}

/// Letters and digits only, half-width, in lower case.
fn plain(text: &str) -> String {
    let narrow = text.chars().map(|character| match character {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character).wrapping_sub(0xFEE0)).unwrap_or(character)
        }
        other => other,
    });
    narrow.filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The text without what stands in brackets.
fn unbracketed(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '［' | '【' | '〔' => depth = depth.saturating_add(1),
            ')' | '）' | ']' | '］' | '】' | '〕' => depth = depth.saturating_sub(1),
            other if depth == 0 => out.push(other),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jipan_rules::schema::fields;

    use super::*;

    fn guess_of(headings: &[&str], remembered: &[(String, FieldId)]) -> Vec<Option<FieldId>> {
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        Guesser::new(remembered).guess(&headings)
    }

    #[test]
    fn every_name_of_the_schema_is_found() {
        let names = names_of(|def| vec![def.zh, def.en, def.key]);
        for def in FIELDS.iter().filter(|def| is_importable(def)) {
            for name in [def.zh, def.en, def.key] {
                let is_other =
                    |known: &&(String, FieldId)| known.0 == plain(name) && known.1 != def.id;
                assert_eq!(names.iter().find(is_other), None, "{name} names two fields");
                assert_eq!(guess_of(&[name], &[]), [Some(def.id)], "{name}");
            }
        }
    }

    #[test]
    fn units_signs_case_and_width_do_not_matter() {
        let headings = ["*店铺名称：", "营业面积（平方米）", "ＣＵＳＴＯＭＥＲ　ＣＯＤＥ"];
        let expected = [Some(fields::NAME), Some(fields::AREA), Some(fields::CODE)];
        assert_eq!(guess_of(&headings, &[]), expected);
    }

    #[test]
    fn a_field_is_given_to_the_first_column_only() {
        assert_eq!(guess_of(&["备注", "备注"], &[]), [Some(fields::REMARK), None]);
    }

    #[test]
    fn what_the_user_chose_comes_first_and_the_last_choice_counts() {
        let remembered = [("门头".to_owned(), fields::REMARK), ("门头".to_owned(), fields::NAME)];
        assert_eq!(guess_of(&["店铺名称", "门头"], &remembered), [None, Some(fields::NAME)]);
    }

    #[test]
    fn a_computed_field_is_never_guessed() {
        let remembered = [("分类".to_owned(), fields::CLASS)];
        assert_eq!(guess_of(&["分类"], &remembered), [None]);
        for def in FIELDS.iter().filter(|def| !is_importable(def)) {
            assert_ne!(guess_of(&[def.zh], &[]), [Some(def.id)]);
        }
    }
}
