import path from 'node:path';
import type { FunctionProblem, HostLogLine, RouteHandler, RouteInfo } from '../../rpc/hostApi';
import type { SourcePositions } from '../bundle/sourcePositions';
import { relativeFile, type SourcePosition } from '../bundle/sourcePositions';
import { codeLink } from '../codeLink';
import type { RuntimeFailure } from '../runtimeProtocol';
import type { FunctionFailure } from './errorPage';
import { sourceExcerpt } from './sourceExcerpt';

/** A failure of the runtime, told in terms of the source. */
export interface Reporter {
  failure(failure: RuntimeFailure, info: RouteInfo, handler: RouteHandler): FunctionFailure;
  problem(
    failure: RuntimeFailure,
    severity: FunctionProblem['severity'],
    info: RouteInfo,
    handler: RouteHandler,
  ): FunctionProblem;
  /** @param bundlePlace the call that logged the line, as stack traces name it */
  line(line: HostLogLine, bundlePlace: string | undefined): HostLogLine;
  /** For the log: message and where, as links. */
  text(failure: RuntimeFailure, info: RouteInfo, handler: RouteHandler): string;
}

export function createReporter(folder: string, positions: SourcePositions): Reporter {
  function placeOf(failure: RuntimeFailure, info: RouteInfo, handler: RouteHandler) {
    const places = positions.find(failure.stack);
    // Nobody mends a package: what counts is the line that called it.
    const place = places.find(({ file }) => !isOfPackage(folder, file)) ?? places[0];
    return place ?? { file: info.file, line: handler.line, column: 1 };
  }

  const relative = ({ file, line, column }: SourcePosition): string =>
    `${relativeFile(folder, file)}:${line}:${column}`;

  return {
    failure(failure, info, handler) {
      const { file, line, column } = placeOf(failure, info, handler);
      const stack = positions.translate(userFrames(failure.stack), relative);
      const source = sourceExcerpt(file, line, column);
      return {
        message: failure.message,
        function: relativeFile(folder, info.file),
        file: relativeFile(folder, file),
        line,
        column,
        source,
        stack,
      };
    },
    problem: (failure, severity, info, handler) => ({
      source: 'runtime',
      severity,
      ...placeOf(failure, info, handler),
      message: failure.message,
    }),
    line({ level, text }, bundlePlace) {
      const [place] = positions.find(bundlePlace ?? '');
      const translated = positions.translate(withoutRuntime(text), codeLink);
      return { level, text: translated, ...(place ? { place } : {}) };
    },
    text(failure, info, handler) {
      const place = codeLink(placeOf(failure, info, handler));
      const stack = positions.translate(userFrames(failure.stack), codeLink);
      // A stack trace mostly begins with the message.
      const frames = stack.startsWith(failure.message)
        ? stack.slice(failure.message.length).replace(/^\n/, '')
        : stack;
      return `${place} ${failure.message}${frames === '' ? '' : `\n${frames}`}`;
    },
  };
}

function isOfPackage(folder: string, file: string): boolean {
  return path.relative(folder, file).split(path.sep).includes('node_modules');
}

/** A stack trace without the frames of the runtime itself. */
function userFrames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || line.includes('edge-function://'))
    .join('\n');
}

const runtimeFrames =
  /\n[ \t]+at (?:[^\n]* \()?(?:node:[^\s()]+|[^\n]*functionRuntime\.js):\d+:\d+\)?(?=\n| \{\n|$)/g;

/** The same for what the code logs, which may have lines that only look like frames. */
function withoutRuntime(text: string): string {
  return text.replace(runtimeFrames, '');
}
