# The company: joining, the sync, what needs you, the team

nav-sync = Sync
role-manager = Manager
role-supervisor = Supervisor
role-rep = Rep
who-me = You
who-unknown = A colleague
who-company = The system

sync-title = Sync
sync-none-waiting = All sent
sync-waiting = { $n ->
    [one] { $n } change waiting
   *[other] { $n } changes waiting
}
sync-waiting-since = { $n ->
    [one] { $n } change waiting (since { $time })
   *[other] { $n } changes waiting (since { $time })
}
sync-working = Syncing
sync-last = Last sync { $time }
sync-never = Not synced yet
sync-now = Sync now
sync-offline = No network. Changes are on this device and go out by themselves as soon as there is one.
sync-no-answer = The company's server does not answer; it is tried again by itself. Changes are on this device.
sync-portal = This network wants a login: somebody else answered than the company's server. Open the browser and log in to the Wi-Fi, or use another network; it is tried again by itself.
sync-server = The company's server cannot do its work now; it is tried again by itself. Changes are on this device.
sync-revoked = This device was revoked and syncs no more. To go on, ask a manager for a new invitation link.
sync-update-needed = The company's data belong to a newer version. Update the app; it goes on by itself then, and no waiting change is lost.
sync-unknown = The company's server does not know this device. Ask a manager for a new invitation link and join again; waiting changes are still here.
sync-clock = { $n ->
    [one] The clock of this device is { $n } minute off. Check date and time; changes are synced as usual.
   *[other] The clock of this device is { $n } minutes off. Check date and time; changes are synced as usual.
}
sync-alone = This device works alone
sync-alone-hint = Once you join a company, changes go to your colleagues' devices by themselves; without a network everything works as now. Ask a manager for an invitation link and open it here.
sync-join = Open an invitation link
sync-team = Team

settings-company = Company
settings-company-joined = A company is joined: changes go to your colleagues by themselves.

needs-title = Needs you
needs-count = { $n ->
    [one] { $n } thing needs you
   *[other] { $n } things need you
}
needs-none = Nothing needs you
needs-none-hint = What two people changed at the same time, and changes the company did not take, are listed here.
needs-more = { $n ->
    [one] { $n } more follows once these are decided.
   *[other] { $n } more follow once these are decided.
}
conflict-said = { $one } and { $two } both changed this without seeing each other. The later one shows, both are kept; choose one.
conflict-said-same = { $who } changed this on two devices without seeing the other. The later one shows, both are kept; choose one.
conflict-written = { $who } · { $time }
conflict-shown = Shows now
conflict-emptied = Emptied
conflict-taken-back = Taken back
conflict-from = from { $date }
conflict-edit-rule = Set another one under Rules
conflict-keep-mine = Keep mine
conflict-keep-theirs = Keep theirs
conflict-keep-of = Keep { $name }'s
conflict-keep-shown = Keep the one that shows
conflict-take-other = Take the other one
conflict-edit = Edit
conflict-edit-label = { $field }, anew
conflict-edit-done = Use this
conflict-read-only = You may not change this; ask the one who is in charge.
conflict-contact = Contact { $name }
refused-title = Not taken by the company
refused-at = Written by you, { $time }
refused-field = { $field }: { $value }
refused-rule = { $rule } from { $date } on: { $values }
refused-rule-back = back to the rule before
refused-role = Your role may not change this.
refused-territory = The customer was not in your territory when you wrote it.
refused-left = When it was written you had left the company, or the device had been revoked.
refused-invalid = The change is too large or not whole; the company's server cannot take it.
refused-role-of = { $who } wrote this, and you brought it: one of you may not change it.
refused-territory-of = { $who } wrote this; the customer was not in their territory then.
refused-left-of = { $who } wrote this; by then one of you had left the company, or a device had been revoked.
refused-invalid-of = { $who } wrote this; it is too large or not whole, and the company's server cannot take it.
refused-relayed = { $who } wrote this about a customer outside your territory, so this device may not bring it.
refused-of-colleague = Their own device can still send it, and so can a manager who takes in the file, or who writes it anew. Once the company has this change, the card goes by itself.
refused-known = From before you joined: the company keeps its own products and rules, so this was left out. Anything else in it was taken in.
refused-elsewhere = A customer not on this device
refused-retry = Try again
refused-in-own-name = Write it in my name
refused-drop = Let go
refused-hint = Trying again writes it once more as a new change. What you let go is gone from this device, text and all: write down first what you want to keep.

