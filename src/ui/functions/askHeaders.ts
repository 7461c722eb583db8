import * as vscode from 'vscode';
import { back, type Answer, type Frame } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { pickOne } from '../prompts/pickOne';
import { headerFault, parseHeaderLine, type HeaderFault, type HeaderLine } from './headerLines';

/** A list that grows: the first row goes on, the others add, change or remove a header. */
export async function askHeaders(
  frame: Frame,
  initial: readonly HeaderLine[],
): Promise<Answer<readonly HeaderLine[]>> {
  let headers = initial;
  for (;;) {
    const choice = await pickHeader(frame, headers);
    if (choice === undefined || choice === back) return choice;
    if (choice === 'continue') return headers;
    const lines = await askHeader(frame.title, headers[choice]);
    if (lines !== undefined) {
      headers = [...headers.slice(0, choice), ...lines, ...headers.slice(choice + 1)];
    }
  }
}

function pickHeader(
  frame: Frame,
  headers: readonly HeaderLine[],
): Promise<Answer<number | 'continue'>> {
  return pickOne<number | 'continue'>(frame, {
    placeholder: vscode.l10n.t('Request headers'),
    choices: () => [
      { label: vscode.l10n.t('Continue'), icon: 'check', value: 'continue' },
      { label: vscode.l10n.t('Add Header…'), icon: 'add', value: headers.length },
      ...headers.map(([name, value], index) => ({
        label: name,
        description: value,
        icon: 'edit',
        value: index,
      })),
    ],
  });
}

async function askHeader(
  title: string,
  line: HeaderLine | undefined,
): Promise<readonly HeaderLine[] | undefined> {
  const text = await inputText(
    { title, step: 1, totalSteps: 1 },
    {
      prompt: line
        ? vscode.l10n.t('Header as "name: value"; empty removes it')
        : vscode.l10n.t('Header as "name: value"'),
      placeholder: 'accept-language: zh-CN',
      value: line ? `${line[0]}: ${line[1]}` : '',
      problem: (typed) => {
        const fault = typed.trim() === '' ? undefined : headerFault(typed);
        return fault && faultSentence(fault);
      },
    },
  );
  if (text === undefined || text === back) return undefined;
  return text.trim() === '' ? [] : [parseHeaderLine(text)];
}

/** What is wrong with a header, as a sentence. */
export function faultSentence(fault: HeaderFault): string {
  switch (fault) {
    case 'noColon':
      return vscode.l10n.t('Write the name of the header, a colon and its value.');
    case 'name':
      return vscode.l10n.t('A header name has letters, digits and signs like "-", but no spaces.');
    case 'value':
      return vscode.l10n.t('A header value has no line breaks and only characters of Latin-1.');
    case 'transport':
      return vscode.l10n.t('This header belongs to the connection and is set by itself.');
    default:
      return fault satisfies never;
  }
}
