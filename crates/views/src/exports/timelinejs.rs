//! The timeline for TimelineJS 3 (Knight Lab), as its JSON. It is a form for showing a chosen few: what has no day is left out.

use crate::days::day_phrase;
use crate::html::escape;
use crate::sourcing::{chain_in_short, sources_phrase};
use crate::timeline::{entry_marks, who_and_where};
use dateline_vocabulary::{Days, Entry};
use jiff::civil::Date;
use serde_json::{Value, json};

/// The entries that have days as one JSON object. The exact days stand in `display_date`, since TimelineJS knows no uncertainty.
pub fn timelinejs(entries: &[Entry], title: &str) -> String {
    let events: Vec<Value> = entries.iter().filter_map(event).collect();
    let whole = json!({
        "title": { "text": { "headline": escape(title) } },
        "events": events,
    });
    format!("{whole}\n")
}

fn event(entry: &Entry) -> Option<Value> {
    let days = Days {
        from: entry.from,
        to: entry.to,
    };
    let (from, to) = (days.from.or(days.to)?, days.to.or(days.from)?);
    let mut about = who_and_where(entry);
    about.push(chain_in_short(&entry.chain));
    about.push(sources_phrase(entry.independent));
    about.extend(
        entry_marks(entry)
            .into_iter()
            .map(|mark| format!("[{mark}]")),
    );
    about.retain(|part| !part.is_empty());
    let mut event = json!({
        "unique_id": entry.happening.as_str(),
        "start_date": date(from),
        "display_date": day_phrase(days),
        "text": {
            "headline": escape(&entry.label),
            "text": format!("<p>{}</p>", escape(&about.join(" · "))),
        },
    });
    if to != from {
        event["end_date"] = date(to);
    }
    if let Some(plover) = entry.plover {
        event["group"] = json!(plover.as_str().to_lowercase());
    }
    Some(event)
}

fn date(day: Date) -> Value {
    json!({ "year": day.year(), "month": day.month(), "day": day.day() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::samples::entry;

    #[test]
    fn days_are_kept_and_markup_is_not() {
        let entries = [
            entry(1, "2011-09-26", "2011-10-02", "Envoys <b>met</b> in secret"),
            entry(0, "", "", "The mill closed"),
        ];
        let whole: Value = serde_json::from_str(&timelinejs(&entries, "Lorne")).expect("JSON");
        let events = whole["events"].as_array().expect("a list");
        assert_eq!(events.len(), 1);
        assert_eq!(
            events[0]["start_date"],
            json!({"year": 2011, "month": 9, "day": 26})
        );
        assert_eq!(
            events[0]["end_date"],
            json!({"year": 2011, "month": 10, "day": 2})
        );
        assert_eq!(events[0]["display_date"], "26 September – 2 October 2011");
        assert_eq!(
            events[0]["text"]["headline"],
            "Envoys &lt;b&gt;met&lt;/b&gt; in secret"
        );
    }
}
