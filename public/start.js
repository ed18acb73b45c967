// Starts the app: loads the wasm, shows the panic page when it stops, installs the service worker.
// Nothing of the product is decided here. No inline script: the content security policy forbids it.

const DATABASE = "jipan-local-me";
const own = document.querySelector("script[data-js][data-wasm]");

/** What is drawn into. This script is run as soon as it is here, which may be before that. */
const parsed =
  document.readyState === "loading" && new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true }));

/** Shows the panic page, once. Called by the panic hook of the app, too. */
window.__jipanPanic = async (message) => {
  const [{ show }] = await Promise.all([import("/panic.js"), parsed]);
  show(String(message), DATABASE);
};

/** What packs and locks backups; fetched when it is needed. */
window.__jipanBackup = () => import("/backup.js");

// A trap without a panic (memory exhausted, stack overflow) never reaches the hook.
const onFault = (fault) => {
  if (globalThis.WebAssembly && fault instanceof WebAssembly.RuntimeError) window.__jipanPanic(fault.stack ?? fault.message);
};
addEventListener("error", (event) => onFault(event.error));
addEventListener("unhandledrejection", (event) => onFault(event.reason));

// The browser may offer to install before the app listens; the app finds the offer here.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  window.__jipanInstall = event;
});

/** The program, compiled beside the reading of the page. A host that names its type wrongly is met by `init`. */
const program = (async () => WebAssembly.compileStreaming(fetch(own.dataset.wasm)))().catch(() => own.dataset.wasm);

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
    await parsed;
    await init({ module_or_path: await program });
  } catch (fault) {
    window.__jipanPanic(fault?.stack ?? fault);
  }
}

/** Installs the worker that makes the app open offline. It waits until the app has started. */
async function install() {
  if (!("serviceWorker" in navigator) || !isSecureContext) return;
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    keepRest(registration);
    lookForUpdates(registration);
  } catch (fault) {
    console.warn("The app will not open offline:", fault);
  }
}

/** A page that is shown again asks for what is missing no more often: it may be on its way. */
const PRECACHE_AGAIN_MILLIS = 60 * 1000;
/** After the first miss it is tried again so much later; after each further one, in double the time. */
const PRECACHE_RETRY_MILLIS = 5 * 1000;
const N_DOUBLINGS = 6;

/**
 * Has the worker keep what the first route does without, after that is usable. What failed is taken
 * up again when the network comes, when the page is shown again, and later and later by itself: not by
 * all tablets at the same moment.
 */
function keepRest(registration) {
  let isComplete = false;
  let asked_at = 0;
  let n_missed = 0;
  let timer;
  const ask = () => {
    if (isComplete) return;
    asked_at = Date.now();
    clearTimeout(timer);
    registration.active?.postMessage({ type: "precache" });
  };
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.type !== "status") return;
    isComplete = data.complete;
    clearTimeout(timer);
    if (isComplete) return;
    const millis = PRECACHE_RETRY_MILLIS * 2 ** Math.min(n_missed, N_DOUBLINGS);
    n_missed += 1;
    timer = setTimeout(ask, millis * (0.5 + Math.random() / 2));
  });
  ask();
  addEventListener("online", ask);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - asked_at >= PRECACHE_AGAIN_MILLIS) ask();
  });
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
