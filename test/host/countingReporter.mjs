import fs from 'node:fs';
import Mocha from 'mocha';

/** Prints as the `spec` reporter does, and writes how many passed and failed to a file. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const counts = { passed: this.stats.passes, failed: this.stats.failures };
      fs.writeFileSync(process.env.PAGES_KV_COUNTS, JSON.stringify(counts));
    });
  }
}
