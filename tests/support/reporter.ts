import type { Reporter, TestModule } from 'vitest/node';

/** The last line of a run, alone: `N passed, N failed` (and skipped, where there are any). CI reads it. */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const before = count.failed;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      if (module.state() === 'failed' && count.failed === before) count.failed += 1; // it did not even load
    }
    const skipped = count.skipped + count.pending;
    process.on('exit', () => {
      console.log(`${count.passed} passed, ${count.failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
    });
  }
}
