import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';
import { installationOf } from '../../../infra/ops/installation.ts';
import { openAwsEnvironment } from '../../../infra/ops/awsEnvironment.ts';
import { checkAccount } from '../../../infra/ops/checkAccount.ts';

const ours = '123456789012';
const theirs = '210987654321';

const servers: ReturnType<typeof createServer>[] = [];
const before = { ...process.env };
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

/** STS on loopback, as it answers whoever holds credentials of an account: a query in a form, an answer in XML. */
const stsOf = async (account: string) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push(new URLSearchParams(Buffer.concat(chunks).toString('utf8')).get('Action') ?? '');
      const found = `<Arn>arn:aws:iam::${account}:user/anna</Arn><UserId>AIDA</UserId><Account>${account}</Account>`;
      response.setHeader('content-type', 'text/xml');
      response.end(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">` +
          `<GetCallerIdentityResult>${found}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${port}`,
  });
  return asked;
};

describe('the account that the operator is about to look into', () => {
  it('is the one that the stage stands in', async () => {
    const asked = await stsOf(ours);

    await expect(checkAccount({ stage: 'prod', account: ours })).resolves.toBeUndefined();
    expect(asked).toEqual(['GetCallerIdentity']);
  });

  it('is refused when it is another one, with both and what to do', async () => {
    await stsOf(theirs);

    await expect(checkAccount({ stage: 'prod', account: ours })).rejects.toThrow(
      `Stage prod stands in account ${ours}, and the AWS credentials of this terminal are of account ${theirs}: ` +
        'take a profile of the first (AWS_PROFILE), or say another stage (--stage).',
    );
  });

  it('is compared before anything of the stage is opened', async () => {
    await stsOf(theirs);
    const installation = installationOf('prod', {}, { fileOf: () => ({ account: ours }) });

    await expect(openAwsEnvironment(installation)).rejects.toThrow(`are of account ${theirs}`);
  });

  it('is not asked for where the settings of the stage name none', async () => {
    const asked = await stsOf(theirs);

    await checkAccount({ stage: 'dev', account: undefined });

    expect(asked).toEqual([]);
  });
});
