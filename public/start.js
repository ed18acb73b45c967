// Starts the app: loads the wasm, shows the panic page when it stops, installs the service worker.
// Nothing of the product is decided here. No inline script: the content security policy forbids it.

const DATABASE = "jipan-local-me";
const own = document.querySelector("script[data-js][data-wasm]");

/** Shows the panic page, once. Called by the panic hook of the app, too. */
window.__jipanPanic = (message) => {
  import("/panic.js").then(({ show }) => show(String(message), DATABASE));
};

/** What packs and locks backups; fetched when it is needed. */
window.__jipanBackup = () => import("/backup.js");

// A trap without a panic (memory exhausted, stack overflow) never reaches the hook.
const onFault = (fault) => {
  if (fault instanceof WebAssembly.RuntimeError) window.__jipanPanic(fault.stack ?? fault.message);
};
addEventListener("error", (event) => onFault(event.error));
addEventListener("unhandledrejection", (event) => onFault(event.reason));

// The browser may offer to install before the app listens; the app finds the offer here.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.__jipanInstall = event;
});

/** The words of English, where it was chosen: they are there before anything is drawn. */
const english = document.documentElement.lang === "en" ? fetch("/en.ftl") : null;
/** So long the start waits for them: a network may hang, and the app must not hang with it. */
const ENGLISH_WAIT_MILLIS = 2000;
const givenUp = english && new Promise((resolve) => setTimeout(resolve, ENGLISH_WAIT_MILLIS, ""));

async function start() {
  if (new URLSearchParams(location.search).has("panic")) {
    window.__jipanPanic("test switch ?panic");
    return;
  }
  try {
    const { default: init } = await import(own.dataset.js);
    // Without them the app begins in Chinese, says so and asks again.
    const words = english?.then((answer) => answer.text()).catch(() => "");
    window.__jipanEnglish = await Promise.race([words, givenUp]);
    await init({ module_or_path: own.dataset.wasm });
  } catch (fault) {
    window.__jipanPanic(fault?.stack ?? fault);
  }
}

/** Installs the worker that makes the app open offline. It waits until the app has started. */
async function install() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    // What only the import needs comes after the first route is usable.
    active?.postMessage({ type: "precache" });
    lookForUpdates(registration);
  } catch (fault) {
    console.warn("The app will not open offline:", fault);
  }
}

const UPDATE_CHECK_MILLIS = 30 * 60 * 1000;

/** Asks for a newer build now and when the app comes back to the front. Offline that is no fault. */
function lookForUpdates(registration) {
  let asked_at = 0;
  const ask = () => {
    if (document.visibilityState !== "visible" || Date.now() - asked_at < UPDATE_CHECK_MILLIS) return;
    asked_at = Date.now();
    registration.update().catch(() => {});
  };
  ask();
  document.addEventListener("visibilitychange", ask);
}

await start();
await install();
