# The funnel: levels, refusals, closing lists, steps, and its rules

level-later = Later
refusal-instinct = By instinct
refusal-product = Does not know the product
refusal-trust = Distrusts seller or method
refusal-undecided = Undecided
refusal-compare = Wants to compare
refusal-money = No money
close-papers = Papers
close-care = Care prepared
close-place = Place prepared
close-gift = Gift prepared
close-ceremony = Ceremony
close-care-gift = Gift of care
close-service = After-sales arranged
close-journey = Care on the way home
close-satisfaction = Satisfaction call
close-reminder = Service reminder
close-referral = Ask for a referral
step-gather = Recruiting
step-receive = Reception
step-analyse = Needs
step-experience = Experience
step-agree = Closing
step-serve = After-sales service
step-research = Collect and analyse
step-trust = Build trust
step-need = Dig for the need
step-present = Present the value
step-win = Win the order
step-follow = Follow up
rule-source-s0 = S0, the customer funnel
rule-not-more = must be more than the one before
rule-funnel-levels = Days of the levels
rule-funnel-follow = Days of the follow-up
rule-funnel-weights = Weights of the forecast
rule-funnel-rest = Rest days
rule-funnel-tries = Next try after a refusal
rule-funnel-closing = Closing lists and tasks
rule-funnel-templates = Templates of the stages
rule-funnel-costs = Costs of the channels
rules-costs-hint = What each channel costs a month: advertising, canvassing, events, thanks to who referred. It only says what one customer cost; nobody is of another level or due on another day by it. The month in which it is in force counts as a whole.
slot-funnel-level = { $level }: expected within
slot-funnel-follow = { $level }: contacted every
slot-funnel-ageing = Stale after so many times that
slot-funnel-snooze = Put off for at most
slot-funnel-prospect = Prospect
slot-funnel-weight = { $level }
slot-funnel-weekend = Each week
slot-funnel-holidays = Holidays of the law
slot-funnel-new-year = From lunar new year's eve
slot-funnel-no-answer = No answer
slot-funnel-before = Before closing: { $items }
slot-funnel-during = At closing: { $items }
slot-funnel-after = After closing: { $items }
slot-funnel-task = { $item }, after closing
slot-funnel-template = { $type } · steps
slot-funnel-cost = { $channel }, a month
slot-funnel-steps = Steps that closing asks for: { $steps }
slot-word-none = No rest day
slot-word-sunday = Sunday off
slot-word-both = Weekend off
slot-word-yes = Off
slot-word-no = Not off
slot-word-retail = Standard process
slot-word-wholesale = Six steps
stage-prospect = Prospects
stage-intending = Intending
stage-closed = Closed
stage-base = Base
turn-ordered = Closed
turn-delivered = Delivered
turn-cancelled = Cancelled
turn-lost = Lost
turn-frozen = Frozen
turn-out-of-reach = Out of reach
turn-reopened = Reopen
channel-walk-in = Walk-in
channel-online = Online
channel-offline = Offline
channel-referral = Referral
sub-ad = Advertising
sub-article = Article
sub-recruit = Recruiting
sub-call-in = Call-in
sub-ground-push = Street promotion
sub-event = Small event
sub-key-account = Key account
sub-designer = Designer
sub-old-customer = Existing customer
how-phone = Phone
how-visit = Visit
how-chat = WeChat
how-in-shop = In our shop
purpose-open = Opening
purpose-push = Closing
purpose-after-sales = After sales
outcome-reached = Reached
outcome-no-answer = No answer
outcome-refused = Refused
outcome-because = { $outcome } ({ $why })
close-before = Before closing
close-during = At closing
close-after = After closing
close-done = done
close-waived = waived ({ $why })
close-open = not done
deal-another-customer = another customer
deal-yuan = ¥{ $amount }
deal-no-amount = —
deal-yes = Yes
deal-no = No
deal-unknown = Unknown
board-percent = { $percent }%
due-today = Today
due-late = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
}
due-later = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
}
why-level = { $n ->
    [one] { $n } day left → { $level }
   *[other] { $n } days left → { $level }
}
why-level-past = { $n ->
    [one] Expected { $date }, { $n } day ago → { $level }
   *[other] Expected { $date }, { $n } days ago → { $level }
}
why-level-none = No day is expected → { $level }
why-level-turned = { $place } since { $date } → { $level }
why-due-level = { $days ->
    [one] From { $from } + { $level } { $days } day → { $due }
   *[other] From { $from } + { $level } { $days } days → { $due }
}
why-due-level-moved = { $days ->
    [one] From { $from } + { $level } { $days } day, moved over rest days → { $due }
   *[other] From { $from } + { $level } { $days } days, moved over rest days → { $due }
}
why-due-chosen = Chosen in the last contact → { $due }
why-due-snoozed = Put off → { $due }
why-due-tried = { $outcome }, to be tried again → { $due }
why-due-thaw = Frozen until then → { $due }
lacks-allowed = It cannot be moved there now
lacks-item = Not done yet: { $item }
lacks-step = This step was not made: { $step }
lacks-why = Please say why
lacks-cause = Please choose a reason, or say why
lacks-until = Please choose a day after today until which it rests
deal-error-reason = Please choose a reason
deal-error-next = Next contact is not a day
deal-error-next-past = Next contact must be after this one
deal-error-expect = Expected is not a day
deal-error-amount = Expected amount is not an amount
deal-error-until = Please choose a day
deal-error-until-late = That day is later than the rule allows
deal-error-person = Please choose a colleague
deal-error-nothing = Nothing was entered yet
deal-error-expectation = A day and an amount are needed here
deal-error-long = The text is too long; at most 2,000 characters
tl-funnel-open = Opportunity opened · { $source }
tl-funnel-source = Source corrected to { $source }
tl-funnel-flags = Will: { $will }, ability: { $ability }
tl-funnel-expect = Expected { $date } · { $amount }
tl-funnel-next = next { $date }
tl-funnel-snooze = Put off until { $date }
tl-funnel-step = Step: { $step }
tl-funnel-check = { $item }: { $is }
tl-funnel-until = until { $date }
tl-funnel-because = { $said } ({ $why })
tl-funnel-remark = Remark: { $text }
tl-funnel-instruction = Instruction: { $text }
tl-funnel-answer = Answer: { $text }
tl-funnel-hand = Handed over to { $name }
tl-service = { $sort }: { $n } ×, { $amount }
tl-goal = Goal for { $month }: { $amount }
tl-goal-none = by the rule
service-after-sales = After-sales
service-value-added = Value-added service
today-never = Never contacted
today-last = Last { $last }
no-consent = Refused to be contacted
no-consent-since = Refused to be contacted ({ $date })
no-consent-warning = Contact them only for what is owed, such as service after a sale: no sales calls.
channel-name = Channel
sub-name = Detail
quick-no-channel = Please choose a channel
quick-referrer = Referrer
quick-referrer-hint = Shop name, initials, phone
quick-referrer-other = Choose another one
quick-referrers = Customers found
quick-willing = Willing
quick-able = Able
quick-duplicate = May be a duplicate
quick-done = Done
quick-drop = Drop
contact-log = Log contact
contact-how = How
contact-result = Result
contact-reason = Reason
contact-said = What was said
contact-next = Next contact
contact-next-by-rule = By the rules, if none is chosen: { $date }
contact-next-days = Contact again
contact-purpose = For what
contact-expected = Expected
contact-within = { $n ->
    [one] Within { $n } day
   *[other] Within { $n } days
}
contact-other-day = Another day
contact-level = Level: { $level }
contact-amount = Expected amount
deal-done = Done
deal-new = New opportunity
deal-expectation = Expectation
deal-snooze = Snooze
deal-source = Correct the source
deal-why = Why
deal-why-too = Reason (optional)
deal-until = Put off until
deal-until-days = Put off by
deal-until-max = { $date } at the latest
deal-frozen-until = Frozen until
deal-will = Will
deal-ability = Ability
deal-no-referrer = Leave out
deal-order = Order
deal-order-none = No order
close-lists = Closing list
close-due = by { $date }
close-waive = Waive
close-waive-of = Waive: { $item }
hand-over = Hand over
hand-to = Hand over to
hand-hint = The customer goes to the territory of your colleague, with all its history.
hand-alone = There is no colleague to hand over to.
hand-by-line = “{ $field }” says whose customer this is: change that field instead.
deal-past = past its day
board-totals = Funnel totals
board-stage = Stage
board-cards = Cards
board-move = Move
board-ways = Move to
board-outs = Out of the funnel
board-counting = Counting…
board-count = { $n ->
    [one] { $n } opportunity
   *[other] { $n } opportunities
}
board-forecast = forecast ¥{ $amount }
board-without = { $n ->
    [one] { $n } customer without an opportunity
   *[other] { $n } customers without an opportunity
}
board-without-amount = { $n } without amount
board-none = Nobody is here yet
board-empty = There are no opportunities yet
board-empty-hint = Use “Quick add” for the first one, or open one in a customer's file.
board-days = { $n ->
    [one] { $n } day here
   *[other] { $n } days here
}
board-stale = stale
board-aged = too long here
board-odd = one move does not count
board-n-stale = { $n } stale
board-average = { $n ->
    [one] { $n } day on average
   *[other] { $n } days on average
}
board-oldest = { $n ->
    [one] longest { $n } day
   *[other] longest { $n } days
}
board-conversion = conversion { $percent }
today-in-short = Today in short
today-sums = Overdue { $late } · Today { $today } · Tasks { $tasks } · Ending { $ending }
today-whose = Whose
today-mine = Mine
today-all = All
today-late = Overdue
today-due = Due today
today-tasks = Tasks
today-ending = Ending
today-handed = Handed to you
today-more = { $n } more not listed
today-ending-more = { $n } more
today-done = Nobody is to be contacted today
today-done-hint = Note somebody new by “Quick add”.
remark-answer = Answer
deal-region = Opportunities
deal-owner = Owner: { $who }
deal-unseen = Somebody moved it without seeing another one's change; see below what happened
deal-more = Reasons, steps, lists and what happened
deal-opened = Opened
deal-steps = Steps
deal-stamp = Made
deal-stamp-of = Made: { $step }
deal-path = Stages so far
deal-expectations = Expected so far
card-print = Print yellow card
remark-region = Supervisor's remarks
remark-text = Remark
remark-asks = Asks for an answer
remark-add = Add remark
remark-waits = waits for an answer
card-title = Yellow card
card-expected = expected { $date }
card-next = next contact { $date }
card-lines = What happened
card-lines-of = What happened (newest { $n } of { $of })

