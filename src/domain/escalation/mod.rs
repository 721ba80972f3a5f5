//! Who is paged, and when: rotations with their overrides, and the policies that use them.
//!
//! Guarantees: one resolver ([`on_call`]) answers for paging, for display and for chat; at each
//! instant a rotation has exactly one holder or a gap that is reported; a policy never ends by
//! itself and its deadlines are computed from its start, so they do not drift.
//!
//! It deliberately knows no names, no addresses and no plan: people are ids, the hours in which
//! people are paged and whether a TAM is in coverage are told to it. Start reading at [`on_call`],
//! then [`step_due`].

pub mod days_off;
pub mod delay;
pub mod hours;
pub mod layer;
pub mod on_call;
pub mod overrides;
pub mod paging_hours;
pub mod policy;
pub mod rotation;
pub mod rotation_name;
mod serving_days;
pub mod step;
pub mod step_due;
pub mod tam;
pub mod target;
mod time_text;
pub mod timing;

#[cfg(test)]
mod kit;
