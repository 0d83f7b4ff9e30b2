//! A paper as one page of HTML that needs nothing else: what a browser without a screen
//! makes a PDF of. Templates, values and style are those of the devices.

use app::components::qr_drawing;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::form::{Drawn, Paper, Template};

/// The faces of the serif, by weight and style.
const FACES: [(&str, &[u8]); 3] = [
    (
        "font-weight: 400",
        include_bytes!("../../../style/fonts/serif-regular.woff2"),
    ),
    (
        "font-weight: 700",
        include_bytes!("../../../style/fonts/serif-bold.woff2"),
    ),
    (
        "font-style: italic",
        include_bytes!("../../../style/fonts/serif-italic.woff2"),
    ),
];
/// Elements that have no inside.
const VOID: [&str; 3] = ["br", "col", "hr"];

/// The page. `None` for a roll, which has no size before it is drawn.
pub fn page(template: &Template, paper: Paper, sheets: &[Vec<Drawn>]) -> Option<String> {
    let (short, long) = match paper {
        Paper::A4 => (210, 297),
        Paper::A5 => (148, 210),
        Paper::Roll => return None,
    };
    let (width, height) = if template.landscape {
        (long, short)
    } else {
        (short, long)
    };
    let fonts = FACES.map(|(face, bytes)| {
        let bytes = STANDARD.encode(bytes);
        format!(
            "@font-face {{ font-family: \"Khong Cho Serif\"; {face}; \
            src: url(data:font/woff2;base64,{bytes}) }}"
        )
    });
    let drawn: String = sheets.iter().flatten().map(html).collect();
    let (fonts, style, tag) = (fonts.concat(), &template.style, paper.tag());
    Some(format!(
        "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>{key}</title>\
        <style>{fonts} @page {{ size: {width}mm {height}mm; margin: 0 }} \
        body {{ margin: 0 }} main {{ width: {width}mm }}</style>\
        <main data-paper=\"{tag}\"><template shadowrootmode=\"open\"><style>\
        :host {{ display: block }} article + article {{ break-before: page }} {style}</style>\
        {drawn}</template></main></html>\n",
        key = template.form.key(),
    ))
}

/// A part of the paper in HTML.
fn html(part: &Drawn) -> String {
    match part {
        Drawn::Text(text) => escaped(text),
        Drawn::Code(text) => code(text),
        Drawn::Element {
            tag,
            attributes,
            children,
        } => {
            let attribute = |(name, value): &(String, String)| {
                let value = escaped(value);
                format!(" {name}=\"{value}\"")
            };
            let attributes: String = attributes.iter().map(attribute).collect();
            let inside: String = children.iter().map(html).collect();
            if VOID.contains(&&**tag) {
                format!("<{tag}{attributes}>")
            } else {
                format!("<{tag}{attributes}>{inside}</{tag}>")
            }
        }
    }
}

/// A QR code, or the text where it is too long for one.
fn code(text: &str) -> String {
    let Some((size, path)) = qr_drawing(text) else {
        return escaped(text);
    };
    format!(
        "<svg viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\" width=\"100%\" \
        height=\"100%\"><path d=\"{path}\"/></svg>"
    )
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::forms::Files;
    use domain::form::{Drawn, Form, Paper};
    use domain::instant::Day;

    #[test]
    fn a_value_stays_a_text_and_the_page_has_its_size() {
        let forms = Files::default().forms().unwrap();
        let on = Day::from_ymd(2026, 11, 23).unwrap();
        let drawn = Drawn::Element {
            tag: "article".into(),
            attributes: vec![("class".into(), "a\"b".into())],
            children: vec![
                Drawn::Text("Sùng <b>Thị</b> & Chia".into()),
                Drawn::Code("H99".into()),
                Drawn::Element {
                    tag: "br".into(),
                    attributes: vec![],
                    children: vec![],
                },
            ],
        };
        let sheets = [vec![drawn]];
        let of = |form, paper| page(forms.template(form, on).unwrap(), paper, &sheets);
        let slip = of(Form::Slip, Paper::A5).unwrap();
        assert!(slip.contains("size: 148mm 210mm"));
        assert!(
            slip.contains(
                "<article class=\"a&quot;b\">Sùng &lt;b&gt;Thị&lt;/b&gt; &amp; Chia<svg "
            )
        );
        assert!(slip.contains("</svg><br></article>"));
        let book = of(Form::Tracking, Paper::A4).unwrap();
        assert!(book.contains("size: 297mm 210mm"));
        assert_eq!(of(Form::Slip, Paper::Roll), None);
    }
}
