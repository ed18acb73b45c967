# Orders, products, objections of customers

order-place = Order
order-title = Order · { $name }
order-back = Back to the customer file
order-repeat = Repeat last
order-repeat-what = { $n ->
    [one] { $date } · { $n } line · { $amount }
   *[other] { $date } · { $n } lines · { $amount }
}
order-continue = Go on ordering
order-lines = This order
order-lines-none = Nothing yet. Press “Repeat last”, or choose from the products.
order-left-out = { $n ->
    [one] { $n } line of the last order was left out: off sale, returned or free.
   *[other] { $n } lines of the last order were left out: off sale, returned or free.
}
order-products = Products
order-search = Search products
order-search-hint = Name, initials, code, brand
order-none-found = No such product
order-more = { $n } more; search for them
order-no-products = No products yet
order-no-products-hint = Add products first, or import a list of them.
order-last = last { $quantity }
order-price = ¥{ $price } a { $unit }
order-price-plain = ¥{ $price } each
order-no-price = no price
unit-price-per = { $money } a { $unit }
order-free = Free
order-quantity = { $n } { $unit }
order-total = { $quantity ->
    [one] { $quantity } unit
   *[other] { $quantity } units
} · { $cases } cases
order-total-of = { $quantity } { $unit } · { $cases } cases
order-amount = ¥{ $amount }
order-n-lines = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
order-done = Done
order-drop = Discard
special-no-price = a product has no price
order-will-review = Goes to review:


pad-name = Quantity of { $name }
pad-back = Delete digit
pad-sign = Return
pad-free = Free
pad-next = Next

orders-title = Orders
orders-count = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
orders-none = No orders yet
orders-none-of = No such orders
orders-all = All
orders-more = Show more ({ $n } left)
orders-list = List of orders
orders-to-customer = Open the customer file
orders-lines = Lines of the order
orders-product = Product
orders-quantity = Quantity
orders-unit-price = Price
orders-line-amount = Amount
orders-story = What happened
orders-why = Why?
orders-from-file = imported
orders-odd = not in the table of statuses, does not count
orders-by = { $date } · { $who }
orders-of = { $status }: { $number }

order-status-in-review = In review
order-status-placed = Placed
order-status-delivered = Delivered
order-status-rejected = Rejected
order-status-cancelled = Cancelled
order-do-placed = Approve
order-do-delivered = Delivered
order-do-rejected = Reject
order-do-cancelled = Cancel order
order-saving = Saving

objection-name = Objections
objection-add = The customer objects…
objection-about = To what
objection-class = Feature class
objection-tier = Tier
objection-grade = Grade
objection-text = In the customer's words
objection-note = Note the objection
objection-answer = What was answered
objection-outcome = Outcome
objection-answer-do = Answer
objection-accepted = Explained, the customer agrees
objection-corrected = Corrected
objection-upheld = Kept, the customer still objects
objection-noted = { $about }: “{ $text }”
objection-answered = { $outcome }: { $text }
objection-closed = Answered objections ({ $n })

home-trade-nothing = No order in review, no objection without an answer
home-trade-unknown = Looking for orders in review…
home-in-review = { $n ->
    [one] { $n } order in review
   *[other] { $n } orders in review
}
home-objections = { $n ->
    [one] { $n } objection to answer
   *[other] { $n } objections to answer
}
home-objection = { $name } objects: { $about }
home-trade = Orders and objections
home-objections-more = { $n } more

products-title = Products
products-search = Search products
products-list = List of products
products-count = { $n ->
    [one] { $n } product
   *[other] { $n } products
}
products-add = Add product
products-import = Import products
products-none = No products yet
products-none-hint = Add the first one, or import a list (code, name, price, units in a case).
products-off = Off sale
products-pack = { $quantity } in a case
products-new = New product
products-from = From which day
products-day-wrong = Choose a day.
products-from-hint = New names, units, prices, costs and case sizes are in force from this day; orders before stay as they were.
products-supposed-day = Orders keep the case size of their day. Here those from this day on are taken as if they had been packed so.
products-supposed-period = This day comes after the period that counts, so all orders of the period are taken as if they had been packed so. The orders themselves stay as they were.
products-code-fixed = The code stays as it was added
products-history = Earlier values
products-history-first = at first: { $value }
products-history-line = from { $date }: { $value }
products-earlier = Until it was overwritten on { $date }: { $value }
products-found-as = also named { $name }
products-done = Done
