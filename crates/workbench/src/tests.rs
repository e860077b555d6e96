//! The workbench as a browser meets it, on pages that are read: every address, every refusal, every form.

use crate::{Step, Token, Workbench, Worker, router};
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use dateline_dossier::Dossier;
use dateline_page::{Given, read_page};
use dateline_reading::{Reader, Source};
use dateline_vocabulary::{DocumentId, DocumentRecords, hex};
use dateline_weave::Weaver;
use http_body_util::BodyExt;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt;

const PORT: u16 = 8001;

/// A page of HTML as it is read.
fn read(id: &str, html: &str) -> DocumentRecords {
    let page = read_page(html.as_bytes(), &Given::default());
    let source = Source {
        id: DocumentId::from(id),
        file: format!("pile/{id}.html"),
        sha256: String::new(),
    };
    Reader::bundled().read(&source, &page)
}

const MINISTER: &str = "<html><head><title>Talks at Velm</title><meta property='article:published_time' content='2017-03-15'></head><body><article><h1>Talks at Velm</h1><p>By Ann Lee</p><p>Foreign Minister Anna Orlo met Rustem Dalgat in Velm on Tuesday, killing four rumours. She accused Lowmere of arming the raiders. Dalgat denied that Lowmere had armed the raiders.</p><p>At least four guards were killed in Port Seren on Monday, two officials said on condition of anonymity because the inquiry goes on.</p></article></body></html>";

const BAKER: &str = "<html><head><title>Mill burns</title><meta property='article:published_time' content='2017-03-16'></head><body><article><h1>Mill burns</h1><p>Anna Orlo, a baker, burned down a mill in Port Seren on Monday. Nine guards were killed in Port Seren on Monday, police said.</p></article></body></html>";

/// Words that would do harm if they were taken for markup.
const HOSTILE: &str = "<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title><meta property='article:published_time' content='2017-03-17'><meta name='author' content='&lt;img src=x onerror=alert(2)&gt;'><link rel='canonical' href='javascript:alert(3)'></head><body><article><h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1><p>Peter &lt;b onmouseover=alert(4)&gt; Orlo met \"Anna' Orlo in Velm on Tuesday, &lt;svg/onload=alert(5)&gt; said Mr &lt;iframe src=javascript:alert(6)&gt; Pell.</p><p>General Oskar \"'&gt;&lt;script&gt;alert(7)&lt;/script&gt; Venn attacked Lorne on Monday.</p></article><ol class='comments'><li class='comment'><span class='author'>&lt;script&gt;alert(8)&lt;/script&gt;</span><p>&lt;a href=javascript:alert(9)&gt;click me now please&lt;/a&gt;</p></li><li class='comment'><span class='author'>x</span><p>Another comment of some length here.</p></li></ol></body></html>";

/// Puts the pages of a dossier together as the program does.
struct Weaves(PathBuf);

impl Worker for Weaves {
    fn weave(&self, _: &dyn Fn(Step)) -> Result<(), String> {
        let mut dossier = Dossier::open(&self.0).map_err(|error| error.to_string())?;
        weave(&mut dossier)
    }

    fn add(&self, files: &[PathBuf], _: &dyn Fn(Step)) -> Result<String, String> {
        let mut dossier = Dossier::open(&self.0).map_err(|error| error.to_string())?;
        for file in files {
            let html = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
            dossier
                .add(&[read("added", &html)])
                .map_err(|error| error.to_string())?;
        }
        weave(&mut dossier)?;
        Ok(format!("{} page added", files.len()))
    }
}

fn weave(dossier: &mut Dossier) -> Result<(), String> {
    let told = |error: dateline_dossier::DossierError| error.to_string();
    let mut weaver = Weaver::corrected(dossier.corrections().map_err(told)?);
    dossier
        .for_each_document(&mut |records| weaver.add(&records))
        .map_err(told)?;
    dossier.store_weaving(&weaver.finish()).map_err(told)
}

/// A workbench, and the folder that is gone with it.
struct Bench {
    workbench: Arc<Workbench>,
    _folder: tempfile::TempDir,
}

fn bench() -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let mut dossier = Dossier::open_or_create(&folder.path().join("d")).expect("a dossier");
    let pages = [
        read("minister", MINISTER),
        read("baker", BAKER),
        read("hostile", HOSTILE),
    ];
    dossier.add(&pages).expect("the pages fit");
    weave(&mut dossier).expect("they are woven");
    bench_over(dossier, folder)
}

