//! Prints of a dossier's papers. They are facts of the dossier, so that whichever device
//! prints next, its paper says which print it is.

use super::refusal::Refusal;
use super::state::{Dossier, Happening};
use crate::id::DeviceId;
use crate::officer::Origin;
use crate::print::{Form, PrintLog, Printing};

impl Dossier {
    /// What was printed of it, without what did not come out of the printer.
    pub fn prints(&self) -> PrintLog {
        let mut log = PrintLog::default();
        for (_, printing) in self.printed() {
            log.add(printing);
        }
        log
    }

    /// The same dossier, as if nothing had been printed of it: what its papers tell.
    #[must_use]
    pub fn without_prints(mut self) -> Self {
        let print =
            |what: &Happening| matches!(what, Happening::Printed(_) | Happening::NotPrinted(_));
        self.timeline.retain(|entry| !print(&entry.what));
        self
    }

    /// Notes that what this device printed last of a form did not come out.
    ///
    /// # Errors
    /// [`Refusal::NothingToChange`] where the device has printed none.
    pub(super) fn take_print_back(&self, form: Form, origin: Origin) -> Result<Self, Refusal> {
        let printed = self.printed();
        let latest = latest(&printed, origin.device, form);
        latest.ok_or(Refusal::NothingToChange)?;
        Ok(self.noted(Happening::NotPrinted(form), origin))
    }

    /// The prints that count, with the device that made each.
    fn printed(&self) -> Vec<(DeviceId, Printing)> {
        let mut prints = vec![];
        for entry in &self.timeline {
            let origin = entry.origin;
            if let Happening::Printed(printout) = &entry.what {
                let printing = Printing {
                    form: printout.form,
                    at: origin.at(),
                    officer: origin.officer,
                    copies: printout.copies,
                    paper: printout.paper,
                };
                prints.push((origin.device, printing));
            } else if let Happening::NotPrinted(form) = &entry.what
                && let Some(at) = latest(&prints, origin.device, *form)
            {
                prints.remove(at);
            }
        }
        prints
    }
}

/// Where a device's latest print of a form is.
fn latest(prints: &[(DeviceId, Printing)], device: DeviceId, form: Form) -> Option<usize> {
    let made = |(by, print): &(DeviceId, Printing)| *by == device && print.form == form;
    prints.iter().rposition(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{
        Applicant, Command, DeviceTag, Event, LocalCode, ProcedurePin, Reception, decide,
    };
    use crate::hybrid::HybridTime;
    use crate::id::{DossierId, EventId, OfficerId, UnitId};
    use crate::instant::Instant;
    use crate::print::{Paper, Printout};
    use uuid::Uuid;

    const NOW: Instant = Instant(1_795_420_800_000);

    fn origin(device: u128) -> Origin {
        Origin {
            event: EventId(Uuid::from_u128(1)),
            officer: OfficerId(Uuid::from_u128(2)),
            device: DeviceId(Uuid::from_u128(device)),
            time: HybridTime::of(NOW),
        }
    }

    fn received() -> Dossier {
        let unit = UnitId("H15.50".into());
        let code = LocalCode::new(&unit, NOW.day().unwrap(), &DeviceTag::from_ordinal(0), 1);
        let procedure = ProcedurePin {
            code: "1.000894".into(),
            name: "Đăng ký kết hôn".into(),
            effective_from: None,
        };
        let applicant = Applicant {
            name: "Giàng A Páo".into(),
            ..Applicant::default()
        };
        let reception = Reception::new(procedure, applicant).with_code(code);
        let event = Event::Received(Box::new(reception));
        Dossier::apply(None, DossierId(Uuid::nil()), &event, origin(1)).unwrap()
    }

    fn after(dossier: &Dossier, event: &Event, device: u128) -> Result<Dossier, Refusal> {
        Dossier::apply(Some(dossier), dossier.id, event, origin(device))
    }

    fn print(form: Form) -> Event {
        Event::Printed(Printout {
            form,
            copies: 2,
            paper: Paper::A5,
        })
    }

    #[test]
    fn prints_of_every_device_count_by_form() {
        let mut dossier = received();
        for (form, device) in [(Form::Slip, 1), (Form::Receipt, 1), (Form::Slip, 2)] {
            dossier = after(&dossier, &print(form), device).unwrap();
        }
        let log = dossier.prints();
        assert_eq!((log.times(Form::Slip), log.times(Form::Receipt)), (2, 1));
        assert_eq!(log.times(Form::Supplement), 0);
        assert_eq!(dossier.without_prints(), received());
    }

    #[test]
    fn what_did_not_come_out_counts_no_more_and_stays_in_the_timeline() {
        let mut dossier = received();
        for (event, device) in [
            (print(Form::Slip), 1),
            (print(Form::Slip), 2),
            (Event::NotPrinted(Form::Slip), 1),
        ] {
            dossier = after(&dossier, &event, device).unwrap();
        }
        assert_eq!(dossier.prints().times(Form::Slip), 1);
        assert_eq!(dossier.timeline.len(), 4);
        let again = after(&dossier, &Event::NotPrinted(Form::Slip), 1);
        assert_eq!(again, Err(Refusal::NothingToChange), "its own one only");
        let other = after(&dossier, &Event::NotPrinted(Form::Receipt), 2);
        assert_eq!(other, Err(Refusal::NothingToChange));
    }

    #[test]
    fn printing_is_noted_at_any_stage() {
        let dossier = received();
        let ended = after(&dossier, &Event::Resolved, 1).unwrap();
        let printout = Printout {
            form: Form::Slip,
            copies: 1,
            paper: Paper::A4,
        };
        let events = decide(Some(&ended), Command::Print(printout), NOW).unwrap();
        assert_eq!(events, [Event::Printed(printout)]);
        let back = Command::TakePrintBack(Form::Slip);
        let none = decide(Some(&ended), back.clone(), NOW);
        assert_eq!(none, Err(Refusal::NothingToChange));
        let printed = after(&ended, &events[0], 1).unwrap();
        let events = decide(Some(&printed), back, NOW).unwrap();
        assert_eq!(events, [Event::NotPrinted(Form::Slip)]);
    }
}
