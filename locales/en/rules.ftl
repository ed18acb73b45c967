# Rules: names, units, errors, and what follows from them: tiers, grades, services

grade-name = grade { $grade }
rule-tiers = Bounds of the tiers
rule-period = Period
rule-scale = Shares of the scales
rule-grades = Table of grades
rule-structure = Line of the structure
rule-integrity = Points of integrity
rule-services = Service levels
rule-class-services = Service levels of classes
rule-review = Special orders
rule-class-check = Check of the class
rule-source-s1 = S1, classification of customers
rule-source-s3 = S3, special orders
rule-source-outside = usual practice of the trade
rule-source-ours = our convention
rule-source-company = set by the company
rule-since = since { $date }
rule-from-start = as from the beginning
rule-missing = is blank
rule-too-many = is one too many
rule-not-a-number = is not a number, or has too many decimals
rule-not-less = must be less than the one before
rule-sum-above = may not come to more than { $max } together
slot-in = ({ $unit })
slot-cases = { $n ->
    [one] case a month
   *[other] cases a month
}
slot-percent = %
slot-level = grade
slot-points = { $n ->
    [one] point
   *[other] points
}
slot-times = { $n ->
    [one] time
   *[other] times
}
slot-days = { $n ->
    [one] day
   *[other] days
}
slot-hours = { $n ->
    [one] hour
   *[other] hours
}
slot-yuan = CNY
slot-minutes = { $n ->
    [one] minute
   *[other] minutes
}
service-active = Active service
service-value = Value-added service
service-family = Family care
service-extended = Extended service
service-none = None
review-amount = the amount of { $amount } is more than { $above }
review-incomplete = incomplete, without { $lacking }
review-repeated = repeated, { $apart } from another order of the customer, within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
review-word-amount = Large amount
review-word-incomplete = Incomplete
review-word-repeated = Repeated
lacking-phone = a phone number
lacking-address = an address
lacking-lines = anything ordered
why-tier = { $cases } → { $tier }: the upper bound belongs to the tier.
why-tier-none = No orders in this period → { $tier }.
why-cases = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
why-cases-over = just over { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
why-cases-under = just under { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
why-tier-between = In { $tier }: more than { $above ->
    [one] { $above } case
   *[other] { $above } cases
}, up to { $to } and these included; compared exactly, in whole numbers, never rounded first.
why-tier-above = In { $tier }: more than { $above ->
    [one] { $above } case
   *[other] { $above } cases
}; compared exactly, in whole numbers, never rounded first.
why-tier-up-to = In { $tier }: up to { $to ->
    [one] { $to } case and this included
   *[other] { $to } cases and these included
}; compared exactly, in whole numbers, never rounded first.
why-input-average = Monthly average
why-input-months = Months open
why-months-open = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
why-input-packed = Units, { $pack } to the case
why-input-rule = Rule
why-source-rule = Source: { $source }
why-scale = { $above } of the { $n ->
    [one] one shop
   *[other] { $n } shops
} of this format with orders on this tablet bought more → { $scale }: the first { $large }% are large, the next { $medium }% medium.
why-input-above = Bought more
why-input-equal = Bought as much, this one included
why-input-shops = Customers with orders on this tablet
why-scale-boundary = By the mean of the shares of quantity and of amount; equals are on one side, the larger one.
why-grade-high = Among the { $n ->
    [one] one shop
   *[other] { $n } shops
} with orders on this tablet: fifth { $band } by volume, average price at or above { $line }% of theirs → { $grade }.
why-grade-low = Among the { $n ->
    [one] one shop
   *[other] { $n } shops
} with orders on this tablet: fifth { $band } by volume, average price below { $line }% of theirs → { $grade }.
why-input-price = Average price
why-input-area-price = Average price of all shops on this tablet
why-input-price-before = Average price before
why-no-average = —
why-grade-boundary = Fifth 1 buys most, equals are in one fifth; the average price is amount by quantity, just reaching the line is reaching it, never rounded first. A tablet with other customers may grade otherwise.
why-integrity = { $points ->
    [one] { $points } point
   *[other] { $points } points
}, { $penalties ->
    [one] { $penalties } penalty
   *[other] { $penalties } penalties
} → { $grade }.
why-integrity-boundary = Points: A from { $a }, B from { $b }, C from { $c }, W below; W in any case from { $n ->
    [one] { $n } penalty
   *[other] { $n } penalties
} on.
why-service-over = { $days ->
    [one] Visited every day
   *[other] Visited every { $days } days
}, while { $tier } is due every { $due ->
    [one] day
   *[other] { $due } days
} → too much.
why-service-fit = { $days ->
    [one] Visited every day
   *[other] Visited every { $days } days
}, as { $tier } is due → as due.
why-service-under = { $days ->
    [one] Visited every day
   *[other] Visited every { $days } days
}, while { $tier } is due every { $due ->
    [one] day
   *[other] { $due } days
} → too little.
why-service-unknown = There is no visit cycle yet; { $tier } is due a visit every { $due ->
    [one] day
   *[other] { $due } days
}.
why-input-answer = Answer within
why-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
why-service-class = class { $class } (served as { $tier })
why-input-services = Services
why-service-boundary = The visit cycle against the days that are due; the same number of days is as due.
why-review = Special: { $reasons }.
why-review-none = Nothing special, no approval needed.
why-review-boundary = More than { $above } is special, just that is not; within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} is repeated, just that as well.
why-tier-same = Still { $now }: the monthly average went from { $from } to { $to }.
why-tier-by-volume = From { $before } to { $now }: the monthly average went from { $from } to { $to }, which does it under the old bounds too.
why-tier-by-rule = From { $before } to { $now }: the bounds changed, which does it with { $from } as before too.
why-tier-by-either = From { $before } to { $now }: the monthly average went from { $from } to { $to } and the bounds changed; either alone does it.
why-tier-by-both = From { $before } to { $now }: the monthly average went from { $from } to { $to } and the bounds changed; only both together do it.
why-input-before = Before
why-input-now = Now
why-change-boundary = Reckoned twice more, the volume of before by the bounds of now and the other way round, to see which of them does it.
why-grade-same = Still { $now }: { $causes }.
why-grade-change = From { $before } to { $now }: { $causes }.
why-grade-by-band = by volume from fifth { $from } to fifth { $to }
why-grade-by-rise = the average price rose to the line
why-grade-by-fall = the average price fell below the line
why-grade-by-rule = the rule changed
why-grade-by-nothing = place by volume, side of the price and rule are as they were
why-bought-none = No orders in { $period }.
why-bought-quantity = { $n ->
    [one] { $n } order
   *[other] { $n } orders
} of { $period }, whose quantities add up to { $quantity }.
why-bought-amount = { $n ->
    [one] { $n } order
   *[other] { $n } orders
} of { $period }, whose amounts add up to { $amount } CNY.
why-bought-average = { $period }: { $amount } CNY ÷ { $quantity } = { $average } CNY.
why-period = { $from } to { $to }
why-period-month = { $month }
why-bought-boundary = Only orders that are placed or delivered; returns are taken off, free goods cost 0; the average price is amount by quantity, rounded once at the end, and there is none without a quantity.
why-input-orders = Orders
rule-budget-start = First month of the fiscal year
rule-budget-tax = Value-added tax
rule-budget-weights = Weights of goals
rule-budget-approval = Approval of expenses
slot-parts = { $n ->
    [one] part
   *[other] parts
}
slot-month = month
slot-month-of-year = month { $month }
slot-budget-start = Each fiscal year begins with
slot-budget-tax = Rate taken out of amounts
slot-budget-scale = Scale: { $scale }
slot-budget-trend = How much of the change on last year counts
rules-n-nothing = No customer would be of another tier or grade or be visited on another day
rules-budget-start-hint = The twelve months of the budget begin with this one. Write 1 to 12.
rules-budget-tax-hint = 0 shows revenue and costs with the tax that is in them; 13 takes 13 % value-added tax out first. Amounts as entered stay.
rules-budget-weights-hint = The goal of a territory is split by parts of the tier × percent of the scale × change on last year. The change compares the last 3 full months with the same months of last year, at most half up or down.
rules-budget-approval-hint = 0 asks for the approval of every expense; otherwise only of those above this amount.
