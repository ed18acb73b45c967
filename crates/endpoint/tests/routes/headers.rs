//! What every answer carries.

use std::fs;
use std::path::Path;

use crate::{SCRIPT, get};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for path in ["/", SCRIPT, "/healthz", "/gone.js"] {
        let answer = get(path, &[]).await;
        assert_eq!(
            answer.header("content-security-policy"),
            jipan_endpoint::CONTENT_SECURITY_POLICY
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{path}");
    }
}

#[test]
fn the_policy_in_the_page_equals_the_header() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../index.html");
    let page = fs::read_to_string(page).unwrap();
    let in_page =
        jipan_endpoint::CONTENT_SECURITY_POLICY.strip_suffix("; frame-ancestors 'none'").unwrap();
    assert!(
        page.contains(&format!("http-equiv=\"Content-Security-Policy\" content=\"{in_page}\""))
    );
}
