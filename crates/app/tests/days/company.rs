//! The endpoint of a company over records in memory, behind JSON as in life, and what can lie between
//! it and a tablet. Not here: any claim.

use std::collections::VecDeque;

use jipan_app::calls::json::{from_http, to_http};
use jipan_app::calls::{Answer, Call, CallFailure};
use jipan_app::event::CompanyEvent;
use jipan_app::view::{JoinView, ScreenView, SyncState, SyncStatusView, SyncStop, SyncTrouble};
use jipan_app::{Event, Route};
use jipan_rules::permission::Role;
use jipan_rules::{TimeDelta, Uuid};
use jipan_sync::hub::{self, HubEnv, Rejected};
use jipan_sync::memory::{Fault, MemoryRecords};
use jipan_sync::records::{ChangeRow, Hash, PhotoTotals, Records as _};
use jipan_sync::wire::{
    ErrorBody, ErrorCode, TeamReply, TeamRequest, TerritoryId, WaitResponse, WireRole,
};
use serde::Serialize;

use super::tablet::Tablet;

/// What lies between a tablet and the endpoint at one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weather {
    /// Nothing.
    Fair,
    /// Nobody hears the call.
    NoNetwork,
    /// The endpoint does all of it, but its answer is lost.
    AnswerLost,
    /// The sign-in page of a network answers.
    Portal,
    /// Something else that speaks JSON answers.
    OtherJson,
    /// The answer breaks off.
    CutOff,
    /// The database of the endpoint fails.
    NoDatabase,
    /// It commits, and then dies.
    DiesAfterCommit,
    /// What is said comes to the endpoint garbled.
    Garbled,
}

/// A company with its endpoint.
pub(crate) struct Company {
    pub records: MemoryRecords,
    pub world: World,
    /// What lies between at the next calls; then the weather is fair.
    pub weather: VecDeque<Weather>,
    pub n_calls: usize,
    /// How far the clock of the endpoint is ahead of the tablets', in milliseconds.
    pub ahead_ms: u64,
    /// A push with this in it is nothing that the endpoint can read.
    pub chokes_on: Option<&'static str>,
    /// The endpoint does not know what notes are.
    pub is_old: bool,
    /// The endpoint does not know what photos are.
    pub has_no_photos: bool,
    /// The calls that were heard, by what they ask.
    pub heard: Vec<&'static str>,
}

/// A note as it is written, and as nobody knows it.
const NOTE: [&str; 2] = ["{\"note\":", "{\"memo\":"];

/// What the endpoint gets from outside.
pub(crate) struct World {
    now_ms: u64,
    last: u64,
    /// So many bytes of news are in one answer.
    page_bytes_max: usize,
    /// So many photos are kept.
    pub photos_max: PhotoTotals,
}

impl HubEnv for World {
    fn now_ms(&self) -> u64 {
        self.now_ms
    }

