import { makeAsk } from './ask.ts';
import { parseOptions, usage, UsageError } from './options.ts';
import { smoke } from './smoke.ts';

/** `npm run smoke`: does a deployment answer as it should, seen from outside? Also the last step of docs/pipeline/deploy.yml. */
try {
  const options = parseOptions(process.argv.slice(2));
  const ask = makeAsk({ now: () => performance.now() });
  process.exitCode = (await smoke(options, ask, (line) => console.log(line))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
