import * as vscode from 'vscode';
import type { NamespaceRef, RecordRef } from '../../rpc/emulatorData';
import { askRecord } from '../prompts/recordQuestions';
import { sayDone } from '../sayDone';
import { chosenElements, elementOf, elementsOf } from '../tree/elements';
import { formatNumber } from '../tree/format';
import type { ViewElement } from '../viewElement';
import { addRecord } from './addRecord';
import { command, type CommandContext } from './commandContext';
import { deleteRecords } from './deleteRecords';
import { recordData } from './recordData';
import { decodeValue, encodeValue } from './recordValue';
import { getRecordSchema, listRecordsSchema, putRecordSchema, recordSchema } from './schemas';

/** Put, get, open, find, delete and copy records. */
export function registerRecordCommands(context: CommandContext): vscode.Disposable {
  const { services } = context;
  const { emulator } = services;
  return vscode.Disposable.from(
    command(context, 'putRecord', {
      schema: putRecordSchema,
      async scripted({ account, namespace, key, value, encoding }) {
        const bytes = decodeValue(value, encoding);
        if (!bytes) {
          throw new Error(
            vscode.l10n.t('The value of "{0}" is no base64, as the encoding says.', key),
          );
        }
        const api = await emulator.api();
        return recordData(await api.putRecord({ account, namespace, key, value: bytes }));
      },
      interactive: (element) => addRecord(context, namespaceOf(element)),
    }),
    command(context, 'getRecord', {
      schema: getRecordSchema,
      async scripted({ account, namespace, key, encoding }) {
        const record = await (await emulator.api()).getRecord({ account, namespace, key });
        return record && { ...recordData(record), ...encodeValue(record.value, encoding) };
      },
      interactive: (element) => openAsked(context, vscode.l10n.t('Open Record'), element),
    }),
    command(context, 'openRecord', {
      schema: recordSchema,
      async scripted(record) {
        await services.openRecord(record);
        return record;
      },
      interactive: (element) => openAsked(context, vscode.l10n.t('Open Record'), element),
    }),
    command(context, 'listRecords', {
      schema: listRecordsSchema,
      async scripted({ account, namespace, prefix, limit, cursor }) {
        const page = await (
          await emulator.api()
        ).listRecords({
          account,
          namespace,
          ...(prefix === undefined ? {} : { prefix }),
          ...(limit === undefined ? {} : { limit }),
          ...(cursor === undefined ? {} : { cursor }),
        });
        return {
          keys: page.keys.map(recordData),
          cursor: page.cursor,
          complete: page.complete,
        };
      },
      interactive: (element) =>
        findRecord(context, vscode.l10n.t('Find Record'), namespaceOf(element)),
    }),
    command(context, 'deleteRecord', {
      schema: recordSchema,
      async scripted(record) {
        return (await emulator.api()).deleteRecord(record);
      },
      async interactive(element, selection) {
        const chosen = chosenRecords(element, selection);
        const asked = chosen.length > 0 ? chosen : await askOne();
        await deleteRecords(context, asked);
      },
    }),
    command(context, 'copyKey', {
      schema: recordSchema,
      async scripted({ key }) {
        await vscode.env.clipboard.writeText(key);
        return { key };
      },
      async interactive(element, selection) {
        const keys = chosenRecords(element, selection).map(({ key }) => key);
        if (keys.length === 0) return;
        await vscode.env.clipboard.writeText(keys.join('\n'));
        sayDone(vscode.l10n.t('Keys copied: {0}', formatNumber(keys.length, vscode.env.language)));
      },
    }),
  );

  async function askOne(): Promise<readonly RecordRef[]> {
    const record = await askRecord(await emulator.api(), vscode.l10n.t('Delete Record'));
    return record ? [record] : [];
  }
}

/** The namespace that an element stands for or in. */
export function namespaceOf(element: ViewElement | undefined): NamespaceRef | undefined {
  const found = elementOf(element, 'namespace', 'associatedProjects', 'record');
  return found && { account: found.account, namespace: found.namespace };
}

/** The record that an element stands for. */
export function recordOf(element: ViewElement | undefined): RecordRef | undefined {
  const found = elementOf(element, 'record', 'cachedEntry');
  return found && { account: found.account, namespace: found.namespace, key: found.key };
}

async function openAsked(
  context: CommandContext,
  title: string,
  element: ViewElement | undefined,
): Promise<void> {
  const given = recordOf(element);
  // A click in a view looks at a record; it neither takes the focus nor keeps a tab.
  if (given) await context.services.openRecord(given, { preview: true });
  else await findRecord(context, title, namespaceOf(element));
}

async function findRecord(
  context: CommandContext,
  title: string,
  namespace: NamespaceRef | undefined,
): Promise<void> {
  const { services, tree } = context;
  const record = await askRecord(await services.emulator.api(), title, namespace);
  if (!record) return;
  await services.openRecord(record);
  await tree.reveal({ kind: 'record', ...record });
}

function chosenRecords(
  element: ViewElement | undefined,
  selection: readonly ViewElement[] | undefined,
): readonly RecordRef[] {
  const chosen = chosenElements(element, selection);
  return elementsOf(chosen, 'record', 'cachedEntry').map(({ account, namespace, key }) => ({
    account,
    namespace,
    key,
  }));
}
