//! Tiếng Việt.

mod books;
mod cash;
mod civil;
mod dossiers;
mod law;
mod lifecycle;
mod print;
mod problems;
mod procedures;
mod services;
mod visits;

use super::{
    CommonTexts, FrameTexts, HomeTexts, NotFoundTexts, ProblemTexts, SearchTexts, SignInTexts,
    StateTexts, SyncTexts, Texts,
};
use crate::counter::{DamagedKind, Trouble};
use domain::dossier::{ReturnMethod, Stage};
use domain::fee::dong;

/// The table.
pub(super) static TEXTS: Texts = Texts {
    common: COMMON,
    frame: FRAME,
    sign_in: SIGN_IN,
    search: SEARCH,
    home: HOME,
    procedures: procedures::LIST,
    procedure: procedures::PAGE,
    form: dossiers::FORM,
    books: books::BOOKS,
    cash: cash::CASH,
    service: services::SERVICE,
    dossiers: dossiers::LIST,
    dossier: dossiers::PAGE,
    lifecycle: lifecycle::LIFECYCLE,
    hand_over: lifecycle::HAND_OVER,
    civil: civil::CIVIL,
    visits: visits::VISITS,
    reconciliation: law::RECONCILIATION,
    law: law::LAW,
    print: print::PRINT,
    tracking: print::TRACKING,
    seal: print::SEAL,
    sync: SYNC,
    not_found: NOT_FOUND,
    problems: ProblemTexts {
        host: problems::host,
        cash: cash::refusal,
        refusal: problems::refusal,
        applicant: problems::applicant,
        ruling: problems::ruling,
    },
};

const COMMON: CommonTexts = CommonTexts {
    conflict: "mâu thuẫn",
    product: "Không Chờ",
    unknown: "chưa có dữ liệu",
    loading: "Đang mở dữ liệu trên máy…",
    cancel: "Hủy",
    show_more: |left| format!("Xem thêm ({})", dong(left as u64)),
    no_wait: "Không chờ",
    code: "Mã",
    field: "Lĩnh vực",
    dong: |amount| format!("{} đồng", dong(amount)),
    stage: |stage| match stage {
        Stage::Registered => "Mới đăng ký",
        Stage::Received => "Được tiếp nhận",
        Stage::Declined => "Không được tiếp nhận",
        Stage::Processing => "Đang xử lý",
        Stage::AwaitingPapers => "Chờ bổ sung giấy tờ",
        Stage::AwaitingPayment => "Chờ nộp phí, lệ phí",
        Stage::Withdrawn => "Công dân rút hồ sơ",
        Stage::Stopped => "Dừng xử lý",
        Stage::Resolved => "Đã xử lý xong",
        Stage::Returned => "Đã trả kết quả",
    },
    return_method: ReturnMethod::in_words,
    optional: "không bắt buộc",
    waiting: "Chờ gửi",
    papers_to_send: "Ảnh chờ gửi",
    papers_not_here: "Ảnh chưa về máy",
};

const FRAME: FrameTexts = FrameTexts {
    skip_to_content: "Đến nội dung chính",
    tagline: "Quầy một cửa cấp xã",
    main_nav: "Các trang chính",
    counter: "Quầy",
    procedures: "Thủ tục",
    dossiers: "Hồ sơ",
    sync: "Đồng bộ",
    switch_language: "EN: English",
    switch_language_short: "EN",
    sign_out: "Đăng xuất",
    account: "Cán bộ đang làm việc",
    sign_out_kept: "Hồ sơ đã lưu vẫn còn trên máy này sau khi đăng xuất. Không có mạng thì chưa đăng nhập lại được.",
    update_ready: "Đã có bản mới của ứng dụng.",
    update_now: "Dùng bản mới",
    saved_here: "Đã lưu trên máy này",
    saved_code: |code| format!("Mã tạm: {code}"),
    state: StateTexts {
        starting: "Đang khởi động…",
        synced_at: |time| format!("Đã đồng bộ {time}"),
        synced: "Đã đồng bộ",
        offline: "Ngoại tuyến",
        refused: "Chưa đồng bộ được",
        sending: "Đang gửi…",
        waiting: |count| format!("{count} hồ sơ chờ gửi"),
        waiting_facts: |count| format!("{count} việc chờ gửi"),
        receiving: |done, all| format!("Đang nhận {}/{} hồ sơ", dong(done), dong(all)),
        attention: |count| format!("{count} việc cần xử lý"),
        paused: "Tạm dừng gửi",
        room_short: "bộ nhớ sắp đầy",
        room_none: "bộ nhớ đầy",
        open: "Xem đồng bộ",
    },
};

