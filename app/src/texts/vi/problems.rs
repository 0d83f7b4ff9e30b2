//! Điều gì không được, và làm gì tiếp.

use crate::counter::HostError;
use domain::dossier::{
    ApplicantFault, FORMER_IDENTITY_DIGITS, IDENTITY_DIGITS, Refusal, TEXT_CHARS_MAX,
};
use domain::fee::dong;
use sync::ruling::{Missing, QuarantineReason, RefusalReason, Ruling};

pub(super) fn host(error: &HostError) -> String {
    match error {
        HostError::Refused(reason) => refusal(reason),
        HostError::BookRefused(reason) => super::books::refusal(reason),
        HostError::CashRefused(reason) => super::cash::refusal(reason),
        HostError::VisitRefused(reason) => super::visits::refusal(reason),
        HostError::NoSuchBook => "Chưa có dữ liệu cho biết sổ này được giữ ở đây.".into(),
        HostError::SignedOut => "Phiên làm việc đã hết. Hãy đăng nhập lại; bản nháp vẫn còn.".into(),
        HostError::StorageFull => "Máy hết chỗ nên CHƯA lưu được. Hãy xóa bớt tệp trên máy, gửi hồ sơ đang chờ rồi lưu lại.".into(),
        HostError::OlderTabOpen => "Ứng dụng đang mở bản cũ ở cửa sổ khác. Hãy lưu việc đang làm ở đó rồi đóng cửa sổ ấy; trang này sẽ tự mở tiếp.".into(),
        HostError::Store(detail) => format!("CHƯA lưu được trên máy này. Hãy thử lại; nếu vẫn lỗi, ghi ra giấy và báo người quản trị ({detail})."),
        HostError::WrongCredentials => "Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.".into(),
        HostError::TooManyTries => "Đã nhập sai nhiều lần. Hãy đợi ít phút rồi đăng nhập lại; nếu quên mật khẩu, báo người quản trị.".into(),
        HostError::Unreachable => "Chưa liên lạc được với máy chủ. Hãy kiểm tra mạng rồi thử lại.".into(),
        HostError::NotARescueFile(name) => format!("Tệp này không phải tệp hộp gửi ({name}). Hãy chọn tệp có đuôi .khongcho."),
        HostError::NotAPaper(name) => format!("Không đọc được tệp {name}. Hãy chọn ảnh (JPEG, PNG, WebP) hoặc PDF."),
        HostError::NotSent => "Hồ sơ còn việc chưa lên máy chủ. Hãy đồng bộ rồi thử lại.".into(),
        HostError::DrawsNoPapers => "Máy chủ này không dựng được tệp PDF. Hãy bấm In rồi chọn “Lưu thành PDF” trong hộp thoại in.".into(),
        HostError::NotAtServer => "Tệp chưa lên đến máy chủ: máy đã chụp chưa gửi xong. Hãy thử lại sau.".into(),
        HostError::TooManyEvents => "Hồ sơ có quá nhiều sự kiện nên máy chủ không gửi được chi tiết. Hãy báo người quản trị.".into(),
        HostError::OtherText => "Nội dung vừa thay đổi trên máy chủ. Hãy đồng bộ rồi đọc lại trước khi xác nhận.".into(),
        HostError::Server(detail) => format!("Máy chủ gặp lỗi. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị ({detail})."),
    }
}

pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Applicant(fault) => applicant(*fault),
        Refusal::AlreadyReceived => {
            "Hồ sơ này đã được tiếp nhận trước đó. Hãy mở hồ sơ trong danh sách.".into()
        }
        Refusal::UnknownDossier => "Máy chưa có hồ sơ này. Hãy đồng bộ rồi thử lại.".into(),
        Refusal::WrongStage { from } => {
            let stage = (super::COMMON.stage)(*from);
            format!("Hồ sơ đang ở trạng thái “{stage}” nên không làm được bước này.")
        }
        Refusal::ReasonMissing => "Hãy ghi lý do.".into(),
        Refusal::NothingAsked => "Hãy ghi tên từng giấy tờ cần bổ sung.".into(),
        Refusal::NothingToPay => "Hãy ghi số tiền.".into(),
        Refusal::AppointmentMissing => "Hãy chọn thời điểm trả mới.".into(),
        Refusal::AppointmentNotLater => {
            "Thời điểm trả mới phải sau thời điểm đã hẹn. Hãy chọn lại.".into()
        }
        Refusal::AppointmentPast => "Thời điểm trả đã qua. Hãy chọn lại.".into(),
        Refusal::Unpaid { owed } => format!(
            "Còn phải nộp {} đồng. Hãy thu phí, lệ phí, hoặc ghi lý do chưa thu.",
            dong(*owed)
        ),
        Refusal::OfficialCodeMissing => "Hãy ghi mã hồ sơ quốc gia.".into(),
        Refusal::ForeignCode => "Mã hồ sơ không do máy này cấp. Hãy báo người quản trị.".into(),
        Refusal::CountOutOfRange { max } => {
            format!("Số trang và số bản phải từ 1 đến {max}. Hãy sửa lại.")
        }
        Refusal::TooManyLines { max } => {
            format!("Một hồ sơ nhận tối đa {max} dòng. Hãy tách thành nhiều hồ sơ.")
        }
        Refusal::CodeTaken => {
            "Mã hồ sơ này đã cấp cho hồ sơ khác. Hãy báo người quản trị rồi tiếp nhận lại.".into()
        }
        Refusal::FeeOutOfRange { max } => {
            let billions = max / 1_000_000_000;
            format!("Số tiền lớn quá {billions} tỷ đồng. Hãy xem lại.")
        }
        Refusal::UnseenCharacter => {
            "Nội dung có ký tự không nhìn thấy được. Hãy xóa rồi gõ lại.".into()
        }
        Refusal::TextTooLong { max } => format!("Nội dung dài quá {max} ký tự. Hãy viết gọn lại."),
        Refusal::InConflict => {
            "Thông tin này đang mâu thuẫn. Hãy chọn giá trị đúng trước khi sửa tiếp.".into()
        }
        Refusal::NotASide => "Không nơi nào đã ghi giá trị này. Hãy chọn lại.".into(),
        Refusal::SettledBefore => {
            "Đã có người quyết định giá trị khác. Hãy mở hồ sơ xem lại.".into()
        }
        Refusal::TooManyAttachments { max } => {
            format!(
                "Một hồ sơ nhận tối đa {max} ảnh hoặc bản quét. Hãy gộp các trang vào một tệp PDF."
            )
        }
        Refusal::AttachmentSize { max } => {
            let megabytes = max >> 20;
            format!("Tệp trống hoặc lớn quá {megabytes} MB. Hãy chụp lại hoặc chọn tệp nhỏ hơn.")
        }
        Refusal::Service(fault) => super::services::fault(*fault),
        Refusal::DraftStep => {
            "Bản nháp không ở bước này nữa, có thể máy khác đã ghi trước. Hãy xem lại hồ sơ.".into()
        }
        Refusal::RedraftedBefore => {
            "Người khác đã sửa bản nháp này trước nên nội dung sửa ở đây chưa được ghi. Hãy xem phần khác với bản đang lưu, rồi sửa tiếp nếu còn cần.".into()
        }
        Refusal::OtherAct => "Bản sửa phải là cùng việc hộ tịch. Hãy tiếp nhận hồ sơ mới.".into(),
        Refusal::OfficialNumberMissing => "Hãy ghi số trong sổ hộ tịch quốc gia.".into(),
        Refusal::OfTheServer => "Chỉ máy chủ ghi được việc này.".into(),
        Refusal::NothingToChange => "Chưa có gì thay đổi. Hãy sửa rồi lưu.".into(),
    }
}

