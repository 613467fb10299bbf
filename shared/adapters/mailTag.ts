import { createHash } from 'node:crypto';

/**
 * What the mails of a tenant are tagged with. SES takes letters, digits, `_` and `-` in a tag, and shows tags to whoever
 * reads its reports: a hash says which mails belong together and not whose they are.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
 */
export const mailTagOf = (tenantId: string): string =>
  createHash('sha256').update(`mail#${tenantId}`).digest('base64url');
