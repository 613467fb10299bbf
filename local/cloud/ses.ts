import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import * as z from 'zod';
import { readBody } from './body.ts';
import { ServiceFault } from './serviceFault.ts';
import { openJournal } from './files.ts';
import type { Asked } from './iam/allows.ts';
import type { Rights } from './iam/rights.ts';
import { feedbackOn, type SentMail } from './mailSimulator.ts';
import { recipientIdentities, refuseStrangers, withSender, type ProvenIdentities } from './sesSandbox.ts';
import { serveProgramsOnLoopback, type Endpoint } from './loopback.ts';

/** An e-mail as `GET /local/mailbox` shows it; `to` names every recipient, separated by commas. */
const keptMail = z.object({
  from: z.string().optional(),
  to: z.string(),
  subject: z.string(),
  text: z.string().optional(),
  html: z.string().optional(),
  at: z.string(),
});
export type KeptMail = z.output<typeof keptMail>;

const address = z.string().regex(/^(?:[^\r\n<>]*<)?[^\s<>@,]+@[^\s<>@,]+>?$/, 'is not an e-mail address');
const addresses = z.array(address).default([]);
const part = z.object({ Data: z.string() });
const tag = z.string().regex(/^[\w-]{1,256}$/, 'has characters that a tag may not have');
const outboundEmail = z.object({
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.object({ Name: tag, Value: tag })).default([]),
  FromEmailAddress: address,
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  Content: z.object({
    Simple: z.object({
      Subject: part.extend({ Data: z.string().regex(/^[^\r\n]*$/, 'must be one line') }),
      Body: z.object({ Text: part.optional(), Html: part.optional() }),
    }),
  }),
});

/** SES takes at most fifty recipients a message. */
const maxRecipients = 50;
const maxBodyBytes = 40 * 1024 * 1024;

interface ParsedMail {
  readonly kept: KeptMail;
  readonly sent: Omit<SentMail, 'messageId'>;
}

const parseMail = (text: string, at: string): ParsedMail => {
  const parsed = outboundEmail.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'unknown shape' };
    throw new ServiceFault('BadRequestException', `${path.map(String).join('.')}: ${message}`);
  }
  const { ToAddresses, CcAddresses, BccAddresses } = parsed.data.Destination;
  const recipients = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  if (recipients.length < 1 || recipients.length > maxRecipients) {
    throw new ServiceFault('BadRequestException', `a message has 1 to ${maxRecipients} recipients`);
  }
  const { Subject, Body } = parsed.data.Content.Simple;
  const kept = {
    from: parsed.data.FromEmailAddress,
    to: recipients.join(', '),
    subject: Subject.Data,
    ...(Body.Text && { text: Body.Text.Data }),
    ...(Body.Html && { html: Body.Html.Data }),
    at,
  };
  const tags = Object.fromEntries(parsed.data.EmailTags.map(({ Name, Value }) => [Name, [Value]]));
  return { kept, sent: { recipients, configurationSet: parsed.data.ConfigurationSetName, tags, at } };
};

/** What of a call decides whether it is allowed. */
const asking = z.looseObject({
  FromEmailAddress: z.string(),
  ConfigurationSetName: z.string().optional(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
});

/** SES takes a sender by its own identity, else by that of its domain: either will do. */
const asksOf = (rights: Rights, input: unknown, sandbox: ProvenIdentities | undefined): readonly Asked[] => {
  const { data } = asking.safeParse(input);
  if (!data) return [];
  const { FromEmailAddress, ConfigurationSetName, Destination } = data;
  const sender = /<([^>]*)>$/.exec(FromEmailAddress)?.[1] ?? FromEmailAddress;
  const proven = sandbox ? withSender(sandbox, sender) : [];
  const identities = [sender, sender.slice(sender.lastIndexOf('@') + 1)];
  const ask = (resources: readonly string[]): Asked => ({
    action: 'ses:SendEmail',
    resources: resources.map((resource) => rights.arn('ses', resource)),
    context: { 'ses:FromAddress': [sender] },
  });
  return [
    ask(identities.map((identity) => `identity/${identity}`)),
    ...recipientIdentities(proven, Object.values(Destination).flat()).map((name) => ask([`identity/${name}`])),
    ...(ConfigurationSetName === undefined ? [] : [ask([`configuration-set/${ConfigurationSetName}`])]),
  ];
};

const receive = async (
  request: IncomingMessage,
  {
    rights,
    sandbox,
    region,
    clock,
  }: Pick<SesOptions, 'rights' | 'sandbox' | 'region'> & { readonly clock: () => string },
): Promise<ParsedMail> => {
  const body = await readBody(request, maxBodyBytes);
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) {
    throw new ServiceFault('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') {
    throw new ServiceFault('NotFoundException', 'the local SES knows SendEmail only', 404);
  }
  if (!body) throw new ServiceFault('BadRequestException', 'the message is too large');
  try {
    const text = body.toString('utf8');
    rights?.check(request.headers.authorization, asksOf(rights, JSON.parse(text), sandbox));
    const mail = parseMail(text, clock());
    if (sandbox) refuseStrangers(withSender(sandbox, mail.kept.from ?? ''), mail.sent.recipients, region ?? '');
    return mail;
  } catch (error) {
    if (error instanceof SyntaxError) throw new ServiceFault('SerializationException', 'the request is not JSON');
    throw error;
  }
};

export interface LocalSes extends Endpoint {
  readonly mailbox: readonly KeptMail[];
}

export interface SesOptions {
  readonly dataDir: string;
  /**
   * Who may do what.
   *
   * @default everybody may do everything
   */
  readonly rights?: Rights;
  /**
   * Gets what SES tells the default bus of bounces and complaints; before the sender has its answer.
   *
   * @default nobody listens
   */
  readonly onFeedback?: (event: object) => void;
  /**
   * Gets every mail that is sent.
   *
   * @default nobody listens
   */
  readonly onMail?: (mail: KeptMail) => void;
  /**
   * What SES has proven, of an account in its sandbox.
   *
   * @default the account is out of the sandbox
   */
  readonly sandbox?: ProvenIdentities | undefined;
  /** @default none is named */
  readonly region?: string;
  /** @default what the wall says */
  readonly now?: () => number;
}

/**
 * SES v2 as far as `SendEmail` with simple content goes. Nothing leaves the machine: mails are kept on disk.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export const startSes = async (options: SesOptions): Promise<LocalSes> => {
  const journal = openJournal(join(options.dataDir, 'mailbox.jsonl'), keptMail);
  const { now = Date.now } = options;
  const server = createServer((request, response) => {
    receive(request, { ...options, clock: () => new Date(now()).toISOString() }).then(
      ({ kept, sent }) => {
        journal.append([kept]);
        options.onMail?.(kept);
        const messageId = randomUUID();
        for (const event of feedbackOn({ ...sent, messageId })) options.onFeedback?.(event);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ MessageId: messageId }));
      },
      (error: unknown) => {
        const fault = error instanceof ServiceFault ? error : new ServiceFault('InternalFailure', 'internal', 500);
        response
          .writeHead(fault.status, { 'content-type': 'application/json', 'x-amzn-errortype': fault.code })
          .end(JSON.stringify({ message: fault.message }));
      },
    );
  });
  return { ...(await serveProgramsOnLoopback(server)), mailbox: journal.items };
};
