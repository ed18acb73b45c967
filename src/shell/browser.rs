//! Which browser this is, as far as that matters: how the app is installed here, and how long what is
//! stored stays. Not here: what is said of it.

use gloo_utils::window;
use jipan_app::event::InstallOffer;

use super::js;

/// What the browser says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Browser {
    /// Its user agent.
    agent: String,
    /// Whether it has a touch screen.
    has_touch: bool,
    /// Whether the page runs as an app of the device.
    is_installed: bool,
}

impl Browser {
    /// The one the page is in.
    pub(crate) fn here() -> Self {
        let navigator = window().navigator();
        let is_standalone = window()
            .match_media("(display-mode: standalone)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches());
        let says_so = js::property(&navigator, "standalone").is_some_and(|it| it.is_truthy());
        Self {
            agent: navigator.user_agent().unwrap_or_default(),
            has_touch: navigator.max_touch_points() > 1,
            is_installed: is_standalone || says_so,
        }
    }

    /// How the app can be installed without a prompt of the browser.
    pub(crate) fn install_offer(&self) -> InstallOffer {
        if self.is_installed {
            InstallOffer::Installed
        } else if self.is_ipad_or_iphone() {
            InstallOffer::ShareMenu
        } else if self.is_safari_on_mac() {
            InstallOffer::Dock
        } else {
            InstallOffer::None
        }
    }

    /// Whether the page runs as an app of the device.
    pub(crate) fn is_installed(&self) -> bool {
        self.is_installed
    }

    /// What the device may be called until its person says better.
    pub(crate) fn device_name(&self) -> &'static str {
        let says = |name: &str| self.agent.contains(name);
        if says("iPhone") {
            "iPhone"
        } else if self.is_ipad_or_iphone() {
            "iPad"
        } else if says("Android") {
            "Android"
        } else if says("Macintosh") {
            "Mac"
        } else if says("Windows") {
            "Windows"
        } else if says("Linux") {
            "Linux"
        } else {
            ""
        }
    }

    /// Whether it clears what a site stored that nobody opened for seven days. Every browser on an
    /// iPad or iPhone is `WebKit` and does so; an installed app is spared. Source: webkit.org/blog/10218,
    /// "Full Third-Party Cookie Blocking and More", 7-day cap on script-writable storage (OUTSIDE).
    pub(crate) fn is_short_lived(&self) -> bool {
        !self.is_installed && (self.is_ipad_or_iphone() || self.is_safari_on_mac())
    }

    /// An iPad calls itself a Mac, but has a touch screen.
    fn is_ipad_or_iphone(&self) -> bool {
        let says_so = ["iPad", "iPhone"].iter().any(|name| self.agent.contains(name));
        says_so || (self.agent.contains("Macintosh") && self.has_touch)
    }

    /// Safari names a version of its own; others on a Mac name themselves beside it.
    fn is_safari_on_mac(&self) -> bool {
        let is_other = ["Chrome/", "Chromium/", "Edg/", "OPR/", "Firefox/"];
        self.agent.contains("Macintosh")
            && self.agent.contains("Version/")
            && self.agent.contains("Safari/")
            && !is_other.iter().any(|name| self.agent.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15";
    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
    const CHROME_ON_IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1";
    const CHROME_ON_MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
    const FIREFOX_ON_MAC: &str =
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0";
    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
    const OLD_ANDROID: &str = "Mozilla/5.0 (Linux; U; Android 4.4; zh-cn) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Mobile Safari/537.36";
    const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0";

    fn browser(agent: &str) -> Browser {
        Browser { agent: agent.to_owned(), ..Browser::default() }
    }

    #[test]
    fn what_is_stored_is_short_lived_in_webkit_and_nowhere_else() {
        for agent in [MAC, IPHONE, CHROME_ON_IPHONE] {
            assert!(browser(agent).is_short_lived(), "{agent}");
        }
        for agent in [CHROME_ON_MAC, FIREFOX_ON_MAC, ANDROID, OLD_ANDROID, EDGE, ""] {
            assert!(!browser(agent).is_short_lived(), "{agent}");
        }
    }

    #[test]
    fn a_device_is_called_what_it_is() {
        let ipad = Browser { has_touch: true, ..browser(MAC) };
        let names = [ipad, browser(IPHONE), browser(ANDROID), browser(MAC), browser(EDGE)];
        assert_eq!(
            names.map(|it| it.device_name()),
            ["iPad", "iPhone", "Android", "Mac", "Windows"]
        );
        assert_eq!(browser("").device_name(), "");
    }

    #[test]
    fn an_installed_app_is_spared() {
        for agent in [MAC, IPHONE] {
            let installed = Browser { is_installed: true, ..browser(agent) };
            assert!(!installed.is_short_lived());
            assert_eq!(installed.install_offer(), InstallOffer::Installed);
        }
    }

    #[test]
    fn an_ipad_is_told_from_a_mac_by_its_touch_screen() {
        let ipad = Browser { has_touch: true, ..browser(MAC) };
        assert_eq!(ipad.install_offer(), InstallOffer::ShareMenu);
        assert_eq!(browser(MAC).install_offer(), InstallOffer::Dock);
        assert_eq!(browser(IPHONE).install_offer(), InstallOffer::ShareMenu);
        assert_eq!(browser(CHROME_ON_MAC).install_offer(), InstallOffer::None);
        assert_eq!(browser(ANDROID).install_offer(), InstallOffer::None);
    }
}
