//! The screens, and the frame around them. Not here: what they show, which is the app's view.

pub mod analysis;
pub mod birthdays;
pub mod broken;
pub mod budget;
pub mod customers;
pub mod differences;
pub mod duplicates;
pub mod entry;
pub mod file;
pub mod frame;
pub mod funnel;
pub mod home;
pub mod import;
pub mod insights;
pub mod join;
pub mod merge;
pub mod new_customer;
pub mod not_found;
pub mod opening;
pub mod orders;
pub mod products;
pub mod quality;
pub mod quick_add;
pub mod register;
pub mod rest;
pub mod rules;
pub mod settings;
pub mod sync;
pub mod team;
#[cfg(test)]
mod tests;
pub mod today;
pub mod waiting;
