//! Reading a template: a small part of HTML, strictly. What is read here is what
//! devices draw, element by element; no browser reads the file a second time in a way
//! of its own.

use super::problem::Fault;

/// Elements that have no inside.
const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "link", "meta"];
/// Elements inside elements.
const DEPTH_MAX: usize = 32;
/// How much of a text is shown when it is wrong.
const SHOWN_CHARS: usize = 30;

/// An element as it stands in the file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    pub(super) tag: String,
    pub(super) line: usize,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Inside>,
}

/// What stands inside an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inside {
    Text(String),
    Element(Raw),
}

/// What is wrong, and in which line.
pub(super) type Misread = (usize, Fault);

/// Reads a file; comments go.
pub(super) fn read(text: &str) -> Result<Vec<Inside>, Misread> {
    let mut reader = Reader {
        whole: text,
        rest: text,
    };
    reader.inside(None, 0)
}

struct Reader<'a> {
    whole: &'a str,
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn line(&self) -> usize {
        let before = self.whole.len() - self.rest.len();
        let read = self.whole.get(..before).unwrap_or_default();
        read.matches('\n').count() + 1
    }

    fn wrong<T>(&self, fault: Fault) -> Result<T, Misread> {
        Err((self.line(), fault))
    }

    fn malformed<T>(&self) -> Result<T, Misread> {
        let shown = self.rest.chars().take(SHOWN_CHARS).collect();
        self.wrong(Fault::Malformed(shown))
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn take(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Everything up to a mark, which is passed over.
    fn until(&mut self, mark: &str, of: &str) -> Result<&'a str, Misread> {
        let Some((before, after)) = self.rest.split_once(mark) else {
            return self.wrong(Fault::Ends(of.to_owned()));
        };
        self.rest = after;
        Ok(before)
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// A name of an element or attribute.
    fn name(&mut self) -> Result<&'a str, Misread> {
        let is_part =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let end = self.rest.find(|letter| !is_part(letter));
        let name = self.rest.get(..end.unwrap_or(self.rest.len()));
        match name.filter(|name| !name.is_empty()) {
            Some(name) => {
                self.skip(name.len());
                Ok(name)
            }
            None => self.malformed(),
        }
    }

    /// What stands inside an element, up to and with its end; without one, in the file.
    fn inside(&mut self, parent: Option<&str>, depth: usize) -> Result<Vec<Inside>, Misread> {
        let mut inside = Vec::new();
        loop {
            if self.rest.is_empty() {
                return match parent {
                    None => Ok(inside),
                    Some(tag) => self.wrong(Fault::Ends(format!("<{tag}>"))),
                };
            }
            if self.take("<!--") {
                self.until("-->", "a comment")?;
            } else if self.rest.starts_with("</") {
                return self.end(parent).map(|()| inside);
            } else if self.rest.starts_with('<') {
                inside.push(Inside::Element(self.element(depth)?));
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let text = self.rest.get(..end).unwrap_or_default();
                let text = self.plain(text)?;
                self.skip(end);
                inside.push(Inside::Text(text));
            }
        }
    }

    fn end(&mut self, parent: Option<&str>) -> Result<(), Misread> {
        let line = self.line();
        self.skip("</".len());
        let found = self.name()?;
        self.blanks();
        if !self.take(">") {
            return self.malformed();
        }
        match parent {
            Some(expected) if found == expected => Ok(()),
            _ => Err((
                line,
                Fault::WrongEnd {
                    found: found.to_owned(),
                    expected: parent.unwrap_or("nothing").to_owned(),
                },
            )),
        }
    }

    fn element(&mut self, depth: usize) -> Result<Raw, Misread> {
        if depth >= DEPTH_MAX {
            return self.wrong(Fault::TooDeep(DEPTH_MAX));
        }
        let line = self.line();
        if !self.rest.starts_with('<') || !self.rest.chars().nth(1).is_some_and(char::is_alphabetic)
        {
            return self.malformed();
        }
        self.skip(1);
        let tag = self.name()?.to_owned();
        let mut raw = Raw {
            tag: tag.clone(),
            line,
            ..Raw::default()
        };
        loop {
            self.blanks();
            if self.take("/>") {
                return if VOID.contains(&&*tag) {
                    Ok(raw)
                } else {
                    Err((line, Fault::Malformed(format!("<{tag}/>"))))
                };
            }
            if self.take(">") {
                break;
            }
            let (name, value) = self.attribute(&tag)?;
            if raw.attributes.iter().any(|(known, _)| *known == name) {
                let (element, attribute) = (tag, name);
                return self.wrong(Fault::Twice { element, attribute });
            }
            raw.attributes.push((name, value));
        }
        if tag == "style" || tag == "script" {
            // What is inside is no text of the page.
            let text = self.until(&format!("</{tag}>"), &format!("<{tag}>"))?;
            raw.children.push(Inside::Text(text.to_owned()));
        } else if !VOID.contains(&&*tag) {
            raw.children = self.inside(Some(&tag), depth + 1)?;
        }
        Ok(raw)
    }

    /// `name="value"`, in double quotes and nothing else.
    fn attribute(&mut self, tag: &str) -> Result<(String, String), Misread> {
        if self.rest.is_empty() {
            return self.wrong(Fault::Ends(format!("<{tag}>")));
        }
        let name = self.name()?.to_owned();
        self.blanks();
        if !self.take("=") {
            return Ok((name, String::new()));
        }
        self.blanks();
        if !self.take("\"") {
            return self.malformed();
        }
        let value = self.until("\"", &format!("{name} of <{tag}>"))?;
        Ok((name, self.plain(value)?))
    }

    /// A text with its named signs written out.
    fn plain(&self, text: &str) -> Result<String, Misread> {
        let mut plain = String::with_capacity(text.len());
        let mut parts = text.split('&');
        plain.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let Some((name, after)) = part.split_once(';') else {
                let shown = part.chars().take(SHOWN_CHARS).collect();
                return self.wrong(Fault::Entity(shown));
            };
            plain.push(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "nbsp" => '\u{a0}',
                _ => {
                    let shown = name.chars().take(SHOWN_CHARS).collect();
                    return self.wrong(Fault::Entity(shown));
                }
            });
            plain.push_str(after);
        }
        Ok(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, Inside, Raw, read};
    use proptest::prelude::*;

    #[test]
    fn elements_attributes_texts_and_comments() {
        let read =
            read("<!-- a --><p class=\"x &amp; y\"\n data-if=\"a\">Đơn &lt;1&gt;<br/> b<hr></p>")
                .unwrap();
        let [Inside::Element(p)] = &read[..] else {
            panic!("{read:?}")
        };
        assert_eq!(p.tag, "p");
        assert_eq!(
            p.attributes,
            [
                ("class".to_owned(), "x & y".to_owned()),
                ("data-if".to_owned(), "a".to_owned())
            ]
        );
        let void = |tag: &str, line| {
            Inside::Element(Raw {
                tag: tag.into(),
                line,
                ..Raw::default()
            })
        };
        assert_eq!(
            p.children,
            [
                Inside::Text("Đơn <1>".into()),
                void("br", 2),
                Inside::Text(" b".into()),
                void("hr", 2)
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, fault) in [
            (
                "<p>\n<b>x</p>",
                2,
                Fault::WrongEnd {
                    found: "p".into(),
                    expected: "b".into(),
                },
            ),
            ("<p>\n\nx", 3, Fault::Ends("<p>".into())),
            ("\n<p class=\"x>", 2, Fault::Ends("class of <p>".into())),
            ("<p class=x>", 1, Fault::Malformed("x>".into())),
            ("<p>&copy;</p>", 1, Fault::Entity("copy".into())),
            ("<p>a & b</p>", 1, Fault::Entity(" b".into())),
            ("<P>", 1, Fault::Malformed("P>".into())),
            ("<p/>", 1, Fault::Malformed("<p/>".into())),
            (
                "<!doctype html>",
                1,
                Fault::Malformed("<!doctype html>".into()),
            ),
            ("<!-- a", 1, Fault::Ends("a comment".into())),
            (
                "<p id=\"a\" id=\"b\">",
                1,
                Fault::Twice {
                    element: "p".into(),
                    attribute: "id".into(),
                },
            ),
            (
                "</p>",
                1,
                Fault::WrongEnd {
                    found: "p".into(),
                    expected: "nothing".into(),
                },
            ),
        ] {
            assert_eq!(read(text), Err((line, fault)), "{text}");
        }
        let deep = "<p>".repeat(100);
        assert_eq!(read(&deep), Err((1, Fault::TooDeep(32))));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "[<>/a-c=\"&;! \\-\nđ]{0,60}") {
            let _read = read(&text);
        }
    }
}
