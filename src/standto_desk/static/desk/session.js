// Warns before a session ends. Without it, the foot of each page says when that is.
//
// [data-session-seconds] says in how many seconds somebody is signed out who does nothing. Some minutes before, the desk
// is asked whether another window has kept them signed in; if none has, a notice with a button says so. The button opens
// the page of one's own account out of sight, which keeps one signed in, and nothing that is typed is touched. While the
// desk cannot be reached, what it said last counts: nobody is told that they are signed out before that is so.

const BEFORE = 5 * 60; // seconds
const PAGE = "/account/";
const told = document.querySelector("[data-session-seconds]");
let waiting = null;
let ends = Date.now();

async function secondsLeft(quietly) {
  try {
    const answer = await fetch(PAGE, { headers: quietly ? { "X-Live": "1" } : {}, redirect: "manual" });
    if (answer.type === "opaqueredirect") return 0; // to the page for signing in
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const left = Number(page.querySelector("[data-session-seconds]")?.dataset.sessionSeconds ?? NaN);
    if (!Number.isNaN(left)) ends = Date.now() + left * 1000;
  } catch {
    // The desk cannot be reached.
  }
  return Math.max((ends - Date.now()) / 1000, 0);
}

function wait(seconds) {
  clearTimeout(waiting);
  waiting = setTimeout(look, Math.max(seconds - BEFORE, 1) * 1000);
}

async function look() {
  const left = await secondsLeft(true);
  if (left > BEFORE) wait(left);
  else say(left);
}

function say(left) {
  document.querySelector("#session-ends")?.remove();
  const notice = document.createElement("div");
  notice.id = "session-ends";
  notice.className = "govuk-notification-banner";
  notice.setAttribute("role", "alert");
  const content = document.createElement("div");
  content.className = "govuk-notification-banner__content";
  const words = document.createElement("p");
  words.className = "govuk-notification-banner__heading";
  const minutes = Math.max(1, Math.round(left / 60));
  words.textContent =
    left > 0
      ? `You will be signed out in ${minutes} ${minutes === 1 ? "minute" : "minutes"} if you do nothing.`
      : "You are signed out. You can still send the form. Sign in again and we will fill it in.";
  content.append(words);
  if (left > 0) {
    const stay = document.createElement("button");
    stay.type = "button";
    stay.className = "govuk-button";
    stay.textContent = "Stay signed in";
    stay.addEventListener("click", async () => {
      const now = await secondsLeft(false);
      notice.remove();
      if (now > BEFORE) wait(now);
      else say(now);
    });
    content.append(stay);
  }
  notice.append(content);
  document.querySelector("main").prepend(notice);
  if (left > 0) waiting = setTimeout(look, left * 1000);
}

if (told) {
  ends += Number(told.dataset.sessionSeconds) * 1000;
  wait(Number(told.dataset.sessionSeconds));
}
