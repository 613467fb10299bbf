import { makeHandler } from '../../../functions/mail-feedback/handler.ts';
import type { SuppressedAddress } from '../../../shared/domain/mail/reach.ts';
import type { FeedbackOn } from '../../../shared/usecases/alerts/takeFeedback.ts';
import { aCounters, aLog } from '../../builders/api.ts';

const at = '2026-03-10T08:00:00.000Z';
const bounceOf = (bounceType: string, ...addresses: string[]) => ({
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  detail: {
    eventType: 'Bounce',
    bounce: { bounceType, bouncedRecipients: addresses.map((emailAddress) => ({ emailAddress })), timestamp: at },
    mail: { commonHeaders: { subject: 'KBC' }, tags: {} },
  },
});
const complaint = {
  source: 'aws.ses',
  'detail-type': 'Email Complaint Received',
  detail: { complaint: { complainedRecipients: [{ emailAddress: 'els@bakery.example' }], timestamp: at } },
};

const taking = () => {
  const marked: [string, SuppressedAddress][] = [];
  const about: FeedbackOn[] = [];
  const log = aLog();
  const counters = aCounters();
  const handler = makeHandler({
    takeFeedback: async (on, address, mark) => {
      about.push(on);
      marked.push([address, mark]);
    },
    log: log.log,
    counters: counters.counters,
  });
  return { handler, marked, about, log, counters };
};

describe('what SES tells of our mails', () => {
  it('marks every address that bounced for good, without its display name', async () => {
    const { handler, marked, log, counters } = taking();

    await handler(bounceOf('Permanent', 'Els <els@bakery.example>', 'jan@bakery.example'));

    expect(marked).toEqual(
      ['els@bakery.example', 'jan@bakery.example'].map((address) => [address, { reason: 'bounced', at }]),
    );
    expect(counters.counted).toEqual({ MailsBounced: 2 });
    expect(JSON.stringify(log.messages)).not.toContain('@');
  });

  const tag = 'a-Z_9'.repeat(8) + 'abc';
  const digestId = '01a224dd-b9d8-7b03-83ad-2ed804547d5e';
  it.each<[string, object | undefined, FeedbackOn]>([
    ['a mail of one tenant', { tenant: [tag] }, { kind: 'tenant', tag }],
    ['a digest', { digest: [digestId] }, { kind: 'digest', digestId }],
    ['a digest without an id', { digest: ['yes'] }, { kind: 'unknown' }],
    ['two digests', { digest: [digestId, digestId] }, { kind: 'unknown' }],
    ['a mail of former days', {}, { kind: 'unknown' }],
    ['a mail of which nothing is told', undefined, { kind: 'unknown' }],
    ['a tag that is none of ours', { tenant: ['bakery'] }, { kind: 'unknown' }],
    ['two tenants', { tenant: [tag, tag] }, { kind: 'unknown' }],
  ])('knows whose affair it is of %s', async (_, tags, on) => {
    const { handler, about } = taking();
    const mail = tags && { tags: { 'ses:configuration-set': ['ours'], ...tags } };

    await handler({ ...complaint, detail: { ...complaint.detail, ...(mail && { mail }) } });

    expect(about).toEqual([on]);
  });

  it.each(['General', 'OnAccountSuppressionList', 'Suppressed'])(
    'takes a bounce as one, whoever held the mail back: %s',
    async (bounceSubType) => {
      const { handler, marked } = taking();
      const event = bounceOf('Permanent', 'els@bakery.example');
      const mail = { tags: { tenant: [tag] } };

      await handler({ ...event, detail: { ...event.detail, bounce: { ...event.detail.bounce, bounceSubType }, mail } });

      expect(marked).toEqual([['els@bakery.example', { reason: 'bounced', at }]]);
    },
  );

  it('marks an address whose reader complained', async () => {
    const { handler, marked, counters } = taking();

    await handler(complaint);

    expect(marked).toEqual([['els@bakery.example', { reason: 'complained', at }]]);
    expect(counters.counted).toEqual({ MailsComplained: 1 });
  });

  it.each(['Transient', 'Undetermined'])('marks nobody for a bounce that may pass: %s', async (type) => {
    const { handler, marked, log } = taking();

    await handler(bounceOf(type, 'els@bakery.example'));

    expect([marked, log.codes()]).toEqual([[], ['MAIL_FEEDBACK_IGNORED']]);
  });

  it.each([undefined, {}, { ...complaint, source: 'evil' }, { ...complaint, detail: {} }])(
    'refuses %j, naming nothing of it',
    async (event) => {
      await expect(taking().handler(event)).rejects.toThrow('the event is no bounce or complaint of SES');
    },
  );
});
