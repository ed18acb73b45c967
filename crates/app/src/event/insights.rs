//! What a person can do on the screen of insights.

/// One deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsightsEvent {
    /// The report of classes was asked for as a file.
    Exported,
    /// The screen is to be printed.
    Printed,
}
