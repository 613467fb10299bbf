import { html } from 'hono/html';
import type { KeptEvent } from '../cloud/eventBridge.ts';
import type { HttpAnswer } from '../runner/http/gatewayResponse.ts';
import { momentOf } from './momentOf.ts';
import { pageAnswer } from './sitePage.ts';

const shownEvents = 100;

/** What other software of the product is told, newest first. */
export const eventsPage = (events: readonly KeptEvent[]): HttpAnswer =>
  pageAnswer({
    title: 'Events',
    body: html`<p>
        What was put on the bus, newest first; events are told at least once.
        ${events.length > shownEvents ? `The last ${shownEvents} of ${events.length} are shown.` : ''}
      </p>
      ${
        events.length === 0
          ? html`<p>None yet. The first ones come when a bank is connected.</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">Time</th>
                  <th scope="col">What</th>
                  <th scope="col">Detail</th>
                </tr>
              </thead>
              <tbody>
                ${events
                  .slice(-shownEvents)
                  .toReversed()
                  .map(
                    ({ detailType, detail, time }) =>
                      html`<tr>
                        <td data-label="Time">${momentOf(time)}</td>
                        <td data-label="What">${detailType}</td>
                        <td data-label="Detail">
                          <details>
                            <summary>JSON<span class="visually-hidden"> of ${detailType}</span></summary>
                            <pre>${JSON.stringify(detail, undefined, 2)}</pre>
                          </details>
                        </td>
                      </tr>`,
                  )}
              </tbody>
            </table>`
      }
      <p><a href="/local/events">All of them as JSON</a></p>`,
  });
