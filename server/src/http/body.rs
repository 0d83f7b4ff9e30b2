//! Bodies: a request's is read within a size, a time and a share of memory, and a large
//! answer has a share as well.

use super::Problem;
use axum::body::{Body, Bytes, HttpBody};
use core::future::poll_fn;
use core::pin::Pin;
use futures_util::{StreamExt, stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use sync::limits::REQUEST_BYTES_MAX;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

/// Memory for the bodies that are being read and worked on, in KiB; past it
/// requests are told to come back (X8). A quarter of a small machine's gigabyte.
pub(crate) const MEMORY_KIB: usize = 256 << 10;
/// Longest silence within a body. A line that is only slow still moves.
const SILENCE_MAX: Duration = Duration::from_secs(15);
/// Longest time for a whole body: a device gives up after as long itself.
const WHOLE_MAX: Duration = Duration::from_mins(2);
/// How much of a body is read before anybody asks for it, in KiB.
const AHEAD_KIB: usize = 512;
/// How much of a large answer is handed on at once.
const PIECE_BYTES: usize = 64 << 10;
/// How much of a refused body is taken and thrown away, and for how long.
const POURED_BYTES_MAX: usize = 2 * REQUEST_BYTES_MAX;
const POUR_TIME_MAX: Duration = Duration::from_secs(5);

/// A body and its share of the memory, which is given back when this is dropped.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) bytes: Vec<u8>,
    _share: Share,
}

/// Some of the memory, until it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    memory: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Share {
    /// None of it yet.
    pub(super) fn of(memory: &Arc<Semaphore>) -> Self {
        let memory = Arc::clone(memory);
        Self { memory, held: None }
    }

    /// Gives back what is beyond `bytes`.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        if let Some(held) = &mut self.held {
            let more = held.num_permits().saturating_sub(bytes.div_ceil(1 << 10));
            drop(held.split(more));
        }
    }

    /// A body that keeps the share for as long as it is not sent.
    pub(super) fn send(self, bytes: Vec<u8>) -> Body {
        let left = (Bytes::from(bytes), self);
        let pieces = stream::unfold(left, |(mut left, share)| async move {
            let piece = left.split_to(left.len().min(PIECE_BYTES));
            (!piece.is_empty()).then(|| (Ok::<_, Infallible>(piece), (left, share)))
        });
        // What packs a body asks once more after its end.
        Body::from_stream(pieces.fuse())
    }

    /// Makes the share at least `bytes`; never waits, so that two cannot wait for
    /// each other.
    pub(super) fn grow_to(&mut self, bytes: usize) -> Result<(), Problem> {
        let held = self
            .held
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let more = bytes.div_ceil(1 << 10).saturating_sub(held);
        let more = u32::try_from(more).map_err(|_| Problem::Busy)?;
        let more = Arc::clone(&self.memory).try_acquire_many_owned(more);
        let more = more.map_err(|_| Problem::Busy)?;
        match &mut self.held {
            Some(held) => held.merge(more),
            None => self.held = Some(more),
        }
        Ok(())
    }
}

/// Reads a body of at most `bytes_max`.
pub(super) async fn read(
    body: Body,
    bytes_max: usize,
    memory: &Arc<Semaphore>,
) -> Result<Received, Problem> {
    let mut arriving = Arriving::new(body, bytes_max, memory);
    match arriving.collect().await {
        Ok(bytes) => Ok(Received {
            bytes,
            _share: arriving.share,
        }),
        Err(problem) => Err(arriving.refuse(problem).await),
    }
}

/// A body as it arrives, and its share of the memory.
///
/// What does not come at once is read ahead of whoever works on it: a connection that is
/// reset takes with it what nobody has read yet (RFC 9293 §3.10.7.4), and a long body on a
/// line that breaks would lose more than was on its way.
#[derive(Debug)]
pub(super) struct Arriving {
    source: Source,
    share: Share,
}

#[derive(Debug)]
enum Source {
    Here(Reader),
    Ahead {
        /// Nothing after the last: a channel that closes before has lost its reader.
        pieces: UnboundedReceiver<Result<Option<Piece>, Problem>>,
        /// Nothing follows what was taken last.
        ended: bool,
        reader: JoinHandle<()>,
    },
}

/// Some bytes of a body, with their shares of what is read ahead and of the memory.
#[derive(Debug)]
struct Piece {
    bytes: Bytes,
    is_last: bool,
    _shares: [OwnedSemaphorePermit; 2],
}

impl Arriving {
    /// A body of at most `bytes_max`.
    pub(super) fn new(body: Body, bytes_max: usize, memory: &Arc<Semaphore>) -> Self {
        let share = Share::of(memory);
        let source = Source::Here(Reader {
            body,
            size: 0,
            bytes_max,
            until: Instant::now() + WHOLE_MAX,
        });
        Self { source, share }
    }

