# Budget: the year, the gap, measures, expenses, goals. Not needed to open the app; read when first used.

budget-parts = Parts of the budget
budget-part-year = Year
budget-part-gap = Gap
budget-part-measures = Measures
budget-part-expenses = Expenses
budget-part-goals = Goals
budget-state = State of the budget
budget-year = { $year }
budget-year-span = { $from } to { $until }
budget-year-name = Year
budget-month = { $n }
budget-version = Version
budget-compare-with = Compare with
budget-compare-none = Nothing
budget-money = Money in
budget-unit-yuan = CNY
budget-unit-wan = CNY 10,000
budget-unit-count = units
budget-unit-heads = heads
budget-unit-percent = %
budget-yuan = CNY { $amount }
budget-heads = { $n ->
    [one] 1 head
   *[other] { $n } heads
}
budget-percent = { $percent }%
budget-points = { $n } pp
budget-unknown = Unknown (known: ≥ { $known })
budget-unknown-most = Unknown (known: ≤ { $known })
budget-at-least = ≥ { $known }
budget-at-most = ≤ { $known }
budget-bound-hint = ≥ is at least, ≤ at most: some products have no cost, so the number is not wholly known.
budget-bound-link = Enter costs under Products
budget-over = { $n } over plan
budget-under = { $n } under plan
budget-over-short = +{ $n }
budget-under-short = −{ $n }
budget-even = On plan
budget-in-force = In force
budget-not-in-force = Not in force
budget-frozen = Frozen
budget-frozen-on = Frozen { $date } by { $who }
budget-copied = Copied from “{ $name }”
budget-tax-out = Without VAT ({ $percent }%)
budget-tax-in = With VAT
budget-counting-percent = Counting orders, { $percent }% done
budget-counting-hint = The first time takes this long, and so does counting anew when the products of a line or a brand change; other changes are counted at once.
budget-late-cells = { $n ->
    [one] 1 change waits: it came after the version was frozen and does not count until the version is opened.
   *[other] { $n } changes wait: they came after the version was frozen and do not count until the version is opened.
}
budget-empty = { $year } has no budget yet
budget-empty-wait = A manager makes it. Once it is there, it is shown here.
budget-empty-known = { $n ->
    [one] 1 full month of orders is known: make a version, then plan it from last year under “Gap”, or fill it in.
   *[other] { $n } full months of orders are known: make a version, then plan it from last year under “Gap”, or fill it in.
}
budget-empty-blank = No full month of orders is known yet: fill it in; with orders it can be planned from last year under “Gap”.
budget-plan-name = Budget { $year }
budget-new-plan = New version
budget-rename-plan = Rename
budget-remove-plan = Remove this version
budget-put-in-force = Put in force
budget-freeze = Freeze
budget-open-plan = Open again
budget-more = More about the version
budget-print = Print the report of { $month }
budget-xlsx = Download the report of { $month } (XLSX)
budget-import-first = Finish the import that is open, then download
budget-no-report = { $month } has no numbers, so no report

# Rows
budget-row = Row
budget-sales-volume = Sales volume
budget-sales-revenue = Sales revenue
budget-after-volume = After-sales volume
budget-after-revenue = After-sales revenue
budget-added-volume = Value-added volume
budget-added-revenue = Value-added revenue
budget-cost = Cost of goods
budget-gross = Gross profit
budget-margin = Gross margin
budget-fixed = Fixed expense
budget-variable = Variable expense
budget-profit = Pre-tax profit
budget-profit-rate = Profit rate
budget-formal = Formal staff
budget-non-formal = Non-formal staff
budget-reserve = Echelon: reserve
budget-junior = Echelon: junior
budget-middle = Echelon: middle
budget-senior = Echelon: senior
budget-visits = Visits
budget-rest = { $row }: the rest
budget-line-blank = Unnamed line
budget-all-revenue = All revenue

