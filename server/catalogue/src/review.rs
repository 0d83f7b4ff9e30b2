//! What of the data rests on memory of the law.
//!
//! Each kind of data gathers its own lines ([`Review::meet`]) and takes the mark off those
//! that somebody has confirmed. A new kind of data is a function here, or beside its
//! format, and a call where the server puts its snapshot together.

use domain::calendar::{CalendarLines, Entry, Fact, Status, What};
use domain::catalogue::{ProcedureCard, format_day};
use domain::instant::Day;
use domain::register::PolicyLine;
use domain::review::{Area, Confirmation, Item, Review};

/// The word by which data says that it rests on memory.
const MEMORY: &str = "memory";
const OFFICIAL: &str = "official";

/// A source with the confirmation behind it.
pub fn confirmed_source(source: &str, confirmed: &Confirmation) -> String {
    let day = confirmed.at.day().map(|day| day.to_string());
    let day = day.unwrap_or_default();
    let told = format!("{} xác nhận ngày {day}", confirmed.by);
    if source.is_empty() {
        told
    } else {
        format!("{source}; {told}")
    }
}

/// Lines of the calendar. What is imported goes before what is built in.
pub fn calendar(lines: &mut CalendarLines, review: &mut Review) {
    let all = lines.imported.iter_mut().chain(&mut lines.built_in);
    for entry in all.filter(|entry| entry.status.starts_with(MEMORY)) {
        if let Some(confirmed) = review.meet(calendar_item(entry)) {
            OFFICIAL.clone_into(&mut entry.status);
            entry.source = confirmed_source(&entry.source, &confirmed);
        }
    }
}

fn calendar_item(entry: &Entry) -> Item {
    let Entry {
        kind,
        from,
        to,
        unit,
        name,
        value,
        legal_basis,
        source,
        ..
    } = entry;
    let days = if to.is_empty() {
        from.clone()
    } else {
        format!("{from} đến {to}")
    };
    let text = [value, &days].map(String::as_str).join(" · ");
    Item {
        key: Item::key(Area::Calendar, &[kind, name, unit, from]),
        area: Area::Calendar,
        title: match entry.read() {
            Ok(Fact {
                what: What::Policy(rule),
                ..
            }) => rule.in_words().to_owned(),
            Ok(_) | Err(_) => name.clone(),
        },
        text: text.trim_start_matches(" · ").to_owned(),
        legal_basis: legal_basis.clone(),
        source: source.clone(),
        used: "hạn trả của hồ sơ".to_owned(),
        procedure: None,
    }
}

/// Lines on how books are kept.
pub fn registers(lines: &mut [PolicyLine], review: &mut Review) {
    for line in lines.iter_mut().filter(|it| it.status.starts_with(MEMORY)) {
        let rules = [
            &line.form,
            &line.lease,
            &line.low_water,
            &line.entries_per_volume,
        ];
        let rules: Vec<&str> = rules.into_iter().map(String::as_str).collect();
        let told = review.meet(Item {
            key: Item::key(Area::Registers, &[&line.kind, &line.unit, &line.from]),
            area: Area::Registers,
            title: line.name_vi.clone(),
            text: rules.join(" · "),
            legal_basis: line.legal_basis.clone(),
            source: line.source.clone(),
            used: format!("cách ghi số và cỡ quyển của sổ {}", line.kind),
            procedure: None,
        });
        if let Some(confirmed) = told {
            OFFICIAL.clone_into(&mut line.status);
            line.source = confirmed_source(&line.source, &confirmed);
        }
    }
}

/// Lists of papers on the cards that a device carries.
pub fn checklists(cards: &mut [ProcedureCard], review: &mut Review) {
    for card in cards.iter_mut().filter(|card| card.papers_need_check) {
        let papers = card.papers.iter().map(|paper| {
            let case = if paper.when.is_empty() {
                String::new()
            } else {
                format!(" ({})", paper.when)
            };
            let shown = if paper.shown_only {
                ", xuất trình"
            } else {
                ""
            };
            let (originals, copies) = (paper.originals, paper.copies);
            format!(
                "{}{case}: {originals} bản chính, {copies} bản sao{shown}",
                paper.name
            )
        });
        let told = review.meet(Item {
            key: Item::key(Area::Checklists, &[card.code.as_str()]),
            area: Area::Checklists,
            title: card.name.clone(),
            text: papers.collect::<Vec<_>>().join("\n"),
            legal_basis: String::new(),
            source: card.papers_source.clone(),
            used: format!("thủ tục {}: giấy tờ cần mang, phiếu tiếp nhận", card.code),
            procedure: Some(card.code.clone()),
        });
        if let Some(confirmed) = told {
            card.papers_need_check = false;
            card.papers_source = confirmed_source(&card.papers_source, &confirmed);
        }
    }
}

