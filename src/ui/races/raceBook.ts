import { nameOfRace, type RaceFinding } from './raceFinding';

/** A change of a document: lines up to this one, from 1, move those that follow. */
export interface LineChange {
  readonly lastLine: number;
  readonly moves: number;
}

/** Further ones wait until these are mended. */
const findingsMax = 200;

/** What was found and still holds, by file. */
export class RaceBook {
  readonly #findings = new Map<string, RaceFinding>();

  /** @returns false where it tells nothing new */
  add(finding: RaceFinding): boolean {
    const name = nameOfRace(finding);
    const known = this.#findings.get(name);
    const tellsMore = !known?.violation.other && finding.violation.other !== undefined;
    if (known ? !tellsMore : this.#findings.size >= findingsMax) return false;
    this.#findings.set(name, finding);
    return true;
  }

  of(file: string): readonly RaceFinding[] {
    return [...this.#findings.values()].filter(({ place }) => place.file === file);
  }

  files(): ReadonlySet<string> {
    return new Set([...this.#findings.values()].map(({ place }) => place.file));
  }

  replace(file: string, findings: readonly RaceFinding[]): void {
    for (const finding of this.of(file)) this.#findings.delete(nameOfRace(finding));
    for (const finding of findings) this.#findings.set(nameOfRace(finding), finding);
  }

  /** Findings move with the lines above them. */
  change(file: string, changes: readonly LineChange[]): void {
    const moved = this.of(file).map((finding) => {
      const { line } = finding.place;
      const above = changes.filter(({ lastLine }) => lastLine < line);
      const moves = above.reduce((sum, one) => sum + one.moves, 0);
      return { ...finding, place: { ...finding.place, line: line + moves } };
    });
    this.replace(file, moved);
  }

  clear(): number {
    const { size } = this.#findings;
    this.#findings.clear();
    return size;
  }
}
