//! The DingTalk adapter against its simulator.

#[cfg(test)]
mod adapter;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod stream;
