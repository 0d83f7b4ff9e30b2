//! How books are kept: the lines that are built in, and before them those of
//! `registers.csv` in the data folder.

use anyhow::{Context, bail};
use catalogue::register::{built_in, import};
use domain::register::{Policies, PolicyLines};
use std::fs;
use std::io;
use std::path::Path;

/// The file of the data folder in which a commune says how it keeps its books.
pub const FILE: &str = "registers.csv";

/// The lines in force. A file with a line that cannot be read is not taken at all: half of
/// it would give numbers that nobody meant.
///
/// # Errors
/// What is wrong with the file, with line and column.
pub fn read(data_dir: &Path) -> anyhow::Result<PolicyLines> {
    let mut lines = PolicyLines {
        built_in: built_in()?,
        imported: vec![],
    };
    let path = data_dir.join(FILE);
    let file = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(lines),
        read => read.with_context(|| format!("{} cannot be read", path.display()))?,
    };
    let mut issues = vec![];
    let taken = import(&file, &mut Policies::default(), &mut issues);
    lines.imported = taken.with_context(|| path.display().to_string())?;
    if let Some(issue) = issues.first() {
        bail!("{}: {issue}", path.display());
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::UnitId;
    use domain::instant::Day;
    use domain::register::{BookKind, LeaseSize};

    fn size(lines: &PolicyLines) -> LeaseSize {
        let kind = BookKind("SCT/BS".into());
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        let policies = lines.read();
        let policy = policies.in_force(&kind, &UnitId("H15.50".into()), day);
        policy.unwrap().rules().unwrap().lease
    }

    #[test]
    fn a_commune_s_own_line_goes_before_what_is_built_in() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(size(&read(folder.path()).unwrap()), LeaseSize::Numbers(20));
        let head = "kind,from,unit,name_vi,keeping,form,lease,low_water,entries_per_volume,lead_days,status";
        let line = "SCT/BS,2026-01-01,H15.50,Sổ chứng thực bản sao,book,số {number} quyển {volume}/{year},volume,5,300,15,official";
        let path = folder.path().join(FILE);
        fs::write(&path, format!("{head}\n{line}\n")).unwrap();
        assert_eq!(size(&read(folder.path()).unwrap()), LeaseSize::Volume);

        fs::write(
            &path,
            format!("{head}\n{}\n", line.replace("volume,5", "many,5")),
        )
        .unwrap();
        let error = read(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("registers.csv") && error.contains("lease"),
            "{error}"
        );
    }
}
