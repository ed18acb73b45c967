//! The app as a function: Model, Event, Effect, update, view. Not here: the browser.
