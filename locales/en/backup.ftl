# Backing up and restoring
backup-title = Backup
backup-file = jipan-backup-{ $time }.jipan
backup-lead = One file with all customers, histories and entries to finish. Keep it elsewhere: on a computer, in a cloud drive, on another device.
backup-nothing = Nothing to back up yet.
backup-never = { $n ->
    [one] Never backed up: { $n } customer is on this device only and would be lost with it.
   *[other] Never backed up: { $n } customers are on this device only and would be lost with it.
}
backup-last = Last backup: { $time } ({ $days ->
    [0] today
    [one] { $days } day ago
   *[other] { $days } days ago
}).
backup-gap-none = Nothing changed since.
backup-gap = Changes since then: { $changes }, on customers: { $n }. They are on this device only and would be lost with it.
backup-make = Back up
backup-making = Backing up: { $percent }%
backup-made = Backed up: { $name }, { $size }. See the downloads of the browser.
backup-made-locked = Backed up and encrypted: { $name }, { $size }. See the downloads of the browser.
backup-left-out = { $n ->
    [one] { $n } stored part is damaged and not in the backup.
   *[other] { $n } stored parts are damaged and not in the backup.
}
backup-save-again = Save again
backup-failed = Not backed up. { $reason }
backup-passphrase = Passphrase
backup-passphrase-show = Show the passphrase
backup-passphrase-hint = Optional. With one, the backup is encrypted and nothing else opens it; a lost passphrase cannot be recovered by anybody.
restore-title = Restore
restore-lead = Replaces all data on this device by those of a backup.
restore-choose = Choose backup file
restore-start = Restore
restore-reading = Checking the backup: { $percent }%
restore-locked = This backup has a passphrase. Enter it, then press Restore.
restore-read = { $n ->
    [one] { $name } is whole: a backup of { $time } with { $n } customer.
   *[other] { $name } is whole: a backup of { $time } with { $n } customers.
}
restore-drop = Do not restore
restore-replacing = Restoring; please do not close the page.
restore-done = Restored; opening again.
restore-failed = Not restored; nothing on this device has changed. { $reason }
restore-ask = Replace the data on this device?
restore-ask-here = Here now
restore-ask-file = In the backup
restore-ask-customers = { $n ->
    [one] { $n } customer
   *[other] { $n } customers
}
restore-ask-changed = Last changed: { $time }
restore-ask-made = Made: { $time }
restore-ask-gap = { $n ->
    [one] { $n } customer here has data that are in no backup. Restoring removes them and cannot be undone.
   *[other] { $n } customers here have data that are in no backup. Restoring removes them and cannot be undone.
}
restore-ask-final = Restoring cannot be undone; what is here now can only come back from a backup.
restore-ask-backup = Back up first
restore-ask-confirm = Replace and restore

backup-error-not-a-backup = This is not a backup of Jipan. Choose a file that ends in .jipan.
backup-error-damaged = The backup file is damaged or not complete. Copy the file again, or take another backup.
backup-error-passphrase-needed = This backup has a passphrase. Enter it and try again.
backup-error-wrong-passphrase = The passphrase is wrong. Check capitals and the input method, then press Restore.
backup-error-newer = The data belong to a newer version. Go online to update the app, then try again.
backup-error-full = There is not enough space on the device. Free some and try again.
backup-error-unpacking = This browser cannot unpack the backup. Update the browser and try again.
backup-error-encryption = This address gives no encryption. Open the app at an https address.
backup-error-read-only = View only here. Use the window that may change data, or update the app, then try again.
backup-error-other = Try again. ({ $detail })

home-backup = { $n ->
    [one] { $n } customer has changes that no backup has
   *[other] { $n } customers have changes that no backup has
}
home-backup-never = never backed up
home-backup-last = { $days ->
    [0] last backup today
    [one] last backup { $days } day ago
   *[other] last backup { $days } days ago
}
storage-short-lived = This browser clears these data when the app is not opened for 7 days. Back up, install the app, and restore there.
