import { SESv2Client } from '@aws-sdk/client-sesv2';
import { patience } from './patience.ts';

/** A mail that was sent cannot be told from one that was not when SES does not answer: it is not sent again at once. */
export const mailClient = (): SESv2Client => new SESv2Client({ ...patience, maxAttempts: 1 });
