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
    for path in files() {
        if path.ends_with(".test.js") {
            let text = read(&path);
            let names = text.lines().filter_map(|line| {
                let name = line.trim_start().strip_prefix("test(")?;
                name.strip_prefix(['"', '`'])?.split(':').next()
            });
            worn.extend(names.flat_map(|name| numbers(name, ' ')));
        }
    }
    let tests = functions().into_iter().filter(|function| function.is_test);
    worn.extend(tests.flat_map(|test| test.numbers()));
    worn
}

/// A function somewhere in the repository.
#[derive(Debug)]
struct Function {
    name: String,
    /// The test runner calls it, or every backend's contract does.
    is_test: bool,
}

impl Function {
    fn numbers(&self) -> Vec<String> {
        numbers(&self.name.to_uppercase(), '_')
    }
}

fn functions() -> Vec<Function> {
    let stories = stories();
    let mut functions = vec![];
    for path in files() {
        if has_extension(&path, "rs") && !path.starts_with("tests/tidy/") {
            functions.extend(functions_in(&read(&path), &stories));
        }
    }
    functions
}

fn functions_in(text: &str, stories: &BTreeSet<String>) -> Vec<Function> {
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let named = lines.iter().zip(0..).filter_map(|(line, at)| {
        let name = name(line)?;
        let above = lines.iter().take(at).rev();
        let mut attributes =
            above.take_while(|line| !line.is_empty() && !line.ends_with(['{', '}', ';']));
        let is_run =
            attributes.any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"));
        let is_test = is_run || stories.contains(name);
        let name = name.to_owned();
        Some(Function { name, is_test })
    });
    named.collect()
}

/// The name of the function that a line begins.
fn name(line: &str) -> Option<&str> {
    let words = ["pub(crate) ", "pub(super) ", "pub ", "async "];
    let bare = words
        .iter()
        .fold(line, |line, word| line.trim_start_matches(word));
    bare.strip_prefix("fn ")?.split(['(', '<']).next()
}

/// The contract's stories, of which each backend makes tests.
fn stories() -> BTreeSet<String> {
    let text = read("server/storage/src/testing/contract.rs");
    let (_, list) = text.split_once("$crate::contract!($open;").unwrap();
    let (list, _) = list.split_once(");").unwrap();
    list.split(',')
        .map(|story| story.trim().to_owned())
        .collect()
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

#[test]
fn only_tests_wear_a_number() {
    let rules = rules();
    let wears = |function: &Function| {
        function
            .numbers()
            .iter()
            .any(|number| rules.contains(number))
    };
    let strange: Vec<_> = functions()
        .into_iter()
        .filter(|function| !function.is_test && wears(function))
        .map(|function| function.name)
        .collect();
    assert!(strange.is_empty(), "nothing runs {strange:?}");
}

#[test]
fn a_test_is_told_from_what_is_none() {
    let text = "
        /// Says so;
        #[tokio::test]
        #[expect(clippy::panic, reason = \"it is a test\")]
        async fn e1_runs() {
        }
        #[test]
        fn e2_runs() {}
        fn e3_does_not(number: u64) {}

        pub async fn e4_is_a_story(storage: Storage) -> Told {}
        pub(super) fn e5_is_none<T>() {}
    ";
    let stories = BTreeSet::from(["e4_is_a_story".to_owned()]);
    let functions = functions_in(text, &stories);
    let tests = functions
        .iter()
        .map(|function| (&*function.name, function.is_test));
    let expected = [
        ("e1_runs", true),
        ("e2_runs", true),
        ("e3_does_not", false),
        ("e4_is_a_story", true),
        ("e5_is_none", false),
    ];
    assert_eq!(tests.collect::<Vec<_>>(), expected);
}
