# The traffic register and the analysis of the funnel

pages-name = Funnel pages
pages-register = Register
register-part = Show
register-day = Day
register-month = Month
register-back = The day before
register-on = The day after
register-month-back = The month before
register-month-on = The month after
register-date = Date
register-today = Today
register-this-month = This month
register-weekdays = Mon Tue Wed Thu Fri Sat Sun
register-weekday = { $weekday } { $day }
register-sums-name = Sums
register-sums = First { $new } · Again { $again } · Contacts { $contacts } ({ $reached } reached) · Closed { $closed }
register-month-sums = Opened { $new } · Contacts { $contacts } ({ $reached } reached) · Closed { $closed } · Remaining { $left }
register-number = No.
register-customer = Customer
register-visit = Visit
register-new = First
register-again = Again
register-result = How · Result
register-level = Level
register-expected = Expected
register-said = What was said
register-remark = Remark
register-owner = Rep
register-entry = Add somebody
register-enter = Add
register-keys = Enter goes on, Ctrl + Enter adds
register-channels = First visits by channel: { $sums }
register-channel = { $channel } { $n }
register-empty = Nothing was noted on this day
register-empty-today = Nothing is noted today yet
register-empty-hint = Add somebody above, or log a contact with a customer: both stand here.
register-empty-day-hint = Look at another day, or at the month.
register-more = { $n ->
    [one] 1 more row is not listed
   *[other] { $n } more rows are not listed
}
register-carried = Carried over
register-whole = Total
register-left = Remaining
register-reached = Reached
register-contacts = Contacts
register-adds-up = Carried over + opened + back + undone − closed − out = remaining. Remaining are those in prospects and intending when the day ends.
register-adds-up-plain = Carried over + opened + back − closed − out = remaining. Remaining are those in prospects and intending when the day ends.
register-paper-day = { $weekday } { $date }
register-paper-all = All reps
register-sign = Noted by:{"                    "}Supervisor:
quick-also = Filled in the register too: { $what }
flow-opened = Opened
flow-back = Back
flow-undone = Undone
flow-closed = Closed
flow-out = Out
flow-cancelled = Cancelled
mark-of-days = { $from } to { $until }
mark-flow = { $what }, { $when }
mark-running = Running at the end of { $date }
mark-contacted = Contacted, { $when }
mark-entered = Entered { $stage } in { $month }
mark-went-on = Entered { $stage } in { $month } and went on
mark-in-stage = In { $stage } at the end of { $date }
mark-reached = Opened { $when }, reached { $stage }
mark-by = { $source } · { $part }, { $when }
mark-by-opened = opened
mark-by-intending = reached intending
mark-by-closed = closed
mark-by-out = out now
mark-stayed = Opened { $when }, in { $stage } for { $step }
mark-referred = Opened { $when }, by referral
mark-referred-by = Referred by this customer
mark-unreached = { $n ->
    [one] Not reached for 1 day
   *[other] Not reached for { $n } days
}
mark-reached-by = Reached by { $how }, { $when }
mark-kept = The base today
mark-count = { $n ->
    [one] { $what } · 1 opportunity
   *[other] { $what } · { $n } opportunities
}
mark-none = Nothing belongs to this number any more
mark-opened = Opened { $date }
stay-step = { $from }–{ $to } days
stay-more = more than { $n ->
    [one] 1 day
   *[other] { $n } days
}
span-name = Time
span-month = This month
span-quarter = 3 months
span-year = 12 months
span-all = All
analysis-days = Opportunities opened { $from } to { $until }
analysis-empty = There is nothing to analyse yet
analysis-empty-hint = Use “Quick add” for the first one. Each number then opens who it counts.
analysis-tap = Tap a number to see who it is.
analysis-reach = How far they got
analysis-reach-sub = Of those opened in this time, how many ever reached each stage.
analysis-of-before = { $percent } of the step before
analysis-of-all = { $percent } of all
analysis-cohorts = Conversion by month
analysis-cohorts-sub = Of those who entered a stage for the first time in a month, how many went on since.
analysis-month = Month
analysis-on = { $stage } →
analysis-of = / { $n }
analysis-snapshots = The funnel at each month's end
analysis-snapshots-sub = How many were in each stage at the end of each month, and are today.
analysis-snapshot = { $date }: { $counts }
analysis-stage-n = { $stage } { $n }
analysis-channels = Channels
analysis-channels-sub = What became of those opened in this time, by channel, and what they cost.
analysis-channel = Channel
analysis-intending = Intending
analysis-amount = Closed amount
analysis-cost = Cost
analysis-cost-opened = Cost per opened
analysis-cost-closed = Cost per closed
analysis-no-cost = No channel costs entered yet.
analysis-costs-of-all = Costs are the whole company’s: choose All to see what each cost.
analysis-to-rules = Enter them in the rules
analysis-stays = Time in each stage
analysis-stays-sub = How long those opened in this time were in each stage; for those still there, until today.
analysis-stay = Days: median { $median }, longest { $longest } · { $n } in all, { $lasting } still there
analysis-stay-none = None yet
analysis-chains = Referrals
analysis-referred = By referral: { $n } of { $of }, { $percent }
analysis-claim = The textbook says that 60% should come by referral (a claim of S3, not a statistic).
analysis-tree = Who referred whom
analysis-no-chains = Nobody is noted as a referrer yet.
analysis-brought = Referred { $n }, closed { $closed }
analysis-below = with indirect ones { $n }
