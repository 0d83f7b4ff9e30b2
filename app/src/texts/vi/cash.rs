//! The cash book, in Vietnamese.

use crate::texts::CashTexts;
use domain::cash::Refusal;
use domain::fee::dong;

/// The screen.
pub(super) const CASH: CashTexts = CashTexts {
    title: "Sổ quỹ",
    today: "Hôm nay",
    earlier: "Ngày trước",
    later: "Ngày sau",
    day: "Ngày",
    balance: "Tồn quỹ",
    opening: "Tồn đầu ngày",
    open: "Ghi tồn đầu ngày",
    payment: "Thu phí hồ sơ",
    counter_entry: "Bút toán đảo",
    counter: "Đảo bút toán",
    amount: "Số tiền (đồng)",
    what: "Nội dung thu",
    reason: "Lý do",
    note: "Ghi chú",
    take: "Khoản thu khác",
    close: "Khóa sổ",
    counted: "Tiền đếm được (đồng)",
    reason_difference: "Lý do chênh lệch, nếu có",
    closed: "Đã khóa sổ",
    counted_was: "Đếm được",
    expected_was: "Theo sổ",
    difference: "Chênh lệch",
    late: "Thêm sau khi khóa sổ",
    hand_over: "Bàn giao tiền",
    to: "Người nhận",
    choose: "Chọn cán bộ",
    received: "Nhận bàn giao",
    waits: "chờ người nhận xác nhận",
    confirmed: "đã nhận",
    confirm: "Xác nhận đã nhận đủ",
    to_confirm: "Khoản chờ bạn nhận",
    empty: "Ngày này chưa có khoản nào.",
    empty_hint: "Khoản thu phí của hồ sơ tự vào sổ khi ghi đã thu tiền.",
    amount_unreadable: "Ghi số tiền bằng chữ số, từ 0 trở lên, ví dụ 42.000.",
    nobody: "Chọn người nhận.",
    save: "Ghi",
    cancel: "Thôi",
    time: "Giờ",
    line: "Nội dung",
    sum: "Số tiền",
    print: "In trang sổ",
    back: "Về sổ quỹ",
};

/// Why a fact of a cash book cannot be.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::OthersBook => "Mỗi cán bộ chỉ ghi sổ quỹ của mình.".into(),
        Refusal::OpenedBefore => "Sổ quỹ ngày này đã mở với số tiền khác.".into(),
        Refusal::Closed => {
            "Sổ quỹ ngày này đã khóa. Khoản thu của hồ sơ vẫn được ghi và hiện bên cạnh số đã khóa."
                .into()
        }
        Refusal::ClosedBefore => "Sổ quỹ ngày này đã khóa trước đó.".into(),
        Refusal::NoSuchLine => "Không có dòng này trong sổ, hoặc dòng này không đảo được.".into(),
        Refusal::ToOneself => "Chỉ bàn giao tiền cho cán bộ khác.".into(),
        Refusal::NotForYou => "Khoản bàn giao này không phải cho bạn.".into(),
        Refusal::HandOverEnded => "Khoản bàn giao này đã được nhận hoặc đã rút lại.".into(),
        Refusal::AmountMissing => "Ghi số tiền lớn hơn 0.".into(),
        Refusal::ReasonMissing => "Ghi rõ nội dung hoặc lý do.".into(),
        Refusal::UnseenCharacter => "Có ký tự không nhìn thấy được; gõ lại phần chữ này.".into(),
        Refusal::MoreThanLine { left } => {
            format!("Dòng này chỉ còn đảo được {} đồng.", dong(*left))
        }
        Refusal::MoreThanDrawer { left } => format!("Trong quỹ chỉ có {} đồng.", dong(*left)),
        Refusal::AmountOutOfRange { max } => format!("Số tiền tối đa là {} đồng.", dong(*max)),
        Refusal::TextTooLong { max } => format!("Tối đa {max} ký tự."),
    }
}
