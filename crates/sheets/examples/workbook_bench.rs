//! How long a workbook takes, out and in, and how much memory: rows of 24 columns, as many as the
//! first argument says, else 100,000. `cargo run --release -p jipan-sheets --example workbook_bench`
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a bench talks and measures")]

use std::time::Instant;

use jipan_book::sheet::{ExportCell, ExportFormat, ExportKind, SheetReply, SheetRequest};
use jipan_rules::NaiveDate;
use jipan_sheets::Session;

const HEADINGS: [&str; 24] = [
    "客户代码",
    "店铺名称",
    "许可证号",
    "法人代表",
    "联系人",
    "联系电话",
    "经营地址",
    "行政区域",
    "市场类型",
    "业态",
    "经营规模",
    "营业面积(㎡)",
    "结算方式",
    "订货周期(天)",
    "送货线路",
    "客户经理",
    "拜访周期(天)",
    "发证日期",
    "有效日期",
    "年审日期",
    "守法情况",
    "诚信等级",
    "客户状态",
    "备注",
];

fn row(n: u32) -> Vec<ExportCell> {
    let text = |text: String| ExportCell { text, kind: ExportKind::Text };
    let choice = |text: &str| ExportCell { text: text.to_owned(), kind: ExportKind::Choice };
    let number = |n: u32| ExportCell { text: n.to_string(), kind: ExportKind::Integer };
    let day = |year: u32| ExportCell {
        text: format!("{year}-{:02}-{:02}", n % 12 + 1, n % 28 + 1),
        kind: ExportKind::Day,
    };
    vec![
        text(format!("330382{n:06}")),
        text(format!("晨光{n}便利店")),
        text(format!("330382{n:06}")),
        text("韩文".to_owned()),
        text("韩文".to_owned()),
        text(format!("1990{n:07}")),
        text(format!("乐清市城南街道迎宾路{n}号")),
        text("城南街道".to_owned()),
        choice("乡村"),
        choice("便利店"),
        choice("中"),
        number(n % 500),
        choice("电子结算"),
        number(7),
        text(format!("{}号线", n % 12)),
        text(format!("客户经理{:02}", n % 20)),
        number(7),
        day(2021),
        day(2031),
        day(2027),
        choice("守法"),
        choice("A"),
        choice("正常"),
        text(String::new()),
    ]
}

fn main() {
    let n_rows = std::env::args().nth(1).and_then(|it| it.parse().ok()).unwrap_or(100_000_u32);
    let mut session = Session::default();
    let began = Instant::now();
    let mut file = Vec::new();
    let parts: Vec<u32> = (0..n_rows).collect();
    for part in parts.chunks(4_000) {
        let request = SheetRequest::Export {
            format: ExportFormat::Xlsx,
            headings: HEADINGS.map(str::to_owned).to_vec(),
            rows: part.iter().map(|n| row(*n)).collect(),
            last: part.contains(&n_rows.saturating_sub(1)),
            file_name: "客户.xlsx".to_owned(),
        };
        file = session.handle(request, None).pop().and_then(|(_, body)| body).unwrap_or_default();
    }
    println!("written: {} rows, {} bytes, {:?}, {}", n_rows, file.len(), began.elapsed(), peak());

    let began = Instant::now();
    let mut longest = std::time::Duration::ZERO;
    let mut request = SheetRequest::Open {
        file_name: "客户.xlsx".to_owned(),
        remembered: Vec::new(),
        today: NaiveDate::default(),
    };
    let mut body = Some(file);
    let (mut n_pieces, mut n_good) = (0, 0);
    loop {
        let asked = Instant::now();
        let Some((reply, _)) = session.handle(request, body.take()).pop() else { break };
        longest = longest.max(asked.elapsed());
        request = match reply {
            SheetReply::Reading { .. } => {
                n_pieces += 1;
                SheetRequest::More
            }
            SheetReply::Preview { kind, guessed, n_records, .. } => {
                println!(
                    "read: {n_records} records, {n_pieces} pieces, {:?}, {}",
                    began.elapsed(),
                    peak()
                );
                SheetRequest::Check { kind, mapping: guessed }
            }
            SheetReply::Batch { rows, .. } => {
                n_good += rows.iter().filter(|row| row.errors.is_empty()).count();
                SheetRequest::More
            }
            SheetReply::Checked { .. } | SheetReply::File { .. } => break,
            SheetReply::Refused(error) => {
                println!("{error:?}");
                break;
            }
        };
    }
    println!(
        "checked: {n_good} good, {:?}, longest answer {longest:?}, {}",
        began.elapsed(),
        peak()
    );
}

/// The most memory so far, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.unwrap_or_default().replace('\t', " ")
}
