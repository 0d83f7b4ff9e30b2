//! Photos and scans: made smaller, kept, shown, and sent after the facts (SPEC §F).

use crate::browser::{self, log};
use crate::channel::Hint;
use crate::engine::{Desk, Engine};
use crate::host::host_error;
use crate::picture;
use crate::session;
use crate::transport::{self, TransportError};
use app::counter::{AttachmentView, HostError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::dossier::{ATTACHMENT_BYTES_MAX, Attachment, ContentHash, MediaType, Refusal};
use js_sys::{Array, Uint8Array};
use std::rc::Rc;
use std::time::Duration;
use store::{AttachmentRow, Paper, StoreError};
use sync::chain::Hash;
use sync::upload::PartSize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlInputElement, Url};

/// Breaks in a row after which the sync loop's own patience takes over.
const BREAKS_MAX: u32 = 8;
/// Wait after the first break; it doubles with each.
const PAUSE_MS: u64 = 250;

/// Reads the files chosen in the field `input`; each is ready to be kept.
pub(crate) async fn chosen(input: &str, name: &str) -> Result<Vec<Paper>, HostError> {
    let document = web_sys::window().and_then(|window| window.document());
    let field = document.and_then(|document| document.get_element_by_id(input));
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) else {
        return Ok(vec![]);
    };
    let files = field.files();
    let count = files.as_ref().map_or(0, web_sys::FileList::length);
    let mut papers = vec![];
    for at in 0..count {
        if let Some(file) = files.as_ref().and_then(|files| files.get(at)) {
            papers.push(paper(&file, name).await?);
        }
    }
    field.set_value("");
    Ok(papers)
}

/// One file, made as small as it may be and still be read.
async fn paper(file: &File, name: &str) -> Result<Paper, HostError> {
    let unreadable = || HostError::NotAPaper(file.name());
    let (content, thumbnail) = if file.type_() == MediaType::Pdf.name() {
        (bytes(file).await.ok_or_else(unreadable)?, vec![])
    } else {
        let picture = picture::readable(file).await;
        picture.map_err(|error| {
            log("picture", &browser::in_words(&error));
            unreadable()
        })?
    };
    let kind = MediaType::of_content(&content).ok_or_else(unreadable)?;
    let size_bytes = content.len() as u64;
    if size_bytes > ATTACHMENT_BYTES_MAX {
        let max = ATTACHMENT_BYTES_MAX;
        return Err(HostError::Refused(Refusal::AttachmentSize { max }));
    }
    let attachment = Attachment {
        hash: ContentHash(Hash::of(&content).0),
        kind,
        size_bytes,
        name: name.trim().to_owned(),
    };
    Ok(Paper {
        attachment,
        content,
        thumbnail,
    })
}

