//! The printed forms that devices get: those built in, replaced by files of the data
//! folder. `server/forms/README.md` says how a form is written.

mod check;
mod page;
mod problem;
mod read;

pub use page::page;
pub use problem::{Fault, FormsError};

use domain::form::{Form, FormSet, Office};
use domain::service::SignerTerm;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// The folder of the data folder in which own forms are.
pub const FOLDER: &str = "forms";
/// The file of the letterheads.
const OFFICES: &str = "office.toml";
/// The style that papers share.
const SHARED_STYLE: &str = "paper.css";
/// The most that a file of forms may be.
const FILE_BYTES_MAX: u64 = 200_000;
/// What is built in.
const BUILT_IN: [(&str, &str); 20] = [
    ("01.html", include_str!("../../forms/01.html")),
    ("02.html", include_str!("../../forms/02.html")),
    ("03.html", include_str!("../../forms/03.html")),
    ("04.html", include_str!("../../forms/04.html")),
    ("05.html", include_str!("../../forms/05.html")),
    ("06.html", include_str!("../../forms/06.html")),
    ("07.html", include_str!("../../forms/07.html")),
    (
        "loi-chung-ban-sao.html",
        include_str!("../../forms/loi-chung-ban-sao.html"),
    ),
    (
        "loi-chung-chu-ky.html",
        include_str!("../../forms/loi-chung-chu-ky.html"),
    ),
    (
        "ban-sao-tu-so-goc.html",
        include_str!("../../forms/ban-sao-tu-so-goc.html"),
    ),
    (
        "ban-nhap-khai-sinh.html",
        include_str!("../../forms/ban-nhap-khai-sinh.html"),
    ),
    (
        "ban-nhap-ket-hon.html",
        include_str!("../../forms/ban-nhap-ket-hon.html"),
    ),
    (
        "ban-nhap-khai-tu.html",
        include_str!("../../forms/ban-nhap-khai-tu.html"),
    ),
    (
        "ban-nhap-trich-luc.html",
        include_str!("../../forms/ban-nhap-trich-luc.html"),
    ),
    ("trang-so.html", include_str!("../../forms/trang-so.html")),
    ("khoa-so.html", include_str!("../../forms/khoa-so.html")),
    ("phieu-thu.html", include_str!("../../forms/phieu-thu.html")),
    ("so-quy.html", include_str!("../../forms/so-quy.html")),
    (SHARED_STYLE, include_str!("../../forms/paper.css")),
    (OFFICES, include_str!("../../forms/office.toml")),
];

/// The files of forms by name, as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    own: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    #[serde(default)]
    office: Vec<Office>,
    #[serde(default)]
    signer: Vec<SignerTerm>,
}

