//! Files of a tablet without glass: the worker as a library. Not here: the worker.

use std::collections::VecDeque;

use jipan_app::effect::{ExportPart, FileHandle};
use jipan_app::view::{ImportView, Language, ScreenView};
use jipan_app::{Event, Route};
use jipan_book::sheet::{SheetReply, SheetRequest};
use jipan_rules::schema::{Language as Names, field};

use super::Tablet;

impl Tablet<'_> {
    pub(super) fn ask_sheet(&mut self, request: SheetRequest, bytes: Option<Vec<u8>>) {
        for (reply, body) in self.sheet.handle(request, bytes) {
            if let SheetReply::File { name, .. } = reply {
                self.written.push((name.clone(), body.unwrap()));
                self.queue.push_back(Event::FileReady { url: format!("blob:{name}"), name });
            } else {
                let answered = Event::SheetAnswered(Box::new(reply));
                match &mut self.held_answers {
                    Some(held) => held.push_back(answered),
                    None => self.queue.push_back(answered),
                }
            }
        }
    }

    pub(super) fn export(&mut self, part: ExportPart) {
        // As the shell does: in the language that is shown.
        let language = match self.model.view().language {
            Language::Chinese => Names::Zh,
            Language::English => Names::En,
        };
        let headings =
            part.fields.iter().map(|id| field(*id).unwrap().name(language).to_owned()).collect();
        let ExportPart { format, is_report, rows, is_last: last, .. } = part;
        let report = jipan_book::report::file_name(format, language, self.env.today);
        let file_name = if is_report { report } else { "客户.csv".to_owned() };
        self.ask_sheet(SheetRequest::Export { format, headings, rows, last, file_name }, None);
    }

    /// Chooses a file on the import screen, up to the columns.
    pub(crate) fn chooses(&mut self, name: &str, bytes: &[u8]) {
        let file = FileHandle(u32::try_from(self.files.len()).unwrap());
        self.files.insert(file.0, bytes.to_vec());
        let n_bytes = bytes.len() as u64;
        self.happens(Event::ImportFileChosen { file, name: name.to_owned(), n_bytes });
    }

    /// Starts the import of a file and stops before the worker answers.
    pub(crate) fn begins_import(&mut self, name: &str, bytes: &[u8]) {
        self.chooses(name, bytes);
        self.held_answers = Some(VecDeque::new());
        self.happens(Event::ImportStarted);
    }

    /// The worker answers once more: the next batch of rows.
    pub(crate) fn worker_answers_once(&mut self) {
        let answer = self.held_answers.as_mut().and_then(VecDeque::pop_front);
        self.happens(answer.expect("the worker was asked"));
    }

    /// The worker goes on to the end, and the import with it.
    pub(crate) fn worker_goes_on(&mut self) -> jipan_app::view::ImportResult {
        for answer in self.held_answers.take().unwrap_or_default() {
            self.happens(answer);
        }
        self.import_result()
    }

    /// Imports a file to the end.
    pub(crate) fn imports(&mut self, name: &str, bytes: &[u8]) -> jipan_app::view::ImportResult {
        self.chooses(name, bytes);
        self.happens(Event::ImportStarted);
        self.import_result()
    }

    /// What the last import came to.
    pub(crate) fn import_result(&mut self) -> jipan_app::view::ImportResult {
        self.happens(Event::LinkFollowed(Route::Import));
        match self.model.view().screen {
            ScreenView::Import(view) => match &*view {
                ImportView::Done(result) => result.clone(),
                other => panic!("the import is not done: {other:?}"),
            },
            other => panic!("not the import screen: {other:?}"),
        }
    }
}
