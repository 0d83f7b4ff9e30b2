//! Books, in Vietnamese.

use crate::texts::{
    BookActTexts, BookClosingTexts, BookLineTexts, BookPageTexts, BookPrintTexts, BooksTexts,
};
use domain::register::{
    Asking, Cause, Counts, Event, LeaseEnd, Missing, Refusal, Settlement, Standing, VoidReason,
};

/// The screens.
pub(super) const BOOKS: BooksTexts = BooksTexts {
    title: "Sổ chứng thực",
    intro: "Mỗi loại một sổ cho một năm. Số chạy liền từ 01 đến hết năm, qua các quyển.",
    all: "Tất cả các sổ",
    none: "Máy này chưa có dữ liệu về các sổ.",
    none_hint: "Hãy kết nối mạng một lần để tải về.",
    no_such: "Xã không giữ sổ này ở đây.",
    year: |year| format!("Năm {year}"),
    open: "Đang mở",
    closed: "Đã khóa",
    unopened: "Chưa mở",
    used: |count| format!("{count} số đã dùng"),
    left_here: |count| format!("Máy này còn {count} số"),
    none_here: "Máy này không có số",
    few: "sắp hết số",
    waiting: |count| format!("{count} việc chờ số"),
    conflicts: |count| format!("{count} số mâu thuẫn"),
    civil: "Sổ hộ tịch",
    civil_hint: "Sổ hộ tịch do phần mềm hộ tịch quốc gia giữ. Ở đây không ghi sổ, không cấp số hộ tịch; chỉ có bản nháp và danh sách đối chiếu.",
    civil_link: "Mở danh sách đối chiếu",
    page: PAGE,
    line: LINE,
    act: ACT,
    close: CLOSE,
    print: PRINT,
};

const PAGE: BookPageTexts = BookPageTexts {
    unopened: "Sổ năm này chưa mở ở đây.",
    unopened_hint: "Nếu đầu năm đã ghi trên sổ giấy, hãy mở sổ nối tiếp số đã ghi. Nếu chưa ghi gì, chỉ cần xin số: sổ tự mở từ số 01.",
    here: "Số của máy này",
    asked: "Máy này được cấp thêm mỗi khi còn ít số.",
    not_asked: "Máy này không xin số của sổ này; việc ghi ở đây mang số tạm.",
    unsigned: |count| format!("{count} dải số chưa có chữ ký của máy chủ nên chưa dùng được."),
    conflicts: "Số mâu thuẫn",
    conflict_cause: |cause| match cause {
        Cause::Awaited { reason, .. } => {
            format!("Máy mất đã dùng số này nhưng chưa gửi việc về. Lý do thu hồi: {reason}")
        }
        Cause::OutOfUse(before) => match &**before {
            Standing::Spoiled(_) => "Số này đã bỏ, sau đó có việc mang số này gửi về.".into(),
            Standing::Used(_) | Standing::Void(_) | Standing::InConflict(_) => {
                "Số này đã ghi là không dùng, sau đó có việc mang số này gửi về.".into()
            }
        },
        Cause::TwoEntries => "Hai việc mang cùng một số.".into(),
        Cause::SubjectTwice { number } => format!("Giấy tờ này đã có số {number}."),
        Cause::Withdrawn => "Số tạm của việc này đã rút trước đó.".into(),
    },
    conflict_no_entry: "Chưa có việc nào mang số này. Hãy xem trên sổ giấy hoặc trên giấy đã trả.",
    waiting: "Việc chờ số",
    waiting_closed: "Sổ đã khóa nên các việc này chưa có số. Người phụ trách mở lại sổ để cấp số, rồi khóa lại với số liệu mới.",
    waiting_hint: "Các việc này mang số tạm. Khi máy nhận được số, số chính thức tự điền vào.",
    leases: "Dải số ở các máy",
    leases_hint: "Số đã giao cho một máy thì chỉ máy đó dùng, kể cả khi mất mạng.",
    leases_none: "Không có dải số nào đang ở các máy.",
    lease: |first, last| {
        if first == last {
            format!("Số {first}")
        } else {
            format!("Số {first} đến {last}")
        }
    },
    lease_volume: |volume| format!("quyển {volume}"),
    lease_unknown: |count| format!("{count} số chưa biết đã dùng hay chưa"),
    lease_left: |count| format!("{count} số chưa dùng"),
    lease_own: "Muốn trả dải này, dùng nút “Trả số”.",
    leases_ended: |count| format!("{count} dải số đã xong"),
    lease_end: |end| match end {
        None => "đã ghi hết số".into(),
        Some(LeaseEnd::GivenBack { from }) => format!("máy trả lại từ số {from}"),
        Some(LeaseEnd::Reclaimed { confirmed: true }) => {
            "đã thu hồi; máy đã báo lại số đã dùng".into()
        }
        Some(LeaseEnd::Reclaimed { confirmed: false }) => "đã thu hồi; máy chưa báo lại".into(),
    },
    this_device: "máy này",
    device: |tag| format!("máy {tag}"),
    lines: "Các số trong sổ",
    lines_none: "Sổ chưa có số nào.",
    lines_not_found: "Không có số nào như vậy.",
    volume: "Quyển",
    volume_name: |volume| format!("Quyển {volume}"),
    month: "Tháng",
    month_all: "Cả quyển",
    month_name: |month| format!("Tháng {month}"),
    search: "Tìm trong sổ",
    search_hint: "Số, họ tên hoặc tên giấy tờ",
    shown: |from, to, of| format!("Dòng {from}–{to} trong {of}"),
    back: "Trang trước",
    forth: "Trang sau",
    keep: "Việc giữ sổ",
    amended: "Thay đổi sau khi khóa sổ",
    amended_hint: "Số liệu đã ký giữ nguyên. Các số dưới đây thay đổi sau đó và được ghi bên cạnh.",
};