/// Figures of the law for acts of civil status.
pub fn civil(cards: &mut [ProcedureCard], review: &mut Review) {
    for card in cards {
        let name = &card.name;
        let Some(rule) = card.civil.as_mut().filter(|rule| rule.needs_check()) else {
            continue;
        };
        let years = |years: Option<u8>, whose| years.map(|it| format!("{whose} từ đủ {it} tuổi"));
        let within = rule.within_days;
        let figures = [
            years(rule.man_years, "nam"),
            years(rule.woman_years, "nữ"),
            within.map(|days| format!("đúng hạn trong {days} ngày")),
        ];
        let figures: Vec<String> = figures.into_iter().flatten().collect();
        let told = review.meet(Item {
            key: Item::key(
                Area::Services,
                &[rule.code.as_str(), "civil", &rule.effective_from.iso()],
            ),
            area: Area::Services,
            title: name.clone(),
            text: if figures.is_empty() {
                "việc hộ tịch có màn hình riêng".to_owned()
            } else {
                figures.join("; ")
            },
            legal_basis: String::new(),
            source: rule.source.clone(),
            used: format!("màn hình của thủ tục {}", rule.code),
            procedure: Some(rule.code.clone()),
        });
        if let Some(confirmed) = told {
            OFFICIAL.clone_into(&mut rule.status);
            rule.source = confirmed_source(&rule.source, &confirmed);
        }
    }
}

/// What the screens of services ask and rule out.
pub fn services(cards: &mut [ProcedureCard], review: &mut Review) {
    for card in cards {
        let name = &card.name;
        let Some(rule) = card.service.as_mut().filter(|rule| rule.needs_check) else {
            continue;
        };
        let grounds = rule.grounds.iter().map(|ground| ground.text.as_str());
        let asked = rule.identity_papers.iter().map(String::as_str);
        let text: Vec<&str> = grounds.chain(asked).collect();
        let from = format_day(rule.effective_from);
        let told = review.meet(Item {
            key: Item::key(Area::Services, &[rule.code.as_str(), &from]),
            area: Area::Services,
            title: name.clone(),
            text: if text.is_empty() {
                "màn hình riêng, sổ và người làm chứng".to_owned()
            } else {
                text.join("\n")
            },
            legal_basis: String::new(),
            source: rule.source.clone(),
            used: format!("màn hình của thủ tục {}", rule.code),
            procedure: Some(rule.code.clone()),
        });
        if let Some(confirmed) = told {
            rule.needs_check = false;
            rule.source = confirmed_source(&rule.source, &confirmed);
        }
    }
}

