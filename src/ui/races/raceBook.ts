import type { CodePlace } from '../../rpc/hostApi';
import { movedFinding, nameOfRace, type RaceFinding } from './raceFinding';

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

  /** Findings move with the lines above them, and so do the other places that they name. */
  change(file: string, changes: readonly LineChange[]): void {
    const move = (place: CodePlace): CodePlace => {
      if (place.file !== file) return place;
      const above = changes.filter(({ lastLine }) => lastLine < place.line);
      return { ...place, line: above.reduce((line, { moves }) => line + moves, place.line) };
    };
    this.replace(
      file,
      this.of(file).map((finding) => movedFinding(finding, move)),
    );
  }

  clear(): number {
    const { size } = this.#findings;
    this.#findings.clear();
    return size;
  }
}
