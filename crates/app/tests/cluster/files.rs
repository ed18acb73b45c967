//! What goes from tablet to tablet as a file or a backup, and shops that people find to be one. Not here:
//! who does what when.

use jipan_app::backup::Passphrase;
use jipan_app::effect::FileHandle;
use jipan_app::event::CompanyEvent;
use jipan_app::route::MergePlace;
use jipan_app::{Event, Route};

use super::site::Site;
use super::world::{Member, Step, World};

/// What files add: a step is one of these once in ten.
pub(super) const FILES: [(usize, Step); 4] =
    [(6, Step::Hand), (4, Step::Merge), (8, Step::List), (1, Step::Double)];

/// The place of a file among those of a tablet.
const FILE: u32 = 77;

impl World<'_> {
    /// A tablet gives what it has not sent to another one as a file.
    pub(super) fn hands(&mut self, idx: usize) {
        let to = self.dice.below(self.members.len());
        let now_ms = self.now_ms;
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(0).filter(|_| to != idx) else { return };
        let n_before = site.tabs[tab].as_ref().map_or(0, |it| it.written.len());
        let passphrase = Passphrase::new("口令".to_owned());
        let asked = CompanyEvent::ChangesFileAsked { is_all: false, passphrase };
        site.happens(tab, Event::Company(asked), now_ms);
        let written = site.tabs[tab].as_ref().and_then(|it| it.written.get(n_before));
        let Some((_, file)) = written.cloned() else { return };
        let site = &mut self.members[to].site;
        let Some(tab) = site.open_tab(0) else { return };
        if let Some(open) = &mut site.tabs[tab] {
            open.files.insert(FILE, file);
        }
        let passphrase = Passphrase::new("口令".to_owned());
        let chosen = CompanyEvent::ChangesFileChosen { file: FileHandle(FILE), passphrase };
        site.happens(tab, Event::Company(chosen), now_ms);
        self.tells(format_args!("  {idx} hands a file to {to}"));
        self.claims.file_was_handed_over();
    }

    /// The backup of a tablet is put in place on one that nobody used so far, and both go on.
    pub(super) fn doubles(&mut self, idx: usize) {
        let now_ms = self.now_ms;
        let site = &mut self.members[idx].site;
        let Some(tab) = site.open_tab(0).filter(|_| self.spare.is_some()) else { return };
        let n_before = site.tabs[tab].as_ref().map_or(0, |it| it.written.len());
        site.happens(tab, Event::BackupPressed(Passphrase::default()), now_ms);
        let written = site.tabs[tab].as_ref().and_then(|it| it.written.get(n_before));
        let Some((_, file)) = written.cloned() else { return };
        let Some(disk) = self.spare.take() else { return };
        let mut site = Site::new(disk, self.members.len() as u64 + 1, now_ms);
        if let Some(open) = &mut site.tabs[0] {
            open.chooses_backup(&file);
            open.restores();
        }
        site.settles(now_ms);
        site.happens(0, Event::NetworkChanged { is_online: true }, now_ms);
        let Member { person, role, is_revoked, .. } = self.members[idx];
        self.members.push(Member { site, person, role, is_revoked, is_online: true });
        self.tells(format_args!("  {idx} goes on as {} too", self.members.len() - 1));
    }

    /// Somebody finds two shops to be one.
    pub(super) fn merges(&mut self, idx: usize) {
        let Some((tab, one)) = self.somebody(idx) else { return };
        let Some((_, other)) = self.somebody(idx).filter(|(_, other)| *other != one) else {
            return;
        };
        let site = &mut self.members[idx].site;
        let pair = Route::Merge(MergePlace::Pair(one, other));
        site.happens(tab, Event::LinkFollowed(pair), self.now_ms);
        site.happens(tab, Event::MergePressed, self.now_ms);
        self.claims.were_merged([one, other]);
        self.tells(format_args!("  {idx}.{tab} merges {one:?} and {other:?}"));
    }
}
