//! Templates as they travel to devices.

use super::Form;
use super::Paper;
use crate::instant::Day;
use crate::service::SignerTerm;
use serde::{Deserialize, Serialize};

/// All forms that a server gives its devices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormSet {
    /// The templates, each dated.
    pub templates: Vec<Template>,
    /// What the letterheads of the units say.
    #[serde(default)]
    pub offices: Vec<Office>,
    /// Who signs for the units, and from when to when.
    #[serde(default)]
    pub signers: Vec<SignerTerm>,
    /// The address that citizens reach the site by; empty: not told.
    #[serde(default)]
    pub site: String,
}

impl FormSet {
    /// The template of a form in force on a day; the oldest for a day before all.
    pub fn template(&self, form: Form, on: Day) -> Option<&Template> {
        let of_form = || {
            self.templates
                .iter()
                .filter(|template| template.form == form)
        };
        let in_force = of_form().filter(|template| template.in_force_from <= on);
        let oldest = || of_form().min_by_key(|template| template.in_force_from);
        in_force
            .max_by_key(|template| template.in_force_from)
            .or_else(oldest)
    }

    /// What a unit's letterhead says.
    pub fn office(&self, unit: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.unit == unit)
    }
}

/// What stands on a unit's letterhead and on the back of its slips. Empty: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Office {
    /// The unit's code.
    pub unit: String,
    /// The superior body (cơ quan chủ quản).
    pub agency: String,
    /// The centre that issues the paper.
    pub centre: String,
    /// The place in front of the date (địa danh).
    pub place: String,
    /// The address.
    pub address: String,
    /// The telephone number for questions and complaints.
    pub hotline: String,
    /// When it is open, in words.
    pub hours: String,
}

/// The layout of one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Of which form.
    pub form: Form,
    /// The first day it is in force.
    pub in_force_from: Day,
    /// What the layout rests on, and how sure that is.
    pub source: String,
    /// The sheet lies on its long side.
    #[serde(default, skip_serializing_if = "is_false")]
    pub landscape: bool,
    /// The papers that it fits on; empty: all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<Paper>,
    /// Its rules of style.
    pub style: String,
    /// The paper.
    pub body: Vec<Node>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde hands over")]
fn is_false(told: &bool) -> bool {
    !*told
}

impl Template {
    /// The papers that it may be printed on, the usual one first.
    pub fn fits(&self) -> &[Paper] {
        if self.papers.is_empty() {
            &Paper::ALL
        } else {
            &self.papers
        }
    }
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// Words that are always there.
    #[serde(rename = "t")]
    Text(String),
    /// An element.
    #[serde(rename = "e")]
    Element(Box<Element>),
}

/// An element of a template, with what is done to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Element {
    /// Its name.
    pub tag: String,
    /// Attributes without any meaning to a program.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<(String, String)>,
    /// Holds the text of this name; what is inside stays when that is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Stands once for each row of this list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// Stands only when this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Holds a QR code of the text of this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What is inside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

/// Whether a text or list is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// It has to be, or not to be.
    pub given: bool,
}
