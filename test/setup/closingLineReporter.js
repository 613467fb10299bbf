/** Prints the result as `N passed, N failed` alone on a line; a suite that could not run counts as one failure. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    if (results.numPendingTests > 0) process.stdout.write(`${results.numPendingTests} skipped\n`);
    process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
  }
}
