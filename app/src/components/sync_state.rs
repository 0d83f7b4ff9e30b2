//! The state of synchronisation, in words.

use crate::counter::{Counter, Link, Room, Session, SyncView};
use crate::texts::{Texts, use_texts};
use domain::instant::Instant;
use leptos::prelude::*;

/// How the state feels: it chooses the colour, never the meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateTone {
    /// Everything is at the server.
    Calm,
    /// Something is on its way.
    Busy,
    /// Something waits here.
    Waiting,
    /// A person must look.
    Attention,
}

impl StateTone {
    /// The name that style sheets use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Busy => "busy",
            Self::Waiting => "waiting",
            Self::Attention => "attention",
        }
    }
}

/// The state in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateWords {
    /// How it feels.
    pub tone: StateTone,
    /// What the officer reads.
    pub text: String,
}

/// Puts the figures of synchronisation into words.
pub fn state_words(texts: &Texts, view: &SyncView, now: Instant) -> StateWords {
    let words = &texts.frame.state;
    let waiting = match (view.waiting_dossiers, view.waiting_events) {
        (0, 0) => None,
        (0, events) => Some((words.waiting_facts)(events)),
        (dossiers, _) => Some((words.waiting)(dossiers)),
    };
    let (tone, mut parts) = match (view.link, view.receiving) {
        (Link::Starting, _) => (StateTone::Busy, vec![words.starting.to_owned()]),
        (Link::OutOfTouch, _) => (StateTone::Waiting, vec![words.offline.to_owned()]),
        (Link::Refused(_), _) => (StateTone::Attention, vec![words.refused.to_owned()]),
        (Link::Exchanging | Link::InTouch, Some((done, all))) => {
            (StateTone::Busy, vec![(words.receiving)(done, all)])
        }
        (Link::Exchanging | Link::InTouch, None) if view.paused => {
            (StateTone::Waiting, vec![words.paused.to_owned()])
        }
        (Link::Exchanging, None) if waiting.is_some() => {
            (StateTone::Busy, vec![words.sending.to_owned()])
        }
        // A quiet exchange every minute is nothing to tell anyone about.
        (Link::Exchanging | Link::InTouch, None) if waiting.is_some() => {
            (StateTone::Waiting, Vec::new())
        }
        (Link::Exchanging | Link::InTouch, None) => {
            (StateTone::Calm, vec![synced(texts, view, now)])
        }
    };
    parts.extend(waiting);
    let mut tone = tone;
    let attention = view.attention.saturating_add(view.conflicts);
    let attention = attention.saturating_add(view.cases);
    if attention > 0 {
        tone = StateTone::Attention;
        parts.push((words.attention)(attention));
    }
    match view.room {
        Room::Enough => {}
        Room::Short => parts.push(words.room_short.to_owned()),
        Room::None => {
            tone = StateTone::Attention;
            parts.push(words.room_none.to_owned());
        }
    }
    StateWords {
        tone,
        text: parts.join(" · "),
    }
}

fn synced(texts: &Texts, view: &SyncView, now: Instant) -> String {
    let words = &texts.frame.state;
    match view.last_contact {
        Some(at) if at.day() == now.day() => (words.synced_at)(&at.clock()),
        Some(at) => (words.synced_at)(&at.clock_and_day()),
        None => words.synced.to_owned(),
    }
}

/// The state of synchronisation, leading to its page. What changes is also
/// announced, but not the passing of time.
#[component]
pub fn SyncState() -> impl IntoView {
    let counter = Counter::expect();
    let texts = use_texts();
    let words = Memo::new(move |_| {
        counter
            .sync
            .with(|view| state_words(texts.get(), view, counter.now.get()))
    });
    // Nothing is exchanged for nobody.
    let idle = move || {
        counter
            .session
            .with(|session| *session == Session::SignedOut)
    };
    let announced = Memo::new(move |_| {
        if idle() {
            return String::new();
        }
        counter.sync.with(|view| {
            let timeless = SyncView {
                last_contact: None,
                receiving: None,
                sending: None,
                backlog: None,
                ..view.clone()
            };
            state_words(texts.get(), &timeless, Instant::default()).text
        })
    });
    view! {
        <a class="sync-state" href="/dong-bo" hidden=idle data-tone=move || words.get().tone.name()>
            <span class="sync-state__dot" aria-hidden="true"></span>
            <span class="sync-state__text">{move || words.get().text}</span>
        </a>
        <p class="visually-hidden" aria-live="polite">
            {announced}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::{StateTone, state_words};
    use crate::counter::{Link, Room, SyncView};
    use crate::texts::Language;
    use domain::instant::Instant;

    fn vietnamese(view: &SyncView) -> (StateTone, String) {
        let now = Instant(1_795_318_000_000);
        let words = state_words(Language::Vi.texts(), view, now);
        (words.tone, words.text)
    }

    #[test]
    fn room_that_runs_out_is_told_early() {
        let short = SyncView {
            link: Link::InTouch,
            room: Room::Short,
            ..SyncView::default()
        };
        assert_eq!(
            vietnamese(&short),
            (StateTone::Calm, "Đã đồng bộ · bộ nhớ sắp đầy".into())
        );
        let none = SyncView {
            room: Room::None,
            paused: true,
            ..short
        };
        assert_eq!(
            vietnamese(&none),
            (StateTone::Attention, "Tạm dừng gửi · bộ nhớ đầy".into())
        );
    }

    #[test]
    fn the_state_is_told_in_words() {
        let calm = SyncView {
            link: Link::InTouch,
            last_contact: Some(Instant(1_795_317_840_000)),
            ..SyncView::default()
        };
        assert_eq!(
            vietnamese(&calm),
            (StateTone::Calm, "Đã đồng bộ 10:24".into())
        );
        let polling = SyncView {
            link: Link::Exchanging,
            ..calm
        };
        assert_eq!(vietnamese(&polling).1, "Đã đồng bộ 10:24");
        let waiting = SyncView {
            waiting_dossiers: 3,
            ..calm
        };
        assert_eq!(
            vietnamese(&waiting),
            (StateTone::Waiting, "3 hồ sơ chờ gửi".into())
        );
        let facts = SyncView {
            waiting_events: 2,
            ..calm
        };
        assert_eq!(vietnamese(&facts).1, "2 việc chờ gửi");
        let sending = SyncView {
            link: Link::Exchanging,
            ..waiting
        };
        assert_eq!(vietnamese(&sending).1, "Đang gửi… · 3 hồ sơ chờ gửi");
        let offline = SyncView {
            link: Link::OutOfTouch,
            attention: 1,
            ..waiting
        };
        assert_eq!(
            vietnamese(&offline),
            (
                StateTone::Attention,
                "Ngoại tuyến · 3 hồ sơ chờ gửi · 1 việc cần xử lý".into()
            )
        );
    }
}
