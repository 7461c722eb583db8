import * as v from 'valibot';
import * as vscode from 'vscode';
import { edgeLimits } from '../../edge/edgeLimits';
import {
  fromConsistencySchema,
  type ConsistencyFilter,
  type FromConsistency,
  type PictureFormat,
  type ToConsistency,
} from '../../rpc/consistencyMessages';
import { askAndReport } from '../command';
import type { Services } from '../services';
import { showWebviewPage } from '../webviewPage';
import type { ConsistencyFeed, ConsistencyListener } from './consistencyFeed';
import { consistencyStrings } from './consistencyStrings';
import { matrixRows } from './matrixRows';
import { openEventSource } from './openEventSource';

/** The matrix counts down by itself; only changes are sent, at most so often. */
const matrixMs = 1_000;
const drawMsMax = 20_000;

/** What a panel shows, and what happens to it. */
export interface ConsistencyPanelOptions {
  readonly feed: (tell: ConsistencyListener) => ConsistencyFeed;
  /** Lanes, from the top. */
  readonly nodes: () => readonly string[];
  /** Whether time passes and there are caches of now; a story has neither. */
  readonly isLive: boolean;
  readonly filter?: ConsistencyFilter;
  readonly onExport: () => Promise<void>;
  readonly onEnd?: () => void;
}

/** A panel of the Consistency view. */
export class ConsistencyPanel implements vscode.Disposable {
  readonly #services: Services;
  readonly #panel: vscode.WebviewPanel;
  readonly #options: ConsistencyPanelOptions;
  readonly #feed: ConsistencyFeed;
  readonly #subscriptions: readonly vscode.Disposable[];
  readonly #drawings = new Map<number, (picture: string | Uint8Array) => void>();
  #filter: ConsistencyFilter | undefined;
  #whenReady: () => void = () => undefined;
  #ready: Promise<void>;
  #watchesMatrix = false;
  #matrixTimer: NodeJS.Timeout | undefined;
  #drawingCount = 0;

  constructor(services: Services, panel: vscode.WebviewPanel, options: ConsistencyPanelOptions) {
    this.#services = services;
    this.#panel = panel;
    this.#filter = options.filter;
    this.#ready = this.#untilReady();
    this.#options = options;
    this.#feed = options.feed({
      events: (events) => this.#post({ type: 'events', events: [...events] }),
      cleared: () => this.#post({ type: 'cleared' }),
      clock: (clock) => this.#post({ type: 'clock', ...clock }),
    });
    this.#subscriptions = [
      this.#feed,
      panel.webview.onDidReceiveMessage((message: unknown) => {
        const parsed = v.safeParse(fromConsistencySchema, message);
        if (!parsed.success) {
          return services.log.debug('consistency view: a message of unknown shape was ignored');
        }
        void askAndReport(services.log, 'showConsistencyView', () => this.#receive(parsed.output));
      }),
      services.emulator.onDidChange(() => {
        this.#scheduleMatrix();
      }),
      services.settings.onDidChange(() => {
        this.#post({ type: 'nodes', nodes: this.#nodes() });
      }),
      panel.onDidChangeViewState(() => {
        // Behind another tab its page ends; the next one has to say that it listens.
        if (!panel.visible) this.#ready = this.#untilReady();
      }),
      panel.onDidDispose(() => {
        this.dispose();
        options.onEnd?.();
      }),
    ];
    showWebviewPage(panel.webview, services.extensionUri, 'consistencyView');
  }

  async show(filter?: ConsistencyFilter): Promise<void> {
    this.#panel.reveal();
    await this.#ready;
    if (!filter) return;
    // What is asked for may have happened just now.
    await this.#feed.flush();
    this.#post({ type: 'filter', filter });
  }

  /** What the page shows, as the content of a file. */
  async draw(format: PictureFormat): Promise<string | Uint8Array> {
    // A page that is behind another tab has no size to draw in.
    this.#panel.reveal();
    await this.#ready;
    await this.#feed.flush();
    const id = this.#drawingCount;
    this.#drawingCount += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#drawings.delete(id);
        reject(
          new Error(
            vscode.l10n.t(
              'The Consistency view did not draw itself in time. Show it and try again.',
            ),
          ),
        );
      }, drawMsMax);
      this.#drawings.set(id, (picture) => {
        clearTimeout(timer);
        resolve(picture);
      });
      this.#post({ type: 'draw', id, format });
    });
  }

  dispose(): void {
    clearTimeout(this.#matrixTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #untilReady(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenReady = resolve;
    });
  }

  #nodes(): string[] {
    return [...this.#options.nodes()];
  }

  #post(message: ToConsistency): void {
    void this.#panel.webview.postMessage(message);
  }

  async #receive(message: FromConsistency): Promise<void> {
    switch (message.type) {
      case 'ready': {
        const filter = this.#filter;
        // Once shown, the page's own state counts, even where it is made anew.
        this.#filter = undefined;
        this.#post({
          ...{ type: 'init', strings: consistencyStrings(), locale: vscode.env.language },
          ...{ ttlMs: edgeLimits.cacheTtlMs, nodes: this.#nodes(), isLive: this.#options.isLive },
          ...(filter ? { filter } : {}),
        });
        await this.#feed.restart();
        return this.#whenReady();
      }
      case 'open':
        return openEventSource(this.#services, this.#feed.source(message.id), message.what);
      case 'openKey': {
        const { account, namespace, key } = message;
        return this.#services.openRecord({ account, namespace, key }, { preview: true });
      }
      case 'watchMatrix':
        this.#watchesMatrix = message.on;
        if (message.on && this.#options.isLive) await this.#sendMatrix();
        return;
      case 'export':
        return this.#options.onExport();
      case 'drawn':
        this.#drawings.get(message.id)?.(message.picture);
        this.#drawings.delete(message.id);
        return;
      default:
        message satisfies never;
    }
  }

  #scheduleMatrix(): void {
    if (!this.#watchesMatrix || !this.#options.isLive || !this.#panel.visible) return;
    this.#matrixTimer ??= setTimeout(() => {
      this.#matrixTimer = undefined;
      this.#sendMatrix().catch((error: unknown) => {
        this.#services.log.debug('consistency view', String(error));
      });
    }, matrixMs);
  }

  async #sendMatrix(): Promise<void> {
    const api = await this.#services.emulator.api();
    const { rows, total } = await matrixRows(api, this.#nodes());
    this.#post({ type: 'matrix', rows: [...rows], total });
  }
}
