import { eventBodies, eventBodyName, postedTypes } from '../../../shared/contracts/http/eventBodies.ts';
import { openApiDocument } from '../../../shared/runtime/openApi/document.ts';
import { payloadOf } from '../../../shared/usecases/outgoing/payload.ts';

const document = openApiDocument('https://sync.example');

describe('the webhooks of the description', () => {
  it('are one for each type of event, with its schema by name', () => {
    expect(document['webhooks']).toMatchObject(
      Object.fromEntries(
        postedTypes.map((type) => {
          const schema = { $ref: `#/components/schemas/${eventBodyName(type)}` };
          return [type, { post: { requestBody: { content: { 'application/json': { schema } } } } }];
        }),
      ),
    );
  });

  it('describe the event that a tenant asks for', () => {
    const occurredAt = '2026-11-30T08:00:00.000Z';
    const detail = { version: 1, id: 'e', tenantId: 't', occurredAt };
    const posted = payloadOf({ tenantId: 't', id: 'e', type: 'Test', occurredAt, detail });

    expect(document['webhooks']).toHaveProperty('Test');
    expect(eventBodies[eventBodyName('Test')]?.().parse(JSON.parse(posted))).toMatchObject({ data: detail });
  });

  it('describe what is posted', () => {
    const occurredAt = '2026-11-30T08:00:00.000Z';
    const detail = { version: 1, id: 'e', tenantId: 't', occurredAt, accountId: 'a' };
    const changed = { ...detail, from: 12, to: 40 };

    const posted = payloadOf({
      tenantId: 't',
      id: 'e',
      type: 'TransactionsChanged',
      occurredAt,
      detail: changed,
    });

    expect(eventBodies[eventBodyName('TransactionsChanged')]?.().parse(JSON.parse(posted))).toMatchObject({
      data: changed,
    });
  });
});