/// A workbench over the dossier `d` of a folder.
fn bench_over(dossier: Dossier, folder: tempfile::TempDir) -> Bench {
    let workbench = Workbench::new(
        dossier,
        "pile".into(),
        "Ann Lee".into(),
        folder.path().join("d.pages"),
        Box::new(Weaves(folder.path().join("d"))),
    );
    Bench {
        workbench: Arc::new(workbench.expect("random numbers")),
        _folder: folder,
    }
}

/// An answer: status, `Location`, body.
struct Answered {
    status: StatusCode,
    location: String,
    body: String,
}

impl Bench {
    fn ask(&self, request: Request<Body>) -> Response<Body> {
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let service = router(Arc::clone(&self.workbench), PORT);
        let Ok(response) = runtime
            .expect("a runtime")
            .block_on(service.oneshot(request));
        response
    }

    /// A request as the workbench's own pages send it.
    fn own(&self, method: Method, address: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(address)
            .header(header::HOST, format!("127.0.0.1:{PORT}"))
            .header(header::COOKIE, self.workbench.token.cookie(PORT))
    }

    fn answered(&self, request: Request<Body>) -> Answered {
        let response = self.ask(request);
        let location = response.headers().get(header::LOCATION);
        let location = location
            .map_or("", |it| it.to_str().expect("an address"))
            .to_owned();
        let status = response.status();
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let body = runtime
            .expect("a runtime")
            .block_on(response.into_body().collect());
        Answered {
            status,
            location,
            // A case pack is no text.
            body: String::from_utf8_lossy(&body.expect("a body").to_bytes()).into_owned(),
        }
    }

    fn get(&self, address: &str) -> Answered {
        let request = self.own(Method::GET, address).body(Body::empty());
        self.answered(request.expect("a request"))
    }

