/**
 * A port whose every method throws until a test says what it does: a use case that calls something the test did not
 * think of fails instead of passing by luck.
 */
export const inert = <T extends object>(name: string, overrides: Partial<T> = {}): T =>
  new Proxy({} as T, {
    get: (_, method) => {
      const known = Reflect.get(overrides, method);
      if (known !== undefined) return known;
      return () => {
        throw new Error(`${name}.${String(method)} was not expected`);
      };
    },
  });
