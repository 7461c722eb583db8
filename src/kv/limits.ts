/**
 * The platform's documented bounds. Rows in which the two profiles differ live in `profile.ts`.
 *
 * @see spec section 1 and 3: key and value bounds [DOC, CLI], account and namespaces [SEED].
 */
export const limits = {
  keyBytesMax: 512,
  valueBytesMax: 26_214_400,
  listKeysMax: 256,
  accountBytesMax: 1_073_741_824,
  namespacesPerAccountMax: 10,
  namespaceNameCharactersMax: 64,
} as const;