# The timeline: what was taken back and put back
tl-funnel-gone = Taken back: { $what }
tl-funnel-back = Put back: { $what }
tl-funnel-unknown = an entry of the funnel

# The funnel: lists, board, remarks
remark-blank = Please write something, at most 2,000 characters
quick-restore = Put back what was dropped
close-refer = Add who was recommended
board-empty-mine = You have no opportunities yet
board-empty-mine-hint = Choose “All” for those of your colleagues, or use “Quick add”.
card-more-deals = { $n ->
    [one] { $n } more opportunity is not listed
   *[other] { $n } more opportunities are not listed
}

# Sheets: days, steps, clearing, words taken along
contact-on = When it was
contact-on-day = Day of the contact
contact-yesterday = Yesterday
contact-why = Why it changed
contact-steps = Steps made
contact-buys-again = A base customer; to buy again, open a new opportunity.
deal-error-on = The day of the contact is not a day
deal-error-on-later = The day of the contact cannot be after today
deal-error-until-early = It waits until that day or later anyway
deal-error-order = That order belongs to another opportunity or does not stand any more; please choose another
deal-error-not-open = It is not open any more, so nothing else can be expected
deal-order-taken = An order that cannot be chosen any more
deal-closed-amount = Amount of the deal
deal-clear = Clear
deal-restore = Put back what was cleared
sub-none = No detail
said-line = { $name }: { $value }
said-none = None
tl-funnel-level = Level { $was } → { $is }
why-due-since = { $why }, asked for since { $date }
unsaved-quick = Quick add: { $what }
quick-same-name = Same shop name
deal-contact-late = { $n ->
    [one] contact 1 day late
   *[other] contact { $n } days late
}
close-of = { $phase } { $n }/{ $of }
