//! How the work is divided among the instances.

use super::{Connection, MARKS, UNCHANGED_UNTIL_THE_END};
use crate::store::bulk::BulkKeys;
use crate::store::fence::{Division, Fence, InstanceRow, Terms};

pub(crate) const RENEW: &str = "INSERT INTO instances (id, until) VALUES ($1, $2) \
     ON CONFLICT (id) DO UPDATE SET until = excluded.until";
pub(crate) const INSTANCES: &str = "SELECT id, until FROM instances ORDER BY id";
pub(crate) const END: &str = "DELETE FROM instances WHERE id = $1";
pub(crate) const ALL: &str = "SELECT id, holder, term FROM partitions ORDER BY id";
/// Two instances may have seen the same holder go; one of them changes the term first.
pub(crate) const TAKE: &str =
    "UPDATE partitions SET holder = $1, term = term + 1 WHERE id = $2 AND term = $3 RETURNING term";
/// The row keeps its term, or the fence would begin again.
pub(crate) const GIVE_BACK: &str = "UPDATE partitions SET holder = '' WHERE id = $1 AND term = $2";
pub(crate) const GIVE_BACK_ALL: &str = "UPDATE partitions SET holder = '' WHERE holder = $1";
pub(crate) static TERMS: BulkKeys =
    BulkKeys::new(MARKS, &["SELECT id, term FROM partitions WHERE id IN "])
        .with_tail(UNCHANGED_UNTIL_THE_END);

/// Says that an instance lives, and reads how the work is divided. Instances whose time was over
/// before `gone_before` are forgotten.
pub(crate) async fn renew(
    db: &mut Connection,
    id: &str,
    gone_before: i64,
    until: i64,
) -> sqlx::Result<Division> {
    sqlx::query(RENEW).bind(id).bind(until).execute(&mut *db).await?;
    let mut instances: Vec<InstanceRow> = sqlx::query_as(INSTANCES).fetch_all(&mut *db).await?;
    let is_long_gone = |instance: &InstanceRow| instance.until < gone_before;
    for gone in instances.iter().filter(|instance| is_long_gone(instance)) {
        sqlx::query(END).bind(&gone.id).execute(&mut *db).await?;
    }
    instances.retain(|instance| !is_long_gone(instance));
    Ok(Division::of(instances, sqlx::query_as(ALL).fetch_all(db).await?))
}

/// Takes partitions that still are in the term they were seen in.
pub(crate) async fn take(
    db: &mut Connection,
    id: &str,
    seen: &[Fence],
) -> sqlx::Result<Vec<Fence>> {
    let mut taken = Vec::with_capacity(seen.len());
    for Fence { partition, term } in seen.iter().copied() {
        let statement = sqlx::query_scalar(TAKE).bind(id).bind(partition.number()).bind(term);
        let term: Option<i64> = statement.fetch_optional(&mut *db).await?;
        taken.extend(term.map(|term| Fence { partition, term }));
    }
    Ok(taken)
}

/// Gives back partitions that still are in these terms.
pub(crate) async fn give_back(db: &mut Connection, held: &[Fence]) -> sqlx::Result<()> {
    for fence in held {
        let statement = sqlx::query(GIVE_BACK).bind(fence.partition.number()).bind(fence.term);
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Gives back everything that an instance holds, and forgets the instance.
pub(crate) async fn end(db: &mut Connection, id: &str) -> sqlx::Result<()> {
    sqlx::query(GIVE_BACK_ALL).bind(id).execute(&mut *db).await?;
    sqlx::query(END).bind(id).execute(db).await.map(drop)
}

/// The present terms of the partitions that some rights are about.
pub(crate) async fn terms(db: &mut Connection, fences: &[Fence]) -> sqlx::Result<Terms> {
    let mut ids: Vec<i64> = fences.iter().map(|fence| fence.partition.number()).collect();
    // In one order, or two processes could wait for each other.
    ids.sort_unstable();
    ids.dedup();
    let mut rows: Vec<(i64, i64)> = Vec::with_capacity(ids.len());
    for (text, list) in TERMS.lists(&ids) {
        let mut statement = sqlx::query_as::<_, (i64, i64)>(text);
        for id in list {
            statement = statement.bind(id);
        }
        rows.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(Terms::of(rows))
}
