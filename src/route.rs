//! The addresses of the app: deep links that stay as they are. Not here: going there.

use jipan_app::Route;
use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;

/// The address of a place.
pub fn path_of(route: Route) -> String {
    match route {
        Route::Home => "/".to_owned(),
        Route::Customers => "/customers".to_owned(),
        Route::NewCustomer => "/customers/new".to_owned(),
        Route::Customer(id) => format!("/customers/{}", id.uuid()),
        Route::Birthdays => "/birthdays".to_owned(),
        Route::Import => "/import".to_owned(),
        Route::Differences => "/differences".to_owned(),
        Route::Quality => "/quality".to_owned(),
        Route::Settings => "/settings".to_owned(),
        Route::NotFound => "/not-found".to_owned(),
    }
}

/// The place of an address; a slash at its end does not matter.
pub fn route_of(path: &str) -> Route {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => Route::Home,
        ["customers"] => Route::Customers,
        ["customers", "new"] => Route::NewCustomer,
        ["customers", id] => {
            Uuid::try_parse(id).map_or(Route::NotFound, |id| Route::Customer(CustomerId::new(id)))
        }
        ["birthdays"] => Route::Birthdays,
        ["import"] => Route::Import,
        ["differences"] => Route::Differences,
        ["quality"] => Route::Quality,
        ["settings"] => Route::Settings,
        _ => Route::NotFound,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_place() {
        let customer = Route::Customer(CustomerId::new(Uuid::from_u128(7)));
        for route in [
            Route::Home,
            Route::Customers,
            Route::NewCustomer,
            customer,
            Route::Birthdays,
            Route::Import,
            Route::Differences,
            Route::Quality,
            Route::Settings,
            Route::NotFound,
        ] {
            assert_eq!(route_of(&path_of(route)), route);
        }
    }

    #[test]
    fn an_address_may_end_in_a_slash() {
        assert_eq!(route_of("/customers/"), Route::Customers);
    }

    #[test]
    fn an_address_that_is_no_place_leads_nowhere() {
        for path in ["/customers/1", "/customers/new/2", "/today", "/settings/x"] {
            assert_eq!(route_of(path), Route::NotFound, "{path}");
        }
    }
}
