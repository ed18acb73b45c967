# Home
home-title = Home
home-total = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}
home-total-sub = { $n_open } open, { $n_closed } suspended or cancelled
home-by-type = By type
home-by-state = By state
home-completeness = How complete the files are
home-completeness-sub = Share of fields filled, by type; open one to see what is missing
home-complete-label = { $type } · { $group }: { $percent }% complete, { $n } incomplete
home-attention = To look after
home-stale = { $n ->
    [one] { $n } customer has data to confirm again
   *[other] { $n } customers have data to confirm again
}
home-differing = { $n ->
    [one] { $n } customer differs from the last imported file
   *[other] { $n } customers differ from the last imported file
}
home-birthdays = { $n ->
    [one] { $n } birthday within { $days } days
   *[other] { $n } birthdays within { $days } days
}
home-unconfirmed = { $n ->
    [one] { $n } customer has data never confirmed
   *[other] { $n } customers have data never confirmed
}
home-expired = { $n ->
    [one] { $n } customer has an expired licence
   *[other] { $n } customers have an expired licence
}
home-expiring = { $n ->
    [one] { $n } licence ends within { $days } days
   *[other] { $n } licences end within { $days } days
}
home-incomplete-all = { $n ->
    [one] { $n } customer file is incomplete
   *[other] { $n } customer files are incomplete
}
home-nothing = Nothing to look after.
home-percent = { $percent }%
home-overall = Overall
home-sample = What you see is sample data
home-state-none = No state

birthdays-title = Birthdays
birthdays-back = Back to Home
birthdays-lead = { $n ->
    [one] { $n } birthday in the coming { $days } days. Closed and deleted customers are left out.
   *[other] { $n } birthdays in the coming { $days } days. Closed and deleted customers are left out.
}
birthdays-none = No birthday in the coming { $days } days
birthdays-none-hint = Enter birthdays of either calendar in the customer file, under Personal.
birthdays-more = { $n } more follow.
birthdays-day = { $n ->
    [0] Today · { $date }
    [1] Tomorrow · { $date }
   *[other] { $date } · in { $n } days
}

# The four questions
home-answers = The four questions
answer-whose = Opportunities are those of whom you choose, files those of all customers here.
answer-ask-closed = How many were closed today, and how many are kept?
answer-ask-retail = Are the files of all retail customers complete?
answer-ask-others = And those of project and designer customers?
answer-ask-contact = How often are they contacted, and how?
answer-closed = closed today
answer-kept = kept in the base
answer-lacking = of { $all ->
    [one] 1 { $type } file
   *[other] { $all } { $type } files
} incomplete
answer-complete = { $all ->
    [one] { $type } file, complete
   *[other] { $type } files, all complete
}
answer-none = No { $type } customers yet
answer-lately = Opportunities reached in the last { $days } days:
answer-unreached = not reached for { $days } days
answer-how-often = In the last { $days } days: talks { $contacts }, opportunities reached { $reached }; running now { $running }.
