// What comes before everything else: the book begins to be read, and the chosen theme and language are set
// before the first paint, so that nothing flashes. A classic script in the head: it must run before the
// body is drawn.

// The pages of the book are read beside the start of the program; null where that is not to be had.
(() => {
  const DATABASE = "jipan-local-me";
  /** So long the program waits for them: it reads them itself then. */
  const WAIT_MILLIS = 5000;
  let ahead = new Promise((resolve) => {
    const timer = setTimeout(resolve, WAIT_MILLIS, null);
    // A timer that goes on would keep what was read in memory.
    const end = (found) => {
      clearTimeout(timer);
      resolve(found);
    };
    try {
      const worker = new Worker("/ahead.js", { name: DATABASE });
      worker.onerror = worker.onmessageerror = () => end(null);
      worker.onmessage = ({ data }) => {
        end(data);
        worker.terminate();
      };
    } catch {
      end(null);
    }
  });
  /** Hands them over, once. */
  window.__jipanAhead = () => {
    const handed = ahead;
    ahead = null;
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
