//! What a person sees on a tablet without glass, and types into it.

use jipan_app::event::BudgetEvent;
use jipan_app::view::{CustomersView, FileView, PaneView, ScreenView, SyncView};
use jipan_app::{Event, Route};
use jipan_rules::schema::{FieldId, Language as Names};

use super::{Disk, Tablet};

impl Tablet<'_> {
    /// Whether the book could be opened.
    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.model.view().screen, ScreenView::Broken(_) | ScreenView::Opening { .. })
    }

    /// The customers screen.
    pub(crate) fn customers(&mut self) -> CustomersView {
        if !matches!(self.model.view().screen, ScreenView::Customers(_)) {
            self.happens(Event::LinkFollowed(Route::Customers));
        }
        match self.model.view().screen {
            ScreenView::Customers(view) => (*view).clone(),
            other => panic!("not the customers screen: {other:?}"),
        }
    }

    /// The file of the customer of a name.
    pub(crate) fn opens(&mut self, name: &str) -> FileView {
        self.happens(Event::LinkFollowed(Route::Customers));
        self.happens(Event::SearchTyped(name.to_owned()));
        let view = self.customers();
        let row = view.list.rows.first().unwrap_or_else(|| panic!("no {name}"));
        let id = row.id;
        self.happens(Event::LinkFollowed(Route::Customer(id)));
        self.file()
    }

    /// The open file.
    pub(crate) fn file(&mut self) -> FileView {
        match self.customers().pane {
            PaneView::File(file) => (*file).clone(),
            other => panic!("no file is open: {other:?}"),
        }
    }

    /// Types into a field of the open file and leaves it.
    pub(crate) fn types(&mut self, field: FieldId, text: &str) {
        self.happens(Event::FieldTyped { field, text: text.to_owned() });
        self.happens(Event::FieldLeft { field });
    }

    /// The text of a field of the open file, as saved or on its way.
    pub(crate) fn reads(&mut self, field: FieldId) -> Option<String> {
        let view = self.file();
        let found =
            view.groups.iter().flat_map(|group| &group.fields).find(|it| it.def.id == field)?;
        Some(jipan_rules::check::text_of(found.def, found.value.as_ref()?, Names::Zh))
    }

    /// The draft of a field of the open file.
    pub(crate) fn draft(&mut self, field: FieldId) -> Option<String> {
        let view = self.file();
        let found =
            view.groups.iter().flat_map(|group| &group.fields).find(|it| it.def.id == field)?;
        found.draft.as_ref().map(|draft| draft.text.to_string())
    }

    pub(crate) fn sync_screen(&mut self) -> SyncView {
        self.happens(Event::LinkFollowed(Route::Sync));
        match self.model.view().screen {
            ScreenView::Sync(view) => (*view).clone(),
            other => panic!("not the screen of the sync: {other:?}"),
        }
    }

    /// Time passes for the sync alone.
    pub(crate) fn waits_for_sync(&mut self) {
        let (due, rest) = std::mem::take(&mut self.delayed).into_iter().partition(|event| {
            matches!(
                event,
                Event::SyncDue
                    | Event::SaveDue
                    | Event::Budget(BudgetEvent::PhotosDue | BudgetEvent::PhotoAskDue)
            )
        });
        self.delayed = rest;
        let due: Vec<Event> = due;
        for event in due {
            self.happens(event);
        }
    }
}

impl<'a> Tablet<'a> {
    /// Opens the app where the rest of its code does not come by itself.
    pub(crate) fn open_without_rest(disk: &'a Disk, run: u64) -> Self {
        let mut tablet = Self::closed(disk, run, 1_000);
        tablet.is_rest_held = true;
        tablet.opened();
        tablet
    }
}
