# Why: one sentence, and what it rests on

why-title = Where it comes from
why-month = Month
why-months = Month by month
why-lines = The lines that add up to it
why-lines-more = Show more ({ $n } left)
why-class-change = From { $before } to { $now }: { $causes }.
why-class-part = { $field } from { $from } to { $to }
why-missing = Still missing
why-version = Rules version { $version }
why-completeness = { $filled } of { $applicable ->
    [one] one field that applies is filled
   *[other] { $applicable } fields that apply are filled
}, rounded to { $percent }%.
why-completeness-none = No field applies.
why-completeness-boundary = Over the fields of this type of customer, not over groups; computed fields do not count; only spaces is blank, “no” is filled.
why-class-complete = The letters of market, format and scale together make the class code.
why-class-missing = The class needs all three: market, format and scale.
why-class-boundary = 2 markets × 7 formats × 3 scales make 42 classes.
why-fresh = Confirmed { $days ->
    [one] { $days } day
   *[other] { $days } days
} ago, within its cycle of { $cycle ->
    [one] { $cycle } day
   *[other] { $cycle } days
}.
why-stale = Confirmed { $days ->
    [one] { $days } day
   *[other] { $days } days
} ago, which is past its cycle of { $cycle ->
    [one] { $cycle } day
   *[other] { $cycle } days
}.
why-never = Never confirmed; this field is to be confirmed every { $cycle ->
    [one] day
   *[other] { $cycle } days
}.
why-freshness-boundary = Day { $cycle } itself still counts; the day after it is due. Confirming an unchanged value starts the clock anew.
why-expiry = Valid to { $to }; today is { $today }; { $n ->
    [one] { $n } day
   *[other] { $n } days
} left.
why-expiry-today = Valid to today, { $today }: still valid, expired from tomorrow.
why-expired = Valid to { $to }; today is { $today }; expired { $n ->
    [one] { $n } day
   *[other] { $n } days
} ago.
why-expiry-boundary = Reminders come 60, 30 and 7 days ahead, only the tightest one; the day itself is still valid.
why-expiry-bracket = within { $n ->
    [one] { $n } day
   *[other] { $n } days
}
why-input-reminder = Reminder
why-stated = Stated by an imported file on { $date }; it stands until there are records to compute from.
why-no-orders = There are no orders yet to compute it from.
why-total = { $filled ->
    [one] { $filled } has
   *[other] { $filled } have
} { $field }: the total is their sum, the mean is the total divided by { $filled }.
why-total-mean = { $filled ->
    [one] { $filled } has
   *[other] { $filled } have
} { $field }: the mean is their sum divided by { $filled }. Days add up to nothing, so no total is given.
why-total-filled = Filled
why-total-blank = Not set
why-total-without = Not a field of theirs
why-total-boundary = What is not set is not 0 and does not count for the mean; summed first, rounded once, half up.
why-input-confirmed = Last confirmed
why-input-cycle = Cycle
why-input-set-on = Set on
why-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
why-source-completeness = Source: our convention, after S1 customer information
why-source-class = Source: S1, 42 classes; codes after the state document of 2008, no. 52
why-source-freshness = Source: S1 dynamic data; the cycle is our convention
why-source-freshness-set = Source: S1 dynamic data; the cycle was set under “Quality of the data”
why-source-contradiction = Source: our convention, after S1 contradictory data
why-source-expiry = Source: S1 management data; the days are our convention
why-source-stated = Source: an imported file
why-source-total = Source: our convention; a rate of a total is the ratio of sums
why-source-orders = Source: S1 data computed by the system
why-entered = { $field } was entered by a person on { $date }; with integrity points it can be computed by the rule.
why-source-entered = Source: entered by hand
why-part = { $field } from { $from } to { $to }
why-scale-by-rank = of this format { $from } of { $n ->
    [one] { $n } shop
   *[other] { $n } shops
} bought more, now { $to } of { $all }
why-bought-change-quantity = { $before } the period before ({ $period }), { $now } now: { $rule }{ $cause }.
why-bought-period = the rule changed, the period from { $from } to { $to };{" "}
why-bought-n = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
why-bought-orders = { $was }, now { $is }
why-bought-size = { $n ->
    [one] of one order, { $was } then and { $is } now
   *[other] of { $n } orders as before, { $was } each then and { $is } now
}
why-bought-change-amount = { $before } CNY the period before ({ $period }), { $now } CNY now: { $rule }the quantity went from { $was } to { $is }, the average price from { $from } to { $to }.
why-bought-change-average = { $before } the period before ({ $period }), { $now } now: { $rule }the amount went from { $from } to { $to } CNY, the quantity from { $was } to { $is }.
why-by-hand = somebody or a file wrote another one
why-times = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
why-service-change = A month ago a visit was due every { $before ->
    [one] day
   *[other] { $before } days
} ({ $was }), now every { $now ->
    [one] day
   *[other] { $now } days
} ({ $is }): { $causes }.
why-service-change-apart = Visits are due as a month ago; otherwise: { $causes }.
why-due = Visits due
why-kept = Visited
served-under = too little
served-fit = as due
served-over = too much
served-unknown = no visit cycle yet
fact-tier-before = { $tier } a month ago
