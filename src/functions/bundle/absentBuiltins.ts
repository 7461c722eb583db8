import * as l10n from '@vscode/l10n';
import type { BuildFailure, BuildResult, Message, Plugin } from 'esbuild';
import { builtinModules } from 'node:module';

const builtins: ReadonlySet<string> = new Set(builtinModules);

/** Whether a module belongs to Node: `fs`, `fs/promises`, `node:fs`. */
export function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtins.has(name.split('/')[0] ?? name);
}

export const absentText = (name: string): string =>
  l10n.t('"{0}" is not available in the edge runtime.', name);

/** Of what is not there, and of what is looked up a second time. */
const absent = 'absent';

/**
 * Lets code ask for Node's modules behind a condition, as libraries for several platforms do
 * [FIELD]: `require` and `import()` fail when they are reached. An `import` statement, which
 * nothing can guard, fails the build.
 */
export const absentBuiltins: Plugin = {
  name: 'absentBuiltins',
  setup(build) {
    build.onResolve({ filter: /^(node:)?[a-z_]/ }, async ({ path, pluginData, ...options }) => {
      const isGuardable = options.kind === 'require-call' || options.kind === 'dynamic-import';
      if (!isGuardable || pluginData === absent || !isBuiltin(path)) return undefined;
      // A package of the same name may stand in for it, such as "buffer", and libraries say in
      // their package.json what they do without.
      const found = await build.resolve(path, { ...options, pluginData: absent });
      if (found.errors.length === 0 && !found.external) return undefined;
      return { path, namespace: absent, warnings: [{ text: `Could not resolve "${path}"` }] };
    });
    build.onLoad({ filter: /.*/, namespace: absent }, ({ path }) => ({
      contents: failing(absentText(path)),
    }));
  },
};

/**
 * The warnings of a build without those about modules of Node that are asked for in a `try`, or
 * with a `catch`: a build that lacks the plugin fails at the other ones only.
 */
export async function unguardedWarnings(
  { warnings }: Pick<BuildResult, 'warnings'>,
  buildWithout: () => Promise<unknown>,
): Promise<Message[]> {
  const isOurs = ({ pluginName }: Message): boolean => pluginName === absentBuiltins.name;
  if (!warnings.some(isOurs)) return warnings;
  const errors = await buildWithout().then(
    () => [],
    (error: unknown) => (error as Partial<BuildFailure>).errors ?? [],
  );
  const unguarded = new Set(errors.map(placeOf));
  return warnings.filter((warning) => !isOurs(warning) || unguarded.has(placeOf(warning)));
}

function placeOf({ location }: Message): string {
  return `${location?.file}:${location?.line}:${location?.column}`;
}

/** The first line of the stack would be this module, and not the code that asked for it. */
function failing(message: string): string {
  return `const error = new Error(${JSON.stringify(message)});
error.stack = String(error.stack).replace(/\\n.*/, '');
throw error;`;
}
