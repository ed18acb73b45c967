//! Where one can be in the app. The addresses are in the shell.

use jipan_rules::values::ids::CustomerId;

/// A place in the app; each has a stable address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// `/`
    #[default]
    Home,
    /// `/customers`
    Customers,
    /// `/customers/new`
    NewCustomer,
    /// `/customers/:id`
    Customer(CustomerId),
    /// `/birthdays`
    Birthdays,
    /// `/import`
    Import,
    /// `/differences`
    Differences,
    /// `/quality`
    Quality,
    /// `/settings`
    Settings,
    /// Any other address.
    NotFound,
}
