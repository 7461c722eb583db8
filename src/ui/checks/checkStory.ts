import { relativeFile } from '../../functions/bundle/sourcePositions';
import type { CheckRun, CheckStep } from '../../rpc/checkApi';
import type { SourcedEvent } from '../consistency/eventSources';
import type { Story } from '../consistency/storyPanel';
import type { FinishedCheck } from './finishedCheck';
import { letterOf } from './letterOf';

/** An order of steps as the Consistency view draws it: no time passes in a check. */
export function checkStory(check: FinishedCheck, run: CheckRun, title: string): Story {
  const nodes = [...new Set(run.requests.map(({ node }) => node))];
  return { title, nodes, events: run.steps.map((step, index) => eventOf(check, run, step, index)) };
}

function eventOf(
  { project }: FinishedCheck,
  run: CheckRun,
  step: CheckStep,
  index: number,
): SourcedEvent {
  const { op, node, key, variable, source, version, replacedVersion, stale, place, error } = step;
  const { method = '', path = '' } = run.requests[step.request] ?? {};
  const shown =
    place && (project.folder === undefined ? place.file : relativeFile(project.folder, place.file));
  return {
    event: {
      ...{ kind: op, node, space: variable, spaceName: variable, key, source, version },
      ...{ replacedVersion, stale, ageMs: 0, atMs: 0, realMs: index, durationMs: 0, bytes: 0 },
      project: project.name,
      request: { id: letterOf(step.request), method, path },
      ...(place ? { place: `${shown}:${place.line}:${place.column}` } : {}),
      ...(error === undefined ? {} : { error }),
    },
    key,
    ...(place ? { place } : {}),
  };
}
