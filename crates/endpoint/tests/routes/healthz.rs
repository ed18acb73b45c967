//! `GET /healthz`.

use insta::assert_snapshot;

use crate::get;

#[tokio::test]
async fn healthz_answers_and_is_never_kept() {
    let answer = get("/healthz", &[]).await;
    assert_snapshot!(answer.status, @"200 OK");
    assert_snapshot!(answer.text(), @"ok");
    assert_snapshot!(answer.header("cache-control"), @"no-store");
}
