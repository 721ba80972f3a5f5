//! Time-limited rights to work.

use super::Connection;
use crate::store::fence::CLOCKS_DIFFER_BY;

pub(crate) const TAKE: &str = "INSERT INTO leases (name, holder, fence, until) VALUES ($1, $2, 1, $3) \
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until, \
     fence = CASE WHEN leases.holder = excluded.holder THEN leases.fence ELSE leases.fence + 1 END \
     WHERE leases.holder = excluded.holder OR leases.until <= $4 OR leases.until > $5 RETURNING fence";
/// The row stays, or the fence would begin again at one.
pub(crate) const RELEASE: &str = "UPDATE leases SET until = $3 WHERE name = $1 AND holder = $2";

/// Takes or renews a lease; gives back its fence, or none while another holder has it.
pub(crate) async fn take(
    db: &mut Connection,
    name: &str,
    holder: &str,
    now: i64,
    until: i64,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(TAKE)
        .bind(name)
        .bind(holder)
        .bind(until)
        .bind(now)
        .bind(until + CLOCKS_DIFFER_BY.num_milliseconds())
        .fetch_optional(db)
        .await
}

pub(crate) async fn release(db: &mut Connection, name: &str, holder: &str) -> sqlx::Result<()> {
    sqlx::query(RELEASE).bind(name).bind(holder).bind(0_i64).execute(db).await.map(drop)
}