    /// The next bytes; `None` at the end.
    pub(super) async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        match &mut self.source {
            Source::Here(reader) => {
                let bytes = reader.next().await?;
                if !reader.body.is_end_stream() {
                    let memory = Arc::clone(&self.share.memory);
                    self.source = reader.go_ahead(memory);
                }
                Ok(bytes)
            }
            Source::Ahead { ended: true, .. } => Ok(None),
            Source::Ahead { pieces, ended, .. } => {
                let lost = || Problem::Malformed("nobody reads it any more".into());
                let piece = pieces.recv().await.ok_or_else(lost)??;
                *ended = piece.as_ref().is_none_or(|piece| piece.is_last);
                Ok(piece.map(|piece| piece.bytes))
            }
        }
    }

    /// Whether it is known that nothing more will come.
    pub(super) fn has_ended(&self) -> bool {
        match &self.source {
            Source::Here(reader) => reader.body.is_end_stream(),
            Source::Ahead { ended, .. } => *ended,
        }
    }

    /// Asks for room for `bytes` in all.
    pub(super) fn grow_to(&mut self, bytes: usize) -> Result<(), Problem> {
        self.share.grow_to(bytes)
    }

    /// Lets the client finish, so that it reads why it was refused.
    pub(super) async fn refuse(self, problem: Problem) -> Problem {
        match self.source {
            _ if matches!(problem, Problem::TooSlow) => {}
            Source::Here(mut reader) => pour_away(&mut reader.body).await,
            Source::Ahead { pieces, reader, .. } => {
                drop(pieces);
                // It pours away what nobody takes.
                drop(reader.await);
            }
        }
        problem
    }

    async fn collect(&mut self) -> Result<Vec<u8>, Problem> {
        let mut all = Vec::new();
        while let Some(bytes) = self.next().await? {
            self.grow_to(all.len() + bytes.len())?;
            all.extend_from_slice(&bytes);
        }
        Ok(all)
    }
}

/// A body within its limits.
#[derive(Debug)]
struct Reader {
    body: Body,
    /// Bytes that have come.
    size: usize,
    bytes_max: usize,
    until: Instant,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Bytes>, Problem> {
        let silence = Instant::now() + SILENCE_MAX;
        loop {
            let frame = poll_fn(|context| Pin::new(&mut self.body).poll_frame(context));
            let frame = timeout_at(silence.min(self.until), frame).await;
            let Some(frame) = frame.map_err(|_| Problem::TooSlow)? else {
                return Ok(None);
            };
            let frame = frame.map_err(|error| Problem::Malformed(error.to_string()))?;
            // What is no data is a trailer, and says nothing here.
            let Ok(bytes) = frame.into_data() else {
                continue;
            };
            self.size += bytes.len();
            if self.size > self.bytes_max {
                return Err(Problem::TooLarge(format!("over {} bytes", self.bytes_max)));
            }
            return Ok(Some(bytes));
        }
    }

    /// Reads the rest whether or not somebody waits for it.
    fn go_ahead(&mut self, memory: Arc<Semaphore>) -> Source {
        let body = core::mem::take(&mut self.body);
        let (sender, pieces) = unbounded_channel();
        Source::Ahead {
            pieces,
            ended: false,
            reader: tokio::spawn(Self { body, ..*self }.run(sender, memory)),
        }
    }

    /// The next bytes, once there is room for them: until then the line waits.
    async fn piece(&mut self, rooms: [&Arc<Semaphore>; 2]) -> Result<Option<Piece>, Problem> {
        let Some(bytes) = self.next().await? else {
            return Ok(None);
        };
        let kib = bytes.len().div_ceil(1 << 10).min(AHEAD_KIB);
        let kib = u32::try_from(kib).unwrap_or(u32::MAX);
        let share = |room: &Arc<Semaphore>| {
            let share = Arc::clone(room).acquire_many_owned(kib);
            timeout_at(self.until, share)
        };
        let [ahead, memory] = rooms.map(share);
        let shares = [ahead.await, memory.await];
        let shares = shares.map(|share| share.ok().and_then(Result::ok));
        let [Some(ahead), Some(memory)] = shares else {
            return Err(Problem::TooSlow);
        };
        Ok(Some(Piece {
            bytes,
            is_last: self.body.is_end_stream(),
            _shares: [ahead, memory],
        }))
    }

    /// Reads to the end, or to what is wrong. What nobody takes any more is thrown away.
    async fn run(
        mut self,
        pieces: UnboundedSender<Result<Option<Piece>, Problem>>,
        memory: Arc<Semaphore>,
    ) {
        let ahead = Arc::new(Semaphore::new(AHEAD_KIB));
        loop {
            let piece = tokio::select! {
                piece = self.piece([&ahead, &memory]) => piece,
                () = pieces.closed() => break,
            };
            let goes_on = matches!(&piece, Ok(Some(piece)) if !piece.is_last);
            let is_slow = matches!(piece, Err(Problem::TooSlow));
            let is_taken = pieces.send(piece).is_ok();
            if is_slow {
                return;
            }
            if !(goes_on && is_taken) {
                break;
            }
        }
        pour_away(&mut self.body).await;
    }
}

