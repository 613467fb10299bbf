import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { messageLevels, type CorrelationKeys, type MessageCode, type MessageFields } from './messages.ts';

/** Writes messages of the catalogue, and nothing else. */
export interface Log {
  write<C extends MessageCode>(code: C, fields: MessageFields[C]): void;
  /** Adds what tells this piece of work from others to all its later messages. */
  correlate(keys: CorrelationKeys): void;
}

export interface InvocationLog extends Log {
  /** Forgets the keys of the invocation before, and takes those of this one. */
  begin(context: Context): void;
}

/** A structured log on standard output, in the form that CloudWatch Logs Insights reads. */
export const makeLog = (serviceName: string): InvocationLog => {
  const logger = new Logger({ serviceName, logLevel: 'INFO' });
  return {
    write: (code, fields) => logger[messageLevels[code]](code, { ...fields }),
    correlate: (keys) => logger.appendKeys({ ...keys }),
    begin: (context) => {
      logger.resetKeys();
      logger.addContext(context);
    },
  };
};
