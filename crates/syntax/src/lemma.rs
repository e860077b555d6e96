//! Dictionary forms: exceptions first (the lists of `data/`), then spelling rules by part of speech.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::labels::{Upos, Xpos};

/// How a word bends: exceptions are kept apart by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bend {
    /// Not at all.
    None,
    /// `s` on a verb.
    Third,
    /// `ed` on a verb.
    Past,
    /// Past participle.
    Participle,
    /// `ing` on a verb.
    Ing,
    /// `s` on a noun.
    Plural,
    /// `er` on an adjective or adverb.
    Comparative,
    /// `est` on an adjective or adverb.
    Superlative,
}

impl Bend {
    pub(crate) fn of(xpos: Xpos) -> Bend {
        match xpos {
            Xpos::VBZ => Bend::Third,
            Xpos::VBD => Bend::Past,
            Xpos::VBN => Bend::Participle,
            Xpos::VBG => Bend::Ing,
            Xpos::NNS | Xpos::NNPS => Bend::Plural,
            Xpos::JJR | Xpos::RBR => Bend::Comparative,
            Xpos::JJS | Xpos::RBS => Bend::Superlative,
            _ => Bend::None,
        }
    }

    /// The bend as the list of exceptions names it.
    fn named(name: &str) -> Option<Bend> {
        Some(match name {
            "-" => Bend::None,
            "third" => Bend::Third,
            "past" => Bend::Past,
            "participle" => Bend::Participle,
            "ing" => Bend::Ing,
            "plural" => Bend::Plural,
            "comparative" => Bend::Comparative,
            "superlative" => Bend::Superlative,
            _ => return None,
        })
    }
}

/// Exceptions by part of speech and bend: form to dictionary form.
type Exceptions = BTreeMap<(Upos, Bend), BTreeMap<&'static str, &'static str>>;

fn exceptions() -> &'static Exceptions {
    static EXCEPTIONS: OnceLock<Exceptions> = OnceLock::new();
    EXCEPTIONS.get_or_init(|| {
        let mut exceptions = Exceptions::new();
        for line in include_str!("../data/lemma_exceptions.txt").lines() {
            let mut columns = line.split(' ');
            let class = columns
                .next()
                .and_then(Upos::exact)
                .zip(columns.next().and_then(Bend::named));
            if let (Some(class), Some(form), Some(lemma)) = (class, columns.next(), columns.next())
            {
                exceptions.entry(class).or_default().insert(form, lemma);
            }
        }
        exceptions
    })
}

/// The dictionary form of a word given as written and in normal form.
pub(crate) fn lemma(word: &str, lower: &str, upos: Upos, xpos: Xpos) -> String {
    let bend = Bend::of(xpos);
    let exception = exceptions()
        .get(&(upos, bend))
        .and_then(|forms| forms.get(lower));
    match exception {
        Some(lemma) => (*lemma).to_owned(),
        None => by_rule(word, lower, upos, bend),
    }
}

/// The dictionary form by the lists and rules alone.
fn by_rule(word: &str, lower: &str, upos: Upos, bend: Bend) -> String {
    if let Some(lemma) = function_word(lower, upos) {
        return lemma.to_owned();
    }
    match upos {
        Upos::Propn => {
            return match (bend, word.strip_suffix('s')) {
                (Bend::Plural, Some(stem)) if lower.ends_with("ies") && stem.len() > 4 => {
                    format!("{}y", &stem[..stem.len() - 2])
                }
                (Bend::Plural, Some(stem)) if !lower.ends_with("ss") && stem.len() > 2 => {
                    stem.to_owned()
                }
                _ => word.to_owned(),
            };
        }
        Upos::Punct | Upos::Sym | Upos::Num | Upos::X => return lower.to_owned(),
        _ => {}
    }
    if !lower.is_ascii() || !lower.bytes().all(|b| b.is_ascii_alphabetic()) {
        return match lower.rsplit_once('-') {
            Some((head, tail))
                if tail.len() > 2 && tail.bytes().all(|b| b.is_ascii_lowercase()) =>
            {
                format!("{head}-{}", by_rule(tail, tail, upos, bend))
            }
            _ => lower.to_owned(),
        };
    }
    match bend {
        Bend::None => lower.to_owned(),
        Bend::Plural => plural(lower),
        Bend::Third => third(lower),
        Bend::Past | Bend::Participle => {
            let column = if bend == Bend::Past { 0 } else { 1 };
            let known = irregular_verbs()[column].get(lower);
            known.map_or_else(|| past(lower), |base| (*base).to_owned())
        }
        Bend::Ing => ing(lower),
        Bend::Comparative => degree(lower, "er"),
        Bend::Superlative => degree(lower, "est"),
    }
}