async fn bytes(blob: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// What this device has of these attachments.
pub(crate) async fn views(
    engine: &Engine,
    attachments: Vec<Attachment>,
) -> Result<Vec<AttachmentView>, HostError> {
    let hashes: Vec<_> = attachments.iter().map(|it| it.hash).collect();
    let store = &engine.desk()?.store;
    let rows = store.attachment_rows(&hashes).await.map_err(host_error)?;
    let view = |(attachment, row): (Attachment, Option<AttachmentRow>)| AttachmentView {
        attachment,
        thumbnail: row.as_ref().and_then(thumbnail),
        here: row.as_ref().is_some_and(|row| row.here),
        to_send: row.is_some_and(|row| row.sent_at.is_none()),
    };
    Ok(attachments.into_iter().zip(rows).map(view).collect())
}

fn thumbnail(row: &AttachmentRow) -> Option<String> {
    let kind = MediaType::of_content(&row.thumbnail)?;
    let bytes = STANDARD.encode(&row.thumbnail);
    Some(format!("data:{};base64,{bytes}", kind.name()))
}

/// Fetches an attachment and believes its hash alone.
pub(crate) async fn fetch(engine: &Rc<Engine>, attachment: Attachment) -> Result<(), HostError> {
    let desk = engine.desk()?;
    let hash = attachment.hash;
    let content = session::with(engine, &desk, async || transport::attachment(hash).await).await;
    let content = content.map_err(|error| match error {
        TransportError::Unreachable(_) => HostError::Unreachable,
        TransportError::Refused { status: 404, .. } => HostError::NotAtServer,
        TransportError::Refused { status: 401, .. } => HostError::SignedOut,
        other @ (TransportError::Refused { .. } | TransportError::Garbled(_)) => {
            HostError::Server(other.to_string())
        }
    })?;
    if Hash::of(&content).0 != attachment.hash.0 {
        return Err(HostError::Server("another content".into()));
    }
    let thumbnail = match blob(&content, attachment.kind) {
        Some(blob) if attachment.kind.is_image() => picture::thumbnail(&blob).await.ok(),
        Some(_) | None => None,
    };
    let paper = Paper {
        attachment,
        content,
        thumbnail: thumbnail.unwrap_or_default(),
    };
    let kept = desk.store.attachment_fetched(paper, browser::now()).await;
    kept.map_err(|error| engine.failed(error))?;
    learn_and_tell(engine).await.map_err(host_error)
}

/// Learns what has become of photos and scans, and lets the other tabs do so.
async fn learn_and_tell(engine: &Engine) -> Result<(), StoreError> {
    engine.channel.tell(&Hint::Papers);
    engine.learn_papers().await
}

/// An address for an attachment that is here. It lives as long as the tab.
pub(crate) async fn address(
    engine: &Engine,
    attachment: Attachment,
) -> Result<Option<String>, HostError> {
    let store = &engine.desk()?.store;
    let content = store.content(attachment.hash).await.map_err(host_error)?;
    let blob = content.and_then(|content| blob(&content, attachment.kind));
    Ok(blob.and_then(|blob| Url::create_object_url_with_blob(&blob).ok()))
}

fn blob(bytes: &[u8], kind: MediaType) -> Option<Blob> {
    let parts: JsValue = Array::of1(&Uint8Array::from(bytes).into()).into();
    let options = BlobPropertyBag::new();
    options.set_type(kind.name());
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()
}

/// Sends what has to be sent, while no fact waits; at most once at a time. The
/// leading tab calls this after each exchange that left nothing to do.
pub(crate) fn send(engine: &Rc<Engine>) {
    if engine.paused.get() || engine.uploading.replace(true) {
        return;
    }
    let engine = Rc::clone(engine);
    spawn_local(async move {
        let mut line = Line::default();
        while line.breaks < BREAKS_MAX {
            match send_all(&engine, &mut line).await {
                Ok(()) => break,
                Err(SendError::Transport(TransportError::Unreachable(_))) => {
                    line.breaks += 1;
                    line.part = line.part.broke();
                    let pause = PAUSE_MS << line.breaks;
                    gloo_timers::future::sleep(Duration::from_millis(pause)).await;
                }
                Err(SendError::Transport(error))
                    if error.wants_session() && renewed(&engine).await => {}
                // The next exchange comes soon enough.
                Err(error) => {
                    if let SendError::Store(error) = &error {
                        engine.wrote(Some(error));
                        engine.mend(error).await;
                    }
                    log("attachments", &error);
                    break;
                }
            }
        }
        engine.uploading.set(false);
        engine.sending.set(None);
        engine.show_sync();
    });
}

async fn renewed(engine: &Rc<Engine>) -> bool {
    match engine.desk() {
        Ok(desk) => session::renew(engine, &desk).await,
        Err(_) => false,
    }
}

/// What is known of the line.
#[derive(Default)]
struct Line {
    part: PartSize,
    /// Breaks since something last went through.
    breaks: u32,
}

#[derive(Debug, thiserror::Error)]
enum SendError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error("the server has more of it than there is")]
    Beyond,
}

async fn send_all(engine: &Rc<Engine>, line: &mut Line) -> Result<(), SendError> {
    let Ok(desk) = engine.desk() else {
        return Ok(());
    };
    for attachment in desk.store.to_send().await? {
        match send_one(engine, &desk, &attachment, line).await {
            Ok(false) => return Ok(()),
            // The next one; a refused event's attachment, or one whose event still
            // waits at the server, holds up no other.
            Ok(true) | Err(SendError::Transport(TransportError::Refused { status: 404, .. })) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Sends one attachment from where the server has it; says whether to go on.
async fn send_one(
    engine: &Rc<Engine>,
    desk: &Rc<Desk>,
    attachment: &Attachment,
    line: &mut Line,
) -> Result<bool, SendError> {
    let hash = attachment.hash;
    let Some(content) = desk.store.content(hash).await? else {
        return Ok(true);
    };
    let mut offset = transport::upload_offset(hash).await?;
    if offset == 0 {
        transport::upload_create(attachment).await?;
    }
    while offset < attachment.size_bytes {
        let same_desk = engine.desk().is_ok_and(|now| Rc::ptr_eq(&now, desk));
        if !same_desk || engine.paused.get() || engine.rows.borrow().waiting().0 > 0 {
            return Ok(false);
        }
        engine
            .sending
            .set(Some((hash, offset, attachment.size_bytes)));
        engine.show_sync();
        let part = line.part.of(&content, offset);
        if part.is_empty() {
            return Err(SendError::Beyond);
        }
        let start = browser::now();
        offset = match transport::upload_part(hash, offset, part).await {
            // Another device sends the same picture, or a part came further than
            // its answer.
            Err(TransportError::Refused { status: 409, .. }) => {
                transport::upload_offset(hash).await?
            }
            reply => reply?,
        };
        line.part = line.part.went(browser::now().0 - start.0);
        line.breaks = 0;
    }
    desk.store.attachment_sent(hash, browser::now()).await?;
    engine.sending.set(None);
    learn_and_tell(engine).await?;
    Ok(true)
}
