//! Invented affairs: people, places and bodies that several generated pages write about.

use crate::picked::Picks;
use jiff::ToSpan;
use jiff::civil::Date;

/// Pages about one affair, on average.
pub const PAGES_PER_AFFAIR: u64 = 6;
/// Affairs that share a country with its office-holders.
const AFFAIRS_PER_COUNTRY: u64 = 8;

/// Somebody with a given name and a surname.
#[derive(Clone)]
pub struct Person {
    /// As introduced.
    pub full: String,
    /// As named afterwards.
    pub surname: String,
}

/// Something that several pages tell.
pub struct Affair {
    pub day: Date,
    pub country: String,
    pub town: String,
    pub venue: String,
    pub minister: Person,
    pub spokesman: Person,
    pub mayor: Person,
    pub witness: Person,
    pub company: String,
    pub group: String,
    /// The outlet that others retell.
    pub first_outlet: String,
    /// How many were hurt, as the police say and as the hospital says.
    pub counts: [u64; 2],
}

const ONSETS: &[&str] = &[
    "b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pr", "r", "s",
    "st", "t", "tr", "v", "z", "th", "sk",
];
const NUCLEI: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ou"];
const CODAS: &[&str] = &[
    "", "l", "n", "r", "s", "m", "nd", "rk", "lt", "ss", "v", "x",
];
const GIVEN: &[&str] = &[
    "Anna", "Karim", "Elena", "Tomas", "Ruth", "Omar", "Ines", "Viktor", "Leila", "Martin",
    "Sofia", "Pavel", "Grace", "Hassan", "Ida", "Peter", "Nadia", "Oscar", "Judith", "Ramon",
];
const OUTLET_KINDS: &[&str] = &[
    "Courier",
    "Herald",
    "Gazette",
    "Post",
    "Chronicle",
    "Observer",
];
const VENUES: &[&str] = &[
    "ferry terminal",
    "power station",
    "grain market",
    "border bridge",
    "radio tower",
];
const BODIES: &[&str] = &[
    "Shipping Company",
    "Water Board",
    "Mining Union",
    "Rail Company",
];
const GROUPS: &[&str] = &["Brigade", "Front", "Column", "League"];

/// An invented word with a capital.
pub fn name(picks: &mut Picks) -> String {
    let mut name = String::new();
    for _ in 0..2 + picks.below(2) {
        name.push_str(picks.one_of(ONSETS));
        name.push_str(picks.one_of(NUCLEI));
    }
    name.push_str(picks.one_of(CODAS));
    let first = name[..1].to_uppercase();
    format!("{first}{}", &name[1..])
}

fn person(picks: &mut Picks) -> Person {
    let surname = name(picks);
    Person {
        full: format!("{} {surname}", picks.one_of(GIVEN)),
        surname,
    }
}

/// The name of an outlet.
pub fn outlet(picks: &mut Picks) -> String {
    format!("{} {}", name(picks), picks.one_of(OUTLET_KINDS))
}

/// The affair of that number. Neighbours share a country and its minister.
pub fn affair(seed: u64, number: u64) -> Affair {
    let country_number = number / AFFAIRS_PER_COUNTRY;
    let mut shared = Picks::of(seed, country_number * 2 + 1);
    let country = name(&mut shared);
    let minister = person(&mut shared);
    let group = format!("{} {}", name(&mut shared), shared.one_of(GROUPS));
    let mut own = Picks::of(seed ^ 0xA55A, number * 2);
    let first_day = jiff::civil::date(1998, 1, 1);
    let n_days = i64::try_from(own.below(7000)).expect("below 7000");
    let police = 2 + own.below(18);
    Affair {
        day: first_day
            .checked_add(n_days.days())
            .expect("some twenty years after 1998"),
        country,
        town: name(&mut own),
        venue: own.one_of(VENUES).to_owned(),
        minister,
        spokesman: person(&mut own),
        mayor: person(&mut own),
        witness: person(&mut own),
        company: format!("{} {}", name(&mut own), own.one_of(BODIES)),
        group,
        first_outlet: outlet(&mut own),
        counts: [police, police + own.below(3)],
    }
}
