// Tells the person what went wrong, in their language where the page knows the fault, and otherwise in the sentence
// that the sandbox gave.

import { byId, setText } from "./dom.js";
import { faultWords } from "./i18n.js";

const SHOWN_MILLISECONDS = 8000;
let hiding;

export const sentenceOf = (error) => faultWords(error.code) ?? error.message;

export function complain(sentence) {
  setText(byId("toast-words"), sentence);
  byId("toast").hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(hide, SHOWN_MILLISECONDS);
}

function hide() {
  byId("toast").hidden = true;
  setText(byId("toast-words"), "");
}

/** Does `act`; a failure is shown and gives `null`. */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    complain(sentenceOf(error));
    return null;
  }
}

export function startToast() {
  byId("toast-close").addEventListener("click", hide);
}
