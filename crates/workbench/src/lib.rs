//! The workbench: a dossier read and corrected in a browser, on this machine only.
//!
//! Every view is a page of HTML with a stable address, and reads without scripts; the one script of ours (`islands`) adds keys,
//! dropping of files, and zooming. [`Workbench::serve`] listens on loopback;
//! [`Workbench::get`] gives the answer to one address, as `dateline serve --get` prints it. What may be asked for, and by whom,
//! is the matter of `guard`.

mod adding;
mod address;
mod api;
mod correcting;
mod fault;
mod guard;
mod handing_on;
mod marked;
mod packing;
mod programs;
mod shell;
#[cfg(test)]
mod tests;
mod views;
mod work;

pub use correcting::{sign, today};
pub use fault::WorkbenchError;
pub use guard::Token;
pub use handing_on::{Form, brief, hand_on};
pub use packing::{PackError, pack};
pub use programs::{hit_line, page_of, stats_counts, stats_line};
pub use work::{Step, Worker};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, RawForm, RawQuery, State};
use axum::http::{Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use dateline_dossier::Dossier;
use fault::Fault;
use http_body_util::BodyExt;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_util::io::ReaderStream;
use tower::ServiceExt;
use work::Work;

/// A dossier on a workbench.
pub struct Workbench {
    dossier: Mutex<Dossier>,
    /// What the dossier is called in headings.
    name: String,
    /// Who corrects, where a form does not say.
    by: String,
    /// Where files that are handed in are kept.
    folder: PathBuf,
    work: Work,
    token: Token,
}

/// What a view is made from.
struct Desk<'d> {
    dossier: &'d mut Dossier,
    name: &'d str,
    by: &'d str,
    folder: &'d Path,
    work: &'d Work,
}

impl Workbench {
    /// A workbench for a dossier that is woven. `name` stands in headings, `by` is who corrects where a form does not say;
    /// files that are handed in are kept in `folder`, which need not be there, and read by `worker`.
    ///
    /// # Errors
    /// [`WorkbenchError::Token`] when the system gives no random numbers.
    pub fn new(
        dossier: Dossier,
        name: String,
        by: String,
        folder: PathBuf,
        worker: Box<dyn Worker>,
    ) -> Result<Workbench, WorkbenchError> {
        Ok(Workbench {
            dossier: Mutex::new(dossier),
            name,
            by,
            folder,
            work: Work::of(worker),
            token: Token::random()?,
        })
    }

    /// Listens on `port` of this machine, 0 for any that is free, until the program is interrupted. `ready` is handed the address
    /// to open, which holds this run's token.
    ///
    /// # Errors
    /// [`WorkbenchError::Listen`] when the port is taken or may not be used, [`WorkbenchError::Share`] when somebody writes all the while.
    pub fn serve(self, port: u16, ready: impl FnOnce(&str)) -> Result<(), WorkbenchError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .build()
            .map_err(WorkbenchError::Run)?;
        // Pages are looked at while others are added and put together.
        self.dossier().share().map_err(WorkbenchError::Share)?;
        runtime.block_on(async {
            let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
            let listener = tokio::net::TcpListener::bind(address)
                .await
                .map_err(|source| WorkbenchError::Listen { port, source })?;
            let port = listener.local_addr().map_err(WorkbenchError::Run)?.port();
            ready(&format!(
                "http://127.0.0.1:{port}/?token={}",
                self.token.as_str()
            ));
            let here = Arc::new(self);
            let service = router(Arc::clone(&here), port);
            let interrupted = async {
                // Where interrupts cannot be heard, the program ends by them all the same.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            axum::serve(listener, service)
                .with_graceful_shutdown(interrupted)
                .await
                .map_err(WorkbenchError::Run)?;
            here.dossier().stop_sharing();
            Ok(())
        })
    }

