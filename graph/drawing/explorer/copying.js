// Buttons that copy a text, and say so.

import { button } from "./elements.js";

/** A button that copies a text, and then says so. */
export function copyButton(words, text, key) {
  const copied = button(
    words,
    async () => {
      const done = await copy(text());
      copied.textContent = done ? "Copied" : "Not copied";
      told(done ? "The citation is copied." : "The browser did not let the page copy.");
      setTimeout(() => (copied.textContent = words), 2000);
    },
    { class: "copy", "data-key": `copy-${key}` },
  );
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** How pages copied before there was a clipboard for them, which some browsers still refuse. */
function copiedByHand(text) {
  const focus = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("aria-hidden", "true");
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  focus?.focus();
  return done;
}

/** Says something to those who listen to the page. */
function told(words) {
  const place = document.getElementById("copied") ?? announcer();
  place.textContent = "";
  setTimeout(() => (place.textContent = words), 50);
}

function announcer() {
  const made = document.createElement("p");
  made.id = "copied";
  made.className = "unseen";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}