fn function_word(lower: &str, upos: Upos) -> Option<&'static str> {
    Some(match (upos, lower) {
        (
            Upos::Aux | Upos::Verb,
            "is" | "are" | "was" | "were" | "am" | "been" | "being" | "'re" | "'m",
        ) => "be",
        (Upos::Aux, "'s" | "ai") => "be",
        (Upos::Aux, "'ve" | "has" | "had" | "having") => "have",
        (Upos::Verb, "'ve" | "has" | "had" | "having" | "'s") => "have",
        (Upos::Aux, "'ll" | "wo") => "will",
        (Upos::Aux, "'d") => "would",
        (Upos::Aux, "ca") => "can",
        (Upos::Aux | Upos::Verb, "does" | "did" | "done" | "doing") => "do",
        (Upos::Part, "n't") => "not",
        (Upos::Part, "'") => "'s",
        (Upos::Det, "an") => "a",
        (Upos::Pron, "me") => "I",
        (Upos::Pron, "i") => "I",
        (Upos::Pron, "him") => "he",
        (Upos::Pron, "them" | "'em") => "they",
        (Upos::Pron, "us" | "'s") => "we",
        (Upos::Pron | Upos::Det, "those") => "that",
        (Upos::Pron | Upos::Det, "these") => "this",
        (Upos::Adj, "better") | (Upos::Adj, "best") => "good",
        (Upos::Adv, "better") | (Upos::Adv, "best") => "well",
        (Upos::Adj | Upos::Adv, "worse" | "worst") => "bad",
        (Upos::Adj, "more" | "most") => "more",
        (Upos::Adj | Upos::Adv, "further" | "furthest") => "far",
        (Upos::Adj | Upos::Adv, "less" | "least") => "little",
        _ => return None,
    })
}

/// Past forms, then participles, to their base.
fn irregular_verbs() -> &'static [BTreeMap<&'static str, &'static str>; 2] {
    static VERBS: OnceLock<[BTreeMap<&str, &str>; 2]> = OnceLock::new();
    VERBS.get_or_init(|| {
        let mut maps = [BTreeMap::new(), BTreeMap::new()];
        for line in include_str!("../data/irregular_verbs.txt").lines() {
            let mut columns = line.split_whitespace();
            let Some(base) = columns.next().filter(|b| *b != "#") else {
                continue;
            };
            for (column, forms) in columns.take(2).enumerate() {
                for form in forms.split('/') {
                    // `lay` and `bid` are bases too: the first verb with a form keeps it.
                    maps[column].entry(form).or_insert(base);
                }
            }
        }
        // A tagger takes past for participle now and then: each map backs the other.
        let [past, participle] = maps.clone();
        for (form, base) in participle {
            maps[0].entry(form).or_insert(base);
        }
        for (form, base) in past {
            maps[1].entry(form).or_insert(base);
        }
        maps
    })
}

fn irregular_nouns() -> &'static BTreeMap<&'static str, &'static str> {
    static NOUNS: OnceLock<BTreeMap<&str, &str>> = OnceLock::new();
    NOUNS.get_or_init(|| {
        include_str!("../data/irregular_nouns.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once(' '))
            .collect()
    })
}

/// Ends of longer compounds that bend like the short word.
fn plural(lower: &str) -> String {
    if let Some(singular) = irregular_nouns().get(lower) {
        return (*singular).to_owned();
    }
    for (tail, singular) in [
        ("women", "woman"),
        ("men", "man"),
        ("children", "child"),
        ("wives", "wife"),
    ] {
        if let Some(head) = lower.strip_suffix(tail)
            && head.len() > 1
        {
            return format!("{head}{singular}");
        }
    }
    strip_s(lower)
}

fn third(lower: &str) -> String {
    match lower {
        "goes" | "undergoes" => lower.trim_end_matches("es").to_owned(),
        "lies" | "dies" | "ties" | "vies" | "unties" | "belies" => {
            lower.trim_end_matches('s').to_owned()
        }
        _ => strip_s(lower),
    }
}

