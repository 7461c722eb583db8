import * as vscode from 'vscode';
import { back, type Answer, type Frame } from './answer';

export interface InputOptions {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** A sentence that says what is wrong, `undefined` where the text may be taken. */
  problem(text: string): string | undefined | Promise<string | undefined>;
}

/** Lets a person type a text; a wrong one is refused while it is typed. */
export function inputText(frame: Frame, options: InputOptions): Promise<Answer<string>> {
  return new Promise((resolve) => {
    const input = vscode.window.createInputBox();
    const check = async (text: string): Promise<boolean> => {
      const problem = await problemOf(options, text);
      if (input.value !== text) return false;
      input.validationMessage = problem ?? '';
      return problem === undefined;
    };
    input.title = frame.title;
    if (frame.totalSteps > 1) {
      input.step = frame.step;
      input.totalSteps = frame.totalSteps;
    }
    input.prompt = options.prompt;
    input.value = options.value ?? '';
    input.placeholder = options.placeholder ?? '';
    input.ignoreFocusOut = true;
    input.buttons = frame.step > 1 ? [vscode.QuickInputButtons.Back] : [];
    input.onDidTriggerButton(() => {
      resolve(back);
      input.hide();
    });
    input.onDidChangeValue((text) => void check(text));
    input.onDidAccept(async () => {
      const text = input.value;
      if (!(await check(text))) return;
      resolve(text);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

async function problemOf(options: InputOptions, text: string): Promise<string | undefined> {
  try {
    return await options.problem(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