const SIGN_IN: SignInTexts = SignInTexts {
    title: "Đăng nhập",
    intro: "Dành cho cán bộ tiếp nhận và trả kết quả. Đăng nhập cần có mạng.",
    login: "Tên đăng nhập",
    password: "Mật khẩu",
    submit: "Đăng nhập",
    submitting: "Đang đăng nhập…",
    login_missing: "Hãy nhập tên đăng nhập.",
    password_missing: "Hãy nhập mật khẩu.",
    look_up_instead: "Tra cứu thủ tục, không cần đăng nhập",
    demo: |account| format!("Bản trình diễn. Tên đăng nhập / mật khẩu: {account}"),
};

const SEARCH: SearchTexts = SearchTexts {
    label: "Tìm thủ tục",
    placeholder: "sao y, khai sinh…",
    shortcut: "Phím / để tìm",
    clear: "Xóa",
    results: |count| format!("{count} kết quả"),
    nothing: |query| format!("Không có kết quả gần đúng cho “{query}”."),
    nothing_close: "Không có kết quả gần đúng; dưới đây là các thủ tục gần nhất.",
    nothing_hint: "Thử ít chữ hơn, gõ không dấu, hoặc gõ mã thủ tục.",
    also_called: |name| format!("còn gọi: {name}"),
    all_results: "Xem tất cả kết quả",
    no_catalogue: "Chưa có danh mục thủ tục trên máy này. Hãy kết nối mạng một lần để tải về.",
};

const HOME: HomeTexts = HomeTexts {
    title: "Quầy tiếp nhận",
    ask: "Người dân cần làm thủ tục gì?",
    no_wait_title: "Không chờ, không giấy hẹn",
    no_wait_intro: "Tiếp nhận, giải quyết và trả kết quả trong một lần đến.",
    no_wait_all: "Xem tất cả thủ tục không chờ",
    receive: "Tiếp nhận",
    due_title: "Đến hạn, quá hạn",
    today_title: "Hồ sơ hôm nay",
    today_count: |count| format!("{count} hồ sơ"),
    today_empty: "Hôm nay chưa tiếp nhận hồ sơ nào.",
    all_dossiers: "Tất cả hồ sơ",
};

