import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef, SnapshotInfo } from '../../rpc/emulatorData';
import { back, type Answer, type Frame } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { snapshotNameSentence } from '../prompts/nameProblems';
import {
  existingNamespaceStep,
  loadNamespaceChoices,
  noNamespace,
  onlyNamespace,
  type NamespaceAnswers,
} from '../prompts/namespaceSteps';
import { pickOne, type Choice } from '../prompts/pickOne';
import { runSteps } from '../prompts/runSteps';
import { formatBytes, formatDateTime, formatNumber } from '../tree/format';
import { suggestSnapshotName } from './suggestSnapshotName';

export interface ChosenSnapshot {
  readonly place: NamespaceRef;
  readonly snapshot: SnapshotInfo;
}

interface Answers extends NamespaceAnswers {
  /** `null` where the namespace has none. */
  readonly snapshot: SnapshotInfo | null;
  readonly snapshotName: string;
}

/**
 * Lets a person pick a snapshot of a namespace, and the namespace first where it is not given.
 *
 * @returns `snapshot` is `null` where there is none; `undefined` where the person gave up
 */
export async function askSnapshot(
  api: EmulatorApi,
  title: string,
  given: NamespaceRef | undefined,
): Promise<ChosenSnapshot | { readonly place: NamespaceRef; readonly snapshot: null } | undefined> {
  const answers = await askInNamespace(api, title, given, async (frame, place) => {
    const snapshots = await api.listSnapshots(place);
    if (snapshots.length === 0) return { snapshot: null };
    const snapshot = await pickOne<SnapshotInfo>(frame, {
      placeholder: vscode.l10n.t('Select a snapshot of "{0}"', place.namespace),
      choices: () => snapshots.toReversed().map(snapshotChoice),
    });
    return snapshot === undefined || snapshot === back ? snapshot : { snapshot };
  });
  if (typeof answers?.target !== 'object' || answers.snapshot === undefined) return undefined;
  return { place: answers.target, snapshot: answers.snapshot };
}

/** Asks for the name of a new snapshot. */
export async function askSnapshotName(
  api: EmulatorApi,
  title: string,
  given: NamespaceRef | undefined,
): Promise<{ readonly place: NamespaceRef; readonly name: string } | undefined> {
  const answers = await askInNamespace(api, title, given, async (frame, place) => {
    const taken = (await api.listSnapshots(place)).map(({ name }) => name);
    const snapshotName = await inputText(frame, {
      prompt: vscode.l10n.t('Name of the new snapshot of "{0}"', place.namespace),
      value: suggestSnapshotName(new Date(), taken),
      problem: (text) => snapshotNameSentence(text, taken),
    });
    return snapshotName === undefined || snapshotName === back ? snapshotName : { snapshotName };
  });
  if (typeof answers?.target !== 'object' || answers.snapshotName === undefined) return undefined;
  return { place: answers.target, name: answers.snapshotName };
}

async function askInNamespace(
  api: EmulatorApi,
  title: string,
  given: NamespaceRef | undefined,
  ask: (frame: Frame, place: NamespaceRef) => Promise<Answer<Partial<Answers>>>,
): Promise<Partial<Answers> | undefined> {
  const choices = await loadNamespaceChoices(api);
  if (choices.namespaces.length === 0) noNamespace();
  const known = given ?? onlyNamespace(choices);
  return runSteps<Answers>(title, known ? { target: known } : {}, () => [
    ...(known ? [] : [existingNamespaceStep(choices)]),
    async (frame, { target }) => (typeof target === 'object' ? ask(frame, target) : back),
  ]);
}

function snapshotChoice(snapshot: SnapshotInfo): Choice<SnapshotInfo> {
  const { name, takenAtMs, records, bytes, automatic } = snapshot;
  const locale = vscode.env.language;
  const facts = [
    ...(automatic ? [vscode.l10n.t('automatic')] : []),
    formatDateTime(takenAtMs, locale),
    vscode.l10n.t('records: {0}', formatNumber(records, locale)),
    formatBytes(bytes, locale),
  ];
  return {
    label: name,
    icon: automatic ? 'gear' : 'device-camera',
    description: facts.join(' · '),
    value: snapshot,
  };
}