    /// The dossier, for whoever comes next.
    fn dossier(&self) -> std::sync::MutexGuard<'_, Dossier> {
        self.dossier.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The status and the body that the workbench answers with to one address, such as `/timeline?from=2017`.
    ///
    /// # Errors
    /// [`WorkbenchError::Address`] when it is no path on this workbench.
    pub fn get(self, address: &str) -> Result<(u16, Vec<u8>), WorkbenchError> {
        let wrong = || WorkbenchError::Address {
            address: address.to_owned(),
        };
        let uri: Uri = address.parse().map_err(|_| wrong())?;
        if !address.starts_with('/') || address.starts_with("//") {
            return Err(wrong());
        }
        let request = Request::builder()
            .uri(uri)
            .header(header::HOST, "127.0.0.1:0")
            .header(header::COOKIE, self.token.cookie(0))
            .body(Body::empty())
            .map_err(|_| wrong())?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(WorkbenchError::Run)?;
        runtime.block_on(async {
            let Ok(response) = router(Arc::new(self), 0).oneshot(request).await;
            let status = response.status().as_u16();
            let body = response.into_body().collect().await;
            let body = body.map_err(|error| WorkbenchError::Run(std::io::Error::other(error)))?;
            Ok((status, body.to_bytes().to_vec()))
        })
    }

