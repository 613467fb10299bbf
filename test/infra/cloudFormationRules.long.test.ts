import { synthesize } from './support.ts';

describe('the stacks', () => {
  it.each(['dev', 'prod'] as const)(
    'of %s holds nothing that the rules of CloudFormation refuse',
    (stage) => {
      const mailDomain = { mailDomain: 'example.com' };

      expect(() => synthesize(stage, mailDomain, { validation: true })).not.toThrow();
    },
    120_000,
  );
});
