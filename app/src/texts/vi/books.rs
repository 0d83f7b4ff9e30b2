//! Books, in Vietnamese.

use domain::register::{Missing, Refusal};

/// Why a rule of books says no.
pub(super) fn refusal(reason: &Refusal) -> String {
    match reason {
        Refusal::CivilRegister => {
            "Hộ tịch ghi vào phần mềm hộ tịch quốc gia; ở đây không có sổ này.".into()
        }
        Refusal::NotOpened => "Sổ này chưa mở.".into(),
        Refusal::OpenedBefore => "Sổ này đã mở trước đó.".into(),
        Refusal::Closed => "Sổ của năm đó đã khóa.".into(),
        Refusal::BadBeginning => {
            "Số bắt đầu phải từ 1 trở lên và quyển không được bắt đầu sau số đó.".into()
        }
        Refusal::TooEarly { from } => format!(
            "Chưa đến ngày làm việc này; sớm nhất là {}.",
            from.in_words()
        ),
        Refusal::OtherYear => "Ngày ghi không thuộc năm của sổ.".into(),
        Refusal::BookFull => "Sổ đã hết số.".into(),
        Refusal::VolumeOutOfOrder { number, first } => {
            format!("Quyển tiếp theo là quyển {number}, bắt đầu từ số {first}.")
        }
        Refusal::VolumeEmpty => "Quyển hiện tại chưa có số nào.".into(),
        Refusal::NotLeasable => "Dải số này không cấp được.".into(),
        Refusal::NoSuchLease => "Máy này không có dải số đó.".into(),
        Refusal::NotInLease { number } => format!("Số {number} không thuộc dải số của máy này."),
        Refusal::LeaseEnded { .. } => "Dải số này đã kết thúc.".into(),
        Refusal::NotAccounted { number } => format!("Chưa có thông tin gì về số {number}."),
        Refusal::UsedBeyond { number } => format!("Số {number} đã dùng."),
        Refusal::WrittenBefore { number } => format!("Số {number} đã ghi trước đó."),
        Refusal::NotGiven { number } => format!("Số {number} chưa được cấp."),
        Refusal::SubjectHasNumber { number } => {
            format!("Giấy tờ này đã có số {number}: mỗi bản chính một số trong một lần chứng thực.")
        }
        Refusal::SubjectIsProvisional => "Giấy tờ này đang mang số tạm, chờ số chính thức.".into(),
        Refusal::UnknownReference => "Không có số tạm này.".into(),
        Refusal::ReferenceTaken => "Số tạm này đã dùng cho việc khác.".into(),
        Refusal::ReferenceEnded => "Số tạm này đã có số chính thức hoặc đã rút.".into(),
        Refusal::TooManyProvisional { max } => {
            format!("Máy này đã có {max} việc chờ số. Hãy đồng bộ để nhận số trước khi ghi thêm.")
        }
        Refusal::NothingLeft => "Máy này không còn số nào của năm đó.".into(),
        Refusal::InConflict { number } => {
            format!("Số {number} đang mâu thuẫn: hãy quyết định trước.")
        }
        Refusal::NotInConflict { number } => format!("Số {number} không có mâu thuẫn."),
        Refusal::NotASettlement { number } => {
            format!("Không thể quyết định như vậy cho số {number}.")
        }
        Refusal::NotReady(missing) => not_ready(missing),
        Refusal::CountsDiffer => {
            "Số liệu khóa sổ không khớp với sổ. Hãy mở lại trang khóa sổ.".into()
        }
        Refusal::NotAMonth => "Tháng phải từ 1 đến 12.".into(),
        Refusal::ReasonMissing => "Hãy ghi lý do.".into(),
        Refusal::UnseenCharacter => "Có ký tự không nhìn thấy được; hãy gõ lại.".into(),
        Refusal::TextTooLong { max } => format!("Nội dung dài quá {max} ký tự."),
        Refusal::CopiesOutOfRange { max } => format!("Số bản phải từ 1 đến {max}."),
        Refusal::DocumentOutOfRange { max } => format!("Một hồ sơ có tối đa {max} giấy tờ."),
        Refusal::FeeOutOfRange { .. } => "Số tiền quá lớn.".into(),
        Refusal::WrongStep => "Bản nháp không làm được bước này.".into(),
        Refusal::OfficialNumberMissing => "Hãy ghi số trong phần mềm hộ tịch quốc gia.".into(),
    }
}

fn not_ready(missing: &Missing) -> String {
    format!(
        "Chưa khóa sổ được: còn {} dải số ở các máy, {} việc chờ số, {} số mâu thuẫn.",
        missing.leases.len(),
        missing.provisional.len(),
        missing.conflicts.len()
    )
}
