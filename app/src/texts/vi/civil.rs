//! Civil status in Vietnamese.

use crate::texts::{CivilTexts, Label, Title, Unreadable};
use domain::civil::{ActKind, CivilFault, ExtractKind, Likeness, Registration};
use domain::dossier::Sex;
use domain::register::CivilStep;

pub(super) const CIVIL: CivilTexts = CivilTexts {
    label,
    hint,
    title,
    fault,
    unreadable: |it| match it {
        Unreadable::Date => "Không đọc được. Ghi dạng 05/09/1950, 09/1950 hoặc 1950.",
        Unreadable::Day => "Không đọc được ngày. Ghi dạng 05/09/2026.",
        Unreadable::Hour => {
            "Không đọc được giờ. Ghi dạng 14:30 hoặc 14 giờ; không rõ thì để trống."
        }
    },
    sex: |sex| match sex {
        Sex::Male => "Nam",
        Sex::Female => "Nữ",
    },
    registration: Registration::in_words,
    extract: |kind| match kind {
        ExtractKind::Birth => "Giấy khai sinh",
        ExtractKind::Marriage => "Trích lục kết hôn",
        ExtractKind::Death => "Trích lục khai tử",
        ExtractKind::Other => "Việc hộ tịch khác",
    },
    ticked: |on| if on { "có" } else { "không" },
    act,
    applicant_is: "Người yêu cầu là",
    applicant_other: "Người khác",
    as_applicant: "Lấy theo người yêu cầu ở trên.",
    not_register: "Đây là bản chuẩn bị. Sổ hộ tịch và phần mềm hộ tịch quốc gia mới là nơi đăng ký; máy in bản nháp và giữ việc này trong danh sách đối chiếu cho đến khi có số chính thức.",
    ages: |man, woman| format!("Tuổi kết hôn: nam từ đủ {man} tuổi, nữ từ đủ {woman} tuổi."),
    within: |days| format!("Đúng hạn: trong {days} ngày."),
    needs_check: |source| format!("Cần kiểm tra với văn bản: {source}"),
    late: "Đã quá hạn đăng ký: ghi “Quá hạn”.",
    late_unknown: "Chưa rõ đúng hạn hay quá hạn vì ngày không đủ; cán bộ chọn.",
    age_unknown: |years| {
        format!("Ngày sinh chưa đủ để biết đã đủ {years} tuổi hay chưa; xem giấy tờ.")
    },
    alike_title: "Có hồ sơ trước giống người này",
    alike_hint: "Hãy mở xem. Nếu vẫn nhận, ghi lý do: khác người, đã ly hôn, đăng ký lại…",
    likeness: |by| match by {
        Likeness::Identity => "trùng số định danh",
        Likeness::NameAndBirth => "trùng họ tên và ngày sinh",
    },
    received: |at| format!("nhận {at}"),
    draft: "Hộ tịch",
    draft_of: |kind| format!("Bản nháp: {}", act(kind)),
    draft_checked: "Người yêu cầu đã đọc hoặc nghe đọc lại, thấy đúng.",
    draft_unchecked: "Chưa được người yêu cầu kiểm tra: chưa in bản nháp.",
    draft_redrafted: "Bản nháp đã sửa, chưa kiểm tra lại: để người yêu cầu đọc hoặc nghe đọc lại rồi mới in.",
    check: "Người yêu cầu đã kiểm tra, thấy đúng",
    resolve_outstanding: "Việc này chưa ghi vào phần mềm hộ tịch quốc gia. Chỉ báo xong và trả kết quả khi đã ghi và kết quả đã được ký.",
    outstanding: "Chưa vào phần mềm hộ tịch quốc gia",
    official: |number, day| format!("Đã vào phần mềm hộ tịch quốc gia: số {number}, ngày {day}"),
    official_number: "Số trong sổ quốc gia",
    official_day: "Ngày đăng ký",
    enter: "Ghi đã vào phần mềm",
    take_back: "Ghi nhầm số, đưa lại vào danh sách",
    take_back_reason: "Lý do",
    done,
    redraft: "Sửa bản nháp",
    redraft_intro: "Sửa chỗ sai rồi lưu. Nội dung trước khi sửa vẫn còn trong quá trình của hồ sơ; người yêu cầu phải kiểm tra lại trước khi in. Thông tin của người yêu cầu sửa riêng ở trang hồ sơ.",
    redraft_save: "Lưu bản sửa",
    redraft_leave: "Về hồ sơ, chưa lưu",
    redraft_no_rule: "Thủ tục này không còn là việc hộ tịch ấy trong dữ liệu đang dùng nên không sửa được ở đây. Hãy báo người quản trị.",
    redrafted: |changes| format!("Sửa bản nháp, phải kiểm tra lại. {changes}"),
    differs: "Khác với bản đang lưu",
    differs_not: "Chưa có gì khác.",
    set_aside: "Bản sửa ở máy này chưa được ghi vì người khác đã sửa trước; nội dung vẫn còn giữ.",
    take_up: "Xem và sửa tiếp",
    in_cases: "Hồ sơ giống nhau, cần kết luận",
    in_cases_all: "Xem cả hai hồ sơ",
    cases_title: "Hai hồ sơ có thể của cùng một người",
    cases_intro: "Người nhận hồ sơ sau chưa biết hồ sơ trước. Mở cả hai để xem giấy tờ, rồi kết luận; máy không tự hủy hồ sơ nào.",
    case_away: "Hồ sơ nhận trước không có trên máy này. Mở để tải từ máy chủ",
    suspected: |by| format!("Máy chủ thấy có hồ sơ nhận trước {by}, cần kết luận"),
    case_same: "Cùng một người",
    case_different: "Khác người",
    case_reason: "Hãy ghi vì sao",
    judged: |same, reason| {
        if same {
            format!("Kết luận: cùng một người. {reason}")
        } else {
            format!("Kết luận: khác người. {reason}")
        }
    },
    national_title: "Chưa vào phần mềm hộ tịch quốc gia",
    national_intro: "Việc hộ tịch đã chuẩn bị ở đây mà chưa ghi số chính thức. Sau khi nhập vào phần mềm, ghi số và ngày đăng ký.",
    national_none: "Không còn việc hộ tịch nào chờ nhập.",
    national_count: |count| format!("{count} việc chờ nhập"),
};

