//! The little XML that WeCom speaks: read into a tree with patience, written with CDATA.
//!
//! Document types are refused, so there are no entities of a sender's own; the depth is limited, so
//! that no input can exhaust the stack. Unknown elements are kept and any order is taken.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

/// Genuine messages are three or four deep.
const DEEPEST: usize = 16;

/// An element: its text, and the elements in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The root element of a document; none when it is not well-formed, has a document type or is
    /// too deep.
    pub fn parse(document: &str) -> Option<Self> {
        let mut reader = Reader::from_str(document);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) if open.len() <= DEEPEST => {
                    open.push(Self::named(start.name().as_ref()));
                }
                Event::Start(_) | Event::DocType(_) => return None,
                Event::Empty(empty) => {
                    open.last_mut()?.children.push(Self::named(empty.name().as_ref()));
                }
                Event::End(_) => {
                    let done = open.pop()?;
                    open.last_mut()?.children.push(done);
                }
                Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::CData(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    open.last_mut()?.text.push_str(&resolved(&reference)?);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        let [document] = open.as_slice() else { return None };
        document.children.first().cloned()
    }

    /// The element at the end of a path of names below this one.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| {
            element.children.iter().find(|child| child.name == *name)
        })
    }

    /// The text of the element at a path, without surrounding space; none when it is absent or
    /// empty.
    pub fn text_at(&self, path: &[&str]) -> Option<String> {
        let text = self.at(path)?.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The elements of one name right below this one.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn named(name: &(impl AsRef<str> + ?Sized)) -> Self {
        Self { name: name.as_ref().to_owned(), ..Self::default() }
    }
}

fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if let Some(character) = reference.resolve_char_ref().ok()? {
        return Some(character.to_string());
    }
    resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned)
}

/// An element with other elements in it, already written.
pub fn element(name: &str, inside: &str) -> String {
    format!("<{name}>{inside}</{name}>")
}

/// An element with words in it, whatever they hold.
pub fn words(name: &str, words: &str) -> String {
    // The end mark of CDATA is the one thing that may not appear in it, so it is split over two.
    let words = words.replace("]]>", "]]]]><![CDATA[>");
    element(name, &format!("<![CDATA[{words}]]>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cdata_text_references_and_any_order_are_read() {
        let read = Element::parse(
            "<?xml version=\"1.0\"?><xml><B>1</B><Odd/><A><![CDATA[<x> & ]]>&lt;y&#33;</A><C><D>2</D><D>3</D></C></xml>",
        )
        .unwrap();
        assert_eq!(read.text_at(&["A"]).as_deref(), Some("<x> & <y!"));
        assert_eq!(read.text_at(&["B"]).as_deref(), Some("1"));
        assert_eq!(read.text_at(&["C", "D"]).as_deref(), Some("2"));
        assert_eq!(read.at(&["C"]).unwrap().all("D").count(), 2);
        assert_eq!((read.text_at(&["Odd"]), read.text_at(&["None"])), (None, None));
    }

    #[test]
    fn document_types_foreign_entities_and_depth_are_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><xml><A>&b;</A></xml>";
        let file =
            "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><xml><A>&f;</A></xml>";
        let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
        for odd in
            [bomb, file, &deep, "<xml><A>&b;</A></xml>", "<xml><A></xml>", "<xml>", "words", ""]
        {
            assert_eq!(Element::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn written_words_come_back_whole() {
        for said in ["值班 <b> & ]]> \"x\"", "]]>]]>", ""] {
            let read = Element::parse(&element("xml", &words("A", said))).unwrap();
            assert_eq!(read.text_at(&["A"]).unwrap_or_default(), said);
        }
    }
}
