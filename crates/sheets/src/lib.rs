//! Files in and out: decoding, CSV, header guessing, row checks.
