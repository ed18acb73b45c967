//! The effects that only the rest of the app asks for: files, backups, calls, paper. Not here: how each is
//! done.

use std::cell::OnceCell;

use jipan_app::Effect;

use super::backup::Plan;
use super::{Shell, files, print, unsaved};

/// Does one effect.
pub(crate) type Run = fn(&mut Shell, Effect);

thread_local! {
    /// How these effects are done, once the rest is here.
    static RUN: OnceCell<Run> = const { OnceCell::new() };
}

/// The rest is here, and this is how its effects are done.
pub(crate) fn take(whole: Run) {
    RUN.with(|it| {
        it.get_or_init(|| whole);
    });
}

/// Does an effect of the rest. Nobody but the rest asks for one.
pub(crate) fn run(shell: &mut Shell, effect: Effect) {
    if let Some(run) = RUN.with(|it| it.get().copied()) {
        run(shell, effect);
    }
}

/// What [`run`] does. Only the door of the rest names it.
#[expect(clippy::wildcard_enum_match_arm, reason = "the shell hands over these, and names each")]
pub(crate) fn run_whole(shell: &mut Shell, effect: Effect) {
    match effect {
        Effect::Call { id, call } => shell.sync.ask(id, *call),
        Effect::CancelCall(id) => shell.sync.cancel(id),
        Effect::ExportUnsaved(rows) => unsaved::save(&rows, &shell.files, &shell.page.tr()),
        Effect::SheetOpen { file, request } => shell.sheets.open(file, request),
        Effect::SheetSend(request) => shell.sheets.send(&request),
        Effect::SheetFailed { rows } => shell.sheets.failed(&rows, &shell.page.tr()),
        Effect::SheetExport(part) => shell.sheets.export(part, &shell.page.tr()),
        Effect::SheetReport(view) => shell.sheets.report(&view, &shell.page.tr()),
        Effect::SheetClose => shell.sheets.close(),
        Effect::Download { url, name } => files::download(&url, &name),
        Effect::BackUp { created_at_millis, n_customers, mark, passphrase } => {
            let plan = Plan { created_at_millis, n_customers, mark, passphrase };
            shell.backups.make(plan, &shell.page.tr());
        }
        Effect::ReadBackup { passphrase } => shell.backups.read(passphrase),
        Effect::RestoreBackup { identity } => shell.backups.restore(identity),
        Effect::MakeChangesFile { created_at_millis, n_customers, rows, passphrase } => {
            let made = (created_at_millis, n_customers);
            shell.backups.make_changes(made, rows, passphrase, &shell.page.tr());
        }
        Effect::ReadChangesFile { file, passphrase } => {
            shell.backups.read_changes(file, passphrase);
        }
        Effect::KeepPhoto { id, row } => shell.store.keep_photo(id, row),
        Effect::DropPhoto(id) => shell.store.drop_photo(id),
        Effect::ShowPhotos(ids) => shell.photos.show(&ids),
        Effect::ReadPhoto(id) => shell.photos.read(id),
        Effect::DropBackup => shell.backups.drop_chosen(),
        Effect::Print => print::ask(shell.tell.clone()),
        _ => {}
    }
}
