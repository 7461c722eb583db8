import * as vscode from 'vscode';
import { openPlace } from '../openPlace';
import type { Services } from '../services';
import type { SourcedEvent } from './eventSources';

/** Opens the code that made a call, or the record that an event was about. */
export async function openEventSource(
  services: Services,
  source: SourcedEvent | undefined,
  what: 'code' | 'record',
): Promise<void> {
  if (!source) {
    throw new Error(vscode.l10n.t('This event is no longer kept. Newer ones took its place.'));
  }
  const { place, namespaceId, key } = source;
  if (what === 'code' && (await openPlace(place))) return;
  if (namespaceId === undefined || key === '') return;
  const api = await services.emulator.api();
  for (const { name: account } of await api.listAccounts()) {
    for (const { id, name: namespace } of await api.listNamespaces({ account })) {
      if (id === namespaceId)
        return services.openRecord({ account, namespace, key }, { preview: true });
    }
  }
  throw new Error(vscode.l10n.t('The namespace of "{0}" was deleted; there is no record.', key));
}
