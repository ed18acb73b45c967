// Sets the chosen theme and language before the first paint, so that nothing flashes.
// A classic script in the head: it must run before the body is drawn. The app writes both keys.
(() => {
  try {
    const theme = localStorage.getItem("jipan-theme");
    if (theme === "light" || theme === "dark" || theme === "outdoor") {
      document.documentElement.dataset.theme = theme;
    }
    const language = localStorage.getItem("jipan-language");
    if (language === "zh-CN" || language === "en") {
      document.documentElement.lang = language;
    }
  } catch {
    // Storage is blocked: the defaults hold.
  }
})();
