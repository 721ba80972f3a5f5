//! The only module that changes state: load, decide, commit, in one transaction.
//!
//! A decision is made on a snapshot of the directory and one version of the incident. When either
//! moved meanwhile, everything is loaded and decided again, at most three times.

mod act_log;
mod anonymise;
mod card_updates;
mod cards;
mod commit;
mod decide;
mod entitlements;
mod express;
mod fire;
mod held_reports;
mod incident;
mod ledger;
mod origin;
mod pair;
mod random;
mod restored;
mod route;
mod settle_due;
mod subscribers;
mod transcript;

pub use cards::Cards;
pub use decide::Committed;
pub use express::ExpressBuyer;
pub use fire::FiredTimer;
pub use held_reports::HeldYes;
pub use origin::Origin;
pub use random::{Random, SeededRandom};
pub use route::destination_of;

use std::sync::Arc;

use crate::plans::Plans;
use crate::store::{Store, StoreError};

/// Everything an act needs. Cheap to clone.
#[derive(Clone)]
pub struct Actions {
    pub store: Store,
    pub plans: Arc<Plans>,
    random: Arc<dyn Random>,
    entitlements: Arc<entitlements::Entitlements>,
    wake: Arc<dyn ReplySent>,
    cards: Arc<dyn Cards>,
}

/// Holds messages back until a reply in a platform's response has left.
pub trait ReplySent: Send + Sync {
    /// The reply to somebody at this destination leaves now.
    fn reply_sent(&self, destination: i64);
}

/// Why an act did not happen.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// The state of the incident does not allow it.
    #[error(transparent)]
    Refused(#[from] crate::domain::incident::Refused),
    /// Nothing was saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Others kept changing the incident; the person should try again.
    #[error("the incident kept changing while this was decided")]
    Contended,
}

impl Actions {
    pub fn new(
        store: Store,
        plans: Arc<Plans>,
        random: Arc<dyn Random>,
        wake: Arc<dyn ReplySent>,
    ) -> Self {
        let (entitlements, cards) = (Arc::default(), Arc::new(cards::NoCards));
        Self { store, plans, random, entitlements, wake, cards }
    }

    /// Also keeps cards current where the platform can change them. Without this, none is changed.
    #[must_use]
    pub fn with_cards(self, cards: Arc<dyn Cards>) -> Self {
        Self { cards, ..self }
    }

    pub fn random(&self) -> Arc<dyn Random> {
        Arc::clone(&self.random)
    }

    /// A new code by which somebody says yes.
    pub fn confirmation_code(&self) -> String {
        self.random.confirmation_code()
    }

    /// A new code by which somebody proves that two accounts are theirs.
    pub fn link_code(&self) -> String {
        self.random.link_code()
    }

    /// An id for a document of the directory that people do not name, such as a cover.
    pub fn document_id(&self, now: chrono::DateTime<chrono::Utc>) -> String {
        self.random.id(now).to_string()
    }
}
