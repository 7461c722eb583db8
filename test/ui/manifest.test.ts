import assert from 'node:assert/strict';
import fs from 'node:fs';
import { translatedTexts } from '../support/translatedTexts';

type Texts = Readonly<Record<string, string>>;

function readJson<T>(file: string): T {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as T;
}

const manifestText = fs.readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as {
  contributes: {
    commands: { command: string; title: string; category?: string; icon?: string }[];
    menus: Record<string, { command?: string; group?: string; when?: string }[]>;
    keybindings: { command: string; when?: string }[];
    configuration: { properties: Record<string, { default?: unknown; scope?: string }> };
  };
};
const { commands, menus, keybindings, configuration } = manifest.contributes;
const english = readJson<Texts>('package.nls.json');
const chinese = readJson<Texts>('package.nls.zh-cn.json');

describe('manifest', () => {
  it('has both translations of each text, and no text that nobody shows', () => {
    const shown = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    const used = [...new Set(shown)].sort();
    assert.deepEqual(Object.keys(english).sort(), used);
    assert.deepEqual(Object.keys(chinese).sort(), used);
  });

  it('gives each command a category and a title in title case', () => {
    for (const { command, title, category } of commands) {
      assert.equal(category, 'Pages KV', command);
      const text = english[title.slice(1, -1)] ?? '';
      assert.match(
        text,
        /^[A-Z][A-Za-z]*( ([A-Z][A-Za-z]*|to|of|in|with|a|the|from))*…?$/,
        command,
      );
    }
  });

  it('puts only commands that it declares into menus and keys', () => {
    const declared = new Set(commands.map(({ command }) => command));
    const used = [...Object.values(menus).flat(), ...keybindings];
    for (const { command } of used) {
      assert.ok(command === undefined || declared.has(command), command);
    }
  });

  it('shows at most three icons in the title of a view', () => {
    const shown = (menus['view/title'] ?? []).filter(({ group }) =>
      group?.startsWith('navigation'),
    );
    for (const view of ['accounts', 'projects', 'edgeNodes', 'requests']) {
      const icons = shown.filter(({ when }) => when?.includes(`view == pagesKv.${view}`));
      assert.ok(icons.length <= 3, view);
    }
  });

  it('binds no key outside its own views and files of requests', () => {
    for (const { command, when } of keybindings) {
      assert.match(when ?? '', /focusedView|editorLangId == http/, command);
    }
  });

  it('gives each setting a default and a scope', () => {
    for (const [name, setting] of Object.entries(configuration.properties)) {
      assert.ok(name.startsWith('pagesKv.'), name);
      assert.notEqual(setting.default, undefined, name);
      assert.ok(setting.scope, name);
    }
  });

  it('lets a person set what a workspace may set', () => {
    // In a window of WSL, SSH or a container the settings of the user have no such setting at all.
    for (const [name, { scope }] of Object.entries(configuration.properties)) {
      assert.notEqual(scope, 'machine-overridable', name);
    }
  });
});

/** VS Code's texts know no plural; "records: {0}" needs none. */
const severalOf =
  /\{\d\} (\w+ )?(bytes|calls|characters|entries|errors|events|faults|headers|keys|lines|namespaces|nodes|operations|orders|records|requests|routes|rules|seconds|times|variables|versions)\b/;

/** Bounds, what is above one, what is said of several only, and a verb. */
const neverOne = [
  'at most {0} requests',
  'at most {0} characters',
  'has more than {1} characters',
  '1 to {0} characters',
  'has {1} rules',
  '1 to {0} times as fast as real time',
  'already has {1} namespaces',
  'has {1} namespaces, and more are not allowed',
  'larger than {1} bytes',
  'more than {0} KV calls',
  'There are {0} edge nodes already',
  'has {0} bytes with everything it imports',
  'Delete {0} records?',
  'Unbind {0} variables?',
  'only {0} headers count',
  '{0} bytes exceed the limit of {1} bytes',
  '{0} events close together',
  '{0} faults',
  '{0} of {1} bytes',
  '{0} on {1} writes',
];

describe('Simplified Chinese', () => {
  const texts = translatedTexts('src');
  const bundle = readJson<Texts>('media/l10n/bundle.l10n.zh-cn.json');

  it('has every text of the sources, and no other', () => {
    assert.deepEqual(Object.keys(bundle).sort(), [...texts.keys()].sort());
  });

  it('calls a command by one name', () => {
    const names = new Map(
      commands.map(({ title }) => [english[title.slice(1, -1)], chinese[title.slice(1, -1)]]),
    );
    for (const [text, translated] of Object.entries(bundle)) {
      if (names.has(text)) assert.equal(translated, names.get(text), text);
      for (const [, name = ''] of text.matchAll(/"Pages KV: ([^"]+)"/g)) {
        assert.ok(names.has(name), text);
        assert.ok(translated.includes(`“Pages KV: ${names.get(name)}”`), translated);
      }
    }
  });

  it('sets no number that may be 1 before a noun of several', () => {
    for (const text of texts.keys()) {
      if (!neverOne.some((known) => text.includes(known))) assert.doesNotMatch(text, severalOf);
    }
  });

  it('puts no space around a Chinese word that comes from another text', () => {
    const word = bundle['version {0}'] ?? '';
    const places = [
      [/^(Lost update|Stale read, then a write|Older read|Own write) of "\{0\}"/, /\{[23]\}/g],
      [/^\{0\} on \{1\} writes "\{2\}"/, /\{[34]\}/g],
    ] as const;
    for (const [sentence, version] of places) {
      const found = Object.entries(bundle).filter(([text]) => sentence.test(text));
      assert.notEqual(found.length, 0);
      for (const [, translated] of found) {
        assert.doesNotMatch(translated.replace(version, word), /\p{Script=Han} \p{Script=Han}/u);
      }
    }
  });

  it('keeps the places of each text', () => {
    const places = (text: string) => [...new Set(text.match(/\{\d\}/g) ?? [])].sort();
    for (const [text, translated] of Object.entries(bundle)) {
      assert.deepEqual(places(translated), places(text), text);
    }
  });
});
