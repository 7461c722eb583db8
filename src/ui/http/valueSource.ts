import { randomUUID } from 'node:crypto';
import type { ValueSource } from '../../functions/httpFile/dynamicVariable';
import type { Project } from '../services';

/** Address of a host that does not run; good for finding out what is wrong. */
export const standInHost = 'http://localhost:8088';

/** Where the variables of a project's `.http` files get their values from. */
export async function valueSource(
  { folder }: Project,
  host: () => string = () => standInHost,
): Promise<ValueSource> {
  // Its library is loaded when the first such file is there.
  const { readEnv } = await import('../../functions/project/readEnv');
  return {
    host,
    env: folder === undefined ? {} : await readEnv(folder),
    nowMs: () => Date.now(),
    uuid: () => randomUUID(),
    random: () => Math.random(),
  };
}
