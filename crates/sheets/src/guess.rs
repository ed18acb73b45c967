//! Which field a heading names. Not here: what the cells below it hold.
//!
//! Headings are compared without case, spaces, signs and width, so that `客户代码*` and
//! `Customer code` are found; what stands in brackets (mostly a unit) counts only when the whole
//! heading is a name.

use jipan_book::sheet::SheetKind;
use jipan_rules::schema::{FieldDef, FieldId, Tag};

/// What is known of headings, for each kind of file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guesser {
    kinds: Vec<Known>,
}

/// What is known of headings of one kind of file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    kind: SheetKind,
    remembered: Vec<(String, FieldId)>,
    names: Vec<(String, FieldId)>,
    aliases: Vec<(String, FieldId)>,
}

impl Guesser {
    /// Knows the schema, and which headings the user once gave a field, oldest first.
    pub fn new(remembered: &[(String, FieldId)]) -> Self {
        let kinds = SheetKind::ALL.map(|kind| Known {
            kind,
            remembered: remembered_names(kind, remembered),
            names: names_of(kind, |def| vec![def.zh, def.en, def.key]),
            aliases: names_of(kind, |def| def.aliases.to_vec()),
        });
        Self { kinds: kinds.to_vec() }
    }

    /// For each heading of a file of this kind its field; each field at most once. What the user
    /// chose before comes first, then the names of the schema, then its aliases, then the same
    /// without brackets.
    ///
    /// ```
    /// use jipan_book::sheet::SheetKind;
    /// use jipan_rules::schema::fields;
    /// use jipan_sheets::guess::Guesser;
    ///
    /// let headings = ["店铺名称".to_owned(), "营业面积(㎡)".to_owned(), "颜色".to_owned()];
    /// let guessed = Guesser::new(&[]).guess(SheetKind::Customers, &headings);
    /// assert_eq!(guessed, [Some(fields::NAME), Some(fields::AREA), None]);
    /// ```
    pub fn guess(&self, kind: SheetKind, headings: &[String]) -> Vec<Option<FieldId>> {
        let mut guessed = vec![None; headings.len()];
        let Some(known) = self.kinds.iter().find(|it| it.kind == kind) else { return guessed };
        let whole: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
        assign(&mut guessed, &whole, &known.remembered);
        assign(&mut guessed, &whole, &known.names);
        assign(&mut guessed, &whole, &known.aliases);
        let bare: Vec<String> = headings.iter().map(|it| plain(&unbracketed(it))).collect();
        assign(&mut guessed, &bare, &known.names);
        assign(&mut guessed, &bare, &known.aliases);
        guessed
    }

    /// The kind of file that headings are of, and the field of each: rather one of which they have
    /// everything that is required, then the one of which they name most; customers when none is
    /// named. `OURS`
    ///
    /// ```
    /// use jipan_book::sheet::SheetKind;
    /// use jipan_sheets::guess::Guesser;
    ///
    /// let headings = ["客户代码", "订单号", "订单日期", "商品代码", "数量"].map(str::to_owned);
    /// assert_eq!(Guesser::new(&[]).best(&headings).0, SheetKind::Orders);
    /// ```
    pub fn best(&self, headings: &[String]) -> (SheetKind, Vec<Option<FieldId>>) {
        let none = (SheetKind::Customers, vec![None; headings.len()]);
        let score = |(kind, guessed): &(SheetKind, Vec<Option<FieldId>>)| {
            let mut required = kind.fields().iter().filter(|def| def.required);
            let is_whole = required.all(|def| guessed.contains(&Some(def.id)));
            (is_whole, guessed.iter().flatten().count())
        };
        SheetKind::ALL.into_iter().fold(none, |best, kind| {
            let next = (kind, self.guess(kind, headings));
            if score(&next) > score(&best) { next } else { best }
        })
    }

    /// How many headings name a field of one kind of file, of that with most.
    pub fn n_known(&self, headings: &[String]) -> usize {
        let known = SheetKind::ALL.map(|kind| self.guess(kind, headings).iter().flatten().count());
        known.into_iter().max().unwrap_or_default()
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
fn remembered_names(kind: SheetKind, remembered: &[(String, FieldId)]) -> Vec<(String, FieldId)> {
    let is_known = |id: FieldId| kind.fields().iter().any(|def| def.id == id && is_importable(def));
    let choices = remembered.iter().rev().filter(|(_, id)| is_known(*id));
    choices.map(|(heading, id)| (plain(heading), *id)).collect()
}

fn names_of(
    kind: SheetKind,
    names: impl Fn(&FieldDef) -> Vec<&'static str>,
) -> Vec<(String, FieldId)> {
    let importable = kind.fields().iter().filter(|def| is_importable(def));
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
mod tests;
