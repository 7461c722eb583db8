/** What a person asked for on the command line. */
export interface BenchOptions {
  /** Replace the table in README.md. */
  readonly write: boolean;
  /** Write the table as data to this file. */
  readonly json: string | undefined;
  /** Only rows whose name this matches. */
  readonly only: RegExp | undefined;
  /** Fewer operations and records: to see that it runs, not to measure. */
  readonly quick: boolean;
}

/**
 * Reads `--write`, `--json FILE`, `--only PATTERN` and `--quick`.
 *
 * @throws Error that says what is wrong with them
 */
export function parseOptions(args: readonly string[]): BenchOptions {
  let write = false;
  let quick = false;
  let json: string | undefined;
  let only: RegExp | undefined;
  const rest = [...args];
  const valueOf = (option: string): string => {
    const value = rest.shift();
    if (value === undefined || value.startsWith('--')) throw new Error(`${option} wants a value`);
    return value;
  };
  for (let option = rest.shift(); option !== undefined; option = rest.shift()) {
    if (option === '--write') write = true;
    else if (option === '--quick') quick = true;
    else if (option === '--json') json = valueOf(option);
    else if (option === '--only') only = parsePattern(valueOf(option));
    else throw new Error(`There is no option "${option}": --write, --json, --only or --quick`);
  }
  if (write && (quick || only)) {
    throw new Error('--write takes a whole run: leave out --quick and --only');
  }
  return { write, json, only, quick };
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text, 'i');
  } catch {
    throw new Error(`--only "${text}" is no regular expression`);
  }
}
