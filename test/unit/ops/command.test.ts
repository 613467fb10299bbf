import { parseCommand, stageNamed, UsageError } from '../../../infra/ops/command.ts';

const order = (line: string) => parseCommand(line.split(' ').filter((word) => word !== ''));

describe('what is typed behind `npm run ops --`', () => {
  it.each([
    ['stale', { command: 'stale' }],
    ['stale --frequency daily --stage prod', { command: 'stale', frequency: 'daily', stage: 'prod' }],
    ['connection c-1', { command: 'connection', connectionId: 'c-1' }],
    [
      '--tenant bakery connection c-1 --env .local/aws.env',
      { command: 'connection', connectionId: 'c-1', tenantId: 'bakery', environmentFile: '.local/aws.env' },
    ],
    ['redrive', { command: 'redrive', yes: false }],
    ['redrive --yes', { command: 'redrive', yes: true }],
    ['status --stage prod', { command: 'status', stage: 'prod' }],
    ['stop', { command: 'stop', yes: false }],
    ['go --yes', { command: 'go', yes: true }],
    ['pause bakery', { command: 'pause', tenantId: 'bakery' }],
    ['resume bakery', { command: 'resume', tenantId: 'bakery' }],
    ['software', { command: 'software' }],
    ['add-software bakery', { command: 'add-software', tenantId: 'bakery' }],
    ['remove-software 4f0abc', { command: 'remove-software', clientId: '4f0abc' }],
    ['move-credentials --to table', { command: 'move-credentials', to: 'table', yes: false }],
    ['move-credentials --to secrets-manager --yes', { command: 'move-credentials', to: 'secrets-manager', yes: true }],
    [
      'restore-account a-1 --from books-restored',
      { command: 'restore-account', accountId: 'a-1', from: 'books-restored', yes: false },
    ],
    [
      'restore-account a-1 --from books-restored --tenant bakery --yes',
      { command: 'restore-account', accountId: 'a-1', from: 'books-restored', tenantId: 'bakery', yes: true },
    ],
    ['token --user els@bakery.example', { command: 'token', user: 'els@bakery.example' }],
  ])('is an order: %s', (line, expected) => {
    expect(order(line)).toEqual(expected);
  });

  it.each([
    ['', 'say what to do'],
    ['delete', 'there is no command delete'],
    ['toString', 'there is no command toString'],
    ['connection', 'connection needs an id'],
    ['pause', 'pause needs an id'],
    ['restore-account a-1', 'restore-account needs --from'],
    ['restore-account --from books-restored', 'restore-account needs an id'],
    ['restore-account a-1 --from a/b', 'a/b is no name of a table'],
    ['pause bakery --yes', 'pause takes no --yes'],
    ['stale everything', 'stale takes no more words'],
    ['pause bakery butcher', 'pause takes no more words'],
    ['stale --frequency manual', 'manual is no frequency'],
    ['stale --stage Production', 'Production is no stage'],
    ['stale --everything', 'everything'],
    ['move-credentials', 'move-credentials needs --to'],
    ['move-credentials --to vault', 'vault is no home of credentials'],
    ['move-credentials table', 'move-credentials takes no more words'],
    ['status --yes', 'status takes no --yes'],
    ['stop bakery', 'stop takes no more words'],
    ['token', 'token needs --user'],
    ['add-software', 'add-software needs an id'],
    ['software bakery', 'software takes no more words'],
    ['token els@bakery.example', 'token takes no more words'],
    ['token --user els@bakery.example --password x', 'password'],
  ])('is refused with what does not fit: %s', (line, message) => {
    expect(() => order(line)).toThrow(UsageError);
    expect(() => order(line)).toThrow(message);
  });

  it('takes a stage of the environment as one of the command line', () => {
    expect(stageNamed('cell-eu-2')).toBe('cell-eu-2');
    expect(() => stageNamed('Production')).toThrow(new UsageError('Production is no stage'));
  });
});
