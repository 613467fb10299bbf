import { problem, type Answer } from '../../shared/runtime/http/answer.ts';
import type { Log } from '../../shared/runtime/log/log.ts';

/** Ponto's events are not taken yet. Nothing of the request is read; Ponto repeats what was not accepted. */
export const makeHandler =
  ({ log }: { readonly log: Log }) =>
  async (): Promise<Answer> => {
    const answer = problem('not_implemented');
    log.write('REQUEST_REFUSED', { status: answer.status, problem: 'not_implemented' });
    return answer;
  };
