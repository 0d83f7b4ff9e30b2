//! Các trang hồ sơ.

use crate::counter::CameraError;
use crate::texts::{AttachmentTexts, DossierTexts, DossiersTexts, FormTexts};
use domain::dossier::{CardError, Field, ReturnMethod};
use domain::fee::dong;

pub(super) const FORM: FormTexts = FormTexts {
    title: "Tiếp nhận hồ sơ",
    choose: "Chọn thủ tục để tiếp nhận hồ sơ.",
    procedure: "Thủ tục",
    applicant: "Người yêu cầu",
    scan: "Quét thẻ căn cước",
    scan_hint: "Đặt con trỏ vào đây rồi quét mã QR trên thẻ bằng máy quét.",
    scan_camera: "Quét bằng máy ảnh",
    scan_stop: "Tắt máy ảnh",
    scan_aim: "Đưa mã QR trên thẻ vào trước máy ảnh",
    scan_filled: |names| format!("Đã điền từ thẻ: {names}."),
    scan_replaced: |names| format!("Đã thay nội dung cũ của: {names}."),
    scan_doubt: "Trên thẻ có điểm không khớp với số định danh. Hãy xem lại thẻ; vẫn lưu được.",
    scan_undo: "Hoàn tác",
    scan_undone: "Đã bỏ nội dung lấy từ thẻ.",
    scan_wrong: |error| match error {
        CardError::Empty => "Chưa quét được gì.",
        CardError::TooLong | CardError::NotACard => {
            "Đây không phải mã QR của thẻ căn cước, hoặc quét chưa hết. Hãy quét lại."
        }
        CardError::Number => "Số định danh trong mã không đủ 12 số. Hãy quét lại, hoặc gõ tay.",
        CardError::NameMissing => "Mã không có họ tên. Hãy quét lại, hoặc gõ tay.",
        CardError::NameGarbled => {
            "Họ tên mất chữ khi quét. Hãy tắt bộ gõ tiếng Việt, chỉnh máy quét về Unicode rồi quét lại, hoặc gõ tay."
        }
        CardError::Born => "Ngày sinh trong mã không phải là ngày. Hãy quét lại, hoặc gõ tay.",
    },
    scan_no_camera: |error| match error {
        CameraError::Refused => {
            "Trình duyệt không cho dùng máy ảnh. Hãy cho phép ở biểu tượng cạnh thanh địa chỉ, hoặc dùng máy quét, hoặc gõ tay."
        }
        CameraError::Missing => "Máy này không có máy ảnh. Hãy dùng máy quét, hoặc gõ tay.",
        CameraError::Busy => "Chương trình khác đang dùng máy ảnh. Hãy đóng nó rồi thử lại.",
        CameraError::Failed => "Không mở được máy ảnh. Hãy dùng máy quét, hoặc gõ tay.",
    },
    name: "Họ và tên",
    name_hint: "Viết đúng như trên giấy tờ.",
    identity: "Số định danh cá nhân",
    identity_hint: "12 số trên thẻ căn cước (hoặc 9 số CMND cũ).",
    identity_says: |male, year| {
        let sex = if male { "nam" } else { "nữ" };
        format!("Theo số định danh: {sex}, sinh năm {year}.")
    },
    identity_year_differs: |in_number, typed| {
        format!(
            "Số định danh cho năm sinh {in_number}, ngày sinh ghi {typed}. Hãy xem lại giấy tờ; vẫn lưu được."
        )
    },
    identity_odd_province: "Ba số đầu không phải mã tỉnh đã biết. Hãy xem lại; vẫn lưu được.",
    identity_odd_century: "Số thứ tư không ứng với người đang sống. Hãy xem lại; vẫn lưu được.",
    born: "Ngày sinh",
    born_hint: "ngày/tháng/năm, ví dụ 05/09/1987",
    born_unreadable: "Hãy viết ngày/tháng/năm, ví dụ 05/09/1987.",
    phone: "Số điện thoại",
    phone_odd: "Số điện thoại thường có 10 chữ số. Hãy hỏi lại; vẫn lưu được.",
    address: "Nơi cư trú",
    papers: "Giấy tờ đã nhận",
    papers_hint: "Đánh dấu giấy tờ người dân đã nộp.",
    papers_all: "Đã nhận đủ",
    papers_all_but_cases: "Đã nhận đủ giấy tờ bắt buộc",
    papers_none: "Thủ tục này chưa có danh sách giấy tờ trên máy. Ghi giấy tờ đã nhận vào ô ghi chú.",
    paper_originals: "Bản chính",
    paper_copies: "Bản sao",
    to_certify: "Tính phí",
    to_certify_hint: "Các bản chính giống nhau về số trang và số bản sao thì ghi chung một dòng; số trang và số bản sao tính cho mỗi bản chính.",
    line: |number| format!("Dòng {number}"),
    line_same: "Số bản chính",
    line_pages: "Số trang",
    line_copies: "Số bản sao",
    line_cases: "Số trường hợp",
    line_issued: "Số bản cấp",
    line_add: "Thêm dòng",
    line_remove: |number| format!("Bỏ dòng {number}"),
    count_unreadable: |max| format!("Ghi số từ 1 đến {}.", dong(u64::from(max))),
    originals_max: |max| {
        format!("Tối đa {max} bản chính trong một hồ sơ. Hãy tách thành nhiều hồ sơ.")
    },
    amount_unreadable: "Ghi số tiền bằng chữ số, ví dụ 8.000.",
    fee: "Phí, lệ phí",
    fee_unknown: "chưa có dữ liệu",
    fee_unknown_hint: "Máy chưa có quy tắc tính phí cho thủ tục này.",
    fee_free: "Không thu",
    fee_incomplete: "Ghi đủ số lượng để tính phí.",
    fee_too_many: "Chưa tính: quá số bản chính của một hồ sơ.",
    fee_collected: "Số tiền đã thu (đồng)",
    fee_collected_hint: "Để trống nếu chưa biết; ghi 0 nếu không thu.",
    fee_trace: "Cách tính",
    fee_published: |text| format!("Mức công bố: {text}"),
    fee_source: |source| format!("Căn cứ: {source}"),
    fee_scope: |unit, from| match unit {
        "" => format!("Mức chung cả nước, áp dụng từ {from}"),
        unit => format!("Mức của địa phương ({unit}), áp dụng từ {from}"),
    },
    fee_provincial: "Mức thu do Hội đồng nhân dân cấp tỉnh quy định. Nghị quyết của tỉnh chưa được nhập vào máy.",
    fee_check: "Ghi theo trí nhớ, cần kiểm tra với văn bản hiện hành.",
    paid: "Đã thu tiền mặt",
    paid_hint: "Khoản thu vào ngay sổ quỹ hôm nay của bạn.",
    exemption: "Miễn, giảm phí",
    exemption_not_on_time: "Chỉ miễn khi đăng ký đúng hạn: ngày ghi ở trên chưa đủ hoặc đã quá hạn.",
    exemption_none: "Không thuộc diện miễn, giảm",
    exemption_proof: |paper| format!("Xem giấy tờ chứng minh: {paper}"),
    exemption_no_proof: "Chưa có dữ liệu về giấy tờ chứng minh; cán bộ xem xét theo quy định.",
    no_wait: "Không chờ, không giấy hẹn",
    no_wait_hint: "Tiếp nhận, giải quyết và trả kết quả ngay trong lần này.",
    no_wait_online: "Chỉ đánh dấu khi việc đã được ghi vào phần mềm quốc gia, kết quả đã ký và trao ngay trong lần này.",
    note: "Ghi chú",
    save: "Lưu hồ sơ",
    saving: "Đang lưu…",
    save_shortcut: "Ctrl + Enter",
    faults_above: |count| format!("Còn {count} chỗ cần sửa trước khi lưu."),
    draft_restored: |when| format!("Đã khôi phục bản nháp lúc {when}."),
    draft_discard: "Bỏ bản nháp",
    draft_kept: "Bản nháp được giữ trên máy này.",
    no_room: "Bộ nhớ của máy đã đầy: hồ sơ mới sẽ không lưu được.",
    no_room_next: "Hãy gửi hồ sơ đang chờ hoặc lưu hộp gửi thành tệp ở trang Đồng bộ, xóa bớt tệp trên máy, rồi kiểm tra lại.",
    no_room_again: "Kiểm tra lại",
};