# The year
budget-plan = Plan
budget-actual = Actual
budget-difference = Difference
budget-so-far = So far
budget-compared = Other version
budget-beside-plan = Below the plan
budget-whole-year = Year
budget-by-month = By month
budget-pager = Month
budget-run-rate = Needed a month
budget-lacks = lacking
budget-corrected = corrected
budget-in-conflict = Two values
budget-conflict-hint = Two people wrote different numbers: choose one under “Data status”.
budget-fixed-hint = This version can only be read now.
budget-closed = Closed
budget-closed-on = Closed { $date } by { $who }
budget-closing = Closing months
budget-closing-hint = Orders, services and expenses that come after a month was closed are marked as corrections.
budget-close-month = Close { $month }
budget-open-month = Open { $month } again
budget-cell = This cell
budget-edit-cell = Edit
budget-fill-right = Fill right
budget-new-line = Add a line
budget-edit-line = Line
budget-no-plan-said = Not planned
budget-so-far-of = { $actual } / plan { $plan }
budget-why = Why
budget-why-of = Why: { $what }
budget-rounded = Money in the table is rounded to whole yuan; choose a cell to see its fen below.
budget-keys = Arrows move, Enter or F2 edits, Esc gives up, Delete clears, Ctrl+C and Ctrl+V copy and paste, Ctrl+R fills right, Ctrl+Z undoes, Alt+Enter asks why.

# The profit funnel
budget-funnel = Profit funnel
budget-of-plan = { $what } { $actual } / { $plan }
budget-plan-is = Plan { $n }
budget-rate-is = Profit rate { $n }
budget-room = Room for profit
budget-loss-room = Loss
budget-arm = Arm of the funnel
budget-arm-business = Business
budget-arm-customers = Customers
budget-arm-stock = Stock
budget-arm-people = People
budget-arm-business-about = Market + marketing: more income
budget-arm-customers-about = Life cycle, data, experience: more income
budget-arm-stock-about = Stock + finance: less cost
budget-arm-people-about = Conduct + skill: less cost
budget-arm-measures = { $n ->
    [one] 1 measure · brought { $effect } / { $expected }
   *[other] { $n } measures · brought { $effect } / { $expected }
}
budget-arm-income = Income so far { $n }
budget-arm-cost = Cost so far { $n }
budget-burn-up = Revenue so far
budget-burn-said = Revenue so far { $actual }, planned by now { $plan }, expected for the year { $forecast }, planned for the year { $whole } ({ $unit })
budget-month-name = Month
budget-waterfall = How the gap comes about
budget-step-done = Done
budget-step-forecast = Expected
budget-step-measures = Measures

# The gap
budget-gap = Gap
budget-target = Target
budget-forecast = Forecast
budget-target-unit = Target of the year ({ $unit })
budget-last-year = Last year
budget-planned = Planned
budget-proposed = To plan
budget-share = Share of the gap
budget-growth = Growth
budget-growth-percent = Growth on last year (%)
budget-way = Way to forecast
budget-way-last-year = Last year × growth
budget-way-smoothing = Seasonal smoothing
budget-way-pipeline = Weighted pipeline
budget-way-lacks = { $n ->
    [one] Needs 1 more month of orders
   *[other] Needs { $n } more months of orders
}
budget-way-untried = No month to compare yet
budget-way-error = { $n ->
    [one] Off by { $percent } in the last month
   *[other] Off by { $percent } over { $n } months
}
budget-gap-hint = Gap = target − forecast, spread by weight; plan = forecast + share.
budget-history = { $n ->
    [one] 1 full month of orders is known.
   *[other] { $n } full months of orders are known.
}
budget-gap-lacks = { $n } short
budget-gap-surplus = { $n } above target
budget-gap-none = No gap
budget-gap-unknown = Enter a target first
budget-plan-row = Plan from the gap
budget-plan-all = Plan all rows from their gaps
budget-weights = Weights of the months
budget-weights-even = All alike. Twelve whole numbers, with spaces between.
budget-weights-hint = Twelve whole numbers, with spaces between; the greater get more.
budget-months = By month
budget-bars = Bars
budget-filled = { $n ->
    [one] 1 month has no forecast and counts as the mean of those that have one.
   *[other] { $n } months have no forecast and count as the mean of those that have one.
}
budget-filled-none = No month has a forecast: all of the target is the gap.

