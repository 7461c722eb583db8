type Headers = readonly (readonly [string, string])[];

/** The headers with others in the place of those of the same names. */
export function patchHeaders(headers: Headers, patch: Headers): Headers {
  const names = new Set(patch.map(([name]) => name.toLowerCase()));
  return [...headers.filter(([name]) => !names.has(name.toLowerCase())), ...patch];
}
