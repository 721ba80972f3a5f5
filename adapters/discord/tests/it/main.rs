//! The Discord adapter against its simulator.

#[cfg(test)]
mod adapter;
#[cfg(test)]
mod endpoint;
#[cfg(test)]
mod gateway;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod simulation;
