import { describeError } from '../runtime/log/describeError.ts';
import type { Log } from '../runtime/log/log.ts';
import type { OnAlertFailure } from '../usecases/alerts/deliver.ts';

/** Writes down that a reader could not be asked: the connection and the reason, never the address. */
export const makeOnUnasked =
  (log: Log): OnAlertFailure =>
  (ref, failure) =>
    log.write('READER_NOT_ASKED', {
      ...(ref && { connectionId: ref.connectionId }),
      reason: failure.kind === 'mail_refused' ? failure.reason : failure.kind,
      ...(failure.kind !== 'mail_refused' && { error: describeError(failure.error) }),
    });
