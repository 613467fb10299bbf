import * as z from 'zod';

/** An error that the service answers with: `code` becomes the exception of the SDK client. */
export class ServiceFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const withMessage = z.object({ message: z.string() });
const withCode = z.object({ code: z.string() });

/** What an error says. Errors that come out of a worker are of another realm, where `instanceof` finds nothing. */
export const messageOf = (error: unknown): string => withMessage.safeParse(error).data?.message ?? 'unknown error';

/** The code of a system error: `EADDRINUSE` and the like. */
export const codeOf = (error: unknown): string | undefined => withCode.safeParse(error).data?.code;
