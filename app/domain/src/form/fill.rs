//! Putting values into a template.

use super::fields::Values;
use super::template::{Condition, Element, Node, Template};

/// A part of a paper as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// Words.
    Text(String),
    /// An element.
    Element {
        /// Its name.
        tag: String,
        /// Its attributes.
        attributes: Vec<(String, String)>,
        /// What is inside.
        children: Vec<Drawn>,
    },
    /// A QR code of a text.
    Code(String),
}

/// The paper. Every value becomes a text, whatever it looks like.
pub fn fill(template: &Template, values: &Values) -> Vec<Drawn> {
    let scope = Scope { values, row: None };
    scope.all(&template.body)
}

/// Where names are looked up: in the row first, where there is one.
#[derive(Clone, Copy)]
struct Scope<'a> {
    values: &'a Values,
    row: Option<&'a Values>,
}

impl Scope<'_> {
    fn text(&self, name: &str) -> &str {
        let own = self.row.map_or("", |row| row.get(name));
        if own.is_empty() {
            self.values.get(name)
        } else {
            own
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        let name = &condition.name;
        let there = !self.text(name).is_empty() || !self.values.rows(name).is_empty();
        there == condition.given
    }

    fn all(&self, nodes: &[Node]) -> Vec<Drawn> {
        let mut drawn = Vec::new();
        for node in nodes {
            match node {
                Node::Text(text) => drawn.push(Drawn::Text(text.clone())),
                Node::Element(element) => self.put(element, &mut drawn),
            }
        }
        drawn
    }

    fn put(&self, element: &Element, drawn: &mut Vec<Drawn>) {
        let Some(list) = &element.each else {
            drawn.extend(self.one(element));
            return;
        };
        for row in self.values.rows(list) {
            let scope = Scope {
                row: Some(row),
                ..*self
            };
            drawn.extend(scope.one(element));
        }
    }

    fn one(&self, element: &Element) -> Option<Drawn> {
        let stands = element.condition.as_ref();
        if !stands.is_none_or(|condition| self.holds(condition)) {
            return None;
        }
        let text = |name: &Option<String>| {
            let name = name.as_deref()?;
            Some(self.text(name)).filter(|text| !text.is_empty())
        };
        let children = if let Some(text) = text(&element.field) {
            vec![Drawn::Text(text.to_owned())]
        } else if let Some(text) = text(&element.code) {
            vec![Drawn::Code(text.to_owned())]
        } else {
            self.all(&element.children)
        };
        Some(Drawn::Element {
            tag: element.tag.clone(),
            attributes: element.attributes.clone(),
            children,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Drawn, fill};
    use crate::form::{Condition, Element, Form, Node, Template, Values};
    use crate::instant::Day;
    use proptest::prelude::*;

    fn element(change: impl FnOnce(&mut Element)) -> Node {
        let mut element = Element {
            tag: "p".into(),
            ..Element::default()
        };
        change(&mut element);
        Node::Element(Box::new(element))
    }

    fn template(body: Vec<Node>) -> Template {
        Template {
            form: Form::Slip,
            in_force_from: Day::from_ymd(2025, 9, 15).unwrap(),
            source: String::new(),
            landscape: false,
            papers: vec![],
            style: String::new(),
            body,
        }
    }

    /// The words of a paper; `[…]` is a code.
    fn words(drawn: &[Drawn]) -> String {
        let word = |drawn: &Drawn| match drawn {
            Drawn::Text(text) => text.clone(),
            Drawn::Code(text) => format!("[{text}]"),
            Drawn::Element { children, .. } => format!("({})", words(children)),
        };
        drawn.iter().map(word).collect()
    }

    fn two_papers() -> Values {
        let row = |name: &str| {
            let mut row = Values::default();
            row.text("paper.name", name);
            row
        };
        let mut values = Values::default();
        values.text("dossier.code", "H99-1");
        values.text("applicant.phone", "");
        values.list("papers", vec![row("Đơn"), row("Giấy chứng sinh")]);
        values
    }

    #[test]
    fn a_field_holds_its_text_and_an_empty_one_what_the_template_has() {
        let body = vec![
            Node::Text("Mã: ".into()),
            element(|it| it.field = Some("dossier.code".into())),
            element(|it| {
                it.field = Some("applicant.phone".into());
                it.children = vec![Node::Text("……".into())];
            }),
            element(|it| it.code = Some("dossier.code".into())),
        ];
        assert_eq!(
            words(&fill(&template(body), &two_papers())),
            "Mã: (H99-1)(……)([H99-1])"
        );
    }

    #[test]
    fn rows_are_repeated_and_see_what_is_around_them() {
        let body = vec![element(|it| {
            it.each = Some("papers".into());
            it.children = vec![
                element(|it| it.field = Some("paper.name".into())),
                element(|it| it.field = Some("dossier.code".into())),
            ];
        })];
        assert_eq!(
            words(&fill(&template(body), &two_papers())),
            "((Đơn)(H99-1))((Giấy chứng sinh)(H99-1))"
        );
    }

    #[test]
    fn conditions_ask_for_texts_and_lists() {
        let when = |name: &str, given: bool| {
            element(|it| {
                it.condition = Some(Condition {
                    name: name.into(),
                    given,
                });
                it.children = vec![Node::Text(format!("{name} {given}"))];
            })
        };
        let body = vec![
            when("papers", true),
            when("papers", false),
            when("applicant.phone", true),
            when("applicant.phone", false),
            when("dossier.code", true),
        ];
        assert_eq!(
            words(&fill(&template(body), &two_papers())),
            "(papers true)(applicant.phone false)(dossier.code true)"
        );
    }

    proptest! {
        #[test]
        fn a_value_is_a_text_whatever_it_looks_like(name in "\\PC{1,40}") {
            let mut values = Values::default();
            values.text("applicant.name", name.clone());
            let body = vec![element(|it| it.field = Some("applicant.name".into()))];
            let drawn = fill(&template(body), &values);
            let expected = Drawn::Element { tag: "p".into(), attributes: vec![], children: vec![Drawn::Text(name)] };
            prop_assert_eq!(drawn, vec![expected]);
        }
    }
}
