//! The device's side as a state machine: `step(state, input) -> effects`
//! (SPEC §C). Thin code in the host performs the effects.

mod backoff;
mod pace;

pub use backoff::backoff_ms;
pub use pace::Pace;

use crate::limits::HEARTBEAT_MS;
use crate::ruling::Position;

/// What the machine is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    /// Another tab leads; this one only watches.
    #[default]
    Following,
    /// Nothing under way; the heartbeat is set.
    Resting,
    /// One exchange is under way, never two (C2).
    Exchanging,
    /// The last try failed; the next is set.
    BackingOff,
}

/// The machine's state. Everything durable is in the store, none of it here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Client {
    /// What it is doing.
    pub phase: Phase,
    /// Failures since the last success.
    pub failures: u32,
    /// Something happened during an exchange that asks for another.
    again: bool,
    /// The cursor after the last exchange.
    after: Position,
    /// How far the stream has grown, by hints during an exchange.
    hinted: Position,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// This tab became the leader.
    Led,
    /// An officer recorded something, in any tab.
    Recorded,
    /// The server hinted that the stream has grown up to `head`; the greatest position
    /// where it does not know how far.
    Hinted {
        /// The position.
        head: Position,
    },
    /// The browser came online, or the tab came to the front.
    Awoke,
    /// A timer that this machine asked for ran out.
    TimerFired,
    /// An exchange was applied to the store.
    Applied {
        /// The outbox or the stream holds more.
        more: bool,
        /// The cursor.
        after: Position,
    },
    /// An exchange failed; `jitter` is a fresh random number.
    Failed {
        /// Chance, as an argument (I10).
        jitter: u32,
    },
}

/// What the host must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Run one exchange and report back.
    Exchange,
    /// Replace the timer.
    WakeAfter {
        /// Milliseconds.
        ms: u32,
    },
}

/// Advances the machine by one input.
#[must_use]
pub fn step(client: Client, input: Input) -> (Client, Option<Effect>) {
    match (client.phase, input) {
        (Phase::Following, Input::Led) => exchange(client),
        (Phase::Exchanging, Input::Applied { more, after }) => applied(client, more, after),
        (Phase::Exchanging, Input::Failed { jitter }) => failed(client, jitter),
        // Often a device's own: it is known only afterwards how far the answer reached.
        (Phase::Exchanging, Input::Hinted { head }) => (
            Client {
                hinted: client.hinted.max(head),
                ..client
            },
            None,
        ),
        (Phase::Resting, Input::Hinted { head }) if head <= client.after => (client, None),
        (Phase::Exchanging, Input::Recorded | Input::Awoke) => (
            Client {
                again: true,
                ..client
            },
            None,
        ),
        // A new record does not hurry a server that just failed; the network
        // coming back, or the officer looking at the screen, does (C4).
        (Phase::Following, _)
        | (_, Input::Led)
        | (Phase::Exchanging, Input::TimerFired)
        | (Phase::Resting | Phase::BackingOff, Input::Applied { .. } | Input::Failed { .. })
        | (Phase::BackingOff, Input::Recorded | Input::Hinted { .. }) => (client, None),
        (Phase::BackingOff, Input::Awoke | Input::TimerFired)
        | (
            Phase::Resting,
            Input::Recorded | Input::Hinted { .. } | Input::Awoke | Input::TimerFired,
        ) => exchange(client),
    }
}

fn exchange(client: Client) -> (Client, Option<Effect>) {
    (
        Client {
            phase: Phase::Exchanging,
            again: false,
            hinted: 0,
            ..client
        },
        Some(Effect::Exchange),
    )
}

fn applied(client: Client, more: bool, after: Position) -> (Client, Option<Effect>) {
    let client = Client {
        failures: 0,
        after,
        ..client
    };
    if more || client.again || client.hinted > after {
        return exchange(client);
    }
    let client = Client {
        phase: Phase::Resting,
        ..client
    };
    (client, Some(Effect::WakeAfter { ms: HEARTBEAT_MS }))
}

