// What a lesson's text gives away of a question, <span class="tells-recover">29 of 32</span>, is covered until the panel's
// question is answered or passed over, or somebody presses it. With "-2" it is the panel's second question.
// In print, without scripts and in JupyterLab it is plain text.
const NAMED = /^tells-(\w+?)(?:-(\d+))?$/;

const covered = () => [...document.querySelectorAll('[class*="tells-"]:not(.told)')];

function uncover(span) {
  span.classList.add("told");
  for (const name of ["role", "tabindex", "aria-label"]) span.removeAttribute(name);
}

function cover(span) {
  const text = document.createElement("span");  // it keeps its room, and nobody reads it
  text.append(...span.childNodes);
  span.append(text);
  span.setAttribute("role", "button");
  span.tabIndex = 0;
  span.setAttribute("aria-label", "Kept back until the question is answered; press to see it");
  const press = event => {
    if (span.classList.contains("told") || (event.key && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    uncover(span);
  };
  span.addEventListener("click", press);
  span.addEventListener("keydown", press);
}

document.addEventListener("DOMContentLoaded", () => covered().forEach(cover));

document.addEventListener("backprop-questions", ({ detail: { name, states } }) => {
  for (const span of covered()) {
    for (const each of span.classList) {
      const [, panel, number] = NAMED.exec(each) ?? [];
      if (panel === name && states?.[(number ?? 1) - 1]?.[0]) uncover(span);
    }
  }
});
