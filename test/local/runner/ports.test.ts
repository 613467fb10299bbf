import { createServer } from 'node:http';
import { serveOnLoopback } from '../../../local/cloud/loopback.ts';
import { ensureFree } from '../../../local/runner/ports.ts';

describe('a port', () => {
  it('that is in use is named, with the variable that chooses another', async () => {
    const taken = await serveOnLoopback(createServer());

    await expect(ensureFree(taken.port, 'PORT')).rejects.toThrow(
      `port ${taken.port} is in use: stop what listens there, or choose another with PORT=<port>`,
    );

    await taken.close();
    await expect(ensureFree(taken.port, 'PORT')).resolves.toBeUndefined();
  });
});
