//! Names of things, as types, so that a person cannot be passed where a group is meant.
//!
//! The text ids are chosen by people in plan and directory files (`daocloud`, `zhang-qiang`). They
//! are cheap to clone.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it is; files are checked where they are read.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// The text people write.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), &self.0)
            }
        }
    )+};
}

text_id! {
    /// A vendor's plan: the name of its file in `plans/`.
    PlanId,
    /// One level of a plan, such as `vip`.
    TierId,
    /// One step of a plan's ladder, such as `core_production_down`.
    SeverityId,
    /// A way to reach the vendor under a plan: `im`, `hotline`, `ticket`.
    ChannelId,
    /// A named coverage calendar of a plan, such as `cn_5x8`.
    CoverageId,
    /// A customer of the vendor.
    CustomerId,
    /// A chat group, whether bound to a customer or internal to the staff.
    GroupId,
    /// A person, on whichever platforms they have accounts.
    PersonId,
    /// An order in which people take turns on call.
    RotationId,
    /// A list of whom to page, and after how long.
    PolicyId,
    /// Something a plan asks a request to carry, such as `impact`.
    RequiredInfoItemId,
    /// A region of a cloud, as a plan names it.
    RegionId,
}

/// The number people say: `INC-128`, and the key of the incident. Given by the store when it is
/// committed, without gaps; 0 until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IncidentNumber(pub i64);

impl fmt::Display for IncidentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INC-{}", self.0)
    }
}

/// The number people say for a service credit: `C-7`. One row of numbers for all customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CreditNumber(pub i64);

impl fmt::Display for CreditNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C-{}", self.0)
    }
}