    /// Answers by what `view` makes of the dossier. One question is answered at a time: there is one reader.
    fn answer<V>(&self, view: V) -> Response
    where
        V: FnOnce(&mut Desk<'_>) -> Result<Answer, Fault>,
    {
        // A view that panicked left the dossier as it was: it only read, or its transaction was taken back.
        let mut dossier = self.dossier();
        let mut desk = Desk {
            dossier: &mut dossier,
            name: &self.name,
            by: &self.by,
            folder: &self.folder,
            work: &self.work,
        };
        match view(&mut desk) {
            Ok(Answer::Page(html)) => page(StatusCode::OK, html),
            Ok(Answer::File { name, body }) => {
                let told = format!("attachment; filename=\"{name}\"");
                let headers = [
                    (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
                    (header::CONTENT_DISPOSITION, told),
                ];
                let pieces = ReaderStream::with_capacity(tokio::fs::File::from_std(body), PIECE);
                (headers, Body::from_stream(pieces)).into_response()
            }
            Ok(Answer::Saved { media_type, bytes }) => {
                let headers = [
                    (header::CONTENT_TYPE, media_type),
                    (header::CONTENT_SECURITY_POLICY, views::SAVED_POLICY),
                ];
                (headers, bytes).into_response()
            }
            Ok(Answer::Json { status, body }) => {
                let kind = [(header::CONTENT_TYPE, "application/json")];
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
                (status, kind, body).into_response()
            }
            Ok(Answer::Elsewhere(address)) => Redirect::to(&address).into_response(),
            Err(fault) => {
                let (status, html) = fault.page(&desk);
                page(status, html)
            }
        }
    }
}

/// Bytes of a file that are sent at once.
const PIECE: usize = 64 << 10;

/// What a view gives.
enum Answer {
    /// A page.
    Page(String),
    /// A file to be saved, under this name; sent piece by piece, for it may be larger than memory.
    File { name: String, body: File },
    /// An answer for a program.
    Json { status: u16, body: String },
    /// A page as it was saved.
    Saved {
        media_type: &'static str,
        bytes: Vec<u8>,
    },
    /// Another address to go to.
    Elsewhere(String),
}

fn page(status: StatusCode, html: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, kind, html).into_response()
}

/// A view of what stands behind the `?` of an address.
type View = fn(&mut Desk<'_>, &address::Query) -> Result<Answer, Fault>;

/// A view of a record.
type RecordView = fn(&mut Desk<'_>, &str, &address::Query) -> Result<Answer, Fault>;

fn router(workbench: Arc<Workbench>, port: u16) -> Router {
    let view = |view: View| {
        get(
            move |State(workbench): State<Arc<Workbench>>, RawQuery(query): RawQuery| async move {
                let query = address::Query::of(query.as_deref().unwrap_or_default());
                workbench.answer(|desk| view(desk, &query))
            },
        )
    };
    let record = |view: RecordView| {
        get(
            move |State(workbench): State<Arc<Workbench>>,
                  axum::extract::Path(id): axum::extract::Path<String>,
                  RawQuery(query): RawQuery| async move {
                let query = address::Query::of(query.as_deref().unwrap_or_default());
                workbench.answer(|desk| view(desk, &id, &query))
            },
        )
    };
    let correct = post(
        async |State(workbench): State<Arc<Workbench>>, RawForm(form): RawForm| {
            let form = address::Query::of(&String::from_utf8_lossy(&form));
            workbench.answer(|desk| correcting::correct(desk, &form))
        },
    );
    let undo = post(
        async |State(workbench): State<Arc<Workbench>>,
               axum::extract::Path(id): axum::extract::Path<String>,
               RawForm(form): RawForm| {
            let form = address::Query::of(&String::from_utf8_lossy(&form));
            workbench.answer(|desk| correcting::undo(desk, &id, &form))
        },
    );
    let add = post(
        async |State(workbench): State<Arc<Workbench>>, form: Multipart| {
            let taken = adding::take(&workbench, form).await;
            workbench.answer(|_| taken.map(Answer::Elsewhere))
        },
    )
    .layer(DefaultBodyLimit::max(adding::MOST_BYTES));
    let question = |question: &'static api::Question| {
        get(
            move |State(workbench): State<Arc<Workbench>>,
                  id: Option<axum::extract::Path<String>>,
                  RawQuery(query): RawQuery| async move {
                let query = address::Query::of(query.as_deref().unwrap_or_default());
                let id = id.map_or(String::new(), |axum::extract::Path(id)| id);
                workbench.answer(|desk| Ok(api::ask(desk, question, &id, &query)))
            },
        )
    };
    let router = api::QUESTIONS.iter().fold(Router::new(), |router, it| {
        router.route(&format!("{}{}", api::ROOT, it.path), question(it))
    });
    router
        .route("/", get(async || Redirect::to("/timeline")))
        .route("/timeline", view(views::timeline))
        .route("/happening/{id}", record(views::happening))
        .route("/names", view(views::names))
        .route("/name/{id}", record(views::name))
        .route("/claims", view(views::claims))
        .route("/claim/{id}", record(views::claim))
        .route("/disputes", view(views::disputes))
        .route("/dispute/{id}", record(views::dispute))
        .route("/pages", view(views::pages))
        .route("/page/{id}", record(views::page))
        .route("/original/{id}", record(views::original))
        .route("/search", view(views::search))
        .route("/network", view(views::network))
        .route("/coverage", view(views::coverage))
        .route("/corrections", view(correcting::corrections).merge(correct))
        .route("/corrections/{id}/undo", undo)
        .route("/export", view(views::exports))
        .route("/export/{form}", record(views::export))
        .route("/add", view(adding::form).merge(add))
        .route("/work", view(adding::work))
        .route("/style.css", get(style))
        .route("/workbench.js", get(script))
        .route("/icon.svg", get(icon))
        .fallback(async |State(workbench): State<Arc<Workbench>>, uri: Uri| {
            workbench.answer(|_| Err(Fault::nothing_at(uri.path())))
        })
        .layer(axum::middleware::from_fn_with_state(
            guard::Guard {
                token: workbench.token.clone(),
                port,
            },
            guard::guard,
        ))
        .with_state(workbench)
}

async fn script() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, include_str!("../assets/workbench.js")).into_response()
}

async fn icon() -> Response {
    let kind = [(header::CONTENT_TYPE, "image/svg+xml")];
    (kind, include_str!("../assets/icon.svg")).into_response()
}

async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, include_str!("../assets/style.css")).into_response()
}
