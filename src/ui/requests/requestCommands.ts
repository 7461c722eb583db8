import * as vscode from 'vscode';
import * as v from 'valibot';
import type { CodePlace } from '../../rpc/hostApi';
import { askAndReport, registerCommand } from '../command';
import type { HandlerRunner } from '../functions/handlerRunner';
import { openPlace } from '../openPlace';
import type { Services } from '../services';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';
import { openOperationRecord } from './openOperationRecord';
import { pickFilter } from './pickFilter';
import { requestAgain, targetAgain } from './requestAgain';
import { requestData } from './requestData';
import { createRequestDocuments } from './requestDocuments';
import { filtered, noRoute, type RequestFilter } from './requestFilter';
import type { KeptRequest } from './requestRing';

const filterEntries = {
  project: v.optional(v.string()),
  /** `null` for what no function answered. */
  route: v.optional(v.nullable(v.string())),
  status: v.optional(
    v.union([
      v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
      v.pipe(v.string(), v.regex(/^[1-5](\d\d|xx)$/)),
    ]),
  ),
  stale: v.optional(v.boolean()),
};
const filterSchema = v.strictObject(filterEntries);
const showSchema = v.strictObject({
  ...filterEntries,
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 100),
});
const idSchema = v.strictObject({ id: v.string() });
const sequenceSchema = v.object({ sequence: v.number() });

/** Lists, opens, filters and repeats requests. */
export function registerRequestCommands(
  services: Services,
  runner: HandlerRunner,
): vscode.Disposable {
  const { log, requests, functions } = services;
  const documents = createRequestDocuments(services);
  const focus = async () => vscode.commands.executeCommand('pagesKv.requests.focus');
  const withRequest =
    (work: (request: KeptRequest) => Promise<void>) => async (element?: ViewElement) => {
      const request = elementOf(element, 'request', 'operation')?.request;
      // From the palette there is no row yet: the view is where one is chosen.
      await (request ? work(request) : focus());
    };
  const repeat = async (kept: KeptRequest): Promise<void> => {
    const { request, isWhole } = await requestAgain(functions, kept);
    await runner.repeat(await targetAgain(functions, kept), request);
    if (isWhole) return;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The request was sent without its headers, which are no longer kept.'),
    );
  };
  return vscode.Disposable.from(
    documents,
    registerCommand(log, 'showRequests', {
      schema: showSchema,
      scripted: ({ limit, ...filter }) => {
        const found = filtered(requests.requests.newest(), filterOf(filter), limit);
        return Promise.resolve(found.requests.map(requestData));
      },
      interactive: focus,
    }),
    registerCommand(log, 'showRequest', {
      schema: idSchema,
      scripted: ({ id }) => Promise.resolve(requestData(findRequest(services, id))),
      interactive: withRequest((request) => documents.show(request)),
    }),
    registerCommand(log, 'runRequestAgain', {
      schema: idSchema,
      scripted: async ({ id }) => {
        const kept = findRequest(services, id);
        const { request } = await requestAgain(functions, kept);
        return functions.run(kept.project, request);
      },
      interactive: withRequest(repeat),
    }),
    // What CodeLens calls.
    vscode.commands.registerCommand('pagesKv.runShownRequest', (argument: unknown) =>
      askAndReport(log, 'runShownRequest', async () => {
        const { sequence } = v.parse(sequenceSchema, argument);
        const request = requests.requests.get(sequence);
        if (!request) throw new Error(vscode.l10n.t('This request is no longer kept.'));
        await repeat(request);
      }),
    ),
    registerCommand(log, 'filterRequests', {
      schema: filterSchema,
      scripted: (filter) => {
        requests.setFilter(filterOf(filter));
        return Promise.resolve(filter);
      },
      interactive: async () => {
        await focus();
        const filter = await pickFilter(requests);
        if (filter) requests.setFilter(filter);
      },
    }),
    registerCommand(log, 'clearRequests', {
      schema: v.strictObject({}),
      scripted: () => {
        const cleared = requests.requests.size;
        requests.clear();
        return Promise.resolve({ cleared });
      },
      interactive: () => {
        requests.clear();
        return Promise.resolve();
      },
    }),
    registerCommand(log, 'openRequestCode', {
      schema: idSchema,
      scripted: async ({ id }) => ({
        opened: await openPlace(await placeOfRequest(services, findRequest(services, id))),
      }),
      interactive: async (element) => {
        const operation = elementOf(element, 'operation')?.operation;
        const request = elementOf(element, 'request')?.request;
        if (operation) await openPlace(operation.place);
        else if (request) await openPlace(await placeOfRequest(services, request));
      },
    }),
    registerCommand(log, 'openRequestRecord', {
      schema: v.strictObject({}),
      scripted: () => Promise.resolve({}),
      interactive: async (element) => {
        const found = elementOf(element, 'operation');
        if (found) await openOperationRecord(services, found);
      },
    }),
  );
}

function filterOf({ project, route, status, stale }: v.InferOutput<typeof filterSchema>) {
  return {
    ...(project === undefined ? {} : { projects: [project] }),
    ...(route === undefined ? {} : { routes: [route ?? noRoute] }),
    ...(status === undefined ? {} : { statuses: [`${status}`] }),
    ...(stale === undefined ? {} : { stale }),
  } satisfies RequestFilter;
}

/** The newest where a client has given an id twice. */
function findRequest({ requests }: Services, id: string): KeptRequest {
  for (const request of requests.requests.newest()) if (request.trace.id === id) return request;
  throw new Error(vscode.l10n.t('No request {0} is known. The oldest ones are forgotten.', id));
}

/** Where it failed, otherwise where its function begins. */
async function placeOfRequest(
  { functions }: Services,
  request: KeptRequest,
): Promise<CodePlace | undefined> {
  const { failure, route } = request.trace;
  if (failure || route === undefined) return failure?.place;
  const { route: info, handler } = await targetAgain(functions, request);
  return { file: info.file, line: handler.line, column: 1 };
}