const SYNC: SyncTexts = SyncTexts {
    title: "Đồng bộ",
    now: "Đồng bộ ngay",
    last_contact: "Liên lạc gần nhất với máy chủ",
    never: "chưa lần nào",
    receiving: "Đang nhận hồ sơ từ máy chủ",
    outbox: "Hộp gửi",
    outbox_count: |count| format!("{count} việc chờ gửi"),
    outbox_intro: "Đã lưu trên máy này, chờ máy chủ xác nhận. Không mục nào mất khi tắt máy.",
    outbox_empty: "Hộp gửi trống: mọi việc đã đến máy chủ.",
    attention: "Cần xử lý",
    attention_intro: "Máy chủ không nhận những việc này. Chúng vẫn được giữ trên máy.",
    attention_empty: "Không có việc nào cần xử lý.",
    attention_seen: "Đã xem",
    put_away: "Đã xem, cất đi",
    clock_off: |minutes, ahead| {
        let side = if ahead { "nhanh" } else { "chậm" };
        format!(
            "Đồng hồ máy này chạy {side} {} so với máy chủ. Giờ ghi trong hồ sơ đã được chỉnh theo máy chủ; hãy đặt lại đồng hồ.",
            span(minutes)
        )
    },
    rescue: "Chuyển hộp gửi bằng tệp",
    rescue_intro: "Khi máy này chưa có mạng, lưu hộp gửi thành tệp rồi chép sang máy khác đã đăng nhập để gửi hộ. Mọi việc vẫn được giữ trên máy này đến khi máy chủ xác nhận; gửi hai lần cũng chỉ ghi một lần.",
    rescue_save: "Lưu hộp gửi thành tệp",
    rescue_take: "Gửi hộ tệp của máy khác",
    rescue_written: |events| {
        format!("Đã lưu {events} việc vào tệp. Hãy chép tệp sang máy có mạng.")
    },
    rescue_taken: |bundles| match bundles {
        0 => "Tệp không có việc nào.".into(),
        _ => "Đã nhận tệp. Máy này sẽ gửi hộ ở lần đồng bộ tới.".into(),
    },
    open_dossier: "Mở hồ sơ",
    kind: |kind| match kind {
        "received" => "Tiếp nhận",
        "corrected" => "Sửa thông tin người yêu cầu",
        "settled" => "Quyết định thông tin mâu thuẫn",
        "resolved" => "Xử lý xong",
        "returned" => "Trả kết quả",
        "registered" => "Ghi nhận hồ sơ",
        "drafted" => "Bước của bản nháp hộ tịch",
        "redrafted" => "Sửa bản nháp hộ tịch",
        "judged" => "Kết luận hồ sơ giống nhau",
        "suspected" => "Hồ sơ giống nhau",
        "moved" => "Bước giải quyết",
        "attached" => "Đính kèm ảnh, bản quét",
        "printed" => "In giấy tờ",
        "not_printed" => "Bỏ lần in không ra giấy",
        "opened" => "Mở sổ",
        "volume_begun" => "Sang quyển mới",
        "asked" => "Xin dải số",
        "leased" => "Cấp dải số",
        "entered" => "Ghi sổ",
        "entered_provisionally" => "Ghi sổ, số tạm",
        "numbered" => "Cấp số thay số tạm",
        "withdrawn" => "Rút việc chờ số",
        "spoiled" => "Bỏ số",
        "given_back" => "Trả dải số",
        "reclaimed" => "Thu hồi dải số",
        "book_settled" => "Quyết định số mâu thuẫn",
        "book_printed" => "In sổ tháng",
        "closed" => "Khóa sổ",
        "cash_opened" => "Mở sổ quỹ",
        "cash_took" => "Thu khác",
        "cash_countered" => "Bút toán đảo",
        "cash_closed" => "Khóa sổ quỹ",
        "cash_handed_over" => "Bàn giao tiền",
        "visit_planned" => "Ghi chuyến lưu động",
        "visit_ended" => "Xong hoặc bỏ chuyến lưu động",
        "cash_confirmed" => "Nhận bàn giao tiền",
        _ => "Việc khác",
    },
    recorded: |when| format!("Ghi lúc {when}"),
    held: "Máy chủ đang chờ một việc trước đó của máy này",
    backlog: |dossiers, events| {
        format!(
            "Đang gửi: còn {} hồ sơ, {} việc",
            dong(dossiers.into()),
            dong(events as u64)
        )
    },
    backlog_left: |bytes, minutes| match minutes {
        None => format!("Khoảng {bytes}"),
        Some(0) => format!("Khoảng {bytes}, chưa đến một phút"),
        Some(minutes) => format!("Khoảng {bytes}, chừng {}", span(minutes)),
    },
    pause: "Tạm dừng gửi",
    go_on: "Gửi tiếp",
    paused: "Đã tạm dừng gửi; phần đang gửi dở vẫn được máy chủ nhận. Mọi việc được giữ trên máy này, tin từ máy chủ vẫn về. Đóng hết cửa sổ của ứng dụng rồi mở lại thì máy tự gửi tiếp.",
    damaged: "Dữ liệu hỏng trên máy",
    damaged_intro: "Những mục này không đọc được nên đã được cất riêng, nguyên vẹn, và không cản trở việc khác.",
    damaged_kind: |kind| match kind {
        DamagedKind::Unsent => (
            "Một việc chờ gửi",
            "Các việc ghi sau nó trên máy này sẽ chờ ở máy chủ. Hãy báo người quản trị và không xóa dữ liệu trên máy.",
        ),
        DamagedKind::Attention => (
            "Một việc cần xử lý",
            "Máy chủ vẫn giữ việc này. Hãy báo người quản trị.",
        ),
        DamagedKind::Dossiers => (
            "Hồ sơ đã nhận từ máy chủ",
            "Không cần làm gì: máy tự nhận lại từ máy chủ khi có mạng.",
        ),
        DamagedKind::Attachment => (
            "Ảnh hoặc bản quét",
            "Nếu máy chủ chưa có, hãy chụp lại giấy tờ.",
        ),
        DamagedKind::Ledger => (
            "Sổ sách đã nhận từ máy chủ",
            "Không cần làm gì: máy tự nhận lại từ máy chủ khi có mạng.",
        ),
        DamagedKind::Leases => (
            "Ghi chép về dải số",
            "Máy tự tìm lại từ sổ và chữ ký của máy chủ; đến lúc đó việc ghi sổ mang số tạm.",
        ),
        DamagedKind::Carried => (
            "Tệp hộp gửi mang hộ",
            "Hãy nhận lại tệp từ máy kia; máy kia vẫn giữ các việc ấy.",
        ),
        DamagedKind::Prints => (
            "Số lần in trên máy này",
            "Lần in sau có thể không ghi là in lại. Nếu biết đã in, hãy ghi tay lên giấy.",
        ),
        DamagedKind::Notes => (
            "Ghi chép riêng của máy",
            "Máy đã dùng bản sao. Nếu không lưu được hồ sơ, hãy báo người quản trị.",
        ),
    },
    storage: "Bộ nhớ trên máy",
    storage_used: |used, quota| format!("Đã dùng {used} trong {quota}"),
    storage_used_only: |used| format!("Đã dùng {used}"),
    storage_persistent: "Trình duyệt cam kết không tự xóa dữ liệu.",
    storage_evictable: "Trình duyệt có thể xóa dữ liệu khi máy hết chỗ. Hãy cài ứng dụng vào máy và gửi hồ sơ sớm.",
    storage_unknown: "Trình duyệt không cho biết dung lượng.",
    storage_short: "Bộ nhớ sắp đầy. Hãy gửi hồ sơ đang chờ và xóa bớt tệp trên máy.",
    storage_none: "Bộ nhớ đầy nên máy chưa nhận hồ sơ mới. Hãy xóa bớt tệp trên máy và gửi hồ sơ đang chờ; khi chưa có mạng, lưu hộp gửi thành tệp ở trên.",
    storage_ask: "Xin trình duyệt giữ dữ liệu",
    storage_granted: "Trình duyệt đã đồng ý giữ dữ liệu.",
    storage_denied: "Trình duyệt chưa đồng ý. Hãy cài ứng dụng vào máy rồi xin lại.",
    explain_in_touch: "Máy này đang liên lạc được với máy chủ.",
    explain_out_of_touch: "Chưa liên lạc được với máy chủ. Cứ làm việc bình thường; máy sẽ tự gửi khi có mạng.",
    explain_exchanging: "Đang trao đổi với máy chủ.",
    explain_starting: "Đang mở dữ liệu trên máy này.",
    explain_trouble: |trouble| match trouble {
        Trouble::UpdateNeeded => {
            "Máy chủ đã dùng bản mới hơn. Hãy tải lại trang để cập nhật ứng dụng; mọi việc vẫn được giữ trên máy này."
        }
        Trouble::SignInAgain => {
            "Máy chủ không nhận ra máy này. Hãy đăng xuất rồi đăng nhập lại khi có mạng; mọi việc vẫn được giữ."
        }
        Trouble::OtherHistory => {
            "Dữ liệu trên máy chủ không khớp với những gì máy này đã nhận (có thể máy chủ vừa được khôi phục từ bản sao lưu cũ). Hãy báo người quản trị và không xóa dữ liệu trên máy này."
        }
        Trouble::OtherServer => {
            "Câu trả lời không do máy chủ của đơn vị ký. Hãy đăng nhập lại khi có mạng; nếu vẫn vậy, báo người quản trị."
        }
        Trouble::StorageFull => {
            "Máy hết chỗ nên chưa ghi được câu trả lời của máy chủ. Không việc nào mất: hãy xóa bớt tệp trên máy, máy sẽ tự đồng bộ lại."
        }
        Trouble::Refused => {
            "Máy chủ từ chối dữ liệu của máy này. Mọi việc vẫn được giữ; hãy báo người quản trị."
        }
    },
};

const NOT_FOUND: NotFoundTexts = NotFoundTexts {
    title: "Không có trang này",
    text: "Địa chỉ có thể gõ nhầm hoặc đã cũ.",
    home: "Về quầy tiếp nhận",
};

/// A length of time, roughly.
fn span(minutes: u64) -> String {
    match minutes {
        0..120 => format!("{minutes} phút"),
        120..2_880 => format!("{} giờ", (minutes + 30) / 60),
        _ => format!("{} ngày", (minutes + 720) / 1_440),
    }
}