    fn post(&self, address: &str, form: &str) -> Answered {
        let request = self
            .own(Method::POST, address)
            .header(header::ORIGIN, format!("http://127.0.0.1:{PORT}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        self.answered(request.expect("a request"))
    }

    /// The id of the one entity of this name, or the ids of several.
    fn names(&self, name: &str) -> Vec<String> {
        let body = self
            .get(&format!("/names?q={}", name.replace(' ', "+")))
            .body;
        links(&body)
            .into_iter()
            .filter_map(|href| href.strip_prefix("/name/").map(str::to_owned))
            .collect()
    }
}

/// The values of all `href`s and `action`s.
fn links(html: &str) -> Vec<String> {
    ["href=\"", "action=\""]
        .iter()
        .flat_map(|attribute| html.split(attribute).skip(1))
        .filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&amp;", "&").replace("&#38;", "&"))
        .collect()
}

#[test]
fn every_address_that_a_page_leads_to_answers_and_none_leads_outside() {
    let bench = bench();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut ahead = vec!["/timeline".to_owned()];
    while let Some(address) = ahead.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let answer = bench.get(&address);
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        // The one script of ours.
        let html = answer
            .body
            .replace("<script src=\"/workbench.js\" defer></script>", "");
        if address.starts_with("/export/") {
            continue; // It is saved, not shown.
        }
        for tag in [
            "<script",
            "<img",
            "<iframe src",
            "<svg/",
            "<b ",
            "<object",
            "style=\"",
        ] {
            let harmless = html.matches(tag).count();
            assert_eq!(harmless, 0, "{address} holds {tag}");
        }
        for link in links(&html) {
            assert!(
                link.starts_with('/') && !link.starts_with("//") || link.starts_with('#'),
                "{address} leads to {link}"
            );
            let path = link.split('#').next().unwrap_or_default();
            if !path.is_empty()
                && !path.ends_with(".css")
                && !path.ends_with(".svg")
                && path != "/workbench.js"
                && !path.starts_with("/corrections/")
            {
                ahead.push(path.to_owned());
            }
        }
    }
    let of = |view: &str| {
        seen.iter()
            .filter(|address| address.starts_with(view))
            .count()
    };
    for view in [
        "/timeline?",
        "/happening/",
        "/name/",
        "/claim/",
        "/dispute/",
        "/page/",
        "/pages?only=undated",
        "/search",
        "/network",
        "/coverage",
        "/export/ftm",
        "/export/brief?",
    ] {
        assert!(of(view) > 0, "nothing leads to {view}: {seen:?}");
    }
    let found = bench.get("/search?q=guards");
    assert!(found.body.contains("<mark>guards</mark>"), "{}", found.body);
}

#[test]
fn the_table_is_sorted_by_each_of_its_columns() {
    let bench = bench();
    let table = bench.get("/timeline?as=table").body;
    let sorts: Vec<String> = links(&table)
        .into_iter()
        .filter(|it| it.contains("sort="))
        .collect();
    assert_eq!(sorts.len(), 7, "{sorts:?}");
    let happenings = |body: &str| -> Vec<String> {
        let mut ids: Vec<String> = (links(body).into_iter())
            .filter(|it| it.starts_with("/happening/"))
            .collect();
        ids.dedup();
        ids
    };
    let listed = happenings(&table);
    assert!(listed.len() > 2, "{table}");
    for address in &sorts {
        let sorted = bench.get(&address.replace("&amp;", "&").replace("&#38;", "&"));
        assert_eq!(sorted.status, StatusCode::OK, "{address}");
        let [mut these, mut those] = [happenings(&sorted.body), listed.clone()];
        these.sort();
        those.sort();
        assert_eq!(these, those, "{address}");
        assert_eq!(
            sorted.body.matches("aria-sort=\"none\"").count(),
            6,
            "{address}"
        );
    }
    let backwards = happenings(&bench.get("/timeline?as=table&sort=-when").body);
    assert!(backwards.iter().eq(listed.iter().rev()), "{backwards:?}");
    assert_eq!(
        bench.get("/timeline?as=table&sort=weather").status,
        StatusCode::BAD_REQUEST
    );
}

#[test]
fn words_that_were_asked_for_are_marked_on_their_page() {
    let bench = bench();
    let timeline = bench.get("/timeline").body;
    let evidence = links(&timeline)
        .into_iter()
        .find(|it| it.starts_with("/page/minister?at="));
    let evidence = evidence.expect("a line rests on the page");
    let page = bench
        .get(evidence.split('#').next().unwrap_or_default())
        .body;
    assert_eq!(page.matches("id=\"here\"").count(), 1, "{page}");
}

#[test]
fn who_may_not_ask_is_refused() {
    let bench = bench();
    let own_host = format!("127.0.0.1:{PORT}");
    let cookie = bench.workbench.token.cookie(PORT);
    let other = Token::random().expect("random numbers").cookie(PORT);
    let wrong_port = bench.workbench.token.cookie(PORT + 1);
    let ask = |method: Method, address: &str, headers: &[(header::HeaderName, &str)]| {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        bench
            .ask(request.body(Body::empty()).expect("a request"))
            .status()
    };
    let (host, cookies, origin) = (header::HOST, header::COOKIE, header::ORIGIN);
    let forbidden = StatusCode::FORBIDDEN;
    for (why, status, method, address, headers) in [
        (
            "itself",
            StatusCode::OK,
            Method::GET,
            "/timeline",
            vec![(&host, own_host.as_str()), (&cookies, &cookie)],
        ),
        (
            "by its name",
            StatusCode::OK,
            Method::GET,
            "/timeline",
            vec![(&host, "localhost:8001"), (&cookies, &cookie)],
        ),
        (
            "no host",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&cookies, cookie.as_str())],
        ),
        (
            "a stranger's name",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&host, "evil.example:8001"), (&cookies, &cookie)],
        ),
        (
            "a name that begins like it",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&host, "127.0.0.1.evil.example:8001"), (&cookies, &cookie)],
        ),
        (
            "another port",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&host, "127.0.0.1:80"), (&cookies, &cookie)],
        ),
        (
            "no key",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&host, own_host.as_str())],
        ),
        (
            "no key, not even for the style",
            forbidden,
            Method::GET,
            "/style.css",
            vec![(&host, own_host.as_str())],
        ),
        (
            "another key",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&host, own_host.as_str()), (&cookies, &other)],
        ),
        (
            "the key of another port",
            forbidden,
            Method::GET,
            "/timeline",
            vec![(&host, own_host.as_str()), (&cookies, &wrong_port)],
        ),
        (
            "a wrong key in the address",
            forbidden,
            Method::GET,
            "/timeline?token=00",
            vec![(&host, own_host.as_str())],
        ),
        (
            "no origin",
            forbidden,
            Method::POST,
            "/corrections",
            vec![(&host, own_host.as_str()), (&cookies, &cookie)],
        ),
        (
            "a foreign origin",
            forbidden,
            Method::POST,
            "/corrections",
            vec![
                (&host, own_host.as_str()),
                (&cookies, &cookie),
                (&origin, "http://evil.example"),
            ],
        ),
        (
            "an opaque origin",
            forbidden,
            Method::POST,
            "/corrections",
            vec![
                (&host, own_host.as_str()),
                (&cookies, &cookie),
                (&origin, "null"),
            ],
        ),
        (
            "the same machine, another port",
            forbidden,
            Method::POST,
            "/corrections",
            vec![
                (&host, own_host.as_str()),
                (&cookies, &cookie),
                (&origin, "http://127.0.0.1:9999"),
            ],
        ),
        (
            "a change by GET",
            StatusCode::METHOD_NOT_ALLOWED,
            Method::GET,
            "/corrections/k0001/undo",
            vec![(&host, own_host.as_str()), (&cookies, &cookie)],
        ),
        (
            "a path outside",
            StatusCode::NOT_FOUND,
            Method::GET,
            "/../../etc/passwd",
            vec![(&host, own_host.as_str()), (&cookies, &cookie)],
        ),
        (
            "a path outside, in disguise",
            StatusCode::NOT_FOUND,
            Method::GET,
            "/page/..%2F..%2Fetc%2Fpasswd",
            vec![(&host, own_host.as_str()), (&cookies, &cookie)],
        ),
    ] {
        let headers: Vec<_> = headers
            .into_iter()
            .map(|(name, value)| (name.clone(), value))
            .collect();
        assert_eq!(ask(method, address, &headers), status, "{why}");
    }
}

