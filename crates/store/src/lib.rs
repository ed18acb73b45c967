//! Where the bytes of the book live. Not here: what they mean.
