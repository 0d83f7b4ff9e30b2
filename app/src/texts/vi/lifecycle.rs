//! Các bước giải quyết hồ sơ và hẹn trả.

use crate::texts::{HandOverTexts, LifecycleTexts};
use domain::dossier::{Channel, Move, Payment, Punctuality};
use domain::fee::dong;

pub(super) const LIFECYCLE: LifecycleTexts = LifecycleTexts {
    step,
    done,
    step_hint,
    other_steps: "Bước khác",
    choose_step: "Chọn bước",
    record: "Ghi nhận",
    reason: "Lý do",
    items: "Giấy tờ cần bổ sung",
    items_hint: "Mỗi giấy tờ một dòng, ghi đúng tên.",
    officer: "Giao cho",
    amount: "Số tiền (đồng)",
    official_code: "Mã hồ sơ quốc gia",
    official_code_hint: "Ví dụ: H15.50.05.13-261008-0975.",
    official_code_missing: "chưa có mã quốc gia",
    asked_before: |times| {
        format!(
            "Đã yêu cầu bổ sung {times} lần. Yêu cầu thêm lần nữa thì cách chấm điểm quốc gia coi là quá hạn."
        )
    },
    extended_before: |times| {
        format!("Đã xin lỗi và hẹn lại {times} lần. Quy định chỉ cho hẹn lại một lần.")
    },
    overdue_already: "Đã quá hạn trả. Văn bản xin lỗi phải gửi trước khi hết hạn.",
    handler: "Người xử lý",
    payment: "Phí, lệ phí",
    payment_is: |payment| match payment {
        Payment::Unknown => "chưa có dữ liệu".to_owned(),
        Payment::Free => "không thu".to_owned(),
        Payment::Owed(owed) => format!("còn phải thu {} đồng", dong(owed)),
        Payment::Paid(paid) => format!("đã thu {} đồng", dong(paid)),
        Payment::Waived => "miễn hoặc chưa thu, lý do ở quá trình".to_owned(),
    },
    given_back: |back| format!(", đã trả lại {} đồng (bút toán đảo ở sổ quỹ)", dong(back)),
    unpaid: |owed| {
        format!(
            "Còn phải thu {} đồng. Thu trước ở mục “Bước khác”, hoặc ghi lý do trả kết quả khi chưa thu.",
            dong(owed)
        )
    },
    unpaid_reason: "Lý do chưa thu",
    delivery_wanted: |way| format!("đăng ký nhận: {way}"),
    transmission: "Gửi máy chủ",
    transmission_is: |waiting, attention| match (waiting, attention) {
        (_, 1..) => format!("{attention} việc cần xử lý"),
        (0, 0) => "máy chủ đã nhận đủ".to_owned(),
        (waiting, 0) => format!("{waiting} việc chờ gửi"),
    },
    appointment: "Hẹn trả",
    appointment_none: "chưa hẹn",
    appointment_hint: "Thời điểm trả kết quả ghi trên giấy tiếp nhận và hẹn trả.",
    appointment_why: "Cách tính",
    appointment_uncertain: "Có ngày nghỉ chưa được công bố chính thức; hãy kiểm tra lại lịch.",
    by_limit: |limit| format!("Theo thời hạn {}", limit.in_words()),
    by_day: "Chọn ngày trả",
    no_appointment: "Chưa hẹn",
    day: "Ngày trả",
    day_unreadable: "Hãy viết ngày/tháng/năm, ví dụ 05/12/2026.",
    day_closed: "Ngày này không làm việc. Hãy chọn ngày khác.",
    limit_not_longer: "Thời hạn này không dài hơn thời hạn đang áp dụng. Hãy chọn thời hạn khác.",
    day_past: "Ngày này đã qua. Hãy chọn ngày khác.",
    calendar_missing: "Máy chưa có lịch làm việc cho ngày này. Hãy đồng bộ, hoặc chọn ngày trả.",
    appointed: |when| format!("Trả kết quả lúc {when}"),
    waits_applicant: "Thời hạn tạm dừng trong lúc chờ người dân.",
    punctuality: |punctuality| match punctuality {
        Punctuality::InTime => "Còn hạn",
        Punctuality::DueToday => "Đến hạn hôm nay",
        Punctuality::Overdue => "Quá hạn",
    },
    not_checked: "Giấy tờ chưa đủ: chỉ ghi nhận",
    not_checked_hint: "Hồ sơ ở trạng thái “Mới đăng ký”; sau khi lưu, ghi giấy tờ còn thiếu hoặc từ chối kèm lý do.",
    past_cutoff: |cutoff| {
        format!(
            "Nhận sau {cutoff} hoặc ngoài giờ làm việc: nếu không xong ngay bây giờ thì phải có giấy hẹn. Ô “Không chờ” đã được bỏ; đánh dấu lại nếu trả kết quả ngay."
        )
    },
    channel: "Cách nộp",
    channel_name: Channel::in_words,
    delivery: "Nhận kết quả",
};

