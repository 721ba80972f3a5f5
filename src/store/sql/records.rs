//! How attempts to send ended, many at a time.

use std::collections::HashSet;

use super::{Connection, messages, outbox, transcript};
use crate::store::fence::Terms;
use crate::store::record::{PreparedRecord, RowChange};

/// Writes records, and what becomes durable with them; tells for each whether the message was still
/// there to record. What a platform took is true in whichever term it was sent; everything else is
/// for the holder of the partition to say.
pub(crate) async fn write(
    db: &mut Connection,
    records: &[&PreparedRecord],
    terms: &Terms,
) -> sqlx::Result<Vec<bool>> {
    let is_sent = |record: &&&PreparedRecord| matches!(record.change, RowChange::Sent(_));
    let sent: Vec<i64> = records.iter().filter(is_sent).map(|record| record.id).collect();
    let removed: HashSet<i64> = outbox::remove(&mut *db, &sent).await?.into_iter().collect();
    let mut ours = Vec::with_capacity(records.len());
    let (mut references, mut said) = (Vec::new(), Vec::new());
    for record in records {
        let is_ours = match &record.change {
            RowChange::Sent(reference) => {
                let is_ours = removed.contains(&record.id);
                references.extend(reference.as_ref().filter(|_| is_ours));
                is_ours
            }
            _ => terms.allow(record.fence) && outbox::change(&mut *db, record).await?,
        };
        if is_ours {
            said.extend(&record.said);
            write_consequences(db, record).await?;
        }
        ours.push(is_ours);
    }
    messages::keep(&mut *db, &references).await?;
    transcript::insert(db, &said).await?;
    Ok(ours)
}

async fn write_consequences(db: &mut Connection, record: &PreparedRecord) -> sqlx::Result<()> {
    if let RowChange::Bury(dead) = &record.change {
        messages::bury(&mut *db, record.id, dead).await?;
    }
    let instead: Vec<_> = record.instead.iter().map(|row| (None, row)).collect();
    outbox::insert(db, &instead).await
}
