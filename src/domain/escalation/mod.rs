//! TEMP
use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TamCover {}
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EscalationPolicy {}
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Override {}
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rotation {}
