//! The tablet's side: what it keeps of its company, what it says in a round, what an answer makes
//! it write, and when it asks again. Plain state machines. Not here: the book, storage, the clock.

mod load;
mod membership;
mod pace;
mod round;
mod shared;

pub use load::{Load, Mark, Then};
pub use membership::{CameIn, Membership, MembershipError};
pub use pace::Pace;
pub use round::{Asked, ClientWrite, Taken};
pub use shared::digest_of_shared;
