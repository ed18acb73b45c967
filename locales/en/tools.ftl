# What is done with the whole list: picking, bulk edit.

tools-more = More
tools-pick = Pick customers
pick-bar = Pick customers
pick-count = { $n ->
    [0] Tap a customer to pick it
    [one] { $n } customer picked
   *[other] { $n } customers picked
}
pick-all = All
pick-all-label = Pick all customers shown
pick-none = None
pick-done = Done

bulk-title = Bulk edit
bulk-shown = { $n ->
    [one] The { $n } customer shown in the list
   *[other] The { $n } customers shown in the list
}
bulk-picked = { $n ->
    [one] The { $n } customer picked
   *[other] The { $n } customers picked
}
bulk-field = Which field
bulk-field-none = Choose a field
bulk-how = How to change it
bulk-set = Set to
bulk-empty = Clear it
bulk-value-of = Set { $field } to
bulk-reason = Why the change?
bulk-reason-hint = One reason, kept in the history of each customer
bulk-preview = What will happen
bulk-counting = Comparing…
bulk-will-change = { $n ->
    [one] { $n } customer will change
   *[other] { $n } customers will change
}
bulk-will-not = No customer will change
bulk-filled = { $n ->
    [one] { $n } has no value now
   *[other] { $n } have no value now
}
bulk-replaced = { $n ->
    [one] { $n } has another value now
   *[other] { $n } have another value now
}
bulk-cleared = { $n ->
    [one] { $n } has a value that will be emptied
   *[other] { $n } have a value that will be emptied
}
bulk-same = { $n ->
    [one] { $n } is like this already and stays
   *[other] { $n } are like this already and stay
}
bulk-without = { $type }: { $n ->
    [one] { $n } does not have this field and stays
   *[other] { $n } do not have this field and stay
}
bulk-contradicted = { $n ->
    [one] { $n } has another date that would contradict it and stays
   *[other] { $n } have another date that would contradict it and stay
}
bulk-gone = { $n ->
    [one] { $n } is deleted and stays
   *[other] { $n } are deleted and stay
}
bulk-example = { $name }: { $was } → { $value }
bulk-example-more = { $n } more
bulk-do = { $n ->
    [one] Change { $n } customer
   *[other] Change { $n } customers
}
bulk-do-none = Change
bulk-making = Changing: { $done } / { $total }
bulk-saving = Writing; it cannot be cancelled now, but undone afterwards at once.
bulk-undo-hint = All of it can be undone at once.
bulk-missing-field = Choose the field first.
bulk-missing-value = Then give its new value.
bulk-missing-change = There is nothing to change.
bulk-missing-reason = This field rarely changes: please say why.
bulk-missing-writer = Nothing can be written now.
list-search = Search “{ $text }”

batch-edit = Bulk edit: { $field } → { $value }
batch-emptied = Bulk edit: { $field } emptied
batch-edit-sum = { $n } changed
batch-edit-undo = Undo { $what }

saved-title = Saved filters
saved-name = Name the present filters
saved-keep = Save
saved-rename = Rename “{ $name }”
saved-rename-done = Rename
saved-delete = Delete the saved filter “{ $name }”
saved-newer = Saved by a newer version; not usable here
saved-no-name = Please give it a name.
saved-name-too-long = A name has at most 20 characters.
saved-name-taken = There is “{ $name }” already. Take another name, or put the present filters in its place.
saved-replace = Replace
saved-too-many = At most 20 saved filters. Delete one first.

totals-title = Totals
totals-complete = { $percent }% complete ({ $filled } of { $applicable ->
    [one] { $applicable } field
   *[other] { $applicable } fields
})
totals-incomplete = { $n } incomplete
totals-sum-and-mean = { $sum } in all, { $mean } on average
totals-mean = { $mean } on average
totals-blank = { $n } not set
totals-by = Count by
totals-more = { $n ->
    [one] { $n } more value
   *[other] { $n } more values
}, { $customers ->
    [one] { $customers } customer
   *[other] { $customers } customers
}
totals-without = { $n ->
    [one] { $n } more customer does not have this field
   *[other] { $n } more customers do not have this field
}

print-title = Print
print-do = { $n ->
    [one] Print { $n } customer
   *[other] Print { $n } customers
}
print-file = Print file
print-columns-hint = Choose the columns; 7 or more print in landscape.
print-columns-full = At most 12 columns. Take one off to add another.
print-too-long = At most { $n } customers can be printed at once. Narrow the list, or export it as a file.
print-blank = Blank customer file
print-list-title = Customer list
print-list-count = { $n ->
    [one] { $n } customer · { $date }
   *[other] { $n } customers · { $date }
}
print-picked = picked one by one
print-number = No.
print-sum = { $sum } in all
print-blank-title = Customer file
print-contact = Further contact
print-notes = Notes
print-notes-of = Notes · newest { $n } of { $of }
print-signed = Filled in by ____________  Date ____________  Checked ____________
print-on = Printed on { $date }
print-cut = Something is too long for this page; see it in the app.
