//! The addresses of the app: deep links that stay as they are. Not here: going there.

use jipan_app::Route;
use jipan_app::event::BudgetPart;
use jipan_app::route::MergePlace;
use jipan_rules::Uuid;
use jipan_rules::values::ids::CustomerId;

/// The address of a place.
pub fn path_of(route: Route) -> String {
    match route {
        Route::Home => "/".to_owned(),
        Route::Today => "/today".to_owned(),
        Route::Funnel => "/funnel".to_owned(),
        Route::Analysis => "/funnel/analysis".to_owned(),
        Route::Register => "/register".to_owned(),
        Route::Customers => "/customers".to_owned(),
        Route::QuickAdd => "/customers/quick".to_owned(),
        Route::NewCustomer => "/customers/new".to_owned(),
        Route::Customer(id) => format!("/customers/{}", id.uuid()),
        Route::Birthdays => "/birthdays".to_owned(),
        Route::Order(id) => format!("/customers/{}/order", id.uuid()),
        Route::Orders => "/orders".to_owned(),
        Route::Products => "/products".to_owned(),
        Route::Duplicates => "/duplicates".to_owned(),
        Route::Merge(place) => match place {
            MergePlace::With(id) => format!("/customers/{}/merge", id.uuid()),
            MergePlace::Pair(id, other) => {
                format!("/customers/{}/merge/{}", id.uuid(), other.uuid())
            }
            MergePlace::Form(id) => format!("/customers/{}/merge/new", id.uuid()),
        },
        Route::Import => "/import".to_owned(),
        Route::Differences => "/differences".to_owned(),
        Route::Quality => "/quality".to_owned(),
        Route::Budget(part) => match part {
            BudgetPart::Year => "/budget".to_owned(),
            BudgetPart::Gap => "/budget/gap".to_owned(),
            BudgetPart::Measures => "/budget/measures".to_owned(),
            BudgetPart::Expenses => "/budget/expenses".to_owned(),
            BudgetPart::Goals => "/budget/goals".to_owned(),
        },
        Route::Insights => "/insights".to_owned(),
        Route::Rules => "/rules".to_owned(),
        Route::Join => "/join".to_owned(),
        Route::Sync => "/sync".to_owned(),
        Route::Team => "/team".to_owned(),
        Route::Settings => "/settings".to_owned(),
        Route::NotFound => "/not-found".to_owned(),
    }
}

/// The place of an address; a slash at its end does not matter.
pub fn route_of(path: &str) -> Route {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [] => Route::Home,
        ["today"] => Route::Today,
        ["funnel"] => Route::Funnel,
        ["funnel", "analysis"] => Route::Analysis,
        ["register"] => Route::Register,
        ["customers"] => Route::Customers,
        ["customers", "quick"] => Route::QuickAdd,
        ["customers", "new"] => Route::NewCustomer,
        ["birthdays"] => Route::Birthdays,
        ["customers", id] => of(id, Route::Customer),
        ["customers", id, "order"] => of(id, Route::Order),
        ["orders"] => Route::Orders,
        ["products"] => Route::Products,
        ["customers", id, "merge"] => of(id, |id| Route::Merge(MergePlace::With(id))),
        ["customers", id, "merge", "new"] => of(id, |id| Route::Merge(MergePlace::Form(id))),
        ["customers", id, "merge", other] => match (customer(id), customer(other)) {
            (Some(id), Some(other)) => Route::Merge(MergePlace::Pair(id, other)),
            (None, _) | (_, None) => Route::NotFound,
        },
        ["duplicates"] => Route::Duplicates,
        ["import"] => Route::Import,
        ["differences"] => Route::Differences,
        ["quality"] => Route::Quality,
        ["budget"] => Route::Budget(BudgetPart::Year),
        ["budget", "gap"] => Route::Budget(BudgetPart::Gap),
        ["budget", "measures"] => Route::Budget(BudgetPart::Measures),
        ["budget", "expenses"] => Route::Budget(BudgetPart::Expenses),
        ["budget", "goals"] => Route::Budget(BudgetPart::Goals),
        ["insights"] => Route::Insights,
        ["rules"] => Route::Rules,
        ["join"] => Route::Join,
        ["sync"] => Route::Sync,
        ["team"] => Route::Team,
        ["settings"] => Route::Settings,
        _ => Route::NotFound,
    }
}

fn of(id: &str, place: impl FnOnce(CustomerId) -> Route) -> Route {
    customer(id).map_or(Route::NotFound, place)
}

fn customer(id: &str) -> Option<CustomerId> {
    Uuid::try_parse(id).ok().map(CustomerId::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_place() {
        let [id, other] = [7, 8].map(|n| CustomerId::new(Uuid::from_u128(n)));
        for route in [
            Route::Home,
            Route::Today,
            Route::Funnel,
            Route::Analysis,
            Route::Register,
            Route::Customers,
            Route::QuickAdd,
            Route::NewCustomer,
            Route::Birthdays,
            Route::Order(id),
            Route::Orders,
            Route::Products,
            Route::Customer(id),
            Route::Duplicates,
            Route::Merge(MergePlace::With(id)),
            Route::Merge(MergePlace::Pair(id, other)),
            Route::Merge(MergePlace::Form(id)),
            Route::Import,
            Route::Differences,
            Route::Quality,
            Route::Budget(BudgetPart::Year),
            Route::Budget(BudgetPart::Gap),
            Route::Budget(BudgetPart::Measures),
            Route::Budget(BudgetPart::Expenses),
            Route::Budget(BudgetPart::Goals),
            Route::Insights,
            Route::Rules,
            Route::Join,
            Route::Sync,
            Route::Team,
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
        for path in
            ["/customers/1", "/customers/new/2", "/today/1", "/settings/x", "/customers/1/merge"]
        {
            assert_eq!(route_of(path), Route::NotFound, "{path}");
        }
    }
}
