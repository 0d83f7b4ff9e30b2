//! From what stands in a file to a template that devices may draw: whatever is not
//! known to be harmless, or has no value, is refused.

use super::problem::Fault;
use super::read::{Inside, Misread, Raw, read};
use domain::form::{Condition, Element, Form, Names, Node, Paper, Template};
use domain::instant::Day;
use domain::text::nfc;

/// Elements without a meaning to a program.
const ELEMENTS: [&str; 37] = [
    "article", "b", "br", "caption", "col", "colgroup", "dd", "div", "dl", "dt", "em", "figure",
    "footer", "h1", "h2", "h3", "header", "hr", "i", "li", "ol", "p", "section", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
];
/// Attributes without one.
const ATTRIBUTES: [&str; 6] = ["class", "colspan", "lang", "rowspan", "scope", "span"];
/// What a style must not have: it would fetch something, or be read otherwise than it
/// looks.
const NOT_IN_STYLE: [&str; 10] = [
    "<",
    "@import",
    "@font-face",
    "@namespace",
    "url(",
    "src(",
    "image(",
    "image-set(",
    "expression(",
    "\\",
];

/// The value of `data-style` that asks for the style that papers share.
const SHARED: &str = "paper";

/// The template of a form; `shared` is the style that papers share.
pub(super) fn template(form: Form, text: &str, shared: &str) -> Result<Template, Misread> {
    let mut root = root(read(text)?)?;
    let line = root.line;
    let wrong = |fault| Err((line, fault));
    let mut own = |name: &'static str| take(&mut root, name).ok_or((line, Fault::Missing(name)));
    let (found, from, source) = (own("data-form")?, own("data-from")?, own("data-source")?);
    if found != form.key() {
        let expected = form.key().to_owned();
        return wrong(Fault::OtherForm { found, expected });
    }
    let Some(in_force_from) = Day::parse_iso(&from) else {
        return wrong(Fault::Day(from));
    };
    let landscape = take(&mut root, "data-turn");
    let landscape = match landscape.as_deref() {
        None => false,
        Some("landscape") => true,
        Some(other) => return wrong(Fault::Choice("data-turn", other.into(), "landscape".into())),
    };
    let papers = papers(&mut root)?;
    let mut style = match take(&mut root, "data-style").as_deref() {
        None => String::new(),
        Some(SHARED) => format!("{} ", harmless(line, shared)?),
        Some(other) => return wrong(Fault::Choice("data-style", other.into(), SHARED.into())),
    };
    style.push_str(&styles(&mut root)?);
    let check = Check {
        form,
        names: form.names(),
    };
    Ok(Template {
        form,
        in_force_from,
        source,
        landscape,
        papers,
        style,
        body: vec![check.element(&root, None)?],
    })
}

/// Takes an attribute out of an element.
fn take(raw: &mut Raw, name: &str) -> Option<String> {
    let at = raw.attributes.iter().position(|(known, _)| known == name);
    at.map(|at| raw.attributes.remove(at).1)
}

/// What the article says of the papers that it fits on: `data-papers="a4 a5"`.
fn papers(root: &mut Raw) -> Result<Vec<Paper>, Misread> {
    let told = take(root, "data-papers").unwrap_or_default();
    let paper = |tag: &str| {
        let known = || Paper::ALL.map(Paper::tag).join(", ");
        let unknown = || Fault::Choice("data-papers", tag.to_owned(), known());
        Paper::from_tag(tag).ok_or_else(|| (root.line, unknown()))
    };
    told.split_whitespace().map(paper).collect()
}

/// The one article of the file.
fn root(inside: Vec<Inside>) -> Result<Raw, Misread> {
    let mut root = None;
    for part in inside {
        match part {
            Inside::Text(text) if text.trim().is_empty() => {}
            Inside::Text(_) => return Err((1, Fault::Root("text outside it".into()))),
            Inside::Element(raw) if raw.tag == "article" && root.is_none() => root = Some(raw),
            Inside::Element(raw) => {
                let what = Fault::Root(format!("<{}> beside it", raw.tag));
                return Err((raw.line, what));
            }
        }
    }
    root.ok_or((1, Fault::Root("none".into())))
}