impl Files {
    /// Reads the own forms of a data folder; a folder that is not there has none.
    ///
    /// # Errors
    /// [`FormsError`] when it, or a file in it, cannot be read.
    pub fn read(data_dir: &Path) -> Result<Self, FormsError> {
        let folder = data_dir.join(FOLDER);
        let unreadable = |path: &Path, source| FormsError::Unreadable {
            path: path.into(),
            source,
        };
        let mut own = BTreeMap::new();
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self { own }),
            entries => entries.map_err(|error| unreadable(&folder, error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&folder, error))?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let Some(name) = name.filter(|name| is_ours(name)) else {
                continue;
            };
            let text = text_of(&path).map_err(|error| unreadable(&path, error))?;
            let text = text.ok_or_else(|| FormsError::TooLarge {
                file: name.to_owned(),
                max: FILE_BYTES_MAX,
            })?;
            own.insert(name.to_owned(), text);
        }
        Ok(Self { own })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.own.len()
    }

    /// The forms that follow: own files in place of those built in, and beside them.
    ///
    /// # Errors
    /// [`FormsError`], the first in the order of the files' names.
    pub fn forms(&self) -> Result<FormSet, FormsError> {
        let built_in = BUILT_IN.iter().map(|(name, text)| (*name, *text));
        let mut files: BTreeMap<&str, &str> = built_in.collect();
        let own = self.own.iter();
        files.extend(own.map(|(name, text)| (&**name, &**text)));
        let built_in = BUILT_IN.iter().find(|(name, _)| *name == OFFICES);
        let built_in = offices(OFFICES, built_in.map_or("", |(_, text)| *text))?;
        let mut forms = FormSet {
            site: String::new(),
            templates: vec![],
            offices: built_in.office,
            signers: built_in.signer,
        };
        let mut named: Vec<&str> = vec![];
        for (file, text) in files {
            if file == OFFICES {
                replace(&mut forms, offices(file, text)?);
                continue;
            }
            if file == SHARED_STYLE {
                continue;
            }
            let template = template(file, text, self.text(SHARED_STYLE).unwrap_or_default())?;
            let same = forms.templates.iter().position(|known| {
                known.form == template.form && known.in_force_from == template.in_force_from
            });
            if let Some(other) = same.and_then(|at| named.get(at)) {
                return Err(FormsError::SameDay {
                    file: file.to_owned(),
                    other: (*other).to_owned(),
                });
            }
            forms.templates.push(template);
            named.push(file);
        }
        Ok(forms)
    }

    /// The text of a form's file: one's own, else the one built in.
    pub fn text(&self, name: &str) -> Option<&str> {
        let own = self.own.get(name).map(String::as_str);
        let built_in = || BUILT_IN.iter().find(|(known, _)| *known == name);
        own.or_else(|| built_in().map(|(_, text)| *text))
    }
}

fn is_ours(name: &str) -> bool {
    name == OFFICES
        || name == SHARED_STYLE
        || Path::new(name).extension().is_some_and(|end| end == "html")
}

/// A file's text; `None` when it is too large.
fn text_of(path: &Path) -> io::Result<Option<String>> {
    let mut text = String::new();
    let file = File::open(path)?;
    let read = file.take(FILE_BYTES_MAX + 1).read_to_string(&mut text)?;
    let fits = u64::try_from(read).is_ok_and(|read| read <= FILE_BYTES_MAX);
    Ok(fits.then_some(text))
}

fn template(file: &str, text: &str, shared: &str) -> Result<domain::form::Template, FormsError> {
    let form = Form::ALL
        .into_iter()
        .find(|form| {
            let rest = file.strip_prefix(form.key());
            rest.is_some_and(|rest| rest.starts_with(['.', '-']))
        })
        .ok_or_else(|| FormsError::NoSuchForm {
            file: file.to_owned(),
            known: Form::ALL.map(Form::key).join(", "),
        })?;
    check::template(form, text, shared).map_err(|(line, fault)| FormsError::Template {
        file: file.to_owned(),
        line,
        fault,
    })
}

fn offices(file: &str, text: &str) -> Result<Offices, FormsError> {
    toml::from_str(text).map_err(|error: toml::de::Error| FormsError::Offices {
        file: file.to_owned(),
        message: error.to_string(),
    })
}

/// A unit of which the file says something has what the file says.
fn replace(forms: &mut FormSet, own: Offices) {
    let (offices, signers) = (&own.office, &own.signer);
    forms
        .offices
        .retain(|known| offices.iter().all(|office| office.unit != known.unit));
    forms
        .signers
        .retain(|known| signers.iter().all(|signer| signer.unit != known.unit));
    forms.offices.extend(own.office);
    forms.signers.extend(own.signer);
}

