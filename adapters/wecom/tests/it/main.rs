//! The WeCom adapter against its simulator.

#[cfg(test)]
mod adapter;
#[cfg(test)]
mod by_app;
#[cfg(test)]
mod by_callback;
#[cfg(test)]
mod by_socket;
#[cfg(test)]
mod kit;
#[cfg(test)]
mod rig;
#[cfg(test)]
mod simulation;
