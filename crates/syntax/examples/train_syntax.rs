//! Trains the bundled tables from Universal Dependencies treebanks and prints their scores.
//!
//! `cargo run --release -p dateline-syntax --features train --example train_syntax -- FOLDER [OUT]`
//!
//! FOLDER holds `gum_train.conllu`, `gum_dev.conllu` and `ewt_dev.conllu`.

use std::path::PathBuf;
use std::time::Instant;

use dateline_syntax::Syntax;
use dateline_syntax::train::{
    GoldSentence, Scores, Settings, fit_parser, fit_tagger, gold_tokens, jackknife, own_tokens,
    pack, read_treebank, tag_set,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(
        arguments
            .next()
            .ok_or("name the folder with the treebanks")?,
    );
    let out = arguments.next().map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/src/tables/english.bin"
            ))
        },
        PathBuf::from,
    );
    let began = Instant::now();
    let bank = read_treebank(&folder.join("gum_train.conllu"))?;
    let gum = read_treebank(&folder.join("gum_dev.conllu"))?;
    let ewt = read_treebank(&folder.join("ewt_dev.conllu"))?;
    let tags = tag_set(&bank);
    let tagging = Settings {
        epochs: 8,
        seeds: 1,
        keep: 230_000,
        drop: 20,
        explore: 100,
    };
    let parsing = Settings {
        epochs: 9,
        seeds: 1,
        keep: 900_000,
        drop: 20,
        explore: 90,
    };
    let whole: Vec<&GoldSentence> = bank.iter().collect();
    let tagger = fit_tagger(&whole, &tags, &tagging);
    let news: Vec<&GoldSentence> = gum
        .iter()
        .filter(|s| s.document.contains("_news_"))
        .collect();
    let sets: [(&str, Vec<&GoldSentence>); 3] = [
        ("gum_dev", gum.iter().collect()),
        ("gum_dev news", news),
        ("ewt_dev", ewt.iter().collect()),
    ];
    println!("{} tags, tagger after {:.0?}", tags.len(), began.elapsed());
    for (name, set) in &sets {
        let s = gold_tokens(set, &tagger, None, &tags);
        println!("{name}: UPOS {:.2} XPOS {:.2}", s.upos, s.xpos);
    }
    let tagged = jackknife(
        &bank,
        &tags,
        &Settings {
            seeds: 1,
            epochs: 5,
            keep: usize::MAX,
            ..tagging
        },
    );
    println!("jackknife after {:.0?}", began.elapsed());
    let parser = fit_parser(&bank, &tagged, &tags, &parsing);
    println!("parser after {:.0?}", began.elapsed());
    for (name, set) in &sets {
        let s = gold_tokens(set, &tagger, Some(&parser), &tags);
        println!(
            "{name}, gold tokens: UPOS {:.2} XPOS {:.2} UAS {:.2} LAS {:.2}",
            s.upos, s.xpos, s.uas, s.las
        );
    }
    let bytes = pack(&tags, &tagger, &parser, &bank);
    println!("{} bytes to {}", bytes.len(), out.display());
    std::fs::write(&out, &bytes)?;
    let loading = Instant::now();
    let syntax = Syntax::unpack(&bytes)?;
    println!("loaded in {:.1?}", loading.elapsed());
    let text = plain_text(&gum);
    let reading = Instant::now();
    let read: usize = syntax.read(&text).iter().map(|s| s.tokens.len()).sum();
    let took = reading.elapsed().as_secs_f64();
    println!(
        "{read} tokens read in {took:.2} s: {:.0} a second",
        read as f64 / took
    );
    for (name, set) in &sets {
        let Scores {
            sentences,
            tokens,
            upos,
            xpos,
            lemmas,
            uas,
            las,
        } = own_tokens(set, &syntax);
        println!(
            "{name}, own tokens (F1): sentences {sentences:.2} tokens {tokens:.2} UPOS {upos:.2} XPOS {xpos:.2} lemmas {lemmas:.2} UAS {uas:.2} LAS {las:.2}"
        );
    }
    Ok(())
}

/// The treebank's text, a paragraph a sentence.
fn plain_text(bank: &[GoldSentence]) -> String {
    let mut text = String::new();
    for token in bank.iter().flat_map(|s| &s.tokens) {
        text.push_str(&token.form);
        if token.space_after {
            text.push(' ');
        }
    }
    text
}
