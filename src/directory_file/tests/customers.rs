//! What a customer has: mailboxes, packs, administrators, experts.

use super::*;

#[test]
fn mailboxes_and_mail_domains_are_written_plainly() {
    let directory = read("directory.toml", EXAMPLE, &offered()).unwrap();
    let bank = &directory.customers["harbour-bank"];
    assert_eq!(bank.mail_domains, ["harbour-bank.example".parse().unwrap()]);
    let qian = directory.people["qian-example"].email.as_ref().unwrap();
    assert_eq!(qian.as_str(), "qian@harbour-bank.example");
    let [domain] =
        <[String; 1]>::try_from(sentences("[\"harbour-bank.example\"]", "[\"@harbour\"]")).unwrap();
    assert!(domain.starts_with("\"@harbour\" is not a mail domain | write domains"), "{domain}");
    let [email] = <[String; 1]>::try_from(sentences("qian@harbour-bank.example", "qian")).unwrap();
    assert!(email.contains("is not written like name@company.example"), "{email}");
}

#[test]
fn packs_and_administrators_are_checked() {
    let pack = |pack: &str| format!("policy = \"standard\"\nexpress_packs = [{pack}]");
    let good = "{ count = 5, from = 2026-01-01, until = 2026-12-31 }";
    let slips = [
        pack(good),
        pack("{ count = 0, from = 2026-02-01, until = 2026-01-31 }"),
        pack(&format!("{good}, {good}")),
        pack("{ count = 5, from = 2026-01-01 }"),
        "policy = \"standard\"\nprimary_administrator = \"li-na\"".to_owned(),
    ];
    let told: Vec<String> =
        slips.iter().flat_map(|to| sentences("policy = \"standard\"", to)).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    daocloud professional has no express tickets | remove the packs, or correct the contract
    daocloud professional has no express tickets | remove the packs, or correct the contract
    a pack needs at least one ticket | write at least one
    the pack ends on 2026-01-31, before it begins on 2026-02-01 | both days are included; `until` is the last one
    daocloud professional has no express tickets | remove the packs, or correct the contract
    two packs of Harbour Bank (example) begin on 2026-01-01 | the first day identifies a pack: add the counts, or start one on another day
    missing field `until` | { count = 20, from = 2026-01-01, until = 2026-12-31 }
    li-na is not an administrator of Harbour Bank (example) | name a person with role = "customer_admin" and this customer
    "#);
    let admin = |id| {
        format!(
            "[people.{id}]\nname = \"{id} (example)\"\nrole = \"customer_admin\"\ncustomer = \"harbour-bank\"\n\n"
        )
    };
    let admins = ["ann", "bo", "cy"].map(admin).concat();
    insta::assert_snapshot!(sentences("[rotations.primary]", &format!("{admins}[rotations.primary]")).join("\n"), @r#"
    bo (example) is one administrator too many for Harbour Bank (example) | a customer has two, a primary and a backup; give the others role = "customer"
    cy (example) is one administrator too many for Harbour Bank (example) | a customer has two, a primary and a backup; give the others role = "customer"
    "#);
}

#[test]
fn an_emergency_group_is_made_of_the_vendors_people_and_rotations() {
    let named = |people: &str| sentences("\"oncall:primary\", \"person:li-na\"", people);
    assert_eq!(named("\"person:qian-example\"").len(), 1);
    assert!(named("\"person:qian-example\"")[0].contains("belongs to a customer"));
    assert!(named("\"oncall:primry\"")[0].contains("did you mean `primary`?"));
    assert!(named("\"tam\"")[0].contains("cannot carry a duty"));
}
