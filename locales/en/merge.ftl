# Duplicates and merging
duplicates-title = Find duplicates
duplicates-lead = Customers that may be one shop, surest first. Look at both before you merge; a merge can always be undone.
duplicates-searching = Comparing all customers…
duplicates-percent = { $n }%
duplicates-stop = Stop
duplicates-stopped = Stopped before the end.
duplicates-search = Search again
duplicates-none = No duplicates found
duplicates-none-hint = Compared by licence, code and phone, and by name, reading and address.
duplicates-count = { $n ->
    [one] { $n } group found
   *[other] { $n } groups found
}
duplicates-old = Data changed since this search.
duplicates-left-out = { $n ->
    [one] The name of { $n } customer is like too many others; it was compared only where the address is alike.
   *[other] The names of { $n } customers are like too many others; they were compared only where the address is alike.
}
duplicates-cut = Too many to list; these are the surest. Work through some, then search again.
duplicates-more = Show more ({ $n } left)
duplicates-more-pairs = { $n } more; they are listed once these are done
duplicates-pair = { $one } and { $other }
duplicates-compare = Compare
duplicates-compare-of = Compare “{ $one }” and “{ $other }”
duplicates-distinct = Not the same shop
duplicates-distinct-of = “{ $one }” and “{ $other }” are not the same shop
duplicates-judged = Found to be different ({ $n })
duplicates-again = Take back
duplicates-again-of = Take back: “{ $one }” and “{ $other }” are not the same shop

sure-key = Same licence or customer code
sure-phone = Similar name, same phone
sure-address = Similar name and address
sure-phone-only = Only the phone is the same
sure-group = { $name } ({ $n })

alike-licence = same licence
alike-licence-other = different licences
alike-code = same customer code
alike-phone = same phone
alike-phone-shared = same phone, but many share it
alike-name = same name
alike-name-near = names differ in one letter
alike-name-sound = names read the same
alike-address = same address
alike-address-near = similar address
alike-address-number = similar address, other house number
alike-nothing = nothing found to be the same

merge-title = Merge customers
merge-with-lead = Which customer is the same shop as “{ $name }”? Find it, compare both, then merge.
merge-alike = Perhaps the same shop
merge-alike-none = No similar customer. Search for the other one.
merge-found-none = No other customer found.
merge-back = Back
merge-stays = Stays
merge-goes = Merged into the other
merge-turn = Keep this one instead
merge-typed-side = What you just entered
merge-since = added { $date }
merge-notes = notes: { $n }
merge-contacts = further contacts: { $n }
merge-differing = Different ({ $n })
merge-one-sided = Filled on one side only ({ $n })
merge-same = The same on both sides ({ $n })
merge-blank = Blank
merge-draft = Unfinished: { $text }
merge-lost = Keep contacts that were not chosen as further contacts: { $contacts }
merge-kept = History, notes and further contacts of both are kept; old links and later imports find the file that stays. A merge can be undone.
merge-form-lead = This is “{ $name }”. What you choose goes into its file; no new customer is added.
merge-now = Merge
merge-form-now = Put into this file
merge-is-distinct = These two were found to be different shops.
merge-denied = You may not merge customers.
merge-problem-dates = With these, it is valid until { $to }, before it was issued on { $issued }. Choose another of the two.
merge-problem-key = { $field } belongs to “{ $name }”. Choose the other value.

picked-only = the other side is blank
picked-confirmed = confirmed on { $date }
picked-written = written on { $date }, later
picked-contact = goes with the contact
picked-stays = from the file that stays
picked-typed = just entered
picked-person = your choice

file-merge = Merge with…
file-led-from = “{ $name }” was merged into this file.
file-merged = Merged into this file ({ $n })
file-merged-on = merged on { $date }
file-separate = Separate
file-separate-of = Separate “{ $name }”
similar-compare = This is it
similar-compare-of = It is “{ $name }”: compare and merge
timeline-of = “{ $name }”
home-duplicates = Find shops that may be in the book twice
