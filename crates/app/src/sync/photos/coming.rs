//! Photos that are looked at and are not here come from the endpoint. Not here: those that go out.

use jipan_rules::Uuid;
use jipan_sync::calls::{Answer, Call, CallFailure, CallId};
use jipan_sync::client::Pace;
use jipan_sync::wire::{ErrorCode, GetPhoto, PHOTO_BYTES_MAX, is_jpeg};

use crate::budget::photo_row;
use crate::effect::Effect;
use crate::env::Env;
use crate::event::BudgetEvent;
use crate::model::Model;
use crate::view::Photo;

use super::timer::Timer;
use super::{hold_back, later};

/// What is going on with photos that come in.
#[derive(Debug, Default)]
pub(super) struct Coming {
    /// What is asked for.
    asked: Option<(CallId, Uuid)>,
    /// What came and is on its way to the disk.
    keeping: Option<Uuid>,
    /// When what did not come is asked for again.
    pace: Pace,
    timer: Timer,
}

impl Coming {
    pub(super) fn is_call(&self, id: CallId) -> bool {
        self.asked.is_some_and(|(of, _)| of == id)
    }

    /// The photo that was asked for by this call.
    pub(super) fn answered(&mut self, call: CallId) -> Option<Uuid> {
        self.asked.take_if(|(of, _)| *of == call).map(|(_, id)| id)
    }

    /// Hears what came of writing a photo, and whether it is the one that came.
    pub(super) fn wrote(&mut self, id: Uuid, is_kept: bool, env: &mut Env) -> bool {
        if self.keeping.take_if(|it| *it == id).is_none() {
            return false;
        }
        if is_kept {
            self.pace.succeeded();
        } else {
            self.failed(env);
        }
        true
    }

    pub(super) fn reset(&mut self) {
        self.pace.reset();
    }

    /// Several that fail at once are one failure.
    fn failed(&mut self, env: &mut Env) {
        if self.pace.is_due(env.now_millis()) {
            hold_back(&mut self.pace, env);
        }
    }
}

impl Model {
    /// Whether this tab ever gets a photo that is not here.
    fn gets_photos(&self) -> bool {
        self.sync.membership.as_ref().is_some_and(|it| !it.is_revoked) && self.may_write()
    }

    /// What is to be said of a photo that is not here.
    pub(crate) fn missing_photo(&self) -> Photo {
        match (self.gets_photos(), self.device.is_online) {
            (true, true) => Photo::Coming,
            (true, false) => Photo::Later,
            (false, _) => Photo::Elsewhere,
        }
    }

    /// Asks for a photo that is looked at and is not here.
    pub(super) fn ask_for_photo(&mut self, env: &Env) -> Vec<Effect> {
        let coming = &self.sync.photos.coming;
        let is_free = coming.asked.is_none() && coming.keeping.is_none();
        if !is_free || self.missing_photo() != Photo::Coming {
            return Vec::new();
        }
        let Some(token) = self.sync.membership.as_ref().map(|it| it.token.clone()) else {
            return Vec::new();
        };
        let mut next = self.budget.photo_to_ask();
        if next.is_none() && self.budget.has_late_photos() {
            let wait = self.sync.photos.coming.pace.wait_millis(env.now_millis());
            if wait > 0 {
                let due = self.sync.photos.coming.timer.set(wait, env.now_millis());
                return due.into_iter().map(|it| later(it, BudgetEvent::PhotoAskDue)).collect();
            }
            self.budget.late_photos_again();
            next = self.budget.photo_to_ask();
        }
        let Some(id) = next else { return Vec::new() };
        let (call, effects) = self.sync.call(Call::GetPhoto { token, ask: GetPhoto { id } });
        self.sync.photos.coming.asked = Some((call, id));
        effects
    }

    /// What did not come may be asked for again.
    pub(crate) fn photo_ask_due(&mut self) -> Vec<Effect> {
        self.sync.photos.coming.timer.rang();
        Vec::new()
    }

    /// A photo came, or not: what came is kept as if it had been taken here.
    pub(super) fn photo_got(&mut self, id: Uuid, answer: Answer, env: &mut Env) -> Vec<Effect> {
        match answer {
            Answer::Photo(jpeg) if is_jpeg(&jpeg) && jpeg.len() <= PHOTO_BYTES_MAX => {
                if self.own_receipts().any(|(it, _)| it == id) {
                    self.sync.photos.note(id);
                }
                self.sync.photos.coming.keeping = Some(id);
                return vec![Effect::KeepPhoto { id, row: photo_row(&jpeg) }];
            }
            // It does not give it to this device, or does not have it: maybe yet.
            Answer::Failed(CallFailure::Refused(code))
                if !matches!(code, ErrorCode::TooMany | ErrorCode::Unavailable) =>
            {
                self.sync.photos.coming.failed(env);
                self.budget.photo_is(id, Photo::Elsewhere);
            }
            Answer::Photo(_)
            | Answer::Failed(_)
            | Answer::PhotoPut
            | Answer::Link(_)
            | Answer::Enrolled(_)
            | Answer::Synced(_)
            | Answer::Waited(_)
            | Answer::Team(_) => {
                self.sync.photos.coming.failed(env);
                self.budget.photo_is(id, Photo::Later);
            }
        }
        Vec::new()
    }
}