const LINE: BookLineTexts = BookLineTexts {
    number: "Số",
    dossier: "Mở hồ sơ",
    requester: "Người yêu cầu",
    signer: |name| format!("ký: {name}"),
    copies: |count| format!("{count} bản"),
    untitled: "Chưa ghi tên giấy tờ",
    spoiled: "Bỏ",
    void: "Không dùng",
    void_why: |why| match why {
        VoidReason::Reclaimed { reason, .. } => format!("Thu hồi từ máy mất: {reason}"),
        VoidReason::Settled { reason } => reason.clone(),
        VoidReason::LeftAtClosing => "Còn lại khi khóa sổ".into(),
    },
    in_conflict: "Mâu thuẫn",
    leased: |device| format!("ở {device}, chưa biết đã dùng hay chưa"),
    leased_here: "ở máy này, chưa dùng",
    given_back: "máy đã trả lại, chưa dùng",
    provisional: |reference| format!("trước đó là {reference}"),
    settled: "đã quyết định",
    amended: "sau khóa sổ",
    unprinted: "chưa in",
};

const ACT: BookActTexts = BookActTexts {
    ask: "Xin số",
    asked: "Đã xin số. Máy nhận số ở lần đồng bộ tới.",
    give_back: "Trả số",
    given_back: "Đã trả các số chưa dùng. Việc ghi sau đây mang số tạm cho đến khi xin số lại.",
    spoil_next: "Bỏ số tiếp theo",
    spoil_next_hint: "Dùng khi tờ giấy mang số tiếp theo bị hỏng trước khi ghi việc. Số này không dùng lại.",
    spoil: |number| format!("Bỏ số {number}"),
    spoil_short: "Bỏ số",
    withdraw: |reference| format!("Rút {reference}"),
    withdraw_short: "Rút",
    reclaim: |first, last| format!("Thu hồi dải số {first} đến {last}"),
    reclaim_short: "Thu hồi",
    reclaim_hint: "Chỉ thu hồi khi máy đã mất hoặc hỏng hẳn. Các số chưa dùng sẽ ghi “không dùng”, không cấp lại cho máy khác.",
    settle: |number| format!("Quyết định số {number}"),
    settle_used: "Giữ việc này",
    settle_paper: "Ghi theo giấy",
    settle_spoiled: "Ghi “bỏ”",
    settle_void: "Ghi “không dùng”",
    open: "Mở sổ nối tiếp sổ giấy",
    open_hint: "Ghi số đầu tiên sẽ cấp ở đây, ngay sau số cuối cùng trên giấy, và số của quyển đang ghi.",
    volume: "Bắt đầu quyển mới",
    volume_hint: "Số tiếp theo chưa giao cho máy nào sẽ mở đầu quyển mới. Số vẫn chạy liền, không quay lại 01.",
    reason: "Lý do",
    last_used: "Số cuối cùng máy đó đã dùng",
    last_used_hint: "Nếu biết qua giấy đã trả hoặc qua điện thoại. Các số đến đó mà chưa gửi về sẽ chờ bạn quyết định.",
    first: "Số đầu tiên ghi ở đây",
    volume_number: "Quyển số",
    volume_first: "Quyển này bắt đầu từ số",
    code: "Mã hồ sơ",
    document: "Giấy tờ thứ mấy trong hồ sơ",
    day: "Ngày ghi trên giấy",
    requester: "Người yêu cầu",
    paper: "Tên giấy tờ",
    signer: "Người ký",
    copies: "Số bản",
    fee: "Phí (đồng)",
    note: "Ghi chú",
    number_unreadable: "Ghi một số nguyên, ví dụ 38.",
    day_unreadable: "Ghi ngày như 23/11/2026.",
    amount_unreadable: "Ghi số tiền bằng chữ số, ví dụ 4.000.",
    no_dossier: "Không có hồ sơ mang mã này trên máy.",
    go_on: "Tiếp tục",
    cancel: "Thôi",
    change: "Sửa lại",
    sure: "Xem lại trước khi ghi",
    for_ever: "Ghi rồi thì không xóa, không sửa được.",
    confirm: "Ghi vào sổ",
    told,
    told_spoil_next: |reason| format!("Số tiếp theo của máy này ghi “bỏ”: {reason}"),
    done: |what| format!("Đã ghi: {what}."),
    closed_before: "Sổ đã khóa và ký. Số này sẽ hiện là thay đổi sau khi khóa, bên cạnh số liệu đã ký.",
    far_year: "Chỉ mở được sổ của năm trước, năm nay và năm sau.",
    supervisor: "Chỉ người phụ trách sổ làm được việc này.",
};