#[test]
fn the_key_goes_from_the_address_into_a_cookie() {
    let bench = bench();
    let address = format!(
        "/timeline?from=2017&token={}",
        bench.workbench.token.as_str()
    );
    let request = Request::builder()
        .uri(address)
        .header(header::HOST, format!("127.0.0.1:{PORT}"))
        .body(Body::empty());
    let response = bench.ask(request.expect("a request"));
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let headers = response.headers();
    assert_eq!(headers[header::LOCATION], "/timeline?from=2017");
    let cookie = headers[header::SET_COOKIE].to_str().expect("text");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    // Under `no-referrer` a browser sends a page's own forms without an origin, and they would be refused.
    assert_eq!(headers[header::REFERRER_POLICY], "same-origin");
    let policy = headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("text");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'self'")
            && policy.contains("script-src 'self';")
            && !policy.contains("unsafe"),
        "{policy}"
    );
}

#[test]
fn forms_correct_and_take_back() {
    let bench = bench();
    let one = bench.names("Anna Orlo");
    assert_eq!(one, ["person-anna-orlo"]);
    let split = bench.post(
        "/corrections",
        "change=split&record=person-anna-orlo&page=baker&by=Ann+Lee&why=the+baker+is+another",
    );
    assert_eq!(split.status, StatusCode::SEE_OTHER, "{}", split.body);
    assert_eq!(bench.names("Anna Orlo").len(), 2);
    let shown = bench.get(&split.location);
    assert!(shown.body.contains("parted by Ann Lee"), "{}", shown.body);
    let list = bench.get("/corrections").body;
    assert!(
        list.contains("Mill burns” is set apart from the entity “Anna Orlo”"),
        "{list}"
    );
    assert!(list.contains("the baker is another"), "{list}");
    let undone = bench.post("/corrections/k0001/undo", "by=Ben+Roe&why=");
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(bench.names("Anna Orlo").len(), 1);
    assert!(
        bench
            .get("/corrections")
            .body
            .contains("taken back by Ben Roe")
    );
    let rename = bench.post(
        "/corrections",
        "change=rename&record=person-anna-orlo&name=%3Cb%3EAnna&by=Ann+Lee",
    );
    assert_eq!(rename.location, "/name/person-anna-orlo");
    let renamed = bench.get(&rename.location).body;
    assert!(
        renamed.contains("&#60;b&#62;Anna") && !renamed.contains("<b>Anna"),
        "{renamed}"
    );
}

