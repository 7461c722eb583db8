// Modules of the library that have no types of their own, since its users take all of it.
declare module 'undici/lib/web/fetch' {
  export { fetch } from 'undici';
}

declare module 'undici/lib/web/fetch/formdata' {
  export { FormData } from 'undici';
}

declare module 'undici/lib/web/fetch/headers' {
  export { Headers } from 'undici';
}

declare module 'undici/lib/web/fetch/request' {
  export { Request } from 'undici';
}

declare module 'undici/lib/web/fetch/response' {
  import type { Response } from 'undici';
  export { Response } from 'undici';

  /** `source` is the text or the copied bytes that the body was made of, where it was. */
  export function getResponseState(response: Response): {
    readonly body: { readonly source: unknown } | null;
  };
}
