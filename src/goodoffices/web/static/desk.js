// SPDX-License-Identifier: Apache-2.0
// The one script. Every page works without it; it makes no mark-up, keeps nothing, and asks no other house for anything.
// It warns before what was typed is left, sends a form once, and sends it with Ctrl+Enter.
"use strict";

(() => {
  const forms = document.querySelectorAll("form[data-guarded]");
  let leaving = false;

  const written = (form) => {
    const fields = new FormData(form);
    return JSON.stringify([...fields].filter(([name]) => !name.startsWith("_")));
  };

  const begun = new Map();
  // A form that is shown again, with what is wrong, has not been saved either.
  const returned = document.querySelector(".mistakes, .conflicts, .foreseen") !== null;
  for (const form of forms) {
    begun.set(form, written(form));
  }

  const isUnsaved = () =>
    [...forms].some(
      (form) => returned || form.dataset.guarded === "unsaved" || written(form) !== begun.get(form),
    );

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && isUnsaved()) {
      event.preventDefault();
    }
  });

  for (const form of forms) {
    form.addEventListener("submit", (event) => {
      if (leaving) {
        event.preventDefault();
        return;
      }
      leaving = true;
      form.setAttribute("aria-busy", "true");
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
        event.preventDefault();
        const button = form.querySelector(".actions button") ?? form.querySelector("button");
        form.requestSubmit(button);
      }
    });
  }

  // Back to a page that the browser kept: it can be sent again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      leaving = false;
      for (const form of forms) {
        form.removeAttribute("aria-busy");
      }
    }
  });

  // A field that a link leads to is opened if it is folded away.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) {
        part.open = true;
      }
    }
    if (target && forms.length > 0) {
      target.focus();
    }
  };
  window.addEventListener("hashchange", unfold);

  // What stands open over a page closes when one goes elsewhere.
  const menu = document.querySelector("details.add");
  document.addEventListener("click", (event) => {
    if (menu?.open && !menu.contains(event.target)) {
      menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu?.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // A slider over days says on which day it stands, in the language of the page.
  for (const slider of document.querySelectorAll("input[data-day]")) {
    const said = document.getElementById(slider.dataset.day);
    const say = () => {
      const day = new Date(slider.valueAsNumber * 86_400_000);
      const language = document.documentElement.lang.replace(/^en$/, "en-GB");
      const text = day.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
      slider.setAttribute("aria-valuetext", text);
      said.textContent = text;
    };
    slider.addEventListener("input", say);
    say();
  }
})();
