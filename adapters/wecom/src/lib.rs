pub mod crypto;
mod xml;
