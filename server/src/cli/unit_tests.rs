//! A commune of one's own, from its file to whoever may sign in.

use super::database::{Database, open_or_make};
use super::tests::{config, fill};
use super::unit::import;
use crate::config::Config;
use crate::{demo, password};
use domain::id::UnitId;
use std::fs;
use std::path::Path;
use storage::{Access, OfficerRecord, Storage};

const OWN: &str = r#"
[unit]
id = "H25.30.01"
name = "Xã Bản Mới"
books = ["SCT/BS"]

[[officer]]
login = "thao"
name = "Vàng Thị Thào"
position = "Giám đốc Trung tâm"
password = "mat khau dai"
supervises = true

[[officer]]
login = "su"
name = "Sùng A Sử"
position = "Công chức"
"#;

async fn take(config: &Config, text: &str) -> Result<String, String> {
    let file = config.data_dir.with_extension("toml");
    fs::write(&file, text).unwrap();
    import(config, &file)
        .await
        .map_err(|error| format!("{error:#}"))
}

async fn storage(config: &Config) -> Box<dyn Storage> {
    match open_or_make(config).await.unwrap() {
        Database::Sqlite { sqlite, .. } => Box::new(sqlite),
        Database::Postgres { postgres, .. } => Box::new(postgres),
    }
}

async fn officers(config: &Config) -> Vec<OfficerRecord> {
    let storage = storage(config).await;
    let mut tx = storage.begin(Access::Read).await.unwrap();
    let mut officers = tx.officers(&UnitId("H25.30.01".into())).await.unwrap();
    officers.sort_by(|one, other| one.login.cmp(&other.login));
    officers
}

fn here(folder: &Path) -> Config {
    config(&folder.join("data"))
}

#[tokio::test]
async fn a_commune_of_ones_own_is_there_with_books_open_and_no_demo_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = here(folder.path());
    let told = take(&here, OWN).await.unwrap();
    assert!(told.contains("H25.30.01 Xã Bản Mới: đã thêm"), "{told}");
    let made = told.split("mật khẩu ").nth(1).unwrap();
    let made = made.split(' ').next().unwrap();
    let [su, thao] = &officers(&here).await[..] else {
        panic!("two officers");
    };
    assert!(password::fits("mat khau dai", &thao.password_hash).unwrap());
    assert!(password::fits(made, &su.password_hash).unwrap());
    assert!(thao.officer.supervises && !su.officer.supervises);

    let storage = storage(&here).await;
    assert!(!demo::load_into_empty(&*storage).await.unwrap());
    assert_eq!(demo::hint(&*storage).await.unwrap(), None);
    let mut tx = storage.begin(Access::Read).await.unwrap();
    let head = tx.stream_head(&UnitId("H25.30.01".into())).await.unwrap();
    assert_eq!(head, 1, "the one book was opened");
}

#[tokio::test]
async fn a_file_read_again_changes_what_it_says_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let here = here(folder.path());
    take(&here, OWN).await.unwrap();
    let before = officers(&here).await;
    let again = take(&here, OWN).await.unwrap();
    assert_eq!(again.matches("như cũ").count(), 2, "{again}");
    assert_eq!(officers(&here).await, before);

    let shorter = OWN
        .split("[[officer]]")
        .take(2)
        .collect::<Vec<_>>()
        .join("[[officer]]");
    let told = take(&here, &shorter.replace("Thào", "Thảo")).await.unwrap();
    assert!(told.contains("thao: Vàng Thị Thảo: đã sửa"), "{told}");
    assert!(told.contains("su: Sùng A Sử: không có trong tệp"), "{told}");
    let after = officers(&here).await;
    assert_eq!(after[0], before[0]);
    assert_eq!(after[1].officer.id, before[1].officer.id);
    assert_eq!(after[1].password_hash, before[1].password_hash);
}

#[tokio::test]
async fn what_cannot_be_is_said_and_nothing_of_it_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let here = here(folder.path());
    fill(&here).await;
    for (wrong, right, why) in [
        ("xa-1", "H25.30.01", "mã đơn vị"),
        ("name = \" \"", "name = \"Xã Bản Mới\"", "tên đơn vị"),
        ("\"lan\"", "\"thao\"", "đã có người dùng ở"),
        ("\"su\"", "\"thao\"", "có hai lần"),
        ("\"Thào A\"", "\"su\"", "tên đăng nhập"),
        ("\"ngan\"", "\"mat khau dai\"", "ít nhất 8 ký tự"),
        ("supervise = true", "supervises = true", "line 12, column 1"),
        ("supervises = false", "supervises = true", "người phụ trách"),
        ("\"SCT/XX\"", "\"SCT/BS\"", "loại sổ"),
    ] {
        let told = take(&here, &OWN.replace(right, wrong)).await.unwrap_err();
        assert!(told.contains(why), "{wrong}: {told}");
        assert!(officers(&here).await.is_empty(), "{wrong}");
    }
    let nowhere = import(&here, &folder.path().join("khong-co.toml")).await;
    assert!(format!("{:#}", nowhere.unwrap_err()).contains("khong-co.toml"));
}
