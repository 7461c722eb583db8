import type { RequestTrace } from '../../rpc/hostApi';
import type { Project } from '../services';

/** A request that has ended, with its number in this window, from 0. */
export interface KeptRequest {
  readonly sequence: number;
  readonly project: Project;
  readonly trace: RequestTrace;
  /** How many of its reads were stale. */
  readonly staleReads: number;
}

/** Of all requests together: some 30 MB of memory. */
const operationsMaxDefault = 100_000;

/**
 * The requests of late, as many as `limit`. Where they hold too many operations, the oldest ones
 * lose theirs first, which their trace then counts as left out.
 */
export class RequestRing {
  readonly #operationsMax: number;
  #limit: number;
  /** A request stands at its number modulo the limit. */
  #slots: KeptRequest[] = [];
  #next = 0;
  #oldest = 0;
  /** Requests before this one have no operations any more. */
  #oldestWithOperations = 0;
  #operations = 0;

  constructor(limit: number, operationsMax = operationsMaxDefault) {
    this.#limit = limit;
    this.#operationsMax = operationsMax;
  }

  get size(): number {
    return this.#next - this.#oldest;
  }

  add(project: Project, trace: RequestTrace): void {
    if (this.size === this.#limit) this.#dropOldest();
    const staleReads = trace.operations.filter(({ stale }) => stale).length;
    const sequence = this.#next;
    this.#slots[sequence % this.#limit] = { sequence, project, trace, staleReads };
    this.#next += 1;
    this.#operations += trace.operations.length;
    while (this.#operations > this.#operationsMax && this.#oldestWithOperations < sequence) {
      this.#leaveOutOperations();
    }
  }

  get(sequence: number): KeptRequest | undefined {
    if (sequence < this.#oldest || sequence >= this.#next) return undefined;
    return this.#slots[sequence % this.#limit];
  }

  /** Newest first. */
  *newest(): Generator<KeptRequest> {
    for (let sequence = this.#next - 1; sequence >= this.#oldest; sequence -= 1) {
      const request = this.get(sequence);
      if (request) yield request;
    }
  }

  setLimit(limit: number): void {
    if (limit === this.#limit) return;
    while (this.size > limit) this.#dropOldest();
    const kept = [...this.newest()];
    this.#limit = limit;
    this.#slots = [];
    for (const request of kept.reverse()) this.#slots[request.sequence % limit] = request;
  }

  clear(): void {
    this.#slots = [];
    this.#oldest = this.#next;
    this.#oldestWithOperations = this.#next;
    this.#operations = 0;
  }

  #dropOldest(): void {
    this.#operations -= this.get(this.#oldest)?.trace.operations.length ?? 0;
    this.#oldest += 1;
    this.#oldestWithOperations = Math.max(this.#oldestWithOperations, this.#oldest);
  }

  #leaveOutOperations(): void {
    const request = this.get(this.#oldestWithOperations);
    this.#oldestWithOperations += 1;
    if (!request) return;
    const { trace, sequence } = request;
    const count = trace.operations.length;
    if (count === 0) return;
    this.#operations -= count;
    const operationsLeftOut = (trace.operationsLeftOut ?? 0) + count;
    const shortened = { ...trace, operations: [], operationsLeftOut };
    this.#slots[sequence % this.#limit] = { ...request, trace: shortened };
  }
}
