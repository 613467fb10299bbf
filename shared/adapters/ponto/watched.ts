import { TransportFailure, type Transport } from './http.ts';

/** What became of one request; without a status no whole answer came. */
export type OnExchange = (exchange: { readonly status?: number }) => void;

/** A transport that tells what became of every request. What could not even be sent is none. */
export const watched = (transport: Transport, onExchange: OnExchange | undefined): Transport => {
  if (!onExchange) return transport;
  return async (request) => {
    try {
      const answer = await transport(request);
      onExchange({ status: answer.status });
      return answer;
    } catch (error) {
      if (error instanceof TransportFailure) onExchange({});
      throw error;
    }
  };
};