fn act(act: ActKind) -> &'static str {
    match act {
        ActKind::Extract => "Bản sao trích lục hộ tịch",
        ActKind::Marriage => "Kết hôn",
        ActKind::Death => "Khai tử",
        ActKind::Birth => "Khai sinh",
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::Name => "Họ, chữ đệm, tên",
        Label::Born => "Ngày sinh",
        Label::Sex => "Giới tính",
        Label::Identity => "Số định danh",
        Label::Ethnicity => "Dân tộc",
        Label::Nationality => "Quốc tịch",
        Label::Residence => "Nơi cư trú",
        Label::LastResidence => "Nơi cư trú cuối cùng",
        Label::Died => "Ngày chết",
        Label::Hour => "Giờ",
        Label::DeathPlace => "Nơi chết",
        Label::BirthPlace => "Nơi sinh",
        Label::Home => "Quê quán",
        Label::Cause => "Nguyên nhân chết",
        Label::Notice => "Giấy báo tử: số",
        Label::NoticeDay => "Ngày của giấy",
        Label::NoticeIssuer => "Nơi cấp giấy",
        Label::BirthNotice => "Giấy chứng sinh: số",
        Label::Relation => "Quan hệ của người yêu cầu với người này",
        Label::Registration => "Loại đăng ký",
        Label::Again => "Đăng ký lại",
        Label::Since => "Là vợ chồng từ ngày",
        Label::Present => "Hai bên có mặt, đã xuất trình giấy tờ",
        Label::Willing => "Hai bên nói rõ là tự nguyện kết hôn",
        Label::Kind => "Loại giấy",
        Label::Event => "Tên việc hộ tịch",
        Label::Spouse => "Tên vợ hoặc chồng",
        Label::Number => "Số đăng ký",
        Label::Registered => "Ngày đăng ký",
        Label::RegisteredPlace => "Nơi đăng ký",
        Label::Confirmed => "Người yêu cầu đã đọc hoặc nghe đọc lại, thấy đúng",
        Label::ReadAloud => "Đã đọc cho người yêu cầu nghe",
        Label::Fingerprint => "Điểm chỉ thay chữ ký",
        Label::Interpreted => "Có người không thông thạo tiếng Việt, có người phiên dịch",
        Label::Interpreter => "Họ và tên người phiên dịch",
        Label::Language => "Ngôn ngữ phiên dịch",
        Label::InterpreterIdentity => "Số định danh của người phiên dịch",
        Label::Witnessed => "Có người không đọc, không ký được, có người làm chứng",
        Label::Witness => "Họ và tên người làm chứng",
        Label::WitnessIdentity => "Số định danh của người làm chứng",
        Label::Visited => "Đăng ký lưu động tại",
        Label::Despite => "Lý do vẫn nhận",
    }
}

