//! Workbooks through the whole worker: any bytes as a ZIP file, or any bytes as the parts of a sound
//! ZIP file, which reaches what reads them.
#![no_main]

use flate2::Crc;

/// Parts of a workbook, in their order in the input.
const PARTS: [&str; 5] = [
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
];

/// What stands in place of a part that the input leaves out.
const USUAL: [&str; 5] = [
    "<worksheet><sheetData/></worksheet>",
    "<sst/>",
    "<styleSheet/>",
    "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>",
    "<Relationships><Relationship Id=\"r\" Type=\"/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
     <Relationship Id=\"s\" Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>\
     <Relationship Id=\"t\" Type=\"/styles\" Target=\"styles.xml\"/></Relationships>",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        jipan_fuzz::through_the_worker(bytes);
        return;
    }
    let mut given = bytes.split(|byte| *byte == 0);
    let parts = PARTS.iter().zip(USUAL).map(|(name, usual)| {
        let content = given.next().filter(|it| !it.is_empty()).unwrap_or(usual.as_bytes());
        (*name, content)
    });
    jipan_fuzz::through_the_worker(&zip(&parts.collect::<Vec<_>>()));
});

/// A ZIP file of parts that are not packed.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let start = u32::try_from(file.len()).unwrap_or_default();
        let mut checksum = Crc::new();
        checksum.update(content);
        let size = u32::try_from(content.len()).unwrap_or_default();
        let mut facts = vec![0; 8];
        for fact in [checksum.sum(), size, size] {
            facts.extend_from_slice(&fact.to_le_bytes());
        }
        facts.extend_from_slice(&u16::try_from(name.len()).unwrap_or_default().to_le_bytes());
        facts.extend_from_slice(&[0, 0]);
        file.extend_from_slice(b"PK\x03\x04\x14\0");
        file.extend_from_slice(&facts);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(content);
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0");
        directory.extend_from_slice(&facts);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&start.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, length) = (file.len(), directory.len());
    file.append(&mut directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0\x05\0\x05\0");
    for fact in [length, start] {
        file.extend_from_slice(&u32::try_from(fact).unwrap_or_default().to_le_bytes());
    }
    file.extend_from_slice(&[0, 0]);
    file
}
