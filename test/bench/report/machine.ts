import os from 'node:os';

/** A sentence that says what was measured on, when, and against which version. */
export function describeRun(miniflareVersion: string, date: Date): string {
  const cpus = os.cpus();
  const model = cpus[0]?.model.trim().replace(/\s+/g, ' ') ?? os.arch();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const day = date.toISOString().slice(0, 10);
  const count = cpus.length === 1 ? 'one core' : `${cpus.length} cores`;
  return (
    `Measured on ${day} on ${model} (${count}, ${memory} GB), ` +
    `${os.type()} ${os.release()} ${os.arch()}, Node ${process.versions.node}, ` +
    `Miniflare ${miniflareVersion}.`
  );
}
