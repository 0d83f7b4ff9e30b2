//! The name of a procedure.

use core::fmt;

use serde::{Deserialize, Serialize};

/// The code of a procedure, as its source writes it.
///
/// Most look like `2.000815`, but the national list has others
/// (`1.0133611`, `1.014955-Xoa`), so a code is a name and not a number.
/// A procedure without an official code gets a local one, `local:…`, which
/// cannot be taken for an official one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProcedureCode(String);

impl ProcedureCode {
    /// What every local code starts with.
    pub const LOCAL: &'static str = "local:";

    /// Takes a code letter for letter.
    ///
    /// Not even blanks go: the national list has both `1.014325` and
    /// ` 1.014325`, and they are two procedures.
    pub fn new(code: &str) -> Self {
        Self(code.to_owned())
    }

    /// A stable code for a procedure whose source gives none, made from its title.
    ///
    /// The same title gives the same code on every import. The tail keeps apart
    /// titles that only differ after the cut.
    pub fn local(title: &str) -> Self {
        let title = crate::text::clean(title);
        let mut slug = String::new();
        for word in crate::text::words(&title) {
            if slug.len() + word.folded.len() > 48 {
                break;
            }
            if !slug.is_empty() {
                slug.push('-');
            }
            slug.push_str(&word.folded);
        }
        // FNV-1a, 32 bits: enough to keep a few dozen titles apart.
        let hash = title.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        Self(format!("{}{slug}-{hash:08x}", Self::LOCAL))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the code was given here and not by the State.
    pub fn is_local(&self) -> bool {
        self.0.starts_with(Self::LOCAL)
    }

    /// Whether the code has the usual form, one digit, a point, six digits.
    pub fn is_regular(&self) -> bool {
        let mut bytes = self.0.bytes();
        self.0.len() == 8
            && bytes.next().is_some_and(|byte| byte.is_ascii_digit())
            && bytes.next() == Some(b'.')
            && bytes.all(|byte| byte.is_ascii_digit())
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ProcedureCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for ProcedureCode {
    fn from(code: &str) -> Self {
        Self::new(code)
    }
}

#[cfg(test)]
mod tests {
    use super::ProcedureCode;

    #[test]
    fn odd_codes_are_codes() {
        assert!(ProcedureCode::new("2.000815").is_regular());
        for odd in ["1.0133611", "2.009182739", "1.014955-Xoa", " 1.014325"] {
            let code = ProcedureCode::new(odd);
            assert!(!code.is_regular() && !code.is_local());
            assert_eq!(code.as_str(), odd);
        }
    }

    #[test]
    fn local_codes_are_stable_and_marked() {
        let code = ProcedureCode::local("Tiếp công dân tại cấp xã");
        assert_eq!(code, ProcedureCode::local("Tiếp công dân\u{a0}tại cấp xã "));
        assert!(code.is_local());
        assert!(code.as_str().starts_with("local:tiep-cong-dan-tai-cap-xa-"));
        assert_ne!(code, ProcedureCode::local("Tiếp công dân tại cấp tỉnh"));
    }
}