/// The article's styles, taken out of it.
fn styles(root: &mut Raw) -> Result<String, Misread> {
    let mut style = String::new();
    let mut rest = Vec::new();
    for part in root.children.drain(..) {
        match part {
            Inside::Element(raw) if raw.tag == "style" => {
                if let Some((attribute, _)) = raw.attributes.into_iter().next() {
                    let element = raw.tag;
                    return Err((raw.line, Fault::Attribute { element, attribute }));
                }
                for text in raw.children {
                    if let Inside::Text(text) = text {
                        style.push_str(&harmless(raw.line, &text)?);
                    }
                }
            }
            other @ (Inside::Text(_) | Inside::Element(_)) => rest.push(other),
        }
    }
    root.children = rest;
    Ok(style)
}

/// A style in one line without its comments.
fn harmless(line: usize, style: &str) -> Result<String, Misread> {
    let mut plain = String::new();
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/*") {
        let Some((_, after)) = after.split_once("*/") else {
            return Err((line, Fault::Style("a comment without an end".into())));
        };
        // As in a browser, a comment parts two words.
        plain.push_str(before);
        plain.push(' ');
        rest = after;
    }
    plain.push_str(rest);
    let low = plain.to_lowercase();
    let found = NOT_IN_STYLE.into_iter().find(|word| low.contains(word));
    if let Some(word) = found {
        return Err((line, Fault::Style(word.into())));
    }
    Ok(plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

struct Check {
    form: Form,
    names: Names,
}

impl Check {
    fn element(&self, raw: &Raw, within: Option<&str>) -> Result<Node, Misread> {
        let wrong = |fault| Err((raw.line, fault));
        if raw.tag == "style" {
            return wrong(Fault::StylePlace);
        }
        if !ELEMENTS.contains(&&*raw.tag) {
            return wrong(Fault::Element(raw.tag.clone()));
        }
        let mut element = Element {
            tag: raw.tag.clone(),
            ..Element::default()
        };
        for (name, value) in &raw.attributes {
            match name.as_str() {
                "data-field" => element.field = Some(value.clone()),
                "data-code" => element.code = Some(value.clone()),
                "data-each" => element.each = Some(value.clone()),
                "data-if" => element.condition = Some(condition(value)),
                plain if ATTRIBUTES.contains(&plain) => {
                    element.attributes.push((name.clone(), value.clone()));
                }
                _ => {
                    return wrong(Fault::Attribute {
                        element: raw.tag.clone(),
                        attribute: name.clone(),
                    });
                }
            }
        }
        let within = self.names_are_known(raw, &element, within)?;
        let inside = raw.children.iter().map(|part| match part {
            Inside::Text(text) => Ok(Node::Text(one_line(text))),
            Inside::Element(inner) => self.element(inner, within),
        });
        let children = inside.collect::<Result<_, _>>()?;
        element.children = children;
        Ok(Node::Element(Box::new(element)))
    }

    /// Returns the list in whose row the element stands.
    fn names_are_known<'a>(
        &self,
        raw: &'a Raw,
        element: &'a Element,
        within: Option<&'a str>,
    ) -> Result<Option<&'a str>, Misread> {
        let wrong = |name: &str| Err((raw.line, self.unknown(&raw.tag, name, within)));
        let own = element.each.as_deref();
        if let Some(list) = own {
            if within.is_some() {
                return Err((raw.line, Fault::Nested(raw.tag.clone())));
            }
            if self.names.row(list).is_none() {
                return wrong(list);
            }
        }
        let within = own.or(within);
        for name in [&element.field, &element.code].into_iter().flatten() {
            if !self.names.has_text(name, within) {
                return wrong(name);
            }
        }
        if let Some(Condition { name, .. }) = &element.condition
            && !self.names.has_text(name, within)
            && self.names.row(name).is_none()
        {
            return wrong(name);
        }
        Ok(within)
    }

    fn unknown(&self, element: &str, name: &str, within: Option<&str>) -> Fault {
        let of_row = within.and_then(|list| self.names.row(list));
        let texts = self.names.texts.iter().copied().chain(of_row).flatten();
        let lists = self.names.rows.iter().map(|(list, _)| list);
        let last = name.rsplit('.').next().unwrap_or(name);
        let mut near: Vec<_> = texts.chain(lists).collect();
        near.retain(|known| {
            let known = known.rsplit('.').next().unwrap_or(known);
            !last.is_empty() && (known.contains(last) || last.contains(known))
        });
        let group = name.split('.').next();
        let same_group = near.iter().find(|known| known.split('.').next() == group);
        let near = same_group.or(near.first());
        let row = self.names.rows.iter().find(|(_, row)| row.contains(&name));
        let hint = match (row, near) {
            (Some((of, _)), _) => format!("; it is one of data-each=\"{of}\""),
            (None, Some(near)) => format!("; “{near}” is one that it knows"),
            (None, None) => String::new(),
        };
        Fault::Name {
            element: element.to_owned(),
            name: name.to_owned(),
            form: self.form.key(),
            hint,
        }
    }
}

