//! The command line `jipan`: what can be asked, and of whom. Not here: what each command does.

mod commands;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use commands::log::{self, LogForm};
use commands::{data, import, people, report, serve};

/// Jipan 基盘, the customer base of a field team
///
/// One file holds all data of a company. Every command works on it, also while `jipan serve` runs.
#[derive(Debug, Parser)]
#[command(name = "jipan", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// File of the company's data
    #[arg(long, global = true, default_value = "jipan.db", value_name = "FILE")]
    data: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the app and the company's data to its tablets
    ///
    /// Prints the address and, until the first manager has joined, a link for that. Stops at Ctrl-C
    /// after the requests under way. Put a proxy that speaks HTTPS before it: tablets work offline
    /// only over HTTPS or 127.0.0.1.
    Serve(serve::Serve),
    /// Invite a person and print a link, with which one tablet joins once within 7 days
    ///
    /// With `--person` the link is for somebody who is in the team already: another tablet, or a link
    /// that was lost. The links made for that person before no longer work.
    Invite(people::Invite),
    /// List the territories, and the people: name, role, territories, tablets
    People,
    /// List the tablets: id, whose it is, when it joined and last came
    Devices,
    /// Revoke a tablet: it gets no data any more and takes them off when it comes next
    ///
    /// What was written on it before is still taken in.
    Revoke(people::Revoke),
    /// Copy all data into a new file, while the server goes on
    Backup(data::Backup),
    /// Put a backup in the place of the data
    ///
    /// Refused while `jipan serve` runs. The data that were there are kept in a file beside it.
    /// Tablets send what the backup does not hold yet when they come next.
    Restore(data::Restore),
    /// Take in the list that the company begins with, from a CSV file or an XLSX workbook
    ///
    /// A row whose code or licence a customer has already is left out: nothing that is there is
    /// changed. Each customer goes to the territory that has the value of its row.
    Import(import::Import),
    /// Write a report on the company's data, the file that a tablet writes
    Report(report::Report),
}

fn main() -> ExitCode {
    let Arguments { command, data } = Arguments::parse();
    log::begin(if let Command::Serve(serve) = &command { serve.log } else { LogForm::Text });
    let outcome = match command {
        Command::Serve(serve) => serve::run(&serve, &data),
        Command::Invite(invite) => people::invite(&invite, &data),
        Command::People => people::list(&data),
        Command::Devices => people::devices(&data),
        Command::Revoke(revoke) => people::revoke(&revoke, &data),
        Command::Backup(backup) => data::backup(&backup, &data),
        Command::Restore(restore) => data::restore(&restore, &data),
        Command::Import(import) => import::run(&import, &data),
        Command::Report(report) => report::run(&report, &data),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // To who typed the command, not to a log.
            drop(writeln!(std::io::stderr(), "error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