fn strip_s(lower: &str) -> String {
    let cut = |n: usize| lower[..lower.len() - n].to_owned();
    if lower.ends_with("ies") && lower.len() > 4 {
        return format!("{}y", cut(3));
    }
    if ["sses", "shes", "ches", "xes", "zzes", "oes"]
        .iter()
        .any(|e| lower.ends_with(e))
        && lower.len() > 4
    {
        return cut(2);
    }
    if lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is")
        && lower.len() > 2
    {
        return cut(1);
    }
    lower.to_owned()
}

fn past(lower: &str) -> String {
    if lower.ends_with("ied") && lower.len() > 3 {
        return match lower {
            "died" | "lied" | "tied" | "vied" | "untied" | "belied" => {
                lower[..lower.len() - 1].to_owned()
            }
            _ => format!("{}y", &lower[..lower.len() - 3]),
        };
    }
    if lower.ends_with("eed") {
        // `need` is no past form; `agreed` is one.
        return match lower {
            "agreed" | "disagreed" | "freed" | "decreed" | "guaranteed" | "refereed" => {
                lower[..lower.len() - 1].to_owned()
            }
            _ => lower.to_owned(),
        };
    }
    match lower.strip_suffix("ed") {
        Some(stem) if has_vowel(stem) => restore(stem),
        _ => lower.to_owned(),
    }
}

fn ing(lower: &str) -> String {
    match lower {
        "lying" | "dying" | "tying" | "vying" => return format!("{}ie", &lower[..lower.len() - 4]),
        _ => {}
    }
    match lower.strip_suffix("ing") {
        Some(stem) if has_vowel(stem) => restore(stem),
        _ => lower.to_owned(),
    }
}

fn degree(lower: &str, ending: &str) -> String {
    let Some(stem) = lower.strip_suffix(ending) else {
        return lower.to_owned();
    };
    if let Some(stem) = stem.strip_suffix('i') {
        return format!("{stem}y");
    }
    if stem.len() < 3 {
        return lower.to_owned();
    }
    let bytes = stem.as_bytes();
    let n = bytes.len();
    if bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b'l' | b's' | b'e') {
        return stem[..n - 1].to_owned();
    }
    let silent = [
        "rg", "mpl", "bl", "tl", "pl", "dl", "v", "c", "at", "ut", "af", "ur", "id", "os", "us",
        "ns", "im", "ar", "ir", "ic", "am", "it",
    ];
    let spared = ["ear", "eat", "oat", "air", "lit", "ort"];
    if silent.iter().any(|e| stem.ends_with(e)) && !spared.iter().any(|e| stem.ends_with(e)) {
        return format!("{stem}e");
    }
    stem.to_owned()
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn has_vowel(stem: &str) -> bool {
    stem.bytes().any(|b| is_vowel(b) || b == b'y')
}

