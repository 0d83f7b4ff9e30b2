//! Which device has which numbers.

use super::act::Act;
use super::desk::Desk;
use super::device::Devices;
use super::supervisor::SupervisorsWord;
use crate::texts::{say, use_texts};
use domain::register::{LeaseRecord, LeaseSerial};
use leptos::prelude::*;

/// The leases: those that are out, then those that have ended.
#[component]
pub(super) fn Leases(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let list = move || {
        let book = desk.book()?;
        let devices = desk.devices(&book);
        let all = book.leases().cloned();
        let (out, ended): (Vec<_>, Vec<_>) = all.partition(LeaseRecord::is_out);
        let closed = book.closed.is_some();
        let none = out.is_empty();
        let whose = (!none && !closed).then(|| view! { <SupervisorsWord desk/> });
        let row = {
            let devices = devices.clone();
            move |record| view! { <Out desk record devices=devices.clone() closed/> }
        };
        let out = out.into_iter().map(row).collect_view();
        let ended = (!ended.is_empty()).then(|| view! { <Ended ended devices/> });
        Some(view! {
            {none.then(|| view! { <p>{say(|t| t.books.page.leases_none)}</p> })}
            {whose}
            <ul class="book-rows">{out}</ul>
            {ended}
        })
    };
    view! {
        <section class="card no-print" aria-labelledby="leases">
            <h2 id="leases">{say(|t| t.books.page.leases)}</h2>
            <p class="hint">{move || texts.get().books.page.leases_hint}</p>
            {list}
        </section>
    }
}

#[component]
fn Out(desk: Desk, record: LeaseRecord, devices: Devices, closed: bool) -> impl IntoView {
    let texts = use_texts();
    let unknown = record.unwritten();
    let own = devices.is_own(record.lease.device);
    let serial = record.lease.serial;
    // Also one's own: notes on it may be lost for good, and the year is to be closed.
    let reclaim = (!closed && desk.supervises()).then(|| {
        let id = act_id(serial);
        let (from, lease) = (id.clone(), record.lease.clone());
        let run = lease.run;
        let label = move || {
            (texts.get().books.act.reclaim)(&run.first.to_string(), &run.last.to_string())
        };
        let begin = move |_| desk.begin(Act::Reclaim(Box::new(lease.clone())), from.clone());
        view! {
            <button type="button" id=id class="button button--quiet" aria-label=label on:click=begin>
                {say(|t| t.books.act.reclaim_short)}
            </button>
        }
    });
    let told = move || {
        let words = &texts.get().books.page;
        let told = if own {
            words.lease_left
        } else {
            words.lease_unknown
        };
        told(unknown)
    };
    view! {
        <li class="book-row">
            <div class="book-row__entry">
                <Numbers record devices/>
                <p class="hint">
                    {told} ". "
                    {own.then(|| say(|t| t.books.page.lease_own))}
                </p>
            </div>
            {reclaim}
        </li>
    }
}

fn act_id(serial: LeaseSerial) -> String {
    format!("act-reclaim-{}", serial.0)
}

#[component]
fn Ended(ended: Vec<LeaseRecord>, devices: Devices) -> impl IntoView {
    let texts = use_texts();
    let count = ended.len();
    let rows = ended.into_iter().map(|record| {
        let end = record.end;
        let told = move || (texts.get().books.page.lease_end)(end.as_ref());
        view! {
            <li class="book-row">
                <div class="book-row__entry">
                    <Numbers record devices=devices.clone()/>
                    <p class="hint">{told}</p>
                </div>
            </li>
        }
    });
    view! {
        <details class="more">
            <summary>{move || (texts.get().books.page.leases_ended)(count)}</summary>
            <ul class="book-rows">{rows.collect_view()}</ul>
        </details>
    }
}

/// The numbers of a lease, their volume and whose they are.
#[component]
fn Numbers(record: LeaseRecord, devices: Devices) -> impl IntoView {
    let texts = use_texts();
    let lease = record.lease;
    let run = lease.run;
    let numbers =
        move || (texts.get().books.page.lease)(&run.first.to_string(), &run.last.to_string());
    let volume = move || (texts.get().books.page.lease_volume)(&lease.volume.to_string());
    let device = move || devices.name(lease.device, texts.get());
    view! { <p><strong>{numbers}</strong> ", " {volume} " · " {device}</p> }
}
