import { createResolver } from '../../../src/functions/httpFile/createResolver';
import type { ValueSource } from '../../../src/functions/httpFile/dynamicVariable';
import type { HttpProblem } from '../../../src/functions/httpFile/httpFile';
import { parseHttpFile } from '../../../src/functions/httpFile/parseHttpFile';
import { fileProblems } from '../../../src/functions/httpFile/fileProblems';
import {
  resolveRequest,
  type ResolvedRequest,
} from '../../../src/functions/httpFile/resolveRequest';

/** Values that a test can know. */
export const testSource: ValueSource = {
  host: () => 'http://localhost:8088',
  env: { TOKEN: 's3cret', EMPTY: '' },
  nowMs: () => Date.UTC(2026, 10, 25, 13, 30, 0, 500),
  uuid: () => 'b5a1c9f0-0000-4000-8000-000000000000',
  random: () => 0.5,
};

export interface Sent extends Omit<ResolvedRequest, 'body'> {
  readonly name?: string;
  /** Without the parts that are files. */
  readonly body: string;
}

/** Every request of a file as it would be sent. */
export function sentBy(text: string): readonly Sent[] {
  const file = parseHttpFile(text);
  return file.requests.map((request) => {
    const resolved = resolveRequest(request, createResolver(file, testSource));
    const body = resolved.body.map((part) => (part.kind === 'text' ? part.text : '')).join('');
    return { ...(request.name === undefined ? {} : { name: request.name }), ...resolved, body };
  });
}

/** Everything that is wrong, as `line:column kind text`, from 1 as editors count. */
export function problemsOf(text: string): readonly string[] {
  const file = parseHttpFile(text);
  const told = ({ line, column, kind, text: what }: HttpProblem) =>
    `${line + 1}:${column + 1} ${kind} ${what}`;
  return fileProblems(file, testSource).map(told);
}
