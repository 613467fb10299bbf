import { docsPaths } from '../../shared/contracts/docsPaths.ts';
import { onFirstUse } from '../../shared/language/onFirstUse.ts';
import type { Answer } from '../../shared/runtime/http/answer.ts';
import type { ApiEvent } from '../../shared/runtime/http/apiEvent.ts';
import { answerOf, requestOf } from './gateway.ts';
import { makePages, type PagesDeps } from './pages.ts';
import { makeRooms, roomOf } from './rooms.ts';

const isDocs = (path: string): boolean => path === docsPaths.page || path.startsWith(`${docsPaths.page}/`);

/** Pages for people who were given an address by the accounting product. */
export const makeHandler = (deps: PagesDeps) => {
  const loadRoom = makeRooms(deps);
  /** By room, and one for what is in none: as many as there are rooms. */
  const pages = new Map<string | undefined, ReturnType<typeof makePages>>();
  const pagesOf = async (room: string | undefined) => {
    const shown = await loadRoom(room);
    const known = pages.get(room) ?? makePages(deps, shown);
    pages.set(room, known);
    return known;
  };
  // Loaded for whoever reads about the API: no page for people needs it.
  const docs = onFirstUse(async () => (await import('./docs.ts')).makeDocs(deps));
  const ownOrigin = new URL(deps.publicUrl).origin;
  return async (event: ApiEvent): Promise<Answer> => {
    deps.log.correlate({ apiRequestId: event.requestContext.requestId });
    if (isDocs(event.rawPath)) return (await docs())(event);
    const request = requestOf(event, ownOrigin);
    const room = await pagesOf(roomOf(new URL(request.url).pathname));
    return answerOf(await room.fetch(request, { event }), event);
  };
};
