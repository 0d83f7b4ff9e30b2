#![allow(warnings)]
use domain::catalogue::*;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let day = parse_day("2026-11-22").unwrap();
    match args[1].as_str() {
        "import" => {
            let mut stored: Vec<StoredLayer> = if args[3..].iter().any(|a| a == "--builtin") { catalogue::builtin::layers().unwrap() } else { vec![] };
            let bytes = std::fs::read(&args[2]).unwrap();
            for round in 0..2 {
            let r = catalogue::read::read(&bytes, &catalogue::read::SourceNote { name: args[2].clone(), as_of: Some(day) }).unwrap();
            let o = catalogue::import(r, &stored, day);
            let t = o.report.to_string();
            eprintln!("{}", t.lines().take(14).collect::<Vec<_>>().join("\n"));
            for c in o.changes { match c { Change::New(l) => stored.push(l), Change::Changed { opened, closed } => { for s in stored.iter_mut() { if s.code == closed.code && s.kind == closed.kind && s.version == closed.version { s.effective_to = Some(closed.effective_to) } } stored.push(opened) } _ => {} } }
            }
            let c = catalogue::command::Catalogue::open(&stored, Default::default(), day).unwrap();
            println!("{}", serde_json::to_string(&c.export(&[])).unwrap());
        }
        "search" => {
            let t = std::time::Instant::now();
            let stored = catalogue::builtin::layers().unwrap();
            let c = catalogue::command::Catalogue::open(&stored, catalogue::builtin::aliases().unwrap(), day).unwrap();
            eprintln!("open {:?}", t.elapsed());
            let t = std::time::Instant::now();
            let ix = c.index();
            eprintln!("index {:?}", t.elapsed());
            for q in &args[2..] {
                let t = std::time::Instant::now();
                let hits = ix.search(q, 6);
                println!("== {q}  {:?}", t.elapsed());
                for h in hits { let e = ix.entry(h.ordinal).unwrap(); 
                    let marked: Vec<&str> = h.spans.iter().map(|s| &e.name[s.start..s.end]).collect();
                    println!("  {:.3} {} {}{} {} | {:?} {:?}", h.score, e.code, if e.commune {"x"} else {"-"}, if e.no_wait {"!"} else {""}, e.name.chars().take(90).collect::<String>(), h.via, marked) }
            }
        }
        _ => {}
    }
}
