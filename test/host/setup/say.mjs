/** Tells what is going on, so that nobody waits in front of a silent terminal. */
export function say(text) {
  console.log(`• ${text}`);
}
