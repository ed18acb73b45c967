// What comes before everything else: the book begins to be read, and the chosen theme and language are set
// before the first paint, so that nothing flashes. A classic script in the head: it must run before the
// body is drawn.

// The pages of the book are read beside the start of the program; null where that is not to be had.
(() => {
  const DATABASE = "jipan-local-me";
  /** So long the program waits until they are being read: then it reads them itself. */
  const WAIT_MILLIS = 5000;
  let ahead = new Promise((resolve) => {
    let worker;
    // A worker that goes on would hold up what the program writes, and a timer what was read in memory.
    const end = (found) => {
      clearTimeout(timer);
      worker?.terminate();
      resolve(found);
    };
    const timer = setTimeout(end, WAIT_MILLIS, null);
    try {
      worker = new Worker("/ahead.js", { name: DATABASE });
      worker.onerror = worker.onmessageerror = () => end(null);
      // What is being read would take the program as long.
      worker.onmessage = ({ data }) => (data === "reading" ? clearTimeout(timer) : end(data));
    } catch {
      end(null);
    }
  });
  /** Hands them over, once. */
  window.__jipanAhead = () => {
    const handed = ahead;
    ahead = Promise.resolve(null);
    return handed;
  };
})();

// The app writes both keys.
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