pub(super) const LIST: DossiersTexts = DossiersTexts {
    title: "Hồ sơ",
    find: "Tìm hồ sơ",
    find_hint: "Tên (có dấu hay không), số điện thoại, số định danh hoặc mã.",
    filter: "Lọc hồ sơ",
    all: "Tất cả",
    today: "Hôm nay",
    in_process: "Đang giải quyết",
    returned: "Đã trả",
    waiting: "Chờ gửi",
    due: "Đến hạn, quá hạn",
    uncoded: "Chưa có mã quốc gia",
    count: |count| format!("{} hồ sơ", dong(count as u64)),
    empty: "Chưa có hồ sơ nào trên máy này.",
    empty_hint: "Tìm thủ tục ở quầy rồi bấm “Tiếp nhận hồ sơ”.",
    nothing_found: "Không có hồ sơ nào khớp. Thử ít chữ hơn hoặc chọn “Tất cả”.",
    new: "Hồ sơ mới",
};

pub(super) const PAGE: DossierTexts = DossierTexts {
    title: "Hồ sơ",
    not_here: "Không có hồ sơ này trên máy",
    not_here_hint: "Có thể hồ sơ chưa về máy này. Hãy đồng bộ rồi mở lại.",
    away: "Chi tiết hồ sơ này đang ở máy chủ",
    away_hint: "Hồ sơ cũ chỉ giữ tóm tắt trên máy, hoặc đang trên đường về. Hãy kết nối mạng rồi mở lại.",
    too_long_hint: "Hồ sơ có quá nhiều sự kiện nên máy chủ không gửi được. Hãy báo người quản trị.",
    code: "Mã hồ sơ",
    provisional: "mã tạm",
    procedure: "Thủ tục",
    applicant: "Người yêu cầu",
    identity: "Số định danh",
    identity_show: "Hiện số",
    identity_hide: "Ẩn số",
    born: "Ngày sinh",
    phone: "Điện thoại",
    address: "Nơi cư trú",
    papers: "Giấy tờ đã nhận",
    certified: "Bản tính phí",
    certified_line: |originals, pages, copies| {
        format!("{originals} bản chính × {pages} trang × {copies} bản")
    },
    fee: "Phí, lệ phí",
    note: "Ghi chú",
    not_given: "không ghi",
    facts: "Thông tin hồ sơ",
    timeline: "Quá trình",
    received: "Tiếp nhận hồ sơ",
    registered: "Ghi nhận hồ sơ (mới đăng ký)",
    resolved: "Xử lý xong",
    returned: |method| match method {
        ReturnMethod::InPerson => "Trả kết quả trực tiếp tại quầy".into(),
        ReturnMethod::Post => "Trả kết quả qua bưu chính công ích".into(),
        ReturnMethod::Electronic => "Trả kết quả trực tuyến".into(),
    },
    detail,
    corrected: |field, value| format!("Sửa {} thành: {value}", detail(field).to_lowercase()),
    settled: |field, value| format!("Quyết định {}: {value}", detail(field).to_lowercase()),
    conflicts: "Thông tin mâu thuẫn, cần quyết định",
    conflicts_intro: "Hai nơi đã ghi khác nhau khi chưa biết của nhau. Hãy đối chiếu với giấy tờ rồi chọn giá trị đúng; lựa chọn được ghi vào quá trình.",
    conflict_before: |value| format!("Trước đó: {value}"),
    conflict_choose: "Chọn giá trị này",
    this_device: "máy này",
    other_device: |tag| format!("máy khác ({tag})"),
    unknown_officer: "cán bộ khác",
    the_server: "máy chủ",
    waits: "chờ gửi",
    needs_attention: "cần xử lý",
    actions: "Việc tiếp theo",
    finished: "Hồ sơ đã kết thúc, không còn việc phải làm.",
    resolve: "Đã xử lý xong",
    return_result: "Trả kết quả",
    return_how: "Trả bằng cách nào?",
    return_confirm: "Xác nhận đã trả",
    return_final: "Sau khi xác nhận, việc trả kết quả không thu hồi được.",
    correct: "Sửa thông tin người yêu cầu",
    correct_save: "Lưu thông tin đã sửa",
    another: "Tiếp nhận hồ sơ nữa cùng thủ tục",
    attached: |count| format!("Đính kèm {count} ảnh hoặc bản quét"),
    attachments: AttachmentTexts {
        title: "Ảnh và bản quét",
        intro: "Ảnh được thu nhỏ vừa đủ đọc rồi lưu ngay trên máy này; máy tự gửi lên máy chủ sau khi đã gửi xong thông tin hồ sơ. Thiếu ảnh không cản trở việc giải quyết hồ sơ.",
        none: "Chưa có ảnh hoặc bản quét.",
        name: "Tên giấy tờ",
        name_hint: "Ví dụ: Giấy khai sinh. Có thể để trống.",
        take: "Chụp ảnh",
        choose: "Chọn tệp ảnh hoặc PDF",
        preparing: "Đang thu nhỏ và lưu…",
        size: |bytes| format!("{} kB", dong(bytes.div_ceil(1_000))),
        pending: |count, of| format!("Còn {count} trên {of} tệp chưa lên máy chủ."),
        all_sent: "Các tệp đính kèm tại máy này đã lên máy chủ.",
        sent_so_far: |sent, of| {
            let kilobytes = |bytes: u64| dong(bytes.div_ceil(1_000));
            format!("đã gửi {} / {} kB", kilobytes(sent), kilobytes(of))
        },
        to_send: "chờ gửi",
        sent: "đã gửi",
        not_here: "Chưa có ảnh trên máy này",
        fetch: "Tải về máy này",
        open: "Xem",
        unnamed: "Giấy tờ không ghi tên",
    },
};

fn detail(field: Field) -> &'static str {
    match field {
        Field::Name => "Họ và tên",
        Field::Identity => "Số định danh",
        Field::Born => "Ngày sinh",
        Field::Phone => "Điện thoại",
        Field::Address => "Nơi cư trú",
    }
}
