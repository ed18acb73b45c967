//! What a workbook says of itself before its cells: sheets, number formats, from which day it
//! counts, and where its parts are. Not here: cells and shared texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use jipan_book::sheet::SheetError;

use super::format::Format;
use super::number::Epoch;
use super::table::N_FORMATS_MAX;
use super::xml::{Node, Tag, Xml};
use super::zip::{Directory, Part};

/// Parts other than sheets and shared texts unpack to at most this.
const SMALL_PART_BYTES_MAX: u64 = 64_000_000;

/// More sheets than a person chooses from.
const N_SHEETS_MAX: usize = 1_000;

/// A workbook whose cells are not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    bytes: Arc<Vec<u8>>,
    directory: Directory,
    /// Sheets with cells that are to be seen, in their order.
    pub sheets: Vec<Sheet>,
    /// From which day it counts.
    pub epoch: Epoch,
    /// Number formats, each once; the first says nothing.
    pub formats: Vec<Format>,
    /// For each look of a cell its number format.
    pub looks: Vec<u16>,
    strings: Option<String>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    path: String,
}

/// A line of a part that says where other parts are.
#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    path: String,
}

impl Package {
    /// Reads what the workbook says of itself.
    ///
    /// # Errors
    /// When it is no XLSX workbook, protected by a password, or damaged.
    pub fn new(bytes: Vec<u8>) -> Result<Self, SheetError> {
        let bytes = Arc::new(bytes);
        let directory = Directory::new(&bytes)?;
        let mut package = Self {
            bytes,
            directory,
            sheets: Vec::new(),
            epoch: Epoch::default(),
            formats: vec![Format::general()],
            looks: Vec::new(),
            strings: None,
        };
        let main = package.main_part()?;
        let relations = package.relations_of(&main)?;
        package.read_workbook(&main, &relations)?;
        let path = |kind: &str| {
            let found = relations.iter().find(|it| it.kind == kind);
            found.map(|it| it.path.clone()).filter(|path| package.directory.has(path))
        };
        let (strings, styles) = (path("sharedStrings"), path("styles"));
        package.strings = strings;
        if let Some(path) = styles {
            package.read_styles(&path)?;
        }
        Ok(package)
    }

    /// The part with the sheets.
    fn main_part(&self) -> Result<String, SheetError> {
        let is_other = ["content.xml", "index/document.iwa", "xl/workbook.bin"];
        if is_other.iter().any(|name| self.directory.has(name)) {
            return Err(SheetError::Workbook);
        }
        let relations = self.relations_of("")?;
        let main = relations.into_iter().find(|it| it.kind == "officeDocument");
        let path = main.map_or_else(|| "xl/workbook.xml".to_owned(), |it| it.path);
        if self.directory.has(&path) { Ok(path) } else { Err(SheetError::NoWorkbook) }
    }

