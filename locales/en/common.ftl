# Words that are used everywhere.

brand = Jipan
nav-main = Main
nav-home = Home
nav-customers = Customers
nav-settings = Settings
skip-to-content = Skip to content

action-close = Close
action-cancel = Cancel
action-undo = Undo
action-redo = Redo
action-dismiss = Got it
action-update = Update
action-reload = Load anew
action-export-unsaved = Export unsaved work
action-try-again = Try again

group-basic = Basic
group-network = Network
group-management = Management
group-operating = Operating
group-personal = Personal

language-chinese = 简体中文
language-english = English

status-name = Data status
status-saved = All saved on this device
status-taking-back = Taking back or doing again, { $percent }% done
status-saving = { $n ->
    [one] Saving { $n } change
   *[other] Saving { $n } changes
}
status-failed = Not saved; your text is still in its field
status-other-tab = Open in another window; view only here
status-read-only = Data of a newer version; view only here
status-offline = Offline
status-offline-ready = Ready for offline use
status-saved-at = saved { $time }
status-drafts = { $n ->
    [one] { $n } entry to finish
   *[other] { $n } entries to finish
}

undo-name = What can be undone
undo-subject-many = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}
undo-subject-orders = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
undo-subject-products = { $n ->
    [one] { $n } product
   *[other] { $n } products
}
undo-add = Added: { $subject }
undo-edit = Changed: { $subject }
undo-confirm = Confirmed as still valid: { $subject }
undo-note = Noted: { $subject }
undo-retract = Took back a note: { $subject }
undo-delete = Deleted: { $subject }
undo-restore = Restored: { $subject }
undo-import = Imported: { $subject }
undo-sample = Sample data loaded: { $subject }
undo-sample-removed = Sample data removed: { $subject }
undo-reason = Reason given: { $subject }
undo-bulk-edit = Changed together: { $subject }
undo-merge = Merged: { $subject }
undo-contact = Contact changed: { $subject }
undo-decide = Difference decided: { $subject }
undo-judge = Found to be different shops: { $subject }
undo-see-alert = Reminder seen: { $subject }
undo-note-conflict = Values differ: { $subject }
undo-resolve-conflict = Conflict decided: { $subject }
undo-join-records = Joined by equal code or licence: { $subject }
undo-order = Order placed: { $subject }
undo-move-order = Order status changed: { $subject }
undo-product = Product changed
undo-rule = Rule set
undo-object = Objection noted: { $subject }
undo-answer = Objection answered: { $subject }
undo-did = { $did }: { $subject }
undo-filter = Saved filter deleted: { $subject }
undo-undone = Undone: { $subject }
undo-redone = Done again: { $subject }

did-add = Added the customer
did-edit = Changed
did-confirm = Confirmed as still valid
did-note = Noted
did-retract = Took back a note
did-delete = Deleted the customer
did-restore = Restored the customer
did-import = Imported
did-sample = Loaded sample data
did-sample-removed = Removed sample data
did-reason = Gave the reason
did-bulk-edit = Changed together with others
did-merge = Merged
did-contact = Changed a contact
did-decide = Decided a difference
did-judge = Judged whether two are one shop
did-see-alert = Reminder seen
did-note-conflict = Two values met
did-resolve-conflict = Decided a conflict
did-join-records = Joined by equal code or licence
did-order = Order placed
did-move-order = Order status
did-product = Product changed
did-rule = Rule set
did-object = Objection noted
did-answer = Objection answered
did-prospect = Prospect added
did-deal = Opportunity opened
did-contacted = Contact logged
did-expect = Expectation noted
did-snooze = Contact put off
did-step = Step noted
did-turn = Opportunity moved
did-closing = Closing list checked
did-remark = Remark written
did-remark-answer = Remark answered
did-hand = Customer handed over
did-prospect-edit = Source or will corrected
did-budget = Budget changed
did-plan = Budget version changed
did-freeze = Budget frozen or opened
did-measure = Measure changed
did-expense = Expense changed
did-expense-judged = Expense judged
did-month-closed = Month closed or opened
did-service = Service noted
did-goal = Goal set
did-undo = Undid
did-redo = Did again