# Measures
budget-new-measure = New measure
budget-measure = Measure
budget-measure-name = What is to be done
budget-no-measures = No measure yet
budget-measures-sums = Measures expect { $expected }, brought { $effect }
budget-after-measures = with measures: { $gap }
budget-measure-brings = { $row }: brought { $effect } / expected { $expected }
budget-nobody = Nobody yet
budget-due-on = By { $date }
budget-due-late = Late ({ $date })
budget-done-on = Done { $date }
budget-mark-done = Done
budget-not-done = Not done after all
budget-edit = Edit
budget-edit-of = Edit: { $name }
budget-expected = Expected effect
budget-expected-hint = In the unit of its row: money in CNY.
budget-effect = Effect so far
budget-effect-month = Effect this month
budget-owner = Owner
budget-due = Due
budget-fills = Row to fill

# Expenses
budget-new-expense = Add an expense
budget-expense = Expense
budget-no-expenses = No expense in this month yet
budget-no-expenses-hint = Those that wait count as spent; rejected ones do not.
budget-expense-sums = Approved { $approved } · Waiting { $waiting } · Rejected { $rejected }
budget-expense-left = Left of the plan: fixed { $fixed }, variable { $variable }
budget-approve = Approve
budget-approve-of = Approve: { $name }
budget-reject = Reject
budget-reject-of = Reject: { $name }
budget-reject-title = Reject the expense
budget-waiting = Waiting
budget-approved = Approved
budget-approved-by = Approved by { $who }
budget-rejected-by = Rejected by { $who }: { $why }
budget-rejected-why = Rejected: { $why }
budget-came-late = Came after closing
budget-receipt = Photo of the receipt
budget-receipt-of = Receipt: { $name }
budget-receipt-take = Photo of the receipt
budget-receipt-other = Another photo
budget-receipt-hint = The photo is made small and kept on this device; backups have it too. In a company, whoever approves sees it.
budget-receipt-drop = Remove the photo
budget-receipt-coming = Reading the photo
budget-receipt-elsewhere = The photo is on the device that took it
budget-receipt-later = The photo comes with the next connection
budget-receipt-damaged = The photo cannot be read
budget-receipt-no-picture = That is no picture that can be read. Choose another one; all else is still here.
budget-receipt-too-large = The photo is too large, even made small. Choose another one; all else is still here.
budget-receipt-not-kept = The photo could not be kept. Take it again; all else is still here.
budget-no-receipt = No receipt

# Goals
budget-issue = Issue goals
budget-none-issued = No goals are issued for this month yet: “Issue goals” gives them to territories and shops.
budget-none-issued-plan = No goals are issued for this month yet: plan sales revenue in the version in force, then issue them here.
budget-none-issued-wait = No goals are issued for this month yet; a manager issues them.
budget-not-issued = { $n } not issued yet
budget-due-shops = Shops due today
budget-none-due = No shop is due today
budget-none-due-hint = Shops stand here when the visit cycle of their service level says so.
budget-territories = Territories
budget-no-territory = No territory
budget-no-goal = No goal yet
budget-goal-of = Goal { $n }
budget-goal-left = { $n } to go
budget-goal-met = Reached
budget-goal-nobodys = { $n } of no shop
budget-goal-exceeded = { $n } set by hand beyond it
budget-shop-month-so-far = So far this month: { $actual }
budget-shop-month-open = So far this month: { $actual }, no goal yet
budget-today-goal = Today's goal
budget-today-so-far = { $n } today
budget-shop-month = Month { $actual } / goal { $goal }
budget-shop-goal = Goal of the month
budget-by-hand = Set by hand
budget-tier = Tier { $n }
budget-cycle = { $n ->
    [one] Seen every day
   *[other] Seen every { $n } days
}
budget-seen = { $n ->
    [0] Seen today
    [one] Last { $date } (yesterday)
   *[other] Last { $date } ({ $n } days ago)
}
budget-never-seen = Never seen
budget-order = Order
budget-order-of = Order for { $name }
budget-show-more = { $n } more

