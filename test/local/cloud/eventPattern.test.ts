import { eventPattern, matchesPattern } from '../../../local/cloud/eventPattern.ts';
import { feedbackOn } from '../../../local/cloud/mailSimulator.ts';

const pattern = {
  source: ['aws.ses'],
  'detail-type': ['Email Bounced', 'Email Complaint Received'],
  detail: { mail: { tags: { 'ses:configuration-set': ['ours'] } } },
};
const sent = (...recipients: string[]) => ({
  messageId: 'm',
  recipients,
  configurationSet: 'ours',
  tags: { tenant: ['t-1'] },
  at: '2026-03-10T08:00:00.000Z',
});

describe('the pattern of a rule', () => {
  it('lets through what SES tells of our mails, and nothing of others', () => {
    const events = feedbackOn(sent('bounce@simulator.amazonses.com', 'Complaint+1@simulator.amazonses.com'));
    const [foreign] = feedbackOn({ ...sent('bounce@simulator.amazonses.com'), configurationSet: 'theirs' });

    expect(events.map((event) => matchesPattern(pattern, event))).toEqual([true, true]);
    expect([foreign, {}, undefined].map((event) => matchesPattern(pattern, event))).toEqual([false, false, false]);
  });

  it('is refused in a form that is not run here', () => {
    expect(eventPattern.safeParse({ source: [{ prefix: 'aws' }] }).success).toBe(false);
  });
});

describe('the simulator of SES', () => {
  it('reports the tags of a mail with what came back', () => {
    const [event] = feedbackOn(sent('bounce@simulator.amazonses.com'));

    expect(event).toMatchObject({ detail: { mail: { tags: { tenant: ['t-1'] } } } });
  });

  it.each([sent('els@bakery.example'), { ...sent('bounce@simulator.amazonses.com'), configurationSet: undefined }])(
    'tells nothing of %j',
    (mail) => {
      expect(feedbackOn(mail)).toEqual([]);
    },
  );
});
