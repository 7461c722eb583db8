import * as vscode from 'vscode';
import { responseWords } from '../functions/responseWords';
import { formatDateTime } from '../tree/format';
import type { RequestWords } from './requestText';

/** The words of a request's document in the display language. */
export function requestWords(): RequestWords {
  const locale = vscode.env.language;
  return {
    response: responseWords(),
    time: vscode.l10n.t('Time'),
    id: vscode.l10n.t('Request'),
    project: vscode.l10n.t('Project'),
    answeredBy: vscode.l10n.t('Answered by'),
    nobody: vscode.l10n.t('no function and no file'),
    error: vscode.l10n.t('Error'),
    place: vscode.l10n.t('At'),
    source: vscode.l10n.t('Source'),
    cache: vscode.l10n.t('cache'),
    centre: vscode.l10n.t('central store'),
    size: vscode.l10n.t('Size'),
    begin: vscode.l10n.t('Begin'),
    code: vscode.l10n.t('Code'),
    requestHeaders: vscode.l10n.t('Headers of the request'),
    requestBody: vscode.l10n.t('Body of the request'),
    askedGone: vscode.l10n.t('Headers and body are no longer kept.'),
    bodyMissing: {
      dropped: vscode.l10n.t('The body is no longer kept; later ones took its room.'),
      tooLarge: vscode.l10n.t('The body was larger than 1 MB and was not kept.'),
      unread: vscode.l10n.t('The body was not read, since nothing needed it.'),
    },
    dateTime: (ms) => formatDateTime(ms, locale),
  };
}
