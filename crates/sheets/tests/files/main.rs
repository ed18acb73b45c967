//! Whole files through the worker as a function.

#[cfg(test)]
mod common;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod shops;
