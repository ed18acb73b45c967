//! Values that cannot hold nonsense: money, quantities, ids, parsed texts, dated settings.

pub mod dated;
pub(crate) mod days;
pub mod ids;
pub mod money;
pub mod parsed;
pub mod text;
pub mod written;

pub use dated::{Dated, Since};
pub use money::{Money, Quantity, Rounding, UnitPrice};
pub use parsed::{CustomerCode, Licence, Phone};
