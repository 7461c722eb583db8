import type { ByteReader } from '../byteReader';
import type { EdgeApi } from '../edgeApi';
import type { FrameWriter } from '../frameWriter';
import { readEdgeAnswer, readEdgeAnswerHead, type EdgeResult } from './edgeAnswer';
import { writeEdgeRequest, type EdgeRequest } from './edgeRequest';

/** The calling end of edge calls. */
export interface EdgeCaller {
  readonly api: EdgeApi;
  /** Takes an answer; throws where it is none. */
  receive(frame: ByteReader): void;
  /** Rejects what waits, and every later call. */
  close(lost: () => Error): void;
}

interface Waiting {
  readonly op: EdgeRequest['op'];
  readonly key: string;
  readonly node: string;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes the calls of functions on a channel; each takes one frame there and one back. */
export function createEdgeCaller(writer: FrameWriter): EdgeCaller {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let lostError: (() => Error) | undefined;

  function ask<T>(key: string, request: EdgeRequest): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (lostError) throw lostError();
      do lastId = (lastId + 1) >>> 0;
      while (waiting.has(lastId));
      writeEdgeRequest(writer, lastId, request);
      const { op, call } = request;
      waiting.set(lastId, { op, key, node: call.node, resolve, reject });
    });
  }

  return {
    api: {
      edgeGet: (call, key) => ask(key, { op: 'get', call, key }),
      edgePut: (call, key, value) => ask(key, { op: 'put', call, key, value }),
      edgeDelete: (call, key) => ask(key, { op: 'delete', call, key }),
      edgeList: (call, query) => ask(query.prefix, { op: 'list', call, query }),
    },
    receive(frame) {
      const { kind, id } = readEdgeAnswerHead(frame);
      const asked = waiting.get(id);
      if (!asked) throw new RangeError(`Nobody waits for answer ${id}`);
      const answer = readEdgeAnswer(frame, kind, asked);
      waiting.delete(id);
      if (answer instanceof Error) asked.reject(answer);
      else (asked.resolve as (result: EdgeResult) => void)(answer);
    },
    close(lost) {
      lostError = lost;
      const all = [...waiting.values()];
      waiting.clear();
      for (const { reject } of all) reject(lost());
    },
  };
}
