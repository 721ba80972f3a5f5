use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn pack(count: u32, from: &str, until: &str) -> Pack {
    Pack { count, from: day(from), until: day(until) }
}

fn entry(seq: i64, pool: Pool, is_return: bool) -> Entry {
    Entry {
        seq,
        at: DateTime::UNIX_EPOCH,
        number: IncidentNumber(seq),
        pool,
        is_return,
        by: String::new(),
    }
}

const MARCH: &str = "2026-03-01";

#[test]
fn the_month_goes_first_and_then_the_pack_that_ends_first() {
    let packs = [pack(5, "2026-01-01", "2026-12-31"), pack(2, "2026-02-01", "2026-04-30")];
    let balance = Balance::on(day("2026-03-10"), 10, &packs, &[]);
    let pools: Vec<_> =
        balance.holdings.iter().map(|holding| (holding.pool, holding.left())).collect();
    let month = Pool::Month { first: day(MARCH) };
    let short = Pool::Pack { from: day("2026-02-01") };
    let long = Pool::Pack { from: day("2026-01-01") };
    assert_eq!(pools, [(month, 10), (short, 2), (long, 5)]);
    assert_eq!(balance.left(), 17);
}

#[test]
fn a_month_ends_with_its_last_day_and_a_pack_with_its_own() {
    let packs = [pack(1, "2026-01-15", "2026-02-28")];
    for (today, until, pools) in [
        ("2026-02-28", "2026-02-28", 2),
        ("2026-03-01", "2026-03-31", 1),
        ("2028-02-29", "2028-02-29", 1),
        ("2026-12-31", "2026-12-31", 1),
        ("2026-01-14", "2026-01-31", 1),
    ] {
        let balance = Balance::on(day(today), 10, &packs, &[]);
        assert_eq!(
            (balance.holdings[0].until, balance.holdings.len()),
            (day(until), pools),
            "{today}"
        );
    }
}

#[test]
fn what_was_spent_in_another_month_is_no_matter_now() {
    let spent = [entry(1, Pool::Month { first: day("2026-02-01") }, false)];
    let balance = Balance::on(day("2026-03-10"), 10, &[], &spent);
    assert_eq!((balance.left(), balance.last_seq), (10, 1));
}

#[test]
fn what_comes_back_can_be_spent_again() {
    let month = Pool::Month { first: day(MARCH) };
    let mut account = vec![entry(1, month, false)];
    assert_eq!(Balance::on(day("2026-03-10"), 1, &[], &account).next(), None);
    account.push(entry(2, month, true));
    let balance = Balance::on(day("2026-03-10"), 1, &[], &account);
    assert_eq!(balance.next().map(|holding| holding.pool), Some(month));
}

#[test]
fn a_tier_without_a_month_of_its_own_and_without_packs_has_nothing() {
    assert_eq!(Balance::on(day("2026-03-10"), 0, &[], &[]), Balance::default());
}

#[test]
fn a_purse_is_read_as_it_was_written() {
    for pool in [Pool::Month { first: day(MARCH) }, Pool::Pack { from: day("2026-01-15") }] {
        assert_eq!(Pool::from_word(&pool.word()), Some(pool));
    }
    for word in ["", "month", "month soon", "year 2026-01-01"] {
        assert_eq!(Pool::from_word(word), None, "{word}");
    }
}

proptest! {
    /// However long people spend while something is left, never more goes out than there is, and
    /// the purses are used up in their order.
    #[test]
    fn nobody_spends_more_than_there_is(included in 0..6_u32, counts in proptest::collection::vec(1..4_u32, 0..3)) {
        let packs: Vec<Pack> = (1..).zip(&counts)
            .map(|(place, count)| Pack {
                count: *count,
                from: NaiveDate::from_ymd_opt(2026, 1, place).unwrap(),
                until: day("2026-12-31"),
            })
            .collect();
        let today = day("2026-03-10");
        let mut account = Vec::new();
        let at_first = Balance::on(today, included, &packs, &account).left();
        let mut order = Vec::new();
        while let Some(next) = Balance::on(today, included, &packs, &account).next() {
            order.push(next.pool);
            account.push(entry(i64::try_from(account.len() + 1)?, next.pool, false));
        }
        prop_assert_eq!(u32::try_from(account.len())?, at_first);
        prop_assert_eq!(at_first, included + counts.iter().sum::<u32>());
        prop_assert!(order.is_sorted());
    }
}
