//! The WeLink adapter against its simulator.

#[cfg(test)]
mod adapter;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod simulation;
