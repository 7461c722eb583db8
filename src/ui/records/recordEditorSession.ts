import * as v from 'valibot';
import * as vscode from 'vscode';
import type { RecordInfo, RecordRef } from '../../rpc/emulatorData';
import {
  pageMessageSchema,
  type ExtensionMessage,
  type PageMessage,
  type RecordView,
} from '../../rpc/recordEditorMessages';
import { askAndReport } from '../command';
import { noQuestions } from '../prompts/recordQuestions';
import type { Services } from '../services';
import { compareNodes } from './compareNodes';
import { recordEditorStrings } from './recordEditorStrings';
import { recordStatus, touchesStatus } from './recordStatus';

/** What an editor adds to the parts that all record editors share. */
export interface RecordEditorParts {
  view(): Promise<RecordView>;
  /** Messages beyond those that every editor answers. */
  receive(message: PageMessage): Promise<void>;
  /** After each look at the central store. */
  statusChanged(info: RecordInfo | null): Promise<void>;
}

/** One open page: its header, its edge nodes and its messages. */
export class RecordEditorSession implements vscode.Disposable {
  readonly #services: Services;
  readonly #record: RecordRef;
  readonly #webview: vscode.Webview;
  readonly #parts: RecordEditorParts;
  readonly #subscriptions: vscode.Disposable[];
  #ready = false;
  #refreshing: Promise<void> | undefined;
  #refreshAgain = false;
  #ended = false;

  constructor(
    services: Services,
    record: RecordRef,
    webview: vscode.Webview,
    parts: RecordEditorParts,
  ) {
    this.#services = services;
    this.#record = record;
    this.#webview = webview;
    this.#parts = parts;
    this.#subscriptions = [
      webview.onDidReceiveMessage((message: unknown) => {
        const parsed = v.safeParse(pageMessageSchema, message);
        if (parsed.success) void this.#report(() => this.#receive(parsed.output));
        else services.log.debug('record editor: a message of unknown shape was ignored');
      }),
      services.emulator.onDidChange((changes) => {
        if (changes.some((change) => touchesStatus(change, record))) void this.refresh();
      }),
      services.settings.onDidChange(() => void this.refresh()),
    ];
  }

  /** The page has begun to listen. */
  get ready(): boolean {
    return this.#ready;
  }

  post(message: ExtensionMessage): void {
    if (this.#ready && !this.#ended) void this.#webview.postMessage(message);
  }

  /** Looks at the central store and the edge nodes again; looks that overlap become one. */
  async refresh(): Promise<void> {
    if (this.#refreshing) {
      this.#refreshAgain = true;
      return this.#refreshing;
    }
    this.#refreshing = this.#refresh();
    try {
      await this.#refreshing;
    } finally {
      this.#refreshing = undefined;
    }
  }

  dispose(): void {
    this.#ended = true;
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #refresh(): Promise<void> {
    do {
      this.#refreshAgain = false;
      if (this.#ended) return;
      try {
        const api = await this.#services.emulator.api();
        const nodes = this.#services.settings.nodes.map(({ id }) => id);
        const { info, message } = await recordStatus(api, this.#record, nodes);
        this.post(message);
        await this.#parts.statusChanged(info);
      } catch (error) {
        // The namespace may be gone; the file system tells VS Code that the record is.
        this.#services.log.debug('record editor', error);
        this.post({ type: 'info', central: null, nodes: [], clockPaused: false });
      }
    } while (this.#refreshAgain);
  }

  async #receive(message: PageMessage): Promise<void> {
    if (message.type === 'copyKey') return vscode.env.clipboard.writeText(this.#record.key);
    if (message.type === 'compareNodes') {
      const title = vscode.l10n.t('Compare Edge Nodes');
      return compareNodes(this.#services, title, noQuestions(this.#record));
    }
    if (message.type !== 'ready') return this.#parts.receive(message);
    this.#ready = true;
    await this.#webview.postMessage({
      type: 'init',
      strings: recordEditorStrings(),
      locale: vscode.env.language,
      record: this.#record,
      view: await this.#parts.view(),
    } satisfies ExtensionMessage);
    return this.refresh();
  }

  #report(work: () => Promise<void>): Promise<void> {
    return askAndReport(this.#services.log, 'record', work);
  }
}
