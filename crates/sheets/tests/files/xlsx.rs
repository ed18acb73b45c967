//! Workbooks as other programs write them, down to the byte. Not here: what must come of them.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// A workbook with one sheet of these rows of cells, in XML.
pub(crate) fn sheet(rows: &str) -> Vec<u8> {
    book(&[("表一", &worksheet(rows, ""))])
}

/// The XML of a sheet: rows, and what stands behind them.
pub(crate) fn worksheet(rows: &str, behind: &str) -> String {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData>{behind}</worksheet>"
    )
}

/// A row of texts in the cells from A on; an empty text leaves its cell out.
pub(crate) fn texts(number: u32, texts: &[&str]) -> String {
    let cells = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
    let cells = cells.map(|(idx, text)| {
        let column = char::from(b'A' + u8::try_from(idx).unwrap());
        format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    });
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

/// A workbook with these sheets, each with its name and its XML.
pub(crate) fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    Book { sheets, ..Book::default() }.bytes()
}

/// What a workbook is made of.
#[derive(Default)]
pub(crate) struct Book<'a> {
    /// Name and XML of each sheet.
    pub(crate) sheets: &'a [(&'a str, &'a str)],
    /// Attributes of each sheet in the workbook, such as `state="hidden"`.
    pub(crate) states: &'a [&'a str],
    /// Content of the workbook before its sheets.
    pub(crate) properties: &'a str,
    /// Shared texts, each in XML.
    pub(crate) strings: &'a [&'a str],
    /// Content of the styles.
    pub(crate) styles: &'a str,
}

impl Book<'_> {
    /// The bytes of the file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        zip(&self.parts())
    }

    /// Its parts by name.
    pub(crate) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{types}/{kind}\" Target=\"{target}\"/>")
        };
        let mut entries = String::new();
        let mut relations = relation("s", "sharedStrings", "sharedStrings.xml")
            + &relation("t", "styles", "styles.xml");
        let mut parts = Vec::new();
        for (idx, (name, xml)) in self.sheets.iter().enumerate() {
            let state = self.states.get(idx).unwrap_or(&"");
            entries.extend(["<sheet name=\"", name, "\" sheetId=\"1\" ", state]);
            entries.extend([" r:id=\"r", &idx.to_string(), "\"/>"]);
            relations += &relation(&format!("r{idx}"), "worksheet", &format!("sheets/{idx}.xml"));
            parts.push((format!("xl/sheets/{idx}.xml"), xml.as_bytes().to_vec()));
        }
        let properties = self.properties;
        let workbook = format!(
            "<?xml version=\"1.0\"?><x:workbook xmlns:x=\"y\" xmlns:r=\"z\">{properties}\
             <x:sheets>{}</x:sheets></x:workbook>",
            entries.replace("<sheet ", "<x:sheet ")
        );
        let strings = self.strings.concat();
        let mut add = |name: &str, xml: String| parts.push((name.to_owned(), xml.into_bytes()));
        add("_rels/.rels", in_relations(&relation("a", "officeDocument", "/xl/workbook.xml")));
        add("xl/workbook.xml", workbook);
        add("xl/_rels/workbook.xml.rels", in_relations(&relations));
        add("xl/sharedStrings.xml", format!("<sst uniqueCount=\"99999999999\">{strings}</sst>"));
        add("xl/styles.xml", format!("<styleSheet>{}</styleSheet>", self.styles));
        parts
    }
}

fn in_relations(relations: &str) -> String {
    format!("<Relationships>{relations}</Relationships>")
}

/// A ZIP file of these parts.
pub(crate) fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let start = u32::try_from(file.len()).unwrap();
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
        packed.write_all(content).unwrap();
        let packed = packed.finish().unwrap();
        let mut checksum = Crc::new();
        checksum.update(content);
        let mut facts = vec![0, 0, 8, 0, 0, 0, 0, 0];
        for fact in [checksum.sum(), short(packed.len()), short(content.len())] {
            facts.extend_from_slice(&fact.to_le_bytes());
        }
        facts.extend_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        facts.extend_from_slice(&[0, 0]);
        file.extend_from_slice(b"PK\x03\x04\x14\0");
        file.extend_from_slice(&facts);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0");
        directory.extend_from_slice(&facts);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&start.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, length) = (short(file.len()), short(directory.len()));
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    let n = u16::try_from(parts.len()).unwrap().to_le_bytes();
    file.extend_from_slice(&[n, n].concat());
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&start.to_le_bytes());
    file.extend_from_slice(&[0, 0]);
    file
}

fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap()
}
