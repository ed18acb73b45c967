//! The month's report on paper says what the view says, in words and to the fen.
