//! Closed incidents whose years are over.

use super::Connection;
use crate::store::audit::StoredAct;
use crate::store::commit::PageCode;
use crate::store::prepared::ChangedIncident;
use crate::store::rows::act_id;

pub(crate) const DUE: &str =
    "SELECT number FROM incidents WHERE anonymise_at <= $1 ORDER BY anonymise_at LIMIT $2";
pub(crate) const REWRITE: &str =
    "UPDATE acts SET facts = $1, origin = NULL, digest = $2 WHERE id = $3";
/// The account of express tickets keeps its figures.
pub(crate) const FORGET_SPENDERS: &str =
    "UPDATE express_account SET by_whom = '' WHERE incident = $1";
pub(crate) const FORGET_CODE: &str =
    "DELETE FROM page_codes WHERE person = $1 AND code = $2 AND incident = $3";
/// Sent messages are forgotten long before; dead letters are kept until now.
pub(crate) const FORGET_DEAD: &str = "DELETE FROM dead_letters WHERE incident = $1";

pub(crate) async fn due(db: &mut Connection, now: i64, limit: i64) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(DUE).bind(now).bind(limit).fetch_all(db).await
}

/// The acts of an incident, as they are chained.
pub(crate) async fn acts_of(db: &mut Connection, number: i64) -> sqlx::Result<Vec<StoredAct>> {
    super::audit::acts(db, (act_id(number, 0), act_id(number + 1, 0)), i64::MAX).await
}

/// Puts acts of one incident in the place of those with the same numbers, and removes its page
/// codes, its dead letters and the names in the account of express tickets.
pub(crate) async fn write(
    db: &mut Connection,
    changed: &ChangedIncident,
    forgotten_codes: &[PageCode],
) -> sqlx::Result<()> {
    let incident = changed.number();
    for act in &changed.anonymised {
        sqlx::query(REWRITE)
            .bind(&act.row.facts)
            .bind(&act.digest)
            .bind(act_id(incident, act.row.seq))
            .execute(&mut *db)
            .await?;
    }
    for page in forgotten_codes {
        sqlx::query(FORGET_CODE)
            .bind(page.person.as_str())
            .bind(&page.code)
            .bind(incident)
            .execute(&mut *db)
            .await?;
    }
    sqlx::query(FORGET_SPENDERS).bind(incident).execute(&mut *db).await?;
    sqlx::query(FORGET_DEAD).bind(incident).execute(db).await.map(drop)
}