const CLOSE: BookClosingTexts = BookClosingTexts {
    title: |year| format!("Khóa sổ năm {year}"),
    close: "Khóa sổ",
    too_early: |day| format!("Sổ khóa từ {day}, sau việc cuối cùng của năm."),
    missing: "Chưa khóa được. Còn phải xong:",
    leases: |count| format!("{count} dải số còn ở các máy"),
    provisional: |count| format!("{count} việc chờ số"),
    conflicts: |count| format!("{count} số mâu thuẫn"),
    ready: "Không còn gì phải xong. Kiểm số liệu rồi khóa.",
    volume: "Quyển",
    numbers: "Các số",
    total: "Tổng",
    used: "Đã dùng",
    spoiled: "Bỏ",
    void: "Không dùng",
    settled: |count| format!("Trong đó {count} số theo quyết định của người phụ trách."),
    on_paper: |count| {
        format!("{count} số đã ghi trên giấy trước khi mở sổ ở đây, không tính trong bảng.")
    },
    empty: "Sổ không có số nào.",
    sum: "Cộng",
    signs: |name| format!("Người khóa sổ: {name}."),
    closed: "Sổ đã khóa. Số liệu đã ký:",
    closed_by: |name, at| format!("Người khóa sổ: {name}, {at}."),
    counted,
    reopen: "Mở lại sổ",
    reopen_title: |year| format!("Mở lại sổ năm {year}"),
    reopen_hint: "Chỉ mở lại khi còn việc phải ghi vào sổ năm đó. Số liệu đã ký được giữ lại kèm lý do. Các việc chờ được cấp số, sau đó khóa sổ với số liệu mới.",
    reopened_by: |name, at| format!("Người mở lại sổ: {name}, {at}."),
    former: "Các lần khóa trước đã mở lại",
    print: "In trang khóa sổ",
};

