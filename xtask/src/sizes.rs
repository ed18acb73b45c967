//! Compressed copies, the table of sizes, and the limit on the first route. Not here: the build.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files::{has_extension, url_of, walk};
use crate::precache::is_first_route;

/// What all of the wasm, JavaScript and CSS that the first route loads should weigh, as brotli.
const FIRST_ROUTE_BUDGET_BYTES: usize = 500_000;
/// What it weighs at most today, just above what was reached (docs/performance.md). It rises only with what
/// the first screen cannot do without (how facts of the funnel are kept, last): all else belongs to
/// the rest of the app (`src/rest.rs`).
const FIRST_ROUTE_BYTES_MAX: usize = 499_500;

/// What gains from compression; pictures are compressed already.
const COMPRESSIBLE: [&str; 10] =
    ["bin", "css", "ftl", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// What counts for the limit.
const COUNTED: [&str; 3] = ["css", "js", "wasm"];

#[derive(Debug)]
struct Row {
    url: String,
    n_plain: usize,
    n_gzip: usize,
    n_brotli: usize,
    is_counted: bool,
}

/// Lays a `.br` and a `.gz` beside each file of `site`, prints the sizes, and holds the limit.
pub(crate) fn compress(site: &Path) -> Result<()> {
    let mut rows = Vec::new();
    for file in walk(site)? {
        if has_extension(&file, &COMPRESSIBLE) {
            rows.push(compress_file(site, &file)?);
        }
    }
    rows.sort_by(|a, b| b.n_brotli.cmp(&a.n_brotli).then_with(|| a.url.cmp(&b.url)));
    println!("{:>10} {:>10} {:>10}", "bytes", "gzip", "brotli");
    for row in &rows {
        let mark = if row.is_counted { "" } else { "  (not counted)" };
        println!("{:>10} {:>10} {:>10}  {}{mark}", row.n_plain, row.n_gzip, row.n_brotli, row.url);
    }
    let n_first: usize = rows.iter().filter(|row| row.is_counted).map(|row| row.n_brotli).sum();
    println!(
        "first route: {n_first} bytes of wasm, JS and CSS as brotli; \
         budget {FIRST_ROUTE_BUDGET_BYTES}, limit {FIRST_ROUTE_BYTES_MAX}"
    );
    ensure!(
        n_first <= FIRST_ROUTE_BYTES_MAX,
        "the first route is too heavy: {n_first} bytes, limit {FIRST_ROUTE_BYTES_MAX}"
    );
    Ok(())
}

fn compress_file(site: &Path, file: &Path) -> Result<Row> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let gzip = gzip(&bytes)?;
    let brotli = brotli(&bytes)?;
    write_beside(file, "gz", &gzip)?;
    write_beside(file, "br", &brotli)?;
    let url = url_of(site, file);
    let is_counted = has_extension(file, &COUNTED) && is_first_route(&url) && url != "/sw.js";
    Ok(Row { n_plain: bytes.len(), n_gzip: gzip.len(), n_brotli: brotli.len(), url, is_counted })
}

fn write_beside(file: &Path, extension: &str, bytes: &[u8]) -> Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    fs::write(&name, bytes).with_context(|| format!("cannot write {}", name.display()))
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}
