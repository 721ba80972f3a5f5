//! Reports that wait for the yes of whoever typed them: kept, and looked up.

use super::backend::reading;
use super::commit::OpenedReports;
use super::{Store, StoreError};

impl Store {
    /// The reports that wait for the yes of an account in a room, as they were given to
    /// `HeldReport::body`, the oldest first, at most `limit`; and how an act names them that opens
    /// the first `most` of them.
    pub async fn held_reports(
        &self,
        (platform, account, room): (&str, &str, &str),
        limit: usize,
        most: usize,
    ) -> Result<(Vec<String>, OpenedReports), StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = reading!(self.backend, held_reports::of(platform, account, room, limit))?;
        let taken = rows.iter().take(most);
        let opened = OpenedReports {
            platform: platform.to_owned(),
            account: account.to_owned(),
            room: room.to_owned(),
            through: taken.clone().map(|(id, _)| *id).max().unwrap_or_default(),
            count: taken.count() as u64,
        };
        Ok((rows.into_iter().map(|(_, body)| body).collect(), opened))
    }
}
