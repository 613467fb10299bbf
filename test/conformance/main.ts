import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startPontoSandbox } from '../../local/ponto-sandbox/startPontoSandbox.ts';
import { judge } from '../judges/judge.ts';
import { openCourt } from '../judges/openCourt.ts';
import { fuzz } from './fuzz/fuzz.ts';
import { beyond, closed, gapsOfMiniStack, gapsOfMoto } from './gaps.ts';
import { judgeByMoto, type MotoVerdict } from './moto/judgeByMoto.ts';
import { judgeStagePolicies } from './policies/judgeStagePolicies.ts';
import { wrongIn, type PolicyVerdict } from './policies/judgePolicies.ts';
import { policySection } from './policies/secondSection.ts';
import { judgePythonClient } from './pythonClient/judgePythonClient.ts';
import { pythonClientSection } from './pythonClient/pythonClientSection.ts';
import { bootstrap, deploy, emulatorsCopy, outputOf, synthesized, type Deployer } from './tools/deploy.ts';
import { region, startMiniStack, type Emulator } from './tools/emulator.ts';
import { startFront } from './tools/front.ts';
import { startIssuer } from './tools/issuer.ts';
import { cfnLint, checkov } from './tools/linters.ts';
import { findPython, installed, NotHere } from './tools/python.ts';
import { reportText, type Report } from './tools/report.ts';
import { refusedProperty, refusedTypes, takeOut, takeOutAttribute } from './tools/refused.ts';
import { mustRun } from './tools/run.ts';
import { withSection } from './tools/section.ts';
import { outcomesOf, standing } from './tools/stackEvents.ts';
import { runSuites, type SuiteResult } from './tools/suites.ts';
import { heldByStage, stacksBefore } from './tools/upgrade.ts';
import { judgeWebhooks } from './webhooks/judgeWebhooks.ts';

/**
 * `npm run conformance`: deploys the stacks to an AWS emulator that is not ours, runs the main job and the contract suites
 * there, lets cfn-lint and checkov read the templates, and writes `docs/conformance.md`; then holds the bookkeeping files
 * against the programs that read them.
 */
const project = join(import.meta.dirname, '../..');
const folder = join(project, '.local/conformance');
const requirements = (name: string): string => join(import.meta.dirname, 'requirements', `${name}.txt`);
const pipeline = join(project, 'docs/pipeline');
const stage = 'local';
const reportFile = join(project, 'docs/conformance.md');
const mailFrom = 'bank-sync@example.com';
/** `npm run conformance -- --upgrade`: the upgrade alone, in a minute or two. */
const onlyUpgrade = process.argv.includes('--upgrade');
/** `npm run conformance -- --second`: the readers of policies alone. */
const onlySecond = process.argv.includes('--second');
/** `npm run conformance -- --moto`: the contract suites on the second emulator alone. */
const onlyMoto = process.argv.includes('--moto');
/** `npm run conformance -- --webhooks`: the receiver of webhooks alone. */
const onlyWebhooks = process.argv.includes('--webhooks');
/** `npm run conformance -- --python-client`: the generated client alone. */
const onlyPythonClient = process.argv.includes('--python-client');
const startedAt = performance.now();

