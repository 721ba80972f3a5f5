//! The regions of a cloud that a plan does not serve (Huawei Cloud, "4.1 服务目录").

use super::Provenance;
use crate::domain::names::{Names, holds_word, places_of};
use crate::ids::{RegionId, RequiredInfoItemId};

/// What makes a name in a title the name of a region rather than of a city.
const MARKS: [&str; 4] = ["节点", "区域", "大区", "region"];

/// Where the plan does not serve, and how it is known that an incident is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions {
    /// The item of the required information that asks for the region.
    pub item: RequiredInfoItemId,
    pub not_served: Vec<Region>,
    pub provenance: Provenance,
}

/// A region of the cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    pub id: RegionId,
    pub names: Names,
    /// What else people type for it.
    pub aliases: Vec<String>,
}

impl Regions {
    /// The region with this id.
    pub fn region(&self, id: &RegionId) -> Option<&Region> {
        self.not_served.iter().find(|region| region.id == *id)
    }

    /// The region that is not served and that an answer to the question names.
    pub fn in_answer(&self, answer: &str) -> Option<&Region> {
        self.not_served.iter().find(|region| region.words().any(|word| holds_word(answer, word)))
    }

    /// The same in a title, where a city alone may be where the customer sits: the region's own
    /// name, or another one with a mark such as `节点` or `region` behind it.
    pub fn in_title(&self, title: &str) -> Option<&Region> {
        let title = title.to_lowercase();
        let is_marked = |word: &str| {
            let word = word.to_lowercase();
            places_of(&title, &word).any(|end| {
                let rest = title[end..].trim_start();
                MARKS.iter().any(|mark| rest.starts_with(mark))
            })
        };
        self.not_served.iter().find(|region| {
            let names = [&region.names.zh, &region.names.en];
            names.into_iter().any(|name| holds_word(&title, name)) || region.words().any(is_marked)
        })
    }
}

impl Region {
    fn words(&self) -> impl Iterator<Item = &str> {
        let names = [self.names.zh.as_str(), self.names.en.as_str(), self.id.as_str()];
        names.into_iter().chain(self.aliases.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions() -> Regions {
        let region = |id: &str, zh: &str, en: &str, aliases: [&str; 2]| Region {
            id: RegionId::new(id),
            names: Names::new(zh, en),
            aliases: aliases.map(str::to_owned).to_vec(),
        };
        Regions {
            item: RequiredInfoItemId::new("region"),
            not_served: vec![
                region("ap_singapore", "亚太-新加坡", "AP-Singapore", ["新加坡", "Singapore"]),
                region("eu_paris", "欧洲-巴黎", "Europe-Paris", ["巴黎", "Paris"]),
            ],
            provenance: Provenance { source: None, assumed: None },
        }
    }

    #[test]
    fn an_answer_names_a_region_by_any_of_its_names() {
        for (answer, expected) in [
            ("亚太-新加坡", Some("ap_singapore")),
            ("新加坡和上海", Some("ap_singapore")),
            ("Europe-Paris", Some("eu_paris")),
            ("paris", Some("eu_paris")),
            ("the Parisian one", None),
            ("华北-北京四", None),
            ("", None),
        ] {
            let found = regions();
            let found = found.in_answer(answer).map(|region| region.id.as_str());
            assert_eq!(found, expected, "{answer}");
        }
    }

    #[test]
    fn a_city_in_a_title_is_no_region_without_a_mark() {
        for (title, expected) in [
            ("新加坡节点 ECS 全部失联", Some("ap_singapore")),
            ("亚太-新加坡的数据库连不上", Some("ap_singapore")),
            ("Paris region: no VM starts", Some("eu_paris")),
            ("europe-paris is slow", Some("eu_paris")),
            ("新加坡用户访问很慢", None),
            ("our Paris office cannot log in", None),
            ("节点失联", None),
        ] {
            let found = regions();
            let found = found.in_title(title).map(|region| region.id.as_str());
            assert_eq!(found, expected, "{title}");
        }
    }
}
