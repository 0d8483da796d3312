// Keeps a page that shows the present up to date.
//
// An element with data-live="/live/" opens the stream of server-sent events. At each event, and every
// data-live-every seconds, the page is fetched again, and each element with data-live-region is replaced by
// the one with its id. The whole page is asked for, so that the server draws a region in one way only.
// [data-live-status] says in words how fresh the page is. What somebody reads or writes is left in place:
// opened details stay open, the keyboard stays where it is, and a region in which somebody types waits.

const holder = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const WAIT = 300; // milliseconds in which events that come together become one fetch
const RETRY = 5000;

let waiting = null;
let fetching = false;
let again = false;

const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function say(state, words) {
  if (!status) return;
  status.dataset.state = state;
  if (status.textContent !== words) status.textContent = words;
}

// The element of a new region that stands where one of the old stood and says the same; none for what is typed into.
function counterpart(element, region, next) {
  if (element.matches("input, select, textarea")) return null;
  const alike = (within) => [...within.querySelectorAll(element.localName)].filter((each) => each.textContent === element.textContent);
  return alike(next)[alike(region).indexOf(element)] ?? null;
}

// A fold that was not there before is open on a wide screen, as those are that came with the page.
function isNewOnWide(each) {
  return "fold" in each.dataset && !document.getElementById(each.id) && matchMedia("(min-width: 40.0625em)").matches;
}

function replace(fresh) {
  const opened = new Set([...document.querySelectorAll("details[open][id]")].map((each) => each.id));
  for (const region of document.querySelectorAll("[data-live-region]")) {
    const next = fresh.getElementById(region.id);
    if (!next || next.isEqualNode(region)) continue;
    const focused = region.contains(document.activeElement) ? document.activeElement : null;
    const successor = focused && counterpart(focused, region, next);
    if (focused && !successor) continue;
    for (const each of next.querySelectorAll("details[id]")) each.open = opened.has(each.id) || isNewOnWide(each);
    const adopted = document.adoptNode(next);
    region.replaceWith(adopted);
    window.htmx?.process(adopted);
    successor?.focus({ preventScroll: true });
  }
}

async function refresh() {
  waiting = null;
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" }, cache: "no-store", credentials: "same-origin" });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) {
      say("lost", "Not live: you are signed out. Load the page again to sign in.");
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
    say("live", `Live. Last brought up to date at ${clock()} by this device’s clock.`);
    holder.dispatchEvent(new CustomEvent("live", { bubbles: true }));
  } catch {
    say("lost", `Not live since ${clock()}: the desk does not answer. What is shown may be out of date. Trying again.`);
    setTimeout(soon, RETRY);
  } finally {
    fetching = false;
    if (again) {
      again = false;
      soon();
    }
  }
}

function soon() {
  waiting ??= setTimeout(refresh, WAIT);
}

function open() {
  const stream = new EventSource(holder.dataset.live);
  let lost = false;
  stream.addEventListener("open", () => {
    if (lost) soon();
    else if (!status?.dataset.state) say("live", "Live.");
    lost = false;
  });
  stream.addEventListener("entry", soon);
  stream.addEventListener("clock", soon);
  stream.addEventListener("message", soon);
  stream.addEventListener("error", () => {
    lost = true;
    say("lost", `Not live since ${clock()}: the desk does not answer. What is shown may be out of date. Trying again.`);
    if (stream.readyState === EventSource.CLOSED) setTimeout(open, RETRY);
  });
  addEventListener("pagehide", () => stream.close());
}

if (holder && window.EventSource) {
  open();
  const every = Number(holder.dataset.liveEvery || 60);
  setInterval(() => document.hidden || soon(), every * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || soon());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
