//! Numbers of legal documents, as the sources write them: `226/2016/TT-BTC`.

/// The text with the kind of document before each number whose ending tells it:
/// `Thông tư số 226/2016/TT-BTC`. A number that stands after its kind already,
/// and one whose ending tells nothing, stays as it is.
pub fn with_kinds(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 24);
    for piece in text.split_inclusive([' ', ';', '(', ')', ',']) {
        let number = piece.trim_end_matches([' ', ';', '(', ')', ',', '.']);
        if let Some(kind) = kind(number)
            && !says_its_kind(&out)
        {
            let first = out.trim_end().is_empty();
            let mut letters = kind.chars();
            match letters.next().filter(|_| !first) {
                Some(letter) => out.extend(letter.to_lowercase().chain(letters)),
                None => out.push_str(kind),
            }
            out.push_str(" số ");
        }
        out.push_str(piece);
    }
    out
}

/// The kind that the ending of a number tells.
fn kind(number: &str) -> Option<&'static str> {
    let (digits, ending) = number.split_once('/')?;
    if !digits.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    // `226/2016/TT-BTC`, and `40/NQ-CP` of a document without its year.
    let ending = match ending.split_once('/') {
        Some((year, rest)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => rest,
        Some(_) => return None,
        None => ending,
    };
    let word = ending.split('-').next()?;
    match word {
        "TT" => Some("Thông tư"),
        "TTLT" => Some("Thông tư liên tịch"),
        "NĐ" => Some("Nghị định"),
        "QĐ" => Some("Quyết định"),
        "NQ" => Some("Nghị quyết"),
        "NQLT" => Some("Nghị quyết liên tịch"),
        "CT" => Some("Chỉ thị"),
        // A law, a code or a resolution: the number does not tell which.
        _ if word.strip_prefix("QH").is_some_and(is_number) => Some("Văn bản của Quốc hội"),
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether what stands before a number names the document.
fn says_its_kind(before: &str) -> bool {
    let before = before.trim_end();
    [
        "số", "tư", "tịch", "định", "quyết", "thị", "Luật", "luật", "NĐ", "TT", "QĐ", "NQ",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::with_kinds;

    #[test]
    fn a_number_gets_the_kind_that_its_ending_tells() {
        for (text, told) in [
            ("226/2016/TT-BTC", "Thông tư số 226/2016/TT-BTC"),
            ("23/2015/NĐ-CP", "Nghị định số 23/2015/NĐ-CP"),
            ("66.7/2025/NQ-CP", "Nghị quyết số 66.7/2025/NQ-CP"),
            ("06/2020/QĐ-TTg", "Quyết định số 06/2020/QĐ-TTg"),
            ("60/2014/QH13", "Văn bản của Quốc hội số 60/2014/QH13"),
            (
                "226/2016/TT-BTC; một giấy tờ là một trường hợp",
                "Thông tư số 226/2016/TT-BTC; một giấy tờ là một trường hợp",
            ),
            (
                "Quy trình (23/2015/NĐ-CP, 280/2025/NĐ-CP); xã biên soạn",
                "Quy trình (nghị định số 23/2015/NĐ-CP, nghị định số 280/2025/NĐ-CP); xã biên soạn",
            ),
        ] {
            assert_eq!(with_kinds(text), told);
        }
    }

    #[test]
    fn what_tells_its_kind_or_tells_nothing_stays() {
        for text in [
            "thu theo Thông tư 281/2016/TT-BTC",
            "Nghị định số 23/2015/NĐ-CP",
            "https://dichvucong.gov.vn/thu-tuc/1/2/3",
            "Bản ghi thủ tục 1.000894 trên Cổng dịch vụ công",
            "09b/2013/BTP",
            "",
        ] {
            assert_eq!(with_kinds(text), text);
        }
    }
}
