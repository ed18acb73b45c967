//! The parts of the screens of the funnel: what is typed and chosen, the sheets, cards, the region of the
//! file. Not here: where an opportunity stands, its words.

pub mod boxes;
