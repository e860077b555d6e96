//! The case pack: a zip that holds everything and proves itself. The pages as they were saved, the dossier, the brief, the exchange form,
//! a list of SHA-256 digests that `sha256sum -c` checks, and RO-Crate metadata (<https://w3id.org/ro/crate/1.1>).

use crate::handing_on::{Form, hand_on};
use crate::views::saved;
use dateline_dossier::{Dossier, DossierError};
use dateline_vocabulary::{Document, hex};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Why a case could not be packed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackError {
    /// The dossier could not do its part.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The pack could not be written.
    #[error("the case pack cannot be written; is there room for it on the disk?")]
    Write(#[from] io::Error),
}

impl From<zip::result::ZipError> for PackError {
    fn from(error: zip::result::ZipError) -> PackError {
        PackError::Write(error.into())
    }
}

/// The list of digests, and the description of everything.
const MANIFEST: &str = "manifest-sha256.txt";
const METADATA: &str = "ro-crate-metadata.json";
const README: &str = "README.txt";
/// Names in the pack keep so many characters of a file's own name.
const MOST_LETTERS: usize = 80;

/// Packs a woven dossier, called `name`, on this `day`. Pages of which the file is gone, is no longer what was read, or lies in an archive
/// are told in its README; their text is in the dossier.
///
/// # Errors
/// What the disk and the dossier say.
pub fn pack(dossier: &Dossier, name: &str, day: &str) -> Result<File, PackError> {
    let mut pack = Pack {
        zip: ZipWriter::new(tempfile::tempfile()?),
        manifest: String::new(),
        parts: Vec::new(),
    };
    let documents = dossier.document_list()?;
    let mut missing = Vec::new();
    let mut names = BTreeSet::new();
    for document in &documents {
        match saved(document) {
            // The same bytes under two ids.
            Some(_) if !names.insert(original_name(document)) => {}
            Some(bytes) => pack.put(
                &original_name(document),
                &document.media_type,
                original(document),
                &mut bytes.as_slice(),
            )?,
            None => missing.push(document),
        }
    }
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("dossier");
    dossier.copy_to(&copy)?;
    pack.put(
        "dossier.dateline",
        "application/vnd.sqlite3",
        json!({ "name": "The dossier: one SQLite file" }),
        &mut File::open(&copy)?,
    )?;
    for (form, file, media_type, what) in [
        (
            Form::Jsonl,
            "export.jsonl",
            "application/jsonl",
            "All records, one a line",
        ),
        (
            Form::Html,
            "brief.html",
            "text/html",
            "The timeline as a brief",
        ),
        (
            Form::Csl,
            "pages.csl.json",
            "application/vnd.citationstyles.csl+json",
            "The pages, to be cited",
        ),
    ] {
        let mut text = tempfile::tempfile()?;
        hand_on(dossier, form, name, &mut |piece| {
            text.write_all(piece.as_bytes()).map_err(PackError::from)
        })?;
        text.rewind()?;
        pack.put(file, media_type, json!({ "name": what }), &mut text)?;
    }
    let readme = readme(name, &documents, &missing);
    pack.put(
        README,
        "text/plain",
        json!({ "name": "What is in this pack" }),
        &mut readme.as_bytes(),
    )?;
    let metadata = metadata(name, day, &pack.parts);
    pack.put(
        METADATA,
        "application/ld+json",
        Value::Null,
        &mut metadata.as_bytes(),
    )?;
    let manifest = std::mem::take(&mut pack.manifest);
    pack.put(
        MANIFEST,
        "text/plain",
        Value::Null,
        &mut manifest.as_bytes(),
    )?;
    let mut file = pack.zip.finish()?;
    file.rewind()?;
    Ok(file)
}

struct Pack {
    zip: ZipWriter<File>,
    manifest: String,
    /// What RO-Crate says of each file.
    parts: Vec<Value>,
}

impl Pack {
    fn put(
        &mut self,
        path: &str,
        media_type: &str,
        told: Value,
        from: &mut dyn Read,
    ) -> Result<(), PackError> {
        // The day of packing stands in the metadata; the same dossier gives the same entries.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .large_file(true);
        self.zip.start_file(path, options)?;
        let (mut digest, mut size) = (Sha256::new(), 0_u64);
        let mut buffer = vec![0; 1 << 16];
        loop {
            let n = from.read(&mut buffer)?;
            if n == 0 {
                break;
            }
            digest.update(&buffer[..n]);
            size += n as u64;
            self.zip.write_all(&buffer[..n])?;
        }
        let digest = hex(&digest.finalize());
        self.manifest.push_str(&format!("{digest}  {path}\n"));
        if let Value::Object(mut told) = told {
            told.insert("@id".to_owned(), json!(path));
            told.insert("@type".to_owned(), json!("File"));
            told.insert("encodingFormat".to_owned(), json!(media_type));
            told.insert("contentSize".to_owned(), json!(size.to_string()));
            told.insert("sha256".to_owned(), json!(digest));
            self.parts.push(Value::Object(told));
        }
        Ok(())
    }
}

/// Where a saved page lies in the pack: its digest tells pages of one name apart.
fn original_name(document: &Document) -> String {
    let last = document.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe: String = last
        .chars()
        .map(|c| match c {
            c if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
            _ => '_',
        })
        .collect();
    let from = safe.chars().count().saturating_sub(MOST_LETTERS);
    let safe: String = safe.chars().skip(from).collect();
    format!(
        "originals/{}-{safe}",
        document.sha256.get(..16).unwrap_or("page")
    )
}

/// What is known of a saved page.
fn original(document: &Document) -> Value {
    let mut told = json!({
        "name": document.headline.clone().unwrap_or_else(|| document.file.clone()),
        "identifier": document.id,
    });
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            told[key] = json!(value);
        }
    };
    add("publisher", document.outlet.clone());
    add("url", document.url.clone());
    add("inLanguage", document.language.clone());
    add(
        "datePublished",
        document
            .published
            .days()
            .single()
            .map(|day| day.to_string()),
    );
    add(
        "dateCreated",
        document.captured.as_ref().map(|it| it.at.to_string()),
    );
    told
}

