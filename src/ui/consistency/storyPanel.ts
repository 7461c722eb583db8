import * as vscode from 'vscode';
import type { Services } from '../services';
import type { ConsistencyFeed } from './consistencyFeed';
import { ConsistencyPanel } from './consistencyPanel';
import type { SourcedEvent } from './eventSources';
import { panelIcon } from './panelIcon';
import { askAndExport } from './exportPicture';

/** Events that have an end, in the Consistency view's picture. */
export interface Story {
  readonly title: string;
  readonly nodes: readonly string[];
  /** In their order, at one moment of simulated time. */
  readonly events: readonly SourcedEvent[];
}

/** Shows a story in a panel of its own, where its text stood: beside the code. */
export function showStory(services: Services, { title, nodes, events }: Story): void {
  const panel = vscode.window.createWebviewPanel(
    'pagesKv.consistencyStory',
    title,
    vscode.ViewColumn.Active,
  );
  panel.iconPath = panelIcon(services.extensionUri);
  const made: ConsistencyPanel = new ConsistencyPanel(services, panel, {
    feed: (tell): ConsistencyFeed => ({
      restart() {
        tell.cleared();
        tell.events(events.map(({ event }, id) => ({ ...event, id })));
        const nowMs = events.at(-1)?.event.atMs ?? 0;
        tell.clock({ nowMs, paused: true, speed: 1 });
        return Promise.resolve();
      },
      flush: () => Promise.resolve(),
      source: (id) => events[id],
      dispose: () => undefined,
    }),
    nodes: () => nodes,
    isLive: false,
    onExport: () => askAndExport(made),
  });
}