const PRINT: BookPrintTexts = BookPrintTexts {
    title: "In sổ hằng tháng",
    hint: "Mỗi tháng in các dòng chưa in, ký, đóng dấu giáp lai và đóng vào quyển.",
    none: "Chưa có dòng nào để in.",
    lines: |count| format!("{count} dòng"),
    due: |count| {
        if count == 0 {
            "đã in hết".into()
        } else {
            format!("{count} dòng chưa in")
        }
    },
    month: |month| format!("In tháng {month}"),
    again: |month| format!("In lại tháng {month}"),
    nothing_new: "Tháng này không còn dòng nào chưa in.",
    back: "Về sổ",
    noted: "Đã ghi nhận các dòng này đã in.",
    held: |count| format!("{count} số mâu thuẫn chưa vào bản in; hãy quyết định trước."),
};

/// A fact in words.
fn told(event: &Event) -> String {
    match event {
        Event::Opened(opened) => format!(
            "Sổ mở từ số {}, trong quyển {} bắt đầu từ số {}",
            opened.first, opened.volume.number, opened.volume.first
        ),
        Event::VolumeBegun(volume) => {
            format!("Quyển {} bắt đầu từ số {}", volume.number, volume.first)
        }
        Event::Asked(Asking::Numbers) => "Máy xin số".into(),
        Event::Asked(Asking::Nothing) => "Máy thôi xin số".into(),
        Event::Leased(leased) => {
            format!(
                "Giao số {} đến {}",
                leased.lease.run.first, leased.lease.run.last
            )
        }
        Event::Entered(entered) => format!("Ghi số {}", entered.number),
        Event::EnteredProvisionally(entered) => format!("Ghi số tạm {}", entered.reference),
        Event::Numbered(numbered) => {
            format!("{} nhận số {}", numbered.reference, numbered.number)
        }
        Event::Withdrawn(withdrawn) => {
            format!(
                "{} rút, không lấy số: {}",
                withdrawn.reference, withdrawn.reason
            )
        }
        Event::Spoiled(spoiled) => format!("Số {} ghi “bỏ”: {}", spoiled.number, spoiled.reason),
        Event::GivenBack(given) => format!("Trả lại từ số {}", given.from),
        Event::Reclaimed(reclaimed) => match reclaimed.last_used {
            Some(last) => format!(
                "Thu hồi dải số, máy đã dùng đến số {last}: {}",
                reclaimed.reason
            ),
            None => format!("Thu hồi dải số: {}", reclaimed.reason),
        },
        Event::Settled(settled) => {
            let number = settled.number;
            match &settled.settlement {
                Settlement::Used(_) => format!("Số {number} thuộc về việc đã chọn"),
                Settlement::FromPaper(entry) => {
                    format!(
                        "Số {number} ghi theo giấy: {}, {}",
                        entry.title, entry.requester
                    )
                }
                Settlement::Spoiled { reason } => format!("Số {number} ghi “bỏ”: {reason}"),
                Settlement::Void { reason } => format!("Số {number} ghi “không dùng”: {reason}"),
            }
        }
        Event::Printed(printed) => format!("In tháng {}", printed.month),
        Event::Closed(closing) => counted(&closing.counts),
        Event::Reopened(reopened) => format!("Mở lại sổ đã khóa: {}", reopened.reason),
    }
}

fn counted(counts: &Counts) -> String {
    format!(
        "Khóa sổ với {} số: {} đã dùng, {} bỏ, {} không dùng",
        counts.total(),
        counts.used,
        counts.spoiled,
        counts.void
    )
}

