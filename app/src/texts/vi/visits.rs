//! Danh sách đăng ký lưu động.

use crate::texts::VisitsTexts;
use domain::visit::Refusal;

pub(super) const VISITS: VisitsTexts = VisitsTexts {
    title: "Đăng ký lưu động",
    intro: "Ghi trước khi đi: đến nhà ai, ở đâu, làm việc gì. Danh sách dùng chung trong xã, dùng được khi không có mạng và tự gửi khi có mạng; trước khi đi hãy đồng bộ máy mang theo. Đọc to cho người dân nghe, điểm chỉ thay chữ ký nếu không biết chữ; biểu mẫu tự ghi “Đăng ký lưu động”.",
    none: "Chưa có chuyến nào trong danh sách.",
    none_hint: "Ghi chuyến đầu tiên vào biểu mẫu bên dưới.",
    add: "Thêm vào danh sách",
    change: "Sửa chuyến đi",
    place: "Đến đâu (bản, thôn)",
    service: "Làm thủ tục gì",
    choose: "Chọn thủ tục",
    day: "Ngày đi, nếu đã hẹn",
    day_open: "Chưa hẹn ngày",
    missing: "Chưa ghi. Mục này phải có.",
    papers: "Giấy tờ cần mang theo hoặc nhắc người dân chuẩn bị:",
    planned_by: |name| format!("{name} ghi"),
    begin: "Bắt đầu làm",
    edit: "Sửa",
    save: "Ghi",
    cancel: "Thôi",
    remove: "Bỏ khỏi danh sách",
    removed: |name| format!("Đã bỏ {name} khỏi danh sách."),
    undo: "Hoàn tác",
};

/// Why a visit cannot be planned so.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NameMissing => "Ghi tên người cần đến gặp.".into(),
        Refusal::PlaceMissing => "Ghi nơi đến.".into(),
        Refusal::ProcedureMissing => "Chọn thủ tục sẽ làm.".into(),
        Refusal::TextTooLong { max } => format!("Tối đa {max} ký tự."),
        Refusal::UnseenCharacter => "Có ký tự không nhìn thấy được; gõ lại phần chữ này.".into(),
    }
}