    /// The parts that a part names; none when it names none.
    fn relations_of(&self, part: &str) -> Result<Vec<Relation>, SheetError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}_rels/{name}.rels");
        let mut relations = Vec::new();
        self.read_small(&path, |tag, _| {
            if tag.name() != "Relationship" {
                return Ok(());
            }
            let get = |name| tag.get(name).map(Option::unwrap_or_default);
            let (id, kind, target) = (get("Id")?, get("Type")?, get("Target")?);
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id: id.into(), kind, path: path_of(folder, &target) });
            Ok(())
        })?;
        Ok(relations)
    }

    fn read_workbook(&mut self, main: &str, relations: &[Relation]) -> Result<(), SheetError> {
        let (mut seen, mut hidden) = (Vec::new(), Vec::new());
        let mut epoch = Epoch::default();
        self.read_small(main, |tag, _| {
            match tag.name() {
                "workbookPr" => {
                    if matches!(tag.get("date1904")?.as_deref(), Some("1" | "true")) {
                        epoch = Epoch::Year1904;
                    }
                }
                "sheet" => {
                    let id = tag.get("id")?.unwrap_or_default();
                    let relation = relations.iter().find(|it| it.id == id);
                    let Some(relation) = relation.filter(|it| it.kind == "worksheet") else {
                        return Ok(()); // A chart or a dialog has no cells.
                    };
                    let name = tag.get("name")?.unwrap_or_default().into_owned();
                    let sheet = Sheet { name, path: relation.path.clone() };
                    match tag.get("state")?.as_deref() {
                        Some("hidden" | "veryHidden") => hidden.push(sheet),
                        Some(_) | None => seen.push(sheet),
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        self.epoch = epoch;
        self.sheets = if seen.is_empty() { hidden } else { seen };
        self.sheets.truncate(N_SHEETS_MAX);
        if self.sheets.is_empty() { Err(SheetError::NoWorkbook) } else { Ok(()) }
    }

    fn read_styles(&mut self, path: &str) -> Result<(), SheetError> {
        let mut codes: BTreeMap<u16, String> = BTreeMap::new();
        let mut formats = core::mem::take(&mut self.formats);
        let mut places: BTreeMap<u16, u16> = BTreeMap::from([(0, 0)]);
        let mut looks = Vec::new();
        let id_of = |tag: &Tag<'_>| {
            let id = tag.get("numFmtId")?.and_then(|it| it.parse::<u16>().ok());
            Ok::<u16, SheetError>(id.unwrap_or(0))
        };
        self.read_small(path, |tag, above| {
            if tag.name() == "numFmt" && above == "numFmts" {
                let code = tag.get("formatCode")?.unwrap_or_default();
                codes.insert(id_of(tag)?, code.into_owned());
            } else if tag.name() == "xf" && above == "cellXfs" {
                let id = id_of(tag)?;
                let place = *places.entry(id).or_insert_with(|| {
                    let place = u16::try_from(formats.len()).unwrap_or(u16::MAX);
                    if place >= N_FORMATS_MAX {
                        return 0;
                    }
                    formats.push(Format::new(id, codes.get(&id).cloned().unwrap_or_default()));
                    place
                });
                looks.push(place);
            }
            Ok(())
        })?;
        (self.formats, self.looks) = (formats, looks);
        Ok(())
    }

    /// Hands every element of a part to `each`, with the name of the one around it. A part that is
    /// not there has none.
    fn read_small(
        &self,
        path: &str,
        mut each: impl FnMut(&Tag<'_>, &str) -> Result<(), SheetError>,
    ) -> Result<(), SheetError> {
        let Some(part) = self.open(path, SMALL_PART_BYTES_MAX)? else { return Ok(()) };
        let mut xml = Xml::new(part);
        let mut around: Vec<String> = Vec::new();
        loop {
            match xml.next()? {
                Node::Open(tag) => {
                    each(&tag, around.last().map(String::as_str).unwrap_or_default())?;
                    around.push(tag.name().to_owned());
                }
                Node::Close => {
                    around.pop();
                }
                Node::End => return Ok(()),
                Node::Text(_) | Node::Other => {}
            }
        }
    }

    fn open(&self, path: &str, unpacked_max: u64) -> Result<Option<Part>, SheetError> {
        self.directory.open(&self.bytes, path, unpacked_max)
    }

    /// The part of shared texts and how many bytes it unpacks to; `None` when there are none.
    pub(super) fn strings(&self, unpacked_max: u64) -> Result<Option<(Xml, u64)>, SheetError> {
        let Some(path) = &self.strings else { return Ok(None) };
        let part = self.open(path, unpacked_max)?;
        Ok(part.map(|part| (Xml::new(part), self.directory.unpacked(path))))
    }

    /// The part of a sheet and how many bytes it unpacks to.
    ///
    /// # Errors
    /// When there is no such sheet, or it is damaged or too large.
    pub(super) fn sheet(&self, idx: usize, unpacked_max: u64) -> Result<(Xml, u64), SheetError> {
        let sheet = self.sheets.get(idx).ok_or(SheetError::Damaged)?;
        let part = self.open(&sheet.path, unpacked_max)?.ok_or(SheetError::Damaged)?;
        Ok((Xml::new(part), self.directory.unpacked(&sheet.path)))
    }
}

/// The path of a target, which is named from a folder or from the top.
fn path_of(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let (folder, target) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, target.as_str()),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            name => steps.push(name),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_found_from_its_folder_or_from_the_top() {
        assert_eq!(path_of("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(path_of("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(path_of("xl", "../docProps/app.xml"), "docProps/app.xml");
        assert_eq!(path_of("", "xl\\workbook.xml"), "xl/workbook.xml");
        assert_eq!(path_of("", "../../a"), "a");
    }
}