arrivals-title = What came in
arrivals-none = No changes of colleagues have come in yet.
arrivals-one = { $who } · { $time }
arrivals-many = { $n ->
    [one] and { $n } other
   *[other] and { $n } others
}

changes-title = Exchange changes by file
changes-lead = Where the server cannot be reached, save the changes as one encrypted file and take it in on another device. They merge as in a sync; taking a file in twice does no harm.
changes-passphrase-hint = The file is always encrypted; it opens with the same passphrase only, and a lost one cannot be recovered.
changes-make-unsent = Save waiting changes
changes-make-all = Save all changes
changes-take = Take in a file of changes
changes-file = jipan-changes-{ $time }.jipan
changes-working = Working on the file…
changes-made = { $n ->
    [one] { $n } change saved: { $name }. See the downloads of the browser.
   *[other] { $n } changes saved: { $name }. See the downloads of the browser.
}
changes-taken = Taken in. New: { $n }, known: { $known }, to be decided: { $conflicts }.
changes-failed = The file was not done. { $reason }

leave-title = Leave the company
leave-lead = { $n ->
    [0] Takes the company's data off this device. Waiting changes must be sent first.
    [one] Takes the company's data off this device. Waiting changes must be sent first. { $n } receipt photo is not with the company and would be lost.
   *[other] Takes the company's data off this device. Waiting changes must be sent first. { $n } receipt photos are not with the company and would be lost.
}
leave-button = Leave the company…
leave-blocked = { $n ->
    [one] { $n } change is not sent, so you cannot leave yet.
   *[other] { $n } changes are not sent, so you cannot leave yet.
}
leave-waiting = Leaving: once the company's server answers and everything is synced, the data go from this device. Without a network it waits.
leave-cancel = Stay
leave-ask = Leave “{ $company }”?
leave-ask-text = { $n ->
    [0] All customers of the company are taken off this device. The company keeps its data; to come back you need a new invitation link.
    [one] All customers of the company are taken off this device. The company keeps its data; to come back you need a new invitation link. { $n } receipt photo could not be sent to the company: it is lost for good. To keep it, make a backup first.
   *[other] All customers of the company are taken off this device. The company keeps its data; to come back you need a new invitation link. { $n } receipt photos could not be sent to the company: they are lost for good. To keep them, make a backup first.
}
leave-confirm = Take off and leave

record-here = On this device only
record-waiting = { $n ->
    [one] { $n } change waiting
   *[other] { $n } changes waiting
}
record-sent = Sent
record-needs = Needs you

