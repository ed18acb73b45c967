//! An order while it is entered: its lines as the text of a draft, and what the number pad makes of
//! them. Not here: prices, and what becomes of it.

use jipan_rules::Uuid;
use jipan_rules::values::ids::{CustomerId, ProductId};

use crate::event::PadKey;

/// The largest quantity of a line, either way. OURS
pub(crate) const QUANTITY_MAX: i64 = 999_999;
/// Most lines of an order. OURS
pub(crate) const LINES_MAX: usize = 500;

/// Stands behind the quantity of a line that costs nothing.
const FREE: &str = "free";

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DraftLine {
    pub(crate) product: ProductId,
    pub(crate) quantity: i64,
    pub(crate) is_free: bool,
}

/// The lines, each product once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Draft {
    pub(crate) lines: Vec<DraftLine>,
}

/// The key of the order being entered for a customer.
pub(crate) fn order_key(customer: CustomerId) -> String {
    format!("order/{}", customer.uuid())
}

impl Draft {
    /// The order that a text keeps; what cannot be read of it is left out.
    pub(crate) fn read(text: &str) -> Self {
        let mut draft = Self::default();
        for line in text.lines() {
            let mut parts = line.split(' ');
            let product = parts.next().and_then(|it| Uuid::try_parse(it).ok());
            let quantity = parts.next().and_then(|it| it.parse::<i64>().ok());
            let (Some(product), Some(quantity)) = (product, quantity) else { continue };
            let product = ProductId::new(product);
            if draft.line(product).is_none() {
                let quantity = quantity.clamp(-QUANTITY_MAX, QUANTITY_MAX);
                draft.lines.push(DraftLine {
                    product,
                    quantity,
                    is_free: parts.next() == Some(FREE),
                });
            }
        }
        draft
    }

    /// As it is kept.
    pub(crate) fn text(&self) -> String {
        let line = |it: &DraftLine| {
            let free = if it.is_free { " free" } else { "" };
            format!("{} {}{free}", it.product.uuid(), it.quantity)
        };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn line(&self, product: ProductId) -> Option<&DraftLine> {
        self.lines.iter().find(|it| it.product == product)
    }

    /// This order with the lines of another one whose products it does not have.
    pub(crate) fn with(mut self, other: Self) -> Self {
        for line in other.lines {
            if self.line(line.product).is_none() {
                self.lines.push(line);
            }
        }
        self
    }

    /// Lines of which nothing is ordered go.
    pub(crate) fn tidy(&mut self) {
        self.lines.retain(|it| it.quantity != 0);
    }

    /// A key is pressed for a line. The first digit takes the place of what was there.
    pub(crate) fn press(&mut self, product: ProductId, key: PadKey, is_first: bool) {
        let place = self.lines.iter().position(|it| it.product == product);
        if place.is_none() && self.lines.len() < LINES_MAX {
            self.lines.push(DraftLine { product, quantity: 0, is_free: false });
        }
        let Some(line) = self.lines.iter_mut().find(|it| it.product == product) else { return };
        let sign = if line.quantity < 0 { -1 } else { 1 };
        let kept = if is_first { 0 } else { line.quantity.abs() };
        let fits = |number: i64| if number > QUANTITY_MAX { kept } else { number };
        match key {
            PadKey::Digit(digit) => {
                let number = kept.saturating_mul(10).saturating_add(i64::from(digit.min(9)));
                line.quantity = sign * fits(number);
            }
            PadKey::Hundred => line.quantity = sign * fits(kept.saturating_mul(100)),
            PadKey::Back => line.quantity /= 10,
            PadKey::Sign => line.quantity = -line.quantity,
            PadKey::Free => line.is_free = !line.is_free,
            PadKey::Next => {}
        }
    }

    /// The line after one.
    pub(crate) fn after(&self, product: ProductId) -> Option<ProductId> {
        let place = self.lines.iter().position(|it| it.product == product)?;
        self.lines.get(place.saturating_add(1)).map(|it| it.product)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(n: u128) -> ProductId {
        ProductId::new(Uuid::from_u128(n))
    }

    /// What a line has after these keys, the first of which finds what stands there.
    fn pressed(quantity: i64, keys: &[PadKey]) -> i64 {
        let line = DraftLine { product: product(1), quantity, is_free: false };
        let mut draft = Draft { lines: vec![line] };
        for (idx, key) in keys.iter().enumerate() {
            draft.press(product(1), *key, idx == 0);
        }
        draft.line(product(1)).unwrap().quantity
    }

    #[test]
    fn the_first_digit_takes_the_place_of_what_was_there_and_the_others_follow() {
        use PadKey::{Back, Digit, Hundred, Sign};
        assert_eq!(pressed(12, &[Digit(3)]), 3);
        assert_eq!(pressed(12, &[Digit(3), Digit(0)]), 30);
        assert_eq!(pressed(12, &[Digit(3), Hundred]), 300);
        assert_eq!(pressed(12, &[Back]), 1);
        assert_eq!(pressed(12, &[Sign]), -12);
        assert_eq!(pressed(-12, &[Back, Digit(5)]), -15);
        assert_eq!(pressed(0, &[Digit(0), Digit(7)]), 7);
    }

    #[test]
    fn a_quantity_never_grows_beyond_its_bound() {
        let nines = [PadKey::Digit(9); 12];
        assert_eq!(pressed(1, &nines), QUANTITY_MAX);
        assert_eq!(
            pressed(1, &[PadKey::Digit(9), PadKey::Hundred, PadKey::Hundred, PadKey::Hundred]),
            90_000
        );
    }

    #[test]
    fn an_order_comes_back_from_its_text_as_it_was() {
        let line = |n, quantity, is_free| DraftLine { product: product(n), quantity, is_free };
        let draft = Draft { lines: vec![line(1, 10, false), line(2, -3, false), line(3, 1, true)] };
        assert_eq!(Draft::read(&draft.text()), draft);
        let torn = format!("{}\nnot a line\n{}", draft.text(), draft.text());
        assert_eq!(Draft::read(&torn), draft, "what is no line, and a second line of a product");
    }

    #[test]
    fn a_line_of_nothing_goes_when_it_is_left() {
        let mut draft = Draft::default();
        draft.press(product(1), PadKey::Free, true);
        assert!(draft.line(product(1)).unwrap().is_free);
        draft.tidy();
        assert_eq!(draft, Draft::default());
    }
}
