//! A procedure as lines of text, for the terminal.

use core::fmt;

use domain::catalogue::{OnlineLevel, Procedure, ProcedureCard, format_day};

/// What the screens say, too, when something is not known.
pub const UNKNOWN: &str = "chưa có dữ liệu";

/// Prints a procedure as an officer would read it out.
#[derive(Debug)]
pub struct Shown<'p>(pub &'p Procedure);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let card = ProcedureCard::new(self.0);
        let or_unknown = |text: &str| {
            if text.is_empty() {
                UNKNOWN.to_owned()
            } else {
                text.to_owned()
            }
        };
        writeln!(f, "{}  {}", card.code, card.name)?;
        writeln!(f, "Lĩnh vực: {}", or_unknown(&card.field))?;
        writeln!(f, "Cơ quan: {}", or_unknown(&card.agencies.join("; ")))?;
        writeln!(
            f,
            "Quyết định công bố: {}",
            or_unknown(card.decision.as_deref().unwrap_or_default())
        )?;
        writeln!(
            f,
            "Không chờ: {}",
            if card.no_wait { "có" } else { "không" }
        )?;
        writeln!(f, "Trực tuyến: {}", online(card.online_level))?;
        let limits = card.limits.iter().map(|limit| {
            if limit.of.is_empty() {
                limit.text.clone()
            } else {
                format!("{} ({})", limit.text, limit.of)
            }
        });
        writeln!(
            f,
            "Thời hạn: {}",
            or_unknown(&limits.collect::<Vec<_>>().join("; "))
        )?;
        writeln!(
            f,
            "Phí, lệ phí: {}",
            or_unknown(card.fee.as_deref().unwrap_or_default())
        )?;
        writeln!(f, "Căn cứ: {}", or_unknown(&card.legal_basis.join("; ")))?;
        papers(f, &card)?;
        for (place, step) in card.steps.iter().enumerate() {
            writeln!(f, "Bước {}: {}\n{}", place + 1, step.name, step.text)?;
        }
        for origin in &card.origins {
            let day = origin
                .as_of
                .map_or_else(|| "không rõ ngày".to_owned(), format_day);
            let from = format_day(origin.effective_from);
            writeln!(
                f,
                "Nguồn: {} (số liệu đến {day}, áp dụng từ {from})",
                or_unknown(&origin.source)
            )?;
        }
        Ok(())
    }
}

fn papers(f: &mut fmt::Formatter<'_>, card: &ProcedureCard) -> fmt::Result {
    let check = if card.papers_need_check {
        " (cần kiểm tra)"
    } else {
        ""
    };
    if card.papers.is_empty() {
        return writeln!(f, "Giấy tờ: {UNKNOWN}");
    }
    writeln!(f, "Giấy tờ{check}:")?;
    for paper in &card.papers {
        let shown = if paper.shown_only {
            ", xuất trình rồi nhận lại"
        } else {
            ""
        };
        let when = if paper.when.is_empty() {
            String::new()
        } else {
            format!(" [{}]", paper.when)
        };
        writeln!(
            f,
            "- {}: {} bản chính, {} bản sao{shown}{when}",
            paper.name, paper.originals, paper.copies
        )?;
    }
    Ok(())
}

fn online(level: Option<OnlineLevel>) -> &'static str {
    match level {
        Some(OnlineLevel::Full) => "toàn trình",
        Some(OnlineLevel::Partial) => "một phần",
        Some(OnlineLevel::None) => "không",
        None => UNKNOWN,
    }
}