#[test]
fn a_form_that_asks_for_what_cannot_be_is_told_so() {
    let bench = bench();
    for (form, told) in [
        ("", "unknown change"),
        ("change=merge&record=nobody", "There is no record nobody"),
        (
            "change=merge&record=person-anna-orlo&other=nobody+at+all",
            "nothing called",
        ),
        (
            "change=merge&record=person-anna-orlo&other=Anna+Orlo",
            "These are one already",
        ),
        (
            "change=split&record=person-anna-orlo",
            "Tick what is something else",
        ),
        (
            "change=split&record=person-anna-orlo&page=baker&page=minister&page=hostile",
            "nothing would be left",
        ),
        (
            "change=redate&record=person-anna-orlo&from=2017",
            "Nobody can redate",
        ),
        (
            "change=rename&record=person-anna-orlo",
            "Write the new name",
        ),
    ] {
        let answer = bench.post("/corrections", form);
        assert!(answer.status.is_client_error(), "{form}: {}", answer.status);
        assert!(answer.body.contains(told), "{form}: {}", answer.body);
    }
    assert!(
        bench
            .get("/corrections")
            .body
            .contains("Nothing was corrected")
    );
    let brief = bench.get("/export/brief?who=nobody+at+all");
    assert_eq!(brief.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        bench.get("/timeline?from=yesterday").status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        bench.get("/timeline?type=PARTY").status,
        StatusCode::BAD_REQUEST
    );
}

#[test]
fn a_page_as_saved_is_shown_in_a_frame_and_only_while_it_is_what_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("saved.html");
    std::fs::write(&path, HOSTILE).expect("a file");
    let digest = DocumentId::of_bytes(HOSTILE.as_bytes()).to_string();
    let page = read_page(HOSTILE.as_bytes(), &Given::default());
    let source = Source {
        id: DocumentId::from(digest.clone()),
        file: path.display().to_string(),
        sha256: digest.clone(),
    };
    let records = Reader::bundled().read(&source, &page);
    let mut dossier = Dossier::open_or_create(&folder.path().join("d")).expect("a dossier");
    dossier.add(&[records]).expect("the page fits");
    weave(&mut dossier).expect("it is woven");
    let bench = bench_over(dossier, folder);
    let address = format!("/original/{}", &digest[..16]);
    assert!(
        bench
            .get(&format!("/page/{}", &digest[..16]))
            .body
            .contains("<iframe sandbox")
    );
    let request = bench
        .own(Method::GET, &address)
        .body(Body::empty())
        .expect("a request");
    let response = bench.ask(request);
    let policy = response.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("text");
    assert!(
        policy.starts_with("sandbox; default-src 'none';") && !policy.contains("allow-"),
        "{policy}"
    );
    assert_eq!(
        bench.get(&address).body,
        HOSTILE.replace("<link", "<x-link")
    );
    std::fs::write(&path, "something else").expect("a file");
    assert_eq!(bench.get(&address).status, StatusCode::NOT_FOUND);
}

/// The script is checked in, so that nobody needs Node to build Dateline; its first line tells which sources it was built from.
#[test]
fn the_script_is_built_from_the_sources_that_are_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("islands/src");
    let mut names: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the sources")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    names.sort();
    let mut digest = Sha256::new();
    for name in names {
        digest.update(std::fs::read(name).expect("a source"));
    }
    let digest = hex(&digest.finalize());
    let first = include_str!("../assets/workbench.js").lines().next();
    assert!(
        first.is_some_and(|it| it.ends_with(&digest)),
        "run `npm run build` in crates/workbench/islands"
    );
}

#[test]
fn files_that_are_handed_in_are_kept_and_read() {
    let bench = bench();
    let send = |origin: &str, body: &str| {
        let request = bench
            .own(Method::POST, "/add")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
            .body(Body::from(body.to_owned()));
        bench.answered(request.expect("a request"))
    };
    let page = MINISTER.replace("Velm", "Anrak").replace("Orlo", "Brandt");
    let body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../talks.html\"\r\nContent-Type: text/html\r\n\r\n{page}\r\n--cut--\r\n"
    );
    let own = format!("http://127.0.0.1:{PORT}");
    assert_eq!(
        send("http://evil.example", &body).status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(send(&own, "--cut--\r\n").status, StatusCode::BAD_REQUEST);
    let sent = send(&own, &body);
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let told = (0..200)
        .map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            bench.get(&sent.location).body
        })
        .find(|body| !body.contains("http-equiv=\"refresh\""));
    assert!(told.expect("it ends").contains("1 page added"));
    assert!(bench.get("/names?q=Brandt").body.contains("Anna Brandt"));
    let kept = std::fs::read_to_string(bench.workbench.folder.join("talks.html"));
    assert_eq!(kept.expect("the file was kept"), page);
}

