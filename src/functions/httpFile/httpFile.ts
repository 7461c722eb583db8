/** A text inside one line of a file, with its place; line and column count from 0. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** `@name = value`: known in the whole file. */
export interface FileVariable {
  readonly name: string;
  readonly value: Piece;
}

export interface RequestHeader {
  readonly name: Piece;
  readonly value: Piece;
}

/** A line of a body: as it stands, or the content of a file. */
export type BodyLine =
  | { readonly kind: 'text'; readonly text: Piece }
  /** `variables`: written `<@`, so that the file's text has variables too. */
  | { readonly kind: 'file'; readonly path: Piece; readonly variables: boolean };

/** A request as it is written, before its variables are replaced. */
export interface HttpFileRequest {
  /** Of `# @name`, else what follows `###`; absent where there is neither. */
  readonly name?: string;
  /** Line of the method or the address, from 0. */
  readonly line: number;
  /** All lines between two separators, the one above included; from 0, both ends in. */
  readonly section: { readonly first: number; readonly last: number };
  /** In capitals. */
  readonly method: string;
  /** Path or address; long ones go on in further lines. */
  readonly target: readonly Piece[];
  readonly headers: readonly RequestHeader[];
  readonly body: readonly BodyLine[];
  /** What is wrong however the variables are filled in. */
  readonly problems: readonly HttpProblem[];
}

export interface HttpFile {
  readonly variables: readonly FileVariable[];
  readonly requests: readonly HttpFileRequest[];
}

/** Why a request cannot be sent; `text` is what the sentence names. */
export interface HttpProblem extends Piece {
  readonly kind:
    | 'noTarget'
    | 'unsupported'
    | 'noColon'
    | 'headerName'
    | 'unknownVariable'
    | 'circularVariable'
    | 'processEnv'
    | 'notInEnv'
    | 'badArguments'
    | 'tooLong';
}

/** The request at a line of the editor; `undefined` where its section has none. */
export function requestAt(
  { requests }: Pick<HttpFile, 'requests'>,
  line: number,
): HttpFileRequest | undefined {
  return requests.find(({ section }) => section.first <= line && line <= section.last);
}
