//! The rulebook and the field schema: pure functions of plain values. Not here: the clock, storage, wording.