const say = (text: string): void => {
  process.stdout.write(`conformance ${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
};

/** What a stage needs from a person before it works: the Ponto application, and a sender that SES knows. */
const settleIn = async ({ url }: Emulator, application: object): Promise<void> => {
  const settings = { endpoint: url, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [secrets, ses] = [new SecretsManagerClient(settings), new SESv2Client(settings)];
  await secrets.send(
    new PutSecretValueCommand({
      SecretId: `ponto-bank-sync/${stage}/ponto-application`,
      SecretString: JSON.stringify(application),
    }),
  );
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: mailFrom }));
  secrets.destroy();
  ses.destroy();
};

type Rehearsed = Omit<Report, 'linters' | 'fuzz' | 'moto'> & { readonly assembly: string };

/**
 * The rehearsal on the emulator: everything that is started here is ended here.
 *
 * @returns nothing where only the upgrade was asked for
 */
const rehearse = async (bin: string): Promise<Rehearsed | undefined> => {
  const closing: (() => Promise<void>)[] = [];
  try {
    const emulator = await startMiniStack(bin, folder, join(project, 'node_modules/.bin'));
    closing.push(emulator.stop);
    const [front, issuer] = [await startFront(), await startIssuer()];
    closing.push(front.close, issuer.close);
    const platform = { clientId: 'conformance', clientSecret: 'conformance-secret' };
    const sandbox = await startPontoSandbox({ port: 0, platform, log: () => undefined });
    closing.push(sandbox.close);
    say(`MiniStack answers at ${emulator.url}`);

    const deployer: Deployer = { project, folder, aws: emulator.aws };
    const withIssuer = await synthesized(deployer, 'with-issuer', {
      stage,
      publicUrl: front.url,
      pontoApiUrl: `${sandbox.url}/ponto-connect`,
      pontoCustomApiUrl: `${sandbox.url}/custom`,
      pontoAuthorizationUrl: sandbox.url,
      pontoWebhookKeysUrl: `${sandbox.url}/webhooks/keys`,
      pontoWebhookIssuer: sandbox.url,
      jwtIssuer: issuer.url,
      jwtAudience: issuer.audience,
      mailFrom,
    });
    const assembly = emulatorsCopy(withIssuer);
    const whole = await synthesized(deployer, 'as-configured', { stage: 'dev' });
    const devAssembly = emulatorsCopy(whole);
    say('the stacks are synthesized');
    await bootstrap(deployer, assembly);
    takeOutAttribute('ProviderURL', devAssembly);
    await deploy(deployer, devAssembly, 'PontoBankSync-dev-Data');
    const [data, application] = [`PontoBankSync-${stage}-Data`, `PontoBankSync-${stage}-Application`];
    await deployWhatIsTaken(deployer, emulator.url, stacksBefore(project, folder), application);
    const held = heldByStage(emulator);
    await held.put();
    say('both stacks of release 0.1 are deployed, and hold something');
    const refused = await deployWhatIsTaken(deployer, emulator.url, assembly, application);
    const upgraded = await held.kept();
    await settleIn(emulator, platform);
    front.leadTo(emulator.url, outputOf(deployer, application, 'ApiEndpoint').replace('http://', ''));
    say(`both stacks are upgraded; ${upgraded.passed} of what they held is kept, ${upgraded.failures.length} is not`);
    const changed = await changeIssuer(deployer, emulator.url, devAssembly);
    if (onlyUpgrade && upgraded.failures.length > 0) throw new Error(JSON.stringify(upgraded.failures));
    if (onlyUpgrade) return undefined;

    const env = {
      ...emulator.aws,
      CONFORMANCE_STAGE: stage,
      CONFORMANCE_MAIL_FROM: mailFrom,
      CONFORMANCE_API_URL: front.url,
      CONFORMANCE_SANDBOX_URL: sandbox.url,
      CONFORMANCE_TOKENS: JSON.stringify({ bakery: await issuer.tokenFor('bakery') }),
    };
    const stories = await runSuites({ project, folder, env, paths: ['test/conformance'], oneByOne: true });
    say('the stories of the stage are told');
    const contracts = await runSuites({ project, folder, env, paths: ['test/contract'] });
    say('the contract suites are done');
    return {
      assembly: whole,
      emulator: `MiniStack ${(await mustRun(join(bin, 'python'), ['-c', versionOf], { cwd: project })).trim()}`,
      nodeVersion: process.versions.node,
      deployed: [...(await standing(emulator.url, data)), ...(await standing(emulator.url, application)), ...refused],
      withUserPool: await standing(emulator.url, 'PontoBankSync-dev-Data'),
      suites: [upgraded, changed, ...stories, ...contracts],
    };
  } finally {
    for (const close of closing.reverse()) await close();
  }
};

/** From the user pool to an issuer of one's own, and back: each a deployment of both stacks that must be taken. */
const changeIssuer = async (deployer: Deployer, url: string, cognito: string): Promise<SuiteResult> => {
  const own = await synthesized(deployer, 'own-issuer', {
    stage: 'dev',
    jwtIssuer: 'https://id.example.com',
    jwtAudience: 'bank-sync',
    jwtTenantClaim: 'tenantId',
  });
  const copy = emulatorsCopy(own);
  takeOutAttribute('ProviderURL', copy);
  for (const assembly of [cognito, copy, cognito]) {
    await deployWhatIsTaken(deployer, url, assembly, 'PontoBankSync-dev-Application');
  }
  say('the issuer was changed, and changed back');
  return { suite: 'A change of issuer', passed: 2, failures: [] };
};

/** Of the application, and of its data stack before that stands. */
const outcomesOfBoth = async (url: string, application: string) => [
  ...(await outcomesOf(url, application).catch(() => [])),
  ...(await outcomesOf(url, application.replace(/Application$/, 'Data'))),
];

const maxRefusals = 6;

/** Deploys both stacks without what the emulator says that it does not know, and tells what that was. */
const deployWhatIsTaken = async (deployer: Deployer, url: string, assembly: string, stack: string) => {
  const unknown = await refusedTypes(url, assembly);
  const refused = [...(unknown ? takeOut(unknown, assembly) : [])];
  for (let attempt = 1; ; attempt += 1) {
    const { code, output } = await deploy(deployer, assembly, '--all');
    if (code === 0) return refused;
    const refusal = attempt < maxRefusals ? refusedProperty(await outcomesOfBoth(url, stack)) : undefined;
    if (refusal === undefined) throw new Error(`the stacks could not be deployed:\n${output.trim()}`);
    refused.push(...takeOut(refusal, assembly));
  }
};

const versionOf = "from importlib.metadata import version; print(version('ministack'))";

const conformance = async (): Promise<boolean> => {
  mkdirSync(folder, { recursive: true });
  const python = await findPython(project);
  if (onlySecond) return secondOpinion(await judgeStagePolicies(python, { project, folder, aws: {} }));
  if (onlyMoto) return saidByMoto(await judgeByMoto(python, { project, folder, aws: {} })).length === 0;
  if (onlyWebhooks) return webhooksAreVerified(python);
  if (onlyPythonClient) return pythonClientReads(python);
  const bin = await installed(python, requirements('tools'), join(folder, 'tools'));
  if (onlyUpgrade) return (await rehearse(bin)) === undefined;
  // pip waits for the network most of the time: the other environments are made while the emulator works.
  const apart = installed(python, requirements('checkov'), join(folder, 'checkov'));
  apart.catch(() => undefined);
  const fuzzer = installed(python, requirements('fuzz'), join(folder, 'fuzz'));
  fuzzer.catch(() => undefined);
  const court = openCourt(project);
  court.catch(() => undefined);
  say('emulator and linters are installed');
  const whole = await rehearse(bin);
  if (whole === undefined) return false;
  const { assembly, ...rehearsed } = whole;
  const second = judgeByMoto(python, { project, folder, aws: {} });
  second.catch(() => undefined);
  const linters = [
    { name: 'cfn-lint', findings: await cfnLint(bin, assembly) },
    { name: 'cfn-lint, roles of the pipeline', findings: await cfnLint(bin, pipeline, 'deploy-role.yml') },
    { name: 'checkov', findings: await checkov(await apart, assembly) },
  ];
  const fuzzed = await fuzz(await fuzzer, folder);
  say('the fuzz has called what the OpenAPI document describes');
  const moto = await second;
  const wrongByMoto = saidByMoto(moto);
  const report = { ...rehearsed, linters, fuzz: fuzzed, moto };
  writeFileSync(reportFile, reportText(report));
  const policiesAreRight = secondOpinion(await judgeStagePolicies(python, { project, folder, aws: {} }));
  const webhooksAreRight = await webhooksAreVerified(python);
  const pythonClientIsRight = await pythonClientReads(python);
  const wrong = [
    ...beyond(gapsOfMiniStack, report.suites),
    ...closed(gapsOfMiniStack, report.suites),
    ...unexplained(linters),
    ...fuzzed.failures.map((failure) => `fuzz: ${failure}`),
  ];
  for (const line of wrong) say(line);
  const passed = report.suites.reduce((sum, suite) => sum + suite.passed, 0);
  say(
    `${passed} tests passed on the emulator, ${gapsOfMiniStack.length} known gaps, ${wrong.length} wrong; docs/conformance.md`,
  );
  const filesAreRight = await judgedFiles(court);
  const allAreRight = [policiesAreRight, webhooksAreRight, pythonClientIsRight, filesAreRight].every(Boolean);
  return wrong.length === 0 && wrongByMoto.length === 0 && allAreRight;
};

/** Into whatever the report has: a section that is written alone leaves the others as they are. */
const writeSection = (section: string): void => {
  const before = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : '';
  writeFileSync(reportFile, withSection(before, section));
};

const secondOpinion = (verdict: PolicyVerdict): boolean => {
  writeSection(policySection(verdict));
  const wrong = wrongIn(verdict);
  for (const line of wrong) say(line);
  const read = Object.values(verdict.read).reduce((sum, count) => sum + count, 0);
  say(`${read} policies are read, ${verdict.findings.length} findings, ${wrong.length} wrong; docs/conformance.md`);
  return wrong.length === 0;
};

const webhooksAreVerified = async (python: string): Promise<boolean> => {
  const { judged, wrong } = await judgeWebhooks(python, folder);
  for (const line of wrong) say(line);
  say(`${judged} webhooks are judged by standardwebhooks for Python, ${wrong.length} wrongly`);
  return wrong.length === 0;
};

const pythonClientReads = (python: string): Promise<boolean> =>
  orSkipped('the client for Python', async () => {
    const verdict = await judgePythonClient(python, folder);
    writeSection(pythonClientSection(verdict));
    for (const line of verdict.wrong) say(line);
    const counts = Object.entries(verdict.read).map(([what, count]) => `${count} ${what}`);
    say(
      `${verdict.tool}: its client has read ${counts.join(', ')}; ${verdict.wrong.length} wrong; docs/conformance.md`,
    );
    return verdict.wrong.length === 0;
  });

const judgedFiles = (court: Promise<unknown>): Promise<boolean> =>
  orSkipped('the judges of bookkeeping files', async () => {
    await court;
    return judge({ project, isFull: false, say });
  });

/** What cannot be had for a step skips it, and hides nothing of the rest. */
const orSkipped = async (step: string, isRight: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await isRight();
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    say(`SKIPPED, ${step}: ${error.message}`);
    return true;
  }
};

/** What is wrong with what the second emulator made of the contract suites. */
const saidByMoto = ({ emulator, suites }: MotoVerdict): readonly string[] => {
  const wrong = beyond(gapsOfMoto, suites);
  for (const line of wrong) say(line);
  const passed = suites.reduce((sum, suite) => sum + suite.passed, 0);
  say(`${passed} tests passed on ${emulator}, ${gapsOfMoto.length} known gaps, ${wrong.length} wrong`);
  return wrong;
};

const unexplained = (linters: Report['linters']): readonly string[] =>
  linters.flatMap(({ name, findings }) =>
    findings.map(({ rule, resource, words }) => `${name} ${rule} ${resource}: ${words}`),
  );

try {
  process.exitCode = (await conformance()) ? 0 : 1;
} catch (error) {
  if (error instanceof NotHere) say(`SKIPPED: ${error.message}`);
  else {
    say(error instanceof Error ? error.message : 'failed for an unknown reason');
    process.exitCode = 1;
  }
}
