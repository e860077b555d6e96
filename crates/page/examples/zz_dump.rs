//! x
use dateline_page::{Given, read_page};
use dateline_vocabulary::CodePoints;
use serde_json::json;
fn main() {
    for path in std::env::args().skip(1) {
        let media_type = match path.rsplit('.').next() {
            Some("html") => Some("text/html"),
            Some("md") => Some("text/markdown"),
            Some("txt") => Some("text/plain"),
            _ => None,
        };
        let page = read_page(
            &std::fs::read(&path).unwrap(),
            &Given {
                media_type,
                ..Given::default()
            },
        );
        let index = CodePoints::of(&page.text);
        println!(
            "{}",
            json!({"kind":"document","file":path,"headline":page.headline,"bylines":page.bylines,"outlet":page.outlet,"section":page.section,"language":page.language,"published":page.published,"updated":page.updated,"captured":page.captured,"dateline":page.dateline,"partial":page.partial,"text":page.text})
        );
        for (k, b) in page.blocks.iter().enumerate() {
            println!(
                "{}",
                json!({"kind":"passage","id":k.to_string(),"role":b.role,"part":b.part,"start":b.span.start,"end":b.span.end,"author":b.author,"posted":b.posted,"reply_to":b.reply_to.map(|r|r.to_string()),"votes":b.votes,"element":b.element,"w":index.slice(&page.text,b.span)})
            );
        }
    }
}
