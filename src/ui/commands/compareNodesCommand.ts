import * as v from 'valibot';
import * as vscode from 'vscode';
import { recordQuestions } from '../prompts/recordQuestions';
import { compareNodes } from '../records/compareNodes';
import { isSame, nodeValue } from '../records/nodeCopies';
import { elementOf } from '../tree/elements';
import { command, type CommandContext } from './commandContext';
import { namespaceOf, recordOf } from './recordCommands';
import { recordSchema } from './schemas';

const node = v.nullable(v.string());
const compareSchema = v.strictObject({ ...recordSchema.entries, left: node, right: node });

/** Compares what two nodes, or a node and the central store, would return for a key. */
export function registerCompareNodes(context: CommandContext): vscode.Disposable {
  const { services } = context;
  return command(context, 'compareNodes', {
    schema: compareSchema,
    async scripted({ left, right, ...record }) {
      const api = await services.emulator.api();
      const [a, b] = await Promise.all([
        nodeValue(api, record, left),
        nodeValue(api, record, right),
      ]);
      const told = (one: string | null, { source, version }: typeof a) => ({
        ...{ node: one, source, version },
      });
      return {
        left: told(left, a),
        right: told(right, b),
        same: isSame(a, b),
      };
    },
    async interactive(element) {
      const title = vscode.l10n.t('Compare Edge Nodes');
      const api = await services.emulator.api();
      const questions = await recordQuestions(api, recordOf(element), namespaceOf(element));
      const first = elementOf(element, 'cachedEntry')?.entry.node;
      await compareNodes(services, title, questions, first);
    },
  });
}
