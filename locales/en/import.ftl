# Import
import-title = Import
import-lead = Bring customers, products and orders in from an Excel workbook (.xlsx), a CSV or a TSV file. The file is read on this device and never uploaded.
import-choose = Choose file
import-drop = Drop a file here, or
import-accepts = .xlsx, .csv, .tsv, .txt; UTF-8 or GB18030; with a row of headings
import-reading = Reading { $name }…
import-percent = { $n }%
import-sheet = Sheet
import-kind = This file holds
import-kind-customers = Customers
import-kind-products = Products
import-kind-orders = Orders
import-header-row = Headings in row { $n }
import-columns = Which column is what
import-columns-lead = Known headings are matched; correct what is wrong and it is remembered.
import-records = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
import-utf8 = UTF-8
import-utf8-bom = UTF-8 with mark
import-gb18030 = GB18030
import-comma = Comma
import-tab = Tab
import-semicolon = Semicolon
import-heading = Column in the file
import-sample = First rows
import-field = Goes to
import-field-of = { $heading } goes to
import-skip = Leave out
import-unnamed = Column { $n }
import-double = Another column goes there too
import-problem-empty-sheet = This sheet is empty. Choose another one.
import-problem-missing = No column goes to { $fields } yet. Choose one.
import-or = {" or "}
import-problem-double = Two columns go to { $field }. Keep one.
import-n-skipped = { $n ->
    [one] { $n } column left out
   *[other] { $n } columns left out
}
import-start = Start import
import-checking = Checking { $name }
import-progress = { $done } / { $total }
import-cancel-hint = Cancel now and nothing is written.
import-saving = Writing { $name }…
import-saving-hint = Almost done. The whole import can be undone afterwards.
import-result = Import result
import-result-of = { $name } is imported
import-result-none = Nothing new in { $name }
import-result-undone = The import of { $name } is undone
import-added = Added
import-updated = Updated
import-unchanged = Unchanged
import-failed = Failed
import-orders-added = Orders added
import-orders-updated = Orders updated
import-orders-unchanged = Orders unchanged
import-lines-failed = Rows failed
import-lines = These orders have { $n ->
    [one] { $n } line
   *[other] { $n } lines
}.
import-made-customers = { $n ->
    [one] { $n } customer was new and was made
   *[other] { $n } customers were new and were made
} from code and name.
import-made-products = { $n ->
    [one] { $n } product was new and was made
   *[other] { $n } products were new and were made
} from its name with 1 unit in a case; please check.
import-off = { $n ->
    [one] The amount of { $n } line is
   *[other] The amounts of { $n } lines are
} not quantity × price, in all { $more } CNY against it; the amounts of the file count.
import-failures = Failed rows
import-failures-lead = All other rows are done. Each of these says which column, which value and why.
import-failures-more = The first { $n } are listed here; the file has all of them.
import-record = Row { $n }
import-download = Download failed rows
import-undo = Undo this import
import-another = Import another file
import-see = See the customers
import-see-products = See the products
import-see-orders = See the orders
import-refused = { $name } cannot be imported
import-earlier = Earlier imports and bulk edits
import-earlier-sum = { $added } added, { $updated } updated, { $failed } failed
import-earlier-undo = Undo import of { $name }
import-undone = Undone
import-reason = Why it was not imported

import-differing = { $n ->
    [one] { $n } customer was changed both here and in the file; the values of this device stay.
   *[other] { $n } customers were changed both here and in the file; the values of this device stay.
}
import-rounded = { $field }: { $n ->
    [one] { $n } value was
   *[other] { $n } values were
} rounded half up; their sum is { $more } { $unit } against the file.
import-see-differing = See differences
difference-said = { $file } says { $value }
difference-file = “{ $name }” ({ $date })
difference-some-file = The file of { $date }
difference-take = Take the file’s value
difference-keep = Keep this device’s value
difference-take-all = Take all from the file ({ $n })
difference-keep-all = Keep all of this device ({ $n })
differences-title = Differences from the file
differences-back = Back to import
differences-lead = These values were changed on this device and in the file. Until you decide, the values of this device stay; every decision can be undone.
differences-none = No differences
differences-none-hint = This device and the last imported file do not contradict each other.
differences-here = This device
differences-file = File
differences-blank = blank
differences-more = { $n } more are not listed; “all” takes them along.
