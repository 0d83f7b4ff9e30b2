//! Các trang thủ tục.

use crate::texts::{ProcedureTexts, ProceduresTexts};
use domain::catalogue::{LayerKind, OnlineLevel};
use domain::fee::dong;

pub(super) const LIST: ProceduresTexts = ProceduresTexts {
    title: "Thủ tục hành chính",
    intro: |count, day| format!("{} thủ tục, số liệu đến ngày {day}.", dong(count as u64)),
    intro_of_days: |count, oldest, newest| {
        format!(
            "{} thủ tục, số liệu của các nguồn từ ngày {oldest} đến ngày {newest}.",
            dong(count as u64)
        )
    },
    commune_only: "Chỉ thủ tục cấp xã",
    by_field: "Lĩnh vực",
    all_fields: "Tất cả lĩnh vực",
    other_field: "Chưa rõ lĩnh vực",
    count: |count| format!("{} thủ tục", dong(count as u64)),
    empty: "Không có thủ tục nào trong lựa chọn này.",
    commune: "Cấp xã",
};

pub(super) const PAGE: ProcedureTexts = ProcedureTexts {
    title: "Thủ tục",
    unknown_code: |code| format!("Không có thủ tục mang mã {code}"),
    unknown_code_hint: "Mã có thể gõ nhầm, hoặc thủ tục đã bị bãi bỏ. Hãy tìm theo tên.",
    receive: "Tiếp nhận hồ sơ",
    print: "In",
    list_only: "Máy này mới chỉ có tên thủ tục trong danh mục quốc gia. Nội dung chi tiết xem trên Cổng Dịch vụ công quốc gia.",
    not_commune: "Chưa có nguồn nào ghi thủ tục này do cấp xã giải quyết: có thể thuộc cấp khác. Hãy kiểm tra thẩm quyền trước khi tiếp nhận.",
    papers: "Giấy tờ cần mang",
    papers_check: "Danh sách chưa đối chiếu",
    papers_check_hint: "Danh sách do xã soạn gọn, cán bộ cần đối chiếu với quy định trước khi hướng dẫn.",
    papers_check_print: "Danh sách viết gọn để bà con chuẩn bị. Cán bộ tiếp nhận sẽ hướng dẫn nếu cần thêm giấy tờ.",
    papers_in_cases: "Chỉ nộp khi",
    paper_case: |case| format!("Trường hợp: {case}"),
    papers_source: |source| format!("Theo {source}"),
    papers_notes: "Thành phần hồ sơ đầy đủ trên Cổng quốc gia",
    originals: |count| format!("{count} bản chính"),
    copies: |count| format!("{count} bản sao"),
    shown_only: "xuất trình, trả lại ngay",
    limits: "Thời hạn giải quyết",
    fee: "Phí, lệ phí",
    fee_rule: "Cách tính tại quầy",
    where_to: "Nộp ở đâu, bằng cách nào",
    agencies: "Cơ quan thực hiện",
    channels: "Cách thức nộp",
    online_level: "Dịch vụ công trực tuyến",
    online: |level| match level {
        OnlineLevel::Full => "toàn trình",
        OnlineLevel::Partial => "một phần",
        OnlineLevel::None => "chưa cung cấp",
    },
    steps: "Trình tự thực hiện",
    results: "Kết quả",
    legal_basis: "Căn cứ pháp lý",
    subjects: "Đối tượng thực hiện",
    requirements: "Yêu cầu, điều kiện",
    decision: "Quyết định công bố",
    sources: "Nguồn số liệu",
    source_kind: |kind| match kind {
        LayerKind::Record => "Cổng Dịch vụ công quốc gia",
        LayerKind::List => "Danh mục quốc gia",
        LayerKind::Facts => "Bảng thủ tục cấp xã",
        LayerKind::Checklist => "Danh sách giấy tờ",
        LayerKind::Fee => "Quy tắc tính phí",
        LayerKind::Service => "Màn hình tiếp nhận riêng",
        LayerKind::Civil => "Điều kiện hộ tịch",
    },
    as_of: |day| format!("Số liệu đến ngày {day}"),
    in_force_from: |day| format!("dùng từ {day}"),
    local_code: "chưa có mã quốc gia",
    qr_title: "Xem trên điện thoại",
    qr_hint: "Quét mã để mở trang này.",
    qr_label: |url| format!("Mã QR mở {url}"),
    printed_on: |day| format!("In ngày {day}"),
};