/// Fees and who pays less.
pub fn fees(cards: &mut [ProcedureCard], review: &mut Review) {
    for card in cards {
        let Some(table) = &mut card.fees else {
            continue;
        };
        let code = table.code.clone();
        let mut meet =
            |name: &str, unit: &str, from: Day, text: String, basis: &str, source: &str| {
                review.meet(Item {
                    key: Item::key(Area::Fees, &[code.as_str(), name, unit, &from.iso()]),
                    area: Area::Fees,
                    title: card.name.clone(),
                    text,
                    legal_basis: basis.to_owned(),
                    source: source.to_owned(),
                    used: format!("thủ tục {code}: tính phí, biên lai"),
                    procedure: Some(code.clone()),
                })
            };
        for rule in table
            .rules
            .iter_mut()
            .filter(|it| it.status == Status::Memory)
        {
            let text = rule.formula.in_words();
            let (unit, from) = (&rule.unit, rule.effective_from);
            let told = meet("fee", unit, from, text, &rule.legal_basis, &rule.source);
            if let Some(confirmed) = told {
                rule.status = Status::Official;
                rule.source = confirmed_source(&rule.source, &confirmed);
            }
        }
        for less in table
            .exemptions
            .iter_mut()
            .filter(|it| it.status == Status::Memory)
        {
            let text = format!("{}: {}. {}", less.share, less.who, less.proof);
            let (unit, from) = (&less.unit, less.effective_from);
            let told = meet(&less.key, unit, from, text, &less.legal_basis, &less.source);
            if let Some(confirmed) = told {
                less.status = Status::Official;
                less.source = confirmed_source(&less.source, &confirmed);
            }
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::builtin;
    use crate::calendar::entries;
    use crate::command::Catalogue;
    use crate::register::built_in;
    use domain::catalogue::parse_day;
    use domain::instant::Instant;

    pub(crate) fn said(item: &Item) -> Confirmation {
        Confirmation {
            key: item.key.clone(),
            digest: item.digest(),
            stands: true,
            by: "Lò Thị Lan".into(),
            at: Instant(1_795_366_800_000),
            note: String::new(),
        }
    }

    struct Data {
        calendar: CalendarLines,
        registers: Vec<PolicyLine>,
        cards: Vec<ProcedureCard>,
    }

    fn data() -> Data {
        let layers = builtin::layers().unwrap();
        let on = parse_day("2026-11-23").unwrap();
        let aliases = builtin::aliases().unwrap();
        Data {
            calendar: CalendarLines {
                built_in: entries().unwrap(),
                imported: vec![],
            },
            registers: built_in().unwrap(),
            cards: Catalogue::open(&layers, aliases, on)
                .unwrap()
                .commune_cards(),
        }
    }

    fn reviewed(data: &mut Data, review: &mut Review) {
        calendar(&mut data.calendar, review);
        registers(&mut data.registers, review);
        checklists(&mut data.cards, review);
        civil(&mut data.cards, review);
        fees(&mut data.cards, review);
        services(&mut data.cards, review);
    }

    #[test]
    fn what_is_remembered_is_listed_once_and_what_is_confirmed_loses_its_mark() {
        let mut before = data();
        let marked = |data: &Data| {
            let calendar = data
                .calendar
                .built_in
                .iter()
                .filter(|it| it.status == MEMORY);
            let registers = data.registers.iter().filter(|it| it.status == MEMORY);
            let cards = data.cards.iter().filter(|it| it.papers_need_check);
            let acts = data.cards.iter().filter_map(|it| it.civil.as_ref());
            let acts = acts.filter(|rule| rule.needs_check());
            let fees = data.cards.iter().filter_map(|it| it.fees.as_ref());
            let fees = fees.map(|table| {
                let rules = table.rules.iter().filter(|it| it.status == Status::Memory);
                let less = table
                    .exemptions
                    .iter()
                    .filter(|it| it.status == Status::Memory);
                rules.count() + less.count()
            });
            let fees: usize = fees.sum();
            let services = data.cards.iter().filter_map(|it| it.service.as_ref());
            let services = services.filter(|rule| rule.needs_check).count();
            calendar.count() + registers.count() + cards.count() + acts.count() + fees + services
        };
        let mut review = Review::default();
        reviewed(&mut before, &mut review);
        let items = review.list();
        assert_eq!(items.len(), marked(&before), "no two have one key");
        assert!(
            items
                .iter()
                .all(|it| !it.item.title.is_empty() && !it.item.text.is_empty())
        );

        let mut after = data();
        let all = items.iter().map(|it| said(&it.item)).collect();
        reviewed(&mut after, &mut Review::new(all));
        assert_eq!(marked(&after), 0);
        let cutoff = after
            .calendar
            .built_in
            .iter()
            .find(|it| it.name == "same_day_cutoff");
        let source = &cutoff.unwrap().source;
        assert!(
            source.ends_with("; Lò Thị Lan xác nhận ngày 23/11/2026"),
            "{source}"
        );
    }

    #[test]
    fn an_imported_line_is_reviewed_in_place_of_the_one_that_it_replaces() {
        let mut data = data();
        let mut own = data
            .calendar
            .built_in
            .iter()
            .find(|it| it.name == "payment_pauses");
        let mut own = own.take().unwrap().clone();
        own.value = "no".into();
        data.calendar.imported.push(own);
        let mut review = Review::default();
        calendar(&mut data.calendar, &mut review);
        let items = review.list();
        let found: Vec<_> = items
            .iter()
            .filter(|it| it.item.key.contains("payment-pauses"))
            .collect();
        assert_eq!(found.len(), 1);
        assert!(
            found[0].item.text.starts_with("no"),
            "{}",
            found[0].item.text
        );
    }
}
