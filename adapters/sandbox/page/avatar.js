// A small picture of a person: initials on a colour that stays the same wherever the person is seen.

import { el } from "./dom.js";

/** As many colours as the style sheet has. */
const HUES = 8;

/** Remarks in brackets are no part of a name. */
export const bare = (name) => name.replace(/[（(][^）)]*[）)]/g, "").trim() || name;

function hueOf(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum % HUES;
}

/** `SM` for Sam Miller, the last two signs of a Chinese name. */
export function initials(name) {
  const words = bare(name).split(/\s+/);
  if (words.length > 1) return [words[0], words.at(-1)].map((word) => [...word][0].toUpperCase()).join("");
  const letters = [...words[0]];
  const isLatin = /^[\p{Script=Latin}\d._-]+$/u.test(words[0]);
  return isLatin ? letters.slice(0, 2).join("").toUpperCase() : letters.slice(-2).join("");
}

export function avatar(id, name) {
  return el(
    "span",
    { class: "avatar", data: { hue: hueOf(id) }, attrs: { "aria-hidden": "true" } },
    initials(name),
  );
}

export function botAvatar() {
  return el(
    "span",
    { class: "avatar of-bot", attrs: { "aria-hidden": "true" } },
    el("img", { src: "/assets/favicon.svg", width: 34, height: 34, alt: "" }),
  );
}
