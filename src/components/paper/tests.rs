//! What stands on paper.
