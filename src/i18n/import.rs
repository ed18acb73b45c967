//! Words of the import screen for facts of a file. Not here: errors.

use jipan_book::sheet::{Delimiter, Encoding};

use super::Tr;

impl Tr {
    /// How the characters of a file are written.
    pub fn encoding(&self, encoding: Encoding) -> String {
        match encoding {
            Encoding::Utf8 => self.text("import-utf8"),
            Encoding::Utf8Bom => self.text("import-utf8-bom"),
            Encoding::Gb18030 => self.text("import-gb18030"),
        }
    }

    /// What stands between the cells of a file.
    pub fn delimiter(&self, delimiter: Delimiter) -> String {
        match delimiter {
            Delimiter::Comma => self.text("import-comma"),
            Delimiter::Tab => self.text("import-tab"),
            Delimiter::Semicolon => self.text("import-semicolon"),
        }
    }
}
