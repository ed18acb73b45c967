//! The browser shell: what of the app touches the browser, and what it looks like. Not here: any rule
//! (`jipan-rules`), any decision (`jipan-app`).

mod app;
pub mod components;
pub mod hooks;
pub mod i18n;
mod log;
mod rest;
pub mod route;
pub mod screens;
mod shell;
#[cfg(test)]
mod testing;

/// Runs the app in this page.
pub fn run() {
    shell::panic::install();
    yew::Renderer::<app::App>::new().render();
}
