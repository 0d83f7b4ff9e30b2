//! Đối chiếu với phần mềm quốc gia và với văn bản.

use crate::texts::{LawTexts, ReconciliationTexts};
use domain::catalogue::Reach;
use domain::dossier::PairFault;
use domain::fee::dong;
use domain::review::Area;

pub(super) const RECONCILIATION: ReconciliationTexts = ReconciliationTexts {
    title: "Đối chiếu",
    intro: "Hồ sơ nhận ở đây còn phải có trên phần mềm quốc gia. Danh sách này cho biết việc gì chưa xong; ghi được cả khi không có mạng.",
    codes: "Chưa có mã hồ sơ quốc gia",
    codes_left: |left| format!("{} hồ sơ", dong(left as u64)),
    codes_none: "Mọi hồ sơ trên máy này đã có mã quốc gia.",
    code_of: |applicant| format!("Mã quốc gia của hồ sơ {applicant}"),
    record: "Ghi mã",
    odd: "Mã không theo dạng thường gặp (ví dụ H15.50.05.13-261008-0975). Hãy xem lại; nếu đúng thì cứ ghi.",
    recorded: |count| format!("Vừa ghi {count} mã"),
    undo: "Bỏ mã này",
    undo_reason: "ghi nhầm khi đối chiếu",
    paste: "Dán danh sách mã",
    paste_hint: "Mỗi dòng một hồ sơ: mã tạm và mã quốc gia, chép từ bảng tính hoặc tệp CSV. Các cột khác được bỏ qua.",
    paste_label: "Danh sách mã tạm và mã quốc gia",
    paste_record: |count| format!("Ghi {count} mã"),
    paste_progress: |done, of| format!("Đang ghi {done}/{of}…"),
    bad_line: |line, why| format!("Dòng {line}: {why}"),
    fault: |fault| match fault {
        PairFault::NoLocalCode => "không có mã tạm đúng; hãy xem lại từng chữ số.",
        PairFault::NoOfficialCode => "không thấy mã quốc gia.",
        PairFault::Ambiguous => "có hơn một mã quốc gia.",
        PairFault::Unreadable => "không đọc được, hoặc danh sách quá dài.",
    },
    unknown: "máy này không có hồ sơ mang mã tạm này.",
    already: "hồ sơ đã có mã quốc gia; nếu mã đó sai, hãy mở hồ sơ để sửa.",
    twice: "mã tạm hoặc mã quốc gia đã có ở dòng trên.",
    odd_lines: |count| {
        format!("{count} mã quốc gia không theo dạng thường gặp. Hãy xem lại; nếu đúng thì cứ ghi.")
    },
};

pub(super) const LAW: LawTexts = LawTexts {
    offline: "Khi không có mạng",
    reach: |reach| match reach {
        Reach::Finish => "Làm xong được khi không có mạng",
        Reach::Prepare => "Nhận và chuẩn bị được; hoàn tất khi có mạng",
        Reach::Network => "Cần có mạng",
    },
    general: "Theo quy tắc chung: chưa có quy tắc riêng cho thủ tục này.",
    why: "Vì sao",
    source: |source, from| format!("Căn cứ: {source}. Áp dụng từ {from}."),
    to_check: "Cần kiểm tra",
    review: "Cần kiểm tra",
    review_intro: "Những nội dung ghi theo trí nhớ, chưa đối chiếu với văn bản. Mỗi nội dung mang dấu “cần kiểm tra” đến khi có người xác nhận; nội dung thay đổi thì phải xác nhận lại.",
    review_none: "Không có nội dung nào cần kiểm tra.",
    review_left: |left| match left {
        0 => "đã xác nhận hết".to_owned(),
        left => format!("{left} nội dung cần kiểm tra"),
    },
    review_done: |done| format!("Đã xác nhận ({done})"),
    area: Area::in_words,
    basis: "Căn cứ pháp lý",
    source_of: "Nguồn",
    used: "Dùng ở",
    said: |by, when| format!("{by} xác nhận lúc {when}"),
    confirm: "Xác nhận đúng với văn bản",
    doubt: "Rút lại lời xác nhận",
    note: "Đã đối chiếu với văn bản nào",
    doubt_note: "Vì sao rút lại",
    saying: "Đang gửi…",
    needs_network: "Cần có mạng: lời xác nhận có giá trị trên mọi máy.",
};