join-title = Join a company
join-no-link = Paste the invitation link
join-no-link-hint = Ask a manager for an invitation link or QR code. If you installed the app, paste the link here.
join-link = Invitation link
join-open = Open
join-asking = Looking at the invitation…
join-offered = Join “{ $company }”
join-first = Found your company
join-first-hint = You are the first manager. Give the names, then invite your colleagues.
join-as = As { $role }, named { $name }
join-territories = Territories: { $names }
join-local = { $n ->
    [one] { $n } customer on this device comes along into the company; nothing is lost.
   *[other] { $n } customers on this device come along into the company; nothing is lost.
}
join-local-none = There are no customers on this device yet; the company's come here.
join-company = Name of the company
join-person = Your name
join-device = Name of this device
join-blank = Nothing is filled in here yet
join-device-hint = Managers see it in the list of devices.
join-confirm = Join
join-working = Joining…
join-fetching = Joined “{ $company }”; fetching customers
join-fetched = { $done } of { $total } fetched
join-fetched-some = { $done } fetched
join-fetching-hint = You can start now, the rest follows; if it is interrupted, it goes on where it stopped.
join-see = See the customers
join-done = Joined “{ $company }”
join-done-hint = { $n ->
    [one] { $name }, { $n } customer is here. Changes are synced by themselves.
   *[other] { $name }, { $n } customers are here. Changes are synced by themselves.
}
join-link-gone = This invitation link no longer works
join-link-gone-do = A link works once and for a limited time. Ask a manager for a new one.
join-no-answer = The company's server does not answer
join-no-answer-do = Check the network, or log in to the Wi-Fi, then try again. The link is still good.
join-no-endpoint = There is no company's server at this address
join-no-endpoint-do = Only the files of the app are here. Open the whole link that your manager gave you.
join-already = This device belongs to a company already
join-already-do = A device belongs to one company. To change, leave the present one under Sync first.
join-version = App and server are of versions that do not fit
join-version-do = Update the app first, then open the link again.

team-title = Team
team-kind = Territories are cut by
team-kind-hint = Once there are territories it stays.
team-territories = Territories
team-territories-none = There are no territories yet. Pick or type what belongs to one ({ $kind }) and give it a name.
team-free = Not in a territory yet: { $kind }
team-free-hint = Pick some, then put them into a territory.
team-without = { $n ->
    [one] { $n } more has no { $kind } and belongs to who made it.
   *[other] { $n } more have no { $kind } and belong to who made them.
}
team-type = Type one in: { $kind }
team-typed = { $kind }, several separated by commas
team-picked = { $n } picked
team-assign-to = Into which territory
team-assign-new = A new territory
team-assign = Put in
team-territory-name = Name of the territory
team-holders = In charge: { $names }
team-no-holder = Nobody is in charge yet
team-values-none = Nothing yet ({ $kind })
team-value = { $value } ({ $n })
team-territory-edit = Change territory { $name }
team-save = Save
team-people = People
team-invite = Invite a colleague
team-invite-name = Name
team-invite-role = As
team-invite-territories = Territories
team-invite-no-territories = Make territories before you invite reps and supervisors; managers see all customers.
team-invite-send = Make an invitation link
team-person-edit = Change { $name }
team-me = {" "}(you)
team-left = Left
team-invited = Link open until { $time }, not joined yet
team-all = All customers
team-no-territory = No territory
team-new-link = Link for a new device
team-link-again = New link
team-link-again-of = New link for { $name }
team-leave = Leaves the company
team-leave-ask = Does { $name } leave the company?
team-leave-text = The devices of { $name } are revoked and drop the company's data when they next come online; changes made before are still taken in. The territories become free for others.
team-device-seen = Last online { $time }
team-device-revoked = Revoked { $time }
team-device-this = This device
team-revoke = Revoke
team-revoke-of = Revoke { $name }
team-revoke-ask = Revoke { $name }?
team-revoke-text = It drops the company's data when it next comes online and syncs no more; changes made before are still taken in.
team-link-title = Invitation link for { $name }
team-link-lead = Shown only now; works once, until { $time }. Send it, or have the code scanned.
team-link-qr = QR code: invitation link
team-link-copy = Copy the link
team-link-copied = Copied
team-link-done = Done
team-working = Working…
team-no-answer = No network or no answer; the team cannot be read now. Try again once there is a network.
team-unsure = No answer came: it may have been done or not. Read the team again once there is a network, and look before you repeat it.
team-maybe-done = No answer came, so it may have been done. This is how it stands now: look before you repeat it.
team-again = Read again
team-refused = The company's server did not accept it; nothing was changed. Read the team again and see how it stands.
