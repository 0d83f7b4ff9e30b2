//! The list of what is to be checked, on the command line.

use super::{Cli, Command, review};
use crate::config::{Config, Options, ServeOptions};
use clap::Parser;
use serde_json::Value;

fn config(data_dir: &std::path::Path) -> Config {
    let options = Options {
        data_dir: Some(data_dir.into()),
        ..Options::default()
    };
    Config::settle(&options, &ServeOptions::default()).unwrap()
}

async fn say(config: &Config, words: &[&str]) -> anyhow::Result<()> {
    let words = ["khongcho", "review"].iter().chain(words);
    let Command::Review(options) = Cli::try_parse_from(words)?.command else {
        panic!("a review was asked for");
    };
    review::run(config, options).await
}

async fn keys(config: &Config, all: bool) -> Vec<String> {
    let list = review::listed(config, all, true).await.unwrap();
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    let key = |item: &Value| item["key"].as_str().unwrap().to_owned();
    list.iter().map(key).collect()
}

#[tokio::test]
async fn what_is_confirmed_leaves_the_list_and_comes_back_when_it_is_doubted() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let before = keys(&here, false).await;
    assert!(!here.data_dir.exists(), "listing makes no database");
    let key = "calendar/policy/same-day-cutoff/2021-01-01";
    assert!(before.iter().any(|known| known == key), "{before:?}");
    for area in [
        "calendar/",
        "registers/",
        "checklists/",
        "forms/",
        "offline/",
        "services/",
    ] {
        assert!(before.iter().any(|known| known.starts_with(area)), "{area}");
    }

    let unknown = say(&here, &["confirm", "calendar/khong-co", "--by", "Lan"]).await;
    assert!(unknown.unwrap_err().to_string().contains("không có mục"));
    let nobody = say(&here, &["confirm", key, "--by", " "]).await;
    assert!(format!("{:#}", nobody.unwrap_err()).contains("thiếu tên"));
    let early = say(&here, &["doubt", key, "--by", "Lan"]).await;
    assert!(
        early
            .unwrap_err()
            .to_string()
            .contains("chưa có ai xác nhận")
    );

    say(
        &here,
        &["confirm", key, "--by", "Lò Thị Lan", "--note", "Công báo"],
    )
    .await
    .unwrap();
    let after = keys(&here, false).await;
    assert_eq!(after.len(), before.len() - 1);
    assert_eq!(keys(&here, true).await.len(), before.len());
    say(&here, &["doubt", key, "--by", "Lò Thị Lan"])
        .await
        .unwrap();
    assert_eq!(keys(&here, false).await, before);
}
