//! Which forms there are.

use serde::{Deserialize, Serialize};

/// A printed form: one of circular 03/2025/TT-VPCP by its number there, or another paper
/// of the counter by a short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    #[serde(rename = "01")]
    Slip,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    #[serde(rename = "02")]
    Supplement,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    #[serde(rename = "03")]
    Refusal,
    /// Văn bản xin lỗi và đề nghị gia hạn.
    #[serde(rename = "04")]
    Apology,
    /// Thông báo dừng giải quyết hồ sơ.
    #[serde(rename = "05")]
    Stop,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ: of one dossier, or of many that are
    /// handed over together.
    #[serde(rename = "06")]
    Control,
    /// Sổ theo dõi hồ sơ: its page of a day or a month.
    #[serde(rename = "07")]
    Tracking,
    /// Lời chứng chứng thực bản sao từ bản chính.
    #[serde(rename = "loi-chung-ban-sao")]
    CopyTestimony,
    /// Lời chứng chứng thực chữ ký, điểm chỉ.
    #[serde(rename = "loi-chung-chu-ky")]
    SignatureTestimony,
    /// What is put to a copy from an original register (bản sao cấp từ sổ gốc).
    #[serde(rename = "ban-sao-tu-so-goc")]
    RegisterCopy,
    /// A draft of what the birth register will say.
    #[serde(rename = "ban-nhap-khai-sinh")]
    BirthDraft,
    /// A draft of what the marriage register will say.
    #[serde(rename = "ban-nhap-ket-hon")]
    MarriageDraft,
    /// A draft of what the death register will say.
    #[serde(rename = "ban-nhap-khai-tu")]
    DeathDraft,
    /// A draft of an extract of another event of civil status.
    #[serde(rename = "ban-nhap-trich-luc")]
    ExtractDraft,
    /// A page of a certification book, as it is printed each month.
    #[serde(rename = "trang-so")]
    BookPage,
    /// Khóa sổ: the closing of a certification book's year.
    #[serde(rename = "khoa-so")]
    BookClosing,
    /// Phiếu thu nội bộ: a receipt with its calculation.
    #[serde(rename = "phieu-thu")]
    Receipt,
    /// Sổ quỹ: the cash book's page of a day.
    #[serde(rename = "so-quy")]
    CashPage,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Slip,
        Self::Supplement,
        Self::Refusal,
        Self::Apology,
        Self::Stop,
        Self::Control,
        Self::Tracking,
        Self::CopyTestimony,
        Self::SignatureTestimony,
        Self::RegisterCopy,
        Self::BirthDraft,
        Self::MarriageDraft,
        Self::DeathDraft,
        Self::ExtractDraft,
        Self::BookPage,
        Self::BookClosing,
        Self::Receipt,
        Self::CashPage,
    ];

    /// Its number in the circular or its short name: the name of its file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Slip => "01",
            Self::Supplement => "02",
            Self::Refusal => "03",
            Self::Apology => "04",
            Self::Stop => "05",
            Self::Control => "06",
            Self::Tracking => "07",
            Self::CopyTestimony => "loi-chung-ban-sao",
            Self::SignatureTestimony => "loi-chung-chu-ky",
            Self::RegisterCopy => "ban-sao-tu-so-goc",
            Self::BirthDraft => "ban-nhap-khai-sinh",
            Self::MarriageDraft => "ban-nhap-ket-hon",
            Self::DeathDraft => "ban-nhap-khai-tu",
            Self::ExtractDraft => "ban-nhap-trich-luc",
            Self::BookPage => "trang-so",
            Self::BookClosing => "khoa-so",
            Self::Receipt => "phieu-thu",
            Self::CashPage => "so-quy",
        }
    }

    /// The form with a number or short name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key)
    }
}
