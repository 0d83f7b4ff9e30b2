//! In giấy tờ của hồ sơ.

use crate::texts::PrintTexts;
use domain::form::{Form, Paper};

pub(super) const PRINT: PrintTexts = PrintTexts {
    form: |form| match form {
        Form::Slip => "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        Form::Supplement => "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        Form::Refusal => "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        Form::Apology => "Văn bản xin lỗi và đề nghị gia hạn",
        Form::Stop => "Thông báo dừng giải quyết hồ sơ",
    },
    open: |form| match form {
        Form::Slip => "In giấy tiếp nhận và hẹn trả",
        Form::Supplement => "In phiếu yêu cầu bổ sung",
        Form::Refusal => "In phiếu từ chối",
        Form::Apology => "In văn bản xin lỗi",
        Form::Stop => "In thông báo dừng giải quyết",
    },
    duty: "Hồ sơ này phải có giấy tiếp nhận và hẹn trả; máy này chưa in.",
    back: "Về hồ sơ",
    controls: "In giấy",
    paper: "Khổ giấy",
    paper_name: |paper| match paper {
        Paper::A4 => "A4",
        Paper::A5 => "A5",
        Paper::Roll => "80 mm",
    },
    copies: "Số bản",
    times: |times| format!("Máy này đã in {times} lần"),
    printed: |when, officer, copies, paper| format!("{when} · {officer} · {copies} bản, {paper}"),
    not_noted: "Lần in này chưa được ghi lại, bản in sau sẽ không đếm nó.",
    not_yet: "Hồ sơ chưa đến bước có giấy này.",
    no_appointment: "Hồ sơ chưa có hẹn trả; chỗ ghi giờ hẹn để trống.",
    no_template: "Máy chưa có mẫu giấy này. Hãy kết nối mạng một lần để tải về.",
};