#[test]
fn ticked_lines_become_a_brief() {
    let bench = bench();
    let timeline = bench.get("/timeline").body;
    let ids: Vec<&str> = timeline
        .split("name=\"happening\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(ids.len() > 2, "{timeline}");
    let quoted = |address: &str| bench.get(address).body.matches("<q>").count();
    let one = quoted(&format!("/export/brief?ticked=yes&happening={}", ids[0]));
    let two = quoted(&format!(
        "/export/brief?ticked=yes&happening={}&happening={}",
        ids[0], ids[1]
    ));
    let none = bench.get("/export/brief?ticked=yes").status;
    assert_eq!(none, StatusCode::BAD_REQUEST);
    assert!(0 < one && one < two && two < quoted("/export/brief"));
}

#[test]
fn programs_get_json_for_every_question_that_is_described() {
    let bench = bench();
    let ask = |address: &str| {
        let answer = bench.get(address);
        let value: serde_json::Value = serde_json::from_str(&answer.body)
            .unwrap_or_else(|error| panic!("{address}: {error}: {}", answer.body));
        (answer.status, value)
    };
    let (_, described) = ask("/api/v1/openapi.json");
    let first = |list: &str| {
        let (_, found) = ask(&format!("/api/v1/{list}"));
        assert!(found["total"].as_u64().is_some(), "{list}: {found}");
        found["items"][0].clone()
    };
    let entry = first("timeline?from=2017");
    assert_eq!(entry["kind"], "entry");
    let paths = described["paths"].as_object().expect("paths");
    assert_eq!(paths.len(), crate::api::QUESTIONS.len());
    for path in paths.keys() {
        let list = path.trim_start_matches("/api/v1/").split('/').next();
        let id = match list {
            Some("happenings") => entry["happening"].clone(),
            Some("evidence") => entry["events"][0]["id"].clone(),
            Some(list) if path.contains("{id}") => first(list)["id"].clone(),
            _ => serde_json::Value::Null,
        };
        let address = path.replace("{id}", id.as_str().unwrap_or_default());
        let (status, answer) = ask(&address.replace("search", "search?q=guards"));
        assert_eq!(status, StatusCode::OK, "{address}: {answer}");
        let shape = &described["paths"][path]["get"]["responses"]["200"]["content"];
        let shape = shape["application/json"]["schema"]["$ref"]
            .as_str()
            .expect("a schema");
        assert_eq!(
            shape.ends_with("List"),
            answer["items"].is_array(),
            "{address}"
        );
        assert_eq!(
            shape.ends_with("Record"),
            answer["kind"].is_string() && path.contains("{id}"),
            "{address}"
        );
        if path.contains("{id}") {
            let (status, answer) = ask(&path.replace("{id}", "nothing"));
            assert_eq!(status, StatusCode::NOT_FOUND, "{path}: {answer}");
            assert!(answer["error"].is_string());
        }
    }
    let (status, _) = ask("/api/v1/timeline?from=yesterday");
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (_, few) = ask("/api/v1/names?most=2&skip=1");
    assert_eq!(few["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(few["skipped"], 1);
}

#[test]
fn a_note_stands_beside_what_it_is_on() {
    let bench = bench();
    let id = bench.names("Dalgat").pop().expect("he is named");
    let sent = bench.post(
        "/corrections",
        &format!("change=note&record={id}&why=ask+%3Cb%3Ehim%3C%2Fb%3E&by=Ann+Lee"),
    );
    assert_eq!(sent.location, format!("/name/{id}"), "{}", sent.body);
    let page = bench.get(&sent.location).body;
    assert!(
        page.contains("noted by Ann Lee: ask &#60;b&#62;him"),
        "{page}"
    );
    let nothing = bench.post(
        "/corrections",
        &format!("change=note&record={id}&why=+&by=Ann+Lee"),
    );
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
}
