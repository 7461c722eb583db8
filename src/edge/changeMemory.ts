/**
 * Remembers which keys of a cache changed when, so that an answer that was asked for before a
 * change and comes after it can be refused.
 *
 * Only the last changes are remembered one by one. About a key that is not among them it is known
 * when the last forgotten change was, so that an answer is refused too often rather than wrongly
 * taken.
 */
export class ChangeMemory {
  readonly #changesMax: number;
  /** In the order of their sequence numbers. `null` stands for a miss, which has no version. */
  readonly #changes = new Map<string, { sequence: number; version: number | null }>();
  #sequence = 0;
  #forgottenSequence = 0;

  constructor(changesMax: number) {
    this.#changesMax = changesMax;
  }

  /** The number of the last change. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Notes that a key now has a version, or was found missing. */
  note(name: string, version: number | null): void {
    this.#sequence += 1;
    this.#changes.delete(name);
    this.#changes.set(name, { sequence: this.#sequence, version });
    if (this.#changes.size <= this.#changesMax) return;
    for (const [oldest, change] of this.#changes) {
      this.#changes.delete(oldest);
      this.#forgottenSequence = change.sequence;
      return;
    }
  }

  /** The version that was noted last; `undefined` where it is not remembered. */
  versionOf(name: string): number | null | undefined {
    return this.#changes.get(name)?.version;
  }

  /** Notes that everything changed. */
  noteAll(): void {
    this.#sequence += 1;
    this.#changes.clear();
    this.#forgottenSequence = this.#sequence;
  }

  /** Says whether an answer asked for after change number `sequence` may be out of date. */
  isLate(sequence: number, name: string, version: number | null): boolean {
    const last = this.#changes.get(name);
    if (last === undefined) return this.#forgottenSequence > sequence;
    const changedSince = last.sequence > sequence;
    // Without two versions to compare, the order of events decides alone.
    if (version === null || last.version === null) return changedSince;
    return changedSince ? version <= last.version : version < last.version;
  }
}
