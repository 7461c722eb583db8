import type { RuntimeRequest } from './runtimeProtocol';

/** A request on its way to a thread: its many small fields as one text, which is copied at once. */
export interface RequestMessage {
  readonly kind: 'run';
  readonly fields: string;
  readonly body?: Uint8Array;
  /** Of the bundle. */
  readonly code?: string;
}

export function packRequest({ body, bundle, ...others }: RuntimeRequest): RequestMessage {
  const { code, ...known } = bundle;
  return {
    kind: 'run',
    fields: JSON.stringify({ ...others, bundle: known }),
    ...(body ? { body } : {}),
    ...(code === undefined ? {} : { code }),
  };
}

export function unpackRequest({ fields, body, code }: RequestMessage): RuntimeRequest {
  const { bundle, ...others } = JSON.parse(fields) as RuntimeRequest;
  return {
    ...others,
    ...(body ? { body } : {}),
    bundle: { ...bundle, ...(code === undefined ? {} : { code }) },
  };
}
