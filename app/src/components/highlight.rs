//! A name with the matched parts marked.

use domain::search::Span;
use leptos::prelude::*;

/// A name with the matched parts marked.
#[component]
pub fn Highlight(
    /// The whole name.
    text: String,
    /// The matched parts, in order, not touching.
    spans: Vec<Span>,
) -> impl IntoView {
    pieces(&text, &spans)
        .into_iter()
        .map(|(piece, marked)| {
            if marked {
                view! { <mark>{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
}

/// Cuts a text at the spans; a span that does not fit is left unmarked.
fn pieces(text: &str, spans: &[Span]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for span in spans {
        let (Some(before), Some(inside)) =
            (text.get(done..span.start), text.get(span.start..span.end))
        else {
            continue;
        };
        if !before.is_empty() {
            pieces.push((before.to_owned(), false));
        }
        pieces.push((inside.to_owned(), true));
        done = span.end;
    }
    if let Some(rest) = text.get(done..).filter(|rest| !rest.is_empty()) {
        pieces.push((rest.to_owned(), false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use domain::search::Span;

    #[test]
    fn a_name_is_cut_at_its_spans() {
        let cut = pieces(
            "Chứng thực",
            &[
                Span { start: 0, end: 7 },
                Span { start: 3, end: 4 },
                Span { start: 90, end: 99 },
            ],
        );
        assert_eq!(cut, [("Chứng".into(), true), (" thực".into(), false)]);
    }
}