fn condition(value: &str) -> Condition {
    let absent = value.strip_prefix('!');
    Condition {
        name: absent.unwrap_or(value).to_owned(),
        given: absent.is_none(),
    }
}

/// Line breaks and runs of blanks mean one blank, as in any page; letters are NFC.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in nfc(text).chars() {
        if !matches!(letter, ' ' | '\n' | '\r' | '\t') {
            line.push(letter);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{Fault, template};
    use domain::form::{Form, Node, Paper};

    fn of(inside: &str) -> Result<domain::form::Template, (usize, Fault)> {
        let text = format!(
            "<article data-form=\"01\" data-from=\"2026-11-23\" data-source=\"x\">\n{inside}\n</article>"
        );
        template(Form::Slip, &text, "")
    }

    fn name(element: &str, name: &str, hint: &str) -> Fault {
        Fault::Name {
            element: element.into(),
            name: name.into(),
            form: "01",
            hint: hint.into(),
        }
    }

    fn attribute(element: &str, attribute: &str) -> Fault {
        Fault::Attribute {
            element: element.into(),
            attribute: attribute.into(),
        }
    }

    #[test]
    fn what_could_act_or_fetch_is_refused_with_its_element() {
        for (inside, fault) in [
            ("<script>alert(1)</script>", Fault::Element("script".into())),
            ("<p onclick=\"x\">a</p>", attribute("p", "onclick")),
            (
                "<a href=\"https://example.org\">a</a>",
                Fault::Element("a".into()),
            ),
            (
                "<img src=\"https://example.org/x.png\">",
                Fault::Element("img".into()),
            ),
            ("<iframe></iframe>", Fault::Element("iframe".into())),
            (
                "<p style=\"background:url(x)\">a</p>",
                attribute("p", "style"),
            ),
            ("<p href=\"//example.org\">a</p>", attribute("p", "href")),
            (
                "<style>p { background: URL(https://example.org) }</style>",
                Fault::Style("url(".into()),
            ),
            (
                "<style>@import 'x';</style>",
                Fault::Style("@import".into()),
            ),
            (
                "<style>p { background: u\\72l(x) }</style>",
                Fault::Style("\\".into()),
            ),
            (
                "<style>/* p {}</style>",
                Fault::Style("a comment without an end".into()),
            ),
            ("<p><style>p {}</style></p>", Fault::StylePlace),
            (
                "<style media=\"print\"></style>",
                attribute("style", "media"),
            ),
        ] {
            assert_eq!(of(inside), Err((2, fault)), "{inside}");
        }
    }

    #[test]
    fn names_that_have_no_value_are_refused() {
        for (inside, fault) in [
            (
                "<p data-field=\"applicant.nam\"></p>",
                name(
                    "p",
                    "applicant.nam",
                    "; “applicant.name” is one that it knows",
                ),
            ),
            ("<p data-field=\"xyz\"></p>", name("p", "xyz", "")),
            (
                "<td data-field=\"paper.name\"></td>",
                name("td", "paper.name", "; it is one of data-each=\"papers\""),
            ),
            (
                "<p data-each=\"applicant.name\"></p>",
                name(
                    "p",
                    "applicant.name",
                    "; “applicant.name” is one that it knows",
                ),
            ),
            ("<p data-if=\"!xyz\"></p>", name("p", "xyz", "")),
            ("<p data-code=\"xyz\"></p>", name("p", "xyz", "")),
            (
                "<ul data-each=\"papers\"><li data-each=\"certified\"></li></ul>",
                Fault::Nested("li".into()),
            ),
        ] {
            assert_eq!(of(inside), Err((2, fault)), "{inside}");
        }
        of("<tr data-each=\"papers\"><td data-field=\"paper.name\" data-if=\"papers\"></td></tr>")
            .unwrap();
    }

    #[test]
    fn the_article_says_what_it_is() {
        let article = |attributes: &str| {
            template(Form::Slip, &format!("<article {attributes}></article>"), "")
        };
        let whole = "data-form=\"01\" data-from=\"2026-11-23\" data-source=\"x\"";
        article(whole).unwrap();
        for (attributes, fault) in [
            ("", Fault::Missing("data-form")),
            (
                "data-form=\"01\" data-source=\"x\"",
                Fault::Missing("data-from"),
            ),
            (
                &whole.replace("-11-23", "-11-31"),
                Fault::Day("2026-11-31".into()),
            ),
            (
                &whole.replace("\"01\"", "\"02\""),
                Fault::OtherForm {
                    found: "02".into(),
                    expected: "01".into(),
                },
            ),
        ] {
            assert_eq!(article(attributes), Err((1, fault)), "{attributes}");
        }
        for (text, what) in [
            ("", "none"),
            ("x<article></article>", "text outside it"),
            ("<p></p>", "<p> beside it"),
        ] {
            assert_eq!(
                template(Form::Slip, text, ""),
                Err((1, Fault::Root(what.into()))),
                "{text}"
            );
        }
    }

    #[test]
    fn the_article_says_on_what_it_is_printed() {
        let whole = "data-form=\"01\" data-from=\"2026-11-23\" data-source=\"x\"";
        let of = |told: &str| {
            let text = format!("<article {whole} {told}><style>p {{}}</style></article>");
            template(Form::Slip, &text, "b { /* shared */ }")
        };
        let plain = of("").unwrap();
        assert_eq!((plain.landscape, &*plain.style), (false, "p {}"));
        assert_eq!(plain.fits(), Paper::ALL);
        let told = "data-turn=\"landscape\" data-papers=\"a5 a4\" data-style=\"paper\"";
        let turned = of(told).unwrap();
        assert_eq!((turned.landscape, &*turned.style), (true, "b { } p {}"));
        assert_eq!(turned.fits(), [Paper::A5, Paper::A4]);
        for (told, fault) in [
            (
                "data-turn=\"left\"",
                Fault::Choice("data-turn", "left".into(), "landscape".into()),
            ),
            (
                "data-papers=\"a4 a3\"",
                Fault::Choice("data-papers", "a3".into(), "a4, a5, 80mm".into()),
            ),
            (
                "data-style=\"own\"",
                Fault::Choice("data-style", "own".into(), "paper".into()),
            ),
        ] {
            assert_eq!(of(told), Err((1, fault)), "{told}");
        }
    }

    #[test]
    fn styles_lose_their_comments_and_texts_their_line_breaks() {
        let made =
            of("<style>\n  p { /* why */ margin: 0; }\n</style><p>Mã\n   hồ sơ</p>").unwrap();
        assert_eq!(made.style, "p { margin: 0; }");
        let [Node::Element(article)] = &made.body[..] else {
            panic!("{made:?}")
        };
        let Some(Node::Element(p)) = article
            .children
            .iter()
            .find(|node| matches!(node, Node::Element(_)))
        else {
            panic!("{article:?}")
        };
        assert_eq!(p.children, [Node::Text("Mã hồ sơ".into())]);
    }
}
