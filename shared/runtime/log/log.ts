import { AsyncLocalStorage } from 'node:async_hooks';
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
  /**
   * Does one of several pieces of work that go side by side: its messages carry these keys and those that it adds itself, and
   * nobody else's do.
   */
  within<T>(keys: CorrelationKeys, work: () => Promise<T>): Promise<T>;
  /** Forgets the keys of the invocation before, and takes those of this one. */
  begin(context: Context): void;
}

/** A structured log on standard output, in the form that CloudWatch Logs Insights reads. */
export const makeLog = (serviceName: string): InvocationLog => {
  const logger = new Logger({ serviceName, logLevel: 'INFO' });
  /** The logger's own keys are the whole process's. */
  const scopes = new AsyncLocalStorage<{ keys: CorrelationKeys }>();
  return {
    write: (code, fields) => logger[messageLevels[code]](code, { ...scopes.getStore()?.keys, ...fields }),
    correlate: (keys) => {
      const scope = scopes.getStore();
      if (scope) scope.keys = { ...scope.keys, ...keys };
      else logger.appendKeys({ ...keys });
    },
    within: (keys, work) => scopes.run({ keys }, work),
    begin: (context) => {
      logger.resetKeys();
      logger.addContext(context);
    },
  };
};
