//! Every limit of the protocol, by name (SPEC §L).

/// Most envelopes one request carries (L1).
pub const BATCH_ENVELOPES_MAX: usize = 2_000;
/// Most bytes of envelopes one request carries, before compression (L1).
pub const BATCH_BYTES_MAX: usize = 1 << 20;
/// Bytes of a device's first batch, when it does not know the line yet (C6).
pub const BATCH_BYTES_FIRST: usize = 64 << 10;
/// Fewest bytes of a batch, however slow the line (C6).
pub const BATCH_BYTES_MIN: usize = 16 << 10;
/// How long the line may be busy with one batch, in milliseconds (C6).
pub const BATCH_MS: u32 = 10_000;
/// Largest envelope (L2).
pub const ENVELOPE_BYTES_MAX: usize = 64 << 10;
/// Largest request body, compressed or not (L3).
pub const REQUEST_BYTES_MAX: usize = 4 << 20;
/// Most news one answer carries (L4).
pub const NEWS_ENVELOPES_MAX: usize = 2_000;
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
pub const CUT_EVENTS: u64 = NEWS_ENVELOPES_MAX as u64;
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
