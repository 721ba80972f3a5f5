use super::*;

const START: i64 = 1_750_000_000;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(START + seconds, 0).unwrap()
}

fn links(editions: &[(&str, u32)]) -> Links {
    let editions =
        editions.iter().map(|(group, edition)| (GroupId::new(group), *edition)).collect();
    Links::new(
        "https://bot.example",
        "a made-up key of thirty-two bytes".into(),
        TimeDelta::hours(1),
        editions,
    )
}

fn tea() -> Destination {
    Destination { platform: "welink".into(), address: "robot:tea".into() }
}

fn text_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}

#[test]
fn a_link_says_where_what_and_for_whom() {
    let links = links(&[]);
    for account in [None, Some("zhangsan@demo")] {
        let link = links.to_act(&tea(), account, "confirm:INC-7", at(0)).unwrap();
        assert!(link.starts_with("https://bot.example/act/"), "{link}");
        let act = links.read_act(text_of(&link), at(5)).unwrap();
        assert_eq!(
            (act.room, act.account.as_deref(), act.key.as_str()),
            (tea(), account, "confirm:INC-7")
        );
    }
}

#[test]
fn two_links_leave_most_of_five_hundred_characters_to_the_message() {
    let link = links(&[]).to_act(&tea(), None, "confirm:INC-12345", at(0)).unwrap();
    assert!(link.len() <= 110, "{} characters: {link}", link.len());
}

#[test]
fn a_link_is_good_for_its_life_and_then_says_what_it_was() {
    let links = links(&[]);
    let link = links.to_act(&tea(), None, "confirm:INC-7", at(0)).unwrap();
    assert!(links.read_act(text_of(&link), at(3599)).is_ok());
    let Err(LinkRefusal::Expired(act)) = links.read_act(text_of(&link), at(3600)) else {
        panic!("still good")
    };
    assert_eq!(act.room, tea());
}

#[test]
fn a_link_to_open_is_no_link_to_act() {
    let links = links(&[]);
    let open = links.to_open(&GroupId::new("tea"));
    assert_eq!(links.read_open(text_of(&open)), Some(GroupId::new("tea")));
    assert_eq!(links.read_act(text_of(&open), at(0)), Err(LinkRefusal::Unknown));
}

#[test]
fn raising_a_groups_edition_makes_its_old_link_worthless_and_no_other() {
    let (first, second) = (links(&[]), links(&[("tea", 2)]));
    let (tea, bank) = (first.to_open(&GroupId::new("tea")), first.to_open(&GroupId::new("bank")));
    assert_eq!(second.read_open(text_of(&tea)), None);
    assert_eq!(second.read_open(text_of(&bank)), Some(GroupId::new("bank")));
    assert!(second.read_open(text_of(&second.to_open(&GroupId::new("tea")))).is_some());
}

#[test]
fn a_part_that_would_end_another_makes_no_link() {
    assert_eq!(links(&[]).to_act(&tea(), Some("a\nb"), "ack:5531", at(0)), None);
}

#[test]
fn uses_and_guests_have_names_that_cannot_be_chosen() {
    let links = links(&[]);
    assert_ne!(links.mark("a"), links.mark("b"));
    assert_ne!(links.guest("a"), links.mark("a"));
    assert_eq!(links.guest("张三"), links.guest("张三"));
}