#[cfg(test)]
mod tests {
    use super::{Fault, Files, FormsError};
    use domain::form::Form;
    use domain::instant::Day;
    use std::fs;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let data = tempfile::tempdir().unwrap();
        let forms = data.path().join("forms");
        fs::create_dir(&forms).unwrap();
        for (name, text) in files {
            fs::write(forms.join(name), text).unwrap();
        }
        data
    }

    fn slip(from: &str, inside: &str) -> String {
        format!(
            "<article data-form=\"01\" data-from=\"{from}\" data-source=\"own\">{inside}</article>"
        )
    }

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn what_is_built_in_can_be_used() {
        let forms = Files::default().forms().unwrap();
        for form in Form::ALL {
            assert!(
                forms.template(form, day("2026-11-23")).is_some(),
                "{form:?}"
            );
        }
        assert!(!forms.office("H99.99.01").unwrap().hotline.is_empty());
    }

    #[test]
    fn an_own_file_takes_the_place_of_the_one_built_in_and_another_begins_on_its_day() {
        let (now, later) = (
            slip("2026-01-01", "<p>mới</p>"),
            slip("2027-03-01", "<p>sau</p>"),
        );
        let data = folder(&[
            ("01.html", &now),
            ("01-2027-03-01.html", &later),
            ("notes.txt", "x"),
            (
                "office.toml",
                "[[office]]\nunit = \"H15.01\"\nhotline = \"1900\"\n\
                 [[signer]]\nunit = \"H99.99.01\"\nname = \"Lò Văn Inh\"\n\
                 position = \"Chủ tịch\"\nfrom = \"2026-07-01\"\n",
            ),
        ]);
        let files = Files::read(data.path()).unwrap();
        assert_eq!(files.count(), 3);
        let forms = files.forms().unwrap();
        let from = |on| {
            forms
                .template(Form::Slip, day(on))
                .unwrap()
                .in_force_from
                .iso()
        };
        assert_eq!(from("2025-01-01"), "2026-01-01", "older than all");
        assert_eq!(from("2027-02-28"), "2026-01-01");
        assert_eq!(from("2027-03-01"), "2027-03-01");
        assert_eq!(forms.office("H15.01").unwrap().hotline, "1900");
        assert!(forms.office("H99.99.01").is_some(), "those built in stay");
        let signers: Vec<_> = forms.signers.iter().map(|it| &*it.name).collect();
        assert_eq!(signers, ["Lò Văn Inh"], "a unit's own list takes the place");
    }

    #[test]
    fn without_a_folder_there_is_what_is_built_in() {
        let data = tempfile::tempdir().unwrap();
        let files = Files::read(data.path()).unwrap();
        assert_eq!((files.count(), files.forms().is_ok()), (0, true));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_file() {
        let told = |files: &[(&str, &str)]| {
            let data = folder(files);
            let forms = Files::read(data.path()).and_then(|files| files.forms());
            forms.unwrap_err().to_string()
        };
        assert_eq!(
            told(&[("01.html", &slip("2026-01-01", "\n<script></script>"))]),
            "01.html, line 2: <script> is not allowed in a template"
        );
        assert_eq!(
            told(&[("99.html", "")]),
            "99.html: no form is called so; there are 01, 02, 03, 04, 05, 06, 07, loi-chung-ban-sao, \
             loi-chung-chu-ky, ban-sao-tu-so-goc, ban-nhap-khai-sinh, ban-nhap-ket-hon, \
             ban-nhap-khai-tu, ban-nhap-trich-luc, trang-so, khoa-so, phieu-thu, so-quy"
        );
        assert_eq!(
            told(&[
                ("01.html", &slip("2026-01-01", "")),
                ("01-b.html", &slip("2026-01-01", ""))
            ]),
            "01.html and 01-b.html are in force from the same day"
        );
        assert!(told(&[("office.toml", "[[office]]\nfax = \"1\"\n")]).starts_with("office.toml: "));
        let large = "x".repeat(300_000);
        assert_eq!(
            told(&[("01.html", &large)]),
            "01.html is larger than 200000 bytes"
        );
    }

    #[test]
    fn a_wrong_template_is_a_typed_error() {
        let data = folder(&[("01.html", &slip("2026-01-01", "<p data-field=\"a.b\"></p>"))]);
        let error = Files::read(data.path()).unwrap().forms().unwrap_err();
        assert!(
            matches!(&error, FormsError::Template { line: 1, fault: Fault::Name { name, .. }, .. } if name == "a.b"),
            "{error:?}"
        );
    }
}
