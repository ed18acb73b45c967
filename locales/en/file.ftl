# Customer file and the form of a new customer
file-region = Customer file
file-licence = Licence { $licence }
file-call = Call
file-map = Map
file-more = More
file-undo = Undo
file-delete = Delete customer
file-restore = Restore customer
file-deleted = This customer is deleted. Everything in the file is still there.
file-read-only = This can only be read now, not changed.

fact-class = Class
fact-tier = Tier
fact-average-price = Average price
fact-completeness = Complete
fact-visit-cycle = Visit cycle
fact-visit-due = due every { $due ->
    [one] day
   *[other] { $due } days
}
fact-served-fit = as due
fact-served-over = too often, due every { $due ->
    [one] day
   *[other] { $due } days
}
fact-served-under = too seldom, due every { $due ->
    [one] day
   *[other] { $due } days
}
fact-scale-by-orders = by orders: { $scale }
proposal = By the rule, { $field } is “{ $value }”.
proposal-take = Change to { $value }
fact-valid-to = Valid to
fact-state = State
fact-type = Type
fact-none = Not set
fact-days-left = { $n ->
    [one] { $n } day left
   *[other] { $n } days left
}
fact-days-past = { $n ->
    [one] expired { $n } day ago
   *[other] expired { $n } days ago
}
fact-ends-today = ends today

group-nav = Information groups
group-heading = { $group } information
group-count = { $filled }/{ $applicable }
group-count-label = { $filled } of { $applicable } filled

contacts-title = Contacts
contact-add = Add contact
contact-main = Main contact
contact-label = Contact { $name }
contact-new = New contact
contact-unnamed = Name not set
contact-call = Call { $name }: { $phone }
contact-make-main = Make main contact
contact-remove = Remove contact
birthday-next = { $n ->
    [0] { $birthday }, today ({ $date })
    [1] { $birthday }, tomorrow ({ $date })
   *[other] { $birthday }, next on { $date }, in { $n } days
}
birthday-last-day = { $birthday } (no such day in that month: its last)
birthday-plain-month = { $birthday } (no such leap month that year)

field-birthday-hint = 12 Mar or lunar 8-15
field-same-phone = “{ $name }” has this phone, too
field-same-phone-of = { $contact } of “{ $name }” has this phone, too
field-required = required
field-blank = Not set
field-confirmed-today = today
field-confirmed-ago = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
}
field-never-confirmed = unconfirmed
field-confirm = Still valid
field-stated = Stated by an imported file on { $date }
field-generated = computed
field-why = Where from?
field-why-fresh = Why confirm?
field-why-expiry = How?
field-history = History of { $field }
field-draft = not saved
field-reason = Why the change?
field-reason-skip = Skip
field-reason-corrected = It was recorded wrongly
field-reason-changed = It has changed
field-reason-owner = New owner

history-title = History
history-close = Close history
history-empty = Never changed.
history-loading = Reading older records…
history-who = This device
history-current = Now
history-blank = blank
history-confirmed = Confirmed as still valid
history-reason = Reason: { $text }
history-arrow = became

timeline-title = Yellow card
timeline-count = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
timeline-since = Since { $date } · { $n ->
    [one] { $n } entry
   *[other] { $n } entries
}
timeline-empty = Nothing yet. Begin with the first note.
timeline-loading = Reading older records…
timeline-note = Write a note
timeline-note-hint = Write a note…
timeline-add = Add
timeline-unsaved = Saving
timeline-created = File opened
timeline-set = { $field }: { $value }
timeline-changed = { $field }: { $was } → { $value }
timeline-cleared = { $field }: cleared (was { $was })
timeline-reason = Reason for { $field }: { $text }
timeline-confirmed = { $field } is still valid
timeline-unconfirmed = Confirmation of { $field } taken back
timeline-retracted = Taken back
timeline-deleted = Customer deleted
timeline-restored = Customer restored
timeline-stated = The file says { $field }: { $value }; not taken over
timeline-merged = Merged into “{ $name }”
timeline-unmerged = Merge taken back
timeline-absorbed = “{ $name }” was merged into this customer
timeline-released = The merge of “{ $name }” was taken back
timeline-distinct = Not the same as “{ $name }”
timeline-undistinct = “Not the same as ‘{ $name }’” taken back
timeline-contact = Contact { $contact } · { $text }
timeline-contact-out = Contact { $contact } removed
timeline-contact-back = Contact { $contact } put back
timeline-conflict = { $field }: two values, to be decided: “{ $value }” (shown) and “{ $lost }”
timeline-conflict-empty = empty
timeline-conflict-settled = Conflict decided: { $field }
timeline-conflict-open = Conflict to be decided again: { $field }
timeline-more = { $n } more
timeline-order-placed = Order { $number } placed: ¥{ $amount }
timeline-order-in-review = Order { $number } placed: ¥{ $amount }, to be reviewed
timeline-order-reopened = Order { $number }: in review again
timeline-order-approved = Order { $number }: stands as placed
timeline-order-delivered = Order { $number }: delivered
timeline-order-rejected = Order { $number }: rejected
timeline-order-cancelled = Order { $number }: cancelled
timeline-order-why = { $text } ({ $why })
timeline-order-out = Order { $number } taken back
timeline-order-back = Order { $number } put back
timeline-objects-class = Objects to the feature class: “{ $text }”
timeline-objects-tier = Objects to the tier: “{ $text }”
timeline-objects-grade = Objects to the grade: “{ $text }”
timeline-objection-accepted = Objection answered, the customer agrees: { $text }
timeline-objection-corrected = Objection answered, corrected: { $text }
timeline-objection-upheld = Objection answered, the customer still objects: { $text }
timeline-objection-open = Answer to the objection taken back
timeline-objection-closed = Answer to the objection put back
timeline-objection-out = Objection taken back
timeline-objection-in = Objection put back


similar-title = Perhaps the same shop
similar-licence = Same licence
similar-code = Same code
similar-phone = Same phone
similar-name = Similar name and address

new-title = New customer
new-hint = A name is enough to finish; the rest can follow.
new-done = Done
new-drop = Discard
new-refused = Not ready yet:
new-missing = Please fill in { $field }
new-wrong = { $field }: { $error }

fact-with-unit = { $value } { $unit }
