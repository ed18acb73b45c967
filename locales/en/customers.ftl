# The list of customers and what stands around it.

customers-title = Customers
search-customers = Search customers
search-placeholder = Name, initials, phone, licence
search-clear = Clear the search
customer-list = Customer list
customers-count = { $all ->
    [one] { $all } customer, { $shown } shown
   *[other] { $all } customers, { $shown } shown
}
customers-closed-hidden = { $n ->
    [one] { $n } closed hidden
   *[other] { $n } closed hidden
}
customers-closed-shown = Closed shops included
customers-show-closed = Show
customers-hide-closed = Hide
customers-add = Add customer
customers-import = Import
customers-export = Export
export-format = Export format
export-csv = CSV
export-xlsx = Excel
customers-exporting = Exporting
customers-pick = Choose a customer to open the file here
customers-missing = There is no such customer
customers-missing-hint = It may be on another device, or adding it was undone.
customers-back = Back to the list
customers-none-found = No customer fits
customers-none-found-hint = Try another spelling, or take off a filter.

filter-open = Filter
filter-open-n = Filter ({ $n })
filter-clear = Clear filters
filter-all = All
filter-results = { $n ->
    [one] Show { $n } customer
   *[other] Show { $n } customers
}
filter-state-heading = State of the file
filter-incomplete = Incomplete
filter-incomplete-group = { $group } incomplete
filter-stale = To confirm
filter-unconfirmed = Never confirmed
filter-differs = Differs from the file
filter-expiring = { $n ->
    [one] Ends within { $n } day
   *[other] Ends within { $n } days
}
filter-expired = Licence expired
filter-closed = With closed shops
filter-deleted = Deleted
filter-value = { $field }: { $value }
filter-none = Not filled

sort-name = Sort
sort-by-name = Name
sort-by-code = Customer code
sort-by-completeness = Completeness
sort-by-changed = Last changed
sort-by-expiry = Date of expiry
sort-by-district = District
sort-by-line = Delivery line
sort-ascending = Ascending
sort-descending = Descending

row-complete = { $percent }% complete
row-stale = To confirm
row-expiring = { $n ->
    [0] Licence ends today
    [one] Licence ends in { $n } day
   *[other] Licence ends in { $n } days
}
row-expired = { $n ->
    [one] Expired { $n } day ago
   *[other] Expired { $n } days ago
}
row-deleted = Deleted
row-saving = Saving
row-matched = { $field } { $text }

first-title = Where do you want to begin?
first-hint = Everything stays on this device and works without a network.
first-import-hint = A CSV or TSV file; columns are recognised
first-add-hint = The shop name is enough; the rest can follow
first-sample = Load sample data
first-sample-hint = 300 sample shops of one county, removed in one tap
export-file = customers-{ $day }.csv
export-file-xlsx = customers-{ $day }.xlsx
export-heading = { $field } ({ $unit })

tier-name = tier { $tier }