pub(super) const HAND_OVER: HandOverTexts = HandOverTexts {
    title: "Bàn giao hồ sơ",
    intro: "Hồ sơ đã tiếp nhận, chưa giao cho cán bộ xử lý. Bỏ đánh dấu những hồ sơ chưa giao lần này.",
    empty: "Không có hồ sơ nào chờ bàn giao.",
    confirm: |count| format!("Bàn giao {count} hồ sơ"),
    progress: |done, of| format!("Đang ghi {done}/{of}…"),
    done: |count, to, when| format!("Đã bàn giao {count} hồ sơ cho {to} lúc {when}."),
    incoming: "Chờ bạn nhận",
    from: |giver, when| {
        format!("{giver} bàn giao lúc {when}. Bỏ đánh dấu những hồ sơ chưa nhận được.")
    },
    take: |count| format!("Đã nhận {count} hồ sơ"),
    back_reason: "Lý do trả lại hồ sơ bỏ đánh dấu",
    send_back: |count| format!("Trả lại {count} hồ sơ"),
    lists: "Danh sách đã bàn giao",
    list_of: |when, giver, taker, count| format!("{when}: {giver} giao {taker}, {count} hồ sơ"),
    open: |open| match open {
        0 => "đã nhận đủ".to_owned(),
        open => format!("còn {open} chưa xác nhận"),
    },
    show: "Xem, in",
    not_taken: "chưa xác nhận",
    taken: |taken, of, when| format!("đã xác nhận {taken}/{of} hồ sơ, lúc {when}"),
};

/// Tên bước, như trên nút bấm.
fn step(what: &Move) -> &'static str {
    match what {
        Move::Accepted => "Tiếp nhận chính thức",
        Move::Declined => "Từ chối tiếp nhận",
        Move::Asked(_) => "Yêu cầu bổ sung giấy tờ",
        Move::Supplemented => "Đã bổ sung đủ giấy tờ",
        Move::PaymentAsked(_) => "Yêu cầu nộp phí, lệ phí",
        Move::Paid(_) => "Đã thu phí, lệ phí",
        Move::HandedOver(_) => "Bàn giao cho cán bộ xử lý",
        Move::TakenOver => "Nhận xử lý",
        Move::SentBack => "Trả lại bộ phận tiếp nhận",
        Move::Lengthened => "Áp dụng thời hạn dài hơn",
        Move::Extended => "Xin lỗi và hẹn lại",
        Move::Withdrawn => "Công dân rút hồ sơ",
        Move::Stopped => "Dừng xử lý",
        Move::Reopened => "Mở lại hồ sơ",
        Move::Coded(_) => "Ghi mã hồ sơ quốc gia",
        Move::Uncoded => "Bỏ mã hồ sơ quốc gia đã ghi",
        Move::Waived => "Miễn hoặc chưa thu phí, lệ phí",
    }
}

/// Điều đã làm, như trong quá trình.
fn done(what: &Move, officer: &str) -> String {
    match what {
        Move::Asked(items) => format!("Yêu cầu bổ sung: {}", items.join("; ")),
        Move::PaymentAsked(amount) => format!("Yêu cầu nộp {} đồng", dong(*amount)),
        Move::Paid(amount) => format!("Đã thu {} đồng", dong(*amount)),
        Move::HandedOver(_) => format!("Bàn giao cho {officer}"),
        Move::Coded(code) => format!("Mã hồ sơ quốc gia: {code}"),
        Move::Accepted
        | Move::Declined
        | Move::Supplemented
        | Move::TakenOver
        | Move::SentBack
        | Move::Lengthened
        | Move::Extended
        | Move::Withdrawn
        | Move::Stopped
        | Move::Reopened
        | Move::Uncoded
        | Move::Waived => step(what).to_owned(),
    }
}

fn step_hint(what: &Move) -> &'static str {
    match what {
        Move::Accepted => "Giấy tờ đúng và đủ; thời hạn tính từ lúc này.",
        Move::Declined => "Lý do được ghi trên phiếu từ chối.",
        Move::Asked(_) => "Nêu đủ một lần; thời hạn tạm dừng đến khi bổ sung xong.",
        Move::Supplemented => "Thời hạn chạy tiếp; hạn trả được tính lại.",
        Move::PaymentAsked(_) => "Thời hạn tạm dừng đến khi người dân nộp.",
        Move::Lengthened => "Như khi phải xác minh.",
        Move::Extended => "Gửi trước khi hết hạn, chỉ một lần.",
        Move::Reopened => "Những gì đã ghi trước đây vẫn còn.",
        Move::Coded(_) => "Do phần mềm quốc gia cấp sau khi nhập hồ sơ vào đó.",
        Move::Uncoded => "Khi mã đã ghi là của hồ sơ khác; mã cũ vẫn còn trong quá trình.",
        Move::Waived => "Ghi căn cứ miễn, hoặc khi nào thu.",
        Move::Paid(_)
        | Move::HandedOver(_)
        | Move::TakenOver
        | Move::SentBack
        | Move::Withdrawn
        | Move::Stopped => "",
    }
}
