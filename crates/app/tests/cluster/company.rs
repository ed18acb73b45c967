//! The endpoint of the company, with what goes wrong in it. Not here: the network before it.

use jipan_rules::Uuid;
use jipan_sync::calls::json::{from_http, to_http};
use jipan_sync::calls::{Answer, Call, CallFailure};
use jipan_sync::hub::{self, HubEnv, Rejected};
use jipan_sync::memory::{Fault, MemoryRecords};
use jipan_sync::records::{Hash, Storage as _};
use jipan_sync::wire::{
    EnrolRequest, ErrorBody, ErrorCode, PAGE_BYTES_MAX, SyncRequest, TeamReply, TeamRequest,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Chance and time of the endpoint, the same on every run.
#[derive(Debug)]
struct ClockAndDice {
    now_ms: u64,
    n: u64,
}

impl HubEnv for ClockAndDice {
    fn now_ms(&self) -> u64 {
        self.now_ms
    }

    fn fresh(&mut self) -> Uuid {
        self.n += 1;
        Uuid::from_u64_pair(0xC0DE << 32 | self.n, self.n.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn secret(&mut self) -> String {
        self.n += 1;
        format!("secret-{:032}", self.n)
    }

    fn hash(&self, secret: &str) -> Hash {
        let mut hash = [0; 32];
        let mut sum = 0xCBF2_9CE4_8422_2325_u64;
        for (idx, byte) in secret.bytes().chain(0..32).enumerate() {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
            hash[idx % 32] ^= sum.to_le_bytes()[idx % 8];
        }
        hash
    }

    /// Mostly there are several answers with news to be had.
    fn page_bytes_max(&self) -> usize {
        [200, 2_000, PAGE_BYTES_MAX][usize::try_from(self.now_ms % 3).unwrap()]
    }
}

/// The endpoint.
#[derive(Debug)]
pub(crate) struct Company {
    pub(crate) storage: MemoryRecords,
    env: ClockAndDice,
    backup: Option<MemoryRecords>,
    /// What proves the manager who invites.
    office: String,
}

impl Company {
    /// A company whose manager has joined with a device that is only used to invite.
    pub(crate) fn new(now_ms: u64) -> Self {
        let mut storage = MemoryRecords::new();
        let mut env = ClockAndDice { now_ms, n: 0 };
        let secret = hub::open(&mut storage, &mut env).unwrap().unwrap();
        let request = EnrolRequest {
            secret,
            device_name: "office".to_owned(),
            person_name: "经理".to_owned(),
            company_name: "公司".to_owned(),
            local_person: jipan_rules::values::ids::PersonId::new(Uuid::from_u128(1)),
            device: "ff".to_owned(),
        };
        let enrolled = hub::enrol(&mut storage, &request, &mut env).unwrap();
        Self { storage, env, backup: None, office: enrolled.token }
    }

    pub(crate) fn set_time(&mut self, now_ms: u64) {
        self.env.now_ms = now_ms;
    }

    /// What the manager does; tried again where the database failed.
    pub(crate) fn team(&mut self, request: &TeamRequest) -> TeamReply {
        self.try_team(request).or_else(|| self.try_team(request)).unwrap()
    }

    /// The same where it may not be possible.
    pub(crate) fn try_team(&mut self, request: &TeamRequest) -> Option<TeamReply> {
        hub::team(&mut self.storage, &self.office, request, &mut self.env).ok()
    }

    /// What whoever runs the endpoint works with.
    pub(crate) fn office(&mut self) -> (&mut MemoryRecords, &mut dyn HubEnv) {
        (&mut self.storage, &mut self.env)
    }

    /// The next transaction fails, or its answer is lost.
    pub(crate) fn fails_next(&mut self, fault: Fault) {
        self.storage.fail_next(fault);
    }

    pub(crate) fn backs_up(&mut self) {
        self.backup = Some(self.storage.clone());
    }

    /// Puts the last backup in place; whether there was one.
    pub(crate) fn restores(&mut self) -> bool {
        let Some(backup) = self.backup.clone() else { return false };
        self.storage = backup;
        self.storage.take_fault();
        hub::restored(&mut self.storage, &mut self.env).unwrap();
        true
    }

    /// Answers a call, by way of JSON as over the network.
    pub(crate) fn answer(&mut self, call: &Call) -> (Answer, String) {
        let Ok(http) = to_http(call) else {
            return (Answer::Failed(CallFailure::Unspeakable), String::new());
        };
        let token = http.token.clone().unwrap_or_default();
        let (storage, env) = (&mut self.storage, &mut self.env);
        let answered = match http.path {
            "/v1/link" => said(http.body.as_bytes(), |it| hub::link(storage, &it, env)),
            "/v1/enrol" => said(http.body.as_bytes(), |it| hub::enrol(storage, &it, env)),
            "/v1/sync" => {
                said(http.body.as_bytes(), |it: SyncRequest| hub::sync(storage, &token, &it, env))
            }
            "/v1/team" => said(http.body.as_bytes(), |it| hub::team(storage, &token, &it, env)),
            "/v1/wait" => said(http.body.as_bytes(), |it| {
                hub::has_moved(storage, &token, &it, env)
                    .map(|moved| jipan_sync::wire::WaitResponse { moved })
            }),
            other => panic!("no route {other}"),
        };
        let (status, body) = answered;
        (from_http(call, status, "application/json", body.as_bytes()), body)
    }

    /// Looks at the rows.
    pub(crate) fn looks<T>(
        &mut self,
        look: impl FnOnce(
            &mut dyn jipan_sync::records::Records,
        ) -> Result<T, jipan_sync::records::RecordsError>,
    ) -> T {
        let fault = self.storage.take_fault();
        let seen = self.storage.transact(look).unwrap();
        if let Some(fault) = fault {
            self.storage.fail_next(fault);
        }
        seen
    }
}

fn said<T: DeserializeOwned, R: Serialize>(
    body: &[u8],
    answer: impl FnOnce(T) -> Result<R, Rejected>,
) -> (u16, String) {
    let request = serde_json::from_slice(body).expect("the tablet speaks JSON");
    match answer(request) {
        Ok(answer) => (200, serde_json::to_string(&answer).unwrap()),
        Err(Rejected { code, detail }) => {
            let status = match code {
                ErrorCode::Unauthorized => 401,
                ErrorCode::Forbidden => 403,
                ErrorCode::Unavailable => 503,
                _ => 400,
            };
            (status, serde_json::to_string(&ErrorBody { error: code, detail }).unwrap())
        }
    }
}