pub(super) fn applicant(fault: ApplicantFault) -> String {
    match fault {
        ApplicantFault::NameMissing => "Hãy ghi họ và tên.".into(),
        ApplicantFault::TextTooLong => format!("Dài quá {TEXT_CHARS_MAX} ký tự. Hãy viết gọn lại."),
        ApplicantFault::IdentityLength => format!(
            "Số định danh có {IDENTITY_DIGITS} số (CMND cũ {FORMER_IDENTITY_DIGITS} số). Hãy đếm lại."
        ),
        ApplicantFault::IdentityNotDigits => "Số định danh chỉ gồm chữ số.".into(),
        ApplicantFault::BornNotADay => {
            "Ngày sinh không có trong lịch. Hãy viết ngày/tháng/năm.".into()
        }
        ApplicantFault::BornInFuture => "Ngày sinh ở tương lai. Hãy xem lại.".into(),
        ApplicantFault::PhoneNotDigits => "Số điện thoại chỉ gồm chữ số.".into(),
    }
}

pub(super) fn ruling(ruling: &Ruling) -> (String, &'static str) {
    match ruling {
        Ruling::Accepted { .. } | Ruling::Duplicate { .. } => ("Máy chủ đã nhận.".into(), ""),
        Ruling::Held {
            missing: Missing::Dossier(_),
        } => (
            "Máy chủ đang chờ hồ sơ này từ máy đã tiếp nhận.".into(),
            "Không cần làm gì; máy chủ tự ghi khi máy kia gửi lên.",
        ),
        Ruling::Held {
            missing: Missing::Sequence(_),
        } => (
            "Máy chủ đang chờ một việc trước đó của máy này.".into(),
            "Không cần làm gì; máy sẽ tự gửi việc còn thiếu.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Domain(reason),
        } => (
            refusal(reason),
            "Mở hồ sơ, xem trạng thái mới nhất và ghi lại việc này nếu còn cần.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Cash(reason),
        } => (
            super::cash::refusal(reason),
            "Mở sổ quỹ của ngày đó, xem sổ hiện ra sao và ghi lại nếu còn cần.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Visit(reason),
        } => (
            super::visits::refusal(reason),
            "Mở danh sách lưu động, xem chuyến đó và ghi lại nếu còn cần.",
        ),
        Ruling::Refused {
            reason: RefusalReason::Book(reason),
        } => (
            super::books::refusal(reason),
            "Mở sổ, xem số đó hiện ra sao và ghi lại nếu còn cần.",
        ),
        Ruling::Refused {
            reason: RefusalReason::UnknownOfficer,
        } => (
            "Máy chủ không thấy cán bộ này đăng nhập trên máy này.".into(),
            "Đăng nhập lại khi có mạng, rồi báo người quản trị.",
        ),
        Ruling::Quarantined { reason } => (
            quarantine(*reason).into(),
            "Giữ nguyên máy này, không xóa dữ liệu, và báo người quản trị.",
        ),
    }
}

fn quarantine(reason: QuarantineReason) -> &'static str {
    match reason {
        QuarantineReason::SameIdOtherBytes => "Máy chủ đã có việc cùng mã nhưng nội dung khác.",
        QuarantineReason::SequenceTaken => "Số thứ tự này máy chủ đã ghi cho việc khác.",
        QuarantineReason::BrokenChain => "Việc này không nối tiếp việc trước đó của máy.",
    }
}
