import type { Observers } from '../invocation.ts';

/** What became of one request to Ponto. */
export interface Exchange {
  /** Absent when no whole answer came. */
  readonly status?: number;
}

type Trouble = 'no_answer' | 'throttled' | 'server_error';

const troubleOf = ({ status }: Exchange): Trouble | undefined => {
  if (status === undefined) return 'no_answer';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server_error' : undefined;
};

/** Counts requests to Ponto: they are what Ponto bears and what a run costs in time. What fails is logged too. */
export const watchPonto =
  ({ log, counters }: Pick<Observers, 'log' | 'counters'>) =>
  (exchange: Exchange): void => {
    counters.count('PontoRequests');
    const trouble = troubleOf(exchange);
    if (trouble === undefined) return;
    counters.countBy('PontoErrors', trouble);
    log.write('PONTO_FAILED', { kind: trouble, status: exchange.status });
  };
