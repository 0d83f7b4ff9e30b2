//! Words of the services.

use domain::service::Fault;

pub(super) fn fault(fault: Fault) -> String {
    match fault {
        Fault::NoDocument => "Hãy ghi ít nhất một giấy tờ.".into(),
        Fault::TooManyDocuments { max } => {
            format!("Một hồ sơ nhận tối đa {max} giấy tờ. Hãy tách thành nhiều hồ sơ.")
        }
        Fault::TitleMissing => "Hãy ghi tên giấy tờ.".into(),
        Fault::CountOutOfRange { max } => format!("Hãy ghi một số từ 1 đến {max}."),
        Fault::IdentityPaperMissing => "Hãy ghi loại và số giấy tờ tùy thân của người ký.".into(),
        Fault::PersonUnnamed => "Hãy ghi họ và tên.".into(),
        Fault::LanguageMissing => "Hãy ghi ngôn ngữ phiên dịch.".into(),
        Fault::HolderMissing => "Hãy ghi giấy tờ này là của ai.".into(),
        Fault::UnseenCharacter => {
            "Nội dung có ký tự không nhìn thấy được. Hãy xóa rồi gõ lại.".into()
        }
        Fault::TextTooLong { max } => format!("Nội dung dài quá {max} ký tự. Hãy viết gọn lại."),
    }
}
