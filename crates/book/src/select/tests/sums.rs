//! What a list adds up to.

use super::*;

proptest! {
    #[test]
    fn what_a_list_adds_up_to_is_what_its_customers_have(
        steps in prop::collection::vec(ops(12), 1..6),
        areas in prop::collection::vec((0_u32..12, prop::option::of(-3_i64..900)), 0..12),
        query in query(),
    ) {
        let mut book = Book::new();
        for (seq, ops) in (0..).zip(steps) {
            let _applied = book.apply(&change(seq, ops));
        }
        let puts = areas.into_iter().map(|(n, area)| {
            book.put(id(n), fields::AREA, area.map(Value::Integer), None)
        });
        let puts = puts.collect();
        let _applied = book.apply(&change(99, puts));
        let rows = select(&book, &query, day(30)).rows;
        let sums = totals(&book, &rows);
        let areas: Vec<i64> = rows.iter().filter_map(|&it| book.integer(it, fields::AREA)).collect();
        let summed = sums.numbers.iter().find(|(def, _)| def.id == fields::AREA);
        prop_assert_eq!(summed.is_some(), !areas.is_empty());
        if let Some((_, total)) = summed {
            prop_assert_eq!(total.sum, areas.iter().map(|it| i128::from(*it)).sum::<i128>());
            prop_assert_eq!(total.n_filled, areas.len() as u64);
            let n_all = total.n_filled + total.n_blank + total.n_without;
            prop_assert_eq!(n_all, rows.len() as u64);
        }
        for field in [fields::TYPE, fields::LINE, fields::FORMAT, fields::CLASS, fields::CODE] {
            let counted = counts(&book, field, &rows);
            let mut n_all = counted.n_blank + counted.n_without;
            let among = |wanted: &str| {
                rows.iter().filter(|&&row| is_value(&book, row, field, wanted)).count()
            };
            for facet in &counted.facets {
                prop_assert_eq!(facet.n_customers, among(&facet.value));
                n_all += facet.n_customers;
            }
            prop_assert_eq!(counted.n_blank, among(""));
            prop_assert_eq!(n_all, rows.len());
            // Each count is the length of the list that its filter gives.
            for facet in counted.facets {
                let mut narrower = query.clone();
                narrower.filters.values.insert(field, facet.value);
                prop_assert_eq!(select(&book, &narrower, day(30)).n_shown, facet.n_customers);
            }
        }
    }
}