# Forms
budget-name = Name
budget-copy-from = Begin with
budget-copy-nothing = Blank
budget-scale = More or less (%)
budget-scale-hint = 5 makes all 5% more, -5 makes all 5% less.
budget-new-line-of = { $row }: new line
budget-line = Line
budget-count-staff = Count staff
budget-staff-from = Staff from { $month } on
budget-staff-counted = Staff counted
budget-staff-hint = Counts from this month on until the next number. Blank takes back what was said for this month.
budget-goods = Products counted
budget-goods-none = No products
budget-goods-hint = With a brand or price class, orders of those products are the actuals of this line; without one they stay in the rest. Each product counts in the line that was made first.
budget-driver = Driven by
budget-driver-none = Nothing
budget-driver-revenue = Revenue
budget-driver-volume = Volume
budget-driver-heads = Heads
budget-rate = Rate
budget-rate-hint = Percent of revenue; of anything else CNY a unit.
budget-belongs = Belongs to
budget-day = Day
budget-amount = Amount
budget-amount-yuan = Amount (CNY)
budget-month-goal-yuan = Goal of the month (CNY)
budget-goal-hint = Empty it to go by the rule again.
budget-quantity = Quantity
budget-note = Note
budget-customer = Customer
budget-search = Find a customer
budget-find-customer = Type a name, phone or code to find a customer.
budget-sort = Kind of service
budget-sort-after = After-sales
budget-sort-added = Value-added service
budget-reason = Reason
budget-service = Note a service
budget-verdict = Approval
budget-setting = Setting
budget-choose = Choose
budget-remove = Remove
budget-blank = Must be filled in
budget-not-a-number = Not a number, or too many decimals
budget-out-of-bounds = Out of bounds
budget-not-a-day = Not a day
budget-later = Not after today
budget-too-long = Too long
budget-taken = That name is taken
budget-goods-taken = Another line of this row counts these products

# Why
budget-formula = How it is made
budget-sources = Where it comes from
budget-nothing-behind = Nothing is behind it.
budget-term-last-year = Last year, { $month }
budget-term-weight = Weight { $n } / { $of }
budget-term-correction = Corrected after closing
budget-term-with-tax = With VAT
budget-term-tax = VAT in it
budget-term-ordered = Ordered already
budget-term-mean = Mean of the months that are known
budget-term-territory = Goal of the territory this month
budget-term-shop-weight = Weight of the shop { $n } / { $of }
budget-term-shop-goal = Goal of the shop this month
budget-term-shop-so-far = From the shop this month so far
budget-term-visits-left = { $n ->
    [one] 1 visit left this month, with today's
   *[other] { $n } visits left this month, with today's
}
budget-source-order = Order { $number } · { $date }
budget-source-unknown = { $n ->
    [one] 1 line of unknown cost
   *[other] { $n } lines of unknown cost
}
budget-source-service = Service { $date } · { $text }
budget-source-expense = Expense { $date } · { $text }
budget-source-deal = Opportunity, expected { $date } · weight { $percent }%
budget-source-written = Set to { $value }, { $at }
budget-source-frozen = not there yet when the version was frozen, does not count
budget-taken-back = nothing

# Conflicts, today, the customer file
budget-conflict-edit = Enter another number in the budget
budget-today-link = Today's goals