fn failed(client: Client, jitter: u32) -> (Client, Option<Effect>) {
    let failures = client.failures.saturating_add(1);
    let client = Client {
        phase: Phase::BackingOff,
        failures,
        again: false,
        hinted: 0,
        ..client
    };
    (
        client,
        Some(Effect::WakeAfter {
            ms: backoff_ms(failures, jitter),
        }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const MORE: Input = Input::Applied {
        more: true,
        after: 3,
    };

    fn applied(after: Position) -> Input {
        let more = false;
        Input::Applied { more, after }
    }

    fn run(inputs: &[Input]) -> (Client, Vec<Option<Effect>>) {
        inputs.iter().fold(
            (Client::default(), vec![]),
            |(client, mut effects), input| {
                let (client, effect) = step(client, *input);
                effects.push(effect);
                (client, effects)
            },
        )
    }

    #[test]
    fn c1_a_tab_that_does_not_lead_sends_nothing() {
        let (_, effects) = run(&[
            Input::Recorded,
            Input::Awoke,
            Input::Hinted { head: 9 },
            Input::TimerFired,
        ]);
        assert_eq!(effects, [None; 4]);
    }

    #[test]
    fn c2_one_exchange_at_a_time_and_nothing_forgotten() {
        let (client, effects) = run(&[Input::Led, Input::Recorded, Input::Recorded]);
        assert_eq!(effects, [Some(Effect::Exchange), None, None]);
        let (client, effect) = step(client, applied(3));
        assert_eq!(
            effect,
            Some(Effect::Exchange),
            "what was recorded meanwhile goes at once"
        );
        let (client, effect) = step(client, applied(3));
        assert_eq!(effect, Some(Effect::WakeAfter { ms: HEARTBEAT_MS }));
        assert_eq!(client.phase, Phase::Resting);
    }

    #[test]
    fn c3_a_backlog_goes_batch_by_batch_without_rest() {
        let (_, effects) = run(&[Input::Led, MORE]);
        assert_eq!(effects, [Some(Effect::Exchange), Some(Effect::Exchange)]);
    }

    #[test]
    fn c4_after_a_failure_only_time_or_the_network_tries_again() {
        let failed = Input::Failed { jitter: 0 };
        let (client, effects) = run(&[
            Input::Led,
            failed,
            Input::Recorded,
            Input::Hinted { head: 9 },
        ]);
        assert!(matches!(effects[1], Some(Effect::WakeAfter { .. })));
        assert_eq!(effects[2..], [None, None]);
        assert_eq!(step(client, Input::Awoke).1, Some(Effect::Exchange));
        assert_eq!(step(client, Input::TimerFired).1, Some(Effect::Exchange));
    }

    #[test]
    fn c5_success_forgets_the_failures() {
        let failed = Input::Failed { jitter: 0 };
        let (client, _) = run(&[
            Input::Led,
            failed,
            Input::TimerFired,
            failed,
            Input::TimerFired,
        ]);
        assert_eq!(client.failures, 2);
        assert_eq!(step(client, applied(3)).0.failures, 0);
    }

    #[test]
    fn c9_a_hint_of_what_an_answer_brought_asks_for_nothing() {
        let hinted = |head| Input::Hinted { head };
        let (client, effects) = run(&[Input::Led, hinted(2), hinted(3), applied(3)]);
        assert_eq!(effects[1..3], [None; 2]);
        assert_eq!(
            client.phase,
            Phase::Resting,
            "its own, heard before the answer"
        );
        assert_eq!(step(client, hinted(3)).1, None, "its own, heard after it");
        assert_eq!(step(client, hinted(4)).1, Some(Effect::Exchange));
        assert_eq!(
            step(client, hinted(Position::MAX)).1,
            Some(Effect::Exchange)
        );
        let (client, effects) = run(&[Input::Led, hinted(4), hinted(2), applied(3)]);
        assert_eq!(effects[3], Some(Effect::Exchange), "another's, meanwhile");
        let (_, effect) = step(client, applied(4));
        assert_eq!(effect, Some(Effect::WakeAfter { ms: HEARTBEAT_MS }));
    }
}
