//! Where places are: countries, states of the United States and towns of 5,000 people and more, by name.
//!
//! An extract of GeoNames (CC BY 4.0); README.md tells how it is made. It names candidates; which of them a page means is for
//! those to say who know the page.

use std::io::Read;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A country or territory with an ISO code.
    Country,
    /// A state of the United States.
    State,
    /// A city, town or village.
    Town,
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'g> {
    /// GeoNames id.
    pub id: u32,
    /// What it is.
    pub kind: PlaceKind,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: &'g str,
    /// Its state by postal code; empty outside the United States.
    pub state: &'g str,
    /// Latitude and longitude of a town, in degrees (WGS 84), to four places.
    pub point: Option<(f64, f64)>,
    /// How many people live there; 0 where the source does not tell.
    pub people: u64,
    /// Its name.
    pub name: &'g str,
    /// The name of its country.
    pub country_name: &'g str,
}

/// The places, by name.
pub struct Gazetteer {
    text: String,
    /// Byte ranges of the lines of places, then of names.
    places: Vec<(u32, u32)>,
    names: Vec<(u32, u32)>,
}

impl Gazetteer {
    /// The gazetteer that comes with the program, unpacked when first asked for.
    pub fn bundled() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(|| {
            let packed: &[u8] = include_bytes!("../data/places.tsv.gz");
            let mut text = String::new();
            flate2::read::GzDecoder::new(packed)
                .read_to_string(&mut text)
                .expect("places.tsv.gz is whole: a test reads all of it");
            Gazetteer::of(text)
        })
    }

    fn of(text: String) -> Gazetteer {
        let (mut places, mut names) = (Vec::new(), Vec::new());
        let (mut start, mut in_names) = (0, false);
        for (end, _) in text.match_indices('\n') {
            let line = (start as u32, end as u32);
            match (end == start, in_names) {
                (true, _) => in_names = true,
                (false, false) => places.push(line),
                (false, true) => names.push(line),
            }
            start = end + 1;
        }
        Gazetteer {
            text,
            places,
            names,
        }
    }

    /// The places of a name, those called so first, then those also called so, each by how many people live there; none for
    /// a name that is not known. Case and marks do not matter.
    pub fn places(&self, name: &str) -> Vec<Place<'_>> {
        let wanted = folded(name);
        let key = |line: &(u32, u32)| {
            let line = self.line(*line);
            line.split_once('\t').map_or(line, |(name, _)| name)
        };
        let Ok(at) = self.names.binary_search_by(|line| key(line).cmp(&wanted)) else {
            return Vec::new();
        };
        let line = self.line(self.names[at]);
        let (_, places) = line.split_once('\t').unwrap_or((line, ""));
        places
            .split(' ')
            .filter_map(|number| self.place(*self.places.get(number.parse::<usize>().ok()?)?))
            .collect()
    }

    fn line(&self, (start, end): (u32, u32)) -> &str {
        &self.text[start as usize..end as usize]
    }

    fn place(&self, line: (u32, u32)) -> Option<Place<'_>> {
        let mut fields = self.line(line).split('\t');
        let id = fields.next()?.parse().ok()?;
        let kind = match fields.next()? {
            "C" => PlaceKind::Country,
            "S" => PlaceKind::State,
            _ => PlaceKind::Town,
        };
        let country = fields.next()?;
        let state = fields.next()?;
        let point = fields.next()?.parse().ok().zip(fields.next()?.parse().ok());
        Some(Place {
            id,
            kind,
            country,
            state,
            point,
            people: fields.next()?.parse().ok()?,
            name: fields.next()?,
            country_name: fields.next()?,
        })
    }
}

/// A name as it is looked up.
fn folded(name: &str) -> String {
    name.replace('’', "'")
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Vec<(&'static str, &'static str, &'static str)> {
        let places = Gazetteer::bundled().places(name);
        places
            .iter()
            .map(|place| (place.name, place.country, place.state))
            .collect()
    }

    #[test]
    fn every_line_is_well_formed() {
        let all = Gazetteer::bundled();
        assert_eq!(all.places.len(), 69_775);
        assert_eq!(all.names.len(), 111_311);
        assert!(all.places.iter().all(|line| all.place(*line).is_some()));
        let mut keys: Vec<&str> = Vec::new();
        for line in &all.names {
            let (name, places) = all.line(*line).split_once('\t').unwrap();
            assert!(
                places
                    .split(' ')
                    .all(|n| n.parse::<usize>().unwrap() < all.places.len())
            );
            keys.push(name);
        }
        assert!(keys.is_sorted());
    }

    #[test]
    fn names_are_found_whatever_their_case_and_marks() {
        assert_eq!(found("São Paulo")[0], ("São Paulo", "BR", ""));
        assert_eq!(found("SAO PAULO")[0], ("São Paulo", "BR", ""));
        assert_eq!(found("Kiev")[0], ("Kyiv", "UA", ""));
        assert_eq!(found("Burma")[0], ("Myanmar", "MM", ""));
        assert_eq!(found("U.S.")[0], ("United States", "US", ""));
        assert_eq!(found("Alabama")[0], ("Alabama", "US", "AL"));
        assert_eq!(found("Paris")[0], ("Paris", "FR", ""));
        assert!(found("Paris").len() > 5);
        assert_eq!(found("Port Seren"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn towns_have_points_and_countries_have_none() {
        let kabul = Gazetteer::bundled().places("Kabul")[0];
        let (latitude, longitude) = kabul.point.unwrap();
        assert!((latitude - 34.53).abs() < 0.02 && (longitude - 69.17).abs() < 0.02);
        assert_eq!(kabul.country_name, "Afghanistan");
        assert_eq!(kabul.kind, PlaceKind::Town);
        assert_eq!(Gazetteer::bundled().places("Afghanistan")[0].point, None);
    }
}
