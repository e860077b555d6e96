//! Prints what was read in pages, for people: `cargo run -p dateline-reading --example read_page -- FILE…`.

use dateline_page::{Given, read_page};
use dateline_reading::{Reader, Source};
use dateline_vocabulary::DocumentId;

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file)?;
        let page = read_page(&bytes, &Given::default());
        let id = DocumentId::of_bytes(&bytes);
        let records = Reader::bundled().read(
            &Source {
                sha256: id.to_string(),
                id,
                file: file.clone(),
            },
            &page,
        );
        let document = &records.document;
        println!(
            "== {file}\n   {:?} {:?} {:?}",
            document.outlet, document.headline, document.published
        );
        for time in &records.times {
            println!(
                "T {:30} {:?} {:?} {:?}..{:?} {:?}",
                time.words.text,
                time.timex_type,
                time.value,
                time.days.from,
                time.days.to,
                time.anchor
            );
        }
        for mention in &records.mentions {
            println!(
                "M {:12} {}",
                mention.mention_type.as_str(),
                mention.words.text
            );
        }
        for a in &records.attributions {
            println!(
                "A {} {:?} count={:?} reason={:?}\n    source  {:?}\n    cue     {:?}\n    content {:?}\n    chain   {:?}{}",
                a.stance,
                a.source_type,
                a.count,
                a.reason,
                a.source.as_ref().map(|s| &s.words.text),
                a.cue.as_ref().map(|c| &c.text),
                a.content.text,
                a.chain,
                if a.within.is_some() { " (within)" } else { "" }
            );
        }
        for e in &records.events {
            let who: Vec<String> = e
                .participants
                .iter()
                .map(|p| format!("{}={}", p.role, p.words.text))
                .collect();
            println!(
                "E {} [{}] {:?} {} {:?}..{:?} at {:?} {}\n    {}",
                e.trigger.text,
                e.lemma,
                e.plover.map(|p| p.as_str()),
                e.factuality,
                e.days.from,
                e.days.to,
                e.place.as_ref().map(|p| &p.words.text),
                who.join("; "),
                e.statement.text
            );
        }
    }
    Ok(())
}
