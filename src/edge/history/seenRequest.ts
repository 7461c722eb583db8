import type { KvOperation } from '../kvOperation';

/** A KV call as its request's trace tells it. */
export interface SeenOperation extends Omit<KvOperation, 'atMs'> {
  readonly namespaceId?: string;
  /** Milliseconds from the begin of the request, or steps of a simulation. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** The call was refused, and changed nothing. */
  readonly error?: string;
}

/** A request that has ended, without its operations. */
export interface SeenRequest {
  readonly id: string;
  /** Who asked; requests of the same client are judged against each other. */
  readonly client: string;
  /** On one clock for all requests. */
  readonly beganAtMs: number;
  readonly endedAtMs: number;
}