waiting-coming = Fetching the rest of the app…
waiting-missing = This part of the app could not be fetched yet
waiting-missing-hint = It has yet to come over a network. What was saved is here; keep this page open: what you just did waits in this page only, and goes on by itself when the part is here.
waiting-missing-done = What you just did waits for the rest of the app, in this page only: keep the page open; it goes on by itself when that is here.

notices-name = Notices
notice-damaged = { $n ->
    [one] { $n } stored part was damaged and set aside: { $rows }. Everything else works as before.
   *[other] { $n } stored parts were damaged and set aside: { $rows }. Everything else works as before.
}
notice-bulk-full = Not written: the device is full. Nothing was changed; free some space, then do it again.
notice-bulk-not-saved = Not written; nothing was changed, so do it again. ({ $reason })
notice-sheet-died = Work on the file stopped; nothing was written. Choose the file again.
notice-undone-in-part = { $n ->
    [one] Undone, but { $n } value was changed again later and stays.
   *[other] Undone, but { $n } values were changed again later and stay.
}
notice-no-readings = The pinyin table could not be fetched, so customers cannot be found by pinyin or initials yet; name, phone and code work. It is fetched as soon as there is a network.
notice-no-english = The English words could not be fetched, so the app is shown in Chinese. It changes as soon as there is a network.
notice-newer-layout = This window runs an older version than the one that wrote the data last. It only shows; what is typed is kept. Load it anew to go on.
notice-book-lost = The browser has thrown away what was stored on this device: the customers of before are gone. If you have a backup file, restore it in the settings; what a company has comes back when you join by a new link from the manager.
notice-book-replaced = Another book was put in the place of this one, perhaps from a backup. This window still shows the old one and writes no more. Export what you need, then load it anew.
notice-storage-cleared = { $n ->
    [one] The storage of this device had been cleared or damaged. Everything was written anew from memory: { $n } customer.
   *[other] The storage of this device had been cleared or damaged. Everything was written anew from memory: { $n } customers.
}
notice-not-written-anew = The storage of this device was cleared or damaged; your data are now only in this window. Do not close it: free some space, or export the list under Customers. ({ $reason })
notice-clock-behind = The clock of this device is { $by } behind the newest change. Check date and time. Changes are saved as usual and keep their order.
notice-may-not-be-kept = The browser has not promised to keep your data: it may clear them when space runs out, and in a private window they are gone when it closes. Install the app, or export now and then.
duration-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
duration-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
unsaved-file = Jipan not saved
unsaved-customer = Customer
unsaved-code = Customer code
unsaved-where = Where it was typed
unsaved-text = Text
unsaved-note = Note
unsaved-reason = Reason for changing { $field }
notice-import-cancelled = Import cancelled; nothing was written.
notice-key-taken = Not put back: its { $field } belongs to "{ $name }" now. Change it on one of the two, then try again.
notice-budget-pasted = Pasted: { $taken } came in, { $bad } without a number kept as typed, { $out } left out (computed, frozen or beyond the table).
notice-leave-stopped = { $n ->
    [one] You have not left: { $n } receipt photo is not with the company. To leave, press “Leave the company” once more.
   *[other] You have not left: { $n } receipt photos are not with the company. To leave, press “Leave the company” once more.
}
notice-not-allowed = Your role may not do this; nothing was written. Ask a manager, or let it be.
update-ready = A new version is ready; nothing will be lost.

opening-title = Opening your customers
opening-progress = { $done } of { $total } opened
broken-title = Your customers could not be opened
broken-nothing-lost = Nothing was deleted.
not-found-title = There is no such page
not-found-hint = The address may be mistyped, or the page is gone.
not-found-home = Go to the home screen

nav-today = Today
nav-funnel = Funnel
nav-budget = Budget
register-title = Traffic register
analysis-title = Funnel analysis
quick-title = Quick add
