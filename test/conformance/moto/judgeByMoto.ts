import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../../local/runner/template/assembly.ts';
import { resolveDeployment } from '../../../local/runner/template/deployment.ts';
import { synthesized, type Deployer } from '../tools/deploy.ts';
import { accountId, region } from '../tools/emulator.ts';
import { installed } from '../tools/python.ts';
import { mustRun } from '../tools/run.ts';
import { runSuites, type SuiteResult } from '../tools/suites.ts';
import { furnish } from './furnish.ts';
import { startMoto } from './startMoto.ts';

export interface MotoVerdict {
  /** Name and version. */
  readonly emulator: string;
  readonly suites: readonly SuiteResult[];
}

const stage = 'local';
const mailFrom = 'bank-sync@example.com';
const version = "from importlib.metadata import version; print(version('moto'))";

/** The contract suites once more, against an emulator that other people wrote. */
export const judgeByMoto = async (python: string, deployer: Deployer): Promise<MotoVerdict> => {
  const { project } = deployer;
  // Beside the other emulator's, which may be at work.
  const folder = join(deployer.folder, 'moto');
  mkdirSync(folder, { recursive: true });
  const requirements = join(import.meta.dirname, '../requirements/moto.txt');
  const bin = await installed(python, requirements, join(folder, 'python'));
  const assembly = await synthesized({ ...deployer, folder }, 'stacks', {
    stage,
    publicUrl: 'https://feeds.example.com',
  });
  const moto = await startMoto(bin, folder);
  try {
    const queueUrl = (name: string): string => `${moto.url}/${accountId}/${name}`;
    const place = { region, accountId, publicUrl: 'https://feeds.example.com', queueUrl };
    await furnish(moto, resolveDeployment(readAssembly(assembly), place), mailFrom);
    const env = { ...moto.aws, CONFORMANCE_STAGE: stage, CONFORMANCE_MAIL_FROM: mailFrom };
    return {
      emulator: `moto ${(await mustRun(join(bin, 'python'), ['-c', version], { cwd: project })).trim()}`,
      suites: await runSuites({ project, folder, env, paths: ['test/contract'] }),
    };
  } finally {
    await moto.stop();
  }
};
