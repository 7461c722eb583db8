import path from 'node:path';
import * as vscode from 'vscode';
import { createResolver, type Resolver } from '../../functions/httpFile/createResolver';
import type { ValueSource } from '../../functions/httpFile/dynamicVariable';
import type { HttpFile, HttpFileRequest, HttpProblem } from '../../functions/httpFile/httpFile';
import { readBody, requestBytesMax } from '../../functions/httpFile/readBody';
import { resolveRequest, type BodyPart } from '../../functions/httpFile/resolveRequest';
import { parseTarget } from '../../functions/httpFile/target';
import { nodeHeader } from '../../rpc/hostApi';
import { faultSentence } from '../functions/askHeaders';
import { headerFault, type HeaderLine } from '../functions/headerLines';
import { mergeHeaders } from '../functions/savedRequest';
import type { Project, RunRequest, Services } from '../services';
import { chooseProject } from './chooseProject';
import { ownerOf } from './httpDocuments';
import { problemSentence } from './problemSentence';
import { standInHost, valueSource } from './valueSource';

export interface PreparedRequest {
  readonly project: Project;
  readonly request: RunRequest;
}

export interface WrittenRequest {
  readonly uri: vscode.Uri;
  readonly file: HttpFile;
  readonly request: HttpFileRequest;
}

/**
 * Fills in a request's variables and finds the project it goes to.
 *
 * @param pathOnly sends to the project that owns the file, whatever host the request names
 * @throws Error with a sentence where something is wrong; nothing is sent then
 */
export async function prepareRequest(
  services: Services,
  written: WrittenRequest,
  pathOnly?: string,
): Promise<PreparedRequest> {
  const owner = checkedOwner(services, written.uri);
  const { resolved, resolver } = await resolveWithHost(services, owner, written);
  const hostHeader = valueOf(resolved.headers, 'host');
  const target =
    pathOnly === undefined ? parseTarget(resolved.target, hostHeader) : parseTarget(pathOnly);
  const place = await chooseProject(services, owner, target, resolved.target);
  const body = await bodyOf(resolved.body, written.uri, resolver);
  const node = valueOf(resolved.headers, nodeHeader);
  const own = [nodeHeader, 'host'];
  const headers = resolved.headers.filter(([name]) => !own.includes(name.toLowerCase()));
  if (place.authority !== undefined) headers.push(['Host', hostHeader ?? place.authority]);
  for (const header of headers) checkHeader(header);
  return {
    project: place.project,
    request: {
      method: resolved.method,
      path: place.path,
      headers: Object.fromEntries(mergeHeaders(headers)),
      ...(body === undefined ? {} : { body }),
      ...(node === undefined ? {} : { node }),
    },
  };
}

function checkedOwner(services: Services, uri: vscode.Uri): Project {
  const owner = ownerOf(services, uri);
  if (!owner) {
    throw new Error(
      vscode.l10n.t(
        '{0} is in no open folder, so there is no project to send to. Open its folder.',
        vscode.workspace.asRelativePath(uri),
      ),
    );
  }
  if (!vscode.workspace.isTrusted) {
    throw new Error(
      vscode.l10n.t(
        'The functions of {0} run only in a trusted workspace. Trust it first.',
        owner.name,
      ),
    );
  }
  return owner;
}

// The host is started only where the request is right and needs its address.
async function resolveWithHost(services: Services, owner: Project, written: WrittenRequest) {
  let needed = false;
  const trial = resolve(written, await valueSource(owner, () => ((needed = true), standInHost)));
  refuse([...written.request.problems, ...trial.resolver.problems]);
  if (!needed) return trial;
  const { url } = await services.functions.start(owner);
  return resolve(written, await valueSource(owner, () => url.replace(/\/$/, '')));
}

function resolve({ file, request }: WrittenRequest, source: ValueSource) {
  const resolver = createResolver(file, source);
  const { headers, ...resolved } = resolveRequest(request, resolver);
  return { resolver, resolved: { ...resolved, headers: headers as HeaderLine[] } };
}

function refuse([problem]: readonly HttpProblem[]): void {
  if (!problem) return;
  throw new Error(vscode.l10n.t('Line {0}: {1}', problem.line + 1, problemSentence(problem)));
}

async function bodyOf(parts: readonly BodyPart[], uri: vscode.Uri, resolver: Resolver) {
  const read = await readBody(parts, path.dirname(uri.fsPath), resolver);
  // Those of the request were looked at before; these are of files with variables.
  refuse(resolver.problems);
  if (read.ok) return read.body;
  const { text } = read.path;
  throw new Error(
    read.fault === 'tooLarge'
      ? vscode.l10n.t(
          'The body with the file {0} is larger than {1} bytes (1 MB), the most that a function takes.',
          text,
          requestBytesMax,
        )
      : vscode.l10n.t('The file {0} of the body could not be read.', text),
  );
}

function checkHeader([name, value]: HeaderLine): void {
  const fault = headerFault(`${name}: ${value}`);
  // Those that belong to the connection are left out, as other clients do.
  if (fault === undefined || fault === 'transport') return;
  throw new Error(`${name}: ${faultSentence(fault)}`);
}

function valueOf(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.find(([known]) => known.toLowerCase() === name)?.[1];
}
