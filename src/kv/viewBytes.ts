const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength');

/**
 * The bytes of an `ArrayBuffer` or of a view, not copied; `undefined` for anything else.
 *
 * `instanceof` would miss buffers of other realms, and a tag or a prototype can be borrowed.
 */
export function viewBytes(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  return isArrayBuffer(value) ? new Uint8Array(value) : undefined;
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  try {
    // The getter throws for whatever is no buffer inside.
    return typeof byteLength?.get?.call(value) === 'number';
  } catch {
    return false;
  }
}
