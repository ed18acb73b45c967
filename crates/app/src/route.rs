//! Where one can be in the app. The addresses are in the shell.

use jipan_rules::values::ids::CustomerId;

use crate::event::BudgetPart;

/// A place in the app; each has a stable address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// `/`
    #[default]
    Home,
    /// `/today`
    Today,
    /// `/customers`
    Customers,
    /// `/customers/quick`
    QuickAdd,
    /// `/funnel`
    Funnel,
    /// `/funnel/analysis`
    Analysis,
    /// `/register`
    Register,
    /// `/customers/new`
    NewCustomer,
    /// `/customers/:id`
    Customer(CustomerId),
    /// `/customers/:id/order`
    Order(CustomerId),
    /// `/orders`
    Orders,
    /// `/products`
    Products,
    /// `/birthdays`
    Birthdays,
    /// `/duplicates`
    Duplicates,
    /// `/customers/:id/merge` and what lies below
    Merge(MergePlace),
    /// `/import`
    Import,
    /// `/differences`
    Differences,
    /// `/quality`
    Quality,
    /// `/budget` and what lies below
    Budget(BudgetPart),
    /// `/insights`
    Insights,
    /// `/rules`
    Rules,
    /// `/join`
    Join,
    /// `/sync`
    Sync,
    /// `/team`
    Team,
    /// `/settings`
    Settings,
    /// Any other address.
    NotFound,
}

/// What two are to become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergePlace {
    /// `/customers/:id/merge`: the other one is still to be found.
    With(CustomerId),
    /// `/customers/:id/merge/:id`: two customers, left and right.
    Pair(CustomerId, CustomerId),
    /// `/customers/:id/merge/new`: a customer, and what is typed into the form of a new one.
    Form(CustomerId),
}
