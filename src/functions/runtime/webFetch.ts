// The Fetch standard as the library has it. All of the library takes a thread twice as long to
// start: a client for WebSocket, agents for proxies, mocks.
export { fetch } from 'undici/lib/web/fetch';
export { FormData } from 'undici/lib/web/fetch/formdata';
export { Headers } from 'undici/lib/web/fetch/headers';
export { Request } from 'undici/lib/web/fetch/request';
export { getResponseState, Response } from 'undici/lib/web/fetch/response';