/// Why a rule of books says no.
pub(super) fn refusal(reason: &Refusal) -> String {
    match reason {
        Refusal::CivilRegister => {
            "Hộ tịch ghi vào phần mềm hộ tịch quốc gia; ở đây không có sổ này.".into()
        }
        Refusal::NotOpened => "Sổ này chưa mở.".into(),
        Refusal::OpenedBefore => "Sổ này đã mở trước đó.".into(),
        Refusal::Closed => "Sổ của năm đó đã khóa.".into(),
        Refusal::NotSupervisor => "Đây là việc của người phụ trách sổ.".into(),
        Refusal::NotClosed => "Sổ đang mở hoặc đã khóa lại lần khác; hãy xem lại sổ.".into(),
        Refusal::BadBeginning => {
            "Số bắt đầu phải từ 1 trở lên và quyển không được bắt đầu sau số đó.".into()
        }
        Refusal::TooEarly { from } => format!(
            "Chưa đến ngày làm việc này; sớm nhất là {}.",
            from.in_words()
        ),
        Refusal::OtherYear => "Ngày ghi không thuộc năm của sổ.".into(),
        Refusal::BookFull => "Sổ đã hết số.".into(),
        Refusal::VolumeOutOfOrder { number, first } => {
            format!("Quyển tiếp theo là quyển {number}, bắt đầu từ số {first}.")
        }
        Refusal::VolumeEmpty => "Quyển hiện tại chưa có số nào.".into(),
        Refusal::NotLeasable => "Dải số này không cấp được.".into(),
        Refusal::NoSuchLease => "Máy này không có dải số đó.".into(),
        Refusal::NotInLease { number } => format!("Số {number} không thuộc dải số của máy này."),
        Refusal::LeaseEnded { .. } => "Dải số này đã kết thúc.".into(),
        Refusal::NotAccounted { number } => format!("Chưa có thông tin gì về số {number}."),
        Refusal::UsedBeyond { number } => format!("Số {number} đã dùng."),
        Refusal::WrittenBefore { number } => format!("Số {number} đã ghi trước đó."),
        Refusal::NotGiven { number } => format!("Số {number} chưa được cấp."),
        Refusal::SubjectHasNumber { number } => {
            format!("Giấy tờ này đã có số {number}: mỗi bản chính một số trong một lần chứng thực.")
        }
        Refusal::SubjectIsProvisional => "Giấy tờ này đang mang số tạm, chờ số chính thức.".into(),
        Refusal::UnknownReference => "Không có số tạm này.".into(),
        Refusal::ReferenceTaken => "Số tạm này đã dùng cho việc khác.".into(),
        Refusal::ReferenceEnded => "Số tạm này đã có số chính thức hoặc đã rút.".into(),
        Refusal::TooManyProvisional { max } => {
            format!("Máy này đã có {max} việc chờ số. Hãy đồng bộ để nhận số trước khi ghi thêm.")
        }
        Refusal::NothingLeft => "Máy này không còn số nào của năm đó.".into(),
        Refusal::InConflict { number } => {
            format!("Số {number} đang mâu thuẫn: hãy quyết định trước.")
        }
        Refusal::NotInConflict { number } => format!("Số {number} không có mâu thuẫn."),
        Refusal::NotASettlement { number } => {
            format!("Không thể quyết định như vậy cho số {number}.")
        }
        Refusal::NotReady(missing) => not_ready(missing),
        Refusal::CountsDiffer => {
            "Số liệu khóa sổ không khớp với sổ. Hãy mở lại trang khóa sổ.".into()
        }
        Refusal::TooManyPrinted { max } => format!("Một lần in không quá {max} số."),
        Refusal::NotAMonth => "Tháng phải từ 1 đến 12.".into(),
        Refusal::ReasonMissing => "Hãy ghi lý do.".into(),
        Refusal::UnseenCharacter => "Có ký tự không nhìn thấy được; hãy gõ lại.".into(),
        Refusal::TextTooLong { max } => format!("Nội dung dài quá {max} ký tự."),
        Refusal::CopiesOutOfRange { max } => format!("Số bản phải từ 1 đến {max}."),
        Refusal::DocumentOutOfRange { max } => format!("Một hồ sơ có tối đa {max} giấy tờ."),
        Refusal::FeeOutOfRange { .. } => "Số tiền quá lớn.".into(),
        Refusal::WrongStep => "Bản nháp không làm được bước này.".into(),
        Refusal::OfficialNumberMissing => "Hãy ghi số trong phần mềm hộ tịch quốc gia.".into(),
    }
}

fn not_ready(missing: &Missing) -> String {
    format!(
        "Chưa khóa sổ được: còn {} dải số ở các máy, {} việc chờ số, {} số mâu thuẫn.",
        missing.leases.len(),
        missing.provisional.len(),
        missing.conflicts.len()
    )
}
