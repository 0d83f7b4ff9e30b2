//! Files: where they are, how long they are, who names them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Past this a file is a warehouse.
const LINES_MAX: usize = 600;

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// Every file that belongs to the repository, tracked or about to be.
pub(crate) fn files() -> Vec<String> {
    let listing = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(listing.status.success(), "git lists the files");
    let text = String::from_utf8(listing.stdout).unwrap();
    let there = |path: &&str| root().join(path).is_file();
    text.lines().filter(there).map(str::to_owned).collect()
}

/// A file's text.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Whether the file's name ends in `.extension`.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}

fn is_code(path: &str) -> bool {
    ["rs", "js", "mjs", "css"]
        .iter()
        .any(|extension| has_extension(path, extension))
}

#[test]
fn no_file_is_a_warehouse() {
    let long: Vec<_> = files()
        .into_iter()
        .filter(|path| is_code(path))
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .collect();
    assert!(long.is_empty(), "over {LINES_MAX} lines: {long:?}");
}

#[test]
fn the_top_level_shows_the_house_and_nothing_else() {
    let expected = [
        "Cargo.lock",
        "Cargo.toml",
        "Makefile",
        "README.md",
        "app",
        "frontend",
        "public",
        "server",
        "style",
        "tests",
    ];
    let mut top: Vec<_> = files()
        .into_iter()
        .filter_map(|path| path.split('/').next().map(str::to_owned))
        .filter(|name| !name.starts_with('.'))
        .collect();
    top.sort();
    top.dedup();
    let strange: Vec<_> = top
        .iter()
        .filter(|name| !expected.contains(&name.as_str()))
        .collect();
    assert!(strange.is_empty(), "at the top level: {strange:?}");
}

#[test]
fn every_rust_file_is_reached() {
    let all = files();
    let sources: Vec<_> = all
        .iter()
        .filter(|path| has_extension(path, "rs"))
        .collect();
    let forgotten: Vec<_> = sources
        .iter()
        .filter(|path| !is_reached(path, &all))
        .collect();
    assert!(
        forgotten.is_empty(),
        "no module or manifest names: {forgotten:?}"
    );
}

/// Whether a crate root, a manifest or a `mod` line names the file.
fn is_reached(path: &str, all: &[String]) -> bool {
    let file = Path::new(path);
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let folder = file.parent().unwrap();
    if matches!(stem, "lib" | "main" | "build")
        || folder.ends_with("examples")
        || folder.ends_with("benches")
    {
        return true;
    }
    let (name, parent) = if stem == "mod" {
        (
            folder.file_name().unwrap().to_str().unwrap(),
            folder.parent().unwrap(),
        )
    } else {
        (stem, folder)
    };
    let manifest = read("tests/Cargo.toml");
    let is_named = |path: &str| {
        manifest.contains(&format!("path = \"{}\"", path.trim_start_matches("tests/")))
    };
    let mut owners = vec![
        parent.join("mod.rs"),
        parent.join("lib.rs"),
        parent.join("main.rs"),
        parent.with_extension("rs"),
    ];
    let beside = all.iter().map(PathBuf::from);
    owners
        .extend(beside.filter(|other| {
            other.parent() == Some(parent) && other.to_str().is_some_and(is_named)
        }));
    let named_by_module = owners.iter().any(|owner| {
        let owner = owner.to_str().unwrap();
        all.iter().any(|known| known == owner)
            && read(owner).lines().any(|line| {
                line.trim_start()
                    .trim_start_matches("pub(crate) ")
                    .trim_start_matches("pub ")
                    == format!("mod {name};")
            })
    });
    named_by_module || is_named(path)
}
