//! The workbench as it is started.

use crate::made_dossier::made_dossier;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};

#[test]
fn one_answer_is_printed() {
    let sandbox = made_dossier();
    let page = sandbox
        .run(&["serve", "--get", "/timeline?who=marsh"])
        .expect(0);
    assert!(
        page.stdout.starts_with("<!DOCTYPE html>"),
        "{}",
        page.stdout
    );
    assert!(
        page.stdout
            .contains("General Oda Marsh met Ilse Quint on 10 September")
    );
    let missing = sandbox.run(&["serve", "--get", "/nothing"]).expect(2);
    assert!(
        missing
            .stderr
            .contains("answers `/nothing` with status 404"),
        "{}",
        missing.stderr
    );
    let wrong = sandbox
        .run(&["serve", "--get", "http://elsewhere.example/"])
        .expect(2);
    assert!(
        wrong.stderr.contains("is no address on the workbench"),
        "{}",
        wrong.stderr
    );
}

#[test]
fn it_listens_on_this_machine_and_answers_who_holds_the_key() {
    let sandbox = made_dossier();
    let mut served = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["serve", "--port", "0"])
        .current_dir(sandbox.root())
        .env_remove("DATELINE_DOSSIER")
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let stderr = served.stderr.take().expect("piped");
    let mut told = BufReader::new(stderr);
    told.read_line(&mut line).expect("it tells where");
    let address = line.split("http://").nth(1).expect("an address").trim();
    let (host, path) = address.split_once('/').expect("a path");
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    let ask = |path: &str| {
        let mut stream = TcpStream::connect(host).expect("it listens");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .expect("asked");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    };
    let entered = ask(&format!("/{path}"));
    let refused = ask("/timeline");
    served.kill().expect("it runs until it is stopped");
    served.wait().expect("it ends");
    assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
    assert!(entered.contains("HttpOnly; SameSite=Strict"), "{entered}");
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
}
