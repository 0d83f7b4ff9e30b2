//! Codes of the official system: how they usually look, and pasted lists that pair them
//! with local codes.

use super::applicant::TEXT_CHARS_MAX;
use super::code::LocalCode;
use crate::text::{clean, has_unseen};

/// Most pairs that are read at once.
pub const PAIRS_MAX: usize = 2_000;

/// Whether a code has the usual form, `H15.50.05.13-261008-0975`: an agency, the day, and
/// four to seven figures. Others exist; this only makes an officer look again.
pub fn looks_official(code: &str) -> bool {
    let digits = |text: &str, least: usize, most: usize| {
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let parts: Vec<&str> = code.split('-').collect();
    let [agency, day, number] = parts.as_slice() else {
        return false;
    };
    let mut steps = agency.split('.');
    let first = steps.next().and_then(|top| top.strip_prefix(['H', 'G']));
    first.is_some_and(|top| digits(top, 2, 2))
        && steps.clone().count() <= 3
        && steps.all(|step| digits(step, 2, 2))
        && digits(day, 6, 6)
        && digits(number, 4, 7)
}

/// A local code and the official one that belongs to it, as a list has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The line of the list, from 1.
    pub line: usize,
    /// The dossier.
    pub local: LocalCode,
    /// Its code in the official system.
    pub official: String,
}

/// A line of a list that is no pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub fault: PairFault,
}

/// Why a line is no pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairFault {
    /// No cell is a local code whose check character fits.
    NoLocalCode,
    /// Nothing beside the local code looks like an official one.
    NoOfficialCode,
    /// More than one cell could be the official code.
    Ambiguous,
    /// A control character, a text longer than kept, or a line too many.
    Unreadable,
}

/// Reads a list pasted from a spreadsheet or a file: cells between tabs, semicolons or
/// commas, in quotes or not, else between blanks; a heading and empty lines are passed
/// over. Which cell is which follows from its form, not from its place.
pub fn read_pairs(text: &str) -> Vec<Result<Pair, BadLine>> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let filled = lines.filter(|(_, line)| !line.trim().is_empty());
    let mut told: Vec<Result<Pair, BadLine>> = Vec::new();
    for (at, line) in filled {
        let line_number = at + 1;
        if told.len() == PAIRS_MAX {
            told.push(Err(BadLine {
                line: line_number,
                fault: PairFault::Unreadable,
            }));
            break;
        }
        let cells = cells(line);
        let heading = told.is_empty() && !line.contains(|letter: char| letter.is_ascii_digit());
        if !heading {
            let read = pair(&cells);
            told.push(match read {
                Ok((local, official)) => Ok(Pair {
                    line: line_number,
                    local,
                    official,
                }),
                Err(fault) => Err(BadLine {
                    line: line_number,
                    fault,
                }),
            });
        }
    }
    told
}

fn cells(line: &str) -> Vec<String> {
    let mark = ['\t', ';', ',']
        .into_iter()
        .find(|mark| line.contains(*mark));
    let cut: Vec<&str> = match mark {
        Some(mark) => line.split(mark).collect(),
        None => line.split_whitespace().collect(),
    };
    let bare = |cell: &str| clean(cell.trim().trim_matches('"'));
    let filled = cut.into_iter().map(bare).filter(|cell| !cell.is_empty());
    filled.collect()
}

