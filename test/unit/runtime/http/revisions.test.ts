import { json } from '../../../../shared/runtime/http/answer.ts';
import { expectedBy, withRevision } from '../../../../shared/runtime/http/revisions.ts';
import { isExpected } from '../../../../shared/domain/revision.ts';

const expected = (value?: string) => expectedBy({ headers: value === undefined ? {} : { 'If-Match': value } });

describe('an edit that is meant for one state', () => {
  it.each([
    [undefined, true, true],
    ['*', true, true],
    ['"0"', true, false],
    ['"7"', false, true],
    ['"3", "7"', false, true],
    ['W/"7"', false, false],
    ['"abc"', false, false],
  ])('with If-Match %j fits what was never edited: %s; what was edited seven times: %s', (header, never, seven) => {
    expect([isExpected(undefined, expected(header)), isExpected(7, expected(header))]).toEqual([never, seven]);
  });

  it.each(['7', '', 'W/7', '"7', '"3" 7', '"3",7'])('is refused where If-Match is no tag: %j', (header) => {
    expect(() => expected(header)).toThrow(
      expect.objectContaining({ code: 'invalid_request', extras: { errors: [{ path: 'If-Match', rule: 'etag' }] } }),
    );
  });

  it('gets its tag from the answer that shows the state', () => {
    const tags = [withRevision(json(200, {})), withRevision(json(200, {}), 7)].map(({ headers }) => headers?.['etag']);

    expect(tags).toEqual(['"0"', '"7"']);
    expect(tags.map((tag) => expected(tag))).toEqual([[0], [7]]);
  });
});
