import * as vscode from 'vscode';
import * as v from 'valibot';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { NamespaceRef, SnapshotComparison, SnapshotInfo } from '../../rpc/emulatorData';
import { isOpenDocument, openInLanguage } from '../openInLanguage';
import type { Services } from '../services';
import { formatBytes, formatNumber } from '../tree/format';
import { withViewProgress } from '../viewProgress';
import { comparisonText, type ComparisonText } from './comparisonText';

const comparisonScheme = 'pageskv-snapshot';

/** Lines of a document; beyond this a person looks for a key in another way. */
const differencesShown = 2_000;

/** A snapshot beside its namespace as it is now, in VS Code's own diff editor. */
export interface ComparisonView extends vscode.Disposable {
  /** @returns false where nothing differs; then no editor opens */
  show(place: NamespaceRef, snapshot: SnapshotInfo): Promise<boolean>;
}

const querySchema = v.object({
  account: v.string(),
  namespace: v.string(),
  id: v.string(),
  side: v.picklist(['before', 'after']),
});

type Side = keyof ComparisonText;

export function createComparisonView({ emulator }: Services): ComparisonView {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  /** Both sides of an open editor come from one comparison. */
  const texts = new Map<string, Promise<ComparisonText>>();

  const textsOf = (place: NamespaceRef, id: string): Promise<ComparisonText> => {
    const name = nameOf(place, id);
    const known = texts.get(name);
    if (known) return known;
    const made = withViewProgress(async () => {
      const comparison = await compare(await emulator.api(), place, id);
      return comparisonText(comparison.differences, words(comparison));
    });
    texts.set(name, made);
    made.catch(() => texts.delete(name));
    return made;
  };

  const registered = [
    vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, {
      onDidChange: changed.event,
      // "Reopen Closed Editor" asks for a document that was forgotten; it is compared anew.
      async provideTextDocumentContent({ query }) {
        const { side, id, ...place } = v.parse(querySchema, JSON.parse(query));
        return (await textsOf(place, id))[side];
      },
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme !== comparisonScheme || isOpenDocument(uri)) return;
      const { id, ...place } = v.parse(querySchema, JSON.parse(uri.query));
      texts.delete(nameOf(place, id));
    }),
  ];

  return {
    async show(place, snapshot) {
      const { id, name } = snapshot;
      const comparison = await withViewProgress(async () =>
        compare(await emulator.api(), place, id),
      );
      const { added, changed: differing, removed } = comparison;
      if (added + differing + removed === 0) return false;
      const text = comparisonText(comparison.differences, words(comparison));
      texts.set(nameOf(place, id), Promise.resolve(text));
      const before = uriOf(place, snapshot, 'before');
      const after = uriOf(place, snapshot, 'after');
      for (const uri of [before, after]) {
        changed.fire(uri);
        await openInLanguage(uri, 'pages-kv-comparison');
      }
      const title = vscode.l10n.t('{0} (snapshot "{1}" ↔ now)', place.namespace, name);
      await vscode.commands.executeCommand('vscode.diff', before, after, title);
      return true;
    },
    dispose: () => {
      vscode.Disposable.from(...registered, changed).dispose();
    },
  };
}

function compare(api: EmulatorApi, place: NamespaceRef, id: string): Promise<SnapshotComparison> {
  return api.compareSnapshot({ ...place, id, limit: differencesShown });
}

function words({ added, changed, removed, differences }: SnapshotComparison) {
  const locale = vscode.env.language;
  const number = (count: number) => formatNumber(count, locale);
  const all = added + changed + removed;
  const [some, more, fewer] = [number(changed), number(added), number(removed)];
  const summary =
    differences.length < all
      ? vscode.l10n.t(
          'Keys added: {0} · changed: {1} · removed: {2} · only the first {3} are shown',
          more,
          some,
          fewer,
          number(differences.length),
        )
      : vscode.l10n.t('Keys added: {0} · changed: {1} · removed: {2}', more, some, fewer);
  return {
    summary,
    differsInSnapshot: vscode.l10n.t('differs further on, in the snapshot'),
    differsNow: vscode.l10n.t('differs further on, now'),
    bytes: (count: number) => formatBytes(count, locale),
  };
}

function nameOf({ account, namespace }: NamespaceRef, id: string): string {
  return JSON.stringify([account, namespace, id]);
}

function uriOf(
  { account, namespace }: NamespaceRef,
  { id, name }: SnapshotInfo,
  side: Side,
): vscode.Uri {
  // A document is called what follows the last slash, so the slashes of a name are look-alikes.
  const title = side === 'before' ? name.replaceAll('/', '\u2215') : namespace;
  return vscode.Uri.from({
    scheme: comparisonScheme,
    path: `/${title}`,
    query: JSON.stringify({ account, namespace, id, side }),
  });
}
