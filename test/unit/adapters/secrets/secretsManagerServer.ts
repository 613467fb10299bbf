import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';

const call = z.object({
  SecretId: z.string().optional(),
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  ForceDeleteWithoutRecovery: z.boolean().optional(),
});

/** The four calls of Secrets Manager that this product makes, on loopback, in the AWS JSON 1.1 protocol. */
export const aSecretsManager = async () => {
  const secrets = new Map<string, string>();
  const calls: { readonly operation: string; readonly name: string; readonly forced?: boolean | undefined }[] = [];
  let failWith: string | undefined;

  const answer = (operation: string, input: z.output<typeof call>): { status: number; body: object } => {
    const name = input.SecretId ?? input.Name ?? '';
    calls.push({ operation, name, forced: input.ForceDeleteWithoutRecovery });
    const refused = (type: string) => ({ status: 400, body: { __type: type, message: 'refused' } });
    if (failWith !== undefined) return refused(failWith);
    if (operation === 'CreateSecret') {
      if (secrets.has(name)) return refused('ResourceExistsException');
    } else if (!secrets.has(name)) return refused('ResourceNotFoundException');
    if (operation === 'DeleteSecret') secrets.delete(name);
    if (input.SecretString !== undefined) secrets.set(name, input.SecretString);
    const SecretString = operation === 'GetSecretValue' ? secrets.get(name) : undefined;
    return {
      status: 200,
      body: { ARN: `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}`, SecretString },
    };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).replace('secretsmanager.', '');
      const { status, body } = answer(operation, call.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>().parse(server.address());
  const client = new SecretsManagerClient({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    client,
    secrets,
    calls,
    failAllWith: (type: string): void => {
      failWith = type;
    },
    close: async (): Promise<void> => {
      client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
