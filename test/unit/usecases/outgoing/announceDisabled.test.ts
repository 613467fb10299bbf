import type { AddressStanding } from '../../../../shared/domain/mail/reach.ts';
import type { WebhookEndpoint } from '../../../../shared/domain/outgoing/webhookEndpoint.ts';
import type { PublishedEvent } from '../../../../shared/ports/events.ts';
import type { Mail, MailOutcome } from '../../../../shared/ports/mail.ts';
import { renderMail } from '../../../../shared/presentation/mail/renderMail.ts';
import { makeAnnounceDisabled } from '../../../../shared/usecases/outgoing/announceDisabled.ts';
import { anEndpoint, webhookTime } from '../../../builders/webhooks.ts';

interface World {
  readonly standing?: AddressStanding;
  readonly confirmAddresses?: boolean;
  readonly send?: () => Promise<MailOutcome>;
}

const contact = { email: 'It@Books.example', name: 'Jo' };
const gone = { state: 'disabled', disabledBecause: 'gone', disabledAt: webhookTime, contact } as const;

const told = async (endpoint: Partial<WebhookEndpoint>, world: World = {}) => {
  const { standing, confirmAddresses = false, send = async () => ({ kind: 'sent' }) } = world;
  const events: PublishedEvent[] = [];
  const mails: Mail[] = [];
  const unsent: string[] = [];
  const announce = makeAnnounceDisabled({
    bus: { publish: async (published) => void events.push(...published) },
    suppressionList: { ofAddresses: async (_, [address = '']) => new Map(standing ? [[address, standing]] : []) },
    mailer: {
      send: async (mail) => {
        mails.push(mail);
        return send();
      },
    },
    renderMail,
    confirmAddresses,
    onUnsent: (reason) => void unsent.push(reason),
  });
  await announce(anEndpoint(endpoint), webhookTime);
  return { events, mails, unsent };
};

describe('that an endpoint is disabled', () => {
  it('is told to other software, and to its contact by its id alone', async () => {
    const { events, mails } = await told(gone);

    expect(events.map(({ event }) => event)).toEqual([
      { type: 'WebhookEndpointDisabled', endpointId: 'endpoint-1', because: 'gone' },
    ]);
    expect(mails).toMatchObject([{ to: 'it@books.example', sentFor: { kind: 'tenant', tenantId: 'tenant-1' } }]);
    expect(mails[0]?.text).toContain('endpoint-1');
    expect(mails[0]?.text).toContain('410');
    expect(mails[0]?.text).not.toContain('books.example');
  });

  it.each([
    ['has complained', { standing: { complainedAt: webhookTime } }],
    ['has bounced', { standing: { bouncedAt: webhookTime } }],
    ['has not confirmed where that is asked for', { confirmAddresses: true }],
  ])('is no mail to an address that %s', async (_what, world) => {
    const { events, mails } = await told(gone, world);

    expect([events.length, mails.length]).toEqual([1, 0]);
  });

  it('is no mail where it has no contact, and nothing where its tenant did it', async () => {
    const { contact: _nobody, ...without } = gone;

    expect((await told(without)).mails).toEqual([]);
    expect((await told({ ...gone, disabledBecause: 'tenant' })).events).toEqual([]);
  });

  it.each([
    ['MessageRejected', async () => ({ kind: 'refused', reason: 'MessageRejected' }) as const],
    ['mail_unknown', () => Promise.reject(new Error('no answer'))],
  ])('is noted as not told: %s', async (reason, send) => {
    expect((await told(gone, { send })).unsent).toEqual([reason]);
  });
});
