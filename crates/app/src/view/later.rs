//! A view that only the rest of the app makes. The first part hands it on: how it is compared, dropped and
//! told is reached through it and lies in the rest, not beside what every visit loads. Not here: any view.

use core::fmt::{self, Debug, Formatter};
use core::ops::Deref;
use std::rc::Rc;

/// A view that is shared, made by the rest of the app.
///
/// ```
/// use jipan_app::view::Later;
/// let view = Later::new(vec!["晨光便利店"]);
/// assert_eq!(view, view.clone());
/// assert_eq!(view.len(), 1);
/// assert_ne!(view, Later::new(Vec::new()));
/// ```
pub struct Later<T: 'static>(Rc<dyn Held<T>>);

/// What is done with a view, for whoever does not know it.
trait Held<T> {
    fn it(&self) -> &T;
    fn is(&self, other: &T) -> bool;
    fn tell(&self, to: &mut Formatter<'_>) -> fmt::Result;
}

struct Holder<T>(T);

impl<T: PartialEq + Debug> Held<T> for Holder<T> {
    fn it(&self) -> &T {
        &self.0
    }

    fn is(&self, other: &T) -> bool {
        self.0 == *other
    }

    fn tell(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(to)
    }
}

impl<T: PartialEq + Debug> Later<T> {
    /// Shares a view. Only the rest of the app may call this.
    pub fn new(view: T) -> Self {
        Self(Rc::new(Holder(view)))
    }
}

impl<T> Clone for Later<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Later<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0.is(other)
    }
}

impl<T> Eq for Later<T> {}

impl<T> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.it()
    }
}

impl<T> Debug for Later<T> {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        self.0.tell(to)
    }
}
