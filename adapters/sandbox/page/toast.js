// Tells the person what went wrong, in the sentence the sandbox gave.

import { byId } from "./dom.js";

const SHOWN_MILLISECONDS = 6000;
let hiding;

export function complain(sentence) {
  byId("toast").textContent = sentence;
  clearTimeout(hiding);
  hiding = setTimeout(() => (byId("toast").textContent = ""), SHOWN_MILLISECONDS);
}

/** Does `act`; a failure is shown and gives `null`. */
export async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    complain(error.message);
    return null;
  }
}