fn metadata(name: &str, day: &str, parts: &[Value]) -> String {
    let ids: Vec<Value> = parts.iter().map(|it| json!({ "@id": it["@id"] })).collect();
    let mut graph = vec![
        json!({
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": { "@id": "./" },
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": name,
            "description": "Saved pages, and what they say together, on whose word. Made by Dateline, which says who says so and never what is true.",
            "datePublished": day,
            "license": "The saved pages belong to those who published them.",
            "hasPart": ids,
            "mentions": { "@id": "#made" },
        }),
        json!({
            "@id": "#made",
            "@type": "CreateAction",
            "name": "Read and put together by Dateline",
            "endTime": day,
            "instrument": { "@id": "#dateline" },
            "result": { "@id": "dossier.dateline" },
        }),
        json!({
            "@id": "#dateline",
            "@type": "SoftwareApplication",
            "name": "Dateline",
            "version": env!("CARGO_PKG_VERSION"),
        }),
    ];
    graph.extend(parts.iter().cloned());
    let metadata = json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph });
    format!("{metadata:#}\n")
}

fn readme(name: &str, documents: &[Document], missing: &[&Document]) -> String {
    let one_line = dateline_views::one_line;
    let mut text = format!(
        "The case pack of {}\n\n\
         originals/        the pages as they were saved: {} of {}\n\
         dossier.dateline  the dossier: one SQLite file; `dateline --dossier dossier.dateline timeline` reads it\n\
         brief.html        the timeline, each statement numbered to its words\n\
         export.jsonl      all records, one a line\n\
         pages.csl.json    the pages, to be cited\n\
         {MANIFEST}  SHA-256 of every file; `sha256sum -c {MANIFEST}` checks them\n\
         {METADATA}  what each file is (RO-Crate)\n\n\
         Dateline says who says so. It never says what is true.\n",
        one_line(name),
        documents.len() - missing.len(),
        documents.len(),
    );
    if !missing.is_empty() {
        text.push_str(
            "\nNot among the originals, since the file is gone, is no longer what was read, or lies in an archive; the text is in the dossier:\n",
        );
        for document in missing {
            text.push_str(&format!(
                "{}  {}\n",
                document.sha256,
                one_line(&document.file)
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_page::{Given, read_page};
    use dateline_reading::{Reader, Source};
    use std::collections::BTreeMap;

    #[test]
    fn a_pack_holds_what_it_says_and_the_digests_are_right() {
        let folder = tempfile::tempdir().expect("a folder");
        let html = b"<html><body><article><h1>Port opens</h1><p>Minister Ilse Varga opened the port of Anrak on Saturday.</p></article></body></html>";
        let there = folder.path().join("a b&c.html");
        std::fs::write(&there, html).expect("room");
        let mut dossier = Dossier::open_or_create(&folder.path().join("d")).expect("a dossier");
        for (id, file) in [
            ("there", there.display().to_string()),
            ("gone", "no/where.html".to_owned()),
        ] {
            let digest = hex(&Sha256::digest(html));
            let source = Source {
                id: id.into(),
                file,
                sha256: digest,
            };
            let page = read_page(html, &Given::default());
            dossier
                .add(&[Reader::bundled().read(&source, &page)])
                .expect("it fits");
        }
        dossier.store_weaving(&Default::default()).expect("it fits");
        let file = pack(&dossier, "pile", "2031-05-02").expect("a pack");
        let mut zip = zip::ZipArchive::new(file).expect("a zip");
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for k in 0..zip.len() {
            let mut entry = zip.by_index(k).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("whole");
            let name = entry.name().expect("a name").into_owned();
            files.insert(name, bytes);
        }
        let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
        let manifest = text(MANIFEST);
        assert_eq!(manifest.lines().count(), files.len() - 1);
        for line in manifest.lines() {
            let (digest, name) = line.split_once("  ").expect("a digest and a name");
            let found = hex(&Sha256::digest(&files[name]));
            assert_eq!(found, digest, "{name}");
        }
        let metadata: Value = serde_json::from_str(&text(METADATA)).expect("JSON");
        let graph = metadata["@graph"].as_array().expect("a graph");
        let root = graph.iter().find(|it| it["@id"] == "./").expect("a root");
        for part in root["hasPart"].as_array().expect("parts") {
            let path = part["@id"].as_str().expect("a path");
            assert!(files.contains_key(path), "{path}");
        }
        let original = files.keys().find(|name| name.starts_with("originals/"));
        let original = original.expect("one page is there");
        assert!(original.ends_with("-a_b_c.html"), "{original}");
        assert_eq!(files[original], html);
        assert!(text(README).contains("no/where.html"));
        std::fs::write(folder.path().join("copy"), &files["dossier.dateline"]).expect("room");
        let copy = Dossier::open(&folder.path().join("copy")).expect("a dossier");
        assert_eq!(copy.document_list().expect("pages").len(), 2);
    }
}
