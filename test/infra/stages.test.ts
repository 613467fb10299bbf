import { at, ofType, synthesize } from './support.ts';

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

  it('tells every alarm to the topic that is configured', () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:wake-me';
    const alarms = ofType(synthesize('dev', { alarmTopicArn: topic }).resources, 'AWS::CloudWatch::Alarm');

    const silent = alarms.filter(({ Properties }) => at(Properties, 'AlarmActions', 0) !== topic);

    expect(alarms.length).toBeGreaterThan(0);
    expect(silent).toEqual([]);
  });

  it('makes a topic for alarms where none is configured, and tells whoever asked for mails', () => {
    const { resources } = synthesize('dev', { alarmEmail: 'ops@example.com' });
    const [topic] = ofType(resources, 'AWS::SNS::Topic');
    const [subscription] = ofType(resources, 'AWS::SNS::Subscription');

    const silent = ofType(resources, 'AWS::CloudWatch::Alarm').filter(
      ({ Properties }) => at(Properties, 'AlarmActions', 0, 'Ref') !== topic?.id,
    );

    expect(silent).toEqual([]);
    expect(subscription?.Properties).toMatchObject({ Protocol: 'email', Endpoint: 'ops@example.com' });
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
