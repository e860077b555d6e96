//! Prints the trees that the rules see, for people who write rules: `… --example tree -- FILE…`.

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let page =
            dateline_page::read_page(&std::fs::read(&file)?, &dateline_page::Given::default());
        for sentence in dateline_reading::Reader::bundled().trees(&page) {
            for (i, token) in sentence.tokens.iter().enumerate() {
                let head = token.head.map_or("-".to_owned(), |head| head.to_string());
                println!(
                    "{i:3} {:18} {:6} {:6} {head:>4} {}",
                    token.text, token.upos, token.xpos, token.deprel
                );
            }
            println!();
        }
    }
    Ok(())
}