/// Refuses a request whose body nobody has looked at.
pub(super) async fn refuse(mut body: Body, problem: Problem) -> Problem {
    pour_away(&mut body).await;
    problem
}

/// Lets the client finish, within reason: it reads the answer only then, and a
/// connection closed on it looks like no network at all.
async fn pour_away(body: &mut Body) {
    let mut bytes = 0;
    let pour = async {
        while let Some(Ok(frame)) =
            poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await
        {
            bytes += frame.data_ref().map_or(0, Bytes::len);
            if bytes > POURED_BYTES_MAX {
                break;
            }
        }
    };
    // What has not come by then is cut off.
    drop(timeout(POUR_TIME_MAX, pour).await);
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::to_bytes;
    use std::io;
    use tokio::sync::Notify;

    fn memory(kib: usize) -> Arc<Semaphore> {
        Arc::new(Semaphore::new(kib))
    }

    /// A body that sends some bytes and then falls silent.
    fn stalled(bytes: usize) -> Body {
        let chunk = Ok::<_, Infallible>(Bytes::from(vec![0; bytes]));
        Body::from_stream(stream::once(std::future::ready(chunk)).chain(stream::pending()))
    }

    #[tokio::test(start_paused = true)]
    async fn a_silent_body_is_given_up_and_its_memory_given_back() {
        let memory = memory(8);
        let problem = read(stalled(5_000), 10_000, &memory).await.unwrap_err();
        assert!(matches!(problem, Problem::TooSlow));
        assert_eq!(memory.available_permits(), 8);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_drips_for_ever_is_given_up() {
        let drip = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some((Ok::<_, Infallible>(Bytes::from_static(b"x")), ()))
        });
        let problem = read(Body::from_stream(drip), 10_000, &memory(8)).await;
        assert!(matches!(problem.unwrap_err(), Problem::TooSlow));
    }

    #[tokio::test]
    async fn what_does_not_fit_in_memory_is_told_to_come_back() {
        let memory = memory(8);
        let first = read(Body::from(vec![0; 5_000]), 10_000, &memory).await;
        let second = read(Body::from(vec![0; 5_000]), 10_000, &memory).await;
        assert!(matches!(second.unwrap_err(), Problem::Busy));
        drop(first);
        read(Body::from(vec![0; 5_000]), 10_000, &memory)
            .await
            .unwrap();
    }

    /// The connection may break while somebody works on what came first.
    #[tokio::test]
    async fn x9_the_rest_of_a_body_is_read_before_anybody_asks_for_it() {
        let memory = memory(8);
        let read = Arc::new(Notify::new());
        let last = {
            let read = Arc::clone(&read);
            stream::once(async move {
                read.notify_one();
                Err(io::Error::from(io::ErrorKind::ConnectionReset))
            })
        };
        let came = [vec![1; 1_000], vec![2; 3_000]].map(|bytes| Ok(Bytes::from(bytes)));
        let body = Body::from_stream(stream::iter(came).chain(last));
        let mut arriving = Arriving::new(body, 10_000, &memory);
        assert_eq!(arriving.next().await.unwrap().unwrap().len(), 1_000);
        let limit = Duration::from_mins(1);
        timeout(limit, read.notified()).await.unwrap();
        assert_eq!(memory.available_permits(), 5, "what waits has its share");
        assert_eq!(arriving.next().await.unwrap().unwrap().len(), 3_000);
        assert_eq!(memory.available_permits(), 8);
        assert!(matches!(
            arriving.next().await.unwrap_err(),
            Problem::Malformed(_)
        ));
    }

    #[tokio::test]
    async fn what_is_read_ahead_keeps_the_limit_of_the_body() {
        let pieces = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from(vec![0; 4_000])));
        let mut arriving = Arriving::new(Body::from_stream(pieces.take(9)), 10_000, &memory(64));
        let mut came = 0;
        let problem = loop {
            match arriving.next().await {
                Ok(piece) => came += piece.unwrap().len(),
                Err(problem) => break problem,
            }
        };
        assert_eq!(came, 8_000);
        let problem = arriving.refuse(problem).await;
        assert!(matches!(problem, Problem::TooLarge(_)));
    }

    #[tokio::test]
    async fn a_large_answer_keeps_its_share_until_it_is_sent() {
        let memory = memory(1_024);
        let mut share = Share::of(&memory);
        share.grow_to(1 << 20).unwrap();
        assert!(matches!(
            Share::of(&memory).grow_to(1).unwrap_err(),
            Problem::Busy
        ));
        share.shrink_to(200 << 10);
        assert_eq!(memory.available_permits(), 824);
        let answer = vec![7; 200 << 10];
        let body = share.send(answer.clone());
        assert_eq!(memory.available_permits(), 824);
        assert_eq!(to_bytes(body, 1 << 20).await.unwrap(), answer);
        assert_eq!(memory.available_permits(), 1_024);
    }
}
