//! Addresses that came inside a message: they are called only where the vendor's own live.
//!
//! Whoever can make a message could otherwise send the bot's words to any host. What is compared is
//! the parsed address, never its text.

use reqwest::Url;
use thiserror::Error;

/// Where the addresses of one kind live.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a> {
    /// Their only path.
    pub path: &'a str,
    /// The vendor's hosts, compared whole.
    pub hosts: &'a [String],
    /// A simulator of the vendor on this machine, where the operator allows one.
    pub simulator: Option<&'a Url>,
}

/// Why an address is not called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UrlRefusal {
    /// It does not parse.
    #[error("not an address")]
    Unreadable,
    /// It is not HTTPS.
    #[error("not https")]
    Scheme,
    /// It carries a user name, a password, a port or a fragment.
    #[error("unusual authority")]
    Authority,
    /// Its host is not the vendor's.
    #[error("foreign host")]
    Host,
    /// Its path is another one.
    #[error("foreign path")]
    Path,
}

impl Home<'_> {
    /// Lets an address pass only if it is HTTPS on a listed host, default port, no user
    /// information, and has the one path.
    pub fn admit(&self, written: &str) -> Result<Url, UrlRefusal> {
        let url = Url::parse(written).map_err(|_| UrlRefusal::Unreadable)?;
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(UrlRefusal::Authority);
        }
        if url.path() != self.path {
            return Err(UrlRefusal::Path);
        }
        if self.is_simulator(&url) {
            return Ok(url);
        }
        if url.scheme() != "https" {
            return Err(UrlRefusal::Scheme);
        }
        if url.port().is_some() {
            return Err(UrlRefusal::Authority);
        }
        let is_listed =
            url.host_str().is_some_and(|host| self.hosts.iter().any(|known| known == host));
        if is_listed { Ok(url) } else { Err(UrlRefusal::Host) }
    }

    fn is_simulator(&self, url: &Url) -> bool {
        url.scheme() == "http"
            && is_on_this_machine(url)
            && self.simulator.is_some_and(|base| base.origin() == url.origin())
    }
}

/// Whether an address names this machine by number; names are looked up elsewhere, so they are
/// never believed.
pub fn is_on_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let number = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    number.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(written: &str, simulator: Option<&str>) -> Result<(), UrlRefusal> {
        let hosts = ["api.vendor.example".to_owned()];
        let simulator = simulator.map(|base| Url::parse(base).unwrap());
        let home = Home { path: "/reply", hosts: &hosts, simulator: simulator.as_ref() };
        home.admit(written).map(|_| ())
    }

    #[test]
    fn only_the_vendors_own_addresses_pass() {
        let table = [
            ("https://api.vendor.example/reply?code=C", Ok(())),
            ("https://api.vendor.example:443/reply?code=C", Ok(())),
            ("HTTPS://API.vendor.example/reply", Ok(())),
            ("http://api.vendor.example/reply", Err(UrlRefusal::Scheme)),
            ("ftp://api.vendor.example/reply", Err(UrlRefusal::Scheme)),
            ("https://api.vendor.example:8443/reply", Err(UrlRefusal::Authority)),
            ("https://a@api.vendor.example/reply", Err(UrlRefusal::Authority)),
            ("https://api.vendor.example:x@evil.example/reply", Err(UrlRefusal::Authority)),
            ("https://api.vendor.example/reply#x", Err(UrlRefusal::Authority)),
            ("https://evil.example/reply", Err(UrlRefusal::Host)),
            ("https://api.vendor.example.evil.example/reply", Err(UrlRefusal::Host)),
            ("https://api.vendor.example./reply", Err(UrlRefusal::Host)),
            ("https://evilvendor.example/reply", Err(UrlRefusal::Host)),
            ("https://127.0.0.1/reply", Err(UrlRefusal::Host)),
            ("https://[::1]/reply", Err(UrlRefusal::Host)),
            ("https://169.254.169.254/reply", Err(UrlRefusal::Host)),
            ("http://127.0.0.1/reply", Err(UrlRefusal::Scheme)),
            ("https://api.vendor.example/other", Err(UrlRefusal::Path)),
            ("https://api.vendor.example/reply/../other", Err(UrlRefusal::Path)),
            ("https://api.vendor.example\\@evil.example/reply", Err(UrlRefusal::Path)),
            ("/reply", Err(UrlRefusal::Unreadable)),
            ("", Err(UrlRefusal::Unreadable)),
        ];
        for (written, wanted) in table {
            assert_eq!(admitted(written, None), wanted, "{written}");
        }
    }

    #[test]
    fn a_simulator_passes_only_when_allowed_and_only_at_its_own_origin() {
        let own = "http://127.0.0.1:9999/reply?code=C";
        assert_eq!(admitted(own, None), Err(UrlRefusal::Scheme));
        assert_eq!(admitted(own, Some("http://127.0.0.1:9999/")), Ok(()));
        assert_eq!(admitted("http://[::1]:9999/reply", Some("http://[::1]:9999/")), Ok(()));
        for other in ["http://127.0.0.1:9998/reply", "http://127.0.0.2:9999/reply"] {
            assert_eq!(
                admitted(other, Some("http://127.0.0.1:9999/")),
                Err(UrlRefusal::Scheme),
                "{other}"
            );
        }
        let outside = "http://192.0.2.1/reply";
        assert_eq!(admitted(outside, Some("http://192.0.2.1/")), Err(UrlRefusal::Scheme));
    }

    #[test]
    fn this_machine_is_known_by_number_and_not_by_name() {
        for (url, is_here) in [
            ("http://127.0.0.1:1/", true),
            ("ws://[::1]/", true),
            ("http://127.9.9.9/", true),
            ("http://localhost/", false),
            ("http://192.0.2.1/", false),
            ("http://127.0.0.1.example/", false),
        ] {
            assert_eq!(is_on_this_machine(&Url::parse(url).unwrap()), is_here, "{url}");
        }
    }
}
