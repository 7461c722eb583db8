// The user's code must not find these, while libraries in this bundle use them by their bare name.
// The build puts the bindings below in place of such names (`inject` in esbuild.js).
export { Buffer } from 'node:buffer';
export { default as process } from 'node:process';
export {
  clearImmediate,
  clearInterval,
  clearTimeout,
  setImmediate,
  setInterval,
  setTimeout,
} from 'node:timers';
const realm = globalThis;
export { realm as global };
