# How good the data are: alerts, contradictions, cycles of upkeep

home-alerts = Reminders
home-alerts-all = { $n ->
    [one] { $n } customer with a reminder
   *[other] { $n } customers with a reminder
}
home-alerts-seen = Dismiss the first { $n }
home-alerts-seen-all = Dismiss all { $n }
home-quality = Quality of the data
home-quality-sub = Blank, outdated and contradictory fields; cycles of upkeep
alert = { $field } { $date }, { $left }
timeline-alert-seen = Reminder seen: { $field } { $date }
timeline-alert-unseen = Reminder open again: { $field }

quality-title = Quality of the data
quality-lead = Of { $n ->
    [one] { $n } open customer
   *[other] { $n } open customers
}; each number opens the customers it counts.
quality-counting = Counting, { $percent }% done
quality-no-contradictions = No contradiction was found.
quality-rules = { $n } kinds of contradiction were looked for
quality-phones = Same phone
quality-no-shared-phone = No two shops have the same phone.
quality-shared-phone-remedy = Right if one person runs both; otherwise correct the wrong one, or merge a shop that is there twice.
quality-contradiction = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}: { $what }
quality-field = Field
quality-keeper = Kind, kept by
quality-cycle = Cycle
quality-fresh = Fresh
quality-stale = To confirm
quality-unknown = Never confirmed
quality-blank = Blank
quality-set-on = set on { $date }
quality-cycle-choice = To confirm every
quality-cycle-default = As each field has it

group-confirm = Confirm all { $n }

finding-blank = { $field }: blank
finding-stale = { $field }: to confirm
finding-unconfirmed = { $field }: never confirmed
finding-fresh = { $field }: fresh
finding-alert = With a reminder
finding-shared-phone = Shares a phone with another shop
finding-class-check = class to be checked again
finding-other-scale = scale blank or unlike its orders
finding-over-served = visited too often
finding-fit-served = visited as due
finding-under-served = visited too seldom
classing-title = Classes to check, and service
classing-none = No class is to be checked, and all are visited as they are due.
classing-check = Market, format or scale never or not lately confirmed; the account manager is to look
classing-scale = Scale blank or unlike its orders; open the file, see why, and take it over
classing-over = Visited more often than the tier is due: over-served
classing-under = Visited less often than the tier is due

tag-static = Static
tag-dynamic = Dynamic
owner-manager = Account manager
owner-inspector = Inspector
owner-clerk = Phone-order clerk
owner-deliverer = Deliverer
owner-finance = Finance
source-ours = Our convention

contradictions-title = Contradictions
contradiction-1 = Valid to a day before issue
contradiction-2 = Annual review after the end of the licence
contradiction-3 = Annual review before issue
contradiction-4 = A date after today
contradiction-5 = Licence expired, status open
contradiction-6 = Cancelled, with a cycle of visits or orders
contradiction-7 = Opened after the end of the licence
contradiction-8 = A field that this type does not have
contradiction-9 = A cycle of less than 1 or more than 365 days
contradiction-10 = Order frequency against order cycle
contradiction-11 = A reason for family care, but no family care
contradiction-12 = Model shop in serious breach or of grade W
clash-1 = Valid to { $a }, which is before the day of issue, { $b }.
clash-2 = The annual review on { $a } is after the licence ends on { $b }.
clash-3 = The annual review on { $a } is before the day of issue, { $b }.
clash-4 = { $field }: { $a } is after today, { $today }.
clash-5 = Valid to { $a }, which is past, and the status is still “{ $b }”.
clash-6 = The status is “{ $b }”, and { $field } is still { $a ->
    [one] { $a } day
   *[other] { $a } days
}.
clash-7 = Opened on { $a }, after the licence ended on { $b }.
clash-8 = { $field } is “{ $a }”, but customers of type “{ $b }” have none.
clash-9 = { $field } is { $a ->
    [one] { $a } day
   *[other] { $a } days
}; it can be 1 to 365.
clash-10 = { $a ->
    [one] { $a } order
   *[other] { $a } orders
} a month, but { $b ->
    [one] { $b } day
   *[other] { $b } days
} from one to the next.
clash-11 = Family care is “{ $b }”, but its reason is “{ $a }”.
clash-12 = It is a model shop, but { $field } is “{ $a }”.
remedy-licence = Look at the licence and correct the wrong one.
remedy-2 = With a new licence change “Valid to”, else the date of the review.
remedy-4 = Probably the year is wrong: correct it.
remedy-5 = With a new licence change “Valid to”; if the shop has closed, change its status.
remedy-6 = Empty the cycle; if the shop is still open, change its status.
remedy-7 = Check both dates and correct the wrong one.
remedy-8 = Change the type if it is wrong, else empty the field.
remedy-9 = Enter the real number of days.
remedy-10 = Ask how often they order and correct one of the two.
remedy-11 = If it is cared for, say yes; else empty the reason.
remedy-12 = Check the record of breaches, or take the model shop back.
