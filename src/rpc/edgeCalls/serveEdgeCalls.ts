import type { KvOperation } from '../../edge/kvOperation';
import type { ListPage } from '../../kv/kvPort';
import type { ByteReader } from '../byteReader';
import type { EdgeApi } from '../edgeApi';
import { errorToData } from '../errorData';
import type { FrameWriter } from '../frameWriter';
import { createWakefulness } from '../stayAwake';
import { writeEdgeError, writeEdgeResult } from './edgeAnswer';
import { readEdgeRequest, type EdgeRequest } from './edgeRequest';

/** The calls as the emulator makes them: at once where there is nothing to wait for. */
export type EdgeHandlers = {
  readonly [Name in keyof EdgeApi]: (
    ...args: Parameters<EdgeApi[Name]>
  ) => ReturnType<EdgeApi[Name]> | Awaited<ReturnType<EdgeApi[Name]>>;
};

/** Takes a request and writes its answer; throws where the frame is no request. */
export type EdgeServer = (frame: ByteReader, writer: FrameWriter) => void;

interface Given {
  readonly operation: KvOperation;
  readonly value?: Uint8Array | null;
  readonly page?: ListPage | null;
}

/** Longer than a function needs between most of its calls. */
const awakeMs = 0.2;

/**
 * Answers edge calls, each in the turn in which it came unless its handler gives a promise.
 *
 * @param toError makes an error that other processes know of whatever a handler threw
 */
export function serveEdgeCalls(
  handlers: EdgeHandlers,
  toError: (error: unknown) => unknown,
): EdgeServer {
  const awake = createWakefulness(awakeMs);
  return (frame, writer) => {
    awake.arrived();
    const { id, request } = readEdgeRequest(frame);
    // A function that waits for its answer mostly has another call to make.
    awake.expect();
    const fail = (error: unknown): void => {
      writeEdgeError(writer, id, errorToData(toError(error)));
    };
    const answer = ({ operation, value = null, page = null }: Given): void => {
      try {
        writeEdgeResult(writer, id, { operation, value, page });
      } catch (error) {
        fail(error);
      }
    };
    try {
      const given = handle(handlers, request);
      if (given instanceof Promise) void given.then(answer, fail);
      else answer(given);
    } catch (error) {
      fail(error);
    }
  };
}

function handle(handlers: EdgeHandlers, request: EdgeRequest): Given | Promise<Given> {
  switch (request.op) {
    case 'get':
      return handlers.edgeGet(request.call, request.key);
    case 'put':
      return handlers.edgePut(request.call, request.key, request.value);
    case 'delete':
      return handlers.edgeDelete(request.call, request.key);
    case 'list':
      return handlers.edgeList(request.call, request.query);
    default:
      return request satisfies never;
  }
}
