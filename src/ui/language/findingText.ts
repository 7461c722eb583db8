import * as vscode from 'vscode';
import type { Finding, Fix } from '../../functions/lint/finding';

/** What is wrong and what happens then, in a sentence or two. */
export function findingText({ code, subject }: Finding): string {
  switch (code) {
    case 'kv-in-env':
      return vscode.l10n.t(
        'KV variables are globals and no part of "env": write {0}. Here it is undefined.',
        subject,
      );
    case 'unbound-variable':
      return vscode.l10n.t(
        'No namespace is bound to "{0}" in this project, so this is a ReferenceError.',
        subject,
      );
    case 'put-options':
      return subject === ''
        ? vscode.l10n.t('"put" takes a key and a value, and ignores everything else.')
        : vscode.l10n.t(
            '"put" ignores {0}: a record has neither an expiration nor metadata.',
            subject,
          );
    case 'list-item-name':
      return vscode.l10n.t('What "list" gives has "key" and no "name".');
    case 'list-complete':
      return vscode.l10n.t('What "list" gives has "complete" and no "list_complete".');
    case 'inverted-paging':
      return vscode.l10n.t(
        '"{0}" is true on the last page: this ends before the last page and goes on after it.',
        subject,
      );
    case 'missing-await':
      return subject === 'get' || subject === 'list'
        ? vscode.l10n.t(
            '"{0}" gives a promise; without "await" its value is not there yet.',
            subject,
          )
        : vscode.l10n.t(
            'Nobody waits for "{0}": it may not end before the function does, and an error goes unseen.',
            subject,
          );
    case 'key-characters':
      return vscode.l10n.t(
        'Keys may hold letters, digits and "_" only, not "{0}": "put" refuses it, and nothing else finds it.',
        subject,
      );
    case 'value-type':
      return vscode.l10n.t(
        '"put" takes text or bytes and turns nothing into text; this is refused ({0}).',
        subject,
      );
    case 'lost-update':
      return vscode.l10n.t(
        'Between "get" and "put" of "{0}" another request may change it, and an edge node may serve an old value for up to 60 seconds: one of the two changes is lost. What loses nothing is a key for each event and a sum over "list".',
        subject,
      );
    default:
      return code satisfies never;
  }
}

/**
 * What a fix is called in the menu of the light bulb.
 *
 * @param newFile name of the file that it makes, if it makes one
 */
export function fixTitle({ name }: Fix, { code, subject }: Finding, newFile = ''): string {
  switch (name) {
    case 'useGlobal':
      return vscode.l10n.t('Use the global {0}', subject);
    case 'removeOptions':
      return vscode.l10n.t('Remove what "put" ignores');
    case 'useKey':
      return vscode.l10n.t('Write "key"');
    case 'useComplete':
      return vscode.l10n.t('Write "complete"');
    case 'negate':
      return vscode.l10n.t('Go on while it is not complete');
    case 'addAwait':
      return vscode.l10n.t('Add "await"');
    case 'useWaitUntil':
      return vscode.l10n.t('Let it end after the response with "waitUntil"');
    case 'replaceCharacters':
      return vscode.l10n.t('Put "_" in place of the other characters');
    case 'replaceCharactersEverywhere':
      return vscode.l10n.t('Put "_" into every key of this file');
    case 'toText':
      return vscode.l10n.t('Turn it into text with "String"');
    case 'toJson':
      return vscode.l10n.t('Turn it into JSON');
    case 'keyPerEvent':
      return vscode.l10n.t('Count with a key for each event');
    case 'sumPerDay':
      return vscode.l10n.t('Count with a key for each event and a sum for each day');
    case 'totalInOnePlace':
      return vscode.l10n.t('Count in one place, the new file {0}', newFile);
    case 'mute':
      return vscode.l10n.t('Ignore {0} in this line', code);
    default:
      return name satisfies never;
  }
}
