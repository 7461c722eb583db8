import { randomUUID } from 'node:crypto';
import type { ValueSource } from '../../functions/httpFile/dynamicVariable';
import { readEnv } from '../../functions/project/readEnv';
import type { Project } from '../services';

/** Address of a host that does not run; good for finding out what is wrong. */
export const standInHost = 'http://localhost:8088';

/** Where the variables of a project's `.http` files get their values from. */
export async function valueSource(
  { folder }: Project,
  host: () => string = () => standInHost,
): Promise<ValueSource> {
  return {
    host,
    env: folder === undefined ? {} : await readEnv(folder),
    nowMs: () => Date.now(),
    uuid: () => randomUUID(),
    random: () => Math.random(),
  };
}
