//! Every rule of the protocol has a test that wears its number.

use crate::house::{files, has_extension, read};
use std::collections::BTreeSet;

/// Numbers of the rules, `E1` and so on, as SPEC.md sets them in bold.
fn rules() -> BTreeSet<String> {
    let spec = read("app/sync/SPEC.md");
    let bold = spec
        .lines()
        .filter_map(|line| line.strip_prefix("- **")?.split_once("**"));
    bold.map(|(number, _)| number.to_owned()).collect()
}

/// Numbers that tests wear: `fn e1_x2_…` in Rust, `test("E1 X2: …` in the browser's.
fn worn() -> BTreeSet<String> {
    let mut worn = BTreeSet::new();
    for path in files()
        .into_iter()
        .filter(|path| !path.starts_with("tests/tidy/"))
    {
        if has_extension(&path, "rs") {
            let text = read(&path);
            let names = text.lines().filter_map(|line| {
                let line = line
                    .trim_start()
                    .trim_start_matches("pub ")
                    .trim_start_matches("async ");
                line.strip_prefix("fn ")?
                    .split('(')
                    .next()
                    .map(str::to_owned)
            });
            worn.extend(names.flat_map(|name| numbers(&name.to_uppercase(), '_')));
        } else if path.ends_with(".test.js") {
            let text = read(&path);
            let names = text.lines().filter_map(|line| {
                line.trim_start()
                    .strip_prefix("test(\"")?
                    .split(':')
                    .next()
                    .map(str::to_owned)
            });
            worn.extend(names.flat_map(|name| numbers(&name, ' ')));
        }
    }
    worn
}

/// The leading words of a name that are rule numbers.
fn numbers(name: &str, between: char) -> Vec<String> {
    let is_number = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(|c| c.is_ascii_uppercase())
            && word.len() > 1
            && chars.all(|c| c.is_ascii_digit())
    };
    name.split(between)
        .take_while(is_number)
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_rule_has_a_test() {
    let (rules, worn) = (rules(), worn());
    assert!(rules.len() > 30, "SPEC.md is read: {rules:?}");
    let bare: Vec<_> = rules.difference(&worn).collect();
    assert!(bare.is_empty(), "no test wears {bare:?}");
}

#[test]
fn every_number_worn_is_a_rule() {
    let sections: BTreeSet<char> = rules()
        .iter()
        .filter_map(|rule| rule.chars().next())
        .collect();
    let in_spec = |number: &&String| number.chars().next().is_some_and(|c| sections.contains(&c));
    let (rules, worn) = (rules(), worn());
    let strange: Vec<_> = worn.difference(&rules).filter(in_spec).collect();
    assert!(strange.is_empty(), "SPEC.md has no {strange:?}");
}
