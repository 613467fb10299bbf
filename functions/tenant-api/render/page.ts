import { encodeCursor } from '../../../shared/contracts/http/common.ts';

/** A page of a list, its items rendered and its cursor made opaque. */
export const renderPage = <T, B>(
  page: { readonly items: readonly T[]; readonly nextCursor?: string },
  render: (item: T) => B,
): { items: B[]; nextCursor?: string } => ({
  items: page.items.map(render),
  ...(page.nextCursor !== undefined && { nextCursor: encodeCursor(page.nextCursor) }),
});
