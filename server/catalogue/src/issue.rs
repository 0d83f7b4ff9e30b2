//! What an import could not understand.

use core::fmt;

use serde::Serialize;

/// Why something is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssueKind {
    /// The line is not what its format promises; nothing of it was taken.
    BrokenLine,
    /// The portal answered with an error instead of a record.
    ErrorAnswer,
    /// A field that this version does not know; kept as text.
    UnknownField,
    /// A field of another type than expected; kept as text.
    UnexpectedType,
    /// A known field in use that has no place of its own; kept as text.
    KeptAsText,
    /// A word of a fixed list that this version does not know; kept as it is.
    UnknownWord,
    /// A sentence where a figure was expected; kept as it is.
    TextForNumber,
    /// A code of an unusual form; taken as it is.
    IrregularCode,
    /// No official code; a local one was given.
    MissingCode,
    /// No name.
    MissingName,
    /// The same code again in the same file; the later one counts.
    Duplicate,
    /// A column that fills a field which an earlier column fills; the earlier counts.
    DuplicateColumn,
    /// A figure below zero where none can be; not taken over.
    BelowZero,
    /// A quotation mark that never closes; nothing of the line was taken.
    UnclosedQuote,
}

impl IssueKind {
    /// Whether something was not taken over, as against taken over with a remark.
    pub fn is_error(self) -> bool {
        matches!(
            self,
            Self::BrokenLine | Self::ErrorAnswer | Self::UnclosedQuote
        )
    }

    /// What people read.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::BrokenLine => "không đọc được, bỏ qua dòng này",
            Self::ErrorAnswer => "Cổng trả về lỗi, không có dữ liệu thủ tục",
            Self::UnknownField => "trường chưa biết, giữ nguyên văn",
            Self::UnexpectedType => "kiểu dữ liệu không như dự kiến, giữ nguyên văn",
            Self::KeptAsText => "trường có dữ liệu nhưng chưa có chỗ riêng, giữ nguyên văn",
            Self::UnknownWord => "giá trị ngoài danh mục đã biết, giữ nguyên",
            Self::TextForNumber => "là chữ, không phải số, giữ nguyên văn",
            Self::IrregularCode => "mã không theo mẫu thường gặp, vẫn nhận",
            Self::MissingCode => "không có mã chính thức, dùng mã nội bộ",
            Self::MissingName => "không có tên thủ tục",
            Self::Duplicate => "mã lặp lại trong tệp, lấy dòng sau",
            Self::DuplicateColumn => "cột lặp lại, lấy cột đứng trước",
            Self::BelowZero => "số âm, không lấy vào",
            Self::UnclosedQuote => "dấu ngoặc kép không đóng, bỏ qua dòng này",
        }
    }
}

/// One thing that an import could not understand, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// The line in the file, from 1.
    pub line: usize,
    /// The procedure, when known.
    pub code: Option<String>,
    /// The JSON path or the column; empty for the line as a whole.
    pub field: String,
    /// Why.
    pub kind: IssueKind,
    /// The value, shortened.
    pub value: String,
}

impl Issue {
    const VALUE_CHARS_MAX: usize = 120;

    /// Makes an issue, shortening the value.
    pub(crate) fn new(
        line: usize,
        code: Option<&str>,
        field: &str,
        kind: IssueKind,
        value: &str,
    ) -> Self {
        let mut shown: String = value.chars().take(Self::VALUE_CHARS_MAX).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        Self {
            line,
            code: code.map(str::to_owned),
            field: field.to_owned(),
            kind,
            value: shown,
        }
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "dòng {}", self.line)?;
        if let Some(code) = &self.code {
            write!(f, ", mã {code}")?;
        }
        if !self.field.is_empty() {
            write!(f, ", {}", self.field)?;
        }
        write!(f, ": {}", self.kind.in_words())?;
        if !self.value.is_empty() {
            write!(f, " ({})", self.value)?;
        }
        Ok(())
    }
}
