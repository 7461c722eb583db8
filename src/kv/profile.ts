/** Which of two disagreeing sources of truth the emulator follows (`pagesKv.profile`). */
export type ProfileName = 'documented' | 'observed';

/** Every row in which the two profiles differ, with its evidence; nobody asks for the name. */
export interface Profile {
  readonly name: ProfileName;
  /**
   * Which keys `put` takes.
   * documented: letters, digits, underscore [DOC, CLI].
   * observed: any non-empty UTF-8 key, since shipped apps use `:` `-` `.` [FIELD].
   */
  readonly keyCharacters: 'word' | 'any';
  /**
   * Largest value in bytes.
   * documented: 25 MB [DOC] = 26,214,400 bytes [CLI]. observed: 5,242,879 bytes [FIELD].
   */
  readonly valueBytesMax: number;
  /** observed: the error of a value too large names `OverSize` [FIELD]. */
  readonly valueTooLargeName: 'limit' | 'OverSize';
  /**
   * What `get` resolves to for an empty value.
   * documented: `null`, "key missing or value empty" [DOC]. observed: `""` [CLI].
   */
  readonly emptyValue: 'null' | 'value';
  /**
   * What `get(key, "json")` does with a value that is no JSON.
   * documented: rejects with a SyntaxError naming the key [ASSUMED].
   * observed: the raw string [CLI].
   */
  readonly invalidJson: 'reject' | 'rawString';
  /**
   * How many redirects, rewrites and headers of `edgeone.json` count, each.
   * documented: 30 [DOC]. observed: 100 [CLI]; later pages of the documentation say so too.
   */
  readonly rulesMax: number;
}

/** The one table of differences. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  documented: {
    name: 'documented',
    keyCharacters: 'word',
    valueBytesMax: 26_214_400,
    valueTooLargeName: 'limit',
    emptyValue: 'null',
    invalidJson: 'reject',
    rulesMax: 30,
  },
  observed: {
    name: 'observed',
    keyCharacters: 'any',
    valueBytesMax: 5_242_879,
    valueTooLargeName: 'OverSize',
    emptyValue: 'value',
    invalidJson: 'rawString',
    rulesMax: 100,
  },
};
