# Settings
settings-title = Settings
settings-language = Language
settings-theme = Appearance
settings-theme-system = As the device
settings-theme-light = Light
settings-theme-dark = Dark
settings-theme-outdoor = Outdoors (high contrast)
settings-storage = Storage
storage-title = Where the data are
storage-persistent = The data are on this device; the browser promised to keep them.
storage-not-persistent = The data are on this device, but the browser has not promised to keep them: it may clear them when space runs out, and in a private window they are gone when it closes.
storage-unknown = The data are on this device.
storage-ask = Ask the browser to keep them
storage-saved-at = Last saved: { $time }
storage-used = { $used } used
storage-used-of = { $used } of { $quota } used
storage-offline-ready = Opens without a network.
storage-offline-later = Getting ready for offline use.
settings-sample = Sample data
settings-sample-lead = 300 shops of one county, all made up, all labelled, removed in one tap.
settings-sample-load = Load sample data
settings-sample-remove = Remove sample data
settings-sample-working = Working…
settings-sample-present = { $n ->
    [one] { $n } sample shop is here.
   *[other] { $n } sample shops are here.
}
settings-install = Install
settings-install-lead = Opens like an app, without an address bar, and its data are kept more safely.
settings-install-now = Install
settings-install-step-share = Press Share in the browser
settings-install-step-add = Choose Add to Home Screen
settings-install-step-open = Open Jipan from the home screen
settings-install-dock = In Safari choose File, then Add to Dock, and open Jipan from the Dock.
settings-installed = Installed.
settings-install-none = This browser offers no installation; everything works as it is.
settings-about = About
settings-version = App version
settings-layout = Data layout
settings-customers = Customers
settings-fingerprint = Data fingerprint
settings-update = A new version is here.
settings-update-now = Update now
