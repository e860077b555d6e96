//! Who may ask: a browser on this machine that was given this run's token.
//!
//! Loopback is no fence. Any page that is open in the browser can send requests to it, and a name that a stranger controls can be
//! made to lead to it (DNS rebinding). So the `Host` must be this machine's own; the token must be there, in a cookie that no
//! script and no other site's request carries; and what changes something must come from a page of the workbench (`Origin`).

use crate::WorkbenchError;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dateline_vocabulary::hex;

/// A secret of one run, which the first address that is opened holds.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// 128 random bits.
    pub(crate) fn random() -> Result<Token, WorkbenchError> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(WorkbenchError::Token)?;
        Ok(Token(hex(&bytes)))
    }

    /// As it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The cookie that carries it. Cookies are shared by the ports of a machine, so it is named after the port.
    pub(crate) fn cookie(&self, port: u16) -> String {
        format!("dateline-{port}={}", self.0)
    }

    /// In a time that does not tell how much of it is right.
    fn is(&self, other: &str) -> bool {
        let differ = self
            .0
            .bytes()
            .zip(other.bytes())
            .fold(0, |all, (a, b)| all | (a ^ b));
        self.0.len() == other.len() && differ == 0
    }
}

/// What requests are held against.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) token: Token,
    pub(crate) port: u16,
}

/// Nothing but the workbench's own styles, pictures and one script is loaded, nothing else runs, nobody frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// Lets a request through, or says why not; and tells the browser what the answer may do.
pub(crate) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let mut response = match guard.admit(&request) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Under `no-referrer` a browser would send the workbench's own forms without an origin.
        (header::REFERRER_POLICY, "same-origin"),
        (
            header::HeaderName::from_static("x-dns-prefetch-control"),
            "off",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ] {
        // A saved page has a stricter policy of its own.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Why a request is not answered.
enum Refusal {
    /// The token came in the address: it goes into a cookie, and out of the address.
    Enter {
        cookie: String,
        address: String,
    },
    Because(StatusCode, &'static str),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Refusal::Enter { cookie, address } => {
                let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, address)];
                (StatusCode::SEE_OTHER, headers).into_response()
            }
            Refusal::Because(status, why) => {
                let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
                (status, kind, format!("{why}\n")).into_response()
            }
        }
    }
}

impl Guard {
    fn admit(&self, request: &Request) -> Result<(), Refusal> {
        let headers = request.headers();
        let forbid = |why| Err(Refusal::Because(StatusCode::FORBIDDEN, why));
        let host = one(headers, header::HOST).unwrap_or_default();
        let own = ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .any(|name| host == format!("{name}:{}", self.port));
        if !own {
            return forbid(
                "This workbench answers only under the address that `dateline serve` printed.",
            );
        }
        let changes = request.method() != Method::GET && request.method() != Method::HEAD;
        if changes && one(headers, header::ORIGIN) != Some(&format!("http://{host}")) {
            return forbid("Only a page of this workbench may change something.");
        }
        if self.holds_token(headers) {
            return Ok(());
        }
        let query = request.uri().query().unwrap_or_default();
        let given = query
            .split('&')
            .find_map(|part| part.strip_prefix("token="));
        if request.method() == Method::GET && given.is_some_and(|given| self.token.is(given)) {
            let rest: Vec<&str> = query
                .split('&')
                .filter(|part| !part.starts_with("token="))
                .collect();
            let path = request.uri().path();
            let address = match rest.is_empty() {
                true => path.to_owned(),
                false => format!("{path}?{}", rest.join("&")),
            };
            return Err(Refusal::Enter {
                cookie: format!(
                    "{}; Path=/; HttpOnly; SameSite=Strict",
                    self.token.cookie(self.port)
                ),
                address,
            });
        }
        forbid(
            "Open the address that `dateline serve` printed: it holds the key to this run of the workbench.",
        )
    }

    fn holds_token(&self, headers: &HeaderMap) -> bool {
        let name = format!("dateline-{}=", self.port);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(&name))
            .any(|given| self.token.is(given))
    }
}

/// A header that stands once.
fn one(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut all = headers.get_all(name).iter();
    match (all.next(), all.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
