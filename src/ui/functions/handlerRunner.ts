import * as vscode from 'vscode';
import type { RunRequest, Services } from '../services';
import { askMissingParams, askRequest } from './askRequest';
import type { HandlerTarget } from './handlerTarget';
import type { RequestMemory } from './requestMemory';
import type { FileRequest, ResponseView } from './responseView';
import { runProgress } from './runProgress';
import { saveAndBuild } from './saveAndBuild';
import { missingParams, plainRequest, requestOf, type SavedRequest } from './savedRequest';

/** Runs handlers from the editor and the tree; the response opens beside. */
export interface HandlerRunner {
  /** With the last request of the handler, or a plain one. */
  run(target: HandlerTarget): Promise<void>;
  /** Asks for every part of the request. */
  runWith(target: HandlerTarget): Promise<void>;
  /** The last request of the handler, or a plain one; asks for what its route leaves open. */
  requestFor(target: HandlerTarget): Promise<RunRequest | undefined>;
  /** The same request once more. */
  repeat(target: HandlerTarget | FileRequest, request: RunRequest): Promise<void>;
}

export function createHandlerRunner(
  services: Services,
  memory: RequestMemory,
  view: ResponseView,
): HandlerRunner {
  async function repeat(target: HandlerTarget | FileRequest, request: RunRequest): Promise<void> {
    const { functions } = services;
    const isFile = 'file' in target;
    const what = isFile ? target.name : `${request.method ?? 'GET'} ${target.route.route}`;
    const result = await runProgress(vscode.l10n.t('Running {0}', what), async (signal) => {
      if (!isFile) await saveAndBuild(functions, target);
      return functions.run(target.project, request, signal);
    });
    if (result) await view.show({ target, request, result });
  }

  async function runSaved(target: HandlerTarget, saved: SavedRequest): Promise<void> {
    await memory.remember(keyOf(target), saved);
    await repeat(target, requestOf(target.route, saved));
  }

  async function lastOrAsked(target: HandlerTarget): Promise<SavedRequest | undefined> {
    const { route } = target.route;
    const last = memory.last(keyOf(target)) ?? plainRequest(target.handler);
    const complete = missingParams(route, last).length === 0;
    return complete ? last : askMissingParams(target, last);
  }

  return {
    requestFor: async (target) => {
      const saved = await lastOrAsked(target);
      return saved && requestOf(target.route, saved);
    },
    run: async (target) => {
      const saved = await lastOrAsked(target);
      if (saved) await runSaved(target, saved);
    },
    runWith: async (target) => {
      const last = memory.last(keyOf(target)) ?? plainRequest(target.handler);
      const saved = await askRequest(target, last, services.settings);
      if (saved) await runSaved(target, saved);
    },
    repeat,
  };
}

function keyOf({ project, route, handler }: HandlerTarget) {
  return { projectId: project.id, route: route.route, method: handler.method };
}
