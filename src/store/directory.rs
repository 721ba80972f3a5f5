//! The directory snapshot: loaded whole, swapped when it moves.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::backend::reading;
use super::error::StoreError;
use super::rows::{from_json, inconsistent, instant};
use super::{DirectoryChange, Store};
use crate::domain::directory::Directory;

/// The kinds of documents in the directory.
pub mod kind {
    pub const CUSTOMER: &str = "customer";
    pub const GROUP: &str = "group";
    pub const PERSON: &str = "person";
    pub const ROTATION: &str = "rotation";
    pub const POLICY: &str = "policy";
    pub const OVERRIDE: &str = "override";
    pub const LINK: &str = "link";
    pub const DUTY_MANAGER: &str = "duty_manager";
    /// What the ledger of service credits comes to; one document.
    pub const CREDITS: &str = "credits";
    pub const PERMISSION: &str = "permission";
    pub const GUEST: &str = "guest";
}

impl Store {
    /// The present snapshot.
    pub fn directory(&self) -> Arc<Directory> {
        self.directory.load_full()
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), StoreError> {
        reading!(self.backend, directory::version()).map(drop).map_err(StoreError::from)
    }

    /// What time it is on the database's machine; none where that is this one.
    pub async fn clock(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(self.backend.clock().await?.map(instant))
    }

    /// Loads the directory if it has moved since the snapshot was taken.
    pub async fn reload_directory(&self) -> Result<Arc<Directory>, StoreError> {
        let version = reading!(self.backend, directory::version())?;
        let present = self.directory.load_full();
        if present.version == version && version > 0 {
            return Ok(present);
        }
        let mut directory = Directory::default();
        directory.version = version;
        for (kind, id, body) in reading!(self.backend, directory::all())? {
            take_document(&mut directory, &kind, &id, &body)?;
        }
        tracing::info!(version, "the directory was read");
        let directory = Arc::new(directory.indexed());
        self.directory.store(Arc::clone(&directory));
        Ok(directory)
    }

    /// Every document as stored, for showing what a new directory file would change.
    pub async fn directory_documents(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        Ok(reading!(self.backend, directory::all())?)
    }
}

fn take_document(
    directory: &mut Directory,
    kind: &str,
    id: &str,
    body: &str,
) -> Result<(), StoreError> {
    match kind {
        kind::CUSTOMER => insert(&mut directory.customers, id, body),
        kind::GROUP => insert(&mut directory.groups, id, body),
        kind::PERSON => insert(&mut directory.people, id, body),
        kind::ROTATION => {
            directory.rotations.push(from_json("directory", "body", id, body)?);
            Ok(())
        }
        kind::POLICY => insert(&mut directory.policies, id, body),
        kind::OVERRIDE => {
            directory.overrides.push(from_json("directory", "body", id, body)?);
            Ok(())
        }
        kind::LINK => {
            directory.links.push(from_json("directory", "body", id, body)?);
            Ok(())
        }
        kind::DUTY_MANAGER => {
            directory.duty_manager = Some(from_json("directory", "body", id, body)?);
            Ok(())
        }
        kind::CREDITS => {
            directory.credits = from_json("directory", "body", id, body)?;
            Ok(())
        }
        kind::GUEST => {
            directory.guests.push(from_json("directory", "body", id, body)?);
            Ok(())
        }
        kind::PERMISSION => insert(&mut directory.permissions, id, body),
        _ => Err(inconsistent("directory", "kind", id, "is no kind of document")),
    }
}

fn insert<K, V>(
    map: &mut std::collections::HashMap<K, V>,
    id: &str,
    body: &str,
) -> Result<(), StoreError>
where
    K: for<'a> From<&'a str> + std::hash::Hash + Eq,
    V: DeserializeOwned,
{
    map.insert(K::from(id), from_json("directory", "body", id, body)?);
    Ok(())
}

/// A document for [`Commit::directory`](super::Commit).
pub fn put(
    kind: &'static str,
    id: &str,
    value: &impl serde::Serialize,
) -> Result<DirectoryChange, StoreError> {
    let body = super::rows::to_json("directory", "body", value)?;
    Ok(DirectoryChange::Put { kind, id: id.to_owned(), body })
}
