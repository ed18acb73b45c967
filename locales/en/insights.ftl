# Insights: what orders say

nav-insights = Insights
insights-title = Insights
insights-counting = Computing, { $percent }% done
insights-period = By the orders of { $first } to { $last }
insights-shops = retail customers
insights-n-shops = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}
insights-quantity = units ordered
insights-amount = yuan ordered
insights-no-orders = ordered nothing
insights-empty = No orders yet
insights-empty-hint = Import a file of orders, or order in the file of a customer: tiers, classes and grades follow.
insights-import = Import orders
insights-tiers = Volume tiers
insights-tiers-sub = By cases a month; each bound belongs to its tier. Tap a line to see its customers.
insights-grades = Grades
insights-grades-sub = Ten grades made of volume and price; who ordered nothing has none.
insights-classes = Classes
insights-classes-sub = 42 classes made of market, format and scale; the darker, the more customers.
insights-class = Market · format
insights-matrix = Volume and price
insights-matrix-sub = Five bands of volume, the largest first; high is a mean price not below that of all.
insights-volume = Volume
insights-band = Band { $n }
insights-high = Price high
insights-low = Price low
insights-moves = Since the period before
insights-moves-sub = { $up } went up, { $down } went down. Before at the left, now at the right.
insights-no-moves = Nobody changed tier.
insights-from-to = Before → now
insights-move = { $from } → { $to }
insights-file = Customer classes-{ $day }.csv
insights-file-xlsx = Customer classes-{ $day }.xlsx
insights-tier = Tier { $n }
tier-range = { $from }–{ $to } cases
tier-above = Over { $from } cases
tier-up-to = Up to { $to } cases
insights-grade = Grade { $n }
chart-table = As a table
chart-percent = { $n }%
rules-title = Rules
