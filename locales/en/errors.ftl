# Errors: what is wrong, and what to do.

list-separator = {", "}
sentence-separator = {" "}
reason-separator = {"; "}

value-too-long = has { $chars } characters, at most { $max }; make it shorter
value-not-a-number = is not a whole number; use digits only, as in 1200
value-not-an-amount = is not an amount; use digits only, as in 12.50
value-below-min = may not be less than { $min }
value-above-max = may not be more than { $max }
value-not-a-date = is not a date; write it as 2026-11-22
value-not-a-birthday = is not a birthday; write it as 12 Mar, 1985-03-12 or lunar 8-15
value-no-such-date = there is no such day; check year, month and day
value-no-day = has no day; write it as 2026-11-22
value-no-end = is not a date; leave it blank if there is no end, and say so in the remark
value-several-phones = has several numbers, and one fits here; put the others into “Other phone” or “Third phone”
value-unknown-choice = is not one of the choices
value-unknown-choice-of = is not one of the choices: { $choices }
value-invalid-phone = is not a phone number; use 11 digits, or area code and number
value-invalid-licence = is not a licence number; use up to 32 letters, digits and - _ . /
value-invalid-code = is not a code; use up to 32 letters, digits and - _ . /

draft-required = { $field } may not be blank
draft-in-force = It cannot be emptied: the earlier value would count again. Give another one.
draft-key-taken = { $field }: already used by “{ $name }”; check it

row-cell = { $heading } “{ $value }” { $reason }
row-missing = { $field } is blank but needed
row-valid-to-before-issued = Ends on { $to }, before it was issued on { $issued }; check both
row-valid-to-before-issued-of = { $to-field } “{ $to }” is before { $issued-field } “{ $issued }”
row-repeated-key = { $field } “{ $value }” is already in row { $record }
row-key-of-another = { $field } “{ $value }” belongs to another customer
row-too-few-cells = has { $n ->
    [one] { $n } cell
   *[other] { $n } cells
} instead of { $expected }
row-too-many-cells = has { $n ->
    [one] { $n } cell
   *[other] { $n } cells
} instead of { $expected }
row-not-decodable = { $heading } has unreadable characters
row-error-cell = { $heading }: the cell shows the error { $code }; mend it in the sheet
row-digits-lost = { $heading } “{ $value }” was kept as a number and lost its last digits; format the column as text and enter it again
row-unknown-customer = No customer has { $field } “{ $value }”; import or add the customer first
row-unknown-product = No product has the code “{ $code }”; import the products first, or add a column of product names
row-line-of-order = Row { $record } of this order does not come in; orders come in whole, so mend both
row-order-differs = { $field } is another one than in row { $record } of this order; an order has one customer and one day
row-signs-differ = Quantity and amount have different signs, so that no price can be worked out; state the price or correct the sign
row-too-much = The amount or the price is too great to be true; check quantity, price and amount
row-too-many-lines = This order has { $n } lines, at most { $max } fit
row-unclosed-quote = A quote is not closed, so the rest became one cell

sheet-empty = The file is empty.
sheet-no-header = The first row has no headings. Add a row of headings, such as “Shop name”.
sheet-too-large = The file has { $size }, at most { $max }. Split it into several files.
sheet-too-many-columns = { $n } columns, at most { $max }. Delete those not needed.
sheet-too-many-records = More than { $max } rows. Split it into several files.
sheet-not-decodable = The text of row { $record } cannot be read. Save the file as UTF-8 or GB18030.
sheet-workbook = This is a workbook of an older or another kind (such as .xls, .xlsb, .ods). Save it as .xlsx in Excel or WPS, then import it.
sheet-no-workbook = There is no Excel workbook in this archive. If it is a ZIP file, unpack it first and choose the .xlsx in it.
sheet-encrypted = The workbook is protected by a password. Remove the password in Excel or WPS, save it, then import it.
sheet-damaged = The workbook is incomplete or damaged. Open it in Excel or WPS and save it as .xlsx, or get the file again, then import it.
sheet-unpacks-too-large = The workbook unpacks to { $size }, at most { $max }. Delete the rows, columns and sheets that are not needed, save it, then import it.
sheet-too-many-cells = The sheet has more than { $max } filled cells. Split it into several files.
sheet-web-page = This is a web page with the name of a table file. Open it in Excel or WPS and save it as .xlsx, then import it.
sheet-not-written = Too much for one file. Filter the list first and export it in parts.
sheet-utf16 = This is “Unicode text”. Save it as CSV in UTF-8, then import it.
sheet-not-text = This is not a table file. Choose an XLSX, CSV or TSV file.
sheet-mapped-twice = Two columns go to “{ $field }”. Change one of them.
sheet-no-file = The file is closed; choose it again.
sheet-version = The app was updated; open this page again and retry.

open-unavailable = The browser gives no storage: a private window, or storage is switched off. Use a normal window. ({ $detail })
open-blocked = An older version is open in another window. Close it and try again.
open-newer-layout = The data belong to a newer version ({ $found }, here { $known }). Go online to update the app.
open-unreadable = The browser cannot read its stored data. Restart the browser; do not clear the site's data. ({ $detail })

notice-setting-not-kept = This setting was not stored on the device: it holds in this window and is gone at the next start. Make room, then set it again.
notice-press-again = The list is another one now, so what you pressed before was not done. Press it again if you still want it.
save-quota-exceeded = Not saved: the device is full. Free some space; your text is still in its field.
save-backing-store = Not saved: the browser cannot write its own files; the device is probably full. Free some space and restart the browser. Your text is still in its field; you can export it first.
save-connection-closed = Not saved: the connection to the storage closed. Open the app again; your text is still in its field.
save-not-the-writer = Not saved: the app is open in another window. Make the change there.
save-newer-layout = Not saved: the data belong to a newer version. Go online to update the app.
save-other = Not saved; your text is still in its field. ({ $detail })
