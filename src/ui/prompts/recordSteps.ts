import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef } from '../../rpc/emulatorData';
import type { ProfileName } from '../../kv/profile';
import { formatBytes } from '../tree/format';
import type { Answer, Frame } from './answer';
import { inputText } from './inputText';
import { keySentence } from './nameProblems';
import { pickOne } from './pickOne';

/** Keys offered at once; typing narrows them down. */
const offered = 50;

/** Picks one of a namespace's records by the beginning of its key. */
export function pickKey(
  frame: Frame,
  api: EmulatorApi,
  { account, namespace }: NamespaceRef,
): Promise<Answer<string>> {
  return pickOne<string>(frame, {
    placeholder: vscode.l10n.t('Type the beginning of a key in "{0}"', namespace),
    searches: true,
    none: (prefix) =>
      prefix === ''
        ? vscode.l10n.t('"{0}" has no records.', namespace)
        : vscode.l10n.t('No key begins with "{0}".', prefix),
    async choices(prefix) {
      const { keys } = await api.listRecords({ account, namespace, prefix, limit: offered });
      return keys.map(({ key, version, size }) => ({
        label: key,
        icon: 'key',
        description: `v${version.toString()} · ${formatBytes(size, vscode.env.language)}`,
        value: key,
      }));
    },
  });
}

interface FreeKeyOptions {
  readonly prompt: string;
  readonly value: string;
  readonly profile: ProfileName;
  /** Its keys are taken; absent where it is yet to be made. */
  readonly namespace: NamespaceRef | undefined;
  /** A key that may stay as it is. */
  readonly own?: string;
}

/** Asks for a key that the namespace does not have yet. */
export function inputFreeKey(
  frame: Frame,
  api: EmulatorApi,
  { prompt, value, profile, namespace, own }: FreeKeyOptions,
): Promise<Answer<string>> {
  return inputText(frame, {
    prompt,
    value,
    async problem(key) {
      if (key === own) return undefined;
      const wrong = keySentence(key, profile);
      if (wrong !== undefined || !namespace) return wrong;
      // The shortest key with a prefix comes first, so one key answers.
      const { account, namespace: name } = namespace;
      const { keys } = await api.listRecords({ account, namespace: name, prefix: key, limit: 1 });
      return keys[0]?.key === key ? keyTakenSentence(key) : undefined;
    },
  });
}

export function keyTakenSentence(key: string): string {
  return vscode.l10n.t('The namespace already has a record "{0}".', key);
}
