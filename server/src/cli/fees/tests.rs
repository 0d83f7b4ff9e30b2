//! Fee tables on the command line.

use super::{Command, answered, run};
use crate::config::{Config, Options, ServeOptions};
use clap::Parser;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

#[derive(Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

fn config(data_dir: &Path) -> Config {
    let options = Options {
        data_dir: Some(data_dir.into()),
        ..Options::default()
    };
    Config::settle(&options, &ServeOptions::default()).unwrap()
}

async fn told(config: &Config, words: &str) -> anyhow::Result<String> {
    let words = ["fees"].into_iter().chain(words.split(' '));
    answered(config, &Line::try_parse_from(words)?.command).await
}

async fn asked(config: &Config, words: &str) -> Value {
    let text = told(config, &format!("{words} --json")).await.unwrap();
    serde_json::from_str(&text).unwrap()
}

async fn import(config: &Config, folder: &Path, table: &str) -> ExitCode {
    let file = folder.join("phi.csv");
    fs::write(&file, table).unwrap();
    run(config, Command::Import { file, json: true })
        .await
        .unwrap()
}

const HEAD: &str = "type,code,unit,from,to,value,key,who,proof,status,legal_basis,source\n";

#[tokio::test]
async fn a_fee_is_computed_with_its_steps_and_a_ground() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let found = asked(&here, "compute 2.000815 --item 5x2 --item 5x2 --item 5x2").await;
    assert_eq!(found["amount_dong"], 42_000);
    assert_eq!(found["rule"]["legal_basis"], "226/2016/TT-BTC");
    let found = asked(&here, "compute 2.000635 --item 1x3 --exempt ho-ngheo").await;
    assert_eq!(found["amount_dong"], 0);
    let trace = found["trace"].as_array().unwrap();
    assert_eq!(trace.len(), 2, "{trace:?}");
    let wrong = told(&here, "compute 2.000635 --item 1x3 --exempt vip").await;
    assert!(wrong.unwrap_err().to_string().contains("ho-ngheo"));
    for wrong in ["0x1", "-1x1", "5", "5x99999999999"] {
        let wrong = told(&here, &format!("compute 2.000815 --item={wrong}")).await;
        assert!(wrong.unwrap_err().to_string().contains("5x2"));
    }
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[tokio::test]
async fn a_province_sets_what_the_nation_leaves_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let ask = "compute 1.004859 --item 1x1 --on 2026-12-01 --unit H15.50";
    assert_eq!(asked(&here, ask).await["amount_dong"], Value::Null);
    let table = format!(
        "{HEAD}fee,1.004859,H15,2026-12-01,,case 28000,,,,official,12/2026/NQ-HĐND,công báo tỉnh\n\
         exemption,1.004859,H15,2026-12-01,,50%,can-ngheo,Người thuộc hộ cận nghèo,Giấy chứng nhận hộ cận nghèo,official,12/2026/NQ-HĐND,\n"
    );
    assert_eq!(
        import(&here, folder.path(), &table).await,
        ExitCode::SUCCESS
    );
    let found = asked(&here, ask).await;
    assert_eq!(found["amount_dong"], 28_000);
    assert_eq!(found["rule"]["unit"], "H15");
    let half = asked(&here, &format!("{ask} --exempt can-ngheo")).await;
    assert_eq!(half["amount_dong"], 14_000);
    let elsewhere = asked(&here, "show 1.004859 --on 2026-12-01 --unit H16.1").await;
    assert_eq!(elsewhere["rule"]["formula"]["per"], "provincial");
    let before = asked(&here, "show 1.004859 --on 2026-11-30 --unit H15.50").await;
    assert_eq!(before["rule"]["formula"]["per"], "provincial");
    let grounds = asked(&here, "show 1.004859 --on 2026-12-01 --unit H15.50").await;
    assert_eq!(grounds["exemptions"].as_array().unwrap().len(), 4);
    // Again is nothing new; the other fees have stayed.
    assert_eq!(
        import(&here, folder.path(), &table).await,
        ExitCode::SUCCESS
    );
    let other = asked(&here, "compute 2.000815 --item 1x1").await;
    assert_eq!(other["amount_dong"], 2_000);
}

#[tokio::test]
async fn wrong_and_contradicting_lines_are_told_and_stop_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let here = config(&folder.path().join("data"));
    let table = format!(
        "{HEAD}fee,2.000815,H15,2026-12-01,,case -1,,,,official,,\n\
         fee,2.000815,H15,2026-12-01,,case 1,,,,official,,\n\
         fee,2.000815,H15,2026-12-01,,case 2,,,,official,,\n\
         fee,2.000815\n"
    );
    assert_eq!(
        import(&here, folder.path(), &table).await,
        ExitCode::from(2)
    );
    let found = asked(
        &here,
        "compute 2.000815 --item 1x1 --unit H15 --on 2026-12-01",
    )
    .await;
    assert_eq!(found["amount_dong"], 1);
}
