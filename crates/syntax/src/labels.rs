//! The closed label sets: Universal Dependencies parts of speech and relations, Penn tags, kinds of things and events.

macro_rules! label_set {
    ($(#[$doc:meta])* $name:ident, { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every label, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The label as treebanks spell it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The label spelt exactly so, if there is one.
            pub fn exact(text: &str) -> Option<$name> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

label_set! {
    /// Universal part of speech.
    Upos, {
        /// Adjective.
        Adj = "ADJ",
        /// Preposition or postposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary verb, copula or modal.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Number.
        Num = "NUM",
        /// Particle: `to`, `not`, `'s`.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Main verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

label_set! {
    /// Penn Treebank tag, as the English treebanks of Universal Dependencies use it.
    Xpos, {
        /// Base form.
        VB = "VB",
        /// Past tense.
        VBD = "VBD",
        /// Gerund or present participle.
        VBG = "VBG",
        /// Past participle.
        VBN = "VBN",
        /// Present, not third person singular.
        VBP = "VBP",
        /// Present, third person singular.
        VBZ = "VBZ",
        /// Modal.
        MD = "MD",
        /// Common noun, singular or mass.
        NN = "NN",
        /// Common noun, plural.
        NNS = "NNS",
        /// Proper noun, singular.
        NNP = "NNP",
        /// Proper noun, plural.
        NNPS = "NNPS",
        /// Adjective.
        JJ = "JJ",
        /// Comparative adjective.
        JJR = "JJR",
        /// Superlative adjective.
        JJS = "JJS",
        /// Adverb.
        RB = "RB",
        /// Comparative adverb.
        RBR = "RBR",
        /// Superlative adverb.
        RBS = "RBS",
        /// Verb particle.
        RP = "RP",
        /// Preposition or subordinator.
        IN = "IN",
        /// `to`.
        TO = "TO",
        /// Determiner.
        DT = "DT",
        /// Predeterminer.
        PDT = "PDT",
        /// Wh-determiner.
        WDT = "WDT",
        /// Personal pronoun.
        PRP = "PRP",
        /// Possessive pronoun.
        PRPS = "PRP$",
        /// Wh-pronoun.
        WP = "WP",
        /// Possessive wh-pronoun.
        WPS = "WP$",
        /// Wh-adverb.
        WRB = "WRB",
        /// Coordinating conjunction.
        CC = "CC",
        /// Cardinal number.
        CD = "CD",
        /// Possessive ending.
        POS = "POS",
        /// Existential `there`.
        EX = "EX",
        /// Interjection.
        UH = "UH",
        /// Foreign word.
        FW = "FW",
        /// Symbol.
        SYM = "SYM",
        /// List marker.
        LS = "LS",
        /// Address: e-mail or web.
        ADD = "ADD",
        /// Affix.
        AFX = "AFX",
        /// Part of a word that goes with another.
        GW = "GW",
        /// Superfluous punctuation, emoticon.
        NFP = "NFP",
        /// Hyphen inside a word.
        HYPH = "HYPH",
        /// Opening bracket.
        LRB = "-LRB-",
        /// Closing bracket.
        RRB = "-RRB-",
        /// Comma.
        Comma = ",",
        /// Sentence-final mark.
        Stop = ".",
        /// Colon, semicolon, dash, ellipsis.
        Colon = ":",
        /// Opening quotation mark.
        OpenQuote = "``",
        /// Closing quotation mark.
        CloseQuote = "''",
        /// Currency sign.
        Dollar = "$",
        /// Anything else.
        Other = "XX",
    }
}

impl Xpos {
    /// Whether this is any form of a verb, modals included.
    pub fn is_verb(self) -> bool {
        use Xpos::*;
        matches!(self, VB | VBD | VBG | VBN | VBP | VBZ | MD)
    }

    /// Whether this is a common or proper noun.
    pub fn is_noun(self) -> bool {
        use Xpos::*;
        matches!(self, NN | NNS | NNP | NNPS)
    }
}

label_set! {
    /// What the phrase that a word heads is about (entity types of the Georgetown University Multilayer corpus).
    Kind, {
        /// An idea, a quantity, a text, an affair.
        Abstract = "abstract",
        /// An animal.
        Animal = "animal",
        /// An event told by a noun.
        Event = "event",
        /// A thing that can be touched.
        Object = "object",
        /// A body, a company, a paper.
        Organization = "organization",
        /// A person or people.
        Person = "person",
        /// A place, a country, a building.
        Place = "place",
        /// A plant.
        Plant = "plant",
        /// A substance.
        Substance = "substance",
        /// A time.
        Time = "time",
    }
}

label_set! {
    /// What a word tells as happening (classes of the EventCorefBank, ECB+, taken together).
    EventKind, {
        /// An occurrence, or what begins, ends or causes one.
        Occurrence = "occurrence",
        /// A state, or a perception.
        State = "state",
        /// The saying of something.
        Reporting = "reporting",
    }
}

label_set! {
    /// Dependency relation of a token to its head (Universal Dependencies 2, English subtypes).
    Deprel, {
        /// Nominal subject.
        Nsubj = "nsubj",
        /// Nominal subject of a passive.
        NsubjPass = "nsubj:pass",
        /// Subject of a clause whose predicate is itself a clause.
        NsubjOuter = "nsubj:outer",
        /// Direct object.
        Obj = "obj",
        /// Indirect object.
        Iobj = "iobj",
        /// Clausal subject, active or passive.
        Csubj = "csubj",
        /// Clausal complement with its own subject; also reported speech.
        Ccomp = "ccomp",
        /// Clausal complement without its own subject.
        Xcomp = "xcomp",
        /// Oblique nominal, mostly a prepositional phrase on a verb.
        Obl = "obl",
        /// The `by` phrase of a passive.
        OblAgent = "obl:agent",
        /// Oblique nominal with no preposition: mostly time ("on" left out), also measure
        /// (`obl:unmarked`, `obl:tmod`, `obl:npmod`).
        OblTmod = "obl:unmarked",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Relative clause on a whole clause.
        AdvclRelcl = "advcl:relcl",
        /// Adverb.
        Advmod = "advmod",
        /// Auxiliary.
        Aux = "aux",
        /// Auxiliary of a passive.
        AuxPass = "aux:pass",
        /// Copula.
        Cop = "cop",
        /// Subordinator or infinitive `to`.
        Mark = "mark",
        /// Nominal on a noun, mostly a prepositional phrase.
        Nmod = "nmod",
        /// Possessor.
        NmodPoss = "nmod:poss",
        /// Nominal on a noun with no preposition (`nmod:unmarked`, `nmod:tmod`, `nmod:npmod`).
        NmodTmod = "nmod:unmarked",
        /// Descriptive nominal next to a name: title, role.
        NmodDesc = "nmod:desc",
        /// Apposition.
        Appos = "appos",
        /// Number on a noun.
        Nummod = "nummod",
        /// Adjective on a noun.
        Amod = "amod",
        /// Clause on a noun, not relative.
        Acl = "acl",
        /// Relative clause.
        AclRelcl = "acl:relcl",
        /// Determiner.
        Det = "det",
        /// Determiner before a determiner.
        DetPredet = "det:predet",
        /// Preposition or possessive ending.
        Case = "case",
        /// Conjunct: hangs on the first one.
        Conj = "conj",
        /// Coordinating conjunction: hangs on the following conjunct.
        Cc = "cc",
        /// `either`, `both`.
        CcPreconj = "cc:preconj",
        /// Fixed multiword function expression.
        Fixed = "fixed",
        /// Later parts of a name.
        Flat = "flat",
        /// Noun on a noun.
        Compound = "compound",
        /// Verb particle.
        CompoundPrt = "compound:prt",
        /// Clause set beside the main one: `he said` after the words said, when they come first.
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// The sentence's head.
        Root = "root",
        /// Expletive `it`, `there`.
        Expl = "expl",
        /// Discourse word: `well`, `yes`.
        Discourse = "discourse",
        /// Person addressed.
        Vocative = "vocative",
        /// Dislocated element.
        Dislocated = "dislocated",
        /// Left over by an ellipsis.
        Orphan = "orphan",
        /// Part of a word written apart.
        Goeswith = "goeswith",
        /// List item.
        List = "list",
        /// Overridden by a repair.
        Reparandum = "reparandum",
        /// Unspecified.
        Dep = "dep",
    }
}

impl Deprel {
    /// The relation for a treebank's label; older and rarer subtypes fall together with their nearest.
    pub fn from_treebank(text: &str) -> Deprel {
        if let Some(exact) = Deprel::exact(text) {
            return exact;
        }
        match text {
            "obl:tmod" | "obl:npmod" => Deprel::OblTmod,
            "nmod:tmod" | "nmod:npmod" => Deprel::NmodTmod,
            "flat:foreign" | "flat:name" => Deprel::Flat,
            _ => {
                let base = text.split(':').next().unwrap_or(text);
                Deprel::exact(base).unwrap_or(Deprel::Dep)
            }
        }
    }

    /// Whether this is a subject of any kind.
    pub fn is_subject(self) -> bool {
        use Deprel::*;
        matches!(self, Nsubj | NsubjPass | NsubjOuter | Csubj)
    }

    /// Whether a token of this relation heads a clause below another word.
    pub fn is_clausal(self) -> bool {
        use Deprel::*;
        matches!(
            self,
            Csubj | Ccomp | Xcomp | Advcl | AdvclRelcl | Acl | AclRelcl | Parataxis
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_go_round() {
        for &d in Deprel::ALL {
            assert_eq!(Deprel::exact(d.as_str()), Some(d));
        }
        for &x in Xpos::ALL {
            assert_eq!(Xpos::exact(x.as_str()), Some(x));
        }
        for &k in Kind::ALL {
            assert_eq!(Kind::exact(k.as_str()), Some(k));
        }
        for &e in EventKind::ALL {
            assert_eq!(EventKind::exact(e.as_str()), Some(e));
        }
        for &u in Upos::ALL {
            assert_eq!(Upos::exact(u.as_str()), Some(u));
        }
    }

    #[test]
    fn older_subtypes_fall_together() {
        let cases = [
            ("obl:tmod", Deprel::OblTmod),
            ("obl:unmarked", Deprel::OblTmod),
            ("nmod:npmod", Deprel::NmodTmod),
            ("csubj:pass", Deprel::Csubj),
            ("flat:foreign", Deprel::Flat),
            ("nosuch", Deprel::Dep),
        ];
        for (text, wanted) in cases {
            assert_eq!(Deprel::from_treebank(text), wanted, "{text}");
        }
    }
}
