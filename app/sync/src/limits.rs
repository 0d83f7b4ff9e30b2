//! Every limit of the protocol, by name (SPEC §L).

/// Most envelopes one message carries: a request or a bundle (L1).
pub const BATCH_ENVELOPES_MAX: usize = 2_000;
/// Most bytes of envelopes one message carries, before compression (L1).
pub const BATCH_BYTES_MAX: usize = 1 << 20;
/// Most envelopes of a device's own in one request and the bundles after it (L1).
pub const REQUEST_ENVELOPES_MAX: usize = 8_000;
/// Most messages in one body (L1): checking a signature costs, and empty ones pack to
/// nothing.
pub const REQUEST_MESSAGES_MAX: usize = 256;
/// Bytes of envelopes in each of the messages that a device splits its outbox into
/// (C8): so much is at stake when the line is cut. Also all that it sends before it
/// knows the line, and the least however slow the line is (C6).
pub const PART_BYTES: usize = 32 << 10;
/// Most bytes of envelopes that a device sends in one request (C6): packed they are a
/// fraction of what it may have (L3).
pub const SENDING_BYTES_MAX: usize = 5 << 20;
/// The same where they pack to more than a request may have, or not at all (C6): with
/// what is around them they fit as they are.
pub const SENDING_PLAIN_BYTES_MAX: usize = 3_840 << 10;
/// How long the line may be busy with one request, in milliseconds (C6): a part tells
/// little of a quick line, which is to be filled by the next request all the same.
pub const SENDING_MS: u32 = 30_000;
/// Largest envelope (L2).
pub const ENVELOPE_BYTES_MAX: usize = 64 << 10;
/// Largest request body as it arrives (L3).
pub const REQUEST_BYTES_MAX: usize = 4 << 20;
/// Largest request body unpacked (L3). Not so many times its packed size: equal texts
/// pack without end.
pub const REQUEST_UNPACKED_BYTES_MAX: usize = 8 << 20;
/// Largest message of a body: a full batch, a full bundle carried along (L1) and what is
/// around them (L3).
pub const MESSAGE_BYTES_MAX: usize = 2 * BATCH_BYTES_MAX + (64 << 10);
/// Most events of news in one answer (L4).
pub const NEWS_ENVELOPES_MAX: usize = 8_000;
/// Most bytes of envelopes one answer carries; a single larger one cannot be (L4).
pub const NEWS_BYTES_MAX: usize = 4 << 20;
/// Most envelopes of one device that wait at the server for an earlier one (L5).
pub const HELD_PER_DEVICE_MAX: usize = 10_000;
/// Most envelopes of one device that are kept in quarantine (L6).
pub const QUARANTINED_PER_DEVICE_MAX: usize = 10_000;
/// Most bytes of one part of an upload (F5).
pub const PART_BYTES_MAX: usize = 1 << 20;
/// Most uploads of one unit that have begun and not ended (F8).
pub const UPLOADS_PER_UNIT_MAX: u64 = 200;
/// How long an upload is kept that nobody goes on with, in milliseconds (F8).
pub const UPLOAD_IDLE_MAX_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// How far beyond the server's clock a time is believed, and how far a device's
/// clock may be off before the officer is told, in milliseconds (T3, T5).
pub const CLOCK_AHEAD_MAX_MS: i64 = 5 * 60 * 1_000;
/// Longest wait between two tries, in milliseconds (C4).
pub const BACKOFF_MAX_MS: u32 = 60_000;
/// Shortest wait after a failure, in milliseconds (C4).
pub const BACKOFF_MIN_MS: u32 = 500;
/// Wait between two rounds when nothing happens, in milliseconds (C5).
pub const HEARTBEAT_MS: u32 = 30_000;
/// Most dossiers in a chunk of the baseline (P1).
pub const CHUNK_DOSSIERS: usize = 200;
/// Events after which the server brings the baseline up to the stream (P9): no more
/// than one answer carries.
pub const CUT_EVENTS: u64 = 2_000;
/// How long a chunk stays after it is out of force, in milliseconds (P8).
pub const CHUNK_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// Most events of one dossier that are given at once (P11).
pub const HISTORY_EVENTS_MAX: usize = 2_000;
/// How long after its reception a returned dossier stays on a device whole, in
/// milliseconds (P10).
pub const KEPT_WHOLE_MS: i64 = 400 * 24 * 60 * 60 * 1_000;
/// How long a device may have heard nothing of the server and ask for a session anew,
/// in milliseconds (N4).
pub const RENEWAL_HEARD_MAX_MS: i64 = 10 * 60 * 1_000;
/// How much the clock of the server that it heard may be ahead of the one that it
/// asks, in milliseconds (N4).
pub const RENEWAL_AHEAD_MAX_MS: i64 = 60 * 1_000;
/// Most earlier dossiers of which the server says that the same people may be in one (K7).
pub const SUSPICIONS_MAX: usize = 20;
