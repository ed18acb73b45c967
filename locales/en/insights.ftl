# Insights: what orders say

nav-insights = Insights
insights-title = Insights
insights-counting = Computing, { $percent }% done
insights-period = By the orders of { $first } to { $last }
insights-period-month = By the orders of { $first }
insights-shops = { $n ->
    [one] retail customer
   *[other] retail customers
}
insights-n-shops = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}
insights-quantity = units ordered
insights-quantity-of = { $unit } ordered
insights-amount = yuan ordered
insights-no-orders = ordered nothing
insights-empty = No orders yet
insights-empty-hint = Import a file of orders, or order in the file of a customer: tiers, classes and grades follow.
insights-import = Import orders
insights-tiers = Volume tiers
insights-tiers-sub = By cases a month; each bound belongs to its tier.
insights-tap = {" "}Tap a line to see its customers.
insights-grades = Grades
insights-grades-sub = Ten grades made of volume and price, among the customers with orders on this tablet; who ordered nothing has none. A tablet with other customers may grade otherwise.
insights-classes = Classes
insights-classes-sub = 42 classes made of market, format and scale; the darker, the more customers.
insights-class = Market · format
insights-matrix = Volume and price
insights-matrix-sub = Five bands of volume among the customers with orders on this tablet, the largest first; high is a mean price not below that of all of them.
insights-volume = Volume
insights-band = Band { $n }
insights-high = Price high
insights-low = Price low
insights-moves = Since the period before
insights-moves-sub = { $up } went up, { $down } went down. Before at the left, now at the right.
insights-no-moves = Nobody changed tier.
insights-from-to = Before → now
insights-move = { $from } → { $to }
tier-range = { $from }–{ $to ->
    [one] { $to } case
   *[other] { $to } cases
}
tier-above = Over { $from ->
    [one] { $from } case
   *[other] { $from } cases
}
tier-up-to = Up to { $to ->
    [one] { $to } case
   *[other] { $to } cases
}
chart-table = As a table
chart-percent = { $n }%
rules-title = Rules

rules-lead = A rule holds from a day on; what was computed before is explained by the rule of then.
rules-read-only = A rule holds from a day on. Managers set them.
rules-change = Change
rules-go-on = Go on changing
rules-reverting = Take back the version of { $date }, so that the one before counts again.
rules-next = From { $date }: { $values }
rules-versions = { $n ->
    [one] { $n } version
   *[other] { $n } versions
}
rules-revert = Take back
rules-unreadable = Cannot be read and does not count
rules-from = From which day
rules-day-wrong = Choose today or a later day.
rules-preview = Preview
rules-previewing = Previewing, { $percent }% done
rules-stop = Stop the preview
rules-set = Set
rules-same = The rule is the same already.
rules-n-tier = { $n ->
    [0] Nobody would change tier
    [one] { $n } customer would change tier
   *[other] { $n } customers would change tier
}
rules-n-grade = { $n ->
    [0] Nobody would change grade
   *[other] { $n } would change grade
}
rules-n-scale = { $n ->
    [0] Nobody would change scale by orders
   *[other] { $n } would change scale by orders
}
rules-n-integrity = { $n ->
    [0] Nobody would change grade of integrity by points
   *[other] { $n } would change grade of integrity by points
}
rules-n-visits = { $n ->
    [0] Nobody would be due visits more or less often
   *[other] { $n } would be due visits more or less often
}
rules-n-answers = { $n } would be due answers sooner or later
rules-n-services = { $n } would be due other services
rules-n-due = { $n ->
    [0] Nobody more would be due for a check
   *[other] { $n } would become due for a check
}
rules-n-not-due = { $n } would no longer be due
rules-n-special = { $n ->
    [0] No order would have become special
    [one] { $n } order would have been special
   *[other] { $n } orders would have been special
}
rules-n-not-special = { $n } would no longer have been special
rules-of-customers = { $n ->
    [one] { $n } customer compared
   *[other] { $n } customers compared
}
rules-of-points = { $n ->
    [one] { $n } customer with integrity points compared
   *[other] { $n } customers with integrity points compared
}
rules-of-orders = { $n ->
    [one] { $n } order of the last period compared
   *[other] { $n } orders of the last period compared
}, as entered on a tablet; imported ones are not reviewed
rules-n-levels = { $n ->
    [0] No opportunity would be of another level
    [one] { $n } opportunity would be of another level
   *[other] { $n } opportunities would be of another level
}
rules-n-due-days = { $n ->
    [0] No opportunity would be contacted on another day
    [one] { $n } opportunity would be contacted on another day
   *[other] { $n } opportunities would be contacted on another day
}
rules-n-weights = { $n ->
    [0] No opportunity would weigh otherwise
    [one] { $n } opportunity would weigh otherwise
   *[other] { $n } opportunities would weigh otherwise
}
rules-of-deals = { $n ->
    [one] { $n } opportunity compared
   *[other] { $n } opportunities compared
}, as of the first day of the rule
rules-deal-weight = { $percent }%
rules-due = due for a check
rules-not-due = not due
rules-order-special = { $number }, { $amount } CNY: would have been special
rules-order-plain = { $number }, { $amount } CNY: no longer special
rules-none = none
rules-more = { $n } more, show some of them
rules-classes-none = Each customer is served by its own tier.
rules-classes-rest = All other classes are served by the tier of each customer.
rules-classes-hint = Where a tier is chosen for a class, its customers get the service level of that tier, whatever their own is.
rules-services-hint = Services are digits: 1 active, 2 added value, 3 family care, 4 extended, such as 124; 0 for none.
rules-settings-lead = Bounds of tiers, grades, service levels and more, each from a day on.
slot-tier = { $tier } over
slot-period = Orders of the last
slot-structure = Price at least, of that of all
slot-integrity = Grade { $grade } from
slot-penalties = Penalties that make W
slot-visit = { $tier } · visits
slot-answer = { $tier } · answer within
slot-own-tier = By its own tier
slot-served-as = As { $tier }
slot-services = { $tier } · services
slot-review = Amount over
slot-repeated = Repeated within
slot-check = To be checked after
period-month = Month
period-quarter = Three months
period-half-year = Half a year
period-year = Year
