import { html } from 'hono/html';
import type { KeptEvent } from '../cloud/eventBridge.ts';
import type { HttpAnswer } from '../runner/http/gatewayResponse.ts';
import { dataTable } from '../../shared/presentation/pages/components/dataTable.ts';
import { momentOf } from './momentOf.ts';
import { eventsPath, pageAnswer, type Html } from './sitePage.ts';

const shownEvents = 100;

const asJson = (name: string, detail: unknown): Html =>
  html`<details>
    <summary>JSON<span class="unseen"> of ${name}</span></summary>
    <pre>${JSON.stringify(detail, undefined, 2)}</pre>
  </details>`;

/** What other software of the product is told, newest first. */
export const eventsPage = (events: readonly KeptEvent[]): HttpAnswer =>
  pageAnswer({
    current: eventsPath,
    title: 'Events',
    body: html`<p>
        What was put on the bus, newest first; events are told at least once.
        ${events.length > shownEvents ? `The last ${shownEvents} of ${events.length} are shown.` : ''}
      </p>
      ${
        events.length === 0
          ? html`<p>None yet. The first ones come when a bank is connected.</p>`
          : dataTable({
              caption: 'Events',
              columns: [{ head: 'Time' }, { head: 'What' }, { head: 'Detail' }],
              rows: events
                .slice(-shownEvents)
                .toReversed()
                .map(({ detailType, detail, time }) => ({
                  cells: [momentOf(time), detailType, asJson(detailType, detail)],
                })),
            })
      }
      <p><a href="/local/events">All of them as JSON</a></p>`,
  });