/// The base of a verb from its stem before `ed` or `ing`: undoubles, gives back a silent e.
fn restore(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let n = bytes.len();
    let last = bytes[n - 1];
    let with_e = || format!("{stem}e");
    if n < 2 {
        return stem.to_owned();
    }
    let second = bytes[n - 2];
    if last == second && !is_vowel(last) {
        // `killed`, `passed`, `staffed` keep both; `planned`, `referred`, `controlled` do not.
        let keeps = match last {
            b's' | b'f' | b'z' => true,
            b'l' => {
                ![
                    "cancell", "controll", "travell", "fuell", "compell", "expell", "propell",
                    "patroll", "modell", "labell", "levell", "rebell", "enroll", "signall",
                    "quell", "repell", "dispell", "excell", "counsell", "marshall", "channell",
                    "tunnell",
                ]
                .iter()
                .any(|w| stem.ends_with(w))
                    || matches!(stem, "enroll" | "quell")
            }
            b'r' => stem == "err" || stem == "purr",
            b'd' => matches!(stem, "add"),
            b'g' => matches!(stem, "egg"),
            _ => false,
        };
        return if keeps {
            stem.to_owned()
        } else {
            stem[..n - 1].to_owned()
        };
    }
    let third = if n > 2 { bytes[n - 3] } else { b'-' };
    // The u of `qu` counts as a consonant.
    let third = if third == b'u' && n > 3 && bytes[n - 4] == b'q' {
        b'q'
    } else {
        third
    };
    let silent = stem.ends_with("creat")
        || match last {
            b'v' | b'c' | b'u' | b'z' => last != b'z' || second != b't',
            b'g' => {
                matches!(
                    second,
                    b'd' | b'r' | b'a' | b'e' | b'u' | b'i' | b'l' | b'o'
                ) || (second == b'n'
                    && [
                        "chang", "rang", "leng", "veng", "ying", "lung", "ping", "hing", "ring",
                        "fring", "sing", "tring",
                    ]
                    .iter()
                    .any(|w| {
                        stem.ends_with(w)
                            && matches!(*w, "chang" | "rang" | "leng" | "veng" | "lung" | "fring")
                    }))
            }
            b's' => {
                second != b's'
                    && (is_vowel(second) || matches!(second, b'n' | b'r' | b'p' | b'l'))
                    && !matches!(stem, "focus" | "bias" | "canvas")
            }
            b'l' => {
                !is_vowel(second) && !matches!(second, b'l' | b'r' | b'w')
                    || (matches!(second, b'i' | b'u' | b'o' | b'a')
                        && !is_vowel(third)
                        && is_monosyllable(stem)
                        && !matches!(third, b'w'))
            }
            b'r' => {
                matches!(second, b'i' | b'u') && !is_vowel(third)
                    || second == b'a' && !is_vowel(third) && !matches!(stem, "star")
                    || second == b'o'
                        && !is_vowel(third)
                        && (is_monosyllable(stem)
                            || ["plor", "gnor", "stor", "dor"]
                                .iter()
                                .any(|w| stem.ends_with(w)))
            }
            b'd' => {
                matches!(second, b'i' | b'u' | b'a') && !is_vowel(third)
                    || stem.ends_with("plod")
                    || stem.ends_with("rod")
            }
            b'm' => matches!(second, b'i' | b'a' | b'u') && !is_vowel(third),
            b'n' => {
                matches!(second, b'i') && !is_vowel(third)
                    || second == b'o' && is_monosyllable(stem) && third != b'o'
            }
            b'b' => matches!(second, b'i' | b'o') && !is_vowel(third),
            b'k' => matches!(second, b'i' | b'a' | b'o') && !is_vowel(third),
            b'p' => {
                matches!(second, b'a' | b'i' | b'y') && !is_vowel(third)
                    || second == b'o' && is_monosyllable(stem) && !is_vowel(third)
            }
            b't' => {
                matches!(second, b'a') && !is_vowel(third) && n > 2
                    || second == b'u' && !is_vowel(third)
                    || matches!(second, b'o')
                        && !is_vowel(third)
                        && (is_monosyllable(stem) || stem.ends_with("mot") || stem.ends_with("vot"))
                    || matches!(second, b'i')
                        && [
                            "writ", "cit", "unit", "invit", "excit", "bit", "ignit", "recit",
                            "despit",
                        ]
                        .contains(&stem)
                    || matches!(second, b'e')
                        && (stem.ends_with("plet")
                            || stem.ends_with("pet") && stem == "compet"
                            || stem.ends_with("let") && stem == "delet")
            }
            b'h' => {
                stem.ends_with("breath")
                    || stem.ends_with("bath")
                    || stem.ends_with("sooth")
                    || stem.ends_with("cloth")
            }
            _ => false,
        };
    if silent { with_e() } else { stem.to_owned() }
}

/// One run of vowels only (`qu` counted as a consonant).
fn is_monosyllable(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    let mut runs = 0;
    let mut inside = false;
    for (i, &b) in bytes.iter().enumerate() {
        let vowel =
            (is_vowel(b) || b == b'y' && i > 0) && !(b == b'u' && i > 0 && bytes[i - 1] == b'q');
        runs += usize::from(vowel && !inside);
        inside = vowel;
    }
    runs == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_go_back_to_their_base() {
        let cases = include_str!("../data/lemma_cases.txt");
        let mut seen = 0;
        let mut wrong = Vec::new();
        for line in cases
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
        {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let &[upos, xpos, form, lemma] = columns.as_slice() else {
                panic!("not a case: {line}");
            };
            let upos = Upos::exact(upos).expect("a part of speech");
            let bend = Bend::of(Xpos::exact(xpos).expect("a tag"));
            let found = by_rule(form, &form.to_lowercase(), upos, bend);
            if found != lemma {
                wrong.push(format!("{line}: {found}"));
            }
            seen += 1;
        }
        assert!(seen > 60);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
