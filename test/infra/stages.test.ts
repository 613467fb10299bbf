import { allAlarms, at, ofType, synthesize } from './support.ts';

const arnOf = (topic: string): string => `arn:aws:sns:eu-west-1:123456789012:${topic}`;

describe('stages', () => {
  it('protects the data stack of prod from being deleted', () => {
    expect(synthesize('prod').data.terminationProtection).toBe(true);
    expect(synthesize('dev').data.terminationProtection).toBe(false);
  });

  it('makes the same resources on a laptop as in the cloud, but for the user pool', () => {
    const local = synthesize('local').resources;
    const dev = synthesize('dev', {
      jwtIssuer: 'https://id.example.com',
      jwtAudience: 'a',
      jwtTenantClaim: 't',
      userPool: 'none',
    });
    const kinds = (resources: typeof local) => [...resources.values()].map(({ Type }) => Type).sort();

    expect(kinds(local)).toEqual(kinds(dev.resources));
  });

  it.each([
    ['every alarm where nothing is said of tickets', {}, { page: 'wake-me', ticket: 'wake-me' }],
    ['pages only where tickets have a topic', { ticketTopicArn: arnOf('desk') }, { page: 'wake-me', ticket: 'desk' }],
    ['pages only where tickets have a reader', { ticketEmail: 'b@example.com' }, { page: 'wake-me', ticket: '' }],
  ])('tells a topic that is configured %s', (_which, tickets, expected) => {
    const { resources } = synthesize('dev', { alarmTopicArn: arnOf('wake-me'), ...tickets });
    const told = (severity: 'page' | 'ticket'): readonly string[] =>
      allAlarms(resources)
        .filter(({ id }) => id.startsWith('FeedAlarmsNoSyncRun') === (severity === 'page'))
        .filter(({ id }) => /^FeedAlarms(NoSyncRun|JobsFail)/.test(id))
        .map(({ Properties }) => String(at(Properties, 'AlarmActions', 0)).replace(arnOf(''), ''));

    expect(told('page')).toEqual([expected.page]);
    // A topic of the stack has no ARN yet.
    expect(told('ticket')).toEqual([expected.ticket === '' ? '[object Object]' : expected.ticket]);
  });

  it.each([
    ['the same reader for both', {}, ['ops@example.com', 'ops@example.com']],
    ['each its own reader', { ticketEmail: 'day@example.com' }, ['ops@example.com', 'day@example.com']],
  ])('makes a topic for what wakes and one for what can wait, and subscribes %s', (_whom, given, readers) => {
    const { resources } = synthesize('dev', { alarmEmail: 'ops@example.com', ...given });
    const subscriptions = ofType(resources, 'AWS::SNS::Subscription');
    const topics = ofType(resources, 'AWS::SNS::Topic').map(({ id }) => id);

    expect(subscriptions.map(({ Properties }) => [Properties['Protocol'], Properties['Endpoint']])).toEqual(
      readers.map((reader) => ['email', reader]),
    );
    expect(subscriptions.map(({ Properties }) => at(Properties, 'TopicArn', 'Ref'))).toEqual(topics);
  });

  it('makes an identity for the mail domain only when one is configured', () => {
    const without = synthesize('dev').resources;
    const withDomain = synthesize('dev', { mailDomain: 'example.com' }).resources;

    expect(ofType(without, 'AWS::SES::EmailIdentity')).toEqual([]);
    expect(ofType(withDomain, 'AWS::SES::EmailIdentity')).toMatchObject([
      { Properties: { EmailIdentity: 'example.com' }, DeletionPolicy: 'Retain' },
    ]);
  });
});
