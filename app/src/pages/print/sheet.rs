//! Drawing the paper: in a shadow of its own, so that the page's looks and the paper's
//! leave each other alone. Elements are made one by one and values become text nodes;
//! nothing is parsed.

use crate::components::qr_drawing;
use domain::form::{Drawn, Paper};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::Reflect;
use leptos::web_sys::{
    Document, EventTarget, HtmlElement, Node, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

const SVG: &str = "http://www.w3.org/2000/svg";
const PIXELS_PER_MM: f64 = 96.0 / 25.4;
/// What printers may round up.
const SLACK_MM: f64 = 2.0;
/// A copy begins a page; the space between copies is the screen's alone.
const STYLE: &str = ":host { display: block } \
    article + article { break-before: page } \
    @media screen { article { background: #fff; box-shadow: 0 1px 6px #0005 } \
    article + article { margin-block-start: 6mm } }";

/// What is drawn: the paper's style and its copies.
pub(super) type Copies = Option<(String, Vec<Vec<Drawn>>)>;

/// The copies as they will be printed, small enough for the screen.
#[component]
pub(super) fn SheetView(
    /// What.
    drawn: Memo<Copies>,
    /// On what.
    paper: Signal<Paper>,
    /// On its long side.
    turned: Memo<bool>,
    /// The height of the longest sheet in mm, once it is known.
    height: RwSignal<f64>,
) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let redraw = move || {
        let Some(place) = place.get() else { return };
        let place: &HtmlElement = &place;
        let outcome = drawn.with(|drawn| match drawn {
            Some((style, copies)) => draw(place, style, copies),
            None => Ok(()),
        });
        if let Err(error) = outcome {
            leptos::logging::error!("print: {error:?}");
        }
    };
    let fit = move || {
        if let Some(place) = place.get_untracked() {
            height.set(fitted(&place));
        }
    };
    Effect::new(move |_| {
        paper.track();
        turned.track();
        redraw();
        fit();
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| fit());
    on_cleanup(move || resized.remove());
    when_fonts_came(fit);
    let turn = move || turned.get().then_some("landscape");
    view! {
        <div class="preview">
            <div class="sheet" lang="vi" data-paper=move || paper.get().tag() data-turn=turn node_ref=place></div>
        </div>
    }
}

/// The paper is as long as its letters are wide: it is measured again with the font.
fn when_fonts_came(fit: impl Fn() + 'static) {
    let fonts = Reflect::get(&document(), &"fonts".into());
    let Some(fonts) = fonts.ok().and_then(|it| it.dyn_into::<EventTarget>().ok()) else {
        return;
    };
    let came = Closure::<dyn FnMut()>::new(fit);
    // A browser that takes no listener has measured once.
    drop(fonts.add_event_listener_with_callback("loadingdone", came.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((fonts, came));
    on_cleanup(move || {
        kept.with_value(|(fonts, came)| {
            let listener = came.as_ref().unchecked_ref();
            drop(fonts.remove_event_listener_with_callback("loadingdone", listener));
        });
    });
}

/// Makes the paper fit the screen; returns the height of its longest copy in mm.
fn fitted(place: &HtmlElement) -> f64 {
    let style = HtmlElement::style(place);
    // A property that cannot be set leaves the paper as large as it is.
    drop(style.set_property("--zoom", "1"));
    let around = place.parent_element().map_or(0, |it| it.client_width());
    let own = place.offset_width();
    let longest = articles(place)
        .iter()
        .map(HtmlElement::offset_height)
        .max()
        .map_or(0.0, f64::from);
    if own > around && around > 0 {
        let zoom = f64::from(around) / f64::from(own);
        drop(style.set_property("--zoom", &format!("{zoom:.3}")));
    }
    longest / PIXELS_PER_MM
}

fn articles(place: &HtmlElement) -> Vec<HtmlElement> {
    let Some(root) = place.shadow_root() else {
        return vec![];
    };
    let mut next = root.first_element_child();
    let mut articles = vec![];
    while let Some(element) = next {
        next = element.next_element_sibling();
        if let Ok(article) = element.dyn_into::<HtmlElement>()
            && article.tag_name() == "ARTICLE"
        {
            articles.push(article);
        }
    }
    articles
}

fn draw(place: &HtmlElement, style: &str, copies: &[Vec<Drawn>]) -> Result<(), JsValue> {
    let page = document();
    let root: ShadowRoot = match place.shadow_root() {
        Some(root) => root,
        None => place.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))?,
    };
    root.set_text_content(None);
    let rules = page.create_element("style")?;
    rules.set_text_content(Some(&format!("{STYLE} {style}")));
    root.append_child(&rules)?;
    for copy in copies {
        put_all(&page, &root, copy)?;
    }
    Ok(())
}

fn put_all(page: &Document, into: &Node, parts: &[Drawn]) -> Result<(), JsValue> {
    for part in parts {
        match part {
            Drawn::Text(text) => drop(into.append_child(&page.create_text_node(text))?),
            Drawn::Code(text) => drop(into.append_child(&code(page, text)?)?),
            Drawn::Element {
                tag,
                attributes,
                children,
            } => {
                let element = page.create_element(tag)?;
                for (name, value) in attributes {
                    element.set_attribute(name, value)?;
                }
                put_all(page, &element, children)?;
                into.append_child(&element)?;
            }
        }
    }
    Ok(())
}

/// A QR code, or the text where it is too long for one.
fn code(page: &Document, text: &str) -> Result<Node, JsValue> {
    let Some((size, path)) = qr_drawing(text) else {
        return Ok(page.create_text_node(text).unchecked_into());
    };
    let svg = page.create_element_ns(Some(SVG), "svg")?;
    for (name, value) in [
        ("viewBox", format!("0 0 {size} {size}")),
        ("role", "img".into()),
        ("aria-label", format!("QR {text}")),
        ("shape-rendering", "crispEdges".into()),
        ("width", "100%".into()),
        ("height", "100%".into()),
    ] {
        svg.set_attribute(name, &value)?;
    }
    let modules = page.create_element_ns(Some(SVG), "path")?;
    modules.set_attribute("d", &path)?;
    svg.append_child(&modules)?;
    Ok(svg.unchecked_into())
}

/// The size of the page that the printer is asked for.
#[component]
pub(super) fn PageSize(
    /// On what.
    paper: Signal<Paper>,
    /// On its long side.
    turned: Memo<bool>,
    /// The height of the longest sheet in mm.
    height: RwSignal<f64>,
) -> impl IntoView {
    let rule = move || {
        let size = match paper.get() {
            Paper::A4 if turned.get() => "297mm 210mm".to_owned(),
            Paper::A5 if turned.get() => "210mm 148mm".to_owned(),
            Paper::A4 => "210mm 297mm".to_owned(),
            Paper::A5 => "148mm 210mm".to_owned(),
            // A roll has no pages: one as long as the paper.
            Paper::Roll => format!("80mm {:.0}mm", (height.get() + SLACK_MM).ceil()),
        };
        format!("@page {{ size: {size}; margin: 0 }}")
    };
    view! { <style>{rule}</style> }
}
