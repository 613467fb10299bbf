/**
 * Makes something when it is needed first, and keeps it. For what is dear to make and seldom needed by all who import it,
 * such as a schema: a function that starts builds none but those that it reads with.
 */
export const onFirstUse = <T>(make: () => T): (() => T) => {
  let made: { readonly it: T } | undefined;
  return () => (made ??= { it: make() }).it;
};
