import * as vscode from 'vscode';
import { back, type Answer, type Frame } from './answer';
import { plainLabel } from './plainLabel';

/** A line of a pick list; `label` and `description` are shown as they are, never as icons. */
export interface Choice<T> {
  readonly label: string;
  readonly value: T;
  readonly description?: string;
  readonly detail?: string;
  /** Name of a product icon in front of the label. */
  readonly icon?: string;
  /** Starts a group of that name. */
  readonly group?: string;
}

interface Item<T> extends vscode.QuickPickItem {
  readonly choice?: Choice<T>;
}

export interface PickOptions<T> {
  readonly placeholder: string;
  /** What is offered for what was typed so far; asked again after each change if `searches`. */
  choices(typed: string): readonly Choice<T>[] | Promise<readonly Choice<T>[]>;
  readonly searches?: boolean;
  /** A line that stands there, and cannot be taken, where nothing fits what was typed. */
  none?(typed: string): string;
}

/** Lets a person pick one line. */
export function pickOne<T>(frame: Frame, options: PickOptions<T>): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const pick = vscode.window.createQuickPick<Item<T>>();
    const show = async (typed: string): Promise<void> => {
      pick.busy = true;
      try {
        const choices = await options.choices(typed);
        if (pick.value !== typed && options.searches) return;
        const none = choices.length === 0 ? options.none?.(typed) : undefined;
        pick.items =
          none === undefined
            ? items(choices, options.searches ?? false)
            : [{ label: plainLabel(none), alwaysShow: true }];
        pick.busy = false;
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
        pick.hide();
      }
    };
    pick.title = frame.title;
    if (frame.totalSteps > 1) {
      pick.step = frame.step;
      pick.totalSteps = frame.totalSteps;
    }
    pick.placeholder = options.placeholder;
    pick.ignoreFocusOut = true;
    pick.matchOnDescription = true;
    pick.buttons = frame.step > 1 ? [vscode.QuickInputButtons.Back] : [];
    pick.onDidTriggerButton(() => {
      resolve(back);
      pick.hide();
    });
    pick.onDidAccept(() => {
      const choice = pick.selectedItems[0]?.choice;
      if (!choice) return;
      resolve(choice.value);
      pick.hide();
    });
    if (options.searches) pick.onDidChangeValue((typed) => void show(typed));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
    void show('');
  });
}

function items<T>(choices: readonly Choice<T>[], alwaysShow: boolean): Item<T>[] {
  return choices.flatMap((choice) => {
    const { label, description, detail, icon, group } = choice;
    const item: Item<T> = {
      label: icon ? `$(${icon}) ${plainLabel(label)}` : plainLabel(label),
      alwaysShow,
      choice,
      ...(description === undefined ? {} : { description: plainLabel(description) }),
      ...(detail === undefined ? {} : { detail: plainLabel(detail) }),
    };
    if (group === undefined) return [item];
    return [{ label: group, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}
