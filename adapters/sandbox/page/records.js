// The records of one room, in order of seq. A room may hold thousands; nothing here looks at all of them.

/** A badge says no more than this. */
export const MOST_COUNTED = 99;

/** Where a record with this seq is, or would be. Most often it is at the end. */
function placeOf(list, seq) {
  if (list.length === 0 || list.at(-1).seq < seq) return list.length;
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function findRecord(list, seq) {
  const record = list[placeOf(list, seq)];
  return record?.seq === seq ? record : undefined;
}

/** Adds a record, or puts it in the place of its earlier form. */
export function putRecord(list, record) {
  const at = placeOf(list, record.seq);
  list.splice(at, list[at]?.seq === record.seq ? 1 : 0, record);
}

/** How many records after `seen` count, up to one more than a badge says. */
export function countUnread(list, seen, counts) {
  let count = 0;
  for (let at = list.length - 1; at >= 0 && list[at].seq > seen && count <= MOST_COUNTED; at -= 1)
    if (counts(list[at])) count += 1;
  return count;
}

/** The last records that are visible, at most `most`, oldest first, and whether there are earlier ones. */
export function lastVisible(list, most, isVisible) {
  const last = [];
  let at = list.length - 1;
  for (; at >= 0 && last.length < most; at -= 1) if (isVisible(list[at])) last.push(list[at]);
  while (at >= 0 && !isVisible(list[at])) at -= 1;
  return { last: last.reverse(), hasEarlier: at >= 0 };
}
