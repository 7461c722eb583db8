import type { FunctionProblem, HostLogLine, RouteHandler, RouteInfo } from '../../rpc/hostApi';
import type { SourcePositions } from '../bundle/sourcePositions';
import { relativeFile } from '../bundle/sourcePositions';
import type { RuntimeFailure } from '../runtimeProtocol';
import type { FunctionFailure } from './errorPage';

/** A failure of the runtime, told in terms of the source. */
export interface Reporter {
  failure(failure: RuntimeFailure, info: RouteInfo, handler: RouteHandler): FunctionFailure;
  problem(
    failure: RuntimeFailure,
    severity: FunctionProblem['severity'],
    info: RouteInfo,
    handler: RouteHandler,
  ): FunctionProblem;
  line(line: HostLogLine): HostLogLine;
  /** For the log: message and where. */
  text(failure: FunctionFailure): string;
}

export function createReporter(folder: string, positions: SourcePositions): Reporter {
  function placeOf(failure: RuntimeFailure, info: RouteInfo, handler: RouteHandler) {
    const [place] = positions.find(failure.stack);
    return place ?? { file: info.file, line: handler.line, column: 1 };
  }

  return {
    failure(failure, info, handler) {
      const { file, line, column } = placeOf(failure, info, handler);
      const stack = positions.translate(userFrames(failure.stack), folder);
      return { message: failure.message, file: relativeFile(folder, file), line, column, stack };
    },
    problem: (failure, severity, info, handler) => ({
      source: 'runtime',
      severity,
      ...placeOf(failure, info, handler),
      message: failure.message,
    }),
    line: ({ level, text }) => ({ level, text: positions.translate(userFrames(text), folder) }),
    text: ({ message, file, line, column, stack }) =>
      `${file}:${line}:${column} ${message}${stack === '' ? '' : `\n${stack}`}`,
  };
}

/** A stack trace without the frames of the runtime itself. */
function userFrames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || line.includes('edge-function://'))
    .join('\n');
}
