//! Words of the services.

use crate::texts::ServiceTexts;
use domain::service::Fault;

pub(super) const SERVICE: ServiceTexts = ServiceTexts {
    copies: "Bản chính cần sao",
    signature: "Giấy tờ được ký",
    original_copy: "Nội dung trong sổ gốc",
    document: |number| format!("Giấy tờ {number}"),
    remove: |number| format!("Bỏ giấy tờ {number}"),
    add: "Thêm giấy tờ",
    title: "Tên giấy tờ",
    issuer: "Nơi cấp",
    number: "Số, ký hiệu",
    unopened: "Sổ chứng thực năm nay chưa mở trên phần mềm. Nếu đã cấp số trên giấy, hãy mở sổ từ số tiếp theo trước khi ghi; nếu chưa, mở sổ từ số 01.",
    open_book: "Mở sổ",
    provisional: "(số tạm, chờ số chính thức)",
    holder: "Giấy tờ của ai",
    register: "Tên sổ gốc, quyển số",
    register_number: "Số trong sổ gốc",
    entered: "Ngày vào sổ gốc",
    register_number_missing: "Ghi số trong sổ gốc; sổ không đánh số thì ghi “không số”.",
    day_unreadable: "Ngày không có trong lịch. Hãy viết ngày/tháng/năm, ví dụ 05/09/1987.",
    same: "Số bản chính giống nhau",
    pages: "Số trang một bản",
    copied: "Số bản sao",
    count: "Số giấy tờ",
    issued: "Số bản sao cấp",
    relation: "Quan hệ với người đó (để trống nếu là chính người đó)",
    grounds: "Đối chiếu",
    needs_check: "cần kiểm tra",
    grounds_confirm: "Đã đối chiếu, không thuộc trường hợp nào dưới đây",
    signing: "Việc ký",
    identity_kind: "Giấy tờ tùy thân của người ký",
    identity_issued: "Ngày cấp",
    identity_issuer: "Nơi cấp",
    in_front: "Đã ký hoặc điểm chỉ trước mặt cán bộ",
    fingerprint: "Điểm chỉ thay chữ ký",
    read_aloud: "Đã đọc giấy tờ, văn bản cho người ký nghe",
    cannot_read: "Người ký không đọc, không nghe hoặc không ký được",
    interpreted: "Người ký không thông thạo tiếng Việt, có người phiên dịch",
    interpreter: "Họ và tên người phiên dịch",
    language: "Ngôn ngữ phiên dịch",
    witness: "Họ và tên người làm chứng",
    person_identity: "Số định danh",
    signer: "Người ký chứng thực",
    signer_none: "Chưa có danh sách người ký của đơn vị; chỗ này trên giấy để trống.",
    paid_legend: "Phí, lệ phí",
    paid: "Đã thu tại quầy",
    not_paid: "Chưa thu",
    payment_unsaid: "Hồ sơ có phí phải nộp. Hãy chọn đã thu hay chưa thu.",
    papers: "Giấy tờ đã nhận, nếu cần ghi",
    keys: "Enter: sang ô sau. Alt+Enter: thêm giấy tờ. Alt+T: đã thu phí. Alt+C: chưa thu. Ctrl+Enter: lưu.",
    done: "Xong",
    taken_in: "Đã tiếp nhận",
    done_print: "In",
    done_details: "Chi tiết hồ sơ",
    done_paid: |amount| format!("Đã thu {amount}"),
    done_unpaid: |amount| format!("Chưa thu {amount}"),
    done_copied: |pages, copies| format!("{pages} trang, {copies} bản sao"),
    done_count: |count| format!("{count} bản"),
    certification: "Chứng thực",
};

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
        Fault::ActNotWhole => "Việc hộ tịch còn thiếu hoặc sai một mục. Hãy xem lại.".into(),
        Fault::ConditionUnmet => {
            "Chưa đủ điều kiện: hai bên có mặt và tự nguyện; điểm chỉ thì đã đọc to.".into()
        }
        Fault::GroundsNotRuledOut => "Hãy đối chiếu rồi đánh dấu xác nhận. Nếu thuộc một trường \
                                      hợp thì không chứng thực và trả lại kèm lý do."
            .into(),
        Fault::NotInFront => "Người yêu cầu phải ký hoặc điểm chỉ trước mặt cán bộ.".into(),
        Fault::WitnessMissing => "Hãy ghi họ và tên người làm chứng.".into(),
        Fault::UnseenCharacter => {
            "Nội dung có ký tự không nhìn thấy được. Hãy xóa rồi gõ lại.".into()
        }
        Fault::TextTooLong { max } => format!("Nội dung dài quá {max} ký tự. Hãy viết gọn lại."),
    }
}
