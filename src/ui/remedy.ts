import * as vscode from 'vscode';

/** What a person can do at once about an error: the button of its message. */
export interface Remedy {
  readonly title: string;
  readonly command: string;
}

/** An error whose message has a button beside the way to the log. */
export class ErrorWithRemedy extends Error {
  readonly remedy: Remedy;

  constructor(message: string, remedy: Remedy) {
    super(message);
    this.remedy = remedy;
  }
}

export function sampleRemedy(): Remedy {
  return {
    title: vscode.l10n.t('Create Sample Project'),
    command: 'pagesKv.createSampleProject',
  };
}