    fn fresh(&mut self) -> Uuid {
        self.last += 1;
        Uuid::from_u64_pair(0xC0 << 56 | self.last, self.last.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn secret(&mut self) -> String {
        self.last += 1;
        format!("secret-{}", self.last)
    }

    fn hash(&self, secret: &str) -> Hash {
        let mut hash = [0; 32];
        for (idx, byte) in secret.bytes().enumerate() {
            hash[idx % 32] ^= byte.rotate_left(u32::try_from(idx / 32).unwrap());
        }
        hash
    }

    fn page_bytes_max(&self) -> usize {
        self.page_bytes_max
    }

    fn photos_max(&self) -> PhotoTotals {
        self.photos_max
    }
}

impl Company {
    /// A company that begins, with the secret for its first manager.
    pub(crate) fn begin() -> (Self, String) {
        let mut company = Self {
            records: MemoryRecords::new(),
            world: World {
                now_ms: 1_795_300_000_000,
                last: 0,
                page_bytes_max: jipan_sync::wire::PAGE_BYTES_MAX,
                photos_max: hub::PHOTOS_MAX,
            },
            weather: VecDeque::new(),
            n_calls: 0,
            ahead_ms: 0,
            chokes_on: None,
            is_old: false,
            has_no_photos: false,
            heard: Vec::new(),
        };
        let secret = hub::open(&mut company.records, &mut company.world).unwrap().unwrap();
        (company, secret)
    }

    /// What one who runs the endpoint does.
    pub(crate) fn manage(&mut self, ask: &TeamRequest) -> TeamReply {
        hub::manage(&mut self.records, ask, &mut self.world).unwrap()
    }

    /// So many bytes of news are in one answer from now on.
    pub(crate) fn tells_at_once(&mut self, n_bytes: usize) {
        self.world.page_bytes_max = n_bytes;
    }

    /// A territory with these values.
    pub(crate) fn territory(&mut self, name: &str, values: &[&str]) -> TerritoryId {
        let values = values.iter().map(|&value| value.to_owned()).collect();
        let ask = TeamRequest::SetTerritory { id: None, name: name.to_owned(), values };
        let reply = self.manage(&ask);
        reply.card.territories.iter().find(|it| it.name == name).unwrap().id
    }

    /// The secret for somebody new.
    pub(crate) fn invite(&mut self, name: &str, role: Role, of: &[TerritoryId]) -> String {
        let role: WireRole = role.into();
        let ask = TeamRequest::Invite { name: name.to_owned(), role, territories: of.to_vec() };
        self.manage(&ask).link.unwrap().secret
    }

    /// Everything that a tablet asks is answered until it asks nothing but to be told of news.
    pub(crate) fn meets(&mut self, tablet: &mut Tablet<'_>) {
        for _ in 0..500 {
            tablet.waits_for_sync();
            let now = u64::try_from(tablet.env.now.timestamp_millis()).unwrap();
            self.world.now_ms = now + self.ahead_ms;
            let calls = std::mem::take(&mut tablet.calls);
            let mut is_quiet = true;
            for (id, call) in calls {
                match self.hears(&call) {
                    Some(answer) => {
                        is_quiet = false;
                        tablet.happens(Event::CallAnswered { id, answer: Box::new(answer) });
                    }
                    None => tablet.calls.push((id, call)),
                }
            }
            let status = tablet.model.view().status.sync;
            let waits =
                |it: SyncState| matches!(it, SyncState::Waiting(it) if it != SyncTrouble::Offline);
            if tablet.is_dead() || is_quiet && !status.is_some_and(|it| waits(it.state)) {
                return;
            }
            // A failure is followed by a wait.
            tablet.env.now += TimeDelta::seconds(60);
        }
        panic!("tablet and endpoint never come to rest");
    }

    /// What comes of a call; nothing while there is no news to be told.
    pub(crate) fn hears(&mut self, call: &Call) -> Option<Answer> {
        if let Call::Wait { token, ask } = call {
            let moved = hub::has_moved(&mut self.records, token, ask, &mut self.world);
            if matches!(moved, Ok(false)) {
                return None;
            }
        }
        self.n_calls += 1;
        let weather = self.weather.pop_front().unwrap_or(Weather::Fair);
        match weather {
            Weather::NoDatabase => self.records.fail_next(Fault::BeforeCommit),
            Weather::DiesAfterCommit => self.records.fail_next(Fault::AfterCommit),
            Weather::NoNetwork => return Some(Answer::Failed(CallFailure::Offline)),
            Weather::Fair
            | Weather::AnswerLost
            | Weather::Portal
            | Weather::OtherJson
            | Weather::Garbled
            | Weather::CutOff => {}
        }
        let json = "application/json; charset=utf-8";
        Some(match weather {
            Weather::Portal => from_http(call, 200, "text/html", b"<html>Sign in</html>"),
            Weather::OtherJson => from_http(call, 200, json, br#"{"login":"required"}"#),
            Weather::Garbled => from_http(call, 400, json, br#"{"error":"malformed"}"#),
            Weather::CutOff => {
                let (status, body) = self.serves(call);
                from_http(call, status, json, &body[..body.len() / 2])
            }
            Weather::AnswerLost => {
                self.serves(call);
                Answer::Failed(CallFailure::Timeout)
            }
            Weather::Fair | Weather::NoNetwork | Weather::NoDatabase | Weather::DiesAfterCommit => {
                let (status, body) = self.serves(call);
                from_http(call, status, json, &body)
            }
        })
    }

    /// The endpoint's program is renewed: what it did not understand is judged.
    pub(crate) fn is_renewed(&mut self) {
        self.is_old = false;
        for row in self.records.quarantined(None, 100).unwrap() {
            let kept = row.kept.as_ref().map(|it| it.replace(NOTE[1], NOTE[0]));
            self.records.put_change(&ChangeRow { kept, ..row }).unwrap();
        }
        hub::rejudge(&mut self.records, &mut self.world).unwrap();
    }

    /// The routes of the endpoint.
    fn serves(&mut self, call: &Call) -> (u16, Vec<u8>) {
        let http = to_http(call).unwrap();
        self.heard.push(http.path);
        let (records, world) = (&mut self.records, &mut self.world);
        let token = http.token.unwrap_or_default();
        let body = if self.is_old { http.body.replace(NOTE[0], NOTE[1]) } else { http.body };
        let body = body.as_str();
        if self.chokes_on.is_some_and(|text| body.contains(text)) {
            let (code, detail) = (ErrorCode::Malformed, String::new());
            return answer(Err::<(), _>(Rejected { code, detail }));
        }
        match http.path {
            "/v1/link" => answer(hub::link(records, &ask(body), world)),
            "/v1/enrol" => answer(hub::enrol(records, &ask(body), world)),
            "/v1/sync" => answer(hub::sync(records, &token, &ask(body), world)),
            "/v1/wait" => answer(
                hub::has_moved(records, &token, &ask(body), world)
                    .map(|moved| WaitResponse { moved }),
            ),
            "/v1/team" => answer(hub::team(records, &token, &ask(body), world)),
            "/v1/photo/put" if self.has_no_photos => no_route(),
            "/v1/photo/put" => answer(hub::put_photo(records, &token, &ask(body), world)),
            "/v1/photo/get" => answer(hub::photo(records, &token, ask(body), world)),
            path => panic!("no route {path}"),
        }
    }
}

fn ask<'a, T: serde::Deserialize<'a>>(body: &'a str) -> T {
    serde_json::from_str(body).unwrap()
}

/// What an endpoint says to a path that it does not know.
fn no_route() -> (u16, Vec<u8>) {
    let (code, detail) = (ErrorCode::NotFound, String::new());
    answer(Err::<(), _>(Rejected { code, detail }))
}

fn answer(said: Result<impl Serialize, Rejected>) -> (u16, Vec<u8>) {
    match said {
        Ok(said) => (200, serde_json::to_vec(&said).unwrap()),
        Err(Rejected { code, detail }) => {
            let status = if code == ErrorCode::Unavailable { 503 } else { 400 };
            (status, serde_json::to_vec(&ErrorBody { error: code, detail }).unwrap())
        }
    }
}

impl Tablet<'_> {
    /// Opens a link, confirms, and is served until it is quiet.
    pub(crate) fn joins(&mut self, company: &mut Company, secret: &str) {
        self.tries_to_join(company, secret);
        assert!(self.model.view().status.sync.is_some(), "{:?}", self.join_screen());
    }

    /// The same, where the disk may fail.
    pub(crate) fn tries_to_join(&mut self, company: &mut Company, secret: &str) {
        self.happens(Event::NetworkChanged { is_online: true });
        let secret = jipan_app::backup::Passphrase::new(secret.to_owned());
        self.happens(Event::Company(CompanyEvent::LinkOpened(secret)));
        company.meets(self);
        let status = self.model.view().status.sync;
        let is_unknown = |it: SyncStatusView| it.state == SyncState::Stopped(SyncStop::Unknown);
        if status.is_some_and(|it| !is_unknown(it)) {
            return;
        }
        let JoinView::Offered { is_first, .. } = self.join_screen() else {
            panic!("nothing is offered: {:?}", self.join_screen());
        };
        let name = |text: &str| if is_first { text.to_owned() } else { String::new() };
        self.happens(Event::Company(CompanyEvent::JoinConfirmed {
            device_name: "平板".to_owned(),
            company_name: name("样例公司"),
            person_name: name("经理"),
        }));
        company.meets(self);
    }

    pub(crate) fn join_screen(&mut self) -> JoinView {
        self.happens(Event::LinkFollowed(Route::Join));
        match self.model.view().screen {
            ScreenView::Join(view) => (*view).clone(),
            other => panic!("not the screen to join: {other:?}"),
        }
    }

    pub(crate) fn sync_status(&self) -> SyncStatusView {
        self.model.view().status.sync.expect("a company was joined")
    }
}
