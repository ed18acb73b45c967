//! Whole files through the worker as a function.

#[cfg(test)]
mod again;
#[cfg(test)]
mod common;
#[cfg(test)]
mod county;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod shops;
#[cfg(test)]
mod short;
#[cfg(test)]
mod witnesses;
#[cfg(test)]
mod workbooks;
#[cfg(test)]
mod xlsx;
