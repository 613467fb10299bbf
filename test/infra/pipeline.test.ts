import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { stageName } from '../../infra/config/stages.ts';

const project = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(project, name), 'utf8');

const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const workflow = z.object({
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      if: z.string().optional(),
      environment: z.string().optional(),
      permissions: z.record(z.string(), z.string()).optional(),
      'timeout-minutes': z.number(),
      steps: z.array(step),
    }),
  ),
});

const text = read('docs/pipeline/deploy.yml');
const { jobs, concurrency, permissions } = workflow.parse(parse(text));
const steps = Object.values(jobs).flatMap((job) => job.steps);
const commands = steps.flatMap(({ run }) => run ?? []).join('\n');

describe('the pipeline that users take', () => {
  it('looks before it leaps: checks, shows, deploys, asks the deployment', () => {
    const [check, diff, deploy, smoke, failed] = [
      jobs['check'],
      jobs['diff'],
      jobs['deploy'],
      jobs['smoke'],
      jobs['failed'],
    ];

    expect([check?.needs, diff?.needs, deploy?.needs, smoke?.needs]).toEqual([undefined, 'check', 'diff', 'deploy']);
    expect([failed?.needs, failed?.if]).toEqual([['check', 'diff', 'deploy', 'smoke'], 'failure()']);
  });

  it('lets one deployment of a stage at work at a time, and cuts none short', () => {
    expect(concurrency).toEqual({ group: "deploy-${{ inputs.stage || 'prod' }}", 'cancel-in-progress': false });
  });

  it('asks for a token of AWS in no job but those that an environment guards', () => {
    const withToken = Object.entries(jobs).filter(([, job]) => job.permissions?.['id-token'] !== undefined);

    expect(permissions).toEqual({ contents: 'read' });
    expect(withToken.map(([name, { environment }]) => [name, environment])).toEqual([
      ['diff', "${{ inputs.stage || 'prod' }}-diff"],
      ['deploy', "${{ inputs.stage || 'prod' }}"],
    ]);
    expect(text).not.toContain('secrets.');
  });

  it('takes every action by the digest of a commit, and says which release that is', () => {
    const taken = text.split('\n').filter((line) => /\buses:/.test(line));

    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('leaves no credentials of the repository behind where packages run', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.length).toBeGreaterThan(0);
    expect(checkouts.filter((one) => one.with['persist-credentials'] !== false)).toEqual([]);
  });

  it('puts nothing of a run into a shell but through variables', () => {
    expect(commands).not.toContain('${{');
  });

  it('calls only commands that there are', () => {
    const scripts = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const called = [...commands.matchAll(/npm (?:run (?:--silent )?)?([\w:]+)/g)].map(([, name]) => String(name));

    expect(called).toEqual(expect.arrayContaining(['ci', 'test', 'synth', 'smoke']));
    expect(called.filter((name) => name !== 'ci' && scripts.scripts[name] === undefined)).toEqual([]);
  });

  it.each(['docs/pipeline/deploy.yml', 'docs/pipeline/deploy-role.yml', 'infra/smoke/checks.ts'])(
    'names only files and headings that there are (%s)',
    (name) => {
      const named = [...read(name).matchAll(/\b((?:docs|stages)\/[\w./-]+\.(?:md|yml|json))(?:#([\w-]+))?/g)];
      const missing = named.filter(([, file = '', heading]) => {
        if (!existsSync(join(project, file))) return true;
        return heading !== undefined && !headingsOf(read(file)).includes(heading);
      });

      expect(named.length).toBeGreaterThan(0);
      expect(missing.map(([all]) => all)).toEqual([]);
    },
  );
});

const headingsOf = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

/** The functions of CloudFormation, as they look in JSON. */
const tags = ['Ref', 'Sub', 'GetAtt'].map((name) => ({
  tag: `!${name}`,
  resolve: (value: unknown) => ({ [name]: value }),
}));
const sequences = ['!Equals', '!If'].map((tag) => ({ tag, collection: 'seq' as const }));

describe('the roles of the pipeline', () => {
  const role = z.object({
    Properties: z.object({ AssumeRolePolicyDocument: z.unknown(), Policies: z.unknown() }),
  });
  const template = z
    .object({
      Parameters: z.record(z.string(), z.object({ AllowedPattern: z.string().optional() })),
      Resources: z.object({ DiffRole: role, DeployRole: role }),
    })
    .parse(parse(read('docs/pipeline/deploy-role.yml'), { customTags: [...tags, ...sequences] }));

  const policy = (name: string, Action: string, Resource: unknown) => [
    { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } },
  ];

  it.each([
    ['DiffRole', '${Stage}-diff'],
    ['DeployRole', '${Stage}'],
  ] as const)('lets nobody take %s but one environment of one repository', (name, environment) => {
    const { AssumeRolePolicyDocument } = template.Resources[name].Properties;
    const github = 'token.actions.githubusercontent.com';
    const provider = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${github}`;

    expect(AssumeRolePolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: ['MakesProvider', { Ref: 'GitHub' }, { Sub: provider }] },
          Condition: {
            StringEquals: {
              [`${github}:aud`]: 'sts.amazonaws.com',
              [`${github}:sub`]: { Sub: `repo:\${Repository}:environment:${environment}` },
            },
          },
        },
      ],
    });
  });

  it('lets the deployment take the roles of the CDK that deploy, and none that reads', () => {
    const arn = (kind: string) => ({
      Sub: `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/cdk-hnb659fds-${kind}-role-\${AWS::AccountId}-*`,
    });

    expect(template.Resources.DeployRole.Properties.Policies).toEqual(
      policy('take-the-roles-of-the-cdk', 'sts:AssumeRole', [arn('deploy'), arn('file-publishing')]),
    );
  });

  it('lets the diff read templates of its stage, and nothing else', () => {
    expect(template.Resources.DiffRole.Properties.Policies).toEqual(
      policy('read-templates', 'cloudformation:GetTemplate', {
        Sub: 'arn:${AWS::Partition}:cloudformation:*:${AWS::AccountId}:stack/PontoBankSync-${Stage}-*/*',
      }),
    );
  });

  it('takes a repository by name or by name and number, and no pattern', () => {
    const repository = new RegExp(template.Parameters['Repository']?.AllowedPattern ?? '^$');

    for (const good of ['octo-org/bank.sync', 'octo-org@123456/bank-sync@456789']) expect(good).toMatch(repository);
    for (const bad of ['octo-org/*', 'octo-*/bank', 'octo:x/bank', '*', 'octo-org', 'a/b:ref', ''])
      expect(bad).not.toMatch(repository);
  });

  it('takes the stages that a deployment takes', () => {
    const stage = new RegExp(template.Parameters['Stage']?.AllowedPattern ?? '^$');

    for (const name of ['prod', 'cell-eu-2'])
      expect([stage.test(name), stageName.safeParse(name).success]).toEqual([true, true]);
    for (const name of ['Prod', 'a--b', 'a*'])
      expect([stage.test(name), stageName.safeParse(name).success]).toEqual([false, false]);
  });
});