fn hint(label: Label) -> &'static str {
    if matches!(label, Label::Born | Label::Died) {
        "05/09/1950, hoặc chỉ 1950"
    } else if label == Label::Hour {
        "không rõ thì để trống"
    } else if matches!(label, Label::Number | Label::Registered) {
        "nếu biết"
    } else if label == Label::Since {
        "khi khác ngày đăng ký"
    } else if label == Label::Language {
        "tiếng Mông, tiếng Dao…"
    } else if label == Label::Visited {
        "bản, thôn; để trống khi làm tại quầy"
    } else {
        ""
    }
}

fn title(title: Title) -> &'static str {
    match title {
        Title::Man => "Bên nam",
        Title::Woman => "Bên nữ",
        Title::Marriage => "Kết hôn",
        Title::Dead => "Người chết",
        Title::Death => "Việc chết",
        Title::Child => "Trẻ được khai sinh",
        Title::Birth => "Việc sinh",
        Title::Mother => "Mẹ",
        Title::Father => "Cha",
        Title::Extract => "Giấy cần cấp",
        Title::Subject => "Người trong giấy",
        Title::Helped => "Phiên dịch, làm chứng",
        Title::Taken => "Kiểm tra lại và ký",
    }
}

fn fault(fault: &CivilFault) -> String {
    match fault {
        CivilFault::Missing(_) => "Chưa ghi. Mục này phải có.".into(),
        CivilFault::IdentityLength(_) => {
            "Số định danh có 12 chữ số (chứng minh nhân dân cũ: 9). Hãy đếm lại.".into()
        }
        CivilFault::NotDigits(_) => "Số định danh chỉ có chữ số.".into(),
        CivilFault::Passport(_) => "Số hộ chiếu có 5 đến 20 chữ cái và chữ số, không dấu. Là người Việt Nam thì sửa quốc tịch.".into(),
        CivilFault::InFuture(_) => "Ngày này chưa tới. Hãy xem lại.".into(),
        CivilFault::TooLongAgo(_) => "Năm này quá xa. Hãy xem lại.".into(),
        CivilFault::TooLong(_) => "Dài quá 500 ký tự. Hãy viết gọn lại.".into(),
        CivilFault::Unseen(_) => "Có ký tự không nhìn thấy được. Hãy xóa rồi gõ lại.".into(),
        CivilFault::NotPresent(_) => "Hai bên phải cùng có mặt.".into(),
        CivilFault::NotWilling(_) => "Hai bên phải nói rõ là tự nguyện.".into(),
        CivilFault::SamePerson(_) => "Hai bên có cùng số định danh. Hãy xem lại.".into(),
        CivilFault::TooYoung { years, .. } => format!(
            "Chưa đủ {years} tuổi: chưa đăng ký kết hôn được. Vẫn nhận giấy tờ để trả lời bằng văn bản thì bỏ “Không chờ”, chọn “Giấy tờ chưa đủ: chỉ ghi nhận”."
        ),
        CivilFault::DiedBeforeBirth(_) => "Ngày chết trước ngày sinh. Hãy xem lại.".into(),
        CivilFault::NotReadAloud(_) => "Điểm chỉ thì phải đọc to cho người ấy nghe trước.".into(),
        CivilFault::ReasonMissing(_) => "Có hồ sơ trước giống. Hãy ghi lý do vẫn nhận.".into(),
    }
}

fn done(step: &CivilStep) -> String {
    match step {
        CivilStep::Checked | CivilStep::CheckedAs(_) => {
            "Người yêu cầu kiểm tra bản nháp, thấy đúng".into()
        }
        CivilStep::PrintedDraft => "In bản nháp".into(),
        CivilStep::Changed => "Sửa bản nháp, phải kiểm tra lại".into(),
        CivilStep::EnteredNationally(official) => format!(
            "Đã vào phần mềm hộ tịch quốc gia: số {}, ngày {}",
            official.number, official.day
        ),
        CivilStep::TakenBack(reason) => format!("Bỏ số đã ghi của phần mềm quốc gia: {reason}"),
    }
}
