import { makeRooms, roomNames, roomOf } from '../../../../functions/tenant-pages/rooms.ts';
import { inert } from '../../../builders/inert.ts';

const loadRoom = makeRooms(inert<Parameters<typeof makeRooms>[0]>('pages'));

describe('the rooms of the pages', () => {
  it.each([
    ['/pages/accounts/a-1/syncs', 'accounts'],
    ['/pages/month', 'month'],
    ['/pages/connect/back', 'connect'],
  ])('%s leads to %s', (path, room) => {
    expect(roomOf(path)).toBe(room);
  });

  it.each(['/pages', '/pages/open/token', '/pages/sign-out', '/pages/constructor', '/renew/x', ''])(
    '%j leads to none, which has no pages',
    async (path) => {
      expect(roomOf(path)).toBeUndefined();
      expect(await loadRoom(roomOf(path))).toEqual([]);
    },
  );

  it('answer for every address that lies in them, and for no other', async () => {
    for (const room of roomNames) {
      const paths = (await loadRoom(room)).flatMap(({ routes }) => routes.map(({ path }) => path));

      expect(paths.some((path) => roomOf(path) === room)).toBe(true);
      // Two rooms may share routes: a page is in the room that its address names.
      expect(paths.filter((path) => roomOf(path) === undefined)).toEqual([]);
    }
  });
});