fn pair(cells: &[String]) -> Result<(LocalCode, String), PairFault> {
    let too_long = |cell: &String| cell.chars().count() > TEXT_CHARS_MAX;
    if cells.iter().any(|cell| has_unseen(cell) || too_long(cell)) {
        return Err(PairFault::Unreadable);
    }
    let local = |cell: &String| LocalCode(cell.to_uppercase());
    let is_local = |cell: &&String| local(cell).is_sound() && !looks_official(cell);
    let found = cells.iter().find(is_local).ok_or(PairFault::NoLocalCode)?;
    let rest: Vec<&String> = cells.iter().filter(|cell| *cell != found).collect();
    let regular: Vec<&&String> = rest.iter().filter(|cell| looks_official(cell)).collect();
    let official = match (regular.as_slice(), rest.as_slice()) {
        ([one], _) => one,
        ([], [one]) => one,
        ([], _) => return Err(PairFault::NoOfficialCode),
        (_, _) => return Err(PairFault::Ambiguous),
    };
    Ok((local(found), (*official).clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::DeviceTag;
    use crate::id::UnitId;
    use crate::instant::Day;
    use proptest::prelude::*;

    fn local(sequence: u32) -> LocalCode {
        let day = Day::from_ymd(2026, 11, 23).unwrap();
        LocalCode::new(
            &UnitId("H99.99.01".into()),
            day,
            &DeviceTag("A".into()),
            sequence,
        )
    }

    #[test]
    fn the_usual_form_is_known() {
        for usual in [
            "H15.50.05.13-261008-0975",
            "G01-261008-1500001",
            "H15.50-261122-00001",
        ] {
            assert!(looks_official(usual), "{usual}");
        }
        for odd in [
            "",
            "H15.50.05.13-261008-097",
            "H15.50.05.13-261008-09750001",
            "H15.50.05.13.01-261008-0975",
            "K15-261008-0975",
            "H1-261008-0975",
            "H15-26108-0975",
            "H15-261008-0975-1",
            local(7).0.as_str(),
        ] {
            assert!(!looks_official(odd), "{odd}");
        }
    }

    #[test]
    fn a_list_is_read_however_it_was_copied() {
        let (one, two) = (local(1), local(2));
        let official = ["H99.99.01-261123-0001", "H99.99.01-261123-0002"];
        for text in [
            format!(
                "Mã tạm\tMã quốc gia\r\n{one}\t{}\r\n{two}\t{}\r\n",
                official[0], official[1]
            ),
            format!("\u{feff}{},{one}\n\n{},{two}\n", official[0], official[1]),
            format!(
                "\"{one}\";\"{}\"\n\"{two}\";\"{}\"",
                official[0], official[1]
            ),
            format!("{one}   {}\n{two} {}", official[0], official[1]),
            format!(
                "1\t{one}\tGiàng A Páo\t{}\n2\t{two}\tLò Thị Ún\t{}",
                official[0], official[1]
            ),
            format!(
                "{}  {}\n{two} {}",
                one.0.to_lowercase(),
                official[0],
                official[1]
            ),
        ] {
            let read: Vec<_> = read_pairs(&text).into_iter().map(Result::unwrap).collect();
            let told: Vec<_> = read
                .iter()
                .map(|pair| (&pair.local, &*pair.official))
                .collect();
            assert_eq!(told, [(&one, official[0]), (&two, official[1])], "{text}");
        }
    }

    #[test]
    fn a_line_that_is_no_pair_is_told_with_its_place() {
        let one = local(1);
        let misspelt = one.0.replace("A0001", "A0010");
        for (line, fault) in [
            (misspelt + "\tH99-261123-0001", PairFault::NoLocalCode),
            (one.0.clone(), PairFault::NoOfficialCode),
            (format!("{one},Páo,Sao y"), PairFault::NoOfficialCode),
            (
                format!("{one},H99-261123-0001,H99-261123-0002"),
                PairFault::Ambiguous,
            ),
            (format!("{one}\t{}", "9".repeat(501)), PairFault::Unreadable),
        ] {
            let told = read_pairs(&format!("mã,mã\n\n{line}"));
            assert_eq!(told, [Err(BadLine { line: 3, fault })], "{line}");
        }
        let free = read_pairs(&format!("{one};hs 12/2026"));
        assert_eq!(free[0].as_ref().unwrap().official, "hs 12/2026");
        let many = format!("{one} H99-261123-0001\n").repeat(PAIRS_MAX + 9);
        assert_eq!(read_pairs(&many).len(), PAIRS_MAX + 1);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "[A-Z0-9.,;\t\n\"\\- đ\u{7}]{0,200}") {
            let _read = read_pairs(&text);
        }
    }
}
