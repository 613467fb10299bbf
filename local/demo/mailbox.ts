import * as z from 'zod';
import type { Api } from './api.ts';

/** The person of the stories. */
export const reader = { email: 'els@bakkerij.example', name: 'Els', locale: 'en' };

const mailbox = z.object({
  items: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string().optional(), at: z.string() })),
});
export type Mail = z.output<typeof mailbox>['items'][number];

/** The mails to the person, oldest first. */
export const mailsToReader = async (local: Api): Promise<readonly Mail[]> =>
  (await local.get('/local/mailbox', mailbox)).items.filter(({ to }) => to === reader.email);
